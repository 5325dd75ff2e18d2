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

/** So many pages tell what a template puts on each. */
const MAX_TOLD = 30
/** Lines looked at on each; menus are above and below the text. */
const MAX_LINES = 300
/** Share of the pages which are no articles that bear a line of the template. */
const SHARE = 0.8
const MIN_BEARING = 5

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

/** Lines that end several articles below their own text: the foot of a template that has no block for it. */
function footLines(pages: readonly { readonly facts: PageFacts | null }[]): string[] {
  const counts = new Map<string, number>()
  let seen = 0
  for (const { facts } of pages) {
    if (facts?.kind !== 'article') continue
    const line = lastLine(facts.frameText)
    // What the article itself ends with may be the whole text of another page.
    if (line !== '' && !facts.text.includes(line)) counts.set(line, (counts.get(line) ?? 0) + 1)
    if (++seen >= MAX_TOLD) break
  }
  return [...counts].filter(([, count]) => count >= MIN_PAGES).map(([line]) => line)
}

/** Pages of which only the body is told. */
const TOLD_BY_BODY: ReadonlySet<PageFacts['kind']> = new Set(['article', 'annual-report', 'guide'])

/** Lines that nearly all pages beside articles bear: menus and heads that no tag or class gives to the frame. */
function commonLines(pages: readonly { readonly facts: PageFacts | null }[]): string[] {
  const counts = new Map<string, number>()
  let seen = 0
  for (const { facts } of pages) {
    if (facts === null || TOLD_BY_BODY.has(facts.kind) || facts.blocked !== null) continue
    const lines = facts.text.split('\n', MAX_LINES)
    for (const line of new Set(lines)) if (line !== '') counts.set(line, (counts.get(line) ?? 0) + 1)
    if (++seen >= MAX_TOLD) break
  }
  const least = Math.max(MIN_BEARING, seen * SHARE)
  return [...counts].filter(([, count]) => count >= least).map(([line]) => line)
}

/**
 * Lines that a template puts on its pages, whatever block they stand in.
 * @param pages a unit's, in an order that lasts
 */
export function templateLines(pages: readonly { readonly facts: PageFacts | null }[]): ReadonlySet<string> {
  return new Set([...footLines(pages), ...commonLines(pages)])
}

/** A page's text without the lines of its template. */
export function withoutTemplate(text: string, lines: ReadonlySet<string>): string {
  if (lines.size === 0) return text
  return text
    .split('\n')
    .filter((line) => !lines.has(line))
    .join('\n')
}
