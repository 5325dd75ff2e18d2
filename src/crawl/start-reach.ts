/** How a visitor of a start page fares: a page that only leads on is no more than the one that it leads to. */
import { unknownReach } from '../artifacts/portal/site-index.js'
import type { Reach } from '../model/attempt.js'
import { weightOf } from '../model/fault.js'
import type { Harvest } from '../model/harvest.js'
import type { PageFacts } from '../model/page.js'

/** Steps from a start page to what its visitor gets to see. */
const MAX_STEPS = 3

/** It failed for a cause of its own: a wall or a fault of ours says nothing of where the start page leads. */
function fails({ outcome, cause }: Reach): boolean {
  if (outcome === 'ok' || outcome === 'unknown' || cause === null) return false
  const weight = weightOf(cause)
  return weight !== 'block' && weight !== 'ours'
}

/** Where a page sends every visitor; null where some may stay. */
function onward(facts: PageFacts | null | undefined): string | null {
  return facts?.signs?.leadsOn ? facts.forward : null
}

/** The reach of a start page, unknown where nobody asked. One that sends its visitor on to a page that fails has that page's. */
export function startReach(portal: string, { reach, page }: Pick<Harvest, 'reach' | 'page'>): Reach {
  const start = reach(portal) ?? unknownReach(portal)
  let next = start.outcome === 'ok' ? onward(page(portal)?.facts) : null
  for (let step = 0; step < MAX_STEPS && next; step++) {
    const there = reach(next)
    if (there && fails(there)) return there
    next = onward(page(next)?.facts)
  }
  return start
}
