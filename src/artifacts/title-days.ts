/** Days that a list shows at the ends of its titles and nowhere else. */
import { findDates } from './dates.js'
import type { View } from './view.js'

/** The day at a title's end, in brackets or after a blank: 关于……的公告（2026.11.20）. */
const BEFORE_END = /[\s\u3000([{（【〔]$/
const AFTER_END = /^[\s\u3000)\]}）】〕]*$/

/** What a day ends with, before such a bracket or blank. */
const DAY_ENDS = /[\d０-９日月][\s\u3000)\]}）】〕]*$/

/** The same page with the days that stand at the ends of titles, for lists that show none beside them. */
export function withTitleDays(view: View): View {
  const marks = view.titles.flatMap(({ el }) => {
    const [start, end] = [el.from, Math.min(el.to, el.from + 300)]
    const text = view.text.slice(start, end)
    if (!DAY_ENDS.test(text)) return []
    const day = findDates(text).pop()
    if (day === undefined || day.alone || day.from < 4) return []
    const ends = BEFORE_END.test(text.slice(0, day.from)) && AFTER_END.test(text.slice(day.to))
    // A blank alone may stand before any number.
    const sure = day.date !== null || /[([{（【〔]$/.test(text.slice(0, day.from))
    return ends && sure ? [{ ...day, from: start + day.from, to: start + day.to }] : []
  })
  return { ...view, marks }
}
