/** Samples of start pages by the workers of a queue: taken where inspections look from; nobody there: none, and nothing is left. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { Redis } from 'ioredis'
import { afterAll, expect, it, vi } from 'vitest'
import { withQueue } from '../../src/commands/run/queue-inspector.js'
import { sampleStarts } from '../../src/commands/run/sample.js'
import { shellOf } from '../../src/commands/shell.js'
import { openLedger } from '../../src/ledger/open.js'
import { quiet } from '../commands/portal.js'
import { folder, portals, redisServer, start, strike, worker } from './stage.js'

vi.setConfig({ testTimeout: 90_000 })
afterAll(strike)

it('is what the workers saw; without any, none', async () => {
  const redis = await redisServer()
  const town = await portals(2, 0)
  const data = folder()
  expect(await start(['units', 'import', town.file, '--data', data]).done).toBe(0)
  const host = {
    ...{ stdout: quiet(), stderr: quiet(), env: {}, now: Date.now },
    signal: new AbortController().signal,
  }
  const shell = { ...shellOf(new Command(), host), dataDir: data }
  const ledger = openLedger(data)
  const sampled = (waitMs: number) =>
    withQueue(
      shell,
      redis.url,
      ({ openSampler }) =>
        sampleStarts(shell, ledger, town.units, { openInspector: openSampler, isBusy: () => false }),
      waitMs,
    )
  const line = new Redis(redis.url)
  try {
    expect(await sampled(300)).toEqual([])
    expect(await line.keys('*:prioritized')).toEqual([])
    const hand = await worker(redis.url)
    const seen = await sampled(60_000)
    expect(seen.map(({ unit, outcome }) => `${unit} ${outcome}`).sort()).toEqual(
      town.units.map((unit) => `${unit} up`),
    )
    expect(town.asked()).toBeGreaterThanOrEqual(2)
    expect(['sites', 'evidence'].map((name) => existsSync(join(data, name)))).toEqual([false, false])
    hand.child.kill('SIGTERM')
    await hand.done
  } finally {
    line.disconnect()
    ledger.close()
  }
})
