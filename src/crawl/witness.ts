/** The witness: a second, independent look at everything that is to be blamed, and the evidence of it. 取证 */
import type { DataKey } from '../evidence/data-keys.js'
import type { EvidenceStore } from '../evidence/store.js'
import { type Code, codeTraits } from '../model/code.js'
import type { EvidenceManifest } from '../model/evidence.js'
import type { DocumentReader } from '../model/file.js'
import type { Finding, JudgedCheck } from '../model/finding.js'
import type { Harvest } from '../model/harvest.js'
import type { InspectionJob, WitnessedFinding, WitnessedMetric } from '../model/inspection.js'
import type { SearchView } from '../model/portal.js'
import type { UnitSpec } from '../model/site.js'
import type { BrowserPort, HttpPort } from './ports.js'
import { claimKey, restsOnLimit, SHOWN_PER_CLAIM } from './witness-claim.js'
import { concealing } from './witness-conceal.js'
import { type Captured, captureAll, storeLooks } from './witness-evidence.js'
import { proveGone, vanished } from './witness-gone.js'
import {
  type Looking,
  lookAtPages,
  lookAtTargets,
  overlayOf,
  type SecondLook,
  sawTheSame,
  type TargetLook,
} from './witness-look.js'
import {
  type Environment,
  findingEvidence,
  metricEvidence,
  type Proof,
  provable,
} from './witness-manifest.js'

export type { Environment } from './witness-manifest.js'

import { witnessMetric } from './witness-metric.js'
import { findEarlier } from './witness-reuse.js'
import { isOfPage, showsMore } from './witness-shown.js'

/** All that witnessing needs. */
export interface WitnessArgs {
  readonly job: InspectionJob
  readonly harvest: Harvest
  readonly judged: readonly JudgedCheck[]
  /** Judges a harvest as the first was judged. Called once, unless the second look saw nothing else than the first. */
  readonly judge: (harvest: Harvest) => readonly JudgedCheck[]
  readonly http: HttpPort
  readonly browser: BrowserPort | null
  /** Reads documents again; without it no claim that rests on one is born out. */
  readonly documents?: DocumentReader | null
  readonly store: EvidenceStore
  /** Collects a unit's search anew; null where it cannot be. Asked only for units whose search is judged. */
  readonly recollectSearch: (unit: string) => Promise<SearchView | null>
  /** Whether a finding stands on what serves several units by its nature. */
  readonly common: (unit: string, finding: Finding) => boolean
  /** Pages read for a unit, for claims of absence; without it they are taken from the harvest. */
  readonly searched?: (unit: string) => readonly string[]
  readonly environment: Environment
  /** UTC milliseconds. */
  readonly now: () => number
  readonly signal: AbortSignal
  readonly log: { info(facts: object, message: string): void }
  /** Pages with pictures per unit; beyond it evidence is partial. Default 300. */
  readonly picturesPerUnit?: number
}

/** Findings and metrics by unit, and the manifests of their evidence, which the store holds already. */
export interface Witnessed {
  readonly findings: Map<string, WitnessedFinding[]>
  readonly metrics: Map<string, WitnessedMetric[]>
  readonly evidence: EvidenceManifest[]
  /** Proofs that known findings are gone, by fingerprint. */
  readonly gone: readonly { readonly fingerprint: string; readonly evidence: string }[]
  /** Keys of what is stored encrypted. */
  readonly keys: readonly DataKey[]
}

const PICTURES_PER_UNIT = 300
/** A finding on its way through the witness. */
interface Claim {
  readonly unit: UnitSpec
  readonly judged: JudgedCheck
  readonly finding: Finding
  readonly key: string
  agreed: boolean
  /** Pictures of an earlier item that still show its pages. */
  earlier?: ReadonlyMap<string, Captured>
}

function claimsOf(args: WitnessArgs, judged: readonly JudgedCheck[]): Claim[] {
  const { site, inspect } = args.job
  const units = new Map(site.units.filter((unit) => inspect.includes(unit.id)).map((unit) => [unit.id, unit]))
  return judged.flatMap((one) => {
    const unit = units.get(one.unit)
    if (!unit) return []
    return one.outcome.findings.map((finding) => ({
      unit,
      judged: one,
      finding,
      key: claimKey(one, finding, site, unit),
      agreed: false,
    }))
  })
}

function isReachability(code: Code): boolean {
  return codeTraits(code).confirmedBy === 'reachability'
}

