/** Marks that rows share, given anew in each bucket of the year (contract §7). */
import { bucketsOf } from '../model/bucket.js'
import type { GroupDocument, Indicator, Rubric } from './schema.js'

export { bucketOn, bucketsOf, firstDayOf } from '../model/bucket.js'

/** Every bucket in which a rubric gives marks of their own, in order of its groups. */
export function potBuckets(rubric: Rubric): string[] {
  return [...new Set(rubric.groups.flatMap(({ pot }) => (pot ? bucketsOf(pot.per) : [])))]
}

/** The group whose marks a row shares; null where the row has its own or moves the total. */
export function potOf(rubric: Rubric, row: Indicator): (GroupDocument & { pot: object }) | null {
  const group = row.adjusts === 'pot' ? rubric.groups.find((held) => held.id === row.group) : undefined
  return group?.pot ? { ...group, pot: group.pot } : null
}
