/** Places: the chain of opening tags in which an element stands. The frame of a site puts the same ones on every page. */
import type { MenuEntry, PageLink } from '../model/page.js'
import { Noted, questionsTo } from './noted.js'
import type { Goal, Said } from './said.js'
import { Tag } from './tag.js'

/** Levels that are shared; what is nested deeper has places of its own. */
const DEEPEST = 60
/** Places after which all are forgotten with the next page, and after which this page's own are not shared. */
const MAX_PLACES = 8_000
const MOST_PLACES = 30_000

let places = 0

/** Something to click, as far as its tags, its words and what its address is resolved against decide. */
export interface Click {
  readonly said: Said
  readonly goal: Goal | null
  /** As {@link resolvedBy} tells it. */
  readonly by: string
  readonly raw: string
  readonly title: string
}

/**
 * An element's own tag and those of all that it stands in. Shared by the elements of all pages that stand alike: what
 * readers note on it follows from these tags alone.
 */
export class Place extends Noted {
  readonly depth: number
  #inner: Map<Tag, Place> | null = null
  /** Lists that it is nested in, once a reader counted them. */
  level = -1
  /** The path by which its links are signed, and the part of it that the places within have in common. */
  path: string | null = null
  innerPath: string | null = null
  /** The area that it is named like, once a reader asked; -1 before. */
  region = -1
  /** What could be clicked here last. */
  click: Click | null = null
  /** The menu entry that stood here last. */
  entry: MenuEntry | null = null
  /** Links that stood here, a few of them: the same on every page that repeats them. */
  links: PageLink[] | null = null

  constructor(
    readonly tag: Tag,
    readonly outer: Place | null,
  ) {
    super()
    this.depth = outer === null ? -1 : outer.depth + 1
  }

  /** The place of an element that stands directly in this one. */
  inner(tag: Tag): Place {
    const known = this.#inner?.get(tag)
    if (known !== undefined) return known
    const place = new Place(tag, this)
    if (place.depth > DEEPEST || places > MOST_PLACES) return place
    this.#inner ??= new Map()
    this.#inner.set(tag, place)
    places++
    return place
  }
}

const NO_TAG = new Tag('', {}, false)
let root = new Place(NO_TAG, null)

/** The place of a page: it holds its outermost elements and is none itself. Forgets all places when there are too many. */
export function pagePlace(): Place {
  if (places > MAX_PLACES) {
    places = 0
    root = new Place(NO_TAG, null)
  }
  return root
}

/** Makes a question to places; see {@link questionsTo}. */
export const askedOfPlace = questionsTo<Place>()

/** The places from an element's own outwards: at most `most`, none of `body` or beyond where `withinBody`. */
export function* outwards(place: Place, most: number): Generator<Place> {
  let at: Place | null = place
  for (let i = 0; i < most && at !== null && at.outer !== null; i++) {
    yield at
    at = at.outer
  }
}
