/** One budget of each host for all processes on one data directory, and none that a dead process could keep. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SharedLane, sharePacer } from '../../src/crawl/joint-pacer.js'
import { openPacer } from '../../src/crawl/pacer.js'
import { FileBudget } from '../../src/crawl/state/budget.js'

const opened: FileBudget[] = []
let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xuncha-budget-'))
  path = join(folder, 'data', 'budget.db')
})
afterEach(() => {
  for (const budget of opened.splice(0)) budget.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A budget as one process has it. */
function process(now?: () => number): FileBudget {
  const budget = new FileBudget(path, now)
  opened.push(budget)
  return budget
}

const lane = (limits: Partial<SharedLane> = {}): SharedLane => ({
  key: 'a.gov.cn',
  connections: 4,
  intervalMs: 0,
  ...limits,
})

/** Whether something has come by the next turn or so. */
const soon = (asked: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    asked.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 60)),
  ])

describe('a budget in a file', () => {
  it('gives all processes together one request per interval', async () => {
    const both = [process(), process()]
    const began = performance.now()
    for (let at = 0; at < 6; at += 1)
      (await both[at % 2]?.take([lane({ intervalMs: 40, connections: 9 })], false))?.()
    expect(performance.now() - began).toBeGreaterThanOrEqual(5 * 40 - 1)
  })

  it('counts the connections of all, and gives back', async () => {
    const [one, other] = [process(), process()]
    const release = await one.take([lane({ connections: 1 })], false)
    const waiting = other.take([lane({ connections: 1 })], false)
    expect(await soon(waiting)).toBe(false)
    expect(await soon(other.take([lane({ key: 'b.gov.cn', connections: 1 })], false))).toBe(true)
    release()
    expect(await soon(waiting)).toBe(true)
  })

  it('waits for its turn with every lane, and with none for a burst', async () => {
    const [one, other] = [process(), process()]
    const slow = lane({ key: 'address 10.0.0.1', intervalMs: 60_000 })
    await one.take([lane(), slow], false)
    expect(await soon(other.take([lane({ key: 'b.gov.cn' }), slow], true))).toBe(true)
    const stop = new AbortController()
    const waiting = other.take([lane({ key: 'b.gov.cn' }), slow], false, stop.signal)
    expect(await soon(waiting.catch(() => undefined))).toBe(false)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow()
  })

  it('holds a host for all, and takes what went out beside it from those that follow', async () => {
    const [one, other] = [process(), process()]
    one.hold('a.gov.cn', 60_000)
    one.owe([lane({ key: 'b.gov.cn', intervalMs: 5_000 })])
    expect(await soon(other.take([lane()], false))).toBe(false)
    expect(await soon(other.take([lane({ key: 'b.gov.cn', intervalMs: 5_000 })], false))).toBe(false)
  })

  it('is kept by no process that died, and by no clock of before', async () => {
    let now = 1_000
    await process(() => now).take([lane({ connections: 1 })], false)
    now += 120_000
    expect(await soon(process(() => now).take([lane({ connections: 1 })], false))).toBe(true)
    // The machine was started anew: its clock begins again.
    expect(await soon(process(() => 5).take([lane({ connections: 1 })], false))).toBe(true)
    process(() => 900_000_000).hold('c.gov.cn', 60_000)
    expect(await soon(process(() => 5).take([lane({ key: 'c.gov.cn' })], false))).toBe(true)
  })

  it('holds nobody up where its file cannot be used', async () => {
    mkdirSync(path, { recursive: true })
    const budget = process()
    const taken = budget.take([lane({ connections: 1 })], false)
    expect(await soon(taken)).toBe(true)
    expect(await soon(budget.take([lane({ connections: 1 })], false))).toBe(true)
  })

  it.each([
    ['a folder', () => mkdirSync(path, { recursive: true })],
    [
      'no database',
      () => {
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, 'something else'.repeat(500))
      },
    ],
  ])('is shared again when its file can be used again, or was %s and is made anew', async (what, spoil) => {
    let now = 1_000
    spoil()
    const [one, other] = [process(() => now), process(() => now)]
    for (const budget of [one, other]) (await budget.take([lane({ connections: 1 })], false))()
    if (what === 'a folder') rmSync(path, { recursive: true })
    now += 30_000
    await one.take([lane({ connections: 1 })], false)
    expect(await soon(other.take([lane({ connections: 1 })], false))).toBe(false)
  })
})

describe('a pace over it', () => {
  const limits = { connections: 1, requestsPerSecond: 1_000 }
  const paced = () => sharePacer(openPacer(limits), limits, process(), false)

  it('shares a host among processes', async () => {
    const [one, other] = [paced(), paced()]
    expect(one.take('http://a.gov.cn/', '1.2.3.4')).toBe(null)
    const release = await one.acquire('http://a.gov.cn/', '1.2.3.4')
    const waiting = other.acquire('http://www.a.gov.cn/', '1.2.3.4')
    expect(await soon(waiting)).toBe(false)
    release()
    expect(await soon(waiting)).toBe(true)
  })

  it('leaves portals of this machine alone', async () => {
    const pace = paced()
    expect(pace.take('http://127.0.0.1:8100/', '127.0.0.1')).toBeTypeOf('function')
    await pace.acquire('http://127.0.0.1:8100/', '127.0.0.1')
    await pace.burst('http://127.0.0.1:8100/', '127.0.0.1')
    pace.owe('http://127.0.0.1:8100/', '127.0.0.1')
    pace.slowDown('http://127.0.0.1:8100/', 10)
    expect(existsSync(path)).toBe(false)
  })
})
