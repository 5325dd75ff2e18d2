/** Places: the chain of opening tags in which an element stands. The frame of a site puts the same ones on every page. */
import type { MenuEntry, PageLink } from '../model/page.js'
import { Tag } from './tag.js'

/** Levels that are shared; what is nested deeper has places of its own. */
const DEEPEST = 60
/** Places after which all are forgotten with the next page, and after which this page's own are not shared. */
const MAX_PLACES = 8_000
const MOST_PLACES = 30_000

let places = 0

/**
 * An element's own tag and those of all that it stands in. Shared by the elements of all pages that stand alike: what
 * readers note on it follows from these tags alone.
 */
export class Place {
  readonly depth: number
  #inner: Map<Tag, Place> | null = null
  /** Questions answered, and those answered with yes: see {@link askedOfPlace}. */
  asked = 0
  answers = 0
  /** Lists that it is nested in, once a reader counted them. */
  level = -1
  /** The path by which its links are signed. */
  path: string | null = null
  /** The menu entry that stood here last. */
  entry: MenuEntry | null = null
  /** Links that stood here, a few of them: the same on every page that repeats them. */
  links: PageLink[] | null = null

  constructor(
    readonly tag: Tag,
    readonly outer: Place | null,
  ) {
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

let tagQuestions = 0
let placeQuestions = 0

/** A question to tags whose answer is worked out once for each tag. At most 31 of them exist. */
export function askedOfTag(answer: (tag: Tag) => boolean): (tag: Tag) => boolean {
  const bit = 1 << tagQuestions++
  return (tag) => {
    if ((tag.asked & bit) === 0) {
      tag.asked |= bit
      if (answer(tag)) tag.answers |= bit
    }
    return (tag.answers & bit) !== 0
  }
}

/** A question to places whose answer is worked out once for each place. At most 31 of them exist. */
export function askedOfPlace(answer: (place: Place) => boolean): (place: Place) => boolean {
  const bit = 1 << placeQuestions++
  return (place) => {
    if ((place.asked & bit) === 0) {
      place.asked |= bit
      if (answer(place)) place.answers |= bit
    }
    return (place.answers & bit) !== 0
  }
}

/** The places from an element's own outwards: at most `most`, none of `body` or beyond where `withinBody`. */
export function* outwards(place: Place, most: number): Generator<Place> {
  let at: Place | null = place
  for (let i = 0; i < most && at !== null && at.outer !== null; i++) {
    yield at
    at = at.outer
  }
}
