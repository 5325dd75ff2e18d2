/** Decodes a response body by what its bytes are, not by what its headers claim. */
import { isAscii, isUtf8, transcode } from 'node:buffer'

/** How far into a body a declaration is looked for, in bytes. */
const DECLARATION_WINDOW = 4096

/** Decoders by any usual name of an encoding; GB names all read as their superset gb18030. */
const DECODERS: ReadonlyMap<string, string> = new Map([
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['big5-hkscs', 'big5'],
  ['x-x-big5', 'big5'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['euc-kr', 'euc-kr'],
  ['shift_jis', 'shift_jis'],
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
])

/** Charset of a Content-Type header or of a meta content value, lower case; null when none is named. */
function declaredIn(value: string | null): string | null {
  const match = value === null ? null : /charset\s*=\s*["']?\s*([\w.:-]{2,30})/i.exec(value)
  return match?.[1]?.toLowerCase() ?? null
}

/** Charset that the document itself declares within its first bytes: meta charset, meta http-equiv or an XML prolog. */
function declaredByMeta(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, DECLARATION_WINDOW))
  for (const tag of head.match(/<meta\b[^>]{0,500}>/gi) ?? []) {
    const named = declaredIn(tag)
    if (named !== null) return named
  }
  return /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,30})["']/i.exec(head)?.[1]?.toLowerCase() ?? null
}

function byBom(body: Uint8Array): { charset: string; skip: number } | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return { charset: 'utf-8', skip: 3 }
  if (body[0] === 0xff && body[1] === 0xfe) return { charset: 'utf-16le', skip: 2 }
  if (body[0] === 0xfe && body[1] === 0xff) return { charset: 'utf-16be', skip: 2 }
  return null
}

/** Text when the bytes are valid UTF-8 throughout; a body cut inside its last character still is. */
function asUtf8(body: Uint8Array): string | null {
  if (isAscii(body)) return Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
  // What the decoder below gives, several times sooner.
  if (isUtf8(body)) return transcode(body, 'utf8', 'ucs2').toString('utf16le')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body, { stream: true })
  } catch {
    return null
  }
}

/** UTF-16 without a byte order mark: markup makes every other byte zero. */
function looksUtf16(body: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(body.length, 400) & ~1
  if (length < 20) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (body[i] === 0) even++
    if (body[i + 1] === 0) odd++
  }
  const half = length / 2
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be'
  return null
}

/**
 * Text and charset of a body. Order: byte order mark, valid UTF-8, header, meta, gb18030. A declaration that
 * cannot be true (utf-8 for bytes that are not) is passed over. GB names are reported as declared.
 */
export function decodeBody(body: Uint8Array, contentType: string | null): { text: string; charset: string } {
  const bom = byBom(body)
  if (bom !== null) {
    return { text: new TextDecoder(bom.charset).decode(body.subarray(bom.skip)), charset: bom.charset }
  }
  const wide = looksUtf16(body)
  if (wide !== null) return { text: new TextDecoder(wide).decode(body), charset: wide }
  const utf8 = asUtf8(body)
  if (utf8 !== null) return { text: utf8, charset: 'utf-8' }
  for (const declared of [declaredIn(contentType), declaredByMeta(body)]) {
    const decoder = declared === null ? undefined : DECODERS.get(declared)
    if (declared === null || decoder === undefined || decoder === 'utf-8' || decoder.startsWith('utf-16'))
      continue
    if (decoder === 'windows-1252' && hasDoubleBytes(body)) continue
    return { text: new TextDecoder(decoder).decode(body), charset: declared }
  }
  return mostlyUtf8(body)
    ? { text: new TextDecoder('utf-8').decode(body), charset: 'utf-8' }
    : { text: new TextDecoder('gb18030').decode(body), charset: 'gb18030' }
}

/** Runs of bytes above 0x80 are Chinese in practice, whatever a Latin declaration says. */
function hasDoubleBytes(body: Uint8Array): boolean {
  let pairs = 0
  for (let i = 0; i + 1 < Math.min(body.length, 200_000); i++) {
    if ((body[i] ?? 0) >= 0x81 && (body[i + 1] ?? 0) >= 0x40) {
      pairs++
      i++
    }
  }
  return pairs >= 4
}

/** A UTF-8 page with a few damaged bytes: far fewer replacement characters than real multi-byte ones. */
function mostlyUtf8(body: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(body.subarray(0, 400_000))
  let bad = 0
  let good = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd) bad++
    else if (code > 0x7f) good++
  }
  return good > 20 && bad * 20 < good
}
