/** Rows: what is settled is passed over on every page that shares it, and nothing else is. */
import { describe, expect, test } from 'vitest'
import { Rows } from '../../src/crawl/rows.js'

interface Thing {
  readonly name: string
}

const things = (...names: string[]): Thing[] => names.map((name) => ({ name }))
const HEAD = things(...'abcdefgh')
const TAIL = things(...'uvwxyz')
const pageOf = (...own: Thing[]): Thing[] => [...HEAD, ...own, ...TAIL]

/** Goes through a page; gives the names of what was not passed over. `settled`: what is done with. */
function met(rows: Rows<Thing>, page: readonly Thing[], depth: number, settled = (_: Thing) => true): string {
  let names = ''
  rows.each(page, depth, (thing) => {
    names += thing.name
    return settled(thing)
  })
  return names
}

describe('rows', () => {
  test('what pages share at their ends is settled once, what is their own on each', () => {
    const rows = new Rows<Thing>()
    expect(met(rows, pageOf(...things('1', '2')), 1)).toBe('abcdefgh12uvwxyz')
    expect(met(rows, pageOf(...things('3', '4', '5')), 1)).toBe('345')
    expect(met(rows, pageOf(), 1)).toBe('')
  })

  test('what is not done with is met again', () => {
    const rows = new Rows<Thing>()
    const open = (thing: Thing) => thing.name !== 'c' && thing.name !== 'x'
    met(rows, pageOf(...things('1')), 1, open)
    expect(met(rows, pageOf(...things('2', '3')), 1, open)).toBe('c23x')
    expect(met(rows, pageOf(), 1)).toBe('cx')
    expect(met(rows, pageOf(), 1)).toBe('')
  })

  test('a page that lies nearer is gone through again, and settles for those as near', () => {
    const rows = new Rows<Thing>()
    met(rows, pageOf(), 3)
    expect(met(rows, pageOf(), 4)).toBe('')
    expect(met(rows, pageOf(), 2)).toBe('abcdefghuvwxyz')
    expect(met(rows, pageOf(), 2)).toBe('')
  })

  test('things that only look alike are others', () => {
    const rows = new Rows<Thing>()
    met(rows, pageOf(), 1)
    const copies = pageOf().map((thing) => ({ ...thing }))
    expect(met(rows, copies, 1)).toBe('abcdefghuvwxyz')
  })

  test('short rows, and those with little in common, are gone through as they are', () => {
    const rows = new Rows<Thing>()
    met(rows, HEAD, 1)
    expect(met(rows, HEAD, 1)).toBe('abcdefgh')
    met(rows, pageOf(), 1)
    const long = pageOf(...things(...'0123456789ABCDEFGHIJ'))
    expect(met(rows, long, 1)).toHaveLength(long.length)
    expect(met(rows, long, 1)).toBe('')
  })

  test('once it is forgotten, everything is met again', () => {
    const rows = new Rows<Thing>()
    met(rows, pageOf(), 1)
    rows.forget()
    expect(met(rows, pageOf(), 1)).toBe('abcdefghuvwxyz')
  })
})
