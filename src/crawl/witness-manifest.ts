/** Manifests: one claim with everything that proves it, stored under its own hash. */
import type { Attempt } from '../model/attempt.js'
import type { EvidenceFile, EvidenceManifest, EvidenceRegion, Machine } from '../model/evidence.js'
import { CODE_EVIDENCE, type LookedPage, missingParts, PICTURE_ROLES } from '../model/evidence-parts.js'
import type { Finding, JudgedCheck, Metric } from '../model/finding.js'
import type { Harvest } from '../model/harvest.js'
import type { InspectionJob } from '../model/inspection.js'
import type { KeywordCount, SearchView } from '../model/portal.js'
import type { UnitSpec } from '../model/site.js'
import type { BrowserPort } from './ports.js'
import { clausesOf, factsText, limitHit, SHOWN_PER_CLAIM, searchedFor } from './witness-claim.js'
import {
  type Captured,
  distinctFiles,
  inTime,
  type Keeping,
  ownRegions,
  plainAttempt,
} from './witness-evidence.js'
import type { SecondLook, TargetLook } from './witness-look.js'
import { toldSearched } from './witness-searched.js'

/** The clean-environment check with the names of the hosts file, which are nobody else's business and in no manifest. */
export interface CheckedMachine {
  readonly said: Machine
  /** In lower case, without the names that every machine gives itself. */
  readonly hostsNames: readonly string[]
}

/** What the machine and the run look like, for every manifest. */
export interface Environment {
  /** Node's version, e.g. v20.20.2. */
  readonly node: string
  /** Operating system and architecture. */
  readonly platform: string
  readonly userAgent: string
  /** The clean-environment check; absent where nobody made one. */
  readonly machine?: CheckedMachine
  /** Where it is looked from, by the name that the operator gave the place. */
  readonly vantage?: string
}

/** What every manifest says of the run. */
interface Run extends Keeping {
  readonly job: InspectionJob
  readonly harvest: Harvest
  readonly browser: BrowserPort | null
  readonly environment: Environment
  readonly now: () => number
}

/** Everything that was seen. */
export interface Proof extends Run {
  readonly searched?: (unit: string) => readonly string[]
  readonly looks: ReadonlyMap<string, SecondLook>
  readonly targets: ReadonlyMap<string, TargetLook>
  readonly search: ReadonlyMap<string, SearchView>
  readonly captured: ReadonlyMap<string, Captured>
  /** Answers and texts stored already, by address. */
  readonly files: ReadonlyMap<string, readonly EvidenceFile[]>
}

/** A stored item: its id and what it holds. */
export interface StoredItem {
  readonly id: string
  readonly manifest: EvidenceManifest
}

/** What was taken for one manifest: `missing` names the roles that could not be. */
export interface Taken {
  readonly attempts: readonly Attempt[]
  readonly files: readonly EvidenceFile[]
  readonly regions: readonly EvidenceRegion[]
  readonly missing: readonly string[]
}

/** What differs from one manifest to the next. */
type Own = Pick<EvidenceManifest, 'unit' | 'check' | 'checkVersion' | 'claim' | 'searched'>

function isOverridden({ hostsNames }: CheckedMachine, origin: string): boolean {
  return URL.canParse(origin) && hostsNames.includes(new URL(origin).hostname.toLowerCase())
}

function environmentOf(proof: Run, timezone: string): EvidenceManifest['environment'] {
  const { browser, environment, harvest, job } = proof
  return {
    node: environment.node,
    platform: environment.platform,
    browser: browser?.version ?? null,
    userAgent: environment.userAgent,
    viewport: browser?.viewport ?? '',
    timezone,
    canary: harvest.canary,
    confirm: job.settings.confirm,
    robots: job.site.robotsAuthorised,
    canaries: job.settings.canaries.map((canary) => canary.url),
    ...(environment.vantage === undefined ? {} : { vantage: environment.vantage }),
    ...(environment.machine
      ? {
          machine: environment.machine.said,
          hostOverridden: isOverridden(environment.machine, job.site.origin),
        }
      : {}),
  }
}

/** Stores one manifest. Complete where nothing that applies is missing. */
export async function storeManifest(proof: Run, own: Own, taken: Taken): Promise<StoredItem> {
  const { concealing, harvest, job } = proof
  // Beside a masked text the hash of the original would tell a patient guesser the number.
  const told = <T extends { url: string; bodySha256: string | null }>(one: T): T =>
    concealing.isNamed(one.url) ? { ...one, bodySha256: null } : one
  const unit = job.site.units.find((one) => one.id === own.unit)
  const missing = [...new Set(taken.missing)].sort()
  const { said, files } = await toldSearched(proof, own.searched, unit?.portal ?? job.site.home)
  const manifest: EvidenceManifest = {
    schema: 'xuncha.evidence/1',
    run: job.runId,
    ...own,
    ...said,
    tool: job.tool,
    at: job.at,
    takenAt: Math.round(proof.now()),
    attempts: inTime(taken.attempts).map(plainAttempt).map(told),
    limits: {
      hit: limitHit(harvest, own.unit),
      maxPages: job.settings.maxPages,
    },
    environment: environmentOf(proof, unit?.timezone ?? job.site.timezone),
    files: distinctFiles([...taken.files, ...files]),
    regions: taken.regions.map((region) => ({ ...region })),
    state: missing.length === 0 ? 'complete' : 'partial',
    missing,
  }
  return { id: await proof.store.putItem(manifest), manifest }
}

