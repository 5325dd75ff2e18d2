/** Confirmation: a failure is looked at again, at set distances and by another client, before anything is said. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Attempt, Reach } from '../model/attempt.js'
import { classify, deservesRepeat, needsBrowser, type Standing } from './classify.js'
import type { Look } from './look.js'

/** How a target is looked at: by HTTP without any cache, and by the browser (null: there is none, or no more looks left). */
export interface Eyes {
  again(): Promise<Look>
  browser: (() => Promise<Look>) | null
}

/** What all looks together amount to; `look` is the one that succeeded, else the last. */
export interface Settled {
  readonly reach: Reach
  readonly look: Look
  /** The successful look was the browser's. */
  readonly rendered: boolean
}

/** What confirming rests on. Offsets are seconds from the first attempt. */
export interface ConfirmRules {
  readonly retrySeconds: readonly number[]
  readonly signal: AbortSignal
  now(): number
  standing(): Standing
}

/** Waits until so long after an instant; never longer than that, should the clock be put back meanwhile. */
async function until(since: number, offsetMs: number, rules: ConfirmRules): Promise<void> {
  const wait = Math.min(offsetMs, since + offsetMs - rules.now())
  if (wait <= 0) return
  try {
    await sleep(wait, undefined, { signal: rules.signal })
  } catch {
    // Aborted: the caller sees the signal.
  }
}

/** What a first look amounts to that needs no other: it succeeded, or no other could change what is known. */
export function settledBy(url: string, first: Look, standing: Standing): Settled {
  return { reach: classify(url, [first.attempt], standing), look: first, rendered: false }
}

/**
 * Looks again until the attempts settle it. With an aborted signal it stops and gives what is known.
 * @param first the failed or successful first look
 */
export async function settle(url: string, first: Look, eyes: Eyes, rules: ConfirmRules): Promise<Settled> {
  if (first.attempt.cause === null) return settledBy(url, first, rules.standing())
  const attempts: Attempt[] = [first.attempt]
  const needed = Math.max(1, rules.retrySeconds.length)
  let look = first
  while (!rules.signal.aborted && deservesRepeat(attempts, needed)) {
    const offset = rules.retrySeconds[attempts.length] ?? 0
    await until(first.attempt.startedAt, offset * 1000, rules)
    if (rules.signal.aborted) break
    look = await eyes.again()
    attempts.push(look.attempt)
    // Our own mishaps must not make it look for ever.
    if (attempts.length > needed + 3) break
  }
  let rendered = false
  if (eyes.browser && !rules.signal.aborted && needsBrowser(attempts, needed)) {
    const seen = await eyes.browser()
    attempts.push(seen.attempt)
    if (seen.attempt.cause === null) {
      look = seen
      rendered = true
    }
  }
  return { reach: classify(url, attempts, rules.standing()), look, rendered }
}
