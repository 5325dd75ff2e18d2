/** What a finding claims: its identity across two judgements, its clauses, and the pages that an absence was searched on. */
import { subjectKey } from '../model/address.js'
import { canonicalJson } from '../model/canonical.js'
import type { EvidenceManifest } from '../model/evidence.js'
import { CODE_EVIDENCE } from '../model/evidence-parts.js'
import type { Facts, Finding, JudgedCheck } from '../model/finding.js'
import type { Harvest } from '../model/harvest.js'
import type { Needs } from '../model/inspection.js'
import { ownerOf, ownOrigins, type SiteSpec, type UnitSpec } from '../model/site.js'

/** An absence lists every page on which it was searched; this many no portal has. */
const SEARCHED_MAX = 200_000
/** What was searched on a whole portal is the same for all that is absent there. */
const PORTALS = new WeakMap<Harvest, Map<string, Searched>>()

/** Pages that one claim shows: an absence needs where it starts and where the thing ought to stand. */
export const SHOWN_PER_CLAIM = 2

type Searched = EvidenceManifest['searched']

/** Identity of a finding within one inspection: equal keys are the same defect at the same place. */
export function claimKey(judged: JudgedCheck, finding: Finding, site: SiteSpec, unit: UnitSpec): string {
  const subject = subjectKey(finding.subject, ownOrigins(site, unit))
  return canonicalJson([judged.unit, judged.check, finding.code, subject, finding.occurredOn])
}

/** The clauses of the run's rubrics that price a finding of this code, subject and column, word for word. */
export function clausesOf(finding: Finding, needs: Needs): NonNullable<EvidenceManifest['claim']['clauses']> {
  return (needs.clauses ?? []).flatMap(({ codes, subjects, column, ...quoted }) => {
    const meant =
      codes.includes(finding.code) &&
      (subjects === null || subjects.includes(finding.subject)) &&
      (column === null || column === finding.facts.column || column === finding.subject)
    return meant ? [quoted] : []
  })
}

/** True where an absence is claimed of a portal that was not read to its end: then nobody can tell. */
export function restsOnLimit(finding: Finding, unit: UnitSpec, harvest: Harvest): boolean {
  return CODE_EVIDENCE[finding.code].searched === 'portal' && limitHit(harvest, unit.id)
}

/** True where a limit of pages, time or size kept something of the unit, or of the site, from being read. */
export function limitHit(harvest: Harvest, unit: string): boolean {
  return harvest.gaps.some((gap) => gap.reason === 'limit' && (gap.unit === null || gap.unit === unit))
}

/** The pages searched for what is said to be absent; empty for every other claim. */
export function searchedFor(
  finding: Finding,
  unit: UnitSpec,
  harvest: Harvest,
  searched: ((unit: string) => readonly string[]) | undefined,
): Searched {
  const { searched: where } = CODE_EVIDENCE[finding.code]
  if (where === undefined) return []
  if (where === 'page') return named(finding.at.pages, harvest)
  const portals = PORTALS.get(harvest) ?? new Map<string, Searched>()
  PORTALS.set(harvest, portals)
  const pages = portals.get(unit.id) ?? onPortal(unit, harvest, searched?.(unit.id))
  portals.set(unit.id, pages)
  return pages
}

function onPortal(unit: UnitSpec, harvest: Harvest, known: readonly string[] | undefined): Searched {
  if (known) return named(known, harvest)
  const pages: Searched = []
  for (const page of harvest.pages()) {
    if (pages.length >= SEARCHED_MAX) break
    if (page.facts === null) continue
    const owner = ownerOf(harvest.site, page.url, page.facts.source)
    if (owner === null || owner.id === unit.id || owner.takesRest)
      pages.push({ url: page.url, bodySha256: page.bodySha256 })
  }
  return pages
}

function named(urls: readonly string[], harvest: Harvest): Searched {
  const hashOf = (url: string) =>
    harvest.bodySha256 ? harvest.bodySha256(url) : (harvest.page(url)?.bodySha256 ?? null)
  return urls.slice(0, SEARCHED_MAX).map((url) => ({ url, bodySha256: hashOf(url) }))
}

/** Facts as the manifest keeps them; a number that is not whole becomes its text. */
export function factsText(facts: Facts): string {
  return canonicalJson(JSON.parse(JSON.stringify(facts, wholeNumbers)))
}

function wholeNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value
}