/** Attempts of the crawl at what the claim is about; never empty where anything of the site was ever asked for. */
function crawlAttempts(proof: Proof, unit: UnitSpec, urls: readonly string[]): Attempt[] {
  const { harvest } = proof
  const own = urls.flatMap((url) => [
    ...(harvest.reach(url)?.attempts ?? []),
    ...(harvest.page(url)?.reach.attempts ?? []),
  ])
  if (own.length > 0) return own
  const start = harvest.starts.get(unit.id)?.attempts ?? harvest.page(unit.portal)?.reach.attempts
  return [...(start ?? harvest.reach(proof.job.site.home)?.attempts ?? [])]
}

function targetOf(finding: Finding): string {
  const failing = finding.facts.target
  return typeof failing === 'string' ? failing : finding.subject
}

/** A claim to be proved. */
export interface ProvedClaim {
  readonly unit: UnitSpec
  readonly judged: JudgedCheck
  readonly finding: Finding
  readonly agreed: boolean
  /** Pictures of pages that did not change since an earlier item, by address. */
  readonly earlier?: ReadonlyMap<string, Captured>
}

function takenFor(proof: Proof, claim: ProvedClaim, searched: number): Taken {
  const { unit, finding, agreed } = claim
  const target = targetOf(finding)
  const attempts = crawlAttempts(proof, unit, [target, ...finding.at.pages])
  const files: EvidenceFile[] = []
  const regions: EvidenceRegion[] = []
  const failed: string[] = []
  const pages: LookedPage[] = []
  const again = proof.targets.get(target)
  if (again) {
    attempts.push(again.attempt)
    files.push(...(proof.files.get(target) ?? []))
  }
  for (const url of finding.at.pages.slice(0, SHOWN_PER_CLAIM)) {
    const look = proof.looks.get(url)
    if (!look) continue
    attempts.push(...look.attempts)
    files.push(...(proof.files.get(url) ?? []))
    const facts = look.record?.facts ?? look.file?.facts ?? null
    const page = {
      url,
      answered: look.attempts.some((attempt) => attempt.status !== null),
      body: look.answer?.body != null && look.answer.attempt.status !== null,
      read: facts !== null && facts.text !== null,
      document: look.file !== undefined,
    }
    pages.push(page)
    const pictured = agreed && page.answered && !page.document
    const captured = pictured ? (claim.earlier?.get(url) ?? proof.captured.get(url)) : undefined
    if (!captured) continue
    files.push(...captured.files)
    regions.push(...ownRegions(captured, finding.at.region))
    failed.push(...captured.missing)
    if (captured.attempt) attempts.push(captured.attempt)
  }
  const given = { agreed, attempts: attempts.length, searched, pages, files, failed }
  return { attempts, files, regions, missing: missingParts(finding.code, given) }
}

/** Evidence of a finding. `agreed` findings have all that applies; a doubt has at least the attempts. */
export async function findingEvidence(proof: Proof, claim: ProvedClaim): Promise<StoredItem> {
  const { unit, judged, finding, agreed } = claim
  const clauses = clausesOf(finding, proof.job.needs)
  const searched = searchedFor(finding, unit, proof.harvest, proof.searched)
  const own: Own = {
    unit: unit.id,
    check: judged.check,
    checkVersion: judged.checkVersion,
    claim: {
      code: finding.code,
      subject: finding.subject,
      kind: CODE_EVIDENCE[finding.code].kind,
      facts: factsText(finding.facts),
      verdict: agreed ? 'problem' : 'cannot-tell',
      ...(clauses.length > 0 ? { clauses } : {}),
    },
    searched,
  }
  return storeManifest(proof, own, takenFor(proof, claim, searched.length))
}

/** True when opening the result's address shows that search again; after a POST it would show an empty form. */
export function provable({ resultUrl, keyword }: KeywordCount): boolean {
  try {
    return decodeURIComponent(resultUrl).includes(keyword)
  } catch {
    return false
  }
}

/** Evidence of a metric: every search of both collections, and the result pages as they looked. */
export async function metricEvidence(proof: Proof, judged: JudgedCheck, metric: Metric): Promise<StoredItem> {
  // What was read off pages rests on those; only a search is measured by searching.
  const read = metric.pages?.flatMap((url) => proof.harvest.page(url)?.reach.attempts ?? [])
  const views = read ? [] : [proof.harvest.search.get(judged.unit), proof.search.get(judged.unit)]
  const counts = views.flatMap((view) => view?.counts ?? [])
  const reached = views.flatMap((view) => view?.reach?.attempts ?? [])
  const captured = [...new Set(counts.map((count) => count.resultUrl))].flatMap((url) => {
    const one = proof.captured.get(url)
    return one ? [one] : []
  })
  const regions = captured.flatMap((one) => (one.files.length > 0 ? one.regions : []))
  const own: Own = {
    unit: judged.unit,
    check: judged.check,
    checkVersion: judged.checkVersion,
    claim: { code: metric.name, subject: metric.name, kind: 'value', facts: factsText(metric.facts) },
    searched: [],
  }
  return storeManifest(proof, own, {
    attempts: [
      ...counts.flatMap((count) => count.attempts),
      ...reached,
      ...(read ?? []),
      ...captured.flatMap((one) => one.attempt ?? []),
    ],
    files: captured.flatMap((one) => one.files),
    regions,
    missing: counts.every(provable) ? captured.flatMap((one) => one.missing) : [...PICTURE_ROLES],
  })
}
