/** What readers keep of an element that pages of a site share letter by letter: what follows from the element with all that it holds. */
import type { Click } from './place.js'

/** Shared by the element's copies on all pages that hold it. */
export class Kept {
  /** What can be clicked there. */
  click: Click | null = null
}