function isOfSearch(code: Code): boolean {
  return code === 'search-unavailable' || code === 'function-broken'
}

/** True where only another search shows whether it is so: the claim that there is none rests on pages. */
function restsOnSearch({ code, facts }: Finding): boolean {
  return isOfSearch(code) && facts.cause !== 'not-found'
}

/** What is said to fail: the subject, or the page of the entry that failed. */
function targetsOf(claims: readonly Claim[]): Map<string, Code> {
  const targets = new Map<string, Code>()
  for (const { finding } of claims) {
    if (!isReachability(finding.code) || isOfSearch(finding.code)) continue
    const failing = finding.facts.target
    const url = typeof failing === 'string' ? failing : finding.subject
    if (/^https?:\/\//i.test(url)) targets.set(url, finding.code)
  }
  return targets
}

function searchingUnits(judged: readonly JudgedCheck[], claims: readonly Claim[]): Set<string> {
  const units = judged.flatMap((one) =>
    one.outcome.metrics?.some((metric) => !metric.pages) ? [one.unit] : [],
  )
  const failing = claims.flatMap(({ finding, unit }) => (restsOnSearch(finding) ? [unit.id] : []))
  return new Set([...units, ...failing])
}

async function searchAgain(args: WitnessArgs, units: ReadonlySet<string>): Promise<Map<string, SearchView>> {
  const views = new Map<string, SearchView>()
  for (const unit of units) {
    if (args.signal.aborted || !args.job.inspect.includes(unit)) continue
    const view = await args.recollectSearch(unit)
    if (view) views.set(unit, view)
  }
  return views
}

/** Whether the second look bears a claim out: every page of it could be read again, and judging again says the same. */
function bornOut(
  claim: Claim,
  looks: ReadonlyMap<string, SecondLook>,
  again: ReadonlySet<string>,
  searched: ReadonlyMap<string, SearchView>,
): boolean {
  const { finding } = claim
  if (!again.has(claim.key)) return false
  if (restsOnSearch(finding)) return searched.has(claim.unit.id)
  const seen = finding.at.pages.flatMap((url) => looks.get(url) ?? [])
  if (seen.some((look) => !look.holds)) return false
  // Without any page read again nobody looked twice; only a start page that answers nobody has none.
  return seen.length > 0 || finding.code === 'homepage-unreachable'
}

/** The pages to photograph: those that born-out claims show, within each unit's number. */
function picturesOf(
  claims: readonly Claim[],
  looks: ReadonlyMap<string, SecondLook>,
  limit: number,
): Map<string, Finding['at']['region'][]> {
  const wanted = new Map<string, Finding['at']['region'][]>()
  const perUnit = new Map<string, Set<string>>()
  for (const { unit, finding, agreed, earlier } of claims) {
    if (!agreed) continue
    for (const url of finding.at.pages.slice(0, SHOWN_PER_CLAIM)) {
      if (earlier?.has(url)) continue
      const look = looks.get(url)
      // A document is its own picture: a browser would only download it.
      if (!look?.attempts.some((attempt) => attempt.status !== null) || look.file) continue
      const own = perUnit.get(unit.id) ?? new Set()
      perUnit.set(unit.id, own)
      if (!own.has(url) && own.size >= limit) continue
      own.add(url)
      wanted.set(url, [...(wanted.get(url) ?? []), finding.at.region])
    }
  }
  return wanted
}

function witnessed(claim: Claim, common: boolean, evidence: string): WitnessedFinding {
  const { finding, judged, agreed } = claim
  // A problem that only one look shows is a doubt, and says so.
  const doubtful = finding.verdict === 'problem' && !agreed
  const key: unknown[] = JSON.parse(claim.key)
  return {
    check: judged.check,
    checkVersion: judged.checkVersion,
    code: finding.code,
    subject: String(key[3]),
    subjectText: finding.subject,
    occurredOn: finding.occurredOn,
    verdict: agreed ? 'problem' : 'cannot-tell',
    url: finding.url,
    where: [...finding.where],
    facts: doubtful ? { ...finding.facts, why: 'witness' } : finding.facts,
    frame: [...finding.frame],
    common,
    agreed,
    evidence: [evidence],
    ...(finding.askedBy ? { askedBy: [...finding.askedBy] } : {}),
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const held = map.get(key)
  if (held) held.push(value)
  else map.set(key, [value])
}

interface Seen {
  readonly looks: Map<string, SecondLook>
  readonly targets: Map<string, TargetLook>
  readonly search: Map<string, SearchView>
  readonly again: readonly JudgedCheck[]
}

async function lookAgain(args: WitnessArgs, claims: readonly Claim[]): Promise<Seen> {
  const problems = claims.filter(({ finding }) => finding.verdict === 'problem')
  const { http, browser, signal, documents = null, job } = args
  const looking: Looking = { http, browser, documents, tool: job.tool, signal }
  const pages = problems.flatMap(({ finding }) => finding.at.pages)
  const [looks, targets] = await Promise.all([
    lookAtPages(pages, args.harvest, looking),
    lookAtTargets(targetsOf(problems), args.harvest, looking),
  ])
  const search = await searchAgain(args, searchingUnits(args.judged, problems))
  const again = sawTheSame(args.harvest, looks, targets, search)
    ? args.judged
    : args.judge(overlayOf(args.harvest, looks, targets, search))
  return { looks, targets, search, again }
}

/**
 * Looks at every problem a second time and takes its evidence. Only what both looks show stays a problem;
 * a cannot-tell keeps its verdict and gets the crawl's attempts as evidence. Never throws for a portal's fault.
 */
export async function witness(args: WitnessArgs): Promise<Witnessed> {
  const claims = claimsOf(args, args.judged)
  const seen = await lookAgain(args, claims)
  const problemsAgain = new Set(
    claimsOf(args, seen.again).flatMap(({ key, finding }) => (finding.verdict === 'problem' ? [key] : [])),
  )
  for (const claim of claims)
    claim.agreed =
      claim.finding.verdict === 'problem' &&
      !restsOnLimit(claim.finding, claim.unit, args.harvest) &&
      bornOut(claim, seen.looks, problemsAgain, seen.search)
  await findEarlier({ ...args, looks: seen.looks, now: args.now() }, args.job, claims)
  const metrics = args.judged.flatMap((one) =>
    args.job.inspect.includes(one.unit) ? (one.outcome.metrics ?? []).map((metric) => ({ one, metric })) : [],
  )
  const wanted = picturesOf(claims, seen.looks, args.picturesPerUnit ?? PICTURES_PER_UNIT)
  for (const { one, metric } of metrics)
    for (const { resultUrl, keyword } of metric.pages
      ? []
      : (seen.search.get(one.unit)?.counts ?? []).filter(provable))
      wanted.set(resultUrl, [...(wanted.get(resultUrl) ?? []), { kind: 'text', text: keyword }])
  args.log.info({ claims: claims.length, pages: seen.looks.size, pictures: wanted.size }, 'witnessing')
  const hidden = concealing(args.harvest, [...args.judged, ...seen.again], seen.looks)
  const keeping = { store: args.store, concealing: hidden }
  const measured = new Set(claims.flatMap(({ finding }) => (isOfPage(finding) ? finding.at.pages : [])))
  const captured = await captureAll(wanted, args.browser, keeping, args.signal, {
    looks: seen.looks,
    measured,
  })
  for (const claim of claims) if (claim.agreed) claim.agreed = !showsMore(claim.finding, seen.looks, captured)
  const files = await storeLooks(keeping, seen.looks, seen.targets)
  const proof: Proof = { ...args, ...seen, ...keeping, captured, files }
  const met = (url: string) => args.harvest.reach(url) !== undefined || args.harvest.page(url) !== undefined
  const whole = !args.harvest.interrupted && args.harvest.canary !== 'red'
  const proved = await proveGone({ ...args, ...proof }, whole ? vanished(args.job, args.judged, met) : [])
  const result: Witnessed = {
    findings: new Map(),
    metrics: new Map(),
    evidence: proved.evidence,
    gone: proved.gone,
    keys: hidden.keys(),
  }
  for (const claim of claims) {
    const { id, manifest } = await findingEvidence(proof, claim)
    result.evidence.push(manifest)
    push(result.findings, claim.unit.id, witnessed(claim, args.common(claim.unit.id, claim.finding), id))
  }
  for (const { one, metric } of metrics) {
    const { id, manifest } = await metricEvidence(proof, one, metric)
    result.evidence.push(manifest)
    push(result.metrics, one.unit, witnessMetric(one, metric, seen.again, seen.search, id))
  }
  return result
}
