/** What one page says: the reader's output, the only thing that judging ever sees of a page. */
import type { PlainDate } from './date.js'

export const PAGE_KINDS = [
  'home',
  'column',
  'article',
  'guide',
  'annual-report',
  'application-entry',
  'application-form',
  'search-results',
  'blocked',
  'error',
  'other',
] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/** How a link is used where it stands. */
export type LinkRole = 'page' | 'attachment' | 'image' | 'frame'

/** One link of a page. Texts are at most 120 characters, control characters removed. */
export interface PageLink {
  /** Absolute, without fragment; null when it leads nowhere as written or is not http(s). */
  readonly target: string | null
  /** The attribute as written, at most 2,000 characters. */
  readonly raw: string
  /** Visible text, else title, else alt. */
  readonly text: string
  readonly role: LinkRole
  /** frame: header, menu, footer, sidebar and other blocks round the content; content: article body or list. */
  readonly region: 'frame' | 'content'
  /** 16 hex over (target, text, tag-and-class path): equal on two pages when both carry the same piece of page frame. */
  readonly signature: string
  /** Set where a visible entry that a person would click leads nowhere as written. */
  readonly void: 'hash' | 'empty' | 'script' | null
  /** Hidden from sight as far as HTML alone tells (display:none, template, hidden). */
  readonly hidden: boolean
  /** A link to another host that no visitor can come to see; doubtful: a script or a style sheet may show it. */
  readonly concealed?: 'certain' | 'doubtful'
}

/** One entry of a list column. */
export interface ListItem {
  readonly title: string
  /** null for an entry opened by script only. */
  readonly url: string | null
  /** null when undated, or written without a year that nothing on the page settles. */
  readonly date: PlainDate | null
  /** Publisher or department shown in the entry, if any. */
  readonly source: string | null
}

/** A menu entry: label and target, in reading order; `level` counts nested lists from 0. */
export interface MenuEntry {
  readonly label: string
  readonly url: string | null
  readonly level: number
}

/** How a list goes on. URLs are absolute. */
export interface Pager {
  readonly total: number | null
  readonly pages: number | null
  /** The other pages of the list, as far as the page tells, in order. */
  readonly urls: readonly string[]
  /** It goes on behind a control without an address: only a browser sees how. Absent where it does not. */
  readonly turns?: true
}

/** One form control. */
export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly value: string
}

/** One form. `fields` lists controls that belong to it, also those a broken <form> lost. */
export interface PageForm {
  readonly action: string | null
  readonly method: 'get' | 'post'
  readonly text: string
  readonly fields: readonly FormField[]
}

/** The typed facts of one page. Dates are plain dates in the portal's own words; nothing here depends on the clock. */
export interface PageFacts {
  readonly url: string
  readonly charset: string
  readonly kind: PageKind
  readonly siteName: string | null
  readonly siteId: string | null
  readonly title: string | null
  /** Heading or <title> where `title` is not an article's. */
  readonly heading: string | null
  readonly breadcrumb: readonly string[]
  readonly column: string | null
  readonly columnType: string | null
  readonly published: PlainDate | null
  readonly formed: PlainDate | null
  readonly formedFrom: string | null
  readonly documentNumber: string | null
  readonly indexNumber: string | null
  readonly source: string | null
  readonly items: readonly ListItem[]
  /** The items come by a data store, a script or an iframe although the page shows them nowhere itself. */
  readonly listFrom: 'html' | 'datastore' | 'iframe' | 'none'
  readonly newest: PlainDate | null
  readonly pager: Pager | null
  readonly attachments: readonly { readonly name: string; readonly url: string }[]
  /** Content images, icons left out. */
  readonly images: number
  readonly textLength: number
  /** Visible text of the content region, whitespace folded, NFKC, at most 60,000 characters. */
  readonly text: string
  /** Visible text of the whole page without menus it repeats; contact lines of a footer stand here. At most 20,000. */
  readonly frameText: string
  /** 暂无信息, 正在建设中 and the like, where it stands visibly in the content region and no item does. */
  readonly placeholder: string | null
  /** 本单位不涉及 and the like: a declared nothing. */
  readonly notApplicable: string | null
  readonly applicationEntry: string | null
  readonly links: readonly PageLink[]
  readonly menu: readonly MenuEntry[]
  readonly forms: readonly PageForm[]
  /** Iframes that may hold content of the same site. Absolute URLs. */
  readonly frames: readonly string[]
  /** Videos, sounds, embedded documents and windows of other sites in the content; absent where there are none. */
  readonly embeds?: number
  /** Where a <meta refresh> or a bare location script sends the visitor at once. */
  readonly forward: string | null
  readonly needsScript: boolean
  readonly blocked: string | null
  /** Visible wording of an error page served with status 200. */
  readonly softError: string | null
  /** Entries of a search-results page, in order; absent on other pages. */
  readonly results?: readonly SearchEntry[]
  /** What it shows that it ought not to, and hosts it names beside its links; absent where there is nothing of the kind. */
  readonly signs?: PageSigns
  /** Tables and prose of an annual report; absent where the page holds none of its tables and is none. */
  readonly report?: ReportParts
}

