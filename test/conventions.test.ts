/** The repository's own rules: import arrows, the parts of a check, file sizes, where output is allowed, messages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../checks/index.js'
import { messageKeys, render } from '../src/messages/catalogue.js'
import { checkMessages } from '../src/messages/checks.js'
import { CODES } from '../src/model/code.js'

const ROOT = resolve(import.meta.dirname, '..')
const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git'])

function filesUnder(folder: string, ending: string): string[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const inside = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(inside, ending)
    return entry.name.endsWith(ending) ? [inside] : []
  })
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const PRODUCT = ['src', 'checks', 'reports', 'fixtures', 'bench'].flatMap((folder) =>
  filesUnder(folder, '.ts'),
)
const TESTS = filesUnder('test', '.ts')

/** The part of the program that a file belongs to, as the arrows name parts. */
function partOf(file: string): string {
  const [top = '', next = ''] = file.split('/')
  if (top !== 'src') return top
  return file.split('/').length > 2 ? next : basename(file, '.ts')
}

interface Import {
  readonly file: string
  readonly specifier: string
  /** Part that a relative import leads to; null for a package. */
  readonly part: string | null
}

function importsOf(file: string): Import[] {
  const found = read(file).matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? ''
    const target = specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), specifier)) : null
    return { file, specifier, part: target === null ? null : partOf(target.replace(/\.js$/, '.ts')) }
  })
}

/** Which parts a part may import beside itself. What has no line may import anything: the composition roots. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  check: ['model', 'calendar'],
  checks: ['check', 'model'],
  artifacts: ['model'],
  documents: ['model'],
  tables: ['model'],
  registry: ['model', 'tables'],
  calendar: ['model'],
  messages: ['model'],
  evidence: ['model', 'documents'],
  crawl: ['model', 'artifacts', 'evidence'],
  rubric: ['model', 'tables'],
  ledger: ['model', 'tables'],
  reports: ['model', 'messages', 'evidence', 'rubric', 'ledger', 'tables'],
  feed: ['model', 'ledger'],
  pipeline: [
    'model',
    'check',
    'checks',
    'artifacts',
    'documents',
    'registry',
    'tables',
    'calendar',
    'messages',
    'evidence',
    'crawl',
    'rubric',
    'ledger',
    'reports',
    'feed',
    'judge',
    'result',
  ],
  queue: ['model', 'pipeline', 'evidence'],
}

/** Packages that a part may use, where that is part of the design; `node:` names are packages too. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  model: /^(zod|node:crypto)$/,
  check: /^zod$/,
  checks: /^zod$/,
  calendar: /^zod$/,
  messages: /^$/,
  artifacts: /^(zod|cheerio|domhandler|htmlparser2|node:buffer)(\/|$)/,
  documents: /^(htmlparser2|pdfjs-dist|word-extractor|yauzl|node:(fs|module|path|worker_threads))(\/|$)/,
}

/** Packages that only some parts may use: the network is the crawl's, SQL the ledger's and the site state's. */
const OWNERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(bullmq|ioredis)$/, /^src\/queue\//],
  [/^aws4fetch$/, /^src\/evidence\//],
  [/^(undici|playwright|@crawlee\/|robots-parser$)/, /^src\/crawl\//],
  // doctor asks whether the native library loads at all.
  [/^better-sqlite3$/, /^src\/(ledger\/|crawl\/state\/|commands\/doctor\.ts$)/],
  [/^node:(http|https|net|tls|dns|dns\/promises)$/, /^(src\/crawl\/|src\/server\/|fixtures\/|bench\/)/],
]

describe('imports', () => {
  const imports = PRODUCT.flatMap(importsOf)

  it('are seen at all', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(importsOf('checks/broken-link.ts').map(({ specifier, part }) => [specifier, part])).toEqual([
      ['zod', null],
      ['../src/check.js', 'check'],
      ['../src/model/code.js', 'model'],
      ['../src/model/draft.js', 'model'],
      ['../src/model/finding.js', 'model'],
      ['../src/model/portal.js', 'model'],
      ['../src/model/reach-verdict.js', 'model'],
    ])
  })

  it('follow the arrows', () => {
    const wrong = imports.filter(({ file, part }) => {
      const from = partOf(file)
      const allowed = ARROWS[from]
      return part !== null && allowed !== undefined && part !== from && !allowed.includes(part)
    })
    expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([])
  })

  it('of packages stay where they belong', () => {
    const wrong = imports.filter(({ file, specifier, part }) => {
      if (part !== null) return false
      const allowed = PACKAGES[partOf(file)]
      if (allowed && !allowed.test(specifier)) return true
      return OWNERS.some(([name, owner]) => name.test(specifier) && !owner.test(file))
    })
    expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([])
  })

  it('of a check never lead to another check', () => {
    const wrong = filesUnder('checks', '.ts')
      .filter((file) => basename(file) !== 'index.ts')
      .flatMap(importsOf)
      .filter(({ part }) => part === 'checks')
    expect(wrong).toEqual([])
  })

  it('of commands and server leave each other alone', () => {
    const wrong = imports.filter(
      ({ file, part }) =>
        (partOf(file) === 'commands' && part === 'server') ||
        (partOf(file) === 'server' && part === 'commands'),
    )
    expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([])
  })

  it('of files are spelled with .js', () => {
    const wrong = [...imports, ...TESTS.flatMap(importsOf)].filter(
      ({ specifier }) => specifier.startsWith('.') && !/\.(js|json)$/.test(specifier),
    )
    expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([])
  })
})

