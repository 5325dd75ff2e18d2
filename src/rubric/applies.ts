/** Which rows and rules are a unit's: kind, website of its own, duty of disclosure, roster, questions answered. */
import type { ScoredUnit } from '../model/scoring.js'
import { answerTo } from './parameters.js'
import type { AppliesTo, Indicator, ListRule, Rubric, Rule, UnitFilter } from './schema.js'

/** yes, no with the reason's message key, or unclear because the unit's kind is. */
export type Applies =
  | { readonly is: 'yes' }
  | { readonly is: 'no'; readonly key: string }
  | { readonly is: 'unclear' }

const YES: Applies = { is: 'yes' }

/** 区教育局 is also 云溪区教育局: documents write names without the district. */
function isNamed(unit: ScoredUnit, ending: string): boolean {
  return unit.name.normalize('NFKC').endsWith(ending.normalize('NFKC'))
}

function fits(given: UnitFilter, unit: ScoredUnit): Applies {
  if (given.ownSite !== undefined && given.ownSite !== unit.ownSite)
    return { is: 'no', key: given.ownSite ? 'rubric.because.no-own-site' : 'rubric.because.own-site' }
  if (given.disclosure !== undefined && given.disclosure !== unit.disclosure)
    return { is: 'no', key: given.disclosure ? 'rubric.because.no-disclosure' : 'rubric.because.disclosure' }
  if (given.rosters && (unit.group === null || !given.rosters.includes(unit.group)))
    return { is: 'no', key: 'rubric.because.roster' }
  if (given.names && !given.names.some((name) => isNamed(unit, name)))
    return { is: 'no', key: 'rubric.because.roster' }
  if (!given.kinds) return YES
  if (unit.kind === null) return { is: 'unclear' }
  return given.kinds.includes(unit.kind) ? YES : { is: 'no', key: 'rubric.because.kind' }
}

function appliesTo(given: AppliesTo | undefined, unit: ScoredUnit): Applies {
  if (!given) return YES
  const { anyOf, noneOf, ...filter } = given
  const parts: Applies[] = [fits(filter, unit)]
  if (anyOf) {
    const held = anyOf.map((one) => fits(one, unit))
    parts.push(
      held.find(({ is }) => is === 'yes') ??
        held.find(({ is }) => is === 'unclear') ?? { is: 'no', key: 'rubric.because.kind' },
    )
  }
  for (const one of noneOf ?? []) {
    const held = fits(one, unit)
    parts.push(
      held.is === 'yes'
        ? { is: 'no', key: 'rubric.because.kind' }
        : held.is === 'no'
          ? YES
          : { is: 'unclear' },
    )
  }
  return parts.find(({ is }) => is === 'no') ?? parts.find(({ is }) => is === 'unclear') ?? YES
}

/** The rescaling that is in force for a unit; null: it is scored on the whole table. */
export function rescalingOf(rubric: Rubric, unit: ScoredUnit): Rubric['rescale'][number] | null {
  return (
    rubric.rescale.find(
      (scale) =>
        Object.entries(scale.answered ?? {}).every(([id, value]) => answerTo(rubric, id) === value) &&
        appliesTo(scale.when, unit).is === 'yes',
    ) ?? null
  )
}

/** Whether a row is the unit's: by its own filter and those of the groups that it stands in. */
export function rowApplies(rubric: Rubric, row: Indicator, unit: ScoredUnit): Applies {
  const scale = rescalingOf(rubric, unit)
  if (scale && !scale.indicators.includes(row.id)) return { is: 'no', key: 'rubric.because.rescaled' }
  const parts = [appliesTo(row.appliesTo, unit)]
  for (let at = row.group; at !== undefined; ) {
    const group = rubric.groups.find((held) => held.id === at)
    parts.push(appliesTo(group?.appliesTo, unit))
    at = group?.parent
  }
  return parts.find(({ is }) => is === 'no') ?? parts.find(({ is }) => is === 'unclear') ?? YES
}

/** Whether an item of a list is the unit's. An unclear kind leaves it unclear: it shares the points and costs nothing. */
export function itemApplies(item: ListRule['items'][number], unit: ScoredUnit): Applies['is'] {
  return appliesTo(item.appliesTo, unit).is
}

/** Whether a rule of a row that applies is the unit's. */
export function ruleApplies(rule: Rule, unit: ScoredUnit): Applies {
  return appliesTo(rule.appliesTo, unit)
}

/** Whether the answers in force switch the rule on. */
export function ruleInForce(rubric: Rubric, rule: Rule): boolean {
  return Object.entries(rule.when ?? {}).every(([id, value]) => answerTo(rubric, id) === value)
}

/** Whether what was mended while its entry was pending is to be voided: as the document says, or as the answers in force do. */
export function voidsMended(rubric: Rubric): boolean {
  const { mended } = rubric
  return (
    mended?.pending === 'void' &&
    Object.entries(mended.answered ?? {}).every(([id, value]) => answerTo(rubric, id) === value)
  )
}

/** The rules of a row that are in force and the unit's, and whether an unclear kind leaves any of them open. */
export function rulesFor(
  rubric: Rubric,
  row: Indicator,
  unit: ScoredUnit,
): { readonly rules: readonly Rule[]; readonly unclear: boolean } {
  const inForce = row.rules.filter((rule) => ruleInForce(rubric, rule))
  return {
    rules: inForce.filter((rule) => ruleApplies(rule, unit).is === 'yes'),
    unclear: inForce.some((rule) => ruleApplies(rule, unit).is === 'unclear'),
  }
}
