/** Scores that a person wrote on a score sheet: one more entry by hand that brings the row to that score, and self-scores beside. */
import { formatPoints } from '../model/points.js'
import type { OffWebRecord } from '../model/record.js'
import type { ScoringRubric } from '../model/scoring.js'
import type { AttachedFile } from '../model/supporting.js'
import { openAssessment } from './assessment.js'
import type { Ledger } from './open.js'
import { openProposed } from './open-proposed.js'
import { addRecords, listRecords } from './records.js'
import { scoringFacts } from './scoring-facts.js'

/** The rule under which a sheet's entries stand: no rule of the document, a person's word. */
const SHEET_RULE = 'sheet'

/** One row's score as a person decided it. Points in whole hundredths. */
export interface SheetDecision {
  readonly rubric: ScoringRubric
  readonly period: string
  readonly unit: string
  readonly indicator: string
  readonly clause: string
  readonly max: number
  /** What the row's entries that count take and give now, and whether it is scored. */
  readonly change: number
  readonly scored: boolean
  readonly score: number
  /** The day that picks the bucket. */
  readonly on: string
  readonly actor: string
  readonly reason: string
  readonly posting: 'approval' | 'automatic'
}

/** Brings the row to the score; returns the entry, or null where it stands there already, with why none was opened. */
export function decideBySheet(
  ledger: Ledger,
  given: SheetDecision,
): { readonly entry: string | null; readonly warning: ReturnType<typeof openProposed>['warning'] } {
  return ledger.immediate(() => {
    const { rubric, period, unit, indicator, max, change, score } = given
    const points = score - max - change
    if (given.scored && points === 0) return { entry: null, warning: null }
    openAssessment(ledger, rubric, period, { actor: given.actor, run: null })
    const held = scoringFacts(ledger, unit, period, rubric.id)?.entries ?? []
    const earlier = held.filter((entry) => entry.indicator === indicator && entry.rule === SHEET_RULE)
    const before = formatPoints(max + change)
    const opened = openProposed(ledger, {
      rubric,
      period,
      unit,
      proposal: {
        kind: 'manual',
        indicator,
        rule: SHEET_RULE,
        occurrence: `sheet-${earlier.length + 1}`,
        points,
        clause: given.clause,
        arithmetic: `评分表认定得 ${formatPoints(score)} 分；${formatPoints(score)} − ${before} = ${formatPoints(points)}`,
        finding: null,
        chargedOn: given.on,
      },
      evidence: null,
      decidedBy: 'import',
      actor: given.actor,
      run: null,
      reason: given.reason,
      posting: given.posting,
    })
    return { entry: opened.added ? opened.entry : null, warning: opened.warning }
  })
}

/** What a unit gives itself on one row. */
export interface SelfScore {
  readonly rubric: string
  readonly period: string
  readonly unit: string
  readonly indicator: string
  readonly title: string
  readonly points: number
  readonly files: readonly AttachedFile[]
  readonly source: string
  readonly on: string
}

const listOf = (rubric: string, indicator: string): string => `${rubric}/${indicator}`

/** The latest self-score of each row of a unit, by indicator. */
export function selfScores(
  ledger: Ledger,
  unit: string,
  period: string,
  rubric: string,
): Map<string, OffWebRecord> {
  const records = listRecords(ledger, { unit, period, type: 'self-score' })
  return new Map(
    records
      .filter(({ list }) => list?.startsWith(listOf(rubric, '')))
      .map((record) => [record.list?.slice(rubric.length + 1) ?? '', record]),
  )
}

/** Keeps a self-score beside ours; the same again adds nothing. Returns whether it was added. */
export function keepSelfScore(ledger: Ledger, given: SelfScore, actor: string): boolean {
  return ledger.immediate(() => {
    const { rubric, period, unit, indicator, points, files } = given
    const all = listRecords(ledger, { unit, period, type: 'self-score' })
    const own = all.filter(({ list }) => list === listOf(rubric, indicator))
    const last = own.at(-1)
    const hashes = (list: readonly AttachedFile[]) =>
      list.map(({ name, sha256 }) => `${name} ${sha256}`).join()
    if (last && last.points === points && hashes(last.files) === hashes(files)) return false
    const record = {
      id: `self-${rubric}-${period}-${unit}-${indicator}-${own.length + 1}`,
      type: 'self-score' as const,
      unit,
      on: given.on,
      title: given.title,
      document: null,
      rules: [],
      points,
      received: null,
      answered: null,
      extended: false,
      passed: null,
      list: listOf(rubric, indicator),
      place: null,
      value: null,
      files: [...files],
      note: null,
      source: given.source,
    }
    addRecords(ledger, [record], { actor, decidedBy: 'import' })
    return true
  })
}
