/** What a browser shows speaks against an absence that a page's HTML seemed to show: a script has brought it meanwhile. */
import { readPage } from '../artifacts/read-page.js'
import type { Code } from '../model/code.js'
import { CODE_EVIDENCE } from '../model/evidence-parts.js'
import type { Finding } from '../model/finding.js'
import type { PageFacts } from '../model/page.js'
import { latin1Start } from './answer.js'
import type { Capture } from './ports.js'
import { SHOWN_PER_CLAIM } from './witness-claim.js'
import type { SecondLook } from './witness-look.js'

/** How much a page shows: entries, attachments, and characters of its content. */
export interface Shown {
  readonly items: number
  readonly attachments: number
  readonly text: number
}

/** Text may grow by so much before it says something else: a counter, a day, a share button. */
const GROWTH = 1.5
const GROWTH_CHARACTERS = 100

function shownIn({ items, attachments, textLength }: PageFacts): Shown {
  return { items: items.length, attachments: attachments.length, text: textLength }
}

/** How much a captured page shows; null where no page was captured, or a wall in front of it. */
export function shownBy(url: string, { attempt, html }: Capture): Shown | null {
  if (html === null || attempt.cause !== null) return null
  const { finalUrl, status } = attempt
  const facts = readPage({
    url: finalUrl || url,
    body: Buffer.from(html),
    contentType: null,
    status,
    text: html,
  })
  return facts.blocked === null && facts.softError === null ? shownIn(facts) : null
}

/** True for a claim that something is not on the pages that it names: what scripts add there decides it. */
export function isOfPage({ code }: { readonly code: Code }): boolean {
  return CODE_EVIDENCE[code].searched === 'page'
}

function isMore(read: Shown, shown: Shown): boolean {
  return (
    shown.items > read.items ||
    shown.attachments > read.attachments ||
    shown.text > read.text * GROWTH + GROWTH_CHARACTERS
  )
}

/** True when a page that the claim rests on shows more in the browser than the second look could read of it. */
export function showsMore(
  finding: Finding,
  looks: ReadonlyMap<string, SecondLook>,
  captured: ReadonlyMap<string, { readonly shown?: Shown | null }>,
): boolean {
  if (!isOfPage(finding)) return false
  return finding.at.pages.slice(0, SHOWN_PER_CLAIM).some((url) => {
    const read = looks.get(url)?.record?.facts
    const shown = captured.get(url)?.shown
    return read != null && shown != null && isMore(shownIn(read), shown)
  })
}

/** True for a page with scripts: the same HTML may show something else today. */
export function isScripted({ answer }: SecondLook): boolean {
  const body = answer?.body ?? null
  return body !== null && /<script\b/i.test(latin1Start(body, body.length))
}
