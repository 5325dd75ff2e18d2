/** Writes the feed: one record for each ledger row, and one for each other entry whose effect the rows changed (contract §8). */
import { entryOf } from '../ledger/entry-state.js'
import { addFeedRows, type NewFeedRow, putEffect, toldEffect, untoldRows } from '../ledger/feed-rows.js'
import type { Ledger } from '../ledger/open.js'
import { publicationById } from '../ledger/publish.js'
import { type Entry, EVENT_KINDS, type LedgerRow, ledgerDocument } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import type { Score } from '../model/scoring.js'

/** How feeds score: the unit's score in an assessment as it stands now; null where nothing can be scored. */
export type ScoreNow = (ledger: Ledger, assessment: string, unit: string) => Score | null

const EVENTS: ReadonlySet<string> = new Set(EVENT_KINDS)

interface Effect {
  readonly effective: number
  readonly indicator: string
  /** Points of the entry's indicator now; null while it is pending. */
  readonly indicatorScore: number | null
}

/** Effects by entry id, of one unit in one assessment. */
type Effects = ReadonlyMap<string, Effect>

function effectsOf(score: Score | null): Effects {
  const effects = new Map<string, Effect>()
  for (const row of score?.indicators ?? [])
    for (const entry of row.entries)
      effects.set(entry.id, {
        effective: entry.effective,
        indicator: row.id,
        indicatorScore: row.score,
      })
  return effects
}

const amount = (points: number | null): string | null => (points === null ? null : formatPoints(points))

function indicatorScore(score: Score | null, indicator: string | null): number | null {
  return score?.indicators.find((row) => row.id === indicator)?.score ?? null
}

/** The published scores, for a receiver that keeps them as they were announced. */
function snapshotOf(ledger: Ledger, row: LedgerRow): Record<string, unknown> {
  const publication = publicationById(ledger, row.occurrence ?? '')
  return {
    id: publication.id,
    rubric: publication.rubric,
    rubricVersion: publication.rubricVersion,
    period: publication.period,
    units: publication.units.map(({ unit, name, group, score, rank }) => ({
      unit,
      name,
      group,
      rank,
      score: amount(score?.score ?? null),
      max: amount(score?.max ?? null),
      assessed: amount(score?.assessed ?? null),
      pending: amount(score?.pending ?? null),
      indicators: (score?.indicators ?? []).map(({ id, score: points, status }) => ({
        id,
        status,
        score: amount(points),
      })),
    })),
    groups: publication.groups.map(({ group, units, average }) => ({
      group,
      units,
      average: amount(average),
    })),
  }
}

interface Place {
  readonly assessment: string
  readonly unit: string
}

/** Units whose entries the rows open or act on. A publication or a repricing touches none by itself: entries do. */
function placesOf(rows: readonly LedgerRow[]): Place[] {
  const places = new Map<string, Place>()
  for (const { entry, assessment, unit } of rows)
    if (entry !== null && assessment !== null && unit !== null)
      places.set(`${assessment} ${unit}`, { assessment, unit })
  return [...places.values()]
}

/** Changes of the effect of entries that the rows do not name, by entry id. */
function otherChanges(
  ledger: Ledger,
  place: Place,
  score: Score | null,
  named: ReadonlySet<string>,
  cause: LedgerRow,
): NewFeedRow[] {
  return [...effectsOf(score)]
    .filter(([entry]) => !named.has(entry))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([entry, { effective, indicator, indicatorScore: after }]): NewFeedRow[] => {
      const before = toldEffect(ledger, entry)
      if (before === effective || before === null) return []
      putEffect(ledger, entry, effective)
      const record = {
        kind: 'score-changed',
        ledgerSeq: cause.seq,
        recordedAt: new Date(cause.recordedAt).toISOString(),
        ...place,
        rubric: cause.rubric,
        indicator,
        entry,
        causedBy: cause.entry,
        effective: formatPoints(effective),
        effectiveChange: formatPoints(effective - before),
        indicatorScoreAfter: amount(after),
      }
      return [{ ledgerSeq: cause.seq, unit: place.unit, record }]
    })
}

/** An entry's effect where no rubric can say: what still counts, counts in full. */
function plainEffect(entry: Pick<Entry, 'state' | 'points' | 'kind'>): number {
  return entry.kind !== 'external' && (entry.state === 'pending' || entry.state === 'posted')
    ? entry.points
    : 0
}

function recordOf(ledger: Ledger, row: LedgerRow, score: Score | null): NewFeedRow {
  const effects = effectsOf(score)
  const { seq, points, recorded_at: _, ...columns } = ledgerDocument(row)
  // What no rubric can say (its text was not kept) counts as it stands in the ledger.
  const unscored = (entry: string) => (score === null ? plainEffect(entryOf(ledger, entry)) : 0)
  const before = row.entry === null ? null : (toldEffect(ledger, row.entry) ?? 0)
  // A dispute and its decision change nothing by themselves: what they lead to has rows of its own.
  const effective =
    row.entry === null
      ? null
      : EVENTS.has(row.kind)
        ? before
        : (effects.get(row.entry)?.effective ?? unscored(row.entry))
  if (row.entry !== null && effective !== null) putEffect(ledger, row.entry, effective)
  const record = {
    ...columns,
    ledgerSeq: seq,
    recordedAt: new Date(row.recordedAt).toISOString(),
    points: amount(points === undefined || points === null ? null : Number(points)),
    effective: amount(effective),
    effectiveChange: effective === null || before === null ? null : formatPoints(effective - before),
    indicatorScoreAfter: amount(indicatorScore(score, row.indicator)),
    ...(row.kind === 'publication' ? { snapshot: snapshotOf(ledger, row) } : {}),
  }
  return { ledgerSeq: row.seq, unit: row.unit, record }
}

/**
 * Tells what the ledger holds and the feed does not yet, within the transaction that wrote it where `ledger` is open in
 * one. Effects are those at the end of the transaction: an entry's first row in it carries the whole change, so that
 * adding up every `effectiveChange` gives the score at any record that ends a transaction.
 */
export function tellFeed(ledger: Ledger, scoreNow: ScoreNow): void {
  ledger.immediate(() => {
    const rows = untoldRows(ledger)
    if (rows.length === 0) return
    const scores = new Map<string, Score | null>()
    const scoreOf = (assessment: string, unit: string): Score | null => {
      const key = `${assessment} ${unit}`
      const held = scores.get(key)
      if (held !== undefined || scores.has(key)) return held ?? null
      const score = scoreNow(ledger, assessment, unit)
      scores.set(key, score)
      return score
    }
    const named = new Set(rows.flatMap((row) => row.entry ?? []))
    const told = rows.map((row) =>
      recordOf(
        ledger,
        row,
        row.assessment !== null && row.unit !== null && row.entry !== null
          ? scoreOf(row.assessment, row.unit)
          : null,
      ),
    )
    const others = placesOf(rows).flatMap((place) => {
      const causes = rows.filter((row) => row.assessment === place.assessment && row.unit === place.unit)
      const cause = causes.at(-1)
      return cause ? otherChanges(ledger, place, scoreOf(place.assessment, place.unit), named, cause) : []
    })
    addFeedRows(ledger, [...told, ...others])
  })
}
