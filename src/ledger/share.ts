/** What several units share is judged once: page frames, places, the common form and search, template columns, outages. */
import { subjectKey } from '../model/address.js'
import { fingerprintOf } from '../model/identity.js'
import type { InspectionResult } from '../model/inspection.js'
import type { SiteSpec } from '../model/site.js'
import {
  combined,
  type JudgedFinding,
  judged,
  occurredOn,
  type SharedFinding,
  sharedUnit,
  specOf,
  type UnitStanding,
  unique,
  validStatus,
} from './judged.js'
import { columnsOf, isTemplateColumn, type Tally, tallyColumns, type UnitColumns } from './share-columns.js'
import { siteStanding } from './share-outage.js'
import { carriersOf, placed, type Sighting, type SiteView } from './share-place.js'

/** What earlier inspections recorded of a site, by unit: as of the last time that the unit was read. */
export interface SiteMemory {
  readonly frames: ReadonlyMap<string, ReadonlySet<string>>
  readonly columns: ReadonlyMap<string, UnitColumns>
  /** Units that an inspection has read. */
  readonly read: ReadonlySet<string>
  /** True for an evidence id that the index holds or this result brings. */
  holdsEvidence(id: string): boolean
}

/** An inspection told apart: what each unit answers for, and what they share. */
export interface SharedOut {
  readonly units: readonly UnitStanding[]
  readonly shared: readonly SharedFinding[]
}

/** Enough of the units prove it on their own: the rest may be in doubt without making the whole doubtful. */
function provenTemplate(sightings: readonly Sighting[], tally: Tally | undefined): boolean {
  const proven = new Set(
    sightings.filter((one) => one.counts && one.finding.verdict === 'problem').map((one) => one.finding.unit),
  )
  return tally !== undefined && isTemplateColumn({ have: tally.have, empty: proven.size })
}

function shortest(a: Sighting, b: Sighting): number {
  return a.subject.length - b.subject.length || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
}

/** To an operator whose own portal stands elsewhere the platform is a foreign host: its name belongs into the key. */
function keyFor(
  site: SiteSpec,
  unit: string,
  named: { readonly subject: string; readonly subjectText: string },
): string {
  const here = unit.startsWith('@') || site.units.some((known) => known.id === unit)
  return here ? named.subject : subjectKey(named.subjectText, [])
}

function merged(view: SiteView, sightings: readonly Sighting[]): SharedFinding {
  // Doubtful inspections show that it is there; only those that count may say that it is a problem.
  const counting = sightings.filter((one) => one.counts)
  const spoken = counting.length > 0 ? counting : sightings
  const [named] = [...spoken].sort(shortest)
  if (!named) throw new Error('a shared finding without a sighting')
  const joined = combined(spoken.map((one) => one.finding))
  const template = named.column !== null && provenTemplate(sightings, view.tallies.get(named.column))
  const affected = new Set(sightings.flatMap((one) => [one.finding.unit, ...one.carriers]))
  const known = new Set(view.site.units.map((unit) => unit.id))
  const subject = keyFor(view.site, named.unit, named)
  return {
    ...joined,
    ...(template ? { verdict: 'problem', agreed: true } : {}),
    unit: named.unit,
    subject,
    subjectText: named.subjectText,
    fingerprint: fingerprintOf(named.unit, joined.code, subject, occurredOn(joined)),
    units: [...affected].filter((unit) => known.has(unit)).sort(),
    counts: counting.length > 0,
  }
}

function grouped(view: SiteView, sightings: readonly Sighting[]): SharedFinding[] {
  const groups = new Map<string, Sighting[]>()
  for (const sighting of sightings) {
    const group = groups.get(sighting.group)
    if (group) group.push(sighting)
    else groups.set(sighting.group, [sighting])
  }
  return [...groups.values()].map((group) => merged(view, group))
}

/** An outage of the site as a shared finding. */
function ofOutage(
  site: SiteSpec,
  outage: NonNullable<ReturnType<typeof siteStanding>['outage']>,
  memory: SiteMemory,
): SharedFinding {
  const holder = sharedUnit(site)
  const subject = keyFor(site, holder, outage.finding)
  const finding = judged({ ...outage.finding, subject }, holder, memory.holdsEvidence)
  return { ...finding, units: [...outage.units].sort(), counts: true }
}

/**
 * Tells what each unit answers for from what several share (contract §5, §6). Pure: the same result and memory give
 * the same answer, in whatever order units and findings stand.
 */
export function share(result: InspectionResult, memory: SiteMemory): SharedOut {
  const { site } = result
  const standing = siteStanding(result)
  const units = [...result.units].sort((a, b) => (a.id < b.id ? -1 : 1))
  const statusOf = (id: string) =>
    standing.statuses.get(id) ?? { status: 'inconclusive' as const, reason: null }
  const readable = units.filter((unit) => statusOf(unit.id).status === 'inspected')
  const view: SiteView = {
    site,
    carriers: carriersOf(result, memory.frames),
    unitsRead: new Set([...memory.read, ...readable.map((unit) => unit.id)]).size,
    tallies: tallyColumns(new Map(readable.map((unit) => [unit.id, columnsOf(unit)])), memory.columns),
    causes: standing.causes,
  }
  const sightings: Sighting[] = []
  const standings = units.map((unit): UnitStanding => {
    const { status, reason } = statusOf(unit.id)
    const spec = specOf(result, unit.id)
    const lost = result.canary === 'red' || standing.outage?.units.includes(unit.id) === true
    const own: JudgedFinding[] = []
    const moved = new Set<string>()
    for (const given of lost
      ? []
      : unique(unit.findings.map((one) => judged(one, unit.id, memory.holdsEvidence)))) {
      const where = placed(view, spec, given, validStatus(status))
      if (where.own) own.push(where.own)
      else moved.add(given.fingerprint)
      if (where.sighting) sightings.push(where.sighting)
    }
    return { id: unit.id, status, reason, findings: own, moved }
  })
  const shared = new Map(grouped(view, sightings).map((finding) => [finding.fingerprint, finding]))
  if (standing.outage) {
    const outage = ofOutage(site, standing.outage, memory)
    shared.set(outage.fingerprint, outage)
  }
  return {
    units: standings.map((unit) => withoutShared(unit, shared)),
    shared: [...shared.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  }
}

/** The operator may meet what is shared on a page of its own, too: it is one finding, in `shared`. */
function withoutShared(unit: UnitStanding, shared: ReadonlyMap<string, SharedFinding>): UnitStanding {
  const twice = unit.findings.filter((finding) => shared.has(finding.fingerprint))
  if (twice.length === 0) return unit
  return {
    ...unit,
    findings: unit.findings.filter((finding) => !shared.has(finding.fingerprint)),
    moved: new Set([...unit.moved, ...twice.map((finding) => finding.fingerprint)]),
  }
}
