/** Word files of the old kind (.doc): their text, and tables as rows of cells that nobody knows the widths of. */
import { createRequire } from 'node:module'
import type { DocumentBlock } from '../model/file.js'
import { plainHan } from '../model/han.js'
import type { Gathered } from './reading.js'

const BLOCKS = 20_000
const BLOCK_TEXT = 20_000

/** The part of the library that is used. */
interface Extractor {
  extract(source: Buffer): Promise<{ getBody(): string; getTextboxes(options: object): string }>
}

/** Loaded when the first file asks for it; the library has no types of its own. */
const load = createRequire(import.meta.url)

/** True where the head of the text says that what follows is encrypted. */
function isLocked(body: Buffer): boolean {
  for (let at = 512; at + 12 <= body.length; at += 512)
    if (body.readUInt16LE(at) === 0xa5ec) return (body.readUInt16LE(at + 10) & 0x0100) !== 0
  return false
}

/** Reads a compound Word file; `locked` where it asks for a password. Rejects where it is none that the library knows. */
export async function readDoc(body: Buffer): Promise<Gathered | 'locked'> {
  if (isLocked(body)) return 'locked'
  const WordExtractor = load('word-extractor') as new () => Extractor
  const document = await new WordExtractor().extract(body)
  const text = `${document.getBody()}\n${document.getTextboxes({ includeHeadersAndFooters: false })}`
  const blocks: DocumentBlock[] = []
  let rows: string[][] = []
  const endTable = () => {
    if (rows.length > 0) blocks.push({ rows })
    rows = []
  }
  let cut = false
  for (const raw of text.split(/[\n\r]/)) {
    if (blocks.length + rows.length >= BLOCKS) {
      cut = true
      break
    }
    // A tab closes the last cell of a row, too.
    const line = plainHan(raw.slice(0, BLOCK_TEXT)).replace(/\t$/, '')
    if (line.includes('\t') && line.split('\t').length > 2)
      rows.push(line.split('\t').map((cell) => cell.trim()))
    else {
      endTable()
      if (line.trim() !== '') blocks.push({ text: line.trim() })
    }
  }
  endTable()
  return { pages: null, images: 0, blocks, lines: [], cut }
}
