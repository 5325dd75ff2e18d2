/** Assessments as the ledger knows them: opened in draft by the first formal inspection, each pinning a rubric version. */
import type { ScoringRubric } from '../model/scoring.js'
import { append } from './append.js'
import type { Ledger } from './open.js'

/** States of an assessment, in order (初评, 反馈, 复核, 审定, 通报, 归档). */
export const STAGES = ['draft', 'feedback', 'review', 'approved', 'published', 'archived'] as const
export type Stage = (typeof STAGES)[number]

/** Id of the assessment of a rubric over a period. */
export function assessmentId(rubric: string, period: string): string {
  return `${rubric}/${period}`
}

/** The version that an assessment pins, with the rubric's text where it was given; null when it is not open. */
export function pinnedVersion(
  ledger: Ledger,
  assessment: string,
): { readonly version: string; readonly source: string | null } | null {
  const row = ledger
    .sql(
      `SELECT rubric, rubric_version AS version FROM ledger
        WHERE assessment = ? AND kind IN ('assessment-open', 'reprice') ORDER BY seq DESC LIMIT 1`,
    )
    .get(assessment) as { rubric: string; version: string } | undefined
  if (!row) return null
  const source = ledger
    .sql('SELECT source FROM rubric_sources WHERE rubric = ? AND version = ?')
    .pluck()
    .get(row.rubric, row.version) as string | undefined
  return { version: row.version, source: source ?? null }
}

/** Ids of the rubrics that have an assessment over a period, in order. */
export function assessedRubrics(ledger: Ledger, period: string): string[] {
  const opened = ledger
    .sql(`SELECT DISTINCT rubric, assessment FROM ledger WHERE kind = 'assessment-open' ORDER BY rubric`)
    .all() as { rubric: string; assessment: string }[]
  return opened.filter((one) => one.assessment === assessmentId(one.rubric, period)).map((one) => one.rubric)
}

/** Opens the assessment in draft unless it is open; returns the version that it pins. */
export function openAssessment(
  ledger: Ledger,
  rubric: ScoringRubric,
  period: string,
  by: { readonly actor: string; readonly run: string | null },
): string {
  const assessment = assessmentId(rubric.id, period)
  const held = pinnedVersion(ledger, assessment)
  if (held) return held.version
  if (rubric.source !== undefined)
    ledger
      .sql('INSERT INTO rubric_sources (rubric, version, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(rubric.id, rubric.version, rubric.source)
  append(ledger, {
    kind: 'assessment-open',
    assessment,
    rubric: rubric.id,
    rubricVersion: rubric.version,
    occurrence: 'draft',
    decidedBy: 'auto',
    actor: by.actor,
    run: by.run,
  })
  return rubric.version
}

/** The stage that the rows left an assessment in (their `occurrence` names it), and whether no entry may be opened. */
export function assessmentStage(
  ledger: Ledger,
  assessment: string,
): { readonly stage: Stage; readonly closed: boolean } {
  const said = ledger
    .sql(
      `SELECT occurrence FROM ledger WHERE assessment = ?
        AND kind IN ('assessment-open', 'assessment-advance', 'assessment-reopen') ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get(assessment) as string | undefined
  const stage = STAGES.find((known) => known === said) ?? 'draft'
  return { stage, closed: stage === 'published' || stage === 'archived' }
}
