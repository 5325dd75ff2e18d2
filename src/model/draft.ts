/** How a check writes down what it found: findings with their defaults, in a stable order, and where to look again. */
import type { Code } from './code.js'
import type { PlainDate } from './date.js'
import type { Facts, Finding, Sighting } from './finding.js'
import type { ColumnView, CoverageView, Referrer } from './portal.js'
import type { ColumnRole, Verdict } from './vocabulary.js'

/** A witness re-reads at most this many pages for one claim. */
const MAX_PAGES = 20

/** What a check says of one defect; what is left out takes its usual value. */
export interface FindingDraft {
  readonly code: Code
  readonly verdict: Verdict
  readonly subject: string
  readonly url: string
  readonly where?: readonly string[]
  readonly facts: Facts
  /** Pages to look at again, the most telling first; `url` where none is named. */
  readonly pages?: readonly string[]
  readonly region?: Sighting['region']
  readonly occurredOn?: PlainDate
  readonly frame?: readonly string[]
  /** Left out of the finding when empty: then it is everybody's. */
  readonly askedBy?: readonly string[]
}

/** The finding of a draft. */
export function findingOf(draft: FindingDraft): Finding {
  const pages = draft.pages?.length ? draft.pages : [draft.url]
  return {
    code: draft.code,
    verdict: draft.verdict,
    subject: draft.subject,
    occurredOn: draft.occurredOn ?? null,
    url: draft.url,
    where: draft.where ?? [],
    facts: draft.facts,
    at: { pages: [...new Set(pages)].slice(0, MAX_PAGES), region: draft.region ?? { kind: 'page' } },
    frame: draft.frame ?? [],
    ...(draft.askedBy?.length ? { askedBy: draft.askedBy } : {}),
  }
}

/** Plain code-unit order, equal on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Findings by code, then subject, then day: the order in which artifacts came never shows. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      byText(a.code, b.code) ||
      byText(a.subject, b.subject) ||
      byText(a.occurredOn ?? '', b.occurredOn ?? ''),
  )
}

/**
 * Verdict and facts of a claim of absence: a problem only when everything was read to its end (contract §6), and no
 * dead link bears the name of what is missing: that one is found already, as a dead link (contract §5).
 * @param roles under which the missing thing would stand; null: behind no link
 */
export function absence(
  coverage: CoverageView,
  roles: readonly ColumnRole[] | null,
): { verdict: Verdict; facts: Facts } {
  const deadEnd = roles && coverage.deadEnds.find(({ role }) => role === null || roles.includes(role))
  if (deadEnd?.why === 'elsewhere')
    return { verdict: 'cannot-tell', facts: { why: 'elsewhere', elsewhere: deadEnd.url } }
  if (deadEnd?.why === 'unled')
    return { verdict: 'cannot-tell', facts: { why: 'unled', namedOn: deadEnd.url } }
  if (deadEnd?.why === 'incomplete')
    return { verdict: 'cannot-tell', facts: { why: 'incomplete', list: deadEnd.url } }
  if (deadEnd) return { verdict: 'cannot-tell', facts: { why: 'dead-link', deadLink: deadEnd.url } }
  if (coverage.complete) return { verdict: 'problem', facts: {} }
  const gaps = [...new Set(coverage.gaps.map((gap) => gap.reason))].sort(byText)
  return { verdict: 'cannot-tell', facts: { why: 'coverage', gaps } }
}

/** Signatures of the page-frame pieces among the places where something stands, sorted. */
export function frameSignatures(referrers: readonly Referrer[]): string[] {
  const signatures = referrers
    .filter((referrer) => referrer.region === 'frame')
    .map((referrer) => referrer.signature)
  return [...new Set(signatures)].sort(byText)
}

/** Names down to the column at `url`, else to the first column of the role; empty when neither is known. */
export function pathTo(url: string, role: ColumnRole, columns: readonly ColumnView[]): readonly string[] {
  const nearest = [...columns].sort(
    (a, b) => a.path.length - b.path.length || byText(a.path.join(' '), b.path.join(' ')),
  )
  const column = nearest.find((one) => one.url === url) ?? nearest.find((one) => one.role === role)
  return column?.path ?? []
}
