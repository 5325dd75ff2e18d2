/** Reads one file in this thread: told by its bytes, unfolded within limits, and never more said than was read. */
import type { DocumentText, FileFormat, FileStanding } from '../model/file.js'
import { plainHan } from '../model/han.js'
import { type Archive, LimitExceeded, openArchive } from './archive.js'
import { readDoc } from './doc.js'
import { readDocx } from './docx.js'
import { formatOf, isForeignOffice } from './format.js'
import { readOfd } from './ofd.js'
import { readPdf } from './pdf.js'
import { type Gathered, lettersOf, NOTHING, unreadDocument } from './reading.js'
import { readXlsx } from './xlsx.js'

/** Fewer letters than this in a whole file are no text. */
const FEW_LETTERS = 10
/** A share of characters that no font explains: the file's own codes instead of text. */
const UNTOLD = 0.1
const TEXT_BYTES = 2_000_000

function allText(gathered: Gathered): string {
  const blocks = gathered.blocks.map((block) =>
    'text' in block ? block.text : block.rows.map((row) => row.join('\t')).join('\n'),
  )
  const lines = gathered.lines.map(({ cells }) => cells.map(({ text }) => text).join(' '))
  return [...blocks, ...lines].join('\n')
}

/** Whether what was gathered is a text at all. */
function standingOf(gathered: Gathered): FileStanding {
  const text = allText(gathered)
  const letters = lettersOf(text)
  const untold = text.match(/[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0
  if (untold > 0 && untold > (letters + untold) * UNTOLD) return 'unreadable'
  return letters < FEW_LETTERS ? 'pictures' : 'read'
}

function told(format: FileFormat, gathered: Gathered | null): DocumentText {
  if (gathered === null) return unreadDocument(format, 'unreadable')
  const standing = standingOf(gathered)
  return standing === 'read'
    ? { format, standing, ...gathered }
    : { ...unreadDocument(format, standing), pages: gathered.pages }
}

function readText(body: Buffer): Gathered | null {
  const start = body.subarray(0, TEXT_BYTES)
  const charset = start.includes(0x1b) ? null : isUtf8(start) ? 'utf-8' : 'gb18030'
  if (charset === null) return null
  const lines = plainHan(new TextDecoder(charset).decode(start)).split(/\r?\n/)
  return {
    ...NOTHING,
    blocks: lines.slice(0, 20_000).map((text) => ({ text: text.slice(0, 20_000) })),
    cut: body.length > TEXT_BYTES,
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    // The last character may be cut.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, Math.max(0, bytes.length - 4)), {
      stream: true,
    })
    return true
  } catch {
    return false
  }
}

async function readZip(body: Buffer): Promise<DocumentText> {
  const archive: Archive = await openArchive(body)
  const holds = (pattern: RegExp) => archive.names.some((name) => pattern.test(name))
  if (holds(/^word\/document\d*\.xml$/i)) return told('docx', await readDocx(archive))
  if (holds(/^xl\/worksheets\//i)) return told('xlsx', await readXlsx(archive))
  if (holds(/^OFD\.xml$/)) return told('ofd', await readOfd(archive))
  return unreadDocument(holds(/^\[Content_Types\]\.xml$/) ? 'other' : 'archive', 'unreadable')
}

async function readAs(format: FileFormat | 'zip', body: Buffer, url: string): Promise<DocumentText> {
  switch (format) {
    case 'zip':
      return readZip(body)
    case 'pdf':
    case 'doc': {
      if (format === 'doc' && isForeignOffice(url)) return unreadDocument('wps', 'unreadable')
      const gathered = await (format === 'pdf' ? readPdf(body) : readDoc(body))
      return gathered === 'locked' ? unreadDocument(format, 'locked') : told(format, gathered)
    }
    case 'docx':
      return unreadDocument('docx', 'locked')
    case 'text':
      return told('text', readText(body))
    case 'image':
      return { ...unreadDocument('image', 'pictures'), images: 1 }
    default:
      return unreadDocument(format === 'xls' && isForeignOffice(url) ? 'wps' : format, 'unreadable')
  }
}

/**
 * Reads a file. What it holds never makes this reject: damage is `unreadable`, too much is `limit`.
 * Not bounded in time; the pool is.
 */
export async function readDocument(body: Uint8Array, hint: { readonly url: string }): Promise<DocumentText> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const format = formatOf(bytes)
  try {
    return await readAs(format, bytes, hint.url)
  } catch (error) {
    const limit = error instanceof LimitExceeded || error instanceof RangeError
    return unreadDocument(format === 'zip' ? 'archive' : format, limit ? 'limit' : 'unreadable')
  }
}