/** A copy that holds all of it: of facts that were kept, links and texts are made when they are asked for, and no copy has them. */
export function wholeFacts(facts: PageFacts): PageFacts {
  const { links, menu, text, frameText } = facts
  return { ...facts, links, menu, text, frameText }
}

/** A number of a person that stands unmasked. The number itself is nowhere kept. */
export interface ExposedNumber {
  readonly kind: 'resident-id' | 'bank-card'
  /** First four and last two digits, the rest as asterisks. */
  readonly masked: string
  /** false: it has the shape, but what stands round it leaves open what it is. */
  readonly certain: boolean
}

export const IRREGULARITIES = ['mojibake', 'markup', 'placeholder', 'no-body'] as const
export type Irregularity = (typeof IRREGULARITIES)[number]

/** Something in an article's text that no visitor was meant to see. `doubt` says why it may be meant. */
export interface IrregularText {
  readonly kind: Exclude<Irregularity, 'no-body'>
  /** At most 40 characters of it. */
  readonly quote: string
  readonly doubt: 'charset' | 'quoted' | 'form' | 'single' | null
}

/** Signs of a page that few pages have. */
export interface PageSigns {
  /** At most 20, in the order in which they stand. */
  readonly personal?: readonly ExposedNumber[]
  readonly irregular?: readonly IrregularText[]
  /** Next to no text, and no picture, film, frame or form; scripted: a script stands where the text ought to. */
  readonly bare?: 'plain' | 'scripted'
  /** A script or a handler of the page speaks of files, or a script fills an empty box for them: it may attach what the HTML does not. */
  readonly scriptedFiles?: true
  /** Most of the columns that it names have no address in its HTML: only a script leads there. */
  readonly unled?: true
  /** Those names, folded, where there are at least three of them, be they few beside those with an address. At most 40. */
  readonly unledNames?: readonly string[]
  /** A place for a menu stands in its HTML, and a script that may fill it. */
  readonly menuSlot?: true
  /** Were its entries those of its template, a script would have to bring its own. */
  readonly scriptedBeside?: true
  /** It sends every visitor to its `forward`, whatever they open it with. */
  readonly leadsOn?: true
  /** A page of few words whose content folds a text away below what it shows of it. */
  readonly folded?: true
  /** What a guide or a page about the institution folds away: panes behind tabs. At most 8,000 characters. */
  readonly foldedText?: string
  /** It is written in traditional characters or in radicals, be it in part: what it says is matched in plain ones. */
  readonly variants?: true
  /** Hosts (with port) that options and click handlers lead to. At most 200. */
  readonly offered?: readonly string[]
  /** Other hosts that the source names anywhere. At most 200. */
  readonly mentioned?: readonly string[]
}

/** An annual report as its checks need it. */
export interface ReportParts {
  /** The standard tables as grids: a cell that spans rows or columns stands in each of them. At most 12 tables, 6,000 cells. */
  readonly tables: readonly (readonly (readonly string[])[])[]
  /** Text outside those tables, as lines. At most 60,000 characters. */
  readonly prose: string
}

/** One entry of a search-results page: its title and the words below it, without echo, labels or page frame. */
export interface SearchEntry {
  readonly title: string
  readonly url: string | null
  readonly snippet: string
}
