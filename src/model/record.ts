/** Records (登记事项): cases from outside the web, each with its date, unit, document and files (contract §1). */
import { z } from 'zod'
import { plainDateSchema } from './date-schema.js'
import { attachedFileSchema } from './supporting.js'

/** What a record is about: 依申请公开办理, 行政复议, 行政诉讼, 通报, 表彰, 任务, 活动, 电话检查, 实地检查, 排名, 自评分 (kept beside ours, never priced), 其他. */
export const RECORD_TYPES = [
  'application',
  'review',
  'lawsuit',
  'circular',
  'award',
  'task',
  'activity',
  'phone',
  'field',
  'rank',
  'self-score',
  'other',
] as const
export type RecordType = (typeof RECORD_TYPES)[number]

const text = z.string().trim().min(1).max(2_000)
const decimal = z.string().regex(/^-?\d{1,12}(?:\.\d{1,4})?$/)

/** One record as it is kept. Points in whole hundredths, deductions negative. */
export const recordSchema = z.strictObject({
  id: z.string().trim().min(1).max(120),
  type: z.enum(RECORD_TYPES),
  /** Unit id. */
  unit: z.string(),
  /** The day that picks the period and the bucket. */
  on: plainDateSchema,
  title: text,
  /** Number of the document that says so: circular, judgment, notice of award. */
  document: text.nullable(),
  /** Ids of the rules that price it; of several rubrics where it counts in several. */
  rules: z.array(z.string().max(80)).max(20),
  /** What a person decided; null: the rule's own price. */
  points: z.number().int().nullable(),
  /** Applications: when it was received and answered, and whether the limit was extended by law. */
  received: plainDateSchema.nullable(),
  answered: plainDateSchema.nullable(),
  extended: z.boolean(),
  /** Checks and tasks: done as it should be. null: nobody said. */
  passed: z.boolean().nullable(),
  /** Ranks: name of the list, and the unit's place or value in it. */
  list: text.nullable(),
  place: z.number().int().positive().nullable(),
  value: decimal.nullable(),
  files: z.array(attachedFileSchema).max(200),
  note: text.nullable(),
  /** The file that it came from; null: entered by hand. */
  source: z.string().nullable(),
  decidedBy: z.enum(['person', 'import']),
  actor: z.string(),
  /** UTC milliseconds. */
  recordedAt: z.number().int(),
})
export type OffWebRecord = z.infer<typeof recordSchema>
/** A record before it is kept: who and when are added by the ledger. */
export type NewRecord = Omit<OffWebRecord, 'decidedBy' | 'actor' | 'recordedAt'>
