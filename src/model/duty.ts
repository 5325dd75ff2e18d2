/** Duties with a limit that a rubric or the column register declares: interpretations, replies, series, consultations. */
import { z } from 'zod'
import { plainDateSchema } from './date-schema.js'

/** How often a series appears. */
export const SERIES_EVERY = ['month', 'quarter', 'half-year', 'year'] as const
export type SeriesEvery = (typeof SERIES_EVERY)[number]

/** One period of a series: `2026-03`, `2026-Q1`, `2026-H1`, `2026`. */
export const PERIOD_SHAPE = /^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/
const period = z.string().regex(PERIOD_SHAPE, { message: 'registry.bad-period', abort: true })
const days = z.number().int().positive().max(3_660)

/** A series that somebody must publish period by period. 定期公开 */
export const seriesSchema = z.strictObject({
  every: z.enum(SERIES_EVERY),
  /** Calendar days after the end of a period by which it is to be public; absent: by the end of the next period. */
  dueDays: days.optional(),
  /** The first period that is owed; absent: the first one that the list shows. */
  from: period.optional(),
  /** Periods that need not appear. */
  exempt: z.array(period).max(200).optional(),
})
export type Series = z.infer<typeof seriesSchema>

/** How days of a limit are counted; the first day is never counted. */
export const COUNTED = ['calendar', 'working'] as const
export type Counted = (typeof COUNTED)[number]

/** 政策解读: what a rubric asks of the interpretation of policy documents. */
export const interpretationDutySchema = z.strictObject({
  /** Days from the document's publication to that of its interpretation; null: the rubric names no limit. */
  days: days.nullable(),
  counted: z.enum(COUNTED).default('working'),
  /** Document and interpretation must lead to each other. */
  linked: z.boolean().default(false),
  /** Documents published before this day are not judged. */
  since: plainDateSchema.nullable().default(null),
})

/** 来信答复时限. */
export const repliesDutySchema = z.strictObject({ workingDays: days })

/** 征集结果反馈. */
export const consultationDutySchema = z.strictObject({
  days,
  counted: z.enum(COUNTED).default('calendar'),
})

const asked = { askedBy: z.array(z.string()) }

/** The duties that the rubrics of a run ask for, each with who asked; one entry for each different limit. */
export const dutiesSchema = z.object({
  interpretation: z.array(interpretationDutySchema.extend(asked)),
  replies: z.array(repliesDutySchema.extend(asked)),
  consultation: z.array(consultationDutySchema.extend(asked)),
  /** Series by the name of their column; `kinds` null: asked of every unit. */
  series: z.array(
    seriesSchema.extend({
      ...asked,
      column: z.string(),
      synonyms: z.array(z.string()),
      kinds: z.array(z.string()).nullable(),
    }),
  ),
})
export type Duties = z.infer<typeof dutiesSchema>
