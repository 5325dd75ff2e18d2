/** Findings on their way into the database: identified, and held to what their proof allows. */
import { CODES, type CodeTraits, isCode } from '../model/code.js'
import { fingerprintOf } from '../model/identity.js'
import type { InspectionResult, WitnessedFinding } from '../model/inspection.js'
import type { SiteSpec, UnitSpec } from '../model/site.js'
import type { UnitStatus } from '../model/vocabulary.js'

/** A finding with the unit that answers for it and its identity. */
export interface JudgedFinding extends WitnessedFinding {
  readonly unit: string
  readonly fingerprint: string
}

/** A finding that several units share, judged once. `unit`: the operator, else `@` and the site. */
export interface SharedFinding extends JudgedFinding {
  readonly units: readonly string[]
  /** Seen by at least one unit whose inspection counts, or the outage of the site itself. */
  readonly counts: boolean
}

/** A unit after sharing. */
export interface UnitStanding {
  readonly id: string
  readonly status: UnitStatus
  readonly reason: string | null
  readonly findings: readonly JudgedFinding[]
  /** Fingerprints that the unit showed and that now stand in `shared`: not gone, so not fixed. */
  readonly moved: ReadonlySet<string>
}

/** Traits of a finding's code. A code that no check of this version owns is a bug of ours. */
export function traitsOf(code: string): CodeTraits {
  if (!isCode(code)) throw new Error(`the result holds a finding of the unknown code ${code}`)
  return CODES[code]
}

/** True for a status whose observations may count (contract §6). */
export function validStatus(status: UnitStatus): boolean {
  return status === 'inspected' || status === 'unreachable'
}

/**
 * The finding under the unit's name. Verdict `problem` needs agreement and evidence that the index holds or this
 * result brings; otherwise it is `cannot-tell`: a finding is never believed beyond its proof.
 */
export function judged(
  finding: WitnessedFinding,
  unit: string,
  holdsEvidence: (id: string) => boolean,
): JudgedFinding {
  const proven = finding.agreed && finding.evidence.length > 0 && finding.evidence.every(holdsEvidence)
  return {
    ...finding,
    verdict: proven ? finding.verdict : 'cannot-tell',
    evidence: [...new Set(finding.evidence)].filter(holdsEvidence).sort(),
    unit,
    fingerprint: fingerprintOf(unit, finding.code, finding.subject, occurredOn(finding)),
  }
}

/** The day of an event; null for a state, whatever the check filled in. */
export function occurredOn(finding: WitnessedFinding): string | null {
  return traitsOf(finding.code).nature === 'event' ? finding.occurredOn : null
}

/** The unit under whose name shared findings stand. */
export function sharedUnit(site: SiteSpec): string {
  return site.operator ?? `@${site.id}`
}

/** The specification of an inspected unit; one that the site does not list is a bug of ours. */
export function specOf(result: InspectionResult, id: string): UnitSpec {
  const spec = result.site.units.find((unit) => unit.id === id)
  if (!spec) throw new Error(`the result holds unit ${id}, which is none of site ${result.site.id}`)
  return spec
}

const nearest = (a: JudgedFinding, b: JudgedFinding): number =>
  a.where.length - b.where.length || compare(a.url, b.url) || compare(a.unit, b.unit)

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * One finding out of several sightings of the same defect: the nearest to the start page speaks, evidence is joined,
 * and it is a problem only when every sighting says so. The order of the sightings does not matter.
 */
export function combined(sightings: readonly JudgedFinding[]): JudgedFinding {
  const [first, ...rest] = [...sightings].sort(nearest)
  if (!first) throw new Error('nothing to combine')
  if (rest.length === 0) return first
  const asked = sightings.some((one) => one.askedBy === undefined)
    ? undefined
    : [...new Set(sightings.flatMap((one) => one.askedBy ?? []))].sort()
  const { askedBy: _, ...spoken } = first
  return {
    ...spoken,
    verdict: sightings.every((one) => one.verdict === 'problem') ? 'problem' : 'cannot-tell',
    agreed: sightings.every((one) => one.agreed),
    evidence: [...new Set(sightings.flatMap((one) => one.evidence))].sort(),
    frame: [...new Set(sightings.flatMap((one) => one.frame))].sort(),
    ...(asked ? { askedBy: asked } : {}),
  }
}

/** Sightings with the same fingerprint joined, by fingerprint. */
export function unique(findings: readonly JudgedFinding[]): JudgedFinding[] {
  const groups = new Map<string, JudgedFinding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint)
    if (group) group.push(finding)
    else groups.set(finding.fingerprint, [finding])
  }
  return [...groups.values()].map(combined).sort((a, b) => compare(a.fingerprint, b.fingerprint))
}
