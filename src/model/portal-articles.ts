/** Artifacts about articles and present names: what the suspicions rest on, which only a person may decide. */
import type { PlainDate } from './date.js'
import type { ColumnRole } from './vocabulary.js'
import type { EXPRESSION_KINDS } from './watch.js'

/** Two days of a text of which the second lies before the first. */
export interface SpanView {
  readonly begin: PlainDate
  readonly end: PlainDate
  /** At most 60 characters of the text. */
  readonly quote: string
}

/** One article of the unit that was read. */
export interface ArticleView {
  readonly url: string
  readonly title: string
  readonly where: readonly string[]
  readonly published: PlainDate | null
  readonly formed: PlainDate | null
  readonly formedFrom: string | null
  readonly source: string | null
  /** The publisher is another body, or it is a repost; asked of copies and of news alone, else false. */
  readonly foreign: boolean
  /** A name of the unit, or what it is the office of, stands in title or text; asked of the same, else true. */
  readonly namesUnit: boolean
  /** The column that lists it. */
  readonly column: { readonly name: string; readonly url: string; readonly role: ColumnRole } | null
  /** Equal for addresses of one record: one article shown in several columns. */
  readonly record: string
  /** Equal for articles of one title and one text; null where no other has its title or the text is short. */
  readonly copyKey: string | null
  /** A whole date in the address. */
  readonly pathDate: PlainDate | null
  /** Articles of one series are numbered one after the other by the CMS; null where the address holds no number. */
  readonly serial: { readonly series: string; readonly number: number } | null
  /** What its text opens with, without the title and white space: at most 120 characters. */
  readonly opening: string
  readonly textLength: number
  readonly files: number
  /** Day on which an inspection of ours first saw it; null in its first. */
  readonly firstSeen: PlainDate | null
  /** Latest earlier day on which we read its column to the end and it was not there. */
  readonly absentOn: PlainDate | null
  readonly span: SpanView | null
  /** The latest year of a document number that the text cites. */
  readonly cited: { readonly year: number; readonly quote: string } | null
}

/** An expression of the dictionary, leaders out of their order, or a leader under another post. */
export interface ExpressionView {
  readonly url: string
  readonly title: string
  readonly where: readonly string[]
  readonly kind: (typeof EXPRESSION_KINDS)[number] | 'order' | 'post'
  readonly found: string
  readonly right: string | null
  /** At most 60 characters round it. */
  readonly quote: string
}

/** A name that is past, on a page that speaks of the present. */
export interface PastNameView {
  readonly of: 'leader' | 'unit'
  readonly url: string
  readonly where: readonly string[]
  readonly name: string
  readonly post: string | null
  readonly until: PlainDate | null
  readonly quote: string
}

/** An account in new media. */
export interface AccountView {
  readonly platform: string
  readonly name: string
  readonly lastPost: PlainDate | null
  readonly seenOn: PlainDate | null
  /** A page that names it; null: no page that was read does. */
  readonly shownAt: string | null
}

/** What the leaders' pages say of one leader. */
export interface LeaderView {
  readonly name: string
  readonly url: string
  readonly post: string | null
  readonly duties: boolean
  readonly career: boolean
}

/** All that suspicions rest on. */
export interface SuspicionArtifacts {
  readonly articles: readonly ArticleView[]
  readonly expressions: readonly ExpressionView[]
  readonly pastNames: readonly PastNameView[]
  readonly accounts: readonly AccountView[]
  readonly leaders: readonly LeaderView[]
}
