/** The link table: whatever a page names comes out as it went in, and what pages share is kept once. */
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LINK_SET_SCHEMA, LinkSets } from '../../src/crawl/state/link-sets.js'

function table(): { db: Database.Database; sets: LinkSets } {
  const db = new Database(':memory:')
  db.exec(LINK_SET_SCHEMA)
  db.exec('CREATE TABLE page (no INTEGER PRIMARY KEY, url TEXT, depth INTEGER, links BLOB)')
  return { db, sets: new LinkSets(db) }
}

const frame = Array.from({ length: 70 }, (_, at) => at + 1)
const footer = [300_000, 5, 17, 4_000_000]

describe('link sets', () => {
  it.each<[string, number[]]>([
    ['nothing', []],
    ['one address', [1]],
    ['a page of the frame alone', [...frame, ...footer]],
    ['a page with something of its own', [...frame, 901, 20, 902, ...footer]],
    ['a page that begins alike and ends otherwise', [...frame.slice(0, 40), 7_000]],
    ['a page that ends alike and begins otherwise', [9_000, ...frame.slice(40), ...footer]],
    ['numbers as large as they come', [2 ** 40, 1, 2 ** 40 - 1]],
  ])('give back %s', (_name, numbers) => {
    const { sets } = table()
    sets.fold([...frame, 800, 801, ...footer])
    expect(sets.unfold(sets.fold(numbers))).toEqual(numbers)
  })

  it('give back whatever pages name, in whatever order they come', () => {
    const page = fc.tuple(
      fc.integer({ min: 0, max: 70 }),
      fc.array(fc.integer({ min: 1, max: 5_000_000 }), { maxLength: 40 }),
      fc.integer({ min: 0, max: 4 }),
    )
    fc.assert(
      fc.property(fc.array(page, { maxLength: 20 }), (pages) => {
        const { sets } = table()
        const all = pages.map(([head, own, tail]) => [
          ...frame.slice(0, head),
          ...own,
          ...footer.slice(4 - tail),
        ])
        const folded = all.map((numbers) => sets.fold(numbers))
        expect(folded.map((one) => sets.unfold(one))).toEqual(all)
      }),
      { numRuns: 100, seed: 3 },
    )
  })

  it('tell which pages name an address, in the part that they share and in their own', () => {
    const { db, sets } = table()
    const pages = [
      [...frame, 800, 801, ...footer],
      [...frame, 801, ...footer],
      [...frame.slice(0, 40), 800, 801, 802, ...footer.slice(2)],
      [7, 8, 9],
    ]
    for (const [at, numbers] of pages.entries())
      db.prepare('INSERT INTO page VALUES (?, ?, 0, ?)').run(at + 1, `p${at}`, sets.fold(numbers))
    const wanted = [60, 801, 5, 9, 4_000_000]
    expect([...sets.naming(new Set(wanted))].map(({ url, links }) => [url, links.toSorted()])).toEqual(
      pages.map((numbers, at) => [`p${at}`, numbers.filter((no) => wanted.includes(no)).toSorted()]),
    )
    expect([...sets.naming(new Set([800]))].map(({ url }) => url)).toEqual(['p0', 'p2'])
  })

  it('keep a frame once: a page costs what is its own', () => {
    const { db, sets } = table()
    const bytes = Array.from({ length: 50 }, (_, at) => sets.fold([...frame, 900 + at, ...footer]).length)
    expect(db.prepare('SELECT count(*) FROM link_set').pluck().get()).toBe(1)
    expect(Math.max(...bytes)).toBeLessThan(12)
  })
})
