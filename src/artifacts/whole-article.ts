/** Tells an article that has a link in its text from a row of a list: both are a block with a day and something to click. */
import { lineEnd, titleParts } from './article.js'
import type { Clickable } from './clickables.js'
import type { DateMark } from './dates.js'
import { type El, tidy } from './tree.js'
import { from, titlesIn, to, type View } from './view.js'

/** A heading, the day below it, and only then something to click: an article with a link in its text, no row of a list. */
export function isWholeArticle(view: View, el: El, marks: readonly DateMark[]): boolean {
  const [day] = marks
  const titles = titlesIn(view, el)
  const [link] = titles
  if (day === undefined || link === undefined || marks.length > 2) return false
  if (!view.hidden && tellsOnBelow(view, el, day, titles)) return true
  if (day.from > from(view, link.el)) return false
  for (let i = el.index + 1; i < link.el.index; i++) {
    const heading = view.tree.els[i]
    if (heading?.tag === 'h1' && heading.hidden === view.hidden)
      return (
        from(view, heading) < to(view, heading) &&
        to(view, heading) <= day.from &&
        link.el.index >= heading.end
      )
  }
  return false
}

/** Characters between a day and the first link below it that no row of a list has before its title. */
const MIN_TOLD = 12

/** A heading or the page's own title, a day, then prose, and only then a link; what stands above is the trail. */
function tellsOnBelow(view: View, el: El, day: DateMark, all: readonly Clickable[]): boolean {
  const titles = all.filter(({ text }) => text.length >= 4)
  const link = titles.find((one) => from(view, one.el) >= day.to)
  if (link === undefined) return false
  const told = view.text.slice(day.to, from(view, link.el)).split('\n').slice(1).join('')
  if (tidy(told, 200).length < MIN_TOLD) return false
  return titleEnds(view, el, day).some((end) =>
    titles.every((one) => to(view, one.el) < end || from(view, one.el) >= day.to),
  )
}

/** Where titles end that stand in the block and above its day: heading elements, and lines that the document's title repeats. */
function titleEnds(view: View, el: El, day: DateMark): number[] {
  const ends = titleParts(view.tree.title).flatMap((part) => {
    const end = part.length < 4 ? null : lineEnd(view.tree, part)
    return end !== null && end - part.length >= from(view, el) && end <= day.from ? [end] : []
  })
  for (let i = el.index + 1; i < el.end; i++) {
    const heading = view.tree.els[i]
    if (heading === undefined || from(view, heading) >= day.from) break
    if (/^h[1-4]$/.test(heading.tag) && to(view, heading) - from(view, heading) >= 4)
      ends.push(Math.min(to(view, heading), day.from))
  }
  return ends
}
