/** Files that belong to pages: what was read of a PDF, a Word file, a table, and what of that judging may know. */
import type { Reach } from './attempt.js'
import type { ExposedNumber, ReportParts } from './page.js'

export const FILE_FORMATS = [
  'pdf',
  'docx',
  'doc',
  'xlsx',
  'xls',
  'ofd',
  'text',
  'wps',
  'archive',
  'image',
  'html',
  'other',
] as const
/** Told by the bytes of a file, not by its name. */
export type FileFormat = (typeof FILE_FORMATS)[number]

/**
 * read: its text is there. pictures: it opens and holds no text, as scans do. locked: it asks for a password.
 * unreadable: of a format that is not read, damaged, or in characters that cannot be told. limit: it unfolds to more
 * than is read, or takes too long. Only of what is read may anything be said.
 */
export const FILE_STANDINGS = ['read', 'pictures', 'locked', 'unreadable', 'limit'] as const
export type FileStanding = (typeof FILE_STANDINGS)[number]

/** A piece of a line that stands apart from its neighbours. Lengths are points from the left of the page. */
export interface PlacedCell {
  readonly left: number
  readonly right: number
  readonly text: string
}

/** One line of a page as it is set; `y` in points from the top of page `page` (from 1), `height` of its characters. */
export interface PlacedLine {
  readonly page: number
  readonly y: number
  readonly height: number
  readonly cells: readonly PlacedCell[]
}

/** A paragraph, or a table as a grid in which a cell that spans several stands in each. */
export type DocumentBlock = { readonly text: string } | { readonly rows: readonly (readonly string[])[] }

/** A file as its reader gives it. Texts are NFKC with radicals made plain; nothing is masked yet. */
export interface DocumentText {
  readonly format: FileFormat
  readonly standing: FileStanding
  /** Pages or sheets; null where the format has none. */
  readonly pages: number | null
  /** Pictures, and pages that hold nothing else. */
  readonly images: number
  /** What flows, in reading order; at most 20,000 blocks. */
  readonly blocks: readonly DocumentBlock[]
  /** What is set in places: PDF and OFD. At most 20,000 lines. */
  readonly lines: readonly PlacedLine[]
  /** More follows that was not read. */
  readonly cut: boolean
}

/** Reads files, bounded in time and memory. Never throws for what a file holds. */
export interface DocumentReader {
  read(body: Uint8Array, hint: { readonly url: string }): Promise<DocumentText>
  /** Lets go of what waits for more files; the next one is read all the same. Absent: nothing waits. */
  rest?(): Promise<void>
  close(): Promise<void>
}

/** The facts of one file. Personal numbers are masked in every text. */
export interface FileFacts {
  readonly format: FileFormat
  readonly standing: FileStanding
  readonly pages: number | null
  readonly images: number
  /** Its heading: the first lines in front of the text; null where none stands out. */
  readonly title: string | null
  readonly textLength: number
  /** Lines and cells, each on a line of its own; at most 60,000 characters. */
  readonly text: string
  readonly cut: boolean
  /** Labels and values may stand in other places than they were set: what is not found may be there. */
  readonly loose: boolean
  /** Tables and prose of an annual report; absent where it reads as none. */
  readonly report?: ReportParts
  /** At most 20. */
  readonly personal?: readonly ExposedNumber[]
}

/** What a page uses a file for, the most wanted first. */
export const FILE_USES = ['report', 'guide', 'form', 'attachment'] as const
export type FileUse = (typeof FILE_USES)[number]

/** One file that was asked for. */
export interface FileRecord {
  /** As linked, normalised. */
  readonly url: string
  readonly finalUrl: string
  /** null: it did not answer as a file does. */
  readonly facts: FileFacts | null
  readonly reach: Reach
  readonly bodySha256: string | null
}
