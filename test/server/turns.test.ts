/** Turns at a site, and what somebody asks for while the night goes on: inspected at once, by real children. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { shellOf } from '../../src/commands/shell.js'
import { openLedger } from '../../src/ledger/open.js'
import { resultsOfRun } from '../../src/ledger/results-read.js'
import { runById } from '../../src/ledger/runs.js'
import { servedRuns } from '../../src/serve-runs.js'
import { SCHEDULE } from '../../src/server/night.js'
import { siteTurns } from '../../src/server/site-turns.js'
import { folder, xuncha } from '../commands/command-line.js'
import { quiet, workspace } from '../commands/portal.js'

describe('turns', () => {
  it('come one after another, and whoever waits has the one before yield', async () => {
    const { atOnce, inTurn, isBusy } = siteTurns()
    const told: string[] = []
    const slow = (name: string) => async (yields: AbortSignal) => {
      told.push(`${name} begins`)
      await sleep(200, null, { signal: yields }).catch(() => null)
      told.push(`${name} ${yields.aborted ? 'yields' : 'ends'}`)
    }
    const night = inTurn('a', slow('night'))
    const other = inTurn('b', slow('other'))
    await sleep(10)
    expect([isBusy('a'), isBusy('c')]).toEqual([true, false])
    const asked = atOnce('a', slow('asked'))
    const again = atOnce('a', slow('again'))
    await Promise.all([night, other, asked, again])
    expect(told.filter((line) => !line.startsWith('other'))).toEqual([
      'night begins',
      'night yields',
      'asked begins',
      'asked ends',
      'again begins',
      'again ends',
    ])
    expect([told.includes('other ends'), isBusy('a')]).toEqual([true, false])
  })
})

/** A portal of many pages, each of which takes its time. */
async function slowPortal(pages: number, ms: number) {
  const asked = { count: 0 }
  const server = createServer((request, response) => {
    asked.count += 1
    const links = Array.from({ length: pages }, (_, n) => `<li><a href="/n/${n}.html">第${n}条信息</a></li>`)
    const body = request.url === '/' ? `<ul class="nav">${links.join('')}</ul>` : '<p>正文内容。</p>'
    setTimeout(() => {
      response.writeHead(request.url === '/robots.txt' ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
      })
      response.end(`<html><head><title>区教育局</title></head><body>${body}</body></html>`)
    }, ms)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The runs of a server over one slow portal, with real children. */
async function serving(pages: number) {
  const dataDir = folder()
  const { server, asked, origin } = await slowPortal(pages, 150)
  const data = join(dataDir, 'data')
  await xuncha(['units', 'import', workspace(dataDir, { edu: origin }), '--data', data])
  const ledger = openLedger(data)
  const failures: unknown[] = []
  const open = () => {
    const stop = new AbortController()
    const env = { XUNCHA_BROWSER: 'none' }
    const host = { stdout: quiet(), stderr: quiet(), env, now: Date.now, signal: stop.signal }
    const shell = { ...shellOf(new Command(), host), dataDir: data }
    return { stop, runs: servedRuns(shell, ledger, (_, error) => failures.push(error)) }
  }
  const close = () => {
    ledger.close()
    server.closeAllConnections()
    server.close()
  }
  const busy = () => expect.poll(() => asked.count, { timeout: 30_000, interval: 20 }).toBeGreaterThan(20)
  return { ledger, failures, open, close, busy }
}

const request = { units: [], at: null, rubrics: [], period: null, maxPages: null, fresh: false } as const

describe('an inspection on demand', () => {
  it('goes before the nightly run at its site, which is inspected afterwards all the same', async () => {
    const { ledger, failures, open, close, busy } = await serving(100)
    const { stop, runs } = open()
    try {
      const night = await runs.start({ ...request, purpose: 'monitor', actor: SCHEDULE })
      await busy()
      const asked = await runs.start({ ...request, purpose: 'formal', actor: 'wang', maxPages: 3 })
      await asked.done
      expect([runById(ledger, asked.id)?.status, runById(ledger, night.id)?.status]).toEqual([
        'complete',
        'running',
      ])
      await night.done
      expect([runById(ledger, night.id)?.status, failures]).toEqual(['complete', []])
      expect(
        [asked.id, night.id].map((id) => resultsOfRun(ledger, id).map((one) => one.summary.pages)),
      ).toEqual([[3], [101]])
    } finally {
      stop.abort()
      await runs.ended()
      close()
    }
  }, 60_000)
})

describe('a server that is stopped', () => {
  it('ends its children; the next one takes the run up where it was', async () => {
    const { ledger, failures, open, close, busy } = await serving(100)
    try {
      const first = open()
      const night = await first.runs.start({ ...request, purpose: 'monitor', actor: SCHEDULE })
      await busy()
      first.stop.abort()
      await first.runs.ended()
      expect([runById(ledger, night.id)?.status, failures]).toEqual(['interrupted', []])
      const second = open()
      const again = await second.runs.start({ ...request, purpose: 'monitor', actor: SCHEDULE })
      await again.done
      expect([again.id, runById(ledger, night.id)?.status]).toEqual([night.id, 'complete'])
      expect(resultsOfRun(ledger, night.id).map((one) => one.summary.pages)).toEqual([101])
    } finally {
      close()
    }
  }, 60_000)
})
