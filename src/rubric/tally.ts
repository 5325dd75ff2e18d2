/** Rules about how many records there are: tiers by count, and lists whose missing items share the points. */
import { fraction, type Hundredths, roundHalfUp } from '../model/points.js'
import type { ScoredUnit } from '../model/scoring.js'
import { amount } from './amount.js'
import { itemApplies } from './applies.js'
import type { CountRule, ListRule } from './schema.js'

/** An entry whose value the count decides. */
interface Counted {
  readonly entry: { readonly occurrence: string }
  value: number
}

/** What n records change in a row of `max`: what they cost, or what they give less the full marks; 0 for none. */
export function changeOfCount(rule: CountRule, max: Hundredths, n: number): Hundredths {
  if (n === 0) return 0
  // Beyond the last tier nothing changes any more: 通报3次扣5分 holds for the fourth, too.
  const tier = rule.tiers.find((held) => n >= held.from && n <= (held.to ?? n)) ?? rule.tiers.at(-1)
  const points = amount(tier?.points ?? '0')
  return points < 0 ? points : gives(rule) ? points - max : points
}

/** True where the tiers say what is given, not what is taken. */
function gives(rule: CountRule): boolean {
  return rule.tiers.every((tier) => amount(tier.points) >= 0)
}

/** Gives each entry what it adds to the count of those before it. */
export function countTogether(rule: CountRule, max: Hundredths, drafts: readonly Counted[]): void {
  for (const [n, draft] of drafts.entries())
    draft.value = changeOfCount(rule, max, n + 1) - changeOfCount(rule, max, n)
}

/** The item of a list that an occurrence names: `item` or `item#record`. */
export function itemNamed(rule: ListRule, occurrence: string): ListRule['items'][number] | null {
  const [id] = occurrence.split('#')
  return rule.items.find((item) => item.id === id) ?? null
}

/** What k missing items of n cost, of the points that all share: rounded half up to a whole hundredth. */
export function changeOfList(rule: ListRule, unit: ScoredUnit, missing: number): Hundredths {
  const all = rule.items.filter((item) => itemApplies(item, unit) !== 'no').length
  return all === 0 ? 0 : -roundHalfUp(fraction(-amount(rule.points) * missing, all))
}

/** Gives each item that is missing its share; an item named twice, or one that is not the unit's, costs nothing. */
export function shareAmongItems(rule: ListRule, unit: ScoredUnit, drafts: readonly Counted[]): void {
  const seen = new Set<string>()
  for (const draft of drafts) {
    const item = itemNamed(rule, draft.entry.occurrence)
    const before = changeOfList(rule, unit, seen.size)
    if (item && itemApplies(item, unit) === 'yes') seen.add(item.id)
    draft.value = changeOfList(rule, unit, seen.size) - before
  }
}
