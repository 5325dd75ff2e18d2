/** The life of a finding as a pure table: what one inspection makes of it (contract §7). */
import type { FindingState, Nature, Verdict } from '../model/vocabulary.js'

/**
 * What an inspection may do to findings. counts: everything that its examination allows. doubtful: it was inconclusive
 * or partial. stale: its assessment date lies before the unit's latest recorded one. The last two change no state.
 */
export type Weight = 'counts' | 'doubtful' | 'stale'

/** A finding as recorded before this inspection. */
export interface Before {
  readonly state: FindingState
  readonly verdict: Verdict
  /** It was confirmed at some time. */
  readonly everConfirmed: boolean
  /** It was fixed after it was last confirmed. */
  readonly goneSince: boolean
}

/** What was seen of it now. */
export interface Seen {
  readonly verdict: Verdict
  readonly weight: Weight
  /** The observations since the last fix, this one included, confirm it. */
  readonly enough: boolean
  /** Why it is dismissed by a ruling or an exemption in force, or null. */
  readonly dismissal: string | null
  /** A person ruled that it is a problem. */
  readonly ruledProblem: boolean
}

/** The finding after this inspection. */
export interface After {
  readonly state: FindingState
  readonly verdict: Verdict
  readonly change: 'new' | 'confirmed' | 'recurred' | 'fixed' | 'dismissed' | null
}

/** A finding that this inspection shows. */
export function afterSeen(before: Before | null, seen: Seen): After {
  if (before && seen.weight !== 'counts') {
    // What is settled stays; of an open doubt the latest look may say how it stands, but only one that counts.
    return { state: before.state, verdict: before.verdict, change: null }
  }
  if (seen.dismissal !== null)
    return {
      state: 'dismissed',
      verdict: seen.verdict,
      change: before?.state === 'dismissed' ? null : 'dismissed',
    }
  const born = before === null ? 'new' : null
  if (seen.weight !== 'counts') return { state: 'candidate', verdict: seen.verdict, change: born }
  if (before?.state === 'confirmed') return { state: 'confirmed', verdict: 'problem', change: null }
  if (seen.ruledProblem || (seen.verdict === 'problem' && seen.enough)) {
    const back = before?.everConfirmed === true && before.goneSince
    return { state: 'confirmed', verdict: 'problem', change: back ? 'recurred' : 'confirmed' }
  }
  return { state: 'candidate', verdict: seen.verdict, change: born }
}

/**
 * A recorded finding whose subject a complete inspection examined and does not show. Events never become fixed, and a
 * `cannot-tell` stays a candidate until a person rules.
 */
export function afterGone(before: Before, nature: Nature): After {
  const doubt = before.state === 'candidate' && before.verdict === 'cannot-tell'
  const open = before.state === 'candidate' || before.state === 'confirmed'
  if (!open || doubt || nature === 'event')
    return { state: before.state, verdict: before.verdict, change: null }
  return { state: 'fixed', verdict: before.verdict, change: 'fixed' }
}
