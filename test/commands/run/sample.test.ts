/** Samples and inspections of start pages alone, over real portals on loopback. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { runInspectionOf } from '../../../src/commands/inspect.js'
import { openLocalInspector } from '../../../src/commands/run/inspector.js'
import { sampleStarts } from '../../../src/commands/run/sample.js'
import { shellOf } from '../../../src/commands/shell.js'
import { findingsOfUnit } from '../../../src/ledger/finding-rows.js'
import { openLedger } from '../../../src/ledger/open.js'
import { latestStatus, resultsOfUnit } from '../../../src/ledger/results-read.js'
import { listRuns } from '../../../src/ledger/runs.js'
import { folder, NOW, xuncha } from '../command-line.js'
import { pagesWith, portal, quiet, workspace } from '../portal.js'

/** Two units: one whose start page is as the test says, one that works. */
async function two() {
  const dataDir = folder()
  const asked: string[] = []
  const pages = pagesWith(['/gone.html'])
  const seen = new Proxy(pages, {
    get: (all, path) => {
      asked.push(String(path))
      return all[String(path)]
    },
  })
  const [edu, tax] = [await portal(seen), await portal(pagesWith([]))]
  await xuncha(['units', 'import', workspace(dataDir, { edu, tax }), '--data', dataDir])
  let now = NOW
  const tick = () => {
    now += 1
    return now
  }
  const host = {
    stdout: quiet(),
    stderr: quiet(),
    env: { XUNCHA_BROWSER: 'none' },
    now: tick,
    signal: new AbortController().signal,
  }
  const shell = { ...shellOf(new Command(), host), dataDir }
  return { shell, pages, asked, ledger: openLedger(dataDir, { now: tick }) }
}

const request = {
  ...{ units: ['edu', 'tax'], rubrics: [], period: null, purpose: 'monitor', at: null, browser: false },
  ...{ maxPages: null, fresh: true, unitsFile: null, concurrency: 2 },
}

describe('a sample', () => {
  it('says how start pages answer, asks for nothing else, and leaves no run and no finding', async () => {
    const { shell, ledger, pages, asked } = await two()
    const given = { openInspector: openLocalInspector, isBusy: () => false }
    const outcomes = async () =>
      (await sampleStarts(shell, ledger, ['edu', 'tax'], given)).map(({ unit, outcome, cause }) => [
        unit,
        outcome,
        cause,
      ])
    expect(await outcomes()).toEqual([
      ['edu', 'up', null],
      ['tax', 'up', null],
    ])
    expect([...new Set(asked)].sort()).toEqual(['/', '/robots.txt'])
    pages['/'] = 404
    expect((await outcomes())[0]).toEqual(['edu', 'down', 'http-404'])
    pages['/'] = 503
    expect((await outcomes())[0]).toEqual(['edu', 'doubt', 'http-5xx'])
    pages['/'] = 412
    expect((await outcomes())[0]?.slice(0, 2)).toEqual(['edu', 'unknown'])
    expect([listRuns(ledger), findingsOfUnit(ledger, 'edu')]).toEqual([[], []])
    expect(['sites', 'evidence'].map((name) => existsSync(join(shell.dataDir, name)))).toEqual([false, false])
    expect(await sampleStarts(shell, ledger, ['edu'], { ...given, isBusy: () => true })).toEqual([])
    ledger.close()
  })
})

describe('an inspection of start pages', () => {
  it('observes one that fails, and says nothing of anything else', async () => {
    const { shell, ledger, pages } = await two()
    await runInspectionOf(shell, ledger, null, request)
    const before = findingsOfUnit(ledger, 'edu')
    expect(before.map((one) => one.code)).toContain('link-broken')
    pages['/'] = 404
    await runInspectionOf(shell, ledger, null, request, { startsOnly: true })
    const after = findingsOfUnit(ledger, 'edu')
    expect(after.filter((one) => one.code !== 'homepage-unreachable')).toEqual(before)
    expect(after.find((one) => one.code === 'homepage-unreachable')).toMatchObject({
      verdict: 'problem',
      state: 'confirmed',
    })
    expect([latestStatus(ledger).get('edu')?.status, latestStatus(ledger).get('tax')?.status]).toEqual([
      'unreachable',
      'inspected',
    ])
    expect(resultsOfUnit(ledger, 'tax')).toHaveLength(1)
    pages['/'] = pagesWith([])['/'] ?? ''
    await runInspectionOf(shell, ledger, null, request, { startsOnly: true })
    // Nothing is mended by a look at start pages: that takes an inspection of the whole.
    expect(findingsOfUnit(ledger, 'edu').map((one) => one.state)).toEqual(after.map((one) => one.state))
    expect(listRuns(ledger).map((run) => `${run.scope} ${run.status}`)).toEqual([
      'starts void',
      'starts complete',
      'all complete',
    ])
    ledger.close()
  })
})
