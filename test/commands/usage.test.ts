/** Help, usage errors and exit statuses of every command. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../checks/index.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import { hasMessage } from '../../src/messages/catalogue.js'
import { readWorkspace } from '../../src/registry/read-workspace.js'
import { workspaceJsonSchema } from '../../src/registry/workspace-json-schema.js'
import { parametersJsonSchema, rubricJsonSchema } from '../../src/rubric/json-schema.js'
import { folder, xuncha } from './command-line.js'

const ROOT = join(import.meta.dirname, '..', '..')
const UNIT = 'units: [{ id: edu, name: 区教育局, portal: "http://127.0.0.1:9/" }]\n'

const WITHOUT_JSON = ['columns export', 'ledger export', 'serve', 'units export', 'worker']

/** What a command's help lists below it: path, what follows the name, and the sentence beside it. */
async function below(path: readonly string[], lang: string) {
  const { stdout } = await xuncha([...path, '--help', '--lang', lang])
  const [, list = ''] = stdout.split(/^(?:Commands:|命令：)\n/m)
  return list
    .trimEnd()
    .split(/\n {2}(?=\S)/)
    .filter((entry) => entry.trim() !== '')
    .map((entry) => {
      const [, name = '', rest = '', says = ''] = /^\s*(\S+)(.*?)(?:\s{2,}([\s\S]*))?$/.exec(entry) ?? []
      return { path: [...path, name], rest, says }
    })
}

/** Every command that does something, and the groups that they stand in. */
async function allCommands() {
  const leaves: string[] = []
  const groups: string[] = []
  const open: (readonly string[])[] = [[]]
  for (const path of open) {
    const entries = await below(path, 'zh-CN')
    for (const entry of entries) open.push(entry.path)
    const name = path.join(' ')
    if (entries.length > 0) groups.push(name)
    if (entries.length === 0 || name === 'serve') leaves.push(name)
  }
  return { leaves, groups }
}
const { leaves, groups } = await allCommands()

