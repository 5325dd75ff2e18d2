/** Buckets of a year: in which month, quarter or year points are given and lost (contract §7). */

/** Parts of a year that marks may be given for. */
export const PERIODS = ['month', 'quarter', 'year'] as const
export type BucketPeriod = (typeof PERIODS)[number]

const numbered = (letter: string, count: number, width: number): string[] =>
  Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(width, '0')}`)

const BUCKETS: Readonly<Record<BucketPeriod, readonly string[]>> = {
  month: numbered('M', 12, 2),
  quarter: numbered('Q', 4, 1),
  year: ['Y'],
}

/** Every bucket that there is, in order. */
export const ALL_BUCKETS: readonly string[] = PERIODS.flatMap((per) => BUCKETS[per])

/** `M01…M12`, `Q1…Q4` or `Y`, in order. */
export function bucketsOf(per: BucketPeriod): readonly string[] {
  return BUCKETS[per]
}

/** The first day of a bucket in a year. */
export function firstDayOf(year: string, bucket: string): string {
  const number = Number(bucket.slice(1)) || 1
  const month = bucket.startsWith('Q') ? 3 * number - 2 : bucket.startsWith('M') ? number : 1
  return `${year}-${String(month).padStart(2, '0')}-01`
}

/** The last day of a bucket in a year. */
export function lastDayOf(year: string, bucket: string): string {
  const number = Number(bucket.slice(1)) || 1
  const month = bucket.startsWith('Q') ? 3 * number : bucket.startsWith('M') ? number : 12
  return new Date(Date.UTC(Number(year), month, 0)).toISOString().slice(0, 10)
}

/** The bucket of a day. */
export function bucketOn(day: string, per: BucketPeriod): string {
  const month = Number(day.slice(5, 7))
  if (per === 'month') return `M${String(month).padStart(2, '0')}`
  return per === 'quarter' ? `Q${Math.ceil(month / 3)}` : 'Y'
}
