/** Dead links: what a crawl for links alone was made for, with the pages that name each of them. */
import type { CrawlState } from './state/crawl-state.js'

/** An address that attempts agree to be broken. */
export interface DeadLink {
  readonly url: string
  readonly cause: string
  /** Skimmed pages that name it: how many, and the first five by depth and URL. */
  readonly referrers: { readonly count: number; readonly first: readonly string[] }
}

const FIRST = 5

/** Every dead link, in order of its address. One pass over the link table. */
export function deadLinks(state: CrawlState): DeadLink[] {
  const referrers = new Map<number, { count: number; first: string[] }>()
  const broken = state.links.broken()
  for (const { no } of broken) referrers.set(no, { count: 0, first: [] })
  for (const { url, links } of state.links.naming(referrers))
    for (const no of links) {
      const known = referrers.get(no)
      if (!known) continue
      known.count += 1
      if (known.first.length < FIRST) known.first.push(url)
    }
  return broken.map(({ no, url, cause }) => ({
    url,
    cause,
    referrers: referrers.get(no) ?? { count: 0, first: [] },
  }))
}
