/** The finding codes of the contract: nature, urgency and how each is confirmed, in one table. */
import type { Nature } from './vocabulary.js'

/** What is fixed about a finding code. */
export interface CodeTraits {
  /** The check that owns the code. */
  readonly check: string
  readonly nature: Nature
  /** True where somebody should be told at once. */
  readonly urgent: boolean
  /** reachability: confirmed by observations on several days; page: by crawl and witness agreeing once. */
  readonly confirmedBy: 'reachability' | 'page'
  /** True where the subject is a link, a column or a page: where a portal read to its end holds it no more, the defect went with it. */
  readonly goesWithSubject: boolean
  /** True where only a person can decide: the check never says more than `cannot-tell`. */
  readonly suspicion?: true
}

const page = (check: string, nature: Nature = 'state', urgent = false): CodeTraits => ({
  check,
  nature,
  urgent,
  confirmedBy: 'page',
  goesWithSubject: false,
})
const reach = (check: string): CodeTraits => ({
  check,
  nature: 'state',
  urgent: false,
  confirmedBy: 'reachability',
  goesWithSubject: false,
})
const within = (traits: CodeTraits): CodeTraits => ({ ...traits, goesWithSubject: true })
const suspected = (check: string): CodeTraits => ({ ...within(page(check)), suspicion: true })

/** Every code that a check of this version can report. */
export const CODES = {
  'homepage-unreachable': reach('site-availability'),
  'link-broken': within(reach('broken-link')),
  'link-void': within(page('broken-link')),
  'attachment-broken': within(reach('broken-link')),
  'image-broken': within(reach('broken-link')),
  'column-empty': within(page('empty-column')),
  'column-stale': within(page('stale-column')),
  'column-missing': page('required-columns'),
  'guide-missing': page('disclosure-guide'),
  'guide-incomplete': page('disclosure-guide'),
  'guide-outdated': page('disclosure-guide'),
  'catalog-missing': page('disclosure-catalog'),
  'annual-report-missing': page('annual-report'),
  'annual-report-late': page('annual-report', 'event'),
  'annual-report-incomplete': page('annual-report'),
  'annual-report-inconsistent': page('annual-report'),
  'annual-report-duplicate': page('annual-report'),
  'institution-info-missing': page('institution-info'),
  'published-late': page('publication-deadline', 'event'),
  'application-entry-missing': page('application-entry'),
  'application-entry-broken': reach('application-entry'),
  'application-form-incomplete': page('application-entry'),
  'search-unavailable': reach('keyword-search'),
  'upper-link-missing': page('upper-links'),
  'attachment-missing': within(page('attachments')),
  'disclosure-mark-missing': within(page('disclosure-mark')),
  'layout-irregular': within(page('typography')),
  'personal-data-exposed': within(page('privacy', 'state', true)),
  'hidden-link': within(page('hidden-links', 'state', true)),
  'interpretation-missing': within(page('policy-interpretation')),
  'interpretation-late': page('policy-interpretation', 'event'),
  'interpretation-unlinked': within(page('policy-interpretation')),
  'reply-missing': within(page('reply-deadline')),
  'reply-late': page('reply-deadline', 'event'),
  'period-gap': page('periodic-series'),
  'column-quota-missed': within(page('column-quota')),
  'consultation-without-result': within(page('consultation')),
  'function-broken': reach('functions'),
  'not-rectified': page('rectification'),
  recurred: page('rectification'),
  'wording-suspect': suspected('suspicion'),
  'leader-outdated': suspected('suspicion'),
  'unit-name-outdated': suspected('suspicion'),
  'test-content': suspected('suspicion'),
  'date-contradiction': suspected('suspicion'),
  'duplicate-article': suspected('suspicion'),
  misplaced: suspected('suspicion'),
  'repost-out-of-scope': suspected('suspicion'),
  backdated: suspected('suspicion'),
  'new-media-stale': { ...page('new-media'), suspicion: true },
} as const satisfies Record<string, CodeTraits>

export type Code = keyof typeof CODES

/** Traits of a code. */
export function codeTraits(code: Code): CodeTraits {
  return CODES[code]
}

/** True for a code of this version. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text)
}
