/** The score table of a rubric and a period, recomputed from the ledger, with its documents. For commands and server alike. */
import { assessmentId, pinnedVersion, scoreStage } from './ledger/assessment.js'
import { heldPerUnit } from './ledger/changes.js'
import type { Ledger } from './ledger/open.js'
import { unitsOf } from './ledger/publish.js'
import { registry } from './ledger/registry-store.js'
import { scoringFacts } from './ledger/scoring-facts.js'
import { formatPoints } from './model/points.js'
import { type Rank, ranksOf } from './model/publication.js'
import type { Score, ScoredIndicator, ScoringFacts } from './model/scoring.js'
import { rubricFromSource, scoringRubric } from './rubric/pinned.js'
import type { Rubric } from './rubric/schema.js'
import { scoreUnit, withProposals } from './rubric/score.js'

/** What is scored: one rubric over one period; a preview where no assessment uses it. */
export interface Scored {
  readonly ledger: Ledger
  readonly rubric: Rubric
  readonly period: string
  readonly preview: boolean
}

/** A unit with its score; null: nothing was ever collected of it. */
export interface ScoredUnitRow {
  readonly id: string
  readonly name: string
  readonly group: string | null
  readonly score: Score | null
  readonly rank: Rank | null
}

/** Says a key's sentence in the reader's language. */
export type Say = (key: string, facts?: Readonly<Record<string, unknown>>) => string

/** The rubric that an assessment pinned, by its id alone; null where none is open or its text was not kept. */
export function pinnedByAssessment(ledger: Ledger, rubric: string, period: string): Rubric | null {
  const source = pinnedVersion(ledger, assessmentId(rubric, period))?.source ?? null
  return source === null ? null : rubricFromSource(source)
}

/** Facts of a unit; in a preview with the entries that the rubric would call for. Null: nothing was ever collected. */
export function factsOf({ ledger, rubric, period, preview }: Scored, unit: string): ScoringFacts | null {
  const facts = scoringFacts(ledger, unit, period, rubric.id, preview)
  return facts && preview ? withProposals(rubric, facts) : facts
}

/** A unit's score and the group under which it is ranked. */
interface UnitScore {
  readonly group: string | null
  readonly score: Score
}

const SCORES = new WeakMap<Ledger, Map<string, { readonly mark: string; readonly value: UnitScore | null }>>()

/**
 * A unit's score as it stands; null: nothing was ever collected. On an open database it is computed again only when
 * something of the unit, or of all units, was changed.
 */
export function scoreNow(scored: Scored, unit: string, stage: 'provisional' | 'final'): UnitScore | null {
  const { ledger, rubric, period, preview } = scored
  const held = SCORES.get(ledger) ?? new Map()
  SCORES.set(ledger, held)
  const key = `${rubric.id}/${rubric.version}/${period}/${stage}/${preview}`
  return heldPerUnit(held, { ledger, unit, key }, () => {
    const facts = factsOf(scored, unit)
    return facts && { group: facts.unit.group, score: scoreUnit(rubric, facts, stage) }
  })
}

/** Every unit of the table with its score and, where nothing of its group is pending, its place. */
export function scoredRows(scored: Scored): ScoredUnitRow[] {
  const { ledger, rubric, period } = scored
  const assessment = assessmentId(rubric.id, period)
  const registered = registry(ledger)
    .load()
    .units.map(({ id, name, group }) => ({ unit: id, name, group: group ?? null }))
  const listed = unitsOf(ledger, assessment, registered)
  // A roster lists whom it is about: one of whom nothing is known yet is not assessed, and said to be.
  const named = listed !== registered
  const stage = scoreStage(ledger, assessment, scoringRubric(rubric).buckets)
  const rows = listed.flatMap(({ unit, name, group }) => {
    const now = scoreNow(scored, unit, stage)
    if (now === null && !named) return []
    return [{ unit, id: unit, name, group: now?.group ?? group, score: now?.score ?? null }]
  })
  const ranks = ranksOf(rows)
  return rows.map((row) => ({ ...row, rank: ranks.get(row.unit) ?? null }))
}

function indicatorDocument(say: Say, row: ScoredIndicator) {
  return {
    ...row,
    max: formatPoints(row.max),
    score: row.score === null ? null : formatPoints(row.score),
    because: row.because === null ? null : say(row.because.key, row.because.facts),
    interval: row.interval === null ? null : row.interval.map(formatPoints),
    preview: formatPoints(row.preview),
    entries: row.entries.map((entry) => ({
      ...entry,
      points: formatPoints(entry.points),
      effective: formatPoints(entry.effective),
    })),
  }
}

/** What stands for a unit of the roster of which nothing was collected: not assessed, which is not zero. */
const NEVER = { assessed: '0', score: null, stage: 'provisional', indicators: [] } as const

/** A score with its points as decimal strings, as the contract prints them. */
export function scoreDocument({ say }: { readonly say: Say }, row: ScoredUnitRow) {
  const { id, name, group, rank } = row
  if (row.score === null) return { unit: id, name, group, rank, ...NEVER }
  const { max, assessed, pending, score: sum, indicators, pots, converted, ...rest } = row.score
  return {
    unit: id,
    name,
    group,
    rank,
    ...rest,
    ...(pots && {
      pots: pots.map((pot) => ({
        ...pot,
        max: formatPoints(pot.max),
        change: formatPoints(pot.change),
        score: pot.score === null ? null : formatPoints(pot.score),
      })),
    }),
    ...(converted && {
      converted: converted.map((other) => ({
        ...other,
        max: formatPoints(other.max),
        score: formatPoints(other.score),
      })),
    }),
    max: formatPoints(max),
    assessed: formatPoints(assessed),
    pending: formatPoints(pending),
    score: formatPoints(sum),
    indicators: indicators.map((one) => indicatorDocument(say, one)),
  }
}

/** Scores units in assessments as they stand now, each rubric read once; null where nothing was collected or its text is gone. */
export function scorer(): (ledger: Ledger, assessment: string, unit: string) => Score | null {
  const rubrics = new Map<string, Rubric>()
  const rubricOf = (ledger: Ledger, assessment: string): Rubric | null => {
    const pinned = pinnedVersion(ledger, assessment)
    if (!pinned || pinned.source === null) return null
    const held = rubrics.get(pinned.version) ?? rubricFromSource(pinned.source)
    rubrics.set(pinned.version, held)
    return held
  }
  return (ledger, assessment, unit) => {
    const rubric = rubricOf(ledger, assessment)
    if (rubric === null) return null
    const period = assessment.slice(assessment.lastIndexOf('/') + 1)
    const facts = scoringFacts(ledger, unit, period, rubric.id)
    const stage = scoreStage(ledger, assessment, scoringRubric(rubric).buckets)
    return facts && scoreUnit(rubric, facts, stage)
  }
}
