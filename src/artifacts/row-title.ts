/** The title of a list's entry: what stands in its link without the day, or the attribute that the link cuts short. */
import type { Clickable } from './clickables.js'
import { findDates } from './dates.js'
import { remembered } from './remembered.js'
import { JOINT } from './shown-text.js'
import { tidy } from './tree.js'

/** Lines, and the borders between inline elements. */
export const PIECES = new RegExp(`[\\n${JOINT}]`)

const isDate = remembered(2_500, 30, (text): boolean =>
  findDates(text).some((mark) => mark.alone && mark.to - mark.from > text.length - 12),
)

/** True for a text that is a day and next to nothing else. */
export function isDateOnly(text: string): boolean {
  return text.length < 30 && isDate(text)
}

/** Title of an entry by its text as it stands in the page, and its title attribute where the text is cut short. */
export function entryTitle(raw: string, link: Pick<Clickable, 'text' | 'title'>): string {
  const kept = raw.split(PIECES).map((piece) => ({ piece, bare: !isDateOnly(piece.trim()) }))
  const anyText = kept.some(({ piece, bare }) => bare && piece.trim().length > 1)
  const lines = raw
    .split('\n')
    .map((line) => tidy(withoutDate(line), 400))
    .filter((line) => line !== '' && !isDateOnly(line))
  const text = anyText ? (lines.length > 1 ? headline(lines, link.title) : (lines[0] ?? '')) : link.text
  const shown = text.replace(/^[\s·•▪◆■●○>»›\-–—|*.]+(?=\S)/, '').trim()
  return preferAttribute(shown, link.title)
}

/** In a linked card the title is the line that the attribute repeats, else the first that is long enough. */
function headline(lines: readonly string[], title: string): string {
  const match = title === '' ? undefined : lines.find((line) => title.startsWith(line.replace(/[.…]+$/, '')))
  return match ?? lines.find((line) => line.length >= 6) ?? lines[0] ?? ''
}

function withoutDate(line: string): string {
  return line
    .split(JOINT)
    .filter((piece) => piece.trim() === '' || !isDateOnly(piece.trim()))
    .join('')
}

function preferAttribute(shown: string, title: string): string {
  if (title === '' || title === shown) return shown
  if (shown === '') return title
  const stem = shown.replace(/[.…]+$/, '').trim()
  const cut = stem !== shown && title.length >= stem.length
  return (cut || title.length > shown.length) && title.startsWith(stem.slice(0, Math.min(stem.length, 12)))
    ? firstLine(title)
    : shown
}

/** Some templates put title and date together into the attribute. */
function firstLine(title: string): string {
  return (
    title
      .replace(/\s*(?:发布时间|发布日期|时间|日期|来源|文章来源|作者)\s*[:：].*$/, '')
      .replace(/^(?:标题|文章标题)\s*[:：]\s*/, '') || title
  )
}
