/** Problems that others found (第三方评估、上级通报、群众反映): what is said of one before it is a finding. */
import type { PlainDate } from './date.js'

/** Code of a problem that no check of ours knows: a person decides about it from beginning to end. */
export const REPORTED_CODE = 'reported'

/** One problem as somebody reported it. */
export interface ReportedProblem {
  /** Unit id. */
  readonly unit: string
  /** A code of ours where it is about what a check of ours judges, else `reported`. */
  readonly code: string
  /** What the source calls it. */
  readonly type: string
  /** Page it was seen on. */
  readonly url: string
  /** What is at fault, in the words of the code's subject. */
  readonly subject: string
  readonly column: string | null
  readonly where: readonly string[]
  /** The problem in the source's words. */
  readonly said: string
  readonly on: PlainDate
  /** Who found it, and the number under which they list it. */
  readonly source: string
  readonly sourceNumber: string | null
  readonly document: string | null
  /** Rules that price it once it is confirmed, where the check's own code does not. */
  readonly rules: readonly string[]
  /** The office takes it as a problem at once; otherwise somebody has to rule on it. */
  readonly confirmed: boolean
}
