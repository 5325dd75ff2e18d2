/** Answers and requests as evidence shows them: lengths, headers, who we said we are. */
import type { ExchangeAnswer } from './exchange.js'

const HIDDEN_HEADERS: ReadonlySet<string> = new Set([
  'set-cookie',
  'cookie',
  'authorization',
  'proxy-authorization',
])

/** Who we say we are: `Xuncha/x.y (+contact)`. Header values are ASCII, so a Chinese contact is percent-encoded. */
export function userAgentOf(tool: string, contact: string | null): string {
  const version = /(\d+\.\d+)/.exec(tool)?.[1] ?? '0'
  const shown = (contact ?? '').replace(/[\u0000-\u001f\u007f()]/g, ' ').trim()
  const ascii = shown.replace(/[^\x20-\x7e]+/g, (text) => encodeURIComponent(Buffer.from(text).toString()))
  return ascii ? `Xuncha/${version} (+${ascii})` : `Xuncha/${version}`
}

/** Length of the whole body: as decoded, or as announced where only its start was read. */
export function bytesOf(answer: ExchangeAnswer | null, body: Uint8Array | null): number {
  if (!answer) return 0
  const announced = Number(answer.header('content-length'))
  if (!answer.complete && Number.isSafeInteger(announced)) return announced
  return body?.length ?? answer.wire.length
}

/** True for an answer whose body can be proved later: of a 304 there is none. */
export function isWhole(answer: ExchangeAnswer | null): boolean {
  return answer?.complete === true && answer.status !== 304
}

/** Headers that evidence may show: lower-case names, nothing that identifies a session. */
export function shownHeaders(answer: ExchangeAnswer | null): Readonly<Record<string, string>> {
  if (!answer) return {}
  return Object.fromEntries(Object.entries(answer.headers()).filter(([name]) => !HIDDEN_HEADERS.has(name)))
}

/** The first bytes of a body as text, one character each. */
export function latin1Start(body: Uint8Array, bytes: number): string {
  const length = Math.min(bytes, body.byteLength)
  return Buffer.from(body.buffer, body.byteOffset, length).toString('latin1')
}
