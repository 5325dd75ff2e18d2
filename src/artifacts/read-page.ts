/** The page reader: bytes or text of one page in, everything that judging may know of it out. */
import { asMatched } from '../model/han.js'
import type { PageFacts } from '../model/page.js'
import { decodeBody } from './charset.js'
import { emptyFacts, readPayload } from './payload.js'
import { readHtml } from './read-html.js'

/** Raised whenever the same bytes could now give other facts; part of the key under which facts are stored. */
export const READER_VERSION = 12

/** One page as fetched or rendered. `text`: what a browser made of it, in place of `body`. */
export interface PageInput {
  readonly url: string
  readonly body: Uint8Array
  readonly contentType: string | null
  readonly status?: number | null
  readonly text?: string
}

/** Reads one page. Never throws: input that cannot be read gives facts that say nothing. */
export function readPage(input: PageInput): PageFacts {
  const decoded =
    input.text === undefined
      ? decodeBody(input.body, input.contentType)
      : { text: input.text, charset: 'utf-8' }
  try {
    const payload = readPayload(decoded.text, input.url, decoded.charset)
    if (payload === null)
      return readHtml(
        decoded.text,
        input.url,
        decoded.charset,
        input.status ?? null,
        input.text !== undefined,
      )
    return asMatched(payload.text) === payload.text ? payload : { ...payload, signs: { variants: true } }
  } catch (cause) {
    if (cause instanceof RangeError) return { ...emptyFacts(input.url, decoded.charset), needsScript: true }
    throw cause
  }
}
