/** The shape of one rule of a rubric: what it rests on and what it costs or gives. Strict; types are inferred. */
import { z } from 'zod'
import { CODES, type Code } from '../model/code.js'
import { plainDateSchema } from '../model/date-schema.js'
import { formatPoints, parsePoints } from '../model/points.js'
import { kindSchema } from '../model/vocabulary.js'

/** Metrics that a tier rule may rest on, each with the check that measures it. */
export const METRICS = { 'keyword-hits': 'keyword-search' } as const

/** Ids of rubrics, groups, rows, rules, questions: part of ledger keys, so plain ASCII. */
export const id = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { message: 'rubric.lint.id' })
/** Words that somebody wrote; never empty. */
export const text = z.string().trim().min(1, { message: 'rubric.lint.empty' })
/** A sentence in both languages. */
export const bothLanguages = z.strictObject({ zh: text, en: text })

/** Points as a decimal with at most two places; kept as a string, in one spelling. */
export const points = z
  .union([z.string(), z.number()], { message: 'rubric.lint.points' })
  .refine((value) => parsePoints(String(value)) !== null, { message: 'rubric.lint.points' })
  .transform((value) => formatPoints(parsePoints(String(value)) ?? 0))
/** Points that cannot be negative. */
export const fullMarks = points.refine((value) => !value.startsWith('-'), { message: 'rubric.lint.positive' })
/** Points taken: negative. */
export const taken = points.refine((value) => value.startsWith('-'), { message: 'rubric.lint.negative' })

/** A finding code of this version. */
export const codeSchema = z.enum(Object.keys(CODES) as [Code, ...Code[]])
const factValue = z.union([z.string(), z.number().int(), z.boolean()])
const factFilter = z.record(z.string(), z.array(factValue).min(1))

const unitFilter = {
  kinds: z.array(kindSchema).min(1).optional(),
  ownSite: z.boolean().optional(),
  disclosure: z.boolean().optional(),
  /** Names of groups. */
  rosters: z.array(text).min(1).optional(),
  /** Endings of unit names, where a document names single units: 行政审批局 is also 云溪区行政审批局. */
  names: z.array(text).min(1).optional(),
}

/**
 * Which units a row or rule is for; what is left out does not matter. `anyOf` and `noneOf` are for documents that name
 * "towns, and the bureau of approvals".
 */
export const appliesToSchema = z.strictObject({
  ...unitFilter,
  anyOf: z.array(z.strictObject(unitFilter)).min(1).optional(),
  noneOf: z.array(z.strictObject(unitFilter)).min(1).optional(),
})
export type AppliesTo = z.infer<typeof appliesToSchema>
/** The part of a filter that has no alternatives in it. */
export type UnitFilter = Omit<AppliesTo, 'anyOf' | 'noneOf'>

const ruleBase = {
  /** Permanent: it is part of every ledger key. */
  id,
  /** The part of the clause that this rule prices, in its own words. */
  clause: text,
  appliesTo: appliesToSchema.optional(),
  /** The rule is in force only while these questions are answered so. */
  when: z.record(id, text).optional(),
}

const findingFilter = {
  codes: z.array(codeSchema).min(1),
  /** Subject keys, where a rule is about certain elements only; `$last-year` is the year before the period. */
  subjects: z.array(text).min(1).optional(),
  /** A required column by its name: `column-missing` of that name, other codes by the column's name on the portal. */
  column: text.optional(),
  /** Facts that must hold one of these values, or must hold none of these. */
  where: factFilter.optional(),
  unless: factFilter.optional(),
  /** Facts that must reach a number, e.g. ageDays. A code without the fact is not touched by it. */
  atLeast: z.record(z.string(), z.number().int()).optional(),
  /** Events and articles before this day cost nothing: a day, or `$question` of type date. */
  since: z.union([plainDateSchema, z.string().regex(/^\$[a-z0-9.-]+$/)]).optional(),
}

const priced = {
  /** Of the rules of one exclusion group only the dearest counts. */
  mutex: id.optional(),
}

const eachRule = z.strictObject({
  ...ruleBase,
  ...findingFilter,
  ...priced,
  type: z.literal('each'),
  points: taken,
  cap: taken.optional(),
  /** again: a finding that is still open in a later bucket is charged there anew (only where marks are given per bucket). */
  carryOver: z.enum(['once', 'again']).optional(),
  /** Question of type sample: findings outside a declared sample have no effect. */
  sample: id.optional(),
})

const onceRule = z.strictObject({
  ...ruleBase,
  ...findingFilter,
  ...priced,
  type: z.literal('once'),
  points: taken,
})

const hintRule = z.strictObject({
  ...ruleBase,
  ...findingFilter,
  type: z.literal('hint'),
  /** What is proposed to the person who decides; absent where the clause does not divide its points. */
  points: taken.optional(),
})

const manualRule = z.strictObject({
  ...ruleBase,
  ...priced,
  type: z.literal('manual'),
  points: points.optional(),
  cap: points.optional(),
  /** The part of `points` that is taken from the total, beyond the row. */
  overflow: taken.optional(),
})

/** 最多得…分 and 不得分 (a ceiling of 0): while an entry of it stands, the row, or a total, gives this much at most. */
const ceilingRule = z.strictObject({ ...ruleBase, type: z.literal('ceiling'), ceiling: fullMarks })

