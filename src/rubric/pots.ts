/** Marks in common: what each bucket of a group's pot has left, and whether a person has signed it. */
import type { Hundredths } from '../model/points.js'
import { amount } from './amount.js'
import { bucketsOf } from './bucket.js'
import { isLive, type RowLines } from './evaluate.js'
import type { Rubric } from './schema.js'
import type { RowStatus } from './status.js'

/** One bucket of one group. */
export interface EvaluatedPot {
  readonly group: string
  readonly title: string
  readonly bucket: string
  readonly max: Hundredths
  /** What the entries of the bucket take and give, after all caps. */
  readonly change: Hundredths
  /** null until a person has signed the bucket. */
  readonly score: Hundredths | null
}

/** Every bucket of every pot of which at least one row is the unit's. */
export function evaluatePots(rubric: Rubric, rows: readonly (RowLines & RowStatus)[]): EvaluatedPot[] {
  return rubric.groups.flatMap((group) => {
    const { pot } = group
    const inside = rows.filter(({ row, status }) => row.group === group.id && status !== 'not-applicable')
    if (!pot || inside.length === 0) return []
    const lines = inside.flatMap((row) => row.lines.map((line) => ({ line, row: row.row })))
    return bucketsOf(pot.per).map((bucket): EvaluatedPot => {
      const own = lines.filter(({ line }) => line.entry.bucket === bucket)
      const change = own.reduce((sum, { line }) => sum + line.after['group-cap'], 0)
      const signed = own.some(
        ({ line, row }) => row.id === pot.settledBy && line.entry.kind === 'manual' && isLive(line.entry),
      )
      const max = amount(pot.each)
      const score = signed ? Math.min(max, Math.max(0, max + change)) : null
      return { group: group.id, title: group.title, bucket, max, change, score }
    })
  })
}
