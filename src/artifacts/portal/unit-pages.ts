/** One unit's part of the site: its pages, its start page, and what stands for it in the places. */
import { namesUnit, type UnitSpec, unitsNamedIn } from '../../model/site.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import type { SiteIndex, SitePage } from './site-index.js'

/** A unit with its pages, in order of depth and URL. */
export interface UnitPages {
  readonly unit: UnitSpec
  readonly index: SiteIndex
  readonly pages: readonly SitePage[]
  readonly start: SitePage | undefined
  /** Pages of the places of a role, read or not. */
  placePages(role: ColumnRole | 'search'): readonly SitePage[]
  /** Addresses of the places of a role. */
  placeUrls(role: ColumnRole | 'search'): readonly string[]
}

/** Sorts the site's pages under the inspected units. One pass over the pages. */
export function unitPagesOf(index: SiteIndex, ids: readonly string[]): UnitPages[] {
  const byOwner = new Map<string, SitePage[]>(ids.map((id) => [id, []]))
  const byPlace = new Map<string, SitePage[]>()
  for (const page of index.pages) {
    if (page.owner !== null) byOwner.get(page.owner)?.push(page)
    for (const place of page.places) {
      const known = byPlace.get(place.role)
      if (!known) byPlace.set(place.role, [page])
      else if (known.at(-1) !== page) known.push(page)
    }
  }
  return index.site.units
    .filter((unit) => byOwner.has(unit.id))
    .map((unit) => ({
      unit,
      index,
      pages: byOwner.get(unit.id) ?? [],
      start: index.find(unit.portal),
      placePages: (role) => byPlace.get(role) ?? [],
      placeUrls: (role) => index.site.places.filter((place) => place.role === role).map((place) => place.url),
    }))
}

/** True when a title or a source names this unit, and no unit of the site with a longer name stands in its place. */
export function isNamed(pages: UnitPages, ...texts: readonly (string | null)[]): boolean {
  return texts.some((text) => {
    if (text === null || text === '') return false
    return namesUnit(text, pages.unit) && unitsNamedIn(text, pages.index.site.units).includes(pages.unit)
  })
}
