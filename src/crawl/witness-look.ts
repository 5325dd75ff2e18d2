/** The second look: each page that a claim rests on is fetched anew, and the harvest judged again with it in place. */
import { isDeepStrictEqual } from 'node:util'
import PQueue from 'p-queue'
import type { Attempt, Reach } from '../model/attempt.js'
import type { Code } from '../model/code.js'
import { type Cause, weightOf } from '../model/fault.js'
import type { DocumentReader, FileRecord } from '../model/file.js'
import type { Harvest, PageRecord } from '../model/harvest.js'
import { type PageFacts, wholeFacts } from '../model/page.js'
import type { SearchView } from '../model/portal.js'
import { TURNS_MAX } from './browser-turn.js'
import { isHtml, type Look, type TargetRole } from './look.js'
import type { BrowserPort, HttpAnswer, HttpPort } from './ports.js'
import { lookAt, lookAtRendered } from './reading.js'
import { lookAtFile } from './witness-file.js'

/** What the second look at one page gave. */
export interface SecondLook {
  readonly url: string
  /** It could be read again as it was read before, or fails again as it failed before. */
  readonly holds: boolean
  /** The record to judge by; null: the old one stays. */
  readonly record: PageRecord | null
  /** The answer over HTTP, kept as evidence; null when none was asked for. */
  readonly answer: HttpAnswer | null
  readonly attempts: readonly Attempt[]
  /** Set where it is a document that could be read again. */
  readonly file?: FileRecord
}

/** What looking needs. */
export interface Looking {
  readonly http: HttpPort
  readonly browser: BrowserPort | null
  readonly documents?: DocumentReader | null
  /** The version of this program: part of what a file's reading is known by. */
  readonly tool?: string
  readonly signal: AbortSignal
}

const PARALLEL = 8
const TARGETS_MAX = 1_000
/** Decided without contacting anybody, so there is nothing to ask again. */
const NEVER_ASKED: ReadonlySet<Cause> = new Set(['private-address', 'split-horizon', 'egress'])
const ROLE_OF: Partial<Record<Code, TargetRole>> = {
  'attachment-broken': 'attachment',
  'image-broken': 'image',
}

function okReach(old: Reach, attempt: Attempt): Reach {
  return {
    ...old,
    outcome: 'ok',
    cause: null,
    status: attempt.status,
    bytes: attempt.bytes,
    finalUrl: attempt.finalUrl,
    attempts: [...old.attempts, attempt],
  }
}

function recordOf(old: PageRecord, attempt: Attempt, facts: PageFacts): PageRecord {
  return {
    ...old,
    facts,
    finalUrl: attempt.finalUrl,
    reach: okReach(old.reach, attempt),
    bodySha256: attempt.bodySha256,
  }
}

async function lookAtPage(old: PageRecord, looking: Looking): Promise<SecondLook> {
  const { url } = old
  const { http, browser, signal } = looking
  const failed: SecondLook = { url, holds: false, record: null, answer: null, attempts: [] }
  if (signal.aborted) return failed
  const answer = await http.get(url, { fresh: true, signal })
  const { attempt, facts } = lookAt(answer, 'page', true)
  const seen = { ...failed, answer, attempts: [attempt] }
  if (old.facts === null) {
    // It failed before. A good answer now goes into the second judgement; the same failure confirms the first.
    if (attempt.cause === null && facts)
      return { ...seen, holds: true, record: recordOf(old, attempt, facts) }
    return { ...seen, holds: attempt.cause !== null && attempt.cause === old.reach.cause }
  }
  if (!old.rendered) {
    if (attempt.cause !== null || !facts) return seen
    return { ...seen, holds: true, record: recordOf(old, attempt, facts) }
  }
  if (!browser || signal.aborted) return seen
  // A list that was turned is turned again: half of it would be another list.
  const rendered = await browser.render(url, { signal, ...(old.facts.pager ? { turns: TURNS_MAX } : {}) })
  const shown = lookAtRendered(rendered)
  const attempts = [attempt, shown.attempt]
  if (shown.attempt.cause !== null || !shown.facts) return { ...seen, attempts }
  const record = recordOf(old, { ...shown.attempt, finalUrl: rendered.finalUrl }, shown.facts)
  return { ...seen, attempts, holds: true, record }
}

/** Looks again at each page and document, once. What the crawl never met is left out. */
export async function lookAtPages(
  urls: Iterable<string>,
  harvest: Harvest,
  looking: Looking,
): Promise<Map<string, SecondLook>> {
  const looks = new Map<string, SecondLook>()
  const queue = new PQueue({ concurrency: PARALLEL })
  await queue.addAll(
    [...new Set(urls)].flatMap((url) => {
      const old = harvest.page(url)
      if (old) return [async () => void looks.set(url, await lookAtPage(old, looking))]
      const file = harvest.file?.(url)
      return file ? [async () => void looks.set(url, await lookAtFile(file, looking))] : []
    }),
  )
  return looks
}

/** One more GET of what is said to fail: the answer as evidence, and the reach when it answers now. */
export interface TargetLook {
  readonly answer: HttpAnswer
  readonly attempt: Attempt
  /** Set when it answers after all, or a wall shows itself: the doubt that the second judgement sees. */
  readonly now: Reach | null
}

