/** When the site failed and not its units: one shared finding, the units that could not be read inconclusive (contract §6). */
import { subjectKey } from '../model/address.js'
import { CAUSES, HOST_CAUSES } from '../model/fault.js'
import type { InspectionResult, UnitResult, WitnessedFinding } from '../model/inspection.js'
import { ownOrigins, type SiteSpec } from '../model/site.js'
import type { UnitStatus } from '../model/vocabulary.js'

/** How an inspection stands once a failure of the whole site is told from those of its units. */
export interface SiteStanding {
  readonly statuses: ReadonlyMap<string, { readonly status: UnitStatus; readonly reason: string | null }>
  /** The finding on the site's home, and the units that it kept from being read. */
  readonly outage: { readonly finding: WitnessedFinding; readonly units: readonly string[] } | null
  /** Causes that the outage explains: what else failed for them is in doubt. */
  readonly causes: ReadonlySet<string>
}

function causeOf(unit: UnitResult): string | null {
  if (unit.status !== 'unreachable' && unit.status !== 'partial') return null
  const said = unit.findings.find((finding) => finding.code === 'homepage-unreachable')?.facts.cause
  if (typeof said === 'string') return said
  return unit.reason !== null && Object.hasOwn(CAUSES, unit.reason) ? unit.reason : null
}

/** Units that fail for one cause: two for a fault of the host, all of the site, at least two, for an answer. */
function failingTogether(result: InspectionResult): Map<string, UnitResult[]> {
  const groups = new Map<string, UnitResult[]>()
  for (const unit of result.units) {
    const cause = causeOf(unit)
    if (cause !== null) groups.set(cause, [...(groups.get(cause) ?? []), unit])
  }
  for (const [cause, units] of groups) {
    const enough = units.length >= 2 && (HOST_CAUSES.has(cause) || units.length === result.site.units.length)
    if (!enough) groups.delete(cause)
  }
  return groups
}

function onHome(
  site: SiteSpec,
  seen: readonly WitnessedFinding[],
  everyUnitFails: boolean,
): WitnessedFinding | null {
  const start = seen.find((finding) => finding.code === 'homepage-unreachable')
  const first = start ?? seen[0]
  if (!first) return null
  const proven = everyUnitFails && seen.every((one) => one.verdict === 'problem' && one.agreed)
  return {
    check: 'site-availability',
    checkVersion: first.checkVersion,
    code: 'homepage-unreachable',
    subject: subjectKey(site.home, ownOrigins(site, null)),
    subjectText: site.home,
    occurredOn: null,
    // The home itself was not seen to fail: that several units do is no proof that it does.
    verdict: proven ? 'problem' : 'cannot-tell',
    url: site.home,
    where: [site.name],
    facts: start?.facts ?? { cause: first.facts.cause ?? null },
    frame: [],
    common: true,
    agreed: proven,
    evidence: [...new Set(seen.flatMap((finding) => finding.evidence))].sort(),
  }
}

/** Why a unit could not be read in an outage: a pause, a closure by robots or a bug of ours stays the better answer. */
function unreadBecause(
  had: { readonly status: UnitStatus; readonly reason: string | null } | undefined,
): string {
  const own = had?.status === 'inconclusive' && had.reason !== null && had.reason !== 'not-visited'
  return own ? (had.reason ?? 'outage') : 'outage'
}

/** Tells an outage of the site from failures of its units. Pure. */
export function siteStanding(result: InspectionResult): SiteStanding {
  const given = new Map(result.units.map((unit) => [unit.id, { status: unit.status, reason: unit.reason }]))
  if (result.canary === 'red') {
    const statuses = new Map(
      [...given].map(([id, had]) => [
        id,
        { status: 'inconclusive' as const, reason: had.status === 'inconclusive' ? had.reason : 'network' },
      ]),
    )
    return { statuses, outage: null, causes: new Set() }
  }
  const { outage } = result
  if (outage) {
    const kept = result.units.filter((unit) => unit.status !== 'inspected').map((unit) => unit.id)
    for (const id of kept) given.set(id, { status: 'inconclusive', reason: unreadBecause(given.get(id)) })
    // A unit that was read all the same shows that the site as a whole was not down.
    const all = kept.length === result.units.length
    const finding: WitnessedFinding = all ? outage : { ...outage, verdict: 'cannot-tell', agreed: false }
    const cause = outage.facts.cause
    return {
      statuses: given,
      outage: { finding, units: kept },
      causes: new Set(typeof cause === 'string' ? [cause] : []),
    }
  }
  if (result.site.units.length < 2) return { statuses: given, outage: null, causes: new Set() }
  const groups = failingTogether(result)
  const failing = [...groups.values()].flat().sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const unit of failing) given.set(unit.id, { status: 'inconclusive', reason: 'outage' })
  const seen = failing.flatMap((unit) =>
    unit.findings.filter(
      (finding) =>
        finding.evidence.length > 0 &&
        (finding.code === 'homepage-unreachable' || groups.has(String(finding.facts.cause))),
    ),
  )
  const finding = onHome(result.site, seen, failing.length === result.site.units.length)
  return {
    statuses: given,
    outage: finding ? { finding, units: failing.map((unit) => unit.id) } : null,
    causes: new Set(groups.keys()),
  }
}
