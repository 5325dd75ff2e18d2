/** Scores as commands print them: documents with decimal strings, and the table for a terminal. */
import { formatPoints } from '../model/points.js'
import type { Rank } from '../model/publication.js'
import type { Score, ScoredIndicator } from '../model/scoring.js'
import { scoreText } from './run/print.js'
import type { Shell } from './shell.js'
import { table } from './terminal.js'

/** A unit with its score; null: nothing was ever collected of it. */
export interface ScoredUnitRow {
  readonly id: string
  readonly name: string
  readonly group: string | null
  readonly score: Score | null
  readonly rank: Rank | null
}

function indicatorDocument(shell: Shell, row: ScoredIndicator) {
  return {
    ...row,
    max: formatPoints(row.max),
    score: row.score === null ? null : formatPoints(row.score),
    because: row.because === null ? null : shell.say(row.because.key, row.because.facts),
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
export function scoreDocument(shell: Shell, { id, name, group, score, rank }: ScoredUnitRow) {
  if (score === null) return { unit: id, name, group, rank, ...NEVER }
  const { max, assessed, pending, score: sum, indicators, pots, converted, ...rest } = score
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
    indicators: indicators.map((row) => indicatorDocument(shell, row)),
  }
}

function changedRows(score: Score): string {
  return score.indicators
    .filter((row) => row.status === 'scored' && row.score !== row.max)
    .map((row) => `${row.id}: ${formatPoints(row.score ?? 0)}/${formatPoints(row.max)}`)
    .join('  ')
}

/** The table of units; a place only where nothing of the group is pending. */
export function scoreLines(shell: Shell, rows: readonly ScoredUnitRow[]): string {
  const heads = ['id', 'name', 'score', 'max', 'rank', 'rows'].map((name) => shell.say(`cli.head.${name}`))
  const lines = rows.map(({ id, name, score, rank }) => [
    id,
    name,
    score === null
      ? shell.say('cli.score.not-assessed')
      : scoreText(shell, {
          score: formatPoints(score.score),
          assessed: formatPoints(score.assessed),
          pending: formatPoints(score.pending),
        }),
    score === null ? '' : formatPoints(score.max),
    rank === null ? '' : `${rank.place}/${rank.of}`,
    score === null ? '' : changedRows(score),
  ])
  return table(heads, lines)
}
