/** Moving the buckets of an assessment through their states: forward by decisions with dates and numbers, back by reopening. */
import {
  isClosed,
  type Official,
  STAGES,
  type Stage,
  stageChangeSchema,
  stageRank,
} from '../model/assessment.js'
import { ALL_BUCKETS } from '../model/bucket.js'
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { Entry } from '../model/ledger.js'
import { append } from './append.js'
import { pinnedVersion, stagesOf } from './assessment.js'
import { postEntry } from './decide.js'
import { entriesUnderDispute } from './dispute-rows.js'
import { freeze, thawed } from './frozen.js'
import { heldEntries } from './held-entries.js'
import type { Ledger } from './open.js'

/** Which assessment, which of its buckets, and in whose name it is done. */
export interface Move {
  readonly assessment: string
  /** null: every bucket that it applies to. */
  readonly bucket: string | null
  /** Buckets in which the pinned rubric gives marks. */
  readonly ofRubric: readonly string[]
  readonly official: Official
  readonly actor: string
  readonly reason: string | null
}

/** One bucket that changed. */
export interface Moved {
  readonly bucket: string
  readonly from: Stage
  readonly to: Stage
}

/** The states of an assessment that is open. Throws UserFault for an assessment or bucket that there is not. */
export function statesOf(
  ledger: Ledger,
  of: Pick<Move, 'assessment' | 'bucket' | 'ofRubric'>,
): Map<string, Stage> {
  if (!pinnedVersion(ledger, of.assessment))
    throw new UserFault('ledger.unknown-assessment', { assessment: of.assessment })
  const stages = stagesOf(ledger, of.assessment, of.ofRubric)
  if (of.bucket !== null && !stages.has(of.bucket))
    throw new UserFault(
      'ledger.unknown-bucket',
      { assessment: of.assessment, bucket: of.bucket, known: [...stages.keys()].join(', ') },
      2,
    )
  return stages
}

/** The day on which a bucket came into the state that it is in: its document's, else that of the decision; null: it never moved. */
export function stageBegan(
  ledger: Ledger,
  assessment: string,
  bucket: string,
  dayOf: (instant: number) => PlainDate,
): PlainDate | null {
  const row = ledger
    .sql(
      `SELECT evidence, recorded_at AS recordedAt FROM ledger INDEXED BY ledger_by_kind
        WHERE assessment = ? AND kind IN ('assessment-advance', 'assessment-reopen') AND bucket = ?
        ORDER BY seq DESC LIMIT 1`,
    )
    .get(assessment, bucket) as { evidence: string | null; recordedAt: number } | undefined
  if (!row) return null
  const change = thawed(ledger, row.evidence, stageChangeSchema)
  return change?.official.date ?? dayOf(row.recordedAt)
}

/** Entries of an assessment, of these buckets only, by the number of their opening rows. */
export function entriesIn(ledger: Ledger, assessment: string, buckets: ReadonlySet<string>): Entry[] {
  return heldEntries(ledger).filter((one) => one.assessment === assessment && buckets.has(one.bucket))
}

/** The row of one bucket's change, with the official document behind it. */
export function moveBucket(
  ledger: Ledger,
  kind: 'assessment-advance' | 'assessment-reopen',
  move: Move,
  moved: Moved,
): void {
  const { official } = move
  append(ledger, {
    kind,
    assessment: move.assessment,
    bucket: moved.bucket,
    rubric: move.assessment.slice(0, move.assessment.lastIndexOf('/')),
    occurrence: moved.to,
    clause:
      [official.date, official.number, official.title].filter((part) => part !== null).join(' ') || null,
    evidence: freeze(ledger, { schema: 'xuncha.stage/1', ...moved, official }),
    decidedBy: 'person',
    actor: move.actor,
    reason: move.reason,
  })
}

/** What advancing did: which buckets moved, and which entries it posted. */
export interface Advanced {
  readonly moved: readonly Moved[]
  readonly posted: readonly string[]
  /** Pending entries that stay so: they are under dispute. */
  readonly disputed: readonly string[]
}

function nextOf(stage: Stage): Stage | null {
  return STAGES[stageRank(stage) + 1] ?? null
}

