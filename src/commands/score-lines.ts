/** The score table for a terminal. */
import { formatPoints } from '../model/points.js'
import type { Score } from '../model/scoring.js'
import type { ScoredUnitRow } from '../score-table.js'
import { scoreText } from './run/print.js'
import { listing, type Shell } from './shell.js'

function changedRows(score: Score): string {
  return score.indicators
    .filter((row) => row.status === 'scored' && row.score !== row.max)
    .map((row) => `${row.id}: ${formatPoints(row.score ?? 0)}/${formatPoints(row.max)}`)
    .join('  ')
}

/** The table of units; a place only where nothing of the group is pending. */
export function scoreLines(shell: Shell, rows: readonly ScoredUnitRow[]): string {
  const heads = ['id', 'name', 'score', 'max', 'rank', 'rows']
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
  return listing(shell, heads, lines)
}
