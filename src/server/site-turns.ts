/** Turns at a site: two runs of this process never crawl one site at the same time; what somebody waits for goes first. */

/**
 * Runs work for a site when everything that came before it has ended. `yields` is aborted when somebody waits for the
 * site: work that can be begun anew had better break off, and ask for another turn.
 */
export type OneAtATime = <T>(site: string, work: (yields: AbortSignal) => Promise<T>) => Promise<T>

/** Turns, first come first served per site. */
export interface SiteTurns {
  /** A turn for somebody who waits: whoever is at the site in no hurry is asked to yield. */
  readonly atOnce: OneAtATime
  /** A turn in no hurry. */
  readonly inTurn: OneAtATime
  /** True while anybody is at a site, or waits for it. */
  isBusy(site: string): boolean
}

interface Tail {
  readonly settled: Promise<unknown>
  /** Asks whoever is at the site, or before it in the row, to yield. */
  readonly yielding: ReadonlySet<AbortController>
}

/** New turns: nobody is anywhere yet. */
export function siteTurns(): SiteTurns {
  const tails = new Map<string, Tail>()
  const turn = async <T>(
    site: string,
    work: (yields: AbortSignal) => Promise<T>,
    hurry: boolean,
  ): Promise<T> => {
    const before = tails.get(site)
    if (hurry) for (const one of before?.yielding ?? []) one.abort()
    const control = new AbortController()
    const go = () => work(control.signal)
    const own = (before?.settled ?? Promise.resolve()).then(go, go)
    const settled = own.then(
      () => undefined,
      () => undefined,
    )
    // Whoever hurries is not asked to yield to the next one who does.
    const yielding = new Set(hurry ? [] : [...(before?.yielding ?? []), control])
    const tail = { settled, yielding }
    tails.set(site, tail)
    try {
      return await own
    } finally {
      yielding.delete(control)
      if (tails.get(site) === tail) tails.delete(site)
    }
  }
  return {
    atOnce: (site, work) => turn(site, work, true),
    inTurn: (site, work) => turn(site, work, false),
    isBusy: (site) => tails.has(site),
  }
}