/** The buckets that a move is about: the one named, else those that stand furthest back, or all before `to`. */
function meantBuckets(move: Move, stages: ReadonlyMap<string, Stage>, to: Stage | null): Moved[] {
  const all = ALL_BUCKETS.flatMap((bucket) => {
    const from = stages.get(bucket)
    return from === undefined ? [] : [{ bucket, from }]
  })
  const least = Math.min(...all.map(({ from }) => stageRank(from)))
  return all
    .filter(({ bucket, from }) => {
      if (move.bucket !== null) return bucket === move.bucket
      return to === null ? stageRank(from) === least : stageRank(from) < stageRank(to)
    })
    .flatMap(({ bucket, from }) => {
      const target = to ?? nextOf(from)
      return target === null ? [] : [{ bucket, from, to: target }]
    })
}

function refuseMove(move: Move, one: Moved): void {
  const facts = { assessment: move.assessment, bucket: one.bucket, from: one.from, to: one.to }
  if (stageRank(one.to) <= stageRank(one.from)) throw new UserFault('ledger.stage-not-ahead', facts)
  // Publishing freezes a snapshot: it is a command of its own.
  if (one.to === 'published' || (one.to === 'archived' && one.from !== 'published'))
    throw new UserFault('ledger.publish-first', facts)
}

/**
 * Advances buckets by one state, or to the state named. Passing into `approved` (审定) posts every entry of the bucket
 * that is pending and not under dispute, in the same transaction. Throws UserFault for an unknown assessment or bucket,
 * a state that does not lie ahead, and `published`, which `publish` alone reaches.
 */
export function advance(ledger: Ledger, move: Move, to: Stage | null): Advanced {
  return ledger.immediate(() => {
    const stages = statesOf(ledger, move)
    const moved = meantBuckets(move, stages, to)
    if (moved.length === 0)
      throw new UserFault('ledger.nothing-to-advance', { assessment: move.assessment, to: to ?? 'archived' })
    const under = entriesUnderDispute(ledger, move.assessment)
    const posted: string[] = []
    const disputed: string[] = []
    for (const one of moved) {
      refuseMove(move, one)
      if (one.to === 'archived') refuseOpenDisputes(ledger, move.assessment, one.bucket, under)
      if (stageRank(one.from) < stageRank('approved') && one.to === 'approved')
        for (const entry of entriesIn(ledger, move.assessment, new Set([one.bucket]))) {
          if (entry.state !== 'pending') continue
          if (under.has(entry.id)) disputed.push(entry.id)
          else {
            postEntry(ledger, entry.id, { actor: move.actor, reason: move.reason ?? move.official.number })
            posted.push(entry.id)
          }
        }
      moveBucket(ledger, 'assessment-advance', move, one)
    }
    return { moved, posted, disputed }
  })
}

function refuseOpenDisputes(
  ledger: Ledger,
  assessment: string,
  bucket: string,
  under: ReadonlySet<string>,
): void {
  const open = entriesIn(ledger, assessment, new Set([bucket])).filter((entry) => under.has(entry.id))
  if (open.length > 0) throw new UserFault('ledger.disputes-open', { assessment, bucket, count: open.length })
}

/**
 * Takes buckets back to an earlier state, with a reason; what was published stays published as it was. Without a bucket
 * named, every bucket that stands beyond `to` goes back. Throws UserFault as `advance` does, and without a reason.
 */
export function reopen(ledger: Ledger, move: Move, to: Stage): Moved[] {
  return ledger.immediate(() => {
    if (!move.reason?.trim()) throw new UserFault('ledger.reason-needed', { action: 'reopen' }, 2)
    if (isClosed(to)) throw new UserFault('ledger.reopen-to-closed', { to }, 2)
    const stages = statesOf(ledger, move)
    const moved = ALL_BUCKETS.flatMap((bucket) => {
      const from = stages.get(bucket)
      const meant = move.bucket === null || move.bucket === bucket
      return from !== undefined && meant && stageRank(from) > stageRank(to) ? [{ bucket, from, to }] : []
    })
    if (moved.length === 0)
      throw new UserFault('ledger.nothing-to-reopen', { assessment: move.assessment, to })
    for (const one of moved) moveBucket(ledger, 'assessment-reopen', move, one)
    return moved
  })
}
