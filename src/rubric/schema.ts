/** The shape of a rubric file: one strict schema, its types inferred from it. Unknown keys are refused. */
import { z } from 'zod'
import { PERIODS } from '../model/bucket.js'
import { plainDateSchema } from '../model/date-schema.js'
import { kindSchema } from '../model/vocabulary.js'
import { dutiesDocumentSchema } from './schema-duties.js'
import {
  appliesToSchema,
  bothLanguages,
  codeSchema,
  fullMarks,
  id,
  points,
  type RuleDocument,
  ruleSchema,
  taken,
  text,
} from './schema-rule.js'

export * from './schema-rule.js'

const indicatorSchema = z.strictObject({
  id,
  group: id.optional(),
  title: text,
  /** The original wording, whole. */
  clause: text,
  /** What the document says beside it: 考核方式, 备注. Rules may quote it too. */
  remark: text.optional(),
  /** Where in the document it stands. */
  place: text,
  max: fullMarks,
  method: z.enum(['auto', 'assisted', 'manual']),
  /**
   * The row has no full marks of its own. total: what is entered there changes the total. pot: it is taken from the
   * marks that the rows of its group share.
   */
  adjusts: z.enum(['total', 'pot']).optional(),
  appliesTo: appliesToSchema.optional(),
  /** Of the rows and groups of one alternative each unit has one: they count once in every sum. */
  alternative: id.optional(),
  rules: z.array(ruleSchema).default([]),
})
export type IndicatorDocument = z.infer<typeof indicatorSchema>

/** Marks that the rows of a group share, given anew in each bucket; none falls below 0. */
const potSchema = z.strictObject({
  per: z.enum(PERIODS),
  each: fullMarks,
  /** The row on which a person signs a bucket: until then its marks are pending. */
  settledBy: id,
})

const groupSchema = z.strictObject({
  id,
  title: text,
  max: fullMarks,
  parent: id.optional(),
  cap: taken.optional(),
  pot: potSchema.optional(),
  appliesTo: appliesToSchema.optional(),
  alternative: id.optional(),
  /** What the document says its marks are, where its own rows add up to something else, and the question about it. */
  label: z.strictObject({ says: fullMarks, question: id }).optional(),
})
export type GroupDocument = z.infer<typeof groupSchema>

/** A sample that is drawn: how many documents of each unit and part of the year, by which seed. */
const drawShape = { per: z.enum(PERIODS), n: z.number().int().positive().max(100_000), seed: text }

const questionSchema = z.strictObject({
  id,
  /** choice: one of `options`; date: a day or `none`; sample: documents per unit; text: an answer in words. */
  type: z.enum(['choice', 'date', 'sample', 'text']),
  question: bothLanguages,
  options: z.array(z.strictObject({ value: id, zh: text, en: text })).optional(),
  /** choice: an option's value; date: a day or `none`; sample: `none`, or `drawn` by `draw`; text: always `declared`. */
  default: text,
  /** sample: how it is drawn while nobody declared another; the seed is announced by standing here. */
  draw: z.strictObject(drawShape).optional(),
  /** The default in words. */
  answer: bothLanguages,
  /** Rows that another answer would change. */
  changes: z.array(text).min(1),
})
export type QuestionDocument = z.infer<typeof questionSchema>

const gradeSchema = z.strictObject({ name: text, from: fullMarks })
export type Grade = z.infer<typeof gradeSchema>

