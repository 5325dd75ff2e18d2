/** Planning: what is looked at when requests do not suffice, night after night. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT_MS, type Known, type KnownAddress, type KnownKind, Plan } from '../../src/crawl/plan.js'

const NOW = Date.UTC(2026, 10, 21, 14)
const DAY = 86_400_000

/** What earlier nights left; `ago` in days, null: never looked at. */
function known(addresses: readonly (readonly [string, KnownKind, string | null, number | null])[]): Known {
  const all = addresses.map(
    ([url, kind, parent, ago]): KnownAddress => ({
      url,
      kind,
      parent,
      lookedAt: ago === null ? 0 : NOW - ago * DAY,
    }),
  )
  const byAge = [...all].sort((a, b) => a.lookedAt - b.lookedAt || (a.url < b.url ? -1 : 1))
  return {
    size: all.length,
    linksPerPage: 0,
    find: (url) => all.find((one) => one.url === url),
    front: () => byAge.filter(({ kind }) => kind === 'front'),
    oldest: (before) => byAge.filter(({ kind, lookedAt }) => kind !== 'front' && lookedAt < before),
  }
}

const SITE = known([
  ['/', 'front', null, 1],
  ['/news/', 'front', '/', 1],
  ['/news/2/', 'article', '/news/', 3],
  ['/news/2/old', 'article', '/news/2/', 9],
  ['/news/2/file', 'target', '/news/2/old', 8],
  ['/news/a', 'article', '/news/', 2],
  ['/news/a/x', 'target', '/news/a', 12],
  ['/news/b', 'article', '/news/', null],
  ['/far', 'target', '/news/', 20],
])
const URLS = [
  '/',
  '/news/',
  '/news/2/',
  '/news/2/old',
  '/news/2/file',
  '/news/a',
  '/news/a/x',
  '/news/b',
  '/far',
]

/** `url why` of everything planned, new addresses met before the rest is filled up. */
function planned(requests: number, open: readonly string[] = [], met: readonly string[] = [], site = SITE) {
  const plan = new Plan(requests, site, NOW, open)
  const taken = met.map((url) => plan.meetPage(url))
  plan.fill()
  const lines = [...URLS, ...met].flatMap((url) => {
    const why = plan.why(url)
    return why ? [`${url} ${why}`] : []
  })
  return { lines, taken, left: plan.left, counts: plan.counts() }
}

