/** What every reader of a format gives before it is judged whether anything was read at all. */
import type { DocumentText, FileFormat, FileStanding } from '../model/file.js'

/** The parts of a file that was opened. */
export type Gathered = Pick<DocumentText, 'pages' | 'images' | 'blocks' | 'lines' | 'cut'>

/** Nothing: what a file gives that could not be read. */
export const NOTHING: Gathered = { pages: null, images: 0, blocks: [], lines: [], cut: false }

/** What a file that was not read is said to be. */
export function unreadDocument(format: FileFormat, standing: FileStanding): DocumentText {
  return { format, standing, ...NOTHING }
}

/** Characters that carry meaning, in a number that tells a text from a stamp or a page number. */
export function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
