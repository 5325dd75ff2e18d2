/** Where numbers of persons stand on a page as it is shown: measured in the page, judged out here, told masked. */
import { exposedNumber } from '../artifacts/personal.js'
import type { EvidenceRegion } from '../model/evidence.js'
import type { Tab } from './browser-tab.js'

/** Pieces of text looked at per page. */
const NODES_MAX = 60_000
/** Runs of digits that are measured on one page. */
const RUNS_MAX = 1_000
/** Lines that one number may be broken into: it has fewer digits. */
const LINES_MAX = 24

/**
 * Runs of digits as long as a person's number, as the page shows them: the text, what stands before and after it, and
 * the rectangles in page coordinates. A number may be cut up by elements; blocks part it. Where there is more than is
 * looked at nothing is told: half of the masks would show the other half.
 */
const DIGIT_RUNS = `(() => {
  if (!document.body) return []
  const skip = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE'])
  const walk = document.createTreeWalker(document.body, 4)
  const parts = []
  let text = ''
  let block = null
  for (let node = walk.nextNode(), n = 0; node; node = walk.nextNode(), n++) {
    if (n >= ${NODES_MAX}) return []
    const el = node.parentElement
    if (!el || skip.has(el.tagName)) continue
    let own = el
    for (let up = 0; up < 30 && own !== document.body && getComputedStyle(own).display.startsWith('inline'); up++) own = own.parentElement || document.body
    if (block !== null && own !== block) text += '\\n'
    block = own
    parts.push([text.length, node])
    text += node.data
  }
  const placeOf = (index) => {
    let low = 0, high = parts.length - 1
    while (low < high) { const mid = (low + high + 1) >> 1; if (parts[mid][0] <= index) low = mid; else high = mid - 1 }
    const [from, node] = parts[low]
    return [node, Math.min(index - from, node.data.length)]
  }
  const found = []
  for (const match of text.matchAll(/(?<![0-9０-９])[0-9０-９](?:[ \u00a0\u3000-]?[0-9０-９]){14,17}[ \u00a0\u3000-]?[0-9０-９XxＸｘ](?:[0-9０-９]{2})?(?![0-9０-９])/g)) {
    if (found.length >= ${RUNS_MAX}) return []
    const end = match.index + match[0].length
    const range = document.createRange()
    range.setStart(...placeOf(match.index))
    const [last, offset] = placeOf(end - 1)
    range.setEnd(last, Math.min(offset + 1, last.data.length))
    const rects = [...range.getClientRects()].slice(0, ${LINES_MAX}).filter((r) => r.width > 0 && r.height > 0)
      .map((r) => [Math.floor(r.left + scrollX), Math.floor(r.top + scrollY), Math.ceil(r.width) + 1, Math.ceil(r.height) + 1])
    if (rects.length > 0) found.push([match[0], text.slice(Math.max(0, match.index - 120), match.index), text.slice(end, end + 120), rects])
  }
  return found
})()`

type Rect = readonly [number, number, number, number]

/** The regions to blot out, each under what may be told of its number; empty where none can be measured. */
export async function locateNumbers(tab: Tab, of: string): Promise<EvidenceRegion[]> {
  const runs = await tab.evaluate<[string, string, string, Rect[]][]>(DIGIT_RUNS)
  return (runs ?? []).flatMap(([raw, before, after, rects]) => {
    const number = exposedNumber(raw, before, after)
    if (!number) return []
    return rects.map(([x, y, width, height]) => ({
      of,
      x,
      y,
      width,
      height,
      text: number.masked,
      mask: true,
    }))
  })
}
