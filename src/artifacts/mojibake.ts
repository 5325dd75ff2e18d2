/** UTF-8 that was read as GBK: told by turning it back, because what it turns into depends on every character. */

/** Characters that begin what the commonest characters and marks of UTF-8 turn into; without several nothing is tried. */
const HINT = '锛銆鈥鐨鏄鍦鍜浜鍏鏈鍗闄绗鎴鍙鍔瀹骞勯€氱煡涓璁佹満叧'
const MIN_HINTS = 3
/** A run of what two bytes of GBK give, katakana and signs among them, with the mark that a lost byte leaves. */
const RUN = /[\u0080-\uffff?]{8,400}/g
const MAX_RUNS = 200
/** So many characters in a row must come back; two or three may do so by chance. */
const MIN_RESTORED = 5

let table: ReadonlyMap<string, readonly [number, number]> | null = null

/** The two bytes of every character of GBK. */
function gbk(): ReadonlyMap<string, readonly [number, number]> {
  if (table) return table
  const decoder = new TextDecoder('gb18030')
  const made = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const char = decoder.decode(new Uint8Array([lead, trail]))
      if (char.length === 1 && char !== '\ufffd') made.set(char, [lead, trail])
    }
  table = made
  return made
}

/**
 * Whether the bytes of a run hold several characters of UTF-8 one after another. Two bytes a character, as honest text has
 * them, give that by chance once or twice, never so many times in a row.
 */
function hidesUtf8(run: string): boolean {
  const bytes: number[] = []
  for (const char of run) {
    if (char === '\u20ac') bytes.push(0x80)
    else bytes.push(...(gbk().get(char) ?? [0x3f]))
  }
  const follows = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf
  for (let start = 0; start < bytes.length; start++) {
    let inRow = 0
    for (let at = start; isLead(bytes[at]) && follows(bytes[at + 1]) && follows(bytes[at + 2]); at += 3)
      inRow += 1
    if (inRow >= MIN_RESTORED) return true
  }
  return false
}

/** First byte of a Chinese character or mark in UTF-8. */
function isLead(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0xe3 && byte <= 0xe9) || byte === 0xef)
}

/** What a text may be garbled by, as its characters tell. */
export interface GarbleHints {
  /** Memory that was never written, or UTF-8 read as GBK and back. */
  readonly classic: boolean
  /** UTF-8 read as Latin-1. */
  readonly latin: boolean
  /** Characters that were lost. */
  readonly lost: boolean
  /** UTF-8 read as GBK: the commonest characters of that. */
  readonly common: boolean
  /** How many characters may begin what UTF-8 turns into when it is read as GBK. */
  readonly hints: number
}

const [CLASSIC, LATIN, LOST, COMMON, HINTED] = [1, 2, 4, 8, 16]
const SIGNS = new Uint8Array(65_536)
for (const char of '锟烫屯') SIGNS[char.charCodeAt(0)] = CLASSIC
for (let code = 0xc3; code <= 0xef; code++) SIGNS[code] = LATIN
SIGNS[0xfffd] = LOST
for (const char of '锛銆鈥鐨鏄鍦鍜浜') SIGNS[char.charCodeAt(0)] = COMMON
for (const char of HINT) {
  const code = char.charCodeAt(0)
  SIGNS[code] = (SIGNS[code] ?? 0) | HINTED
}

/** True for the code of a character that garbled text may hold. */
export function mayBeGarbled(code: number): boolean {
  return (SIGNS[code] ?? 0) !== 0
}

/** Of a text that holds none of these characters. */
export const NO_HINTS: GarbleHints = { classic: false, latin: false, lost: false, common: false, hints: 0 }

/** Goes through a text once: honest text has none of the characters that any garbling takes. */
export function garbleHints(text: string): GarbleHints {
  let signs = 0
  let hints = 0
  for (let at = 0; at < text.length; at++) {
    const sign = SIGNS[text.charCodeAt(at)] ?? 0
    if (sign === 0) continue
    signs |= sign
    if (sign >= HINTED) hints++
  }
  const has = (sign: number) => (signs & sign) !== 0
  return { classic: has(CLASSIC), latin: has(LATIN), lost: has(LOST), common: has(COMMON), hints }
}

/** Place of the first run of a text that is UTF-8 read as GBK; null where there is none. */
export function garbledAt(text: string, { hints } = garbleHints(text)): number | null {
  if (hints < MIN_HINTS) return null
  let looked = 0
  for (const match of text.matchAll(RUN)) {
    if (looked++ >= MAX_RUNS) break
    if (hidesUtf8(match[0])) return match.index
  }
  return null
}
