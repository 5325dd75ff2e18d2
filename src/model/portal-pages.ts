/** Artifacts about single pages: what checks of text, marks, attachments, personal data, hidden links, institution and catalogue rest on. */
import type { PlainDate } from './date.js'
import type { FileStanding } from './file.js'
import type { ExposedNumber, IrregularText, ReportParts } from './page.js'
import type { ElementView, Referrer } from './portal.js'

/** What a text says of files that belong to it. */
export interface AnnexView {
  /** The words that say so, at most 60 characters. */
  readonly quote: string
  /** shown: a file, link or frame is there; follows: the annex stands in the text; declared: 略, 另发, 不公开; none. */
  readonly standing: 'shown' | 'follows' | 'declared' | 'none'
  /** Why nothing may be concluded from `none`. */
  readonly doubt: 'pictures' | 'script' | 'other-document' | 'cut' | 'paged' | null
}

/** An official document: one whose text opens with its number. */
export interface MarkView {
  readonly documentNumber: string
  /** The mark or the field that says how it is disclosed, at most 40 characters; null: none. */
  readonly mark: string | null
  readonly doubt: 'foreign' | 'before-rule' | 'field-empty' | 'reply' | 'pictures' | 'cut' | 'paged' | null
}

/** One page of the unit that was read. */
export interface PageView {
  readonly url: string
  readonly title: string
  readonly where: readonly string[]
  readonly published: PlainDate | null
  /** null: its text speaks of no file. */
  readonly annex: AnnexView | null
  /** null: no official document. */
  readonly mark: MarkView | null
  /** null: no single page with a text of its own. */
  readonly layout: {
    readonly irregular: readonly IrregularText[]
    /** An article that a list leads to and that shows its title and nothing else. */
    readonly empty: 'yes' | 'script' | null
  } | null
  readonly personal: readonly ExposedNumber[]
}

/** A host that links lead to which no visitor can see. */
export interface HiddenLinkView {
  readonly host: string
  readonly target: string
  readonly text: string
  readonly certain: boolean
  /** By depth and URL, at most 50. */
  readonly referrers: readonly Referrer[]
  readonly pageCount: number
}

/** An upper portal that the workspace names, and how this portal leads there. */
export interface UpperPortalView {
  readonly url: string
  /** link: a link or option leads to one of its pages; related: only to another site of its domain, or a script names it. */
  readonly linked: 'link' | 'related' | null
}

/** What an annual report says, as far as it could be read. */
export interface ReportContent {
  readonly parts: ReportParts
  /** Pictures of its body: tables may be among them. */
  readonly images: number
  /** Files that go with it and were not read: it may stand there whole. */
  readonly files: number
  /** It goes on on another page, or is longer than what is read. */
  readonly cut: boolean
  /** Documents that parts of it were read from, beside its own page. */
  readonly from?: readonly string[]
  /** Its document is there and says nothing to a reader: a scan, a format that is not read. */
  readonly unread?: Exclude<FileStanding, 'read'>
}

/** A document that pages of the unit offer. */
export interface FileView {
  readonly url: string
  /** The words of its link. */
  readonly name: string
  /** The first page, by depth and URL, that offers it. */
  readonly page: string
  readonly where: readonly string[]
  /** It could be read: only then is anything said of it. */
  readonly read: boolean
  readonly personal: readonly ExposedNumber[]
}

/** Institution information anywhere on the portal. */
export interface InstitutionView {
  readonly elements: readonly ElementView[]
  readonly unreadable: boolean
  readonly expectedAt: readonly string[]
}

/** The disclosure catalogue. `statutoryOnly`: only 法定主动公开内容 was found. */
export interface CatalogView {
  readonly url: string | null
  readonly statutoryOnly: string | null
  readonly expectedAt: readonly string[]
}
