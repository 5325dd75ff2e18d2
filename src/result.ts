/** The result of an inspection: each unit's status by contract §6, and whether the whole site failed at once. */
import { checkCoverage } from './coverage.js'
import type { Judgement } from './judge.js'
import { subjectKey } from './model/address.js'
import type { Reach } from './model/attempt.js'
import { type Cause, HOST_CAUSES, weightOf } from './model/fault.js'
import type { Finding } from './model/finding.js'
import type { Harvest } from './model/harvest.js'
import type {
  InspectionJob,
  InspectionResult,
  UnitResult,
  WitnessedFinding,
  WitnessedMetric,
} from './model/inspection.js'
import type { Artifacts, Referrer } from './model/portal.js'
import { ownOrigins, type UnitSpec, unitByRegister } from './model/site.js'
import type { UnitStatus } from './model/vocabulary.js'

/** Status of one unit and why. */
export interface Standing {
  readonly status: UnitStatus
  readonly reason: string | null
}

function standingOfStart(reach: Reach): Standing | null {
  if (reach.outcome === 'ok') return null
  if (reach.cause === null) return { status: 'inconclusive', reason: 'not-visited' }
  const weight = weightOf(reach.cause)
  if (weight === 'block' || weight === 'ours') return { status: 'inconclusive', reason: reach.cause }
  return { status: 'unreachable', reason: reach.cause }
}

/** Status of a unit by what the crawl saw. Findings play no part in it, except our own bugs. */
export function standingOf(
  unit: UnitSpec,
  harvest: Harvest,
  artifacts: Artifacts | undefined,
  bug: boolean,
): Standing {
  if (harvest.canary === 'red') return { status: 'inconclusive', reason: 'network' }
  const gaps = harvest.gaps.filter((gap) => gap.unit === unit.id)
  const shut = gaps.find((gap) => gap.reason === 'pause' || gap.reason === 'window')
  if (shut) return { status: 'inconclusive', reason: shut.reason }
  if (bug || !artifacts) return { status: 'inconclusive', reason: 'internal' }
  const start = harvest.starts.get(unit.id)
  if (gaps.some((gap) => gap.reason === 'robots' && gap.url === unit.portal))
    return { status: 'inconclusive', reason: 'robots' }
  const atStart = start ? standingOfStart(start) : { status: 'inconclusive' as const, reason: 'not-visited' }
  if (atStart) return atStart
  if (gaps.some((gap) => gap.reason === 'outage')) return { status: 'inconclusive', reason: 'outage' }
  if (artifacts.coverage.massCause) return { status: 'partial', reason: artifacts.coverage.massCause }
  return { status: 'inspected', reason: gaps.some((gap) => gap.reason === 'limit') ? 'limit' : null }
}

/** An outage of the whole site, by the start page that stands for it. */
export interface Outage {
  readonly reach: Reach
  /** The site's home was seen to fail, or was not looked at while every start page of the site failed. */
  readonly proven: boolean
}

/**
 * The outage of the whole site, or null. Units of one origin that fail for one cause are one shared finding; a fault
 * of the host is shared by its nature. Answers 404/410 count only where no unit answers, and of a site of which only
 * some units were looked at, only where its home fails alike: those may be the very ones that fail.
 */
export function outageOf(harvest: Harvest): Outage | null {
  const { site } = harvest
  if (site.units.length < 2) return null
  const ofSite = site.units.filter(({ portal }) => new URL(portal).origin === site.origin)
  const starts = [...harvest.starts.values()].filter((reach) => new URL(reach.url).origin === site.origin)
  const failed = starts.filter(
    (reach) => reach.outcome !== 'ok' && reach.cause !== null && weightOf(reach.cause) !== 'ours',
  )
  const home = harvest.reach(site.home)
  for (const reach of failed) {
    const cause = reach.cause as Cause
    if (weightOf(cause) === 'block') continue
    const alike = failed.filter((other) => other.cause === cause)
    const hostFault = HOST_CAUSES.has(cause)
    const homeFails = home !== undefined && home.outcome !== 'ok' && home.cause === cause
    const all = alike.length === starts.length && (homeFails || starts.length === ofSite.length)
    const proven = homeFails || (home === undefined && all)
    if (alike.length >= 2 && (hostFault || all)) return { reach: homeFails ? home : reach, proven }
    if (hostFault && alike.length === 1 && starts.length === 1 && (home === undefined || homeFails))
      return { reach: home ?? reach, proven }
  }
  return null
}

