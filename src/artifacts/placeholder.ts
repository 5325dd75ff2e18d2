/** Words by which a page says that it has nothing, or that a duty does not touch the unit. */

import { fromWordings, withWords } from './lexicon.js'
import { blockHeading, type Regions, regionOf, SIDE_HEADING } from './regions.js'
import { JOINT, touchesSpan } from './shown-text.js'
import { type Tree, tidy } from './tree.js'
import {
  ELSEWHERE,
  NOT_APPLICABLE,
  NOT_APPLICABLE_LIKE,
  NOTHING_DUE,
  NOTHING_DUE_LIKE,
  PLACEHOLDER,
  PLACEHOLDER_LIKE,
} from './wording.js'

const MAX_PIECE = 60

/** Visible pieces of the content, with the element they stand in: smallest elements only. */
function pieceIn(tree: Tree, regions: Regions, wanted: RegExp, likely: RegExp, max: number): string | null {
  const lines = tree.shown.linesWith(likely)
  if (lines.length === 0) return null
  for (const el of tree.els) {
    const size = el.to - el.from
    if (
      !touchesSpan(lines, el.from, el.to) ||
      el.hidden ||
      size < 1 ||
      size > max * 2 ||
      regionOf(regions, el) !== 'content'
    )
      continue
    if (el.tag === 'option' || el.tag === 'label' || el.tag === 'button') continue
    for (const line of tree.visible.slice(el.from, el.to).split('\n')) {
      const text = tidy(line.replaceAll(JOINT, ''), max + 1)
      if (text === '' || text.length > max || !wanted.test(text)) continue
      const heading = blockHeading(tree, el, 3)
      if (heading !== null && SIDE_HEADING.test(heading)) continue
      return text
    }
  }
  return null
}

const either = (...all: readonly RegExp[]): RegExp =>
  new RegExp(all.map(({ source }) => source).join('|'), 'm')

/** The patterns, with an operator's words beside them. */
const lexicon = fromWordings(({ placeholder, notApplicable }) => ({
  placeholder: withWords(PLACEHOLDER, placeholder, true),
  placeholderLike: withWords(PLACEHOLDER_LIKE, placeholder),
  notApplicable: withWords(either(NOT_APPLICABLE, NOTHING_DUE, ELSEWHERE), notApplicable),
  notApplicableLike: withWords(either(NOT_APPLICABLE_LIKE, NOTHING_DUE_LIKE), notApplicable),
}))

/** 暂无信息, 正在建设中 and the like, visible in the content; null when there is none. */
export function readPlaceholder(tree: Tree, regions: Regions): string | null {
  const { placeholder, placeholderLike } = lexicon()
  return pieceIn(tree, regions, placeholder, placeholderLike, MAX_PIECE)
}

/** 本单位不涉及, 本年度未发生……, 详见…… and the like, visible in the content; null when there is none. */
export function readNotApplicable(tree: Tree, regions: Regions): string | null {
  const { notApplicable, notApplicableLike } = lexicon()
  return pieceIn(tree, regions, notApplicable, notApplicableLike, 120)
}
