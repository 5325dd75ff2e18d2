/** Turns at a site: two runs of this process never crawl one site at the same time. */

/** Runs work for a site when everything that came before it has ended. */
export type OneAtATime = <T>(site: string, work: () => Promise<T>) => Promise<T>

/** Turns, first come first served per site. */
export interface SiteTurns {
  readonly oneAtATime: OneAtATime
  /** True while anybody is at a site, or waits for it. */
  isBusy(site: string): boolean
}

/** New turns: nobody is anywhere yet. */
export function siteTurns(): SiteTurns {
  const tails = new Map<string, Promise<unknown>>()
  const oneAtATime: OneAtATime = async (site, work) => {
    const before = tails.get(site) ?? Promise.resolve()
    const own = before.then(work, work)
    const settled = own.then(
      () => undefined,
      () => undefined,
    )
    tails.set(site, settled)
    try {
      return await own
    } finally {
      if (tails.get(site) === settled) tails.delete(site)
    }
  }
  return { oneAtATime, isBusy: (site) => tails.has(site) }
}