/** What the witness hands over. */
export interface Witnessed {
  readonly findings: ReadonlyMap<string, readonly WitnessedFinding[]>
  readonly metrics: ReadonlyMap<string, readonly WitnessedMetric[]>
}

/** Names subjects of a unit by their keys. Most checks look at the same pages: each is worked out once and held once. */
function namesOf(unit: UnitSpec, job: InspectionJob): (subject: string) => string {
  const origins = ownOrigins(job.site, unit)
  const known = new Map<string, string>()
  return (subject) => {
    const key = known.get(subject) ?? subjectKey(subject, origins)
    known.set(subject, key)
    return key
  }
}

function examinedOf(
  unit: UnitSpec,
  judgement: Judgement,
  keyOf: (subject: string) => string,
  onlyStart: boolean,
): Record<string, string[]> {
  const examined: Record<string, string[]> = {}
  for (const { unit: id, check, outcome } of judgement.judged) {
    if (id !== unit.id || (onlyStart && check !== 'site-availability')) continue
    examined[check] = Array.from(outcome.examined, keyOf).sort()
  }
  return examined
}

/** Links, columns and documents that were met and that no check judged; null where the portal was not read to its end. */
function unjudgedOf(
  artifacts: Artifacts | undefined,
  keyOf: (subject: string) => string,
  examined: Readonly<Record<string, readonly string[]>>,
): string[] | null {
  if (!artifacts?.coverage.complete) return null
  const judged = new Set(Object.values(examined).flat())
  const met = [
    ...artifacts.links.map((link) => link.target),
    ...artifacts.columns.map((column) => column.url),
  ]
  // A document that answers is judged as a link; what it says was not looked at where it could not be read.
  const unread = artifacts.files.filter((file) => !file.read).map((file) => keyOf(file.url))
  const unjudged = met.map(keyOf).filter((key) => !judged.has(key))
  return [...new Set([...unjudged, ...unread])].sort()
}

/** One unit's part of the result. An unreachable unit is judged by its start alone; an inconclusive one not at all. */
export function unitResult(
  unit: UnitSpec,
  job: InspectionJob,
  harvest: Harvest,
  judgement: Judgement,
  seen: Witnessed,
): UnitResult {
  const artifacts = judgement.artifacts.get(unit.id)
  const whole = standingOf(unit, harvest, artifacts, judgement.bugs.has(unit.id))
  const answered = whole.status === 'inspected' || whole.status === 'partial'
  // Of a unit whose start page answers, a look at start pages alone has seen nothing that counts.
  const { status, reason }: Standing =
    job.startsOnly && answered ? { status: 'inconclusive', reason: 'starts-only' } : whole
  const judged = status === 'inspected' || status === 'partial'
  const findings = (seen.findings.get(unit.id) ?? []).filter(
    (finding) => judged || (status === 'unreachable' && finding.check === 'site-availability'),
  )
  const links = artifacts?.links ?? []
  const gaps = harvest.gaps.filter((gap) => gap.unit === unit.id)
  const keyOf = namesOf(unit, job)
  const examined = judged
    ? examinedOf(unit, judgement, keyOf, false)
    : status === 'unreachable'
      ? examinedOf(unit, judgement, keyOf, true)
      : {}
  return {
    id: unit.id,
    status,
    reason,
    pages: artifacts?.coverage.pagesRead ?? 0,
    notVisited: gaps.slice(0, 1_000).map(({ url, reason: why }) => ({ url, reason: why })),
    links: {
      checked: links.filter((link) => link.reach.outcome !== 'unknown').length,
      broken: links.filter((link) => link.reach.outcome === 'broken').length,
      unverified: links.filter((link) => link.reach.outcome === 'unverified').length,
    },
    columns: (artifacts?.columns ?? [])
      .filter((column) => !column.assignedAway && !isOthers(column.url, unit, job))
      .map(({ name, url, role, items, newest, complete }) => ({ name, url, role, items, newest, complete })),
    examined,
    unjudged: status === 'inspected' ? unjudgedOf(artifacts, keyOf, examined) : null,
    coverage: checkCoverage(unit, harvest, artifacts),
    findings: [...findings],
    metrics: status === 'inspected' ? [...(seen.metrics.get(unit.id) ?? [])] : [],
    frame: frameOf(artifacts),
    documents: seenOf(artifacts),
  }
}

