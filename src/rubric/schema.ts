/** The shape of a rubric file: one strict schema, its types inferred from it. Unknown keys are refused. */
import { z } from 'zod'
import { CODES, type Code } from '../model/code.js'
import { plainDateSchema } from '../model/date.js'
import { formatPoints, parsePoints } from '../model/points.js'
import { kindSchema } from '../model/vocabulary.js'

/** Metrics that a tier rule may rest on, each with the check that measures it. */
export const METRICS = { 'keyword-hits': 'keyword-search' } as const

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { message: 'rubric.lint.id' })
const text = z.string().trim().min(1, { message: 'rubric.lint.empty' })
const bothLanguages = z.strictObject({ zh: text, en: text })

/** Points as a decimal with at most two places; kept as a string, in one spelling. */
const points = z
  .union([z.string(), z.number()], { message: 'rubric.lint.points' })
  .refine((value) => parsePoints(String(value)) !== null, { message: 'rubric.lint.points' })
  .transform((value) => formatPoints(parsePoints(String(value)) ?? 0))
const fullMarks = points.refine((value) => !value.startsWith('-'), { message: 'rubric.lint.positive' })
const taken = points.refine((value) => value.startsWith('-'), { message: 'rubric.lint.negative' })

const codeSchema = z.enum(Object.keys(CODES) as [Code, ...Code[]])
const factValue = z.union([z.string(), z.number().int(), z.boolean()])
const factFilter = z.record(z.string(), z.array(factValue).min(1))

/** Which units a row or rule is for; what is left out does not matter. `rosters` are names of groups. */
export const appliesToSchema = z.strictObject({
  kinds: z.array(kindSchema).min(1).optional(),
  ownSite: z.boolean().optional(),
  disclosure: z.boolean().optional(),
  rosters: z.array(text).min(1).optional(),
})
export type AppliesTo = z.infer<typeof appliesToSchema>

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

const tierRule = z.strictObject({
  ...ruleBase,
  type: z.literal('tiers'),
  metric: z.enum(Object.keys(METRICS) as [keyof typeof METRICS]),
  keywords: z.array(text).min(1),
  /** From the upper end down. */
  tiers: z.array(tierSchema).min(1),
  reading: z.strictObject({ aggregate: id, count: id, fill: id, boundary: id.optional() }),
})

const ruleSchema = z.discriminatedUnion('type', [eachRule, onceRule, tierRule, hintRule, manualRule])
export type RuleDocument = z.infer<typeof ruleSchema>
export type EachRule = z.infer<typeof eachRule>
export type OnceRule = z.infer<typeof onceRule>
export type TierRule = z.infer<typeof tierRule>
export type HintRule = z.infer<typeof hintRule>
export type ManualRule = z.infer<typeof manualRule>
export type FindingRule = EachRule | OnceRule | HintRule

const indicatorSchema = z.strictObject({
  id,
  group: id.optional(),
  title: text,
  /** The original wording, whole. */
  clause: text,
  /** Where in the document it stands. */
  place: text,
  max: fullMarks,
  method: z.enum(['auto', 'assisted', 'manual']),
  /** total: the row has no full marks; what is entered there changes the total. */
  adjusts: z.literal('total').optional(),
  appliesTo: appliesToSchema.optional(),
  rules: z.array(ruleSchema).default([]),
})
export type IndicatorDocument = z.infer<typeof indicatorSchema>

const questionSchema = z.strictObject({
  id,
  /** choice: one of `options`; date: a day or `none`; sample: documents per unit; text: an answer in words. */
  type: z.enum(['choice', 'date', 'sample', 'text']),
  question: bothLanguages,
  options: z.array(z.strictObject({ value: id, zh: text, en: text })).optional(),
  /** choice: an option's value; date: a day or `none`; sample: `none`; text: always `declared`. */
  default: text,
  /** The default in words. */
  answer: bothLanguages,
  /** Rows that another answer would change. */
  changes: z.array(text).min(1),
})
export type QuestionDocument = z.infer<typeof questionSchema>

/** A whole rubric file. */
export const rubricDocumentSchema = z.strictObject({
  schema: z.literal('xuncha.rubric/1'),
  id,
  name: text,
  year: z.number().int().min(2000).max(2100),
  document: z.strictObject({ title: text, number: text.optional(), issuer: text, issued: text.optional() }),
  max: fullMarks,
  total: z.strictObject({ floor: points, ceiling: points }),
  groups: z.array(
    z.strictObject({ id, title: text, max: fullMarks, parent: id.optional(), cap: taken.optional() }),
  ),
  /** Columns that rules may ask for. `kinds` and `ownSite` say of whom. */
  columns: z
    .array(
      z.strictObject({
        name: text,
        synonyms: z.array(text).default([]),
        kinds: z.array(kindSchema).min(1).optional(),
        ownSite: z.boolean().optional(),
      }),
    )
    .default([]),
  /** The rubric asks for the portal to have a search at all. */
  search: z.boolean().default(false),
  indicators: z.array(indicatorSchema).min(1),
  /** Units that are scored on some rows only, their sum scaled up. */
  rescale: z
    .array(
      z.strictObject({
        when: appliesToSchema,
        indicators: z.array(text).min(1),
        to: fullMarks,
        clause: text,
      }),
    )
    .default([]),
  /** Codes of checks in use that cost nothing here, each with the reason. */
  ignored: z.array(z.strictObject({ code: codeSchema, because: text })).default([]),
  questions: z.array(questionSchema).default([]),
})
export type RubricDocument = z.infer<typeof rubricDocumentSchema>

/** A declared sample: the documents that count for a unit, in one bucket or in all. */
export const sampleSchema = z.array(
  z.strictObject({ unit: text, bucket: text.optional(), documents: z.array(text) }),
)
export type Sample = z.infer<typeof sampleSchema>

/** The parameters file beside a rubric: who answered which open question, and when. */
export const parametersSchema = z.strictObject({
  rubric: id,
  answers: z
    .record(id, z.strictObject({ value: z.union([text, sampleSchema]), by: text, on: plainDateSchema }))
    .default({}),
})
export type Parameters = z.infer<typeof parametersSchema>

/** An open question of the document with the answer in force. */
export interface OpenQuestion {
  readonly id: string
  readonly type: QuestionDocument['type']
  readonly question: { readonly zh: string; readonly en: string }
  /** The value in force; a sample is told by its number of documents. */
  readonly answer: string
  readonly answerText: { readonly zh: string; readonly en: string }
  /** `default`, or who answered. */
  readonly answeredBy: string
  readonly on: string | null
  readonly changes: readonly string[]
}

/** A rubric in force: the file, checked, with every open question answered. */
export interface Rubric extends RubricDocument {
  /** First 16 hex of SHA-256 over the canonical content and the answers in force. */
  readonly version: string
  readonly openQuestions: readonly OpenQuestion[]
  /** Declared samples by question id; absent: none declared. */
  readonly samples: Readonly<Record<string, Sample>>
  /** What it was read from, so that an assessment can pin it. */
  readonly source: {
    readonly path: string
    readonly text: string
    readonly parameters: { readonly path: string; readonly text: string } | null
  }
}

/** One row of a rubric in force. */
export type Indicator = IndicatorDocument
/** One rule of a row. */
export type Rule = RuleDocument
