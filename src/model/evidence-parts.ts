/** What each finding code claims, and which parts its evidence needs to be complete: one line a code, in one table. */
import type { Code } from './code.js'
import type { EvidenceFile, EvidenceManifest } from './evidence.js'

/**
 * attempts: every request made. answer: body and headers of what answered. text: what the rule read. pictures: the page
 * as a browser shows it, where a page answered. searched: every page on which the thing was looked for, with the limits.
 */
export const PARTS = ['attempts', 'answer', 'text', 'pictures', 'searched'] as const
export type Part = (typeof PARTS)[number]

/** What a code claims. */
export interface CodeEvidence {
  readonly kind: Exclude<EvidenceManifest['claim']['kind'], 'gone'>
  readonly parts: readonly Part[]
  /** Of an absence: looked for on the whole portal, or on the pages of the thing itself. */
  readonly searched?: 'portal' | 'page'
}

/** Shown by a page: what stands there, or what can be counted there. */
const PAGE_PARTS = ['attempts', 'answer', 'text', 'pictures'] as const
const PRESENCE: CodeEvidence = { kind: 'presence', parts: PAGE_PARTS }
const VALUE: CodeEvidence = { kind: 'value', parts: PAGE_PARTS }
/** Something fails: the attempts prove it, and the page that leads there. */
const FAILURE: CodeEvidence = { kind: 'availability', parts: ['attempts', 'answer', 'pictures'] }
const NOWHERE: CodeEvidence = { kind: 'absence', parts: [...PAGE_PARTS, 'searched'], searched: 'portal' }
const NOT_HERE: CodeEvidence = { kind: 'absence', parts: [...PAGE_PARTS, 'searched'], searched: 'page' }
/** A person decides, and looks for himself: what the crawl asked is enough to start from. */
const SUSPICION: CodeEvidence = { kind: 'presence', parts: ['attempts'] }

/** Every code; a code without a line does not compile. */
export const CODE_EVIDENCE: Readonly<Record<Code, CodeEvidence>> = {
  'homepage-unreachable': { kind: 'availability', parts: ['attempts', 'answer'] },
  'link-broken': FAILURE,
  'link-void': PRESENCE,
  'attachment-broken': FAILURE,
  'image-broken': FAILURE,
  'column-empty': NOT_HERE,
  'column-stale': VALUE,
  'column-missing': NOWHERE,
  'guide-missing': NOWHERE,
  'guide-incomplete': NOT_HERE,
  'guide-outdated': PRESENCE,
  'catalog-missing': NOWHERE,
  'annual-report-missing': NOWHERE,
  'annual-report-late': VALUE,
  'annual-report-incomplete': NOT_HERE,
  'annual-report-inconsistent': PRESENCE,
  'annual-report-duplicate': PRESENCE,
  'institution-info-missing': NOWHERE,
  'published-late': VALUE,
  'application-entry-missing': NOWHERE,
  'application-entry-broken': FAILURE,
  'application-form-incomplete': NOT_HERE,
  'search-unavailable': FAILURE,
  'upper-link-missing': NOWHERE,
  'attachment-missing': NOT_HERE,
  'disclosure-mark-missing': NOT_HERE,
  'layout-irregular': PRESENCE,
  'personal-data-exposed': PRESENCE,
  'hidden-link': PRESENCE,
  'interpretation-missing': NOWHERE,
  'interpretation-late': VALUE,
  'interpretation-unlinked': PRESENCE,
  'reply-missing': NOT_HERE,
  'reply-late': VALUE,
  'period-gap': NOT_HERE,
  'column-quota-missed': NOT_HERE,
  'consultation-without-result': NOWHERE,
  'function-broken': FAILURE,
  'not-rectified': PRESENCE,
  recurred: PRESENCE,
  'wording-suspect': SUSPICION,
  'leader-outdated': SUSPICION,
  'unit-name-outdated': SUSPICION,
  'test-content': SUSPICION,
  'date-contradiction': SUSPICION,
  'duplicate-article': SUSPICION,
  misplaced: SUSPICION,
  'repost-out-of-scope': SUSPICION,
  backdated: SUSPICION,
  'new-media-stale': SUSPICION,
}

/** The roles that only a browser gives. */
export const PICTURE_ROLES = [
  'viewport',
  'full',
  'dom',
  'mhtml',
] as const satisfies readonly EvidenceFile['role'][]

/** A page that a claim rests on, as the second look found it. */
export interface LookedPage {
  readonly url: string
  /** A status came back. */
  readonly answered: boolean
  /** With a body. */
  readonly body: boolean
  /** It could be read. */
  readonly read: boolean
  /** A document is its own picture: a browser would only download it. */
  readonly document: boolean
}

/**
 * Parts and roles that the evidence of a claim lacks, in order; empty: it is complete. A doubt (`agreed` false) rests on
 * attempts and on what was searched.
 * @param given.failed what the capture of a page says that it could not take
 */
export function missingParts(
  code: Code,
  given: {
    readonly agreed: boolean
    readonly attempts: number
    readonly searched: number
    readonly pages: readonly LookedPage[]
    readonly files: readonly Pick<EvidenceFile, 'role' | 'of'>[]
    readonly failed: readonly string[]
  },
): string[] {
  const needed = new Set<Part>(CODE_EVIDENCE[code].parts)
  const missing = new Set<string>()
  if (needed.has('attempts') && given.attempts === 0) missing.add('attempts')
  if (needed.has('searched') && given.searched === 0) missing.add('searched')
  if (!given.agreed) return [...missing].sort()
  for (const page of given.pages) {
    const held = new Set(given.files.flatMap(({ of, role }) => (of === page.url ? [role] : [])))
    const wanted: EvidenceFile['role'][] = []
    if (needed.has('answer') && page.answered) wanted.push('headers')
    if (needed.has('answer') && page.body) wanted.push('body')
    if (needed.has('text') && page.read) wanted.push('text')
    if (needed.has('pictures') && page.answered && !page.document) wanted.push(...PICTURE_ROLES)
    for (const role of wanted) if (!held.has(role)) missing.add(role)
  }
  if (needed.has('pictures')) for (const what of given.failed) missing.add(what)
  return [...missing].sort()
}
