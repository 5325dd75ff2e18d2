/** What the pages for readers say, held against what there is: paths, commands with their options, scripts, the map of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { xuncha } from './commands/command-line.js'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const READMES = ['README.md', 'README.zh-CN.md'] as const
const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'checks'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `checks/${name}`),
  'rosters/README.md',
  'test/faults/README.md',
]
const FOLDERS = new Set(readdirSync(ROOT))

/** Paths of the repository that a page names: links, and words in backticks that begin with a folder of ours. */
function pathsIn(page: string): string[] {
  const text = read(page)
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) =>
    join(dirname(page), path),
  )
  const words = [...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(([, path = '']) => path)
  return [...links, ...words.filter((path) => FOLDERS.has(path.split('/')[0] ?? ''))]
}

/** Commands of a page: the words before the first argument, and the options. */
function commandsIn(page: string): { readonly words: string; readonly options: string[] }[] {
  return [...read(page).matchAll(/^npx xuncha ([^#\n]+)/gm)].map(([, line = '']) => ({
    words: (/^(?:[a-z]+(?: |$))+/.exec(line)?.[0] ?? '').trim(),
    options: [...line.matchAll(/ (--?[a-z][\w-]*)/g)].map(([, option = '']) => option),
  }))
}

/** The longest run of these words that is a command, and its help. */
async function helpOf(words: string): Promise<string> {
  for (let held = words.split(' '); held.length > 0; held = held.slice(0, -1)) {
    const { status, stdout } = await xuncha([...held, '--help', '--lang', 'en'])
    if (status === 0 && stdout.startsWith(`Usage: xuncha ${held.join(' ')} `)) return stdout
  }
  return ''
}

describe.each(PAGES)('%s', (page) => {
  it('names only what there is', () => {
    expect(pathsIn(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('the READMEs', () => {
  it('show the same commands with the same options, in the same order', () => {
    const [english, chinese] = READMES.map((page) =>
      commandsIn(page).map(({ words, options }) => [words.split(' ').slice(0, 2).join(' '), ...options]),
    )
    expect(english?.length).toBeGreaterThan(25)
    expect(chinese).toEqual(english)
  })

  // Every command of the program is loaded for it.
  it('show commands that there are, with options that they take', { timeout: 60_000 }, async () => {
    for (const { words, options } of commandsIn('README.md')) {
      const help = await helpOf(words)
      expect([words, help === '']).toEqual([words, false])
      const taken = new Set([...help.matchAll(/(?<=\s)--?[a-z][\w-]*/g)].map(([option]) => option))
      expect([words, options.filter((option) => !taken.has(option))]).toEqual([words, []])
    }
  })

  it.each([...READMES, 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'bench/RESULTS.md'])(
    '%s: scripts that are run are in package.json',
    (page) => {
      const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
      const run = [...read(page).matchAll(/npm (?:run )?((?!run\b|ci\b)[a-z][\w:]*)/g)].map(
        ([, name]) => name,
      )
      expect(run.length).toBeGreaterThan(0)
      expect(run.filter((name) => !scripts.includes(name ?? ''))).toEqual([])
    },
  )
})

describe('the map of the code', () => {
  const map = /## Code map[\s\S]*?(?=\n## )/.exec(read('ARCHITECTURE.md'))?.[0] ?? ''
  const named = new Set([...map.matchAll(/`([\w./*-]+)`/g)].map(([, path]) => path))

  it('has every folder of the program', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    const inside = folders.filter((one) => one.isDirectory()).map(({ name }) => `src/${name}`)
    const beside = ['checks', 'rubrics', 'rosters', 'wordings', 'fixtures', 'reports', 'bench', 'scripts']
    expect([...inside, ...beside].filter((folder) => !named.has(folder))).toEqual([])
  })

  it('has every file that stands above them', () => {
    const files = readdirSync(join(ROOT, 'src')).filter((name) => name.endsWith('.ts'))
    const covered = (name: string) =>
      [...named].some((one) => new RegExp(`^${one?.replace('*', '.*')}$`).test(`src/${name}`))
    expect(files.filter((name) => !covered(name))).toEqual([])
  })
})
