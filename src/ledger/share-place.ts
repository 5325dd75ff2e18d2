/** Whose a finding is: the unit's own, or one sighting of what several units share. */
import { originOf, subjectKey } from '../model/address.js'
import type { InspectionResult, UnitResult } from '../model/inspection.js'
import { ownOrigins, type SiteSpec, type UnitSpec } from '../model/site.js'
import { type JudgedFinding, occurredOn, sharedUnit, traitsOf } from './judged.js'
import { columnOf, columnVerdict, foldName, type Tally } from './share-columns.js'

/** What placing rests on: known of all units before any finding is judged. */
export interface SiteView {
  readonly site: SiteSpec
  /** Units by the piece of page frame that their pages carry. */
  readonly carriers: ReadonlyMap<string, ReadonlySet<string>>
  /** How many units of the site were ever read. */
  readonly unitsRead: number
  readonly tallies: ReadonlyMap<string, Tally>
  /** Causes that an outage of the site explains. */
  readonly causes: ReadonlySet<string>
}

/** One finding on its way to `shared`: under which unit, as which subject, grouped by what. */
export interface Sighting {
  readonly group: string
  readonly unit: string
  readonly subject: string
  readonly subjectText: string
  readonly finding: JudgedFinding
  /** Units that are affected although they did not report it. */
  readonly carriers: readonly string[]
  readonly counts: boolean
  /** Folded name where it is a template column. */
  readonly column: string | null
}

/** The unit's own finding, a sighting of a shared one, or both (a template column, in doubt at the unit). */
export interface Placed {
  readonly own: JudgedFinding | null
  readonly sighting: Sighting | null
}

/** Which units' pages carry a piece of frame: this inspection's units, and the others as last read. */
export function carriersOf(
  result: InspectionResult,
  recorded: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, Set<string>> {
  const frames = new Map<string, ReadonlySet<string>>(recorded)
  for (const unit of result.units) {
    const seen = frameOf(unit)
    if (seen.size > 0) frames.set(unit.id, seen)
  }
  const carriers = new Map<string, Set<string>>()
  for (const [unit, signatures] of frames) {
    for (const signature of signatures) {
      const known = carriers.get(signature)
      if (known) known.add(unit)
      else carriers.set(signature, new Set([unit]))
    }
  }
  return carriers
}

/** Pieces of frame that a unit's pages carry, those of its findings included (a void entry is no link). */
export function frameOf(unit: UnitResult): Set<string> {
  return new Set([...unit.frame, ...unit.findings.flatMap((finding) => finding.frame)])
}

function lentPlace(site: SiteSpec, url: string): string | null {
  const origin = originOf(url)
  if (origin === '' || origin === site.origin) return null
  return site.places.some((place) => originOf(place.url) === origin && url.startsWith(place.url))
    ? origin
    : null
}

/** Under whose name a common finding stands, or null where it is the unit's own. */
function commonHolder(site: SiteSpec, unit: UnitSpec, finding: JudgedFinding): string | null {
  if (!finding.common) return null
  // A place that a platform lends to a unit with its own site is nothing that the unit could mend.
  const lent = lentPlace(site, finding.subjectText) ?? lentPlace(site, finding.url)
  if (lent !== null) return `@${lent}`
  const served = site.units.length > 1
  const lentByOperator = site.platform && site.operator !== null && site.operator !== unit.id
  return served || lentByOperator ? sharedUnit(site) : null
}

/** A common thing that each unit names by its own portal is one thing: the site's home stands for it. */
function commonSubject(site: SiteSpec, unit: UnitSpec, finding: JudgedFinding) {
  if (finding.subject !== subjectKey(unit.portal, ownOrigins(site, unit)))
    return { subject: finding.subject, subjectText: finding.subjectText }
  return { subject: subjectKey(site.home, ownOrigins(site, null)), subjectText: site.home }
}

/** Sightings with the same group are one finding, whatever made them shared. */
function groupOf(unit: string, finding: JudgedFinding, by: string): string {
  return [unit, finding.code, by, occurredOn(finding) ?? ''].join('\n')
}

function asCommon(view: SiteView, spec: UnitSpec, finding: JudgedFinding, counts: boolean): Placed | null {
  const unit = commonHolder(view.site, spec, finding)
  if (unit === null) return null
  const subject = commonSubject(view.site, spec, finding)
  const group = groupOf(unit, finding, subject.subject)
  return {
    own: null,
    sighting: { group, unit, ...subject, finding, carriers: [], counts, column: null },
  }
}

function asFrame(view: SiteView, finding: JudgedFinding, counts: boolean): Placed | null {
  if (finding.frame.length === 0 || view.site.units.length < 2) return null
  const pieces = finding.frame.filter((one) => (view.carriers.get(one)?.size ?? 0) >= 2).sort()
  const [piece] = pieces
  if (piece === undefined)
    return view.unitsRead < 2 ? { own: { ...finding, verdict: 'cannot-tell' }, sighting: null } : null
  const unit = sharedUnit(view.site)
  // A void link is named by the page that it stands on: the piece of frame is what makes it one.
  const by = finding.code === 'link-void' ? `#${piece}` : finding.subject
  return {
    own: null,
    sighting: {
      group: groupOf(unit, finding, by),
      unit,
      subject: finding.subject,
      subjectText: finding.subjectText,
      finding,
      carriers: pieces.flatMap((one) => [...(view.carriers.get(one) ?? [])]),
      counts,
      column: null,
    },
  }
}

function asColumn(view: SiteView, finding: JudgedFinding, counts: boolean): Placed | null {
  const verdict = columnVerdict(finding, view.site, view.tallies, view.unitsRead)
  if (verdict === 'own') return null
  const own: JudgedFinding = { ...finding, verdict: 'cannot-tell' }
  if (verdict === 'unknown') return { own, sighting: null }
  const name = columnOf(finding) ?? ''
  const unit = sharedUnit(view.site)
  const column = foldName(name)
  return {
    own,
    sighting: {
      group: groupOf(unit, finding, `=${column}`),
      unit,
      subject: name.normalize('NFKC'),
      subjectText: name,
      finding,
      carriers: [],
      counts,
      column,
    },
  }
}

/** Places one finding of a unit; `counts`: the unit's inspection is one whose observations may count. */
export function placed(view: SiteView, spec: UnitSpec, given: JudgedFinding, counts: boolean): Placed {
  const explained =
    traitsOf(given.code).confirmedBy === 'reachability' && view.causes.has(String(given.facts.cause))
  const finding: JudgedFinding = explained ? { ...given, verdict: 'cannot-tell', agreed: false } : given
  return (
    asCommon(view, spec, finding, counts) ??
    asFrame(view, finding, counts) ??
    asColumn(view, finding, counts) ?? { own: finding, sighting: null }
  )
}
