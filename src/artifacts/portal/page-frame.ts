/** Page frame by repetition: what most of a unit's pages carry is their frame, whatever the template calls its blocks. */
import type { PageFacts, PageLink } from '../../model/page.js'

/** On fewer pages than this a repetition says nothing. */
const MIN_PAGES = 3

/** True for a piece of page on so many of the pages read. */
export function isRepeated(count: number, pagesRead: number): boolean {
  return count >= MIN_PAGES && count * 2 > pagesRead
}

/**
 * The signature that most of the links to one target bear, where most pages carry that target; null where they do not.
 * @param links some of the links, one a page
 * @param count pages that carry the target, those left out of `links` included
 */
export function repeatedSignature(
  links: readonly PageLink[],
  count: number,
  pagesRead: number,
): string | null {
  if (!isRepeated(count, pagesRead)) return null
  const counts = new Map<string, number>()
  for (const { signature } of links) counts.set(signature, (counts.get(signature) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most && isRepeated((count * most[1]) / links.length, pagesRead) ? most[0] : null
}

/** The link as a piece of frame where it bears the signature, else as the reader placed it. */
export function framed(link: PageLink, signature: string | null): PageLink {
  return link.signature === signature ? { ...link, region: 'frame' } : link
}

/** So many articles tell what a template ends its pages with. */
const MAX_ENDS = 30

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

/**
 * Lines that end several articles below their own text: the foot of a template that has no block for it.
 * @param pages a unit's, in an order that lasts
 */
export function footLines(pages: readonly { readonly facts: PageFacts | null }[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  let seen = 0
  for (const { facts } of pages) {
    if (facts?.kind !== 'article') continue
    const line = lastLine(facts.frameText)
    // What the article itself ends with may be the whole text of another page.
    if (line !== '' && !facts.text.includes(line)) counts.set(line, (counts.get(line) ?? 0) + 1)
    if (++seen >= MAX_ENDS) break
  }
  return new Set([...counts].filter(([, count]) => count >= MIN_PAGES).map(([line]) => line))
}

/** A page's text without the foot of its template. */
export function withoutFoot(text: string, feet: ReadonlySet<string>): string {
  const line = lastLine(text)
  return line !== '' && feet.has(line) ? text.slice(0, -line.length) : text
}