/** True for a column outside the unit's part that the register gives to another unit: a menu that leads there makes it nobody else's. */
function isOthers(url: string, unit: UnitSpec, job: InspectionJob): boolean {
  const owner = unitByRegister(job.site, url)
  return owner !== null && owner.id !== unit.id
}

/**
 * What was seen with the day it states: whatever the backdating witness may ask for later must be among it, also what a
 * link named and nobody could read.
 */
function seenOf(artifacts: Artifacts | undefined): UnitResult['documents'] {
  const unread = (artifacts?.links ?? []).filter(
    ({ role, inSite, reach }) => role === 'page' && inSite && reach.outcome !== 'ok',
  )
  const all = [
    ...unread.map(({ target }) => ({ url: target, published: null })),
    ...(artifacts?.suspicious.articles ?? []),
    ...(artifacts?.documents ?? []),
  ]
  return [...new Map(all.map(({ url, published }) => [url, { url, published }])).values()]
}

const FRAME_LIMIT = 2_000

/** Signatures of the page frame's pieces: of its links, and of its entries that lead nowhere, and of links it hides. */
function frameOf(artifacts: Artifacts | undefined): string[] {
  const signatures = new Set<string>()
  const note = ({ region, signature }: Referrer) => {
    if (region === 'frame') signatures.add(signature)
  }
  for (const link of artifacts?.links ?? []) for (const signature of link.frame) signatures.add(signature)
  for (const entry of artifacts?.voidLinks ?? []) note(entry.referrer)
  for (const link of artifacts?.hiddenLinks ?? []) link.referrers.forEach(note)
  return [...signatures].sort().slice(0, FRAME_LIMIT)
}

/** True where a finding stands on what serves several units by its nature: a place's form, the platform's search. */
export function isCommon(artifacts: Artifacts | undefined, finding: Finding): boolean {
  if (!artifacts) return false
  if (finding.code === 'search-unavailable' || finding.code === 'function-broken')
    return artifacts.search.common
  return finding.code.startsWith('application-') && artifacts.application.common
}

/** The shared finding of an outage, on the site's home; its evidence is that of the start pages that failed. */
export function outageFinding(
  { reach, proven }: Outage,
  site: InspectionResult['site'],
  seen: Witnessed,
): WitnessedFinding {
  const starts = [...seen.findings.values()]
    .flat()
    .filter((finding) => finding.code === 'homepage-unreachable')
  return {
    check: 'site-availability',
    checkVersion: starts[0]?.checkVersion ?? 1,
    code: 'homepage-unreachable',
    subject: subjectKey(site.home, ownOrigins(site, null)),
    subjectText: site.home,
    occurredOn: null,
    verdict: proven && starts.some((finding) => finding.verdict === 'problem') ? 'problem' : 'cannot-tell',
    url: site.home,
    where: [site.name],
    facts: { ...(starts[0]?.facts ?? {}), cause: reach.cause },
    frame: [],
    common: true,
    agreed: proven && starts.some((finding) => finding.agreed),
    evidence: [...new Set(starts.flatMap((finding) => finding.evidence))].sort(),
  }
}