describe('checks', () => {
  const ids = filesUnder('checks', '.ts')
    .map((file) => basename(file, '.ts'))
    .filter((name) => name !== 'index')

  it('are each named by their file and registered once', () => {
    expect(CHECKS.map(({ id }) => id).sort()).toEqual(ids.sort())
  })

  it.each(CHECKS.map(({ id }) => id))('%s has code, page, test and title', (id) => {
    expect(
      [`checks/${id}.ts`, `checks/${id}.md`, `test/checks/${id}.test.ts`].filter(
        (file) => !existsSync(join(ROOT, file)),
      ),
    ).toEqual([])
    expect(checkMessages[`check.${id}.title`]).toBeDefined()
  })

  it.each(CHECKS.map(({ id }) => id))('the page of %s has every part', (id) => {
    const page = read(`checks/${id}.md`)
    expect([...page.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual([
      '依据',
      '算问题',
      '不算问题',
      '转人工核实，或不作判断',
      '参数',
      '如何整改',
      '版本',
      'In English',
    ])
    for (const code of CHECKS.find((check) => check.id === id)?.codes ?? [])
      expect(page).toContain(`\`${code}\``)
    expect(page).toContain(`版本 ${CHECKS.find((check) => check.id === id)?.version}：`)
  })

  it('report every code of the contract once, and each has its sentence', () => {
    expect(CHECKS.flatMap(({ codes }) => codes).sort()).toEqual(Object.keys(CODES).sort())
    for (const [code, { check }] of Object.entries(CODES)) {
      expect(CHECKS.find(({ id }) => id === check)?.codes).toContain(code)
      expect(Object.hasOwn(checkMessages, `finding.${code}`)).toBe(true)
    }
  })
})

describe('files', () => {
  /** A test is one table of cases, which a split would only make harder to read. */
  it.each([
    ['product', PRODUCT, 300],
    ['test', TESTS, 400],
  ] as const)('of the %s are short', (_, files, most) => {
    const long = files
      .map((file) => [file, read(file).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > most)
    expect(long).toEqual([])
  })

  it('open with a sentence of purpose', () => {
    const bare = [...PRODUCT, ...TESTS].filter((file) => !/^(#!.*\n)?\/\*\*/.test(read(file)))
    expect(bare).toEqual([])
  })

  it('are no drawers', () => {
    const drawers = [...PRODUCT, ...TESTS].filter((file) =>
      /(^|\/)(utils?|helpers?|common|managers?|misc|shared|lib)(\.|\/)/.test(file),
    )
    expect(drawers).toEqual([])
  })

  it('leave the console and the exit to the command line', () => {
    const loud = PRODUCT.filter(
      (file) =>
        !/^(src\/cli\.ts$|src\/commands\/|bench\/|fixtures\/)/.test(file) &&
        /\bconsole\.(?:log|error|warn|info|debug|trace|table|dir|time|group|assert)\b|\bprocess\.exit\b/.test(
          read(file),
        ),
    )
    expect(loud).toEqual([])
  })

  it('skip no test and silence no type', () => {
    const marks =
      /\b(it|describe|test)\.(skip|only|todo)\b|@ts-(ignore|nocheck|expect-error)|\bas any\b|: any\s*(?:[,;)=[\]|&>{]|$)/m
    const found = [...PRODUCT, ...TESTS].filter(
      (file) => file !== 'test/conventions.test.ts' && marks.test(read(file)),
    )
    expect(found).toEqual([])
  })
})

/** The facts that a rendering reads, in one language; null when it needs facts of another shape than text. */
function factsRead(key: string, language: 'zh-CN' | 'en'): string[] | null {
  const read = new Set<string>()
  const facts = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') read.add(name)
        return 'x'
      },
    },
  )
  try {
    render(key, facts, language)
  } catch {
    return null
  }
  return [...read].sort()
}

describe('messages', () => {
  it.each(messageKeys())('%s reads the same facts in both languages', (key) => {
    expect(factsRead(key, 'en')).toEqual(factsRead(key, 'zh-CN'))
  })

  it('of findings render from text alone', () => {
    const keys = messageKeys().filter((key) => key.startsWith('finding.'))
    expect(keys.filter((key) => factsRead(key, 'en') === null)).toEqual([])
  })
})
