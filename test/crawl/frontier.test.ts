/** The frontier: what it gives depends on what was found, never on the order in which it was found. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Frontier } from '../../src/crawl/frontier.js'
import { CrawlState, type FrontierEntry } from '../../src/crawl/state/crawl-state.js'
import { Shapes, trapOf } from '../../src/crawl/traps.js'

const folders: string[] = []
const states: CrawlState[] = []

afterEach(() => {
  for (const state of states.splice(0)) state.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function freshState(): CrawlState {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-frontier-'))
  folders.push(folder)
  const state = CrawlState.open(join(folder, 'crawl.db'), 'key', 0)
  states.push(state)
  return state
}

const entry = (url: string, depth: number, rest: Partial<FrontierEntry> = {}): FrontierEntry => ({
  url: `http://a/${url}`,
  depth,
  via: 'link',
  parent: 'http://a/',
  mode: 'scope',
  ...rest,
})

/** Every order of a few things. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]]
  return things.flatMap((thing, at) =>
    orders([...things.slice(0, at), ...things.slice(at + 1)]).map((rest) => [thing, ...rest]),
  )
}

describe('ways to an address', () => {
  it.each<[string, Partial<FrontierEntry>[], Partial<FrontierEntry>]>([
    [
      'the first parent by URL',
      [{ parent: 'http://a/c' }, { parent: 'http://a/b' }, { parent: 'http://a/d' }],
      { parent: 'http://a/b' },
    ],
    [
      'the menu before a link, a link before a pager',
      [
        { via: 'pager', parent: 'http://a/a' },
        { via: 'menu', parent: 'http://a/z' },
        { parent: 'http://a/b' },
      ],
      { via: 'menu', parent: 'http://a/z' },
    ],
    [
      'the nearest, in the widest mode',
      [
        { depth: 2, via: 'hop', mode: 'hop', parent: 'http://a/x' },
        { depth: 4, via: 'menu', mode: 'scope', parent: 'http://a/b' },
        { depth: 3, via: 'start', mode: 'item', parent: null },
      ],
      { depth: 2, via: 'hop', mode: 'scope', parent: 'http://a/x' },
    ],
  ])('%s', (_name, ways, expected) => {
    for (const order of orders(ways)) {
      const state = freshState()
      const frontier = new Frontier(state, 10)
      for (const way of order) frontier.add(entry('page', 3, way))
      state.flush()
      const wanted = { ...entry('page', 3), ...expected }
      expect(frontier.take()).toMatchObject(wanted)
      expect(state.frontier()).toEqual([{ no: 1, ...wanted, read: false }])
    }
  })

  it('has a page followed again when it came nearer or wider, and not when only its finder changed', () => {
    const frontier = new Frontier(freshState(), 10)
    frontier.add(entry('page', 3, { mode: 'item', parent: 'http://a/b' }))
    frontier.take()
    frontier.done('http://a/page')
    expect([
      frontier.add(entry('page', 3, { mode: 'item', parent: 'http://a/a' })),
      frontier.add(entry('page', 4, { mode: 'item' })),
      frontier.add(entry('page', 3, { mode: 'item', via: 'menu' })),
      frontier.add(entry('page', 2, { mode: 'item' })),
      frontier.add(entry('page', 5, { mode: 'scope' })),
      frontier.add(entry('page', 5, { mode: 'scope' })),
    ]).toEqual(['known', 'known', 'again', 'again', 'again', 'known'])
    expect(frontier.entry('http://a/page')).toMatchObject({ depth: 2, via: 'link', mode: 'scope' })
    expect(frontier.take()).toBe(null)
  })
})

describe('what is refused', () => {
  it('is the same in whatever order addresses of one shape were found, and stays among what is left', () => {
    const days = ['1', '2', '3', '4']
    for (const order of orders(days)) {
      const admitted = new Set<string>()
      const frontier = new Frontier(freshState(), 10, (url) => admitted.size < 2 && !!admitted.add(url))
      for (const day of order) frontier.add(entry(`cal?day=${day}`, 1))
      const taken: string[] = []
      for (let next = frontier.take(); next; next = frontier.take()) {
        taken.push(next.url)
        frontier.done(next.url)
      }
      expect(taken).toEqual(['http://a/cal?day=1', 'http://a/cal?day=2'])
      expect(frontier.left().map((one) => one.url)).toEqual(['http://a/cal?day=3', 'http://a/cal?day=4'])
      expect(frontier.exhausted()).toBe(true)
    }
  })

  it('goes on counting where an interrupted crawl stopped', () => {
    const state = freshState()
    const cut = (frontier: Frontier): string[] => frontier.left().map((one) => one.url)
    const shapes = () => {
      const counts = new Shapes()
      return (url: string) => trapOf(url) === null && counts.verdict(url) === null
    }
    const first = new Frontier(state, 1_000, shapes())
    for (let day = 100; day < 310; day += 1) first.add(entry(`cal?day=${day}`, 1))
    for (let taken = 0; taken < 150; taken += 1) {
      const next = first.take()
      if (next) {
        first.done(next.url)
        const reach = { outcome: 'ok', cause: null, status: 200, bytes: 1, finalUrl: next.url, attempts: [] }
        const seen = { no: next.no, finalUrl: next.url, facts: null, rendered: false, bodySha256: null }
        state.store({ ...seen, reach: { url: next.url, ...reach } as never }, null, 0)
      }
    }
    const second = new Frontier(state, 1_000, shapes())
    for (let next = second.take(); next; next = second.take()) second.done(next.url)
    expect(cut(second)).toEqual(Array.from({ length: 10 }, (_, at) => `http://a/cal?day=${300 + at}`))
  })
})
