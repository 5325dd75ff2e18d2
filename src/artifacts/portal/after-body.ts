/** What a page shows below its body: blocks that belong to the article and stand outside of it. */
import type { PageFacts } from '../../model/page.js'

/** One line below the body. */
export interface LineBelow {
  readonly text: string
  /** It is, or holds, the words of a link. */
  readonly linked: boolean
}

const MAX_LINES = 200
/** So much of the body's end tells where it ends. */
const END = 30

/** Lines that follow the body in the page's visible text, page foot included; none where the body's end is not found. At most 200. */
export function linesBelow(facts: PageFacts): LineBelow[] {
  const body = facts.text.trimEnd()
  const end = body.slice(-END)
  const at = end === '' ? -1 : facts.frameText.lastIndexOf(end)
  if (at < 0) return []
  const labels = new Set(
    facts.links.flatMap(({ text, hidden }) => (hidden || text.trim() === '' ? [] : [text.trim()])),
  )
  const long = [...labels].filter((label) => label.length > 3).slice(0, 500)
  return facts.frameText
    .slice(at + end.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MAX_LINES)
    .map((text) => ({ text, linked: labels.has(text) || long.some((label) => text.includes(label)) }))
}
