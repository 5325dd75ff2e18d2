/** One inspection in this process: from a job to the lines of what was found. */
import { stateCouncilCalendar } from '../../src/calendar/state-council.js'
import { type HttpDeps, openHttp } from '../../src/crawl/http.js'
import type { BrowserPort, HttpPort } from '../../src/crawl/ports.js'
import { openStore } from '../../src/evidence/store.js'
import type { DocumentReader } from '../../src/model/file.js'
import type { InspectionJob, InspectionResult } from '../../src/model/inspection.js'
import { inspect } from '../../src/pipeline.js'

/** What an inspection of a test may be given. */
export interface Given {
  readonly http?: HttpDeps | HttpPort
  readonly browser?: BrowserPort | null
  readonly signal?: AbortSignal
  readonly canaryEveryMs?: number
  readonly now?: () => number
  /** Reads documents; none: they are left unread. */
  readonly documents?: DocumentReader
}

const silent = () => undefined
const isPort = (http: HttpDeps | HttpPort | undefined): http is HttpPort =>
  http !== undefined && 'get' in http

/** Crawl to witness, silently. */
export async function inspecting(job: InspectionJob, given: Given = {}): Promise<InspectionResult> {
  const http = isPort(given.http) ? given.http : openHttp(job.settings, given.http)
  try {
    return await inspect(job, {
      http,
      browser: given.browser ?? null,
      signal: given.signal ?? new AbortController().signal,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      now: given.now ?? Date.now,
      store: openStore(job.dataDir),
      environment: { node: process.version, platform: 'test', userAgent: 'Xuncha/0' },
      calendar: stateCouncilCalendar(),
      ...(given.documents ? { documents: given.documents } : {}),
      ...(given.canaryEveryMs === undefined ? {} : { canaryEveryMs: given.canaryEveryMs }),
    })
  } finally {
    await http.close()
  }
}

/** Codes that say that an address does not answer. */
const REACH = /^(link|attachment|image|application-entry)-broken$|^homepage-unreachable$/

/** `code path verdict cause` of every finding about an address, sorted; addresses on the origin by path alone. */
export function reached(result: InspectionResult, origin: string): string[] {
  return result.units
    .flatMap((unit) => unit.findings)
    .filter((finding) => REACH.test(finding.code))
    .map(({ code, subjectText, verdict, facts }) =>
      [code, subjectText.replace(origin, ''), verdict, String(facts.cause)].join(' '),
    )
    .sort()
}

/** Findings that could cost points. */
export function problems(result: InspectionResult): string[] {
  return result.units.flatMap((unit) =>
    unit.findings.filter((finding) => finding.verdict === 'problem').map((finding) => finding.code),
  )
}
