/** An absence lists every page on which it was searched: in the item where they are few, in a file of its own where they are many. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { witness } from '../../src/crawl/witness.js'
import { type EvidenceStore, openStore } from '../../src/evidence/store.js'
import { verifyItem } from '../../src/evidence/verify.js'
import { findingOf } from '../../src/model/draft.js'
import { evidenceId } from '../../src/model/evidence.js'
import type { JudgedCheck } from '../../src/model/finding.js'
import { fakeBrowser, fakeHttp, jobOf, pageOf, reachOf } from './witness-stage.js'

const HOME = 'http://127.0.0.1:8101/'
const HTML = '<title>区教育局</title><body><h1>区教育局</h1></body>'
const missing = (subject: string) =>
  findingOf({ code: 'column-missing', verdict: 'problem', subject, url: HOME, facts: { column: subject } })
const JUDGED: JudgedCheck[] = [
  {
    unit: 'edu',
    check: 'required-columns',
    checkVersion: 1,
    outcome: { examined: new Set(['甲', '乙']), findings: [missing('甲'), missing('乙')] },
  },
]

let dataDir: string
let store: EvidenceStore

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xuncha-searched-'))
  store = openStore(dataDir)
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

async function claimed(pages: number) {
  const home = pageOf(HOME, HTML)
  const urls = Array.from({ length: pages }, (_, n) => `${HOME}${n}.html`)
  const job = jobOf(HOME)
  const { evidence } = await witness({
    job,
    harvest: {
      site: job.site,
      pages: () => [home],
      page: (url) => (url === HOME ? home : undefined),
      bodySha256: (url) => (url === HOME ? home.bodySha256 : 'c'.repeat(64)),
      reach: () => undefined,
      starts: new Map([['edu', reachOf(HOME, 'ok')]]),
      gaps: [],
      search: new Map(),
      clicks: new Map(),
      canary: 'green',
      interrupted: false,
    },
    judged: JUDGED,
    judge: () => JUDGED,
    searched: () => urls,
    http: fakeHttp({ [HOME]: HTML }),
    browser: fakeBrowser({}),
    store,
    recollectSearch: async () => null,
    common: () => false,
    environment: { node: 'v20', platform: 'linux x64', userAgent: 'Xuncha/0.1.0' },
    now: () => 5_000,
    signal: new AbortController().signal,
    log: { info: () => undefined },
  })
  return { evidence, urls }
}

it.each([3, 1_000])('%i pages stand in the item', async (pages) => {
  const { evidence, urls } = await claimed(pages)
  for (const item of evidence) {
    expect(item.searched).toEqual(urls.map((url) => ({ url, bodySha256: 'c'.repeat(64) })))
    expect([item.searchedTotal, item.files.some(({ role }) => role === 'searched')]).toEqual([
      undefined,
      false,
    ])
  }
})

it('more of them stand in a file that the claims share, every one of them', async () => {
  const { evidence, urls } = await claimed(7_000)
  const lists = evidence.map((item) => item.files.find(({ role }) => role === 'searched'))
  expect(evidence.map((item) => [item.searched.length, item.searchedTotal, item.state])).toEqual([
    [1_000, 7_000, 'complete'],
    [1_000, 7_000, 'complete'],
  ])
  expect(lists[0]?.sha256).toBe(lists[1]?.sha256)
  const lines = (await store.readBlob(lists[0]?.sha256 ?? '')).toString('utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).url)).toEqual(urls)
  for (const item of evidence)
    expect(await verifyItem(store, evidenceId(item))).toMatchObject({ valid: true })
})
