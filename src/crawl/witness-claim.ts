/** What a finding claims: its kind, its identity across two judgements, and the pages that an absence was searched on. */
import { subjectKey } from '../model/address.js'
import { canonicalJson } from '../model/canonical.js'
import { type Code, codeTraits } from '../model/code.js'
import type { EvidenceManifest } from '../model/evidence.js'
import type { Facts, Finding, JudgedCheck } from '../model/finding.js'
import type { Harvest } from '../model/harvest.js'
import { ownerOf, ownOrigins, type SiteSpec, type UnitSpec } from '../model/site.js'

/** Claims of absence that rest on the whole portal: every page searched is listed. */
const NOWHERE: ReadonlySet<Code> = new Set([
  'column-missing',
  'guide-missing',
  'catalog-missing',
  'annual-report-missing',
  'institution-info-missing',
  'application-entry-missing',
  'upper-link-missing',
  'interpretation-missing',
  'consultation-without-result',
])
/** Claims of absence that rest on the pages of the thing itself. */
const NOT_HERE: ReadonlySet<Code> = new Set([
  'column-empty',
  'guide-incomplete',
  'application-form-incomplete',
  'attachment-missing',
  'disclosure-mark-missing',
  'annual-report-incomplete',
  'period-gap',
  'column-quota-missed',
  'reply-missing',
])
const VALUES: ReadonlySet<Code> = new Set([
  'column-stale',
  'published-late',
  'annual-report-late',
  'interpretation-late',
  'reply-late',
])
const SEARCHED_MAX = 5_000

/** Pages that one claim shows: an absence needs where it starts and where the thing ought to stand. */
export const SHOWN_PER_CLAIM = 2

type Kind = EvidenceManifest['claim']['kind']
type Searched = EvidenceManifest['searched']

/** What sort of claim a code makes. */
export function claimKind(code: Code): Kind {
  if (codeTraits(code).confirmedBy === 'reachability') return 'availability'
  if (NOWHERE.has(code) || NOT_HERE.has(code)) return 'absence'
  return VALUES.has(code) ? 'value' : 'presence'
}

/** Identity of a finding within one inspection: equal keys are the same defect at the same place. */
export function claimKey(judged: JudgedCheck, finding: Finding, site: SiteSpec, unit: UnitSpec): string {
  const subject = subjectKey(finding.subject, ownOrigins(site, unit))
  return canonicalJson([judged.unit, judged.check, finding.code, subject, finding.occurredOn])
}

/** The pages searched for what is said to be absent; empty for every other claim. */
export function searchedFor(
  finding: Finding,
  unit: UnitSpec,
  harvest: Harvest,
  searched: ((unit: string) => readonly string[]) | undefined,
): Searched {
  if (NOT_HERE.has(finding.code)) return named(finding.at.pages, harvest)
  if (!NOWHERE.has(finding.code)) return []
  const known = searched?.(unit.id)
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
