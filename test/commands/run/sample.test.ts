/** Samples and inspections of start pages alone, over real portals on loopback. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { runInspectionOf } from '../../../src/commands/inspect.js'
import { openLocalInspector } from '../../../src/commands/run/inspector.js'
import { sampleStarts } from '../../../src/commands/run/sample.js'
import { shellOf } from '../../../src/commands/shell.js'
import { findingsOfUnit } from '../../../src/ledger/finding-rows.js'
import { type Ledger, openLedger } from '../../../src/ledger/open.js'
import { latestStatus, resultsOfUnit } from '../../../src/ledger/results-read.js'
import { listRuns } from '../../../src/ledger/runs.js'
import { folder, NOW, xuncha } from '../command-line.js'
import { type Pages, pagesWith, portal, quiet, workspace } from '../portal.js'

/** A shell without a browser, and the ledger of a folder, by a clock that ticks when it is read. */
function opened(dataDir: string) {
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
  return { shell, ledger: openLedger(dataDir, { now: tick }) }
}

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
  return { ...opened(dataDir), pages, asked }
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

  it('from outside the allowed vantage points says nothing of a unit', async () => {
    const dataDir = folder()
    const edu = await portal({ '/': 404 })
    await xuncha(['units', 'import', workspace(dataDir, { edu }, ', vantages: [telecom]'), '--data', dataDir])
    const { shell, ledger } = opened(dataDir)
    const outcomes = async (vantage: string) => {
      const host = { ...shell.host, env: { ...shell.host.env, XUNCHA_VANTAGE: vantage } }
      const given = { openInspector: openLocalInspector, isBusy: () => false }
      return (await sampleStarts({ ...shell, host }, ledger, ['edu'], given)).map(({ outcome }) => outcome)
    }
    expect(await outcomes('telecom')).toEqual(['down'])
    expect(await outcomes('abroad')).toEqual(['unknown'])
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

/** A platform on one origin: an office whose home works, and three units, of which the test may break some. */
async function shared() {
  const dataDir = folder()
  const home = '<html><head><title>区政府</title></head><body><h1>区政府信息公开平台</h1></body></html>'
  const page = (id: string) => `<html><head><title>${id}</title></head><body><h1>${id}局</h1></body></html>`
  const pages: Pages = {
    '/': home,
    '/office/': page('office'),
    '/edu/': page('edu'),
    '/tax/': page('tax'),
    '/law/': page('law'),
  }
  const origin = await portal(pages)
  const file = join(dataDir, 'p.yaml')
  const units = ['edu', 'tax', 'law'].map(
    (id) => `  - { id: ${id}, name: ${id}局, kind: department, portal: "${origin}/${id}/", platform: hub }`,
  )
  writeFileSync(
    file,
    `defaults: { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.02, 0.04] } }
platforms: [{ id: hub, name: 平台, home: "${origin}/", operator: office }]
units:
  - { id: office, name: 区政府办公室, kind: department, portal: "${origin}/office/", scope: ["${origin}/"], platform: hub }
${units.join('\n')}
`,
  )
  await xuncha(['units', 'import', file, '--data', dataDir])
  return { ...opened(dataDir), pages }
}

/** What is found of start pages: `UNIT SUBJECT VERDICT`. */
const found = (ledger: Ledger) =>
  ['office', 'edu', 'tax', 'law'].flatMap((unit) =>
    findingsOfUnit(ledger, unit)
      .filter(({ code }) => code === 'homepage-unreachable')
      .map(({ subject, verdict }) => `${unit} ${subject} ${verdict}`),
  )

describe('some units of a platform', () => {
  it.each([
    // Each answers for its own page, nobody for the platform, whose home is fine.
    ['start pages', 404, true, ['/office/', '/edu/'], ['office /office/ problem', 'edu /edu/ problem']],
    ['all pages', 404, false, ['/office/', '/edu/'], ['office /office/ problem', 'edu /edu/ problem']],
    ['start pages', 500, true, ['/office/', '/edu/'], ['office / cannot-tell']],
    ['all pages', 500, false, ['/office/', '/edu/'], ['office / cannot-tell']],
    // Here the home fails as well.
    ['start pages', 404, true, ['/', '/office/', '/edu/'], ['office / problem']],
  ])('fail alone: %s, %i, %s', async (_, status, startsOnly, failing, expected) => {
    const { shell, pages, ledger } = await shared()
    for (const path of failing) pages[path] = status
    const named = { ...request, units: ['office', 'edu'], purpose: 'formal' }
    await runInspectionOf(shell, ledger, null, named, { startsOnly })
    expect(found(ledger)).toEqual(expected)
    ledger.close()
  })
})
