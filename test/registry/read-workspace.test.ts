/** Reading a workspace file: every fault with line, column and what was expected. */
import { describe, expect, it } from 'vitest'
import { render } from '../../src/messages/catalogue.js'
import { FileFault } from '../../src/model/file-fault.js'
import { emptyRegistry } from '../../src/model/workspace.js'
import { readWorkspace } from '../../src/registry/read-workspace.js'

/** `line:column key {found}` of every problem. */
function problemsOf(text: string): string[] {
  try {
    readWorkspace(text, 'w.yaml')
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    expect(error.exitStatus).toBe(2)
    expect(error.file).toBe('w.yaml')
    for (const problem of error.problems) {
      for (const language of ['zh-CN', 'en'] as const)
        expect(render(problem.key, problem.facts, language)).not.toMatch(/^\[|undefined|\{(?!keyword)\w+\}/)
    }
    return error.problems.map(({ line, column, key, facts }) =>
      `${line}:${column} ${key} ${facts.found ?? facts.unit ?? ''}`.trim(),
    )
  }
  return []
}

const UNIT = 'units:\n  - id: edu\n    name: 区教育局\n    portal: http://h.test/edu/\n'

describe('readWorkspace', () => {
  it('takes a unit with only id, name and portal', () => {
    expect(readWorkspace(UNIT, 'w.yaml')).toEqual({
      units: [{ id: 'edu', name: '区教育局', portal: 'http://h.test/edu/' }],
    })
  })

  it('takes every key of the contract', () => {
    const text = `
defaults:
  rubric: ouhai-2017
  timezone: Asia/Shanghai
  contact: 政务公开办 0577-00000000
  allowPrivate: ["127.0.0.1:8100-8199", 10.0.0.0/8, "[::1]:80"]
  canaries: [{ url: "https://www.gov.cn/", contains: 中国政府网 }]
  politeness: { connections: 4, requestsPerSecond: 5 }
  confirm: { observations: 3, days: 2, workingHours: true, retrySeconds: [0, 5, 30], codes: { link-broken: { days: 1 } } }
  posting: approval
  limits: { maxPages: 20000 }
platforms:
  - id: district
    name: 云溪区政府信息公开平台
    home: http://127.0.0.1:8100/
    operator: office
    robots: { authorised: 云政办函〔2026〕3号 }
    pauses: [{ from: 2026-10-01T22:00, to: 2026-10-02T08:00, reason: 系统维护 }]
    places: [{ role: annual-report, url: ./nb/ }]
    columns: [{ name: 财政预决算, url: ./czyjs/, owner: 教体局, maxAgeDays: 366 }]
units:
  - { id: office, name: 区政府办公室, kind: department, portal: "http://127.0.0.1:8100/" }
  - id: edu
    name: 区教育局
    kind: department
    code: "11330304MB0000000X"
    aliases: [教体局]
    formerNames: [{ name: 区教育体育局, until: 2024-03-01 }]
    group: 部门组
    ownSite: true
    disclosure: true
    portal: http://127.0.0.1:8101/
    scope: ["http://127.0.0.1:8101/"]
    platform: district
    formerOrigins: ["http://edu.yunxi.gov.cn/"]
    upperPortals: ["http://127.0.0.1:8100/"]
    search: "http://127.0.0.1:8100/search?q={keyword}"
    timezone: Asia/Urumqi
    duties: { annualReport: { due: 01-31 } }
    columns:
      - { name: 工作动态, url: ./gzdt/, maxAgeDays: 14 }
      - { name: 应急管理, maxAgeDays: 365 }
      - { name: 政府信息公开指南, role: guide, url: ./zn/ }
exemptions: [{ unit: edu, column: 行政处罚, basis: 本单位无处罚职能, document: 云政办〔2026〕9号, until: 2026-12-31 }]
`
    expect(problemsOf(text)).toEqual([])
    expect(problemsOf('defaults: { confirm: immediate, posting: automatic }')).toEqual([])
  })

  it.each([
    ['', ['1:1 registry.not-a-workspace null']],
    ['- a', ['1:1 registry.not-a-workspace ["a"]']],
    ['units:\n\t- id: a', ['2:1 registry.yaml-tab']],
    ['units: [', ['1:9 registry.yaml-indent']],
    ['units: []\nunits: []', ['2:1 registry.yaml-duplicate-key']],
    ['units: []\n---\nunits: []', ['2:1 registry.yaml-several-documents']],
    ['units: *nothing', ['1:8 registry.yaml-alias']],
    ['units: !!js/function x', ['1:8 registry.yaml-tag']],
    ['unit: []', ['1:1 registry.unknown-key unit']],
    [
      'defaults:\n  timezone: Asia/Shanghi\n  confirm: { observation: 3 }\n  posting: sometimes',
      [
        '2:13 registry.bad-timezone Asia/Shanghi',
        '3:14 registry.unknown-key observation',
        '4:12 registry.bad-choice sometimes',
      ],
    ],
    ['defaults: { confirm: soon }', ['1:22 registry.bad-confirm soon']],
    ['defaults: { confirm: { codes: { nothing: {} } } }', ['1:33 registry.unknown-key nothing']],
    ['defaults:\n  allowPrivate: [127.0.0.1, everything]', ['2:29 registry.bad-private-range everything']],
    ...[
      '999.1.1.1',
      '10.0.0.0/40',
      '127.0.0.1:99999',
      '127.0.0.1:90-80',
      '"[::1]:0"',
      '"fd00::/129"',
      '"::g"',
    ].map((range): [string, string[]] => [
      `defaults: { allowPrivate: [${range}] }`,
      [`1:28 registry.bad-private-range ${range.replaceAll('"', '')}`],
    ]),
    ['defaults: { limits: { maxPages: 0 } }', ['1:33 registry.not-above 0']],
    [`${UNIT}    portals: x`, ['5:5 registry.unknown-key portals']],
    ['units:\n  - id: edu\n    name: 区教育局', ['2:5 registry.missing —']],
    [UNIT.replace('edu\n', 'Edu\n'), ['2:9 registry.bad-id Edu']],
    [UNIT.replace('edu\n', '12\n'), ['2:9 registry.bad-type 12']],
    [UNIT.replace('http://h.test/edu/', 'h.test'), ['4:13 registry.bad-url h.test']],
    [`${UNIT}    code: 113303040000000001`, ['5:11 registry.bad-type 113303040000000000']],
    [`${UNIT}    scope: ["?a=1&b=2"]`, ['5:13 registry.bad-scope ?a=1&b=2']],
    [`${UNIT}    search: "http://h.test/s"`, ['5:13 registry.bad-search http://h.test/s']],
    [`${UNIT}    duties: { annualReport: { due: 2-31 } }`, ['5:36 registry.bad-month-day 2-31']],
    [`${UNIT}    formerNames: [{ name: a, until: 2026-02-30 }]`, ['5:37 registry.bad-date 2026-02-30']],
    [`${UNIT}    platform: nowhere`, ['5:15 registry.unknown-platform nowhere']],
    [`${UNIT}    columns: [{ name: a, owner: 区财政局 }]`, ['5:33 registry.unknown-owner 区财政局']],
    [`${UNIT}    columns: [{ name: a, role: gide }]`, ['5:32 registry.bad-choice gide']],
    [
      `${UNIT}    pauses: [{ from: 2026-10-02T08:00, to: 2026-10-01T08:00, reason: x }]`,
      ['5:44 registry.pause-order 2026-10-01T08:00'],
    ],
    [`${UNIT}exemptions: [{ unit: fin, basis: x }]`, ['5:22 registry.unknown-unit fin']],
    [`${UNIT}  - { id: edu, name: 又一个, portal: "http://i.test/" }`, ['5:11 registry.duplicate-id edu']],
    [
      `platforms: [{ id: edu, name: 平台, home: "http://i.test/", operator: fin }]\n${UNIT}`,
      ['1:68 registry.unknown-operator fin', '3:9 registry.duplicate-id edu'],
    ],
    [
      `platforms: [{ id: p, name: 平台, home: "http://h.test/" }]\n${UNIT}    robots: { authorised: x }`,
      ['6:13 registry.site-key-on-platform edu'],
    ],
  ])('refuses %j with every place', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it('refuses an alias bomb', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed'])
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${of}`).join(', ')}]`)
    expect(problemsOf(bomb.join('\n'))).toEqual(['1:1 registry.yaml-alias'])
  })

  it('refuses prototype names and depth without falling over', () => {
    expect(problemsOf('__proto__: { units: [] }')).toEqual(['1:1 registry.unknown-key __proto__'])
    expect(problemsOf(`units: ${'['.repeat(50_000)}`)[0]).toMatch(/registry\.yaml-/)
  })

  it('lets references lead to what is registered', () => {
    const known = {
      ...emptyRegistry(),
      platforms: [{ id: 'p', name: '平台', home: 'http://p.test/' }],
    }
    expect(readWorkspace(`${UNIT}    platform: p`, 'w.yaml', known).units?.[0]?.platform).toBe('p')
  })
})
