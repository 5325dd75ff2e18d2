/** Seeds: the addresses that a crawl begins with. */
import type { InspectionJob } from '../model/inspection.js'
import type { FrontierEntry } from './state/crawl-state.js'
import type { Territory } from './territory.js'

/** Start pages, registered columns, places, and the site's home: the operator's own, for others the common frame. Start pages, and the home that several share, where nothing else is looked at. */
export function seedsOf(job: InspectionJob, territory: Territory): FrontierEntry[] {
  const { site } = job
  const units = site.units.filter((unit) => territory.inspected.has(unit.id))
  const seeds: FrontierEntry[] = units.map((unit) => ({
    url: unit.portal,
    depth: 0,
    via: 'start',
    parent: null,
    mode: 'scope',
  }))
  const home: FrontierEntry = { url: site.home, depth: 1, via: 'hop', parent: null, mode: 'hop' }
  // Of one whose home answers it is no outage that some start pages fail.
  if (job.startsOnly) return site.units.length > 1 ? [...seeds, home] : seeds
  const columns = [
    ...units.flatMap((unit) => unit.columns.map((column) => ({ ...column, owner: column.owner ?? unit.id }))),
    ...site.columns,
  ]
  for (const { url, owner } of columns)
    if (url !== null && (owner === null ? territory.isInScope(url) : territory.inspected.has(owner)))
      seeds.push({ url, depth: 1, via: 'menu', parent: null, mode: 'scope' })
  for (const { url } of site.places)
    if (!url.includes('{keyword}') && !url.includes('%7Bkeyword%7D'))
      seeds.push({ url, depth: 1, via: 'place', parent: null, mode: 'place' })
  const operated = site.operator !== null && territory.inspected.has(site.operator)
  if (operated && territory.isInScope(site.home))
    seeds.push({ url: site.home, depth: 0, via: 'start', parent: null, mode: 'scope' })
  else seeds.push(home)
  return seeds
}