describe('help', () => {
  it.each(leaves)('%s: help in both languages, with the common options', async (command) => {
    for (const lang of ['zh-CN', 'en']) {
      const left = await xuncha([...command.split(' '), '--help', '--lang', lang])
      expect(left).toMatchObject({ status: 0, stderr: '' })
      expect(left.stdout).toContain(`xuncha ${command}`)
      expect(left.stdout).not.toMatch(/\[cli\./)
      for (const option of ['--data', '--log-level', '--lang', '--help'])
        expect(left.stdout).toContain(option)
      expect(/[\u4e00-\u9fff]/.test(left.stdout)).toBe(lang === 'zh-CN')
      // What an option takes is said in the user's language, too.
      expect(left.stdout.includes('(one of ')).toBe(lang === 'en')
    }
  })

  it('prints its result as JSON, unless a command prints none or writes it in a format of its own', async () => {
    const plain: string[] = []
    for (const command of leaves)
      if (!(await xuncha([...command.split(' '), '--help'])).stdout.includes('--json')) plain.push(command)
    expect(plain.sort()).toEqual(WITHOUT_JSON)
  })

  it.each(groups)(
    'what is listed below "xuncha %s" says what it does, as it does once it is loaded',
    async (name) => {
      const path = name.split(' ').filter((word) => word !== '')
      for (const lang of ['zh-CN', 'en'])
        for (const entry of await below(path, lang)) {
          expect(entry.says, entry.path.join(' ')).not.toBe('')
          const { stdout } = await xuncha([...entry.path, '--help', '--lang', lang])
          // A group, and who has commands of its own beside its options.
          const usage = stdout.split('\n', 1)[0]?.replace(/ \[command\]$/, '')
          expect(usage?.replace(/^.*?xuncha /, '')).toBe(
            `${entry.path.join(' ')}${entry.rest || ' [options]'}`,
          )
          expect(stdout.split('\n\n')[1]?.replace(/\s/g, '')).toBe(entry.says.replace(/\s/g, ''))
        }
    },
  )
})

describe('wrong usage ends with 2 and one line on stderr', () => {
  it.each([
    [['inspct'], 'inspct'],
    [['inspect', '--unit', 'x'], '--unit'],
    [['inspect', '--at'], '--at'],
    [['inspect', '--at', '2026-02-30'], '2026-02-30'],
    [['inspect', '--purpose', 'fun'], 'fun'],
    [['inspect', '--max-pages', '0'], '--max-pages'],
    [['inspect', '--concurrency', 'many'], '--concurrency'],
    [['inspect', '--period', '26'], '26'],
    [['inspect', '--units', 'nowhere.yaml'], 'nowhere.yaml'],
    [['inspect', '--units', '/'], '/'],
    [['page', 'nowhere.html'], 'nowhere.html'],
    [['page', '/'], '/'],
    [['columns', 'import', 'nowhere.csv'], 'nowhere.csv'],
    [['rubrics', 'lint', 'nowhere.yaml'], 'nowhere.yaml'],
    [['inspect', '--log-level', 'loud'], 'loud'],
    [['inspect', '--rubric', 'no-such'], 'no-such'],
    [['inspect', '--rubric', './nowhere.yaml'], 'cannot read the rubric ./nowhere.yaml (ENOENT)'],
    [['serve', '--port', '99999'], 'a port from 0 to 65535, found "99999"'],
    [['serve', '--port', 'http'], 'a port from 0 to 65535, found "http"'],
    [['inspect', 'nobody'], 'nobody'],
    [['inspect'], '--units'],
    [['page'], 'FILE|URL'],
    [['page', 'http://[bad'], 'http://[bad'],
    [['checks', 'show', 'nothing'], 'nothing'],
    [['rubrics', 'show', 'nothing'], 'nothing'],
    [['evidence', 'show', 'nothing'], 'nothing'],
    [['evidence', 'show', `sha256:${'0'.repeat(64)}`], 'sha256:0'],
    [['ledger', 'list', '--state', 'odd'], '"odd" is not a choice, expected pending, posted'],
    [['score'], '--rubric'],
    [['doctor', 'now'], 'too many arguments after "doctor"; see --help'],
    [['units', 'import', 'list.xlsx'], 'list.xlsx'],
    [['report', '--format', 'odt'], 'odt'],
  ])('xuncha %j', async (args, named) => {
    const data = folder()
    await xuncha(['units', 'import', written(data, 'w.yaml', UNIT), '--data', data])
    const emptied = args.join(' ') === 'inspect' ? folder() : data
    const left = await xuncha([...args, '--data', emptied, '--lang', 'en'])
    expect(left).toMatchObject({ status: 2, stdout: '' })
    expect(left.stderr).toContain(named)
    expect(left.stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('says a wrong report format where there are no data yet', async () => {
    const left = await xuncha(['report', '--format', 'odt', '--data', folder(), '--lang', 'en'])
    expect(left).toMatchObject({ status: 2, stdout: '' })
    expect(left.stderr).toContain('odt')
  })

  it('shows help on stdout without a command, and ends with 2', async () => {
    expect(await xuncha([])).toMatchObject({ status: 2 })
  })
})

function written(dir: string, name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

describe('an invalid workspace', () => {
  it('ends with 2, names file, line and column of every error, and changes nothing', async () => {
    const data = folder()
    const path = written(data, 'w.yaml', `${UNIT}defaults:\n  posting: maybe\n  colour: red\n`)
    for (const command of [
      ['units', 'import', path],
      ['inspect', '--units', path, '--json'],
    ]) {
      const left = await xuncha([...command, '--data', data])
      expect(left).toMatchObject({ status: 2, stdout: '' })
      const lines = left.stderr.trimEnd().split('\n')
      expect(lines.map((line) => line.slice(path.length + 1).split(':', 2))).toEqual([
        ['3', '12'],
        ['4', '3'],
      ])
      expect(lines[0]).toContain('approval | automatic')
    }
    const listed = await xuncha(['units', 'list', '--data', data, '--json'])
    expect(JSON.parse(listed.stdout).units).toEqual([])
  })
})

describe('registers', () => {
  it('go in, are listed, and come out as they went in', async () => {
    const data = folder()
    const path = written(data, 'w.yaml', UNIT)
    const imported = await xuncha(['units', 'import', path, '--data', data, '--json'])
    expect(JSON.parse(imported.stdout)).toEqual({ imported: { units: 1, platforms: 0, exemptions: 0 } })
    const listed = await xuncha(['units', 'list', '--data', data])
    expect(listed.stdout).toContain('区教育局')
    for (const format of ['yaml', 'csv']) {
      const out = join(data, `out.${format}`)
      expect((await xuncha(['units', 'export', '--data', data, '-o', out])).status).toBe(0)
      expect(readFileSync(out, 'utf8')).toContain('区教育局')
      const again = folder()
      await xuncha(['units', 'import', out, '--data', again])
      const back = await xuncha(['units', 'list', '--data', again, '--json'])
      expect(JSON.parse(back.stdout).units).toEqual([
        { id: 'edu', name: '区教育局', portal: 'http://127.0.0.1:9/' },
      ])
    }
  })

  it('column registers too', async () => {
    const data = folder()
    await xuncha(['units', 'import', written(data, 'w.yaml', UNIT), '--data', data])
    const table = written(
      data,
      '分工.csv',
      '一级栏目,网址,牵头责任单位,更新频次\n工作动态,http://127.0.0.1:9/dt/,区教育局,每周\n',
    )
    expect((await xuncha(['columns', 'import', table, '--data', data])).status).toBe(0)
    const listed = JSON.parse((await xuncha(['columns', 'list', '--data', data, '--json'])).stdout)
    expect(listed.columns).toEqual([
      {
        holder: 'edu',
        name: '工作动态',
        url: 'http://127.0.0.1:9/dt/',
        owner: '区教育局',
        frequency: '每周',
        from: 'register',
      },
    ])
    const out = await xuncha(['columns', 'export', '--data', data])
    expect(out.stdout).toContain('一级栏目')
  })

  it('a data directory that cannot be made is said in one line', async () => {
    const file = written(folder(), 'w.yaml', UNIT)
    const left = await xuncha(['units', 'import', file, '--data', file])
    expect(left).toMatchObject({ status: 1, stdout: '' })
    expect(left.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(left.stderr).toContain(file)
  })

  it('a command that reads says where there is no database', async () => {
    const left = await xuncha(['units', 'list', '--data', join(folder(), 'none')])
    expect(left).toMatchObject({ status: 1, stdout: '' })
    expect(left.stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('init', () => {
  it.each(['zh-CN', 'en'])('writes a workspace that can be read: %s', async (lang) => {
    const dir = join(folder(), 'new')
    expect((await xuncha(['init', dir, '--lang', lang])).status).toBe(0)
    const path = join(dir, 'workspace.yaml')
    const text = readFileSync(path, 'utf8')
    expect(readWorkspace(text, path).units?.map((unit) => unit.id)).toEqual(['edu'])
    // What is commented out is right as well.
    const whole = text
      .replace(/^(platforms|exemptions): \[\]$/gm, '$1:')
      .replace(/^# {2}( *-)/gm, '  $1')
      .replace(/^# {4}/gm, '    ')
      .replace('portal: https://edu.example.gov.cn/', 'portal: https://www.example.gov.cn/edu/')
      .replace('operator: office', 'operator: edu')
    expect(readWorkspace(whole, path).platforms?.map((platform) => platform.id)).toEqual(['district'])
    expect((await xuncha(['init', dir, '--lang', lang])).status).toBe(1)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
})

describe('catalogues', () => {
  it('lists and shows checks, and rubrics', async () => {
    const checks = JSON.parse((await xuncha(['checks', 'list', '--json'])).stdout).checks
    expect(checks.map((check: { id: string }) => check.id)).toContain('empty-column')
    const shown = JSON.parse((await xuncha(['checks', 'show', 'empty-column', '--json'])).stdout)
    expect(shown).toMatchObject({ id: 'empty-column', codes: ['column-empty'] })
    const rubrics = JSON.parse((await xuncha(['rubrics', 'list', '--json'])).stdout).rubrics
    expect(rubrics.map((rubric: { id: string }) => rubric.id)).toEqual([
      'baohe-2021',
      'linzi-2021',
      'ouhai-2017',
      'wuwei-2020',
      'yanjiang-2021',
    ])
    expect((await xuncha(['rubrics', 'show', 'ouhai-2017'])).stdout).toContain('瓯海区')
  })

  it('lints a rubric with file, line and column', async () => {
    const good = join(ROOT, 'rubrics', 'ouhai-2017.yaml')
    expect(await xuncha(['rubrics', 'lint', good])).toMatchObject({ status: 0, stderr: '' })
    const bad = written(folder(), 'bad.yaml', readFileSync(good, 'utf8').replace('max: "100"', 'max: "99"'))
    const left = await xuncha(['rubrics', 'lint', bad])
    expect(left.status).toBe(2)
    expect(left.stdout).toMatch(new RegExp(`^${bad}:\\d+:\\d+: `))
    const named = await xuncha([
      'inspect',
      '--rubric',
      bad,
      '--units',
      written(folder(), 'w.yaml', UNIT),
      '--data',
      folder(),
    ])
    expect(named.status).toBe(2)
    expect(named.stderr).toMatch(new RegExp(`^${bad}:\\d+:\\d+: `))
  })
})

describe('doctor', () => {
  it('warns without failing, also of the calendar from November on', async () => {
    const levels = async (now: number) => {
      const left = await xuncha(['doctor', '--json', '--data', folder()], { now })
      expect(left.status).toBe(0)
      const { checks } = JSON.parse(left.stdout) as { checks: { id: string; level: string }[] }
      return Object.fromEntries(checks.map(({ id, level }) => [id, level]))
    }
    expect(await levels(Date.UTC(2026, 9, 31, 15, 59))).toMatchObject({
      node: 'ok',
      sqlite: 'ok',
      browser: 'warning',
      canaries: 'warning',
      calendar: 'ok',
    })
    expect(await levels(Date.UTC(2026, 9, 31, 16))).toMatchObject({ calendar: 'warning' })
    expect(await levels(Date.UTC(2031, 0, 1))).toMatchObject({ calendar: 'warning' })
  })
})

describe('doctor and the browser', () => {
  const found = findBrowser(process.env)
  /** An executable in the browser's place. */
  const standIn = (script: string): string => {
    const path = join(folder(), 'chromium')
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    return path
  }
  const diagnoses = async (browser: string) => {
    const left = await xuncha(['doctor', '--json', '--lang', 'en', '--data', folder()], {
      env: { XUNCHA_BROWSER: browser },
    })
    expect(left.status).toBe(0)
    const { checks } = JSON.parse(left.stdout) as { checks: { id: string; level: string; message: string }[] }
    return checks
      .filter(({ id }) => id === 'browser' || id === 'sandbox')
      .map(({ id, level, message }) => `${id} ${level}: ${message}`)
  }

  it('says that one does not start', async () => {
    expect(await diagnoses(standIn('exit 1'))).toEqual([
      expect.stringMatching(/^browser warning: the browser \/\S+ does not start \(.+\)/),
    ])
  })

  it.skipIf(found === null)(
    'says whether it has its sandbox, and what it does without',
    async () => {
      const path = found?.path ?? ''
      const [usual, confined] = await diagnoses(path)
      expect([usual, confined]).toEqual([
        expect.stringMatching(/^browser ok: /),
        expect.stringMatching(/^sandbox (?:ok: .*\(user \S+\)|warning: .*on loopback only)/),
      ])
      const bare = standIn(`case "$*" in *--no-sandbox*) exec '${path}' "$@";; esac\nexit 1`)
      expect(await diagnoses(bare)).toEqual([
        expect.stringMatching(/^browser ok: /),
        expect.stringMatching(/^sandbox warning: .*only portals on loopback are opened/),
      ])
    },
    20_000,
  )
})

describe('what belongs together', () => {
  it('every message key that a command names is in the catalogue', () => {
    const dir = join(ROOT, 'src', 'commands')
    const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const text = names.map((name) => readFileSync(join(dir, name), 'utf8')).join('\n')
    const areas = new Set([...text.matchAll(/word\(\s*shell,\s*'([\w.-]+)'/g)].map((match) => match[1]))
    const keys = [...text.matchAll(/'(cli\.[a-z][\w.-]+)'/g)].map((match) => match[1] ?? '')
    const said = keys.filter((key) => !areas.has(key) && key !== 'cli.js')
    expect(said.filter((key) => !hasMessage(key))).toEqual([])
    expect(keys.length).toBeGreaterThan(100)
  })

  it.each([
    ['workspace', workspaceJsonSchema],
    ['rubric', rubricJsonSchema],
    ['rubric-parameters', parametersJsonSchema],
  ])('schemas/%s.schema.json is current (npm run schema)', (name, written) => {
    expect(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8')).toBe(written())
  })
})

describe('checks list', () => {
  it('names every check in both languages, in Chinese as its page does', async () => {
    const listed = async (lang: string) =>
      JSON.parse((await xuncha(['checks', 'list', '--json', '--lang', lang])).stdout).checks as {
        id: string
        title: string
      }[]
    const ours = await listed('zh-CN')
    expect(ours.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id))
    for (const { id, title } of ours)
      expect(readFileSync(join(ROOT, 'checks', `${id}.md`), 'utf8')).toContain(`# ${title}（\`${id}\`）`)
    for (const { title } of await listed('en')) expect(title).toMatch(/^[A-Z][\w -]+$/)
  })
})
