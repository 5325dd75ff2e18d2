/** Reading: from an answer's bytes, or a rendered page, to the facts of a page. */
import { readPage } from '../artifacts/read-page.js'
import type { Attempt } from '../model/attempt.js'
import type { PageFacts } from '../model/page.js'
import { causeOfContent, isReadable, type Look, type TargetRole, withCause } from './look.js'
import type { HttpAnswer, Rendered } from './ports.js'

function factsOf(attempt: Attempt, body: Uint8Array): PageFacts {
  return readPage({ url: attempt.finalUrl, body, contentType: attempt.contentType, status: attempt.status })
}

/**
 * Judges an HTTP answer by what it says.
 * @param complete the whole body is there; of a cut one (a probe) nothing is read
 * @param known gives the facts where the very same answer was read before
 */
export function lookAt(
  answer: HttpAnswer,
  role: TargetRole,
  complete: boolean,
  known: (attempt: Attempt) => PageFacts | null = () => null,
): Look {
  const { attempt, body } = answer
  if (attempt.cause !== null || body === null) return { attempt, facts: null }
  const readable = complete && isReadable(attempt.contentType, body)
  const facts = readable ? (known(attempt) ?? factsOf(attempt, body)) : null
  return { attempt: withCause(attempt, causeOfContent(attempt, facts, body, role)), facts }
}

/** Judges what the browser shows in the same way. */
export function lookAtRendered(rendered: Rendered): Look {
  const { attempt, html } = rendered
  if (attempt.cause !== null || html === null) return { attempt, facts: null }
  const body = Buffer.from(html)
  const facts = readPage({
    url: rendered.finalUrl,
    body,
    contentType: null,
    status: attempt.status,
    text: html,
  })
  return { attempt: withCause(attempt, causeOfContent(attempt, facts, body, 'page')), facts }
}
