/** Publishing (通报): the scores of an assessment frozen as they stand, with the facts that they came from (contract §7). */
import { isOnRoster, type RosterUnit, type Stage, stageRank } from '../model/assessment.js'
import { UserFault } from '../model/error.js'
import type { Entry } from '../model/ledger.js'
import {
  frozenFacts,
  groupsOf,
  type Memo,
  type Publication,
  type PublishedUnit,
  publicationSchema,
  ranksOf,
  type ToldChange,
} from '../model/publication.js'
import type { ScoringRubric } from '../model/scoring.js'
import { append } from './append.js'
import { settingsOf, stagesOf } from './assessment.js'
import { freeze, thawed } from './frozen.js'
import { headOf, type Ledger } from './open.js'
import { assessmentRows } from './rows.js'
import { scoringFacts } from './scoring-facts.js'
import { entriesIn, type Move, moveBucket, statesOf } from './stages.js'

/** A unit as a publication lists it. */
export interface ListedUnit {
  readonly unit: string
  readonly name: string
  readonly group: string | null
}

/** The units that an assessment scores: its roster, or without one every unit that is given. */
export function unitsOf(
  ledger: Ledger,
  assessment: string,
  registered: readonly ListedUnit[],
): readonly ListedUnit[] {
  const { roster } = settingsOf(ledger, assessment)
  return roster === null
    ? registered
    : roster.map(({ unit, name, group }: RosterUnit) => ({ unit, name, group }))
}

function memosIn(entries: readonly Entry[]): Memo[] {
  return entries
    .filter((entry) => entry.kind === 'external' && (entry.state === 'pending' || entry.state === 'posted'))
    .map(({ id, indicator, rule, points, clause, arithmetic }) => ({
      entry: id,
      indicator,
      rule,
      points,
      clause,
      arithmetic,
    }))
}

function publishedUnits(
  ledger: Ledger,
  rubric: ScoringRubric,
  period: string,
  units: readonly ListedUnit[],
  final: boolean,
): PublishedUnit[] {
  const scored = units.map(({ unit, name, group }) => {
    const facts = scoringFacts(ledger, unit, period, rubric.id)
    const score = facts && {
      ...rubric.score(facts),
      stage: final ? ('final' as const) : ('provisional' as const),
    }
    const memos = memosIn(facts?.entries ?? [])
    // By default units are ranked among those of their kind, which the registry may leave unsaid.
    const ranked = facts?.unit.group ?? group
    return { unit, name, group: ranked, score, memos, facts: facts && frozenFacts(facts) }
  })
  const ranks = ranksOf(scored)
  return scored.map((unit) => ({ ...unit, rank: ranks.get(unit.unit) ?? null }))
}

/** Rows after an earlier publication that touched entries of buckets which stood published then. */
function changesSince(ledger: Ledger, assessment: string, previous: Publication | null): ToldChange[] {
  if (!previous) return []
  const told = new Set(
    Object.entries(previous.states)
      .filter(([, stage]) => stageRank(stage) >= stageRank('published'))
      .map(([bucket]) => bucket),
  )
  return assessmentRows(ledger, assessment)
    .filter(
      (row) =>
        row.seq > previous.through.seq && row.entry !== null && row.bucket !== null && told.has(row.bucket),
    )
    .map(({ seq, kind, entry, unit, indicator, bucket, points, reason }) => ({
      seq,
      kind,
      entry,
      unit,
      indicator,
      bucket,
      points,
      reason,
    }))
}

/** The publications of an assessment, or of all, oldest first. */
export function listPublications(ledger: Ledger, assessment?: string): Publication[] {
  const names = ledger
    .sql(
      `SELECT evidence FROM ledger WHERE kind = 'publication' AND evidence IS NOT NULL
        AND (@assessment IS NULL OR assessment = @assessment) ORDER BY seq`,
    )
    .pluck()
    .all({ assessment: assessment ?? null }) as string[]
  return names.flatMap((name) => thawed(ledger, name, publicationSchema) ?? [])
}