/** A whole rubric file. */
export const rubricDocumentSchema = z.strictObject({
  schema: z.literal('xuncha.rubric/1'),
  id,
  name: text,
  year: z.number().int().min(2000).max(2100),
  document: z.strictObject({ title: text, number: text.optional(), issuer: text, issued: text.optional() }),
  max: fullMarks,
  /** The document: an assessment of a year, or an acceptance of sites that were put forward. */
  assessment: z.enum(['annual', 'acceptance']).optional(),
  total: z.strictObject({
    /** none: deductions from the total have no end. */
    floor: z.union([z.literal('none'), points]),
    ceiling: points,
    /** What all bonuses together may add. */
    bonus: fullMarks.optional(),
  }),
  groups: z.array(groupSchema),
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
  /** What must be done within a limit; a check that is not asked by one of these judges nothing. */
  duties: dutiesDocumentSchema.optional(),
  indicators: z.array(indicatorSchema).min(1),
  /** Units that are scored on some rows only, their sum scaled up. */
  rescale: z
    .array(
      z.strictObject({
        when: appliesToSchema,
        indicators: z.array(text).min(1),
        to: fullMarks,
        clause: text,
        /** In force only while these questions are answered so. */
        answered: z.record(id, text).optional(),
      }),
    )
    .default([]),
  /** What becomes of an entry that is still pending when its finding is found mended: charged, or voided. */
  mended: z
    .strictObject({
      pending: z.enum(['charged', 'void']),
      /** In force only while these questions are answered so. */
      answered: z.record(id, text).optional(),
    })
    .optional(),
  /** 折算: into which other schemes the total goes, with how many marks there. Both figures are kept. */
  conversions: z
    .array(z.strictObject({ id, title: text, clause: text, place: text, to: fullMarks.optional() }))
    .optional(),
  /** 等次: from the best down. */
  grades: z.array(gradeSchema).min(1).optional(),
  /** Wording that gives no points of its own: duties, procedure, remarks. */
  provisions: z.array(z.strictObject({ place: text, clause: text })).optional(),
  /** Codes of checks in use that cost nothing here, each with the reason. */
  ignored: z.array(z.strictObject({ code: codeSchema, because: text })).default([]),
  questions: z.array(questionSchema).default([]),
})
export type RubricDocument = z.infer<typeof rubricDocumentSchema>

/** A declared sample: the documents that count for a unit, in one bucket or in all. */
const sampleSchema = z.array(
  z.strictObject({ unit: text, bucket: text.optional(), documents: z.array(text) }),
)
export type Sample = z.infer<typeof sampleSchema>

/** A draw in force; `announced`: the day on which the seed was made known, absent where it stands in the rubric. */
const drawSchema = z.strictObject({ ...drawShape, announced: plainDateSchema.optional() })
export type Draw = z.infer<typeof drawSchema>

const signed = { by: text, on: plainDateSchema }

/** What one discretionary occurrence costs here, in whole points or hundredths, without a sign; who decided it, when. */
const tariffSchema = z.strictObject({ points: fullMarks, cap: fullMarks.optional(), ...signed })
export type Tariff = z.infer<typeof tariffSchema>

/** The parameters file beside a rubric: who answered which open question, and when; local prices, grades, conversions. */
export const parametersSchema = z.strictObject({
  rubric: id,
  answers: z
    .record(id, z.strictObject({ value: z.union([text, sampleSchema, drawSchema]), ...signed }))
    .default({}),
  /** By the id of a discretionary rule. */
  tariffs: z.record(id, tariffSchema).optional(),
  grades: z.strictObject({ value: z.array(gradeSchema).min(1), ...signed }).optional(),
  /** By the id of a conversion of the rubric. */
  conversions: z.record(id, z.strictObject({ to: fullMarks, ...signed })).optional(),
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

/** Something that was decided here and not in the document. */
export interface Overlay {
  readonly what: 'tariff' | 'grades' | 'conversion'
  /** Id of the rule or conversion; empty for grades. */
  readonly id: string
  readonly value: string
  readonly by: string
  readonly on: string
}

/** A rubric in force: the file, checked, with every open question answered and local prices laid over. */
export interface Rubric extends RubricDocument {
  /** First 16 hex of SHA-256 over the canonical content and the answers in force. */
  readonly version: string
  readonly openQuestions: readonly OpenQuestion[]
  /** Declared samples by question id; absent: none declared. */
  readonly samples: Readonly<Record<string, Sample>>
  /** Samples that are drawn, by question id. */
  readonly draws: Readonly<Record<string, Draw>>
  /** What the parameters file decides beyond the questions. */
  readonly overlays: readonly Overlay[]
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
