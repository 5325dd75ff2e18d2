/** From the registry to sites: platforms, own sites, scopes, owners, refusals. */
import { describe, expect, it } from 'vitest'
import { UserFault } from '../../src/model/error.js'
import { FileFault } from '../../src/model/file-fault.js'
import type { Registry, UnitEntry } from '../../src/model/workspace.js'
import { emptyRegistry } from '../../src/model/workspace.js'
import { mergeWorkspace } from '../../src/registry/merge.js'
import { readWorkspace } from '../../src/registry/read-workspace.js'
import { namedOrigins, resolveSites } from '../../src/registry/resolve.js'

const AT = '2026-11-21'

function registryOf(yaml: string): Registry {
  return mergeWorkspace(emptyRegistry(), readWorkspace(yaml, 'w.yaml'))
}

function conflictsOf(yaml: string): string[] {
  try {
    readWorkspace(yaml, 'w.yaml')
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return error.problems.map(({ line, key, facts }) => `${line} ${key} ${facts.unit} → ${facts.proposed}`)
  }
  return []
}

describe('resolveSites', () => {
  it('resolves a bare unit to a site of its own', () => {
    const sites = resolveSites(
      registryOf('units: [{ id: edu, name: 区教育局, portal: "http://h.test/zwgk/index.html" }]'),
      AT,
    )
    expect(sites).toEqual([
      {
        id: 'http://h.test',
        name: '区教育局',
        home: 'http://h.test/',
        origin: 'http://h.test',
        platform: false,
        operator: null,
        formerOrigins: [],
        units: [
          {
            id: 'edu',
            name: '区教育局',
            kind: 'department',
            aliases: [],
            formerNames: [],
            group: 'department',
            ownSite: true,
            disclosure: true,
            portal: 'http://h.test/zwgk/index.html',
            scopes: [{ by: 'prefix', url: 'http://h.test/zwgk/' }],
            formerOrigins: [],
            upperPortals: [],
            search: null,
            reportDue: '01-31',
            columns: [],
            exemptions: [],
            timezone: 'Asia/Shanghai',
            takesRest: false,
          },
        ],
        places: [],
        columns: [],
        robotsAuthorised: null,
        pauses: [],
        timezone: 'Asia/Shanghai',
      },
    ])
  })

  const PLATFORM = `
platforms:
  - id: district
    name: 平台
    home: http://p.test/
    operator: office
    robots: { authorised: 云政办函〔2026〕3号 }
    pauses: [{ from: 2026-10-01T22:00, to: 2026-10-02T08:00, reason: 系统维护 }]
    places: [{ role: annual-report, url: ./nb/ }, { role: search, url: /s }]
    columns: [{ name: 财政预决算, url: ./czyjs/, owner: 教体局, maxAgeDays: 366 }, { name: 人事, url: ./rs/, owner: 区人社局 }]
units:
  - { id: office, name: 区政府办公室, portal: "http://p.test/" }
  - { id: edu, name: 区教育局, aliases: [教体局], portal: "http://p.test/edu/", columns: [{ name: 动态, url: ./gzdt/ }, { name: 公报, url: /gb/ }] }
  - { id: hr, name: 区人社局, portal: "http://hr.test/", platform: district, places: [{ role: guide, url: ./zn/ }] }
exemptions: [{ unit: edu, column: 行政处罚, basis: 无处罚职能, until: 2026-12-31 }]
`

  it('puts units on their platform, and lends its places and columns to an own site', () => {
    const [platform, own] = resolveSites(registryOf(PLATFORM), AT)
    expect(platform).toMatchObject({
      id: 'district',
      platform: true,
      operator: 'office',
      robotsAuthorised: '云政办函〔2026〕3号',
      pauses: [{ from: Date.UTC(2026, 9, 1, 14), to: Date.UTC(2026, 9, 2, 0), reason: '系统维护' }],
      places: [
        { role: 'annual-report', url: 'http://p.test/nb/' },
        { role: 'search', url: 'http://p.test/s' },
      ],
      columns: [
        { name: '财政预决算', url: 'http://p.test/czyjs/', owner: 'edu', maxAgeDays: 366, from: 'pinned' },
        { name: '人事', url: 'http://p.test/rs/', owner: 'hr', maxAgeDays: null },
        { name: '公报', url: 'http://p.test/gb/', owner: 'edu' },
      ],
    })
    expect(
      platform?.units.map(({ id, takesRest, ownSite, columns }) => [
        id,
        takesRest,
        ownSite,
        columns.map((column) => column.name),
      ]),
    ).toEqual([
      ['office', true, false, []],
      ['edu', false, false, ['动态']],
    ])
    expect(platform?.units[1]?.exemptions).toEqual([
      { column: '行政处罚', code: null, basis: '无处罚职能', document: null, until: '2026-12-31' },
    ])
    expect(own).toMatchObject({
      id: 'http://hr.test',
      operator: null,
      places: [
        { role: 'guide', url: 'http://hr.test/zn/' },
        { role: 'annual-report', url: 'http://p.test/nb/' },
        { role: 'search', url: 'http://p.test/s' },
      ],
      columns: [{ name: '人事', url: 'http://p.test/rs/', owner: 'hr' }],
    })
  })

  it('makes one site of units that share an origin', () => {
    const sites = resolveSites(
      registryOf(
        'units: [{ id: a, name: 甲局, portal: "http://h.test/a/" }, { id: b, name: 乙局, portal: "http://h.test/b/" }]',
      ),
      AT,
    )
    expect(
      sites.map((site) => [site.id, site.name, site.units.map((unit) => [unit.id, unit.ownSite])]),
    ).toEqual([
      [
        'http://h.test',
        'http://h.test',
        [
          ['a', false],
          ['b', false],
        ],
      ],
    ])
  })

  it('reads scopes by prefix, parameter and publisher', () => {
    const [site] = resolveSites(
      registryOf(
        'units: [{ id: a, name: 甲局, portal: "http://h.test/a/", scope: [./x/, "?unitId=12", 甲局, "http://h.test/y"] }]',
      ),
      AT,
    )
    expect(site?.units[0]?.scopes).toEqual([
      { by: 'prefix', url: 'http://h.test/a/x/' },
      { by: 'parameter', name: 'unitId', value: '12' },
      { by: 'publisher', name: '甲局' },
      { by: 'prefix', url: 'http://h.test/y' },
    ])
  })

  const on = (units: string, operator = '') =>
    `platforms: [{ id: p, name: 平台, home: "http://p.test/"${operator} }]\nunits:\n${units}`
  it.each([
    [
      'the operator at the root',
      on('  - { id: o, name: 办, portal: "http://p.test/" }', ', operator: o'),
      [],
    ],
    [
      'another unit at the root, with a directory proposed',
      on('  - { id: a, name: 甲局, portal: "http://p.test/a" }'),
      ['3 registry.scope-is-root a → http://p.test/a/'],
    ],
    [
      'units told apart by a parameter',
      on(
        '  - { id: a, name: 甲局, portal: "http://p.test/l?unitId=1" }\n  - { id: b, name: 乙局, portal: "http://p.test/l?unitId=2" }',
      ),
      ['3 registry.scope-is-root a → ?unitId=1', '4 registry.scope-is-root b → ?unitId=2'],
    ],
    [
      'nothing but the name tells it apart',
      on('  - { id: a, name: 甲局, portal: "http://p.test/" }'),
      ['3 registry.scope-is-root a → 甲局'],
    ],
    [
      'one directory within another',
      on(
        '  - { id: a, name: 甲局, portal: "http://p.test/x/" }\n  - { id: b, name: 乙局, portal: "http://p.test/x/b/" }',
      ),
      ['3 registry.scope-overlap a → 甲局'],
    ],
    [
      'the same directory',
      on(
        '  - { id: a, name: 甲局, portal: "http://p.test/x/a.html" }\n  - { id: b, name: 乙局, portal: "http://p.test/x/b.html" }',
      ),
      ['3 registry.scope-overlap a → 甲局', '4 registry.scope-overlap b → 乙局'],
    ],
    [
      'the same parameter',
      on(
        '  - { id: a, name: 甲局, portal: "http://p.test/a/", scope: ["?u=1"] }\n  - { id: b, name: 乙局, portal: "http://p.test/b/", scope: ["?u=1"] }',
      ),
      ['3 registry.scope-overlap a → http://p.test/a/', '4 registry.scope-overlap b → http://p.test/b/'],
    ],
    [
      'a root among units of one origin',
      'units:\n  - { id: a, name: 甲局, portal: "http://h.test/" }\n  - { id: b, name: 乙局, portal: "http://h.test/b/" }',
      ['2 registry.scope-is-root a → 甲局'],
    ],
    [
      'neighbours that only begin alike',
      on(
        '  - { id: a, name: 甲局, portal: "http://p.test/a/" }\n  - { id: b, name: 乙局, portal: "http://p.test/ab/" }',
      ),
      [],
    ],
  ])('scopes: %s', (_, yaml, expected) => {
    expect(conflictsOf(yaml)).toEqual(expected)
  })

  it('refuses a registry that cannot be told apart', () => {
    const unit = (id: string): UnitEntry => ({ id, name: id, portal: 'http://h.test/x/' })
    const registry = { ...emptyRegistry(), units: [unit('a'), unit('b')] }
    expect(() => resolveSites(registry, AT)).toThrow(UserFault)
  })

  it('lets pins prevail over an imported register, and reads its frequency and period', () => {
    const registry: Registry = {
      ...registryOf(PLATFORM),
      columns: [
        { holder: 'district', name: '预决算', url: 'http://p.test/czyjs/', owner: 'office', maxAgeDays: 30 },
        { holder: 'district', name: '工作动态', url: './dt/', owner: 'edu', frequency: '每月更新' },
        { holder: 'district', name: '旧栏目', url: './old/', owner: 'edu', until: '2025-12-31' },
        { holder: 'district', name: '通知', url: './tz/', owner: 'edu', frequency: '及时更新' },
      ],
    }
    const [site] = resolveSites(registry, AT)
    expect(site?.columns.map(({ name, owner, maxAgeDays, from }) => [name, owner, maxAgeDays, from])).toEqual(
      [
        ['财政预决算', 'edu', 366, 'pinned'],
        ['人事', 'hr', null, 'pinned'],
        ['工作动态', 'edu', 31, 'register'],
        ['通知', 'edu', null, 'register'],
        ['公报', 'edu', null, 'pinned'],
      ],
    )
  })

  it('names the origins of home, portal, scope, upper portals, places and search', () => {
    const registry = registryOf(`
platforms: [{ id: p, name: 平台, home: "http://127.0.0.1:1/", places: [{ role: search, url: "http://127.0.0.1:2/s" }] }]
units: [{ id: a, name: 甲局, portal: "http://127.0.0.1:3/", scope: ["http://127.0.0.1:4/x/", 甲局], upperPortals: ["http://127.0.0.1:5/"], search: "http://127.0.0.1:6/s?q={keyword}", columns: [{ name: c, url: "http://127.0.0.1:7/" }] }]
`)
    expect(namedOrigins(registry)).toEqual([1, 2, 3, 4, 5, 6].map((port) => `http://127.0.0.1:${port}`))
  })
})
