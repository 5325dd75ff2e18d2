/** Columns of which the register asks a number of entries per quarter (季度最低条数), with the dates of what they hold. */
import type { QuotaView } from '../../model/portal-duties.js'
import { holdingsOf } from './below.js'
import type { Columns } from './columns.js'

/** One view per registered quota of a column that was read and is the unit's. An empty column has a defect of its own. */
export function quotasOf(columns: Columns): QuotaView[] {
  return columns.all.flatMap((column): QuotaView[] => {
    const { view, registration } = column
    const quota = registration?.quarterlyItems
    const read = view.read === 'html' || view.read === 'rendered'
    if (quota === undefined || !read || view.assignedAway || view.notApplicable !== null) return []
    if (view.form === 'external' || view.form === 'single') return []
    const { entries, complete, pages } = holdingsOf(column, columns)
    if (entries.length === 0) return []
    const dates = entries.flatMap(({ date }) => (date === null ? [] : [date])).sort()
    return [
      {
        column: view.name,
        url: view.url,
        where: view.path,
        quota,
        since: registration?.since ?? null,
        dates,
        undated: entries.length - dates.length,
        complete,
        lookAt: pages,
      },
    ]
  })
}
