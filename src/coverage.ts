/** Coverage: what share of its inputs each check had looked at, in this inspection and in the days that count. */
import { CHECKS } from '../checks/index.js'
import type { Harvest } from './model/harvest.js'
import type { CheckCoverage } from './model/inspection.js'
import type { Artifacts } from './model/portal.js'
import type { UnitSpec } from './model/site.js'

type Inputs = CheckCoverage['inputs']
type Counts = Pick<CheckCoverage, 'known' | 'looked' | 'recent'>

/** What an artifact is made of; pages, unless it stands here. null: of nothing that could be left out. */
const MADE_OF: Partial<Record<keyof Artifacts, Inputs | null>> = {
  unit: null,
  coverage: null,
  start: 'start',
  search: 'search',
  columns: 'columns',
  quotas: 'columns',
  series: 'columns',
  links: 'links',
}
/** A check that draws on several counts by that of which there is most to look at. */
const WIDEST: readonly Inputs[] = ['links', 'pages', 'columns', 'search', 'start']

/** What a check looks at. */
function inputsOf(needs: readonly (keyof Artifacts)[]): Inputs {
  const made = new Set(needs.map((need) => (need in MADE_OF ? MADE_OF[need] : 'pages')))
  return WIDEST.find((inputs) => made.has(inputs)) ?? 'pages'
}

/** Where nothing is remembered, what is known is what was met: read or not. */
function countsOf(
  unit: UnitSpec,
  harvest: Harvest,
  artifacts: Artifacts | undefined,
): Record<Inputs, Counts> {
  const met = (known: number, looked: number): Counts => ({ known, looked, recent: looked })
  const share = harvest.shares?.get(unit.id)
  const start = harvest.starts.get(unit.id)
  const links = artifacts?.links ?? []
  const unread = harvest.gaps.filter((gap) => gap.unit === unit.id).length
  const read = artifacts?.coverage.pagesRead ?? 0
  const columns = artifacts?.columns ?? []
  return {
    start: met(1, start && start.outcome !== 'unknown' ? 1 : 0),
    search: met(1, harvest.search.has(unit.id) ? 1 : 0),
    links: share?.links ?? met(links.length, links.filter(({ reach }) => reach.outcome !== 'unknown').length),
    pages: share?.pages ?? met(read + unread, read),
    columns: share?.fronts ?? met(columns.length, columns.filter(({ url }) => harvest.page(url)).length),
  }
}

/** Coverage of every check for one unit, in the order of the checks. */
export function checkCoverage(
  unit: UnitSpec,
  harvest: Harvest,
  artifacts: Artifacts | undefined,
): CheckCoverage[] {
  const counts = countsOf(unit, harvest, artifacts)
  return CHECKS.map(({ id, needs }) => {
    const inputs = inputsOf(needs)
    return { check: id, inputs, ...counts[inputs] }
  })
}
