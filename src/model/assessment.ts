/** Assessments (考核): what one is set to, and the states that its buckets pass through (contract §7). */
import { z } from 'zod'
import { ALL_BUCKETS, bucketsOf, PERIODS } from './bucket.js'
import { plainDateSchema } from './date-schema.js'

/** States of a bucket, in order: 初评, 反馈, 复核, 审定, 通报, 归档. */
export const STAGES = ['draft', 'feedback', 'review', 'approved', 'published', 'archived'] as const
export type Stage = (typeof STAGES)[number]

/** One unit of a roster: under which group it is ranked, and what it owes by when. */
const rosterUnitSchema = z.object({
  unit: z.string(),
  name: z.string(),
  group: z.string().nullable(),
  /** Day of the year by which its annual report is due, `MM-DD`. */
  annualReportDue: z.string().nullable(),
  /** Why it is on the roster: for a demonstration site, who put it forward. */
  note: z.string().nullable(),
})
export type RosterUnit = z.infer<typeof rosterUnitSchema>

/** What an assessment is set to: frozen, named by the hash in its row. */
export const assessmentSettingsSchema = z.object({
  schema: z.literal('xuncha.assessment/1'),
  /** acceptance: demonstration sites that were put forward are accepted or not (示范点验收). */
  type: z.enum(['annual', 'acceptance']),
  title: z.string().nullable(),
  /** By which part of the year entries are told apart where the rubric gives no marks of a bucket's own. */
  per: z.enum(PERIODS),
  /** null: every unit that is inspected. */
  roster: z.array(rosterUnitSchema).nullable(),
  /** Working days within which a dispute is to be decided. */
  disputeWorkingDays: z.number().int().positive(),
  /** Working days within which units may answer once a bucket is in feedback; absent: five. */
  feedbackWorkingDays: z.number().int().positive().optional(),
  /** Working days after which findings of daily monitoring propose entries too; null: never. */
  monitorGraceWorkingDays: z.number().int().nonnegative().nullable(),
})
export type AssessmentSettings = z.infer<typeof assessmentSettingsSchema>

/** Working days for an answer where the settings say nothing. */
export const USUAL_FEEDBACK_DAYS = 5

/** What holds where an assessment was opened by its first inspection and nobody set anything. */
export const USUAL_SETTINGS: AssessmentSettings = {
  schema: 'xuncha.assessment/1',
  type: 'annual',
  title: null,
  per: 'year',
  roster: null,
  disputeWorkingDays: 10,
  monitorGraceWorkingDays: null,
}

/** True for a unit that the assessment is about: without a roster, every unit. */
export function isOnRoster(settings: AssessmentSettings, unit: string): boolean {
  return settings.roster === null || settings.roster.some((one) => one.unit === unit)
}

/** The official document behind a state: its date, number and name. */
export const officialSchema = z.object({
  date: plainDateSchema.nullable(),
  number: z.string().nullable(),
  title: z.string().nullable(),
})
export type Official = z.infer<typeof officialSchema>

/** A change of state as it is frozen beside its row. */
export const stageChangeSchema = z.object({
  schema: z.literal('xuncha.stage/1'),
  bucket: z.string(),
  from: z.enum(STAGES),
  to: z.enum(STAGES),
  official: officialSchema,
})

/** What a row says about the states of an assessment's buckets, as the fold needs it. */
export interface StageRow {
  readonly seq: number
  /** null: every bucket. */
  readonly bucket: string | null
  readonly stage: string | null
}

/** Where a stage stands in the order. */
export function stageRank(stage: Stage): number {
  return STAGES.indexOf(stage)
}

/** No entry may be opened, posted or voided any more. */
export function isClosed(stage: Stage): boolean {
  return stageRank(stage) >= stageRank('published')
}

/**
 * The state of each bucket: the last row that speaks of it decides, a row that names no bucket speaks of all. Rows may
 * come in any order and are taken by `seq`; a word that is no state changes nothing.
 */
export function foldStages(rows: Iterable<StageRow>, buckets: readonly string[]): Map<string, Stage> {
  const stages = new Map<string, Stage>(buckets.map((bucket) => [bucket, 'draft']))
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const stage = STAGES.find((known) => known === row.stage)
    if (!stage) continue
    for (const bucket of row.bucket === null ? buckets : [row.bucket])
      if (stages.has(bucket)) stages.set(bucket, stage)
  }
  return stages
}

/** The assessment's own state: that of its least advanced bucket. */
export function leastStage(stages: ReadonlyMap<string, Stage>): Stage {
  return STAGES.find((stage) => [...stages.values()].includes(stage)) ?? 'draft'
}

/** The buckets of an assessment, in order: those it is set to, those in which its rubric gives marks, those of its entries. */
export function bucketsIn(
  settings: AssessmentSettings,
  ofRubric: readonly string[],
  ofEntries: readonly string[],
): string[] {
  const all = new Set([...bucketsOf(settings.per), ...ofRubric, ...ofEntries])
  return ALL_BUCKETS.filter((bucket) => all.has(bucket))
}
