/** Stand-ins for the witness's tests: a site of one unit, pages read by the real reader, clients that answer from a table. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import type { BrowserPort, HttpAnswer, HttpPort } from '../../src/crawl/ports.js'
import type { WitnessArgs } from '../../src/crawl/witness.js'
import { type EvidenceStore, openStore } from '../../src/evidence/store.js'
import type { Attempt, Reach } from '../../src/model/attempt.js'
import { sha256 } from '../../src/model/canonical.js'
import type { Code } from '../../src/model/code.js'
import { findingOf } from '../../src/model/draft.js'
import type { Cause } from '../../src/model/fault.js'
import type { Finding, JudgedCheck, Metric } from '../../src/model/finding.js'
import type { Harvest, PageRecord } from '../../src/model/harvest.js'
import { type InspectionJob, inspectionJobSchema } from '../../src/model/inspection.js'
import { attempt } from '../checks/artifacts.js'
import { jobSpecimen, siteSpecimen, unitSpecimen } from '../specimens.js'

/** HTML, a status that fails, a failure of the wire, or HTML after a redirect. */
export type Answer = string | number | { readonly to: string; readonly html: string }

/** Where the portal of the witness's tests stands. */
export const HOME = 'http://127.0.0.1:8101/'
const HTML = 'text/html; charset=utf-8'

export function attemptAt(url: string, over: Partial<Attempt> = {}): Attempt {
  return attempt(url, { startedAt: 1_000, finishedAt: 1_001, status: null, ...over })
}

export function reachOf(url: string, outcome: Reach['outcome'], cause: Cause | null = null): Reach {
  const attempts = [attemptAt(url, { cause })]
  return { url, outcome, cause, status: null, bytes: null, finalUrl: url, attempts }
}

/** A page that the crawl read over HTTP. */
export function pageOf(url: string, html: string): PageRecord {
  const body = Buffer.from(html)
  return {
    url,
    finalUrl: url,
    depth: 1,
    via: 'menu',
    parent: null,
    facts: readPage({ url, body, contentType: HTML }),
    rendered: false,
    reach: reachOf(url, 'ok'),
    bodySha256: sha256(body),
  }
}

const FAILURES: Readonly<Record<number, Cause>> = { 404: 'http-404', 412: 'challenge', 500: 'http-5xx' }

function answerTo(url: string, answer: Answer | undefined): HttpAnswer {
  const at = { startedAt: 2_000, finishedAt: 2_001 }
  const headers = { 'content-type': HTML }
  if (answer === 'refused' || answer === 'timeout')
    return {
      attempt: attemptAt(url, { ...at, cause: answer, error: answer }),
      body: null,
      complete: false,
      headers: {},
    }
  if (answer === undefined || typeof answer === 'number') {
    const status = answer ?? 404
    const body = Buffer.from('<p>error</p>')
    return {
      attempt: attemptAt(url, { ...at, status, cause: FAILURES[status] ?? 'internal', contentType: HTML }),
      body,
      complete: true,
      headers,
    }
  }
  const html = typeof answer === 'string' ? answer : answer.html
  const moved =
    typeof answer === 'string'
      ? {}
      : { finalUrl: answer.to, redirects: [{ url, status: 302, location: answer.to }] }
  const body = Buffer.from(html)
  const read = { status: 200, bytes: body.byteLength, bodySha256: sha256(body), contentType: HTML }
  return { attempt: attemptAt(url, { ...at, ...read, ...moved }), body, complete: true, headers }
}

/** An HTTP client that answers from a table; `asked` lists what was asked for, in order. */
export function fakeHttp(answers: Readonly<Record<string, Answer>>): HttpPort & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    get: async (url) => {
      asked.push(url)
      return answerTo(url, answers[url])
    },
    post: async (url) => answerTo(url, undefined),
    close: async () => undefined,
  }
}