describe('a plan', () => {
  it('pays for what nobody planned out of what is held back, then out of what is left', () => {
    const plan = new Plan(40, SITE, NOW, [])
    expect(plan.left).toBe(36)
    const left = [2, 1, 10, 100].map((requests) => {
      plan.charge(requests)
      return plan.left
    })
    expect(left).toEqual([36, 35, 25, 0])
    expect([plan.meetPage('/new'), plan.meetLink('/new.pdf'), plan.why('/news/')]).toEqual([
      false,
      false,
      'front',
    ])
  })

  it('looks at everything where the requests suffice, however lately it was looked at', () => {
    expect(planned(10).lines).toEqual([
      '/ front',
      '/news/ front',
      '/news/2/ way',
      '/news/2/old oldest',
      '/news/2/file oldest',
      '/news/a way',
      '/news/a/x oldest',
      '/news/b oldest',
      '/far oldest',
    ])
  })

  it('takes front pages, then what was never looked at, then what was looked at longest ago', () => {
    expect(planned(4).lines).toEqual(['/ front', '/news/ front', '/news/b oldest'])
    expect(planned(5).lines).toEqual(['/ front', '/news/ front', '/news/b oldest', '/far oldest'])
  })

  it('pays for the pages that an old address is reached through', () => {
    const { lines, counts } = planned(7)
    expect(lines).toEqual([
      '/ front',
      '/news/ front',
      '/news/a way',
      '/news/a/x oldest',
      '/news/b oldest',
      '/far oldest',
    ])
    expect(counts).toEqual({ front: 2, open: 0, new: 0, oldest: 3, way: 1 })
  })

  it('leaves alone what was looked at within the week, until the last night before it is over', () => {
    const site = known([
      ['/', 'front', null, 1],
      ['/a', 'article', '/', 5.9],
      ['/b', 'article', '/', 6.1],
      ...Array.from({ length: 9 }, (_, n) => [`/n${n}`, 'target', '/', 1] as const),
    ])
    const plan = new Plan(8, site, NOW, [])
    plan.fill()
    expect([plan.why('/a'), plan.why('/b'), plan.left]).toEqual([undefined, 'oldest', 5])
    expect(KEPT_MS).toBe(7 * DAY)
  })

  it('looks at open findings before what is old, and leaves room for news', () => {
    const { lines, taken } = planned(8, ['/news/2/file'], ['/news/new', '/news/newer'])
    expect(taken).toEqual([true, true])
    expect(lines).toEqual([
      '/ front',
      '/news/ front',
      // Three pages for one finding are more than half of what was left: it waits for its turn by age.
      '/news/b oldest',
      '/far oldest',
      '/news/new new',
      '/news/newer new',
    ])
    expect(planned(12, ['/news/2/file'], []).lines).toEqual(
      expect.arrayContaining(['/news/2/ way', '/news/2/old way', '/news/2/file open']),
    )
  })

  it('refuses news once the requests are used up, and never plans more than there are', () => {
    const { taken, left } = planned(5, [], ['/n1', '/n2', '/n3'])
    expect(taken).toEqual([true, true, false])
    expect(left).toBe(0)
    expect(planned(0).lines).toEqual([])
  })

  it('leaves room for the links of pages that nobody has read yet', () => {
    const site = {
      ...known([
        ['/', 'front', null, 1],
        ...Array.from({ length: 9 }, (_, n) => [`/a${n}`, 'article', '/', null] as const),
      ]),
      linksPerPage: 1.5,
    }
    const plan = new Plan(9, site, NOW, [])
    plan.fill()
    expect(plan.counts()).toMatchObject({ front: 1, oldest: 2 })
    expect(['/f0', '/f1', '/f2', '/f3', '/f4', '/f5'].map((url) => plan.meetLink(url))).toEqual([
      ...[true, true, true, true, true],
      false,
    ])
  })

  it('ends with parents that lead in a circle, or nowhere', () => {
    const site = known([
      ['/', 'front', null, 1],
      ['/x', 'article', '/y', 30],
      ['/y', 'article', '/x', 30],
      ['/z', 'article', '/gone', 30],
      ['/n', 'article', '/', 30],
    ])
    const plan = new Plan(100, site, NOW, [])
    plan.fill()
    expect(['/x', '/y', '/z', '/n'].map((url) => plan.why(url))).toEqual([
      undefined,
      undefined,
      'oldest',
      'oldest',
    ])
  })
})

describe('night after night', () => {
  it('everything is looked at within as many nights as the requests need, whatever the site', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 4, max: 40 }),
        (parents, extra) => {
          const kinds: KnownKind[] = ['front', 'article', 'target']
          const rows = parents.map((parent, index) => ({
            url: `/${index}`,
            kind: (index === 0 ? 'front' : kinds[1 + (index % 2)]) as KnownKind,
            parent: index === 0 ? null : `/${Math.floor((index - 1) / (parent + 1))}`,
            lookedAt: 0,
          }))
          const site = (): Known => ({
            size: rows.length,
            linksPerPage: 0,
            find: (url) => rows.find((one) => one.url === url),
            front: () => rows.filter(({ kind }) => kind === 'front'),
            oldest: (before) =>
              rows
                .filter(({ kind, lookedAt }) => kind !== 'front' && lookedAt < before)
                .sort((a, b) => a.lookedAt - b.lookedAt || (a.url < b.url ? -1 : 1)),
          })
          const nights = 60
          for (let night = 1; night <= nights; night += 1) {
            const plan = new Plan(20 + extra, site(), night, [])
            plan.fill()
            const looked = rows.filter(({ url }) => plan.why(url) !== undefined)
            expect(looked.length).toBeLessThanOrEqual(20 + extra)
            for (const row of looked) row.lookedAt = night
          }
          return rows.every(({ lookedAt }) => lookedAt > 0)
        },
      ),
      { numRuns: 60, seed: 20_261_121 },
    )
  })
})
