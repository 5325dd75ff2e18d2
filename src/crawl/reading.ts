/** Reading: from an answer's bytes, or a rendered page, to the facts of a page. */
import { decodeBody } from '../artifacts/charset.js'
import { readPage } from '../artifacts/read-page.js'
import { Skimmer } from '../artifacts/skim.js'
import { withTurned } from '../artifacts/turning.js'
import type { Attempt } from '../model/attempt.js'
import { causeOfContent, isReadable, type Look, type TargetRole, wentHome, withCause } from './look.js'
import type { HttpAnswer, Rendered } from './ports.js'

/** What a reader makes of an answer's body: facts, or only what a skim gives. */
export type Reading = Pick<Look, 'facts' | 'skim'>
export type Reader = (attempt: Attempt, body: Uint8Array) => Reading

/** Reads a page in full. */
export const reading: Reader = (attempt, body) => {
  const { finalUrl: url, contentType, status } = attempt
  return { facts: readPage({ url, body, contentType, status }) }
}

const SIGN_IN = /type\s*=\s*["']?password/i

/**
 * Skims pages where that is enough: for their links, or to tell a page from a wall and an error page. Whoever was sent
 * home or to sign in may have found no page at all, which only a full reading tells.
 * @param homes start pages of the site
 */
export function skimmer(homes: readonly string[]): Reader {
  const skims = new Skimmer()
  return (attempt, body) => {
    const { text } = decodeBody(body, attempt.contentType)
    const moved = attempt.redirects.length > 0
    if (moved && (SIGN_IN.test(text) || wentHome(attempt, homes))) return reading(attempt, body)
    const skim = skims.skim(text)
    return skim === null ? reading(attempt, body) : { facts: null, skim }
  }
}

/**
 * Judges an HTTP answer by what it says.
 * @param complete the whole body is there; of a cut one (a probe) nothing is read
 */
export function lookAt(
  answer: HttpAnswer,
  role: TargetRole,
  complete: boolean,
  read: Reader = reading,
): Look {
  const { attempt, body } = answer
  if (attempt.cause !== null || body === null) return { attempt, facts: null }
  const readable = complete && isReadable(attempt.contentType, body)
  const { facts, skim = null } = readable ? read(attempt, body) : { facts: null }
  return { attempt: withCause(attempt, causeOfContent(attempt, facts, body, role)), facts, skim }
}

/** Judges what the browser shows in the same way. */
export function lookAtRendered(rendered: Rendered): Look {
  const { attempt, html } = rendered
  if (attempt.cause !== null || html === null) return { attempt, facts: null }
  const body = Buffer.from(html)
  const { finalUrl: url, turned = null } = rendered
  const read = (text: string, bytes: Uint8Array) =>
    readPage({ url, body: bytes, contentType: null, status: attempt.status, text })
  const first = read(html, body)
  const facts = turned
    ? withTurned(
        first,
        turned.pages.map((text) => read(text, new Uint8Array())),
        turned.more,
      )
    : first
  return { attempt: withCause(attempt, causeOfContent(attempt, facts, body, 'page')), facts }
}