/** A browser that renders from a table and takes pictures of anything; regions are always at 1, 2. */
export function fakeBrowser(
  pages: Readonly<Record<string, string>>,
): BrowserPort & { readonly captured: string[] } {
  const captured: string[] = []
  const bytes = (text: string) => Buffer.from(text)
  return {
    captured,
    version: 'Chromium 1 (fake)',
    viewport: '1280x900@1',
    render: async (url) => {
      const html = pages[url] ?? null
      const cause = html === null ? 'internal' : null
      return {
        attempt: attemptAt(url, { client: 'browser', startedAt: 2_500, status: 200, cause }),
        html,
        finalUrl: url,
      }
    },
    click: async () => 'something',
    search: async (url) => ({ attempt: attemptAt(url), html: null, finalUrl: url }),
    capture: async (url, regions) => {
      captured.push(url)
      return {
        attempt: attemptAt(url, { client: 'browser', startedAt: 3_000, status: 200 }),
        html: `<html>${url}`,
        viewport: bytes(`viewport ${url}`),
        full: bytes(`full ${url}`),
        mhtml: bytes(`mhtml ${url}`),
        regions: regions.flatMap((region) =>
          region.kind === 'page' || region.kind === 'numbers'
            ? []
            : [
                {
                  of: url,
                  x: 1,
                  y: 2,
                  width: 3,
                  height: 4,
                  text: region.kind === 'link' ? region.target : region.text,
                },
              ],
        ),
        missing: [],
      }
    },
    close: async () => undefined,
  }
}

/** A job for one unit `edu` with a site of its own. */
export function jobOf(home: string): InspectionJob {
  const { origin } = new URL(home)
  const unit = unitSpecimen('edu', home, { name: '区教育局' })
  const job = jobSpecimen(siteSpecimen(origin, [unit], { name: '区教育局', home }), { runId: 'run-1' })
  const settings = { ...job.settings, namedOrigins: [origin], maxPages: 100, browser: true }
  return inspectionJobSchema.parse({ ...job, settings })
}

/** What the crawl of `edu`'s site left: these pages, and what became of these addresses. */
export function harvestOf(
  pages: readonly PageRecord[],
  reaches: readonly Reach[] = [],
  over: Partial<Harvest> = {},
): Harvest {
  const byUrl = new Map(pages.map((page) => [page.url, page]))
  const known = new Map([...pages.map((page) => page.reach), ...reaches].map((reach) => [reach.url, reach]))
  return {
    site: jobOf(HOME).site,
    pages: () => pages,
    page: (url) => byUrl.get(url),
    reach: (url) => known.get(url),
    starts: new Map([['edu', known.get(HOME) ?? reachOf(HOME, 'ok')]]),
    gaps: [],
    search: new Map(),
    clicks: new Map(),
    canary: 'green',
    interrupted: false,
    ...over,
  }
}

/** What the witness is given: a browser that shows nothing, and a clock that stands still. */
export function argsOf(
  { store }: { readonly store: EvidenceStore },
  over: Partial<WitnessArgs> & Pick<WitnessArgs, 'harvest' | 'judged' | 'judge' | 'http'>,
): WitnessArgs {
  return {
    job: jobOf(HOME),
    browser: fakeBrowser({}),
    store,
    recollectSearch: async () => null,
    common: () => false,
    environment: { node: 'v20', platform: 'linux x64', userAgent: 'Xuncha/0.1.0' },
    now: () => 5_000,
    signal: new AbortController().signal,
    log: { info: () => undefined },
    ...over,
  }
}

/** A data directory with its store for each test of a file, gone after it. */
export function freshStore(): { readonly dataDir: string; readonly store: EvidenceStore } {
  const held = { dataDir: '', store: openStore('/nowhere') }
  beforeEach(async () => {
    held.dataDir = await mkdtemp(join(tmpdir(), 'xuncha-witness-'))
    held.store = openStore(held.dataDir)
  })
  afterEach(() => rm(held.dataDir, { recursive: true, force: true }))
  return held
}

/** An empty column at this address, as its check says it. */
export function emptyAt(url: string, code: Code = 'column-empty'): Finding {
  const region = { kind: 'text', text: '暂无信息' } as const
  return findingOf({ code, verdict: 'problem', subject: url, url, facts: { column: '通知公告' }, region })
}

/** What a check found in `edu`, and nothing else. */
export function judgedAs(
  findings: readonly Finding[],
  check = 'empty-column',
  metrics?: readonly Metric[],
): JudgedCheck[] {
  const outcome = {
    examined: new Set(findings.map((one) => one.subject)),
    findings,
    ...(metrics ? { metrics } : {}),
  }
  return [{ unit: 'edu', check, checkVersion: 1, outcome }]
}
