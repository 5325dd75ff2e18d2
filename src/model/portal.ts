/** Artifacts: what one inspection knows of one unit's portal, the whole input of every check. */
import type { Attempt, Reach } from './attempt.js'
import type { PlainDate } from './date.js'
import type { Cause } from './fault.js'
import type { Ipv6View } from './ipv6.js'
import type { SuspicionArtifacts } from './portal-articles.js'
import type { DutyArtifacts, KnownItemView } from './portal-duties.js'
import type {
  CatalogView,
  FileView,
  HiddenLinkView,
  InstitutionView,
  PageView,
  ReportContent,
  UpperPortalView,
} from './portal-pages.js'
import type { ColumnRole, Kind } from './vocabulary.js'

/** The unit as a check may know it. */
export interface UnitView {
  readonly id: string
  readonly name: string
  readonly kind: Kind | null
  readonly portal: string
  /** Month and day by which last year's annual report is due; null when the kind is unclear. */
  readonly reportDue: string | null
  /** Founded or merged in this year, as far as former names tell. */
  readonly renamedOn: PlainDate | null
}

/** Why a part of the portal was not read. */
export type Gap =
  | 'limit'
  | 'blocked'
  | 'robots'
  | 'unrendered'
  | 'failed'
  | 'login'
  | 'pause'
  /** Outside the hours in which the platform may be asked. */
  | 'window'
  | 'outage'
  /** The start page stands on somebody else's site, or leads past every menu: what is the unit's there is unknown. */
  | 'elsewhere'

/**
 * A link under the name of something that is asked for, behind which nothing can be seen: its page fails, or leads
 * off the portal to where we do not look. `role` null: all disclosure stands behind it.
 */
export interface DeadEnd {
  readonly url: string
  readonly role: ColumnRole | null
  /** unled: the page names it and only a script leads there; incomplete: its list was not read to its end. */
  readonly why?: 'dead-link' | 'elsewhere' | 'unled' | 'incomplete'
}

/** How far the portal and its places were read: what absence may rest on. */
export interface CoverageView {
  /** Frontier exhausted, nothing blocked, excluded or left unrendered, navigation followed one hop outside. */
  readonly complete: boolean
  readonly gaps: readonly { readonly url: string; readonly reason: Gap }[]
  /** How many pages were read, all of them. */
  readonly pagesRead: number
  /** The pages read, for claims of absence. At most 5,000. */
  readonly searched: readonly string[]
  /** A cause that more than half of the unit's pages (and at least 10) failed for, other than 404/410. */
  readonly massCause: Cause | null
  /** What is behind these is unknown, not absent: the dead link is the defect (contract §5: one defect, one code). */
  readonly deadEnds: readonly DeadEnd[]
}

/** The start URL. */
export interface StartView {
  readonly url: string
  readonly reach: Reach
  /** The network self-test: null where none is configured. */
  readonly canary: 'green' | 'red' | null
  readonly loopback: boolean
  /** Absent where nobody could be asked. */
  readonly ipv6?: Ipv6View
}

/** Where a link stands: first by depth, then by URL. */
export interface Referrer {
  readonly url: string
  readonly level: 'home' | 'column' | 'article'
  readonly depth: number
  readonly text: string
  readonly region: 'frame' | 'content'
  readonly signature: string
  readonly articleDate: PlainDate | null
  readonly where: readonly string[]
}

/** One distinct target of the unit's links. */
export interface LinkView {
  readonly target: string
  readonly role: 'page' | 'attachment' | 'image' | 'entry' | 'report' | 'column'
  readonly inSite: boolean
  readonly reach: Reach
  /** Sorted by depth, then URL; at most 50 kept, `referrerCount` says how many there are. */
  readonly referrers: readonly Referrer[]
  readonly referrerCount: number
  /** Signatures of the referrers that stand in the page frame, each once. */
  readonly frame: readonly string[]
}

/** A visible entry that leads nowhere. `clicked` is what a real click in the browser did; null when none was made. */
export interface VoidLinkView {
  readonly page: string
  readonly text: string
  readonly how: 'hash' | 'empty' | 'script'
  readonly clicked: 'nothing' | 'something' | null
  readonly referrer: Referrer
}

/** One column of the unit's tree. */
export interface ColumnView {
  readonly name: string
  readonly url: string
  /** Names from the start page down to this column. */
  readonly path: readonly string[]
  readonly role: ColumnRole
  /** Why the role was given, for `columns discover --explain`. */
  readonly because: string
  /** list: holds entries or should. single: one page with text. parent: holds columns. external: leads off the site or to a file. */
  readonly form: 'list' | 'single' | 'parent' | 'external'
  /** Entries counted over all pages read. */
  readonly items: number
  readonly newest: PlainDate | null
  readonly undated: number
  /** One of them stands before the newest dated entry: it may be newer. Absent where none does. */
  readonly undatedFirst?: true
  /** Several entries, all with a day, the newest first: whatever was not read of the list is older. */
  readonly newestFirst?: true
  /** Beside an empty content stand links that no other column has: they may be its entries. */
  readonly listsAside?: true
  /** The page says that the column is kept up no longer: it was stopped, moved or merged. */
  readonly stopped?: true
  /** The list was read to its end. */
  readonly complete: boolean
  /** html: read as served; rendered: read after scripts ran; the others say why it could not be read. */
  readonly read: 'html' | 'rendered' | 'unrendered' | 'blocked' | 'failed'
  readonly placeholder: string | null
  readonly notApplicable: string | null
  readonly textLength: number
  /** URLs of sub-columns. */
  readonly children: readonly string[]
  /** A menu or list of columns leads to it. */
  readonly inMenu: boolean
  /** A column of past years (2019年, 历史归档). */
  readonly archive: boolean
  readonly maxAgeDays: number | null
  readonly maxAgeFrom: 'pinned' | 'register' | null
  /** The unit that the register or scope gives it to; null: the unit itself by scope. */
  readonly owner: string | null
  /** Another unit owns it by the register: nothing here is this unit's. */
  readonly assignedAway: boolean
}