/** True when an answer that looks good on the wire is the same disguise of an error that the crawl unmasked. */
function isSameDisguise(reach: Reach, look: Look): boolean {
  if (reach.cause !== 'soft-404') return false
  const { attempt, facts } = look
  const sameBody = reach.attempts.some(
    (before) => before.bodySha256 !== null && before.bodySha256 === attempt.bodySha256,
  )
  const sameElsewhere = attempt.redirects.length > 0 && attempt.finalUrl === reach.finalUrl
  return sameBody || sameElsewhere || (facts !== null && facts.softError !== null)
}

async function lookAtTarget(url: string, code: Code, reach: Reach, looking: Looking): Promise<TargetLook> {
  const role = ROLE_OF[code] ?? 'page'
  const probe = role !== 'page'
  const answer = await looking.http.get(url, { fresh: true, signal: looking.signal, probe })
  // As in the crawl: a page of its own served for a file shows what it is by its words.
  const whole = !probe || (answer.complete && isHtml(answer.attempt.contentType, answer.body))
  const look = lookAt(answer, role, whole)
  const { attempt } = look
  const answers = attempt.cause === null || attempt.cause === 'too-large'
  if (answers && !isSameDisguise(reach, look)) return { answer, attempt, now: okReach(reach, attempt) }
  // A wall that lets through some requests may have answered the earlier ones with an error of its own.
  const walled = attempt.cause !== null && weightOf(attempt.cause) === 'block'
  const { attempts } = reach
  const now: Reach | null = walled
    ? { ...reach, attempts, outcome: 'unverified', cause: attempt.cause }
    : null
  return { answer, attempt, now }
}

/** Asks for the targets of reachability claims once more, at most 1,000 of them. */
export async function lookAtTargets(
  targets: ReadonlyMap<string, Code>,
  harvest: Harvest,
  looking: Looking,
): Promise<Map<string, TargetLook>> {
  const looks = new Map<string, TargetLook>()
  const queue = new PQueue({ concurrency: PARALLEL })
  await queue.addAll(
    [...targets].slice(0, TARGETS_MAX).map(([url, code]) => async () => {
      const reach = harvest.reach(url) ?? harvest.page(url)?.reach
      if (!reach?.cause || NEVER_ASKED.has(reach.cause) || looking.signal.aborted) return
      looks.set(url, await lookAtTarget(url, code, reach, looking))
    }),
  )
  return looks
}

/** That an answer was cut says something of the page; when and how often it was asked for does not. */
const isCut = ({ attempts }: Reach): boolean => attempts.at(-1)?.cause === 'too-large'

/** A page that was not sent again because it had not changed is the page that is sent now. */
const sent = (status: number | null): number | null => (status === 304 ? 200 : status)

function isSameReach(one: Reach, other: Reach): boolean {
  return (
    one.outcome === other.outcome &&
    one.cause === other.cause &&
    sent(one.status) === sent(other.status) &&
    one.finalUrl === other.finalUrl &&
    isCut(one) === isCut(other)
  )
}

/** What a page or a file is judged by. */
type Read = Pick<PageRecord | FileRecord, 'facts' | 'finalUrl' | 'reach'>

const allOf = (facts: Read['facts']): Read['facts'] =>
  facts !== null && 'links' in facts ? wholeFacts(facts) : facts

function saysTheSame(one: Read | undefined, other: Read): boolean {
  return (
    one !== undefined &&
    one.finalUrl === other.finalUrl &&
    isSameReach(one.reach, other.reach) &&
    isDeepStrictEqual(allOf(one.facts), allOf(other.facts))
  )
}

/** True where the second look saw what the first saw: judging is a function of it, and would say the same. */
export function sawTheSame(
  harvest: Harvest,
  pages: ReadonlyMap<string, SecondLook>,
  targets: ReadonlyMap<string, TargetLook>,
  search: ReadonlyMap<string, SearchView>,
): boolean {
  return (
    search.size === 0 &&
    [...targets.values()].every(({ now }) => now === null) &&
    [...pages.values()].every(
      ({ url, record, file }) =>
        (record === null || saysTheSame(harvest.page(url), record)) &&
        (file === undefined || saysTheSame(harvest.file?.(url), file)),
    )
  )
}

/** The harvest as it stands after the second look. What was not looked at again stays as the crawl saw it. */
export function overlayOf(
  harvest: Harvest,
  pages: ReadonlyMap<string, SecondLook>,
  targets: ReadonlyMap<string, TargetLook>,
  search: ReadonlyMap<string, SearchView>,
): Harvest {
  const records = new Map<string, PageRecord>()
  for (const { url, record } of pages.values()) {
    if (!record) continue
    const old = harvest.page(url)
    for (const key of [url, record.url, old?.url, old?.finalUrl]) if (key) records.set(key, record)
  }
  const reachOf = (url: string): Reach | undefined => {
    const again = targets.get(url)?.now ?? records.get(url)?.reach
    const before = harvest.reach(url)
    // Only what failed before can change: a link that worked is not judged by a later hiccup.
    return again && before?.outcome !== 'ok' ? again : before
  }
  const starts = new Map<string, Reach>()
  for (const [unit, reach] of harvest.starts) starts.set(unit, targets.get(reach.url)?.now ?? reach)
  return {
    site: harvest.site,
    *pages() {
      for (const page of harvest.pages()) yield records.get(page.url) ?? page
    },
    page: (url) => records.get(url) ?? harvest.page(url),
    file: (url) => pages.get(url)?.file ?? harvest.file?.(url),
    reach: reachOf,
    starts,
    gaps: harvest.gaps,
    search: new Map([...harvest.search, ...search]),
    clicks: harvest.clicks,
    canary: harvest.canary,
    interrupted: harvest.interrupted,
  }
}
