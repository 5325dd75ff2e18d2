/** Scores of all units under one rubric in one period, as the console shows them: computed from the ledger, never stored. */
import { assessedRubrics, assessmentId, listAssessments, scoreStage } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import { unitsOf } from '../../ledger/publish.js'
import { registry } from '../../ledger/registry-store.js'
import { lastChanges, latestStatus } from '../../ledger/results-read.js'
import { type Rank, ranksOf } from '../../model/publication.js'
import type { Score } from '../../model/scoring.js'
import type { UnitStatus } from '../../model/vocabulary.js'
import { rubricsOfYear } from '../../pricing.js'
import { scoringRubric } from '../../rubric/pinned.js'
import type { Rubric } from '../../rubric/schema.js'
import { scoreNow } from '../../score-table.js'

/** One unit in the score table. */
export interface UnitStanding {
  readonly unit: string
  readonly name: string
  readonly group: string | null
  readonly status: UnitStatus | null
  readonly score: Score | null
  readonly rank: Rank | null
  /** Difference to the score after the formal run before the last one, in hundredths; null where the two cannot be compared. */
  readonly change: number | null
}

/** Rubrics and periods that there is something to show of: the assessments, newest period first. */
export function choicesOf(ledger: Ledger): { readonly rubric: string; readonly period: string }[] {
  return listAssessments(ledger)
    .map(({ rubric, period }) => ({ rubric, period }))
    .sort((a, b) => (a.period > b.period ? -1 : a.period < b.period ? 1 : a.rubric < b.rubric ? -1 : 1))
}

/** The rubric that is meant: the one named, else the workspace's, else the newest that was assessed; null: none at all. */
export function chosen(
  ledger: Ledger,
  asked: { readonly rubric: string | null; readonly period: string | null },
  year: string,
): { readonly rubric: Rubric; readonly period: string } | null {
  const known = choicesOf(ledger)
  const usual = registry(ledger).load().defaults.rubric
  const period = asked.period ?? known[0]?.period ?? year
  const ids = assessedRubrics(ledger, period)
  const id = asked.rubric ?? (usual !== undefined && ids.includes(usual) ? usual : ids[0])
  const rubrics = rubricsOfYear(ledger, period, [], () => undefined)
  const rubric = rubrics.find((one) => one.id === id) ?? rubrics[0]
  return rubric ? { rubric, period } : null
}

function standings(ledger: Ledger, rubric: Rubric, period: string): UnitStanding[] {
  const assessment = assessmentId(rubric.id, period)
  const registered = registry(ledger)
    .load()
    .units.map(({ id, name, group }) => ({ unit: id, name, group: group ?? null }))
  const stage = scoreStage(ledger, assessment, scoringRubric(rubric).buckets)
  const status = latestStatus(ledger)
  const changed = lastChanges(ledger, rubric.id, period)
  const rows = unitsOf(ledger, assessment, registered).map(({ unit, name, group }) => {
    const score = scoreNow({ ledger, rubric, period, preview: false }, unit, stage)
    return {
      unit,
      name,
      group: score?.group ?? group,
      status: status.get(unit)?.status ?? null,
      score: score?.score ?? null,
      change: changed.get(unit) ?? null,
    }
  })
  const ranks = ranksOf(rows)
  return rows.map((row) => ({ ...row, rank: ranks.get(row.unit) ?? null }))
}

interface Held {
  readonly mark: string
  readonly rows: readonly UnitStanding[]
}

const HELD = new WeakMap<Ledger, Map<string, Held>>()

/** Changes whenever anybody wrote to the database, through this connection or another. */
export function writeMark(ledger: Ledger): string {
  const others = ledger.db.pragma('data_version', { simple: true })
  const own = ledger.sql('SELECT total_changes()').pluck().get()
  return `${String(others)}.${String(own)}`
}

/** The score table; kept until somebody writes, because every reader of the overview asks for it. */
export function standingsOf(ledger: Ledger, rubric: Rubric, period: string): readonly UnitStanding[] {
  const mark = writeMark(ledger)
  const name = `${rubric.id}/${rubric.version}/${period}`
  const tables = HELD.get(ledger) ?? new Map<string, Held>()
  HELD.set(ledger, tables)
  const held = tables.get(name)
  if (held?.mark === mark) return held.rows
  const rows = standings(ledger, rubric, period)
  tables.set(name, { mark, rows })
  return rows
}
