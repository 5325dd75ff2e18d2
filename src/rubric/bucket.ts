/** Buckets of a year: in which month, quarter or year marks are given and lost (contract §7). */
import type { BucketPeriod, GroupDocument, Indicator, Rubric } from './schema.js'

const numbered = (letter: string, count: number, width: number): string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(width, '0')}`)

const BUCKETS: Readonly<Record<BucketPeriod, readonly string[]>> = {
  month: numbered('M', 12, 2),
  quarter: numbered('Q', 4, 1),
  year: ['Y'],
}

/** `M01…M12`, `Q1…Q4` or `Y`, in order. */
export function bucketsOf(per: BucketPeriod): readonly string[] {
  return BUCKETS[per]
}

/** The bucket of a day. */
export function bucketOn(day: string, per: BucketPeriod): string {
  const month = Number(day.slice(5, 7))
  if (per === 'month') return `M${String(month).padStart(2, '0')}`
  return per === 'quarter' ? `Q${Math.ceil(month / 3)}` : 'Y'
}

/** The group whose marks a row shares; null where the row has its own or moves the total. */
export function potOf(rubric: Rubric, row: Indicator): (GroupDocument & { pot: object }) | null {
  const group = row.adjusts === 'pot' ? rubric.groups.find((held) => held.id === row.group) : undefined
  return group?.pot ? { ...group, pot: group.pot } : null
}