/** 酌情: the document names no amount. With a local tariff the rule is priced, without one it is a person's. */
const discretionaryRule = z.strictObject({
  ...ruleBase,
  ...findingFilter,
  ...priced,
  codes: z.array(codeSchema).min(1).optional(),
  type: z.literal('discretionary'),
  /** award: the amount is added. */
  sign: z.enum(['deduct', 'award']).default('deduct'),
})

const countTier = z.strictObject({
  from: z.number().int().positive(),
  /** Inclusive; absent: no upper end. */
  to: z.number().int().positive().optional(),
  /** Negative: what that many cost in all. Otherwise: what the row gives for that many. */
  points,
})

/** Points for how many records there are, not summed: 通报1次扣1分，2次扣2分，3次扣5分; 开展1次得7分，2次得10分. */
const countRule = z.strictObject({
  ...ruleBase,
  type: z.literal('count'),
  /** From the fewest up, without a gap from 1; all negative or none. */
  tiers: z.array(countTier).min(1),
})

/** 每缺一项扣除相应分值: the points are shared equally among the items that apply to the unit. */
const listRule = z.strictObject({
  ...ruleBase,
  type: z.literal('list'),
  points: taken,
  items: z.array(z.strictObject({ id, name: text, appliesTo: appliesToSchema.optional() })).min(1),
})

const rankBand = z.strictObject({
  /** The first n places, the last n places, or everybody who is left. */
  first: z.number().int().positive().optional(),
  last: z.number().int().positive().optional(),
  rest: z.literal(true).optional(),
  points: fullMarks,
})

/** Points by place in a list that ranks units. */
const rankRule = z.strictObject({
  ...ruleBase,
  type: z.literal('rank'),
  /** Name of the list, as it is imported. */
  list: text,
  /** The first band that fits decides, where bands overlap in a short list too. */
  bands: z.array(rankBand).min(1).optional(),
  /** From `top` down by `by` at every `every`th place, not below 0. */
  steps: z.strictObject({ top: fullMarks, by: fullMarks, every: z.number().int().positive() }).optional(),
  /** Choice question: best (those level share the better place), worst (the lower one), dense (no place is skipped). */
  ties: id,
})

/** A bonus that rests on the total before bonuses: 总评分在90分以上加3分. Worked out on reading, never an entry. */
const bonusRule = z.strictObject({
  ...ruleBase,
  type: z.literal('bonus'),
  atLeast: fullMarks,
  points: fullMarks,
})

/** A memo for another scheme: its entries are of kind external and in no score of this rubric. */
const memoRule = z.strictObject({
  ...ruleBase,
  type: z.literal('memo'),
  /** Of which scheme it speaks. */
  scheme: text,
  /** What the points of the record are multiplied with. */
  times: z.number().int().positive(),
})

const tierSchema = z.strictObject({
  from: z.number().int().nonnegative().default(0),
  /** Inclusive; absent: no upper end. */
  to: z.number().int().nonnegative().optional(),
  points: z.union([fullMarks, z.tuple([fullMarks, fullMarks])]),
  /** For a range of points: how it is filled in, by the counts up to and including `to`. */
  fill: z.array(z.strictObject({ to: z.number().int(), points: fullMarks })).optional(),
})
export type Tier = z.infer<typeof tierSchema>

/** What a tier rule leaves open, each the id of a choice question. */
export const READING_OPTIONS = {
  aggregate: ['mean', 'sum', 'min', 'max'],
  count: ['occurrences', 'entries'],
  fill: ['interpolated', 'low', 'high'],
  boundary: ['upper', 'lower'],
} as const
export type ReadingName = keyof typeof READING_OPTIONS

/** How units that are level in a ranked list may be placed. */
export const TIE_OPTIONS = ['best', 'worst', 'dense'] as const
export type Ties = (typeof TIE_OPTIONS)[number]

const tierRule = z.strictObject({
  ...ruleBase,
  type: z.literal('tiers'),
  metric: z.enum(Object.keys(METRICS) as [keyof typeof METRICS]),
  keywords: z.array(text).min(1),
  /** From the upper end down. */
  tiers: z.array(tierSchema).min(1),
  reading: z.strictObject({ aggregate: id, count: id, fill: id, boundary: id.optional() }),
})

export const ruleSchema = z.discriminatedUnion('type', [
  eachRule,
  onceRule,
  tierRule,
  hintRule,
  manualRule,
  ceilingRule,
  discretionaryRule,
  countRule,
  listRule,
  rankRule,
  bonusRule,
  memoRule,
])
export type RuleDocument = z.infer<typeof ruleSchema>
export type EachRule = z.infer<typeof eachRule>
export type OnceRule = z.infer<typeof onceRule>
export type TierRule = z.infer<typeof tierRule>
export type HintRule = z.infer<typeof hintRule>
export type DiscretionaryRule = z.infer<typeof discretionaryRule>
export type CountRule = z.infer<typeof countRule>
export type ListRule = z.infer<typeof listRule>
export type RankRule = z.infer<typeof rankRule>
export type BonusRule = z.infer<typeof bonusRule>
export type FindingRule = EachRule | OnceRule | HintRule
