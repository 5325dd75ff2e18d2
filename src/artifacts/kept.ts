/**
 * What readers keep of an element that pages of a site share letter by letter: only what follows from the element with
 * all that it holds, and from nothing round it.
 */
import type { PageLink } from '../model/page.js'
import type { Clickable } from './clickables.js'
import type { Click } from './place.js'
import type { Goal } from './said.js'

/** A link of the page's own host, as it was told last. */
export interface KeptLink {
  readonly link: PageLink
  readonly goal: Goal | null
  /** Where it stood, and the origin of the page that it stood on. */
  readonly region: PageLink['region']
  readonly here: string
}

/** Shared by the element's copies on all pages that hold it; what nobody asked for yet is null. */
export class Kept {
  /** What can be clicked there, and the same with the element of the page that it was met on last. */
  click: Click | null = null
  clickable: Clickable | null = null
  link: KeptLink | null = null
  /** It is no trail of the page, whatever else is one. */
  trailless: boolean | null = null
  /** It is a menu by what it holds, see `mapRegions`. */
  menu: boolean | null = null
  /** All its lines could stand in a foot. */
  foot: boolean | null = null
  /** The name of a column that is all that it says, folded; '' for none. */
  name: string | null = null
  /** It holds an anchor. */
  anchored: boolean | null = null
}
