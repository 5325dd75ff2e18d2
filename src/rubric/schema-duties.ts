/** Duties with a limit as a rubric declares them: a number, or the answer to an open question. */
import { z } from 'zod'
import { COUNTED, seriesSchema } from '../model/duty.js'
import { kindSchema } from '../model/vocabulary.js'
import { text } from './schema-rule.js'

/** Days, or `$question`: a choice whose values are numbers of days, or `none`. */
const limit = z.union([z.number().int().positive().max(3_660), z.string().regex(/^\$[a-z0-9.-]+$/)])
/** A limit of a rubric file. */
export type Limit = z.infer<typeof limit>

/** The key `duties` of a rubric. */
export const dutiesDocumentSchema = z.strictObject({
  /** 政策解读: `none` days means that the document names no limit; a person then decides. */
  interpretation: z
    .strictObject({
      days: limit,
      counted: z.enum(COUNTED).default('working'),
      linked: z.boolean().default(false),
    })
    .optional(),
  /** 来信答复; `none`: not judged. */
  replies: z.strictObject({ workingDays: limit }).optional(),
  /** 征集结果反馈; `none`: not judged. */
  consultation: z.strictObject({ days: limit, counted: z.enum(COUNTED).default('calendar') }).optional(),
  /** 定期公开, by the name of the column. */
  series: z
    .array(
      seriesSchema.extend({
        column: text,
        synonyms: z.array(text).default([]),
        kinds: z.array(kindSchema).min(1).optional(),
      }),
    )
    .max(200)
    .optional(),
})
export type DutiesDocument = z.infer<typeof dutiesDocumentSchema>
