/** Series that lack a period after its due date. 定期公开 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { addDays, type PlainDate } from '../src/model/date.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import { lastDayOf, periodOf, periodsBetween } from '../src/model/period.js'
import type { SeriesView } from '../src/model/portal-duties.js'

/** Older holes are nobody's duty any more. */
const MAX_YEARS = 3

/** The day by which a period is to be public: so many days after its end, else when the next one ends. */
function dueOf(series: SeriesView, period: string): PlainDate {
  const end = lastDayOf(series.every, period)
  if (series.dueDays !== null) return addDays(end, series.dueDays)
  return lastDayOf(series.every, periodOf(series.every, addDays(end, 1)))
}

/** Periods owed on the day: from the first one asked for or shown, to the last that is due. */
function owed(series: SeriesView, at: PlainDate): string[] {
  const newest = series.periods.at(-1)
  const first = series.from ?? series.periods[0]
  if (first === undefined) return []
  const last = series.holesOnly ? newest : periodOf(series.every, at)
  if (last === undefined) return []
  const since = `${Number(at.slice(0, 4)) - MAX_YEARS}-01-01`
  return periodsBetween(series.every, first, last).filter(
    (period) =>
      !series.exempt.includes(period) &&
      dueOf(series, period) < at &&
      lastDayOf(series.every, period) >= since,
  )
}

const doubtOf = (series: SeriesView): string | null =>
  !series.complete ? 'incomplete' : series.unplaced > 0 ? 'unplaced' : null

/** One period is one finding, whichever series lack it: those that lack it for certain, else those that may. */
function report(period: string, lacking: readonly [SeriesView, ...SeriesView[]]): Finding {
  const certain = lacking.filter((series) => doubtOf(series) === null)
  const told = certain.length > 0 ? certain : lacking
  const first = certain[0] ?? lacking[0]
  const why = doubtOf(first)
  return findingOf({
    code: 'period-gap',
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject: period,
    url: first.url,
    where: first.where,
    facts: {
      period,
      column: told.map(({ name }) => name).join('、'),
      every: first.every,
      due: dueOf(first, period),
      ...(why === null ? {} : { why }),
    },
    pages: told.flatMap(({ url, lookAt }) => [url, ...lookAt]),
    askedBy: told.some(({ askedBy }) => askedBy.length === 0)
      ? []
      : [...new Set(told.flatMap(({ askedBy }) => askedBy))].sort(byText),
  })
}

/** Every period of every series that is owed on the assessment date. */
export const periodicSeries = defineCheck({
  id: 'periodic-series',
  version: 3,
  codes: ['period-gap'],
  needs: ['series'],
  params: z.object({}),
  run({ series }, { at }) {
    const examined = new Set<string>()
    const lacking = new Map<string, SeriesView[]>()
    const names = new Set<string>()
    for (const one of [...series].sort((a, b) => byText(a.url, b.url))) {
      // Two columns of one name: the one that comes first by address speaks.
      if (names.has(one.name)) continue
      names.add(one.name)
      const there = new Set(one.periods)
      for (const period of owed(one, at)) {
        examined.add(period)
        if (!there.has(period)) lacking.set(period, [...(lacking.get(period) ?? []), one])
      }
    }
    const findings = [...lacking].flatMap(([period, [first, ...more]]) =>
      first === undefined ? [] : [report(period, [first, ...more])],
    )
    return { examined, findings: inOrder(findings) }
  },
})
