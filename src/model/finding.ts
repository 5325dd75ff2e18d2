/** Findings and metrics as a check reports them, before anybody recorded them. */
import type { Code } from './code.js'
import type { PlainDate } from './date.js'
import type { Verdict } from './vocabulary.js'

/** Plain values that a message is rendered from; whole numbers, strings, lists of them. In no hash. */
export type FactValue =
  | string
  | number
  | boolean
  | null
  | readonly FactValue[]
  | { readonly [key: string]: FactValue }
export type Facts = { readonly [key: string]: FactValue }

/** Where the witness looks again, and what it frames in the picture. */
export interface Sighting {
  /** Pages on which the claim rests, the most telling first; re-read by the witness. */
  readonly pages: readonly string[]
  readonly region:
    | { readonly kind: 'link'; readonly target: string }
    | { readonly kind: 'text'; readonly text: string }
    /** Numbers of persons: where they stand is measured anew, for they are written down nowhere. */
    | { readonly kind: 'numbers' }
    | { readonly kind: 'page' }
}

/** One thing at fault, in one place. 问题 */
export interface Finding {
  readonly code: Code
  readonly verdict: Verdict
  /** Identity of the thing at fault: a URL, an element id, `YEAR`, a column's name (contract §5). */
  readonly subject: string
  /** Events only: the day it happened. */
  readonly occurredOn: PlainDate | null
  /** The page it is seen on. */
  readonly url: string
  /** How an editor finds it: names from the start page down. */
  readonly where: readonly string[]
  readonly facts: Facts
  readonly at: Sighting
  /** Signatures of the page-frame pieces that carry it; empty where it stands in content of its own page. */
  readonly frame: readonly string[]
  /** Rubrics that asked for what was judged; absent where the check always runs. */
  readonly askedBy?: readonly string[]
}

/** A number that a check measured. */
export interface Metric {
  readonly name: string
  readonly value: number
  readonly facts: Facts
  /** Pages that it was read from; absent where it was measured otherwise. */
  readonly pages?: readonly string[]
  readonly askedBy?: readonly string[]
}

/**
 * What a check saw. `examined` names every subject it judged, good or bad, as it would name it in a finding
 * (same spelling): what is not in it was not looked at, and is neither confirmed nor fixed by this run.
 */
export interface Outcome {
  readonly examined: ReadonlySet<string>
  readonly findings: readonly Finding[]
  readonly metrics?: readonly Metric[]
}

/** What one check said of one unit. */
export interface JudgedCheck {
  readonly unit: string
  readonly check: string
  readonly checkVersion: number
  readonly outcome: Outcome
}