/** A publication by its id. Throws UserFault naming those that there are. */
export function publicationById(ledger: Ledger, id: string): Publication {
  const row = ledger
    .sql(`SELECT evidence AS "snapshot" FROM ledger WHERE kind = 'publication' AND occurrence = ?`)
    .pluck()
    .get(id) as string | null | undefined
  const found = row ? thawed(ledger, row, publicationSchema) : null
  if (found) return found
  const known = ledger
    .sql(`SELECT occurrence FROM ledger WHERE kind = 'publication' ORDER BY seq`)
    .pluck()
    .all()
  throw new UserFault('ledger.unknown-publication', { id, known: known.join(', ') || '—' })
}

function meantBuckets(move: Move, stages: ReadonlyMap<string, Stage>): string[] {
  const buckets = [...stages.keys()].filter((bucket) => move.bucket === null || bucket === move.bucket)
  for (const bucket of buckets) {
    const state = stages.get(bucket) ?? 'draft'
    if (state !== 'approved' && state !== 'published')
      throw new UserFault('ledger.not-approved', { assessment: move.assessment, bucket, state })
  }
  return buckets
}

/**
 * Publishes the buckets: they pass into `published`, and the scores of all units are frozen. A bucket that is published
 * already may be published again: what was reversed, adjusted or decided since is told. Throws UserFault where a bucket
 * is not approved, or where an entry of it is pending. `rubric` is the pinned version.
 */
export function publish(
  ledger: Ledger,
  move: Move,
  rubric: ScoringRubric,
  registered: readonly ListedUnit[],
): Publication {
  return ledger.immediate(() => {
    const { assessment } = move
    const before = statesOf(ledger, move)
    const buckets = meantBuckets(move, before)
    const pending = entriesIn(ledger, assessment, new Set(buckets)).filter(({ state }) => state === 'pending')
    if (pending.length > 0)
      throw new UserFault('ledger.pending-left', {
        assessment,
        count: pending.length,
        entries: pending
          .slice(0, 5)
          .map(({ id }) => id)
          .join(', '),
      })
    for (const bucket of buckets)
      if (before.get(bucket) === 'approved')
        moveBucket(ledger, 'assessment-advance', move, { bucket, from: 'approved', to: 'published' })
    const states = stagesOf(ledger, assessment, move.ofRubric)
    const settings = settingsOf(ledger, assessment)
    const period = assessment.slice(assessment.lastIndexOf('/') + 1)
    const earlier = listPublications(ledger, assessment)
    const final = [...states.values()].every((stage) => stageRank(stage) >= stageRank('published'))
    const listed = unitsOf(ledger, assessment, registered).filter(({ unit }) => isOnRoster(settings, unit))
    const units = publishedUnits(ledger, rubric, period, listed, final)
    const previous = earlier.at(-1) ?? null
    const publication: Publication = {
      schema: 'xuncha.publication/1',
      id: `${assessment}#${earlier.length + 1}`,
      assessment,
      type: settings.type,
      title: settings.title,
      rubric: rubric.id,
      rubricVersion: rubric.version,
      period,
      buckets,
      states: Object.fromEntries(states),
      official: move.official,
      publishedAt: ledger.now(),
      actor: move.actor,
      through: headOf(ledger.db),
      previous: previous?.id ?? null,
      changes: changesSince(ledger, assessment, previous),
      units,
      groups: groupsOf(units),
    }
    append(ledger, {
      kind: 'publication',
      assessment,
      bucket: move.bucket,
      rubric: rubric.id,
      rubricVersion: rubric.version,
      occurrence: publication.id,
      clause:
        [move.official.date, move.official.number, move.official.title]
          .filter((one) => one !== null)
          .join(' ') || null,
      evidence: freeze(ledger, publication),
      decidedBy: 'person',
      actor: move.actor,
      reason: move.reason,
    })
    return publication
  })
}
