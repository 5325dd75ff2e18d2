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

/** True where the operator, or nobody, answers for what stands there. */
export function isCommon(owner: string | null, index: SiteIndex): boolean {
  return owner === null || owner === index.site.operator
}

/** What a unit discloses lies on common pages, and only a publisher's name makes it this unit's. */
export function livesOnCommonPages(pages: UnitPages): boolean {
  return pages.unit.scopes.some((scope) => scope.by === 'publisher')
}

/** Outside the unit's part and still its own where it names the unit: one hop of its navigation, or where it lives. */
export function isBeside(page: SitePage, pages: UnitPages): boolean {
  if (page.owner === pages.unit.id) return false
  return page.record.via === 'hop' || (livesOnCommonPages(pages) && isCommon(page.owner, pages.index))
}

/** The pages whose menus lead on to what is the unit's: its own, and the start page where it shares that. */
export function leadingPages({ pages, start, unit }: UnitPages): readonly SitePage[] {
  return start === undefined || start.owner === unit.id ? pages : [start, ...pages]
}
