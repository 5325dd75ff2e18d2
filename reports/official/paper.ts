/** An official paper before it is written in a format: title, number, addressee, blocks, signature. */

/** One table: cells are text; `widths` are shares of the page's width. */
export interface PaperTable {
  readonly kind: 'table'
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly widths: readonly number[]
}

/** A picture with what it shows; `jpeg` is a view made for this paper, never the original. */
export interface PaperPicture {
  readonly kind: 'picture'
  readonly jpeg: Buffer
  readonly caption: string
}

/** What a paper consists of, in order. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | PaperTable
  | PaperPicture
  | { readonly kind: 'page' }

/** The kinds of papers. */
export const PAPER_KINDS = ['notice', 'urgent', 'circular', 'opinion', 'leader'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** A paper. Empty texts are left out. */
export interface Paper {
  readonly kind: PaperKind
  /** File name without its ending. */
  readonly name: string
  readonly title: string
  /** 文号. */
  readonly number: string
  /** 主送. */
  readonly to: string
  readonly blocks: readonly Block[]
  /** 落款. */
  readonly from: string
  /** Day that it bears, as people write it. */
  readonly day: string
  /** Day by which an answer is due; empty where none is. */
  readonly due: string
}

/** `2026年11月22日`, or `22 November 2026`-like ISO day in English. */
export function writtenDay(day: string, english: boolean): string {
  const [year, month, date] = day.split('-').map(Number)
  return english ? day : `${year}年${month}月${date}日`
}
