/** Entries in the panels of tabs: all but one panel are hidden until somebody clicks. */
import type { Clickable } from './clickables.js'
import { type Regions, regionOf } from './regions.js'
import { datedRows, type Row } from './rows.js'
import { shapeOf } from './shape.js'
import type { Tree } from './tree.js'
import { viewOf } from './view.js'

/** Panels of tabs stand so many levels below what holds them all. */
const PANEL_LEVELS = 3

/** The shape of a row beside each of the elements that may hold the panel that it stands in. */
function placesOf(tree: Tree, row: Row): string[] {
  const shape = shapeOf(tree, row.el)
  const places: string[] = []
  let at = tree.els[row.container]
  for (let level = 1; level <= PANEL_LEVELS && at !== undefined; level++) {
    places.push(`${level} ${shape}@${at.parent}`)
    at = tree.els[at.parent]
  }
  return places
}

/**
 * Entries of tab panels that are hidden until clicked: rows of the very shape that a visible list has, in a panel beside
 * it; where no visible list of the page's own shows any, those that lead on and are dated.
 */
export function hiddenTabs(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  rows: readonly Row[],
): Row[] {
  if (!clickables.some((c) => c.el.hidden)) return []
  const own = ({ el }: Row): boolean => regionOf(regions, el) === 'content'
  const places = rows.some(own) ? new Set(rows.flatMap((row) => placesOf(tree, row))) : null
  return datedRows(viewOf(tree, clickables, regions, true)).filter(
    (row) =>
      !/\{\{|\$\{|<%/.test(row.title) &&
      (places === null
        ? row.url !== null && row.date !== null && own(row)
        : placesOf(tree, row).some((place) => places.has(place))),
  )
}
