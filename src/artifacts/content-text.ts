/** The words of a page by area: its content, and what stands round it. */
import { linesOf } from './body.js'
import type { Clickable } from './clickables.js'
import { type Regions, regionOf } from './regions.js'
import type { Tree } from './tree.js'

const MAX_CONTENT = 60_000
const MAX_FRAME = 20_000

interface Span {
  readonly from: number
  readonly to: number
}

/** Visible text outside the given spans (sorted, not overlapping), as lines. */
function without(tree: Tree, spans: readonly Span[], max: number): string {
  const parts: string[] = []
  let at = 0
  let size = 0
  for (const span of [...spans, { from: tree.visible.length, to: tree.visible.length }]) {
    if (span.from > at && tree.shown.ink(at, span.from) > 0) {
      const piece = linesOf(tree, at, span.from, max)
      if (piece !== '') parts.push(piece)
      size += piece.length
      if (size > max) break
    }
    at = Math.max(at, span.to)
  }
  return parts.join('\n').slice(0, max)
}

/** Spans of the topmost frame and side blocks. */
function frameSpans(tree: Tree, regions: Regions): Span[] {
  const spans: Span[] = []
  let until = -1
  for (const el of tree.els) {
    if (el.index < until || el.hidden || regionOf(regions, el) === 'content') continue
    if (el.to > el.from) spans.push({ from: el.from, to: el.to })
    until = el.end
  }
  return spans
}

/** Text of the content region: lines, white space folded, NFKC. */
export function contentText(tree: Tree, regions: Regions): string {
  return without(tree, frameSpans(tree, regions), MAX_CONTENT)
}

/** The beginning of the content region as it stands, borders of elements included; about `max` characters. */
export function contentHead(tree: Tree, regions: Regions, max: number): string {
  const parts: string[] = []
  let [at, size] = [0, 0]
  for (const span of [...frameSpans(tree, regions), { from: tree.visible.length, to: tree.visible.length }]) {
    if (span.from > at) parts.push(tree.visible.slice(at, Math.min(span.from, at + max - size)))
    size += Math.max(0, span.from - at)
    if (size >= max) break
    at = Math.max(at, span.to)
  }
  return parts.join('\n')
}

/** Text of the whole page without the links of its menus; of a long page its beginning and its end. */
export function frameText(tree: Tree, clickables: readonly Clickable[], regions: Regions): string {
  const spans = clickables
    .filter(
      (c) =>
        !c.el.hidden &&
        c.el.to > c.el.from &&
        c.el.to - c.el.from <= 40 &&
        regionOf(regions, c.el) === 'frame',
    )
    .map((c) => ({ from: c.el.from, to: c.el.to }))
  const text = without(tree, spans, 400_000)
  return text.length <= MAX_FRAME ? text : `${text.slice(0, MAX_FRAME / 2)}\n${text.slice(1 - MAX_FRAME / 2)}`
}
