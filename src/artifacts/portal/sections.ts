/** Parts of a page that holds all of a small unit's disclosure, told by their headings. */
import type { PageFacts } from '../../model/page.js'

const MAX_LINES = 400

/** How often a name stands in some lines. */
const timesIn = (lines: readonly string[], name: string): number =>
  lines.reduce((times, line) => times + line.split(name).length - 1, 0)

/**
 * True for a page with a heading that `title` matches as a whole line, and something below it. Names of a menu stand
 * there as often as links of that name do.
 */
export function holdsSection({ frameText, links }: PageFacts, title: RegExp): boolean {
  const lines = frameText.split('\n', MAX_LINES).map((line) => line.trim())
  return lines.some((line, n) => {
    if (n === lines.length - 1 || !title.test(line)) return false
    return timesIn(lines, line) > links.filter(({ text }) => text.trim() === line).length
  })
}
