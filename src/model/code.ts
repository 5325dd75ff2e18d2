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
}

const page = (check: string, nature: Nature = 'state', urgent = false): CodeTraits => ({
  check,
  nature,
  urgent,
  confirmedBy: 'page',
})
const reach = (check: string): CodeTraits => ({
  check,
  nature: 'state',
  urgent: false,
  confirmedBy: 'reachability',
})

/** Every code that a check of this version can report. */
export const CODES = {
  'homepage-unreachable': reach('site-availability'),
  'link-broken': reach('broken-link'),
  'link-void': page('broken-link'),
  'attachment-broken': reach('broken-link'),
  'image-broken': reach('broken-link'),
  'column-empty': page('empty-column'),
  'column-stale': page('stale-column'),
  'column-missing': page('required-columns'),
  'guide-missing': page('disclosure-guide'),
  'guide-incomplete': page('disclosure-guide'),
  'guide-outdated': page('disclosure-guide'),
  'catalog-missing': page('disclosure-catalog'),
  'annual-report-missing': page('annual-report'),
  'annual-report-late': page('annual-report', 'event'),
  'institution-info-missing': page('institution-info'),
  'published-late': page('publication-deadline', 'event'),
  'application-entry-missing': page('application-entry'),
  'application-entry-broken': reach('application-entry'),
  'application-form-incomplete': page('application-entry'),
  'search-unavailable': reach('keyword-search'),
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
