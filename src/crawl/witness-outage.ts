/** An outage of a whole site: looked at once more, with the attempts as evidence. */

import type { Reach } from '../model/attempt.js'
import { type Cause, weightOf } from '../model/fault.js'
import { lookAt } from './reading.js'
import type { WitnessArgs } from './witness.js'
import { storeAnswerOf } from './witness-evidence.js'
import { outageEvidence, type StoredItem } from './witness-manifest.js'

/** Whether the second look found the same failure, and the evidence of both. */
export interface WitnessedOutage extends StoredItem {
  readonly agreed: boolean
}

/** Causes that nobody is asked about again. */
const NEVER_ASKED: ReadonlySet<Cause> = new Set(['private-address', 'split-horizon', 'egress'])

/**
 * Asks for the failing start page once more.
 * @param outage the reach that stands for the site
 * @param subject address and owner as the shared finding names them; owner is a unit id, or `@` and the site's id
 */
export async function witnessOutage(
  args: Pick<
    WitnessArgs,
    'job' | 'harvest' | 'http' | 'browser' | 'store' | 'environment' | 'now' | 'signal'
  >,
  outage: Reach,
  subject: { readonly url: string; readonly owner: string },
): Promise<WitnessedOutage> {
  const asked = outage.cause !== null && !NEVER_ASKED.has(outage.cause) && !args.signal.aborted
  const answer = asked ? await args.http.get(outage.url, { fresh: true, signal: args.signal }) : null
  const attempt = answer ? lookAt(answer, 'page', true).attempt : null
  const same = attempt ? attempt.cause === outage.cause : outage.cause === 'private-address'
  const definite = outage.cause !== null && weightOf(outage.cause) !== 'doubt'
  const files = answer ? await storeAnswerOf(args.store, outage.url, answer) : []
  const attempts = [...outage.attempts, ...(attempt ? [attempt] : [])]
  const item = await outageEvidence(args, { ...subject, cause: outage.cause, attempts, files })
  return { ...item, agreed: outage.outcome === 'broken' && definite && same }
}
