/** Series that must appear period by period: registered, asked for by a rubric, or shown by a list with a registered frequency. */
import type { PlainDate } from '../../model/date.js'
import type { Series, SeriesEvery } from '../../model/duty.js'
import type { InspectionJob } from '../../model/inspection.js'
import { isPeriodOf, periodsIn, stemOf } from '../../model/period.js'
import type { SeriesView } from '../../model/portal-duties.js'
import { holdingsOf } from './below.js'
import type { Column, Columns } from './columns.js'
import { columnMatches } from './synonyms.js'
import type { UnitPages } from './unit-pages.js'

/** A list shows a series when it has so many entries that name a period, and they are so large a share. */
const MIN_PLACED = 3
const PLACED_SHARE = 0.8
/** Titles of a series are alike but for the period: those of news that happen to name months are not. */
const SAME_STEM_SHARE = 0.6
/** A series has one entry a period, or a few: many say that the list is told by days, not by periods. */
const MAX_PER_PERIOD = 2

interface Asked {
  readonly series: Series
  readonly askedBy: readonly string[]
  /** Told by a frequency alone: only what the list itself shows is a series. */
  readonly guessed: boolean
}

/** What is asked of a column: by its own registration, by rubrics, or by its frequency. */
function askedOf(column: Column, pages: UnitPages, job: InspectionJob): Asked[] {
  const { registration, view } = column
  if (registration?.series) return [{ series: registration.series, askedBy: [], guessed: false }]
  const kind = pages.unit.kind
  const wanted = (job.needs.duties?.series ?? []).filter(
    ({ column: name, synonyms, kinds }) =>
      columnMatches({ name, synonyms }, view.name) &&
      (kinds === null || (kind !== null && kinds.includes(kind))),
  )
  const first = wanted[0]
  if (first) {
    const askedBy = [...new Set(wanted.flatMap((one) => one.askedBy))].sort()
    return [{ series: first, askedBy, guessed: false }]
  }
  const every = registration?.everyMaybe
  return every === undefined || view.role === 'annual-report'
    ? []
    : [{ series: { every }, askedBy: [], guessed: true }]
}

/** Periods of entries of other lists and of articles whose titles are those of the series. */
function elsewhere(stems: ReadonlySet<string>, every: SeriesEvery, pages: UnitPages): string[] {
  const found: string[] = []
  const look = (title: string, date: PlainDate | null) => {
    if (stems.has(stemOf(title))) found.push(...periodsIn(title, every, date))
  }
  for (const { facts } of pages.pages) {
    if (facts === null) continue
    for (const item of facts.items) look(item.title, item.date)
    if (facts.items.length === 0) look(facts.title ?? facts.heading ?? '', facts.published)
  }
  return found
}

/** True where most titles share one stem, or one of a few: two series may live in one list. */
function isOneSeries(titles: readonly string[]): boolean {
  const counts = new Map<string, number>()
  for (const title of titles) counts.set(stemOf(title), (counts.get(stemOf(title)) ?? 0) + 1)
  const repeated = [...counts.values()].filter((count) => count > 1)
  return repeated.reduce((sum, count) => sum + count, 0) >= titles.length * SAME_STEM_SHARE
}

function viewOf(column: Column, asked: Asked, pages: UnitPages, columns: Columns): SeriesView | null {
  const { every, dueDays, from, exempt = [] } = asked.series
  const { view } = column
  const { entries, complete, pages: listed } = holdingsOf(column, columns)
  if (entries.length === 0) return null
  const placed = entries.map(({ item, date }) => ({
    title: item.title,
    periods: periodsIn(item.title, every, date),
  }))
  const named = placed.filter(({ periods }) => periods.length > 0)
  if (asked.guessed && (named.length < MIN_PLACED || named.length < placed.length * PLACED_SHARE)) return null
  const distinct = new Set(named.flatMap((one) => one.periods)).size
  if (asked.guessed && (distinct < MIN_PLACED || named.length > distinct * MAX_PER_PERIOD)) return null
  if (asked.guessed && !isOneSeries(named.map(({ title }) => title))) return null
  // One list may hold several series: a hole in one is hidden by another, never invented.
  const stems = new Set(named.map(({ title }) => stemOf(title)).filter((stem) => stem.length >= 4))
  const periods = new Set([...named.flatMap((one) => one.periods), ...elsewhere(stems, every, pages)])
  return {
    name: view.name,
    url: view.url,
    where: view.path,
    every,
    dueDays: dueDays ?? null,
    from: from !== undefined && isPeriodOf(every, from) ? from : null,
    exempt: [...exempt].sort(),
    periods: [...periods].sort(),
    unplaced: placed.length - named.length,
    complete,
    holesOnly: asked.guessed,
    lookAt: listed,
    askedBy: asked.askedBy,
  }
}

/** The unit's series. Columns that could not be read, or hold nothing at all, have defects of their own. */
export function seriesOf(pages: UnitPages, columns: Columns, job: InspectionJob): SeriesView[] {
  const covered = new Set<string>()
  return columns.all.flatMap((column): SeriesView[] => {
    const { view } = column
    const read = view.read === 'html' || view.read === 'rendered'
    if (!read || view.assignedAway || view.archive || view.notApplicable !== null) return []
    if (view.form === 'external' || view.form === 'single' || covered.has(view.url)) return []
    return askedOf(column, pages, job).flatMap((asked) => {
      const seen = viewOf(column, asked, pages, columns)
      if (seen === null) return []
      // What stands below a column of the series is the same series.
      for (const url of view.children) covered.add(url)
      return [seen]
    })
  })
}
