/** What a file is, told by its first bytes: names and headers lie, the bytes are what a reader has to work with. */
import type { FileFormat } from '../model/file.js'

const HEAD = 4_096

/** A compound file keeps the names of its parts as UTF-16; its directory may stand anywhere in it. */
function compoundFormat(body: Buffer): FileFormat {
  const holds = (name: string) => body.includes(Buffer.from(name, 'utf16le'))
  if (holds('WordDocument')) return 'doc'
  if (holds('Workbook') || holds('Book\u0000')) return 'xls'
  return holds('EncryptedPackage') ? 'docx' : 'other'
}

function isText(head: Buffer): boolean {
  if (head.length === 0) return false
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) return false
  return true
}

/** True where a PDF file begins: some servers put a few bytes in front of it. */
function isPdf(head: Buffer): boolean {
  return head.subarray(0, 1_024).includes('%PDF-')
}

/** Magic numbers of archives and pictures that are not opened. */
const MAGIC: readonly (readonly [string, FileFormat])[] = [
  ['Rar!', 'archive'],
  ['7z\xbc\xaf', 'archive'],
  ['\x1f\x8b', 'archive'],
  ['\xff\xd8\xff', 'image'],
  ['\x89PNG', 'image'],
  ['GIF8', 'image'],
  ['II*\x00', 'image'],
  ['MM\x00*', 'image'],
  ['{\\rtf', 'other'],
]

/** The format by content. `zip`: an archive whose entries tell what it is. */
export function formatOf(body: Uint8Array): FileFormat | 'zip' {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const head = bytes.subarray(0, HEAD)
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) return 'zip'
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0506) return 'archive'
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0) return compoundFormat(bytes)
  if (isPdf(head)) return 'pdf'
  const start = head.subarray(0, 8).toString('latin1')
  const known = MAGIC.find(([magic]) => start.startsWith(magic))
  if (known) return known[1]
  const opening = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .slice(0, 200)
  if (/^<(?:!doctype\s+html|html|head|body|\?xml[^>]*\?>\s*<html)/i.test(opening)) return 'html'
  if (/^<\?xml|^MIME-Version:/i.test(opening)) return 'other'
  return isText(head) ? 'text' : 'other'
}

/** Suites whose own files look like Word's and Excel's from outside and are not laid out like them. */
export function isForeignOffice(url: string): boolean {
  return /\.(?:wps|et|dps|wpt|ett)$/i.test(url.split(/[?#]/, 1)[0] ?? '')
}

/** True for bytes that only a reader of files can make something of, told from pages and texts. */
export function isDocument(body: Uint8Array): boolean {
  const format = formatOf(body)
  return format !== 'html' && format !== 'text' && format !== 'other'
}