/** A required element and where it was found. */
export interface ElementView {
  readonly element: string
  readonly found: { readonly url: string; readonly quote: string } | null
  /** Not found, and it may stand where the order of labels and values cannot be told for sure. */
  readonly unsure?: true
}

/** The disclosure guide. */
export interface GuideView {
  /** null: none found. */
  readonly url: string | null
  readonly elements: readonly ElementView[]
  /** cannot be read as text (picture, unread file): its elements cannot be judged. */
  readonly unreadable: boolean
  /** Documents and pages below that it was read from, beside `url`. */
  readonly from?: readonly string[]
  /** Quotes that show the guide rests on repealed law: 492号 as law in force, or replies in 15个工作日. */
  readonly outdated: readonly {
    readonly reason: 'regulation-2007' | 'reply-15-days'
    readonly quote: string
  }[]
  /** Where it ought to stand, for the witness. */
  readonly expectedAt: readonly string[]
}

/** One annual report of the unit. */
export interface ReportView {
  /** The year it reports on. */
  readonly year: number
  readonly url: string
  readonly title: string
  readonly published: PlainDate | null
  /** Its text and tables; absent where it is a file or its page was not read. */
  readonly content?: ReportContent
  /** The page that shows the date, where that is not the report's own: a list that leads to a file. */
  readonly datedOn?: string
}

/** The unit's annual reports, from its portal and the places. */
export interface ReportsView {
  readonly reports: readonly ReportView[]
  readonly column: string | null
  readonly expectedAt: readonly string[]
  /** Reports that were seen but could not be given to a year. */
  readonly undatable: readonly string[]
  /** Years with a report whose name may be the unit's under another name. */
  readonly doubtful?: readonly number[]
  /** Years whose report a list names, and nothing opens: without an address, or one that leads elsewhere. */
  readonly listed?: readonly number[]
}

/** One document with a formation and a publication date. */
export interface DocumentView {
  readonly url: string
  readonly title: string
  readonly formed: PlainDate | null
  readonly formedFrom: string | null
  readonly published: PlainDate | null
  readonly documentNumber: string | null
  readonly source: string | null
  /** The publisher is another body, or several sign: its formation date is not this unit's. */
  readonly foreign: boolean
  /** When an inspection of ours first saw it, as a plain date; null in a first run. */
  readonly firstSeen: PlainDate | null
  readonly where: readonly string[]
  /** Its column is under a rectification that is open. */
  readonly underRectification: boolean
}

/** The on-application entry. */
export interface ApplicationView {
  /** URL of the entry, null when none was found within two clicks or in the places. */
  readonly entry: string | null
  readonly reach: Reach | null
  /** A sign-in page counts as available. */
  readonly login: boolean
  /** online: a form was found; offline: postal or e-mail instructions with a form to download; none; unread: needs the browser. */
  readonly channel: 'online' | 'offline' | 'none' | 'unread'
  /** Elements of the online form that were recognised. */
  readonly fields: readonly ('applicant' | 'contact' | 'content' | 'form')[]
  readonly formUrl: string | null
  readonly expectedAt: readonly string[]
  /** It stands in a place of the platform or outside the unit's scope: judged once for all. */
  readonly common: boolean
}

/** Occurrences of one keyword on the first result page. */
export interface KeywordCount {
  readonly keyword: string
  readonly occurrences: number
  readonly entries: number
  readonly resultUrl: string
  readonly attempts: readonly Attempt[]
}

/** The portal's own search. */
export interface SearchView {
  /** Where the search was found: a form of the portal, or the workspace's template; null when none. */
  readonly found: 'form' | 'template' | null
  readonly url: string | null
  /** failed: it does not answer as a search does. unread: blocked, unrendered or otherwise not to be judged. */
  readonly state: 'works' | 'failed' | 'unread' | 'not-tried'
  readonly reach: Reach | null
  readonly counts: readonly KeywordCount[]
  readonly common: boolean
  /** Articles of the unit that were looked up by their titles; absent: none were. */
  readonly known?: readonly KnownItemView[]
  /** Why it may well not find what it was asked for. */
  readonly knownDoubt?: 'special-search' | 'search-charset' | 'finds-others'
}

/** All that checks may ask for. */
export interface Artifacts extends DutyArtifacts {
  readonly unit: UnitView
  readonly coverage: CoverageView
  readonly start: StartView
  readonly links: readonly LinkView[]
  readonly voidLinks: readonly VoidLinkView[]
  readonly columns: readonly ColumnView[]
  readonly guide: GuideView
  readonly catalog: CatalogView
  readonly reports: ReportsView
  readonly institution: InstitutionView
  readonly documents: readonly DocumentView[]
  readonly application: ApplicationView
  readonly search: SearchView
  /** Every page of the unit that was read. */
  readonly pages: readonly PageView[]
  /** Every document that they offer. */
  readonly files: readonly FileView[]
  /** What suspicions rest on: a person decides. */
  readonly suspicious: SuspicionArtifacts
  readonly hiddenLinks: readonly HiddenLinkView[]
  readonly upperPortals: readonly UpperPortalView[]
}
