/** Skimming: title and links of a page in one pass over its text, without a tree; says when only a full reading will do. */
import { isPlain } from './skim-doubt.js'
import { SkimFrames } from './skim-frames.js'
import { Skimming } from './skim-pass.js'
import { decodeText } from './skim-target.js'
import { tidy } from './tree.js'

/** Longer pages are read in full: there are few. */
const LONGEST = 2_000_000

/** How a link stands in its page: what a person clicks, a click handler, a picture, an embedded thing. */
export type SkimUse = 'click' | 'download' | 'handler' | 'picture' | 'media'

/** One link as written: neither decoded nor resolved, for most stand on every page and are understood once. */
export interface SkimLink {
  readonly raw: string
  readonly use: SkimUse
}

/** Links that stand in a row. */
export interface SkimRun {
  readonly links: readonly SkimLink[]
  /** Part of a page frame: the same object for every page that carries it. */
  readonly frame: boolean
}

/** A skimmed page. Strings are pieces of the page: copy what is kept. */
export interface Skim {
  readonly title: string | null
  /** The href of the first base element as written; null without one. */
  readonly base: string | null
  /** In document order, at most 20,000 links. */
  readonly runs: readonly SkimRun[]
}

/**
 * Skims the pages of a site one after the other, and learns the frame that they share. It depends on nothing but the
 * page what a skim says.
 */
export class Skimmer {
  readonly #frames = new SkimFrames()

  /**
   * Skims a page's decoded text. null: only a full reading will do, for the text is no plain page (data, a wall, an
   * error page, frames, a page that scripts complete or that forwards), or is written so oddly that the pass lost its way.
   */
  skim(html: string): Skim | null {
    if (html.length > LONGEST || !/^[\s\ufeff]*<(?!\?xml)/i.test(html)) return null
    const skimming = new Skimming(html, this.#frames)
    skimming.run()
    const { lost, base, runs, signs, start, marks, met } = skimming
    const title = skimming.title === null ? null : tidy(decodeText(skimming.title))
    if (lost || !isPlain(html, title ?? '', signs)) return null
    if (base === null && !(met.head && met.tail)) {
      const links = runs.flatMap((run) => run.links)
      this.#frames.learn({ html, start, marks, end: skimming.mark(html.length), links, signs }, met)
    }
    return { title, base, runs }
  }
}
