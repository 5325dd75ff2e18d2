/** Disputes (申诉、复核): a unit contests an entry, the office decides; both are frozen beside their ledger rows. */
import { z } from 'zod'
import type { PlainDate } from './date.js'
import { plainDateSchema } from './date-schema.js'
import type { LedgerRow } from './ledger.js'
import { attachedFileSchema } from './supporting.js'

/** 维持, 变更, 撤销. */
export const OUTCOMES = ['maintained', 'amended', 'cancelled'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** 事后已整改、误判、非本单位责任、平台原因、已获豁免、有正当理由、重复计分、条款不适用. */
export const DISPUTE_REASONS = [
  'fixed-later',
  'false-positive',
  'not-ours',
  'platform-cause',
  'exempted',
  'justified-delay',
  'counted-twice',
  'not-applicable',
] as const
export type DisputeReason = (typeof DISPUTE_REASONS)[number]

/** What an opening row says in full. */
export const statementSchema = z.strictObject({
  schema: z.literal('xuncha.dispute/1'),
  id: z.string(),
  entry: z.string(),
  statement: z.string().min(1).max(20_000),
  /** Who speaks for the unit. */
  by: z.string(),
  /** The office recorded it on the unit's behalf; then `scan` is the stamped paper. */
  onBehalf: z.boolean(),
  scan: attachedFileSchema.nullable(),
  files: z.array(attachedFileSchema),
  openedOn: plainDateSchema,
  /** Day by which it is to be decided; null where no calendar covers it. */
  dueOn: plainDateSchema.nullable(),
})
export type Statement = z.infer<typeof statementSchema>

/** What a deciding row says in full. Points in whole hundredths. */
export const decisionSchema = z.strictObject({
  schema: z.literal('xuncha.decision/1'),
  dispute: z.string(),
  outcome: z.enum(OUTCOMES),
  code: z.enum(DISPUTE_REASONS).nullable(),
  reason: z.string().min(1).max(20_000),
  /** Of an amended entry; null otherwise. */
  points: z.number().int().nullable(),
  files: z.array(attachedFileSchema),
  decidedOn: plainDateSchema,
})
export type DecisionDocument = z.infer<typeof decisionSchema>

/** A dispute as its rows fold. */
export interface DisputeState {
  readonly id: string
  readonly entry: string
  readonly assessment: string
  readonly bucket: string
  readonly unit: string
  readonly finding: string | null
  readonly openedSeq: number
  /** UTC milliseconds, the ledger's. */
  readonly openedAt: number
  /** Who recorded it. */
  readonly openedBy: string
  /** Name of the frozen statement. */
  readonly statement: string | null
  readonly state: 'open' | 'decided'
  readonly outcome: Outcome | null
  readonly code: DisputeReason | null
  readonly reason: string | null
  readonly decidedSeq: number | null
  readonly decidedAt: number | null
  readonly decidedBy: string | null
  /** Name of the frozen decision. */
  readonly decision: string | null
}

/** The columns that a fold of disputes reads. */
export type DisputeRow = Pick<
  LedgerRow,
  | 'seq'
  | 'kind'
  | 'entry'
  | 'assessment'
  | 'bucket'
  | 'unit'
  | 'occurrence'
  | 'finding'
  | 'clause'
  | 'arithmetic'
  | 'evidence'
  | 'actor'
  | 'reason'
  | 'recordedAt'
>

function opened(row: DisputeRow, id: string): DisputeState {
  return {
    id,
    entry: row.entry ?? '',
    assessment: row.assessment ?? '',
    bucket: row.bucket ?? '',
    unit: row.unit ?? '',
    finding: row.finding,
    openedSeq: row.seq,
    openedAt: row.recordedAt,
    openedBy: row.actor,
    statement: row.evidence,
    state: 'open',
    outcome: null,
    code: null,
    reason: null,
    decidedSeq: null,
    decidedAt: null,
    decidedBy: null,
    decision: null,
  }
}

/**
 * Disputes by the number of their opening row. A deciding row names the dispute in `occurrence`, its outcome in `clause`
 * and its reason code in `arithmetic`; the first decision stands. Rows may come in any order.
 */
export function foldDisputes(rows: Iterable<DisputeRow>): DisputeState[] {
  const disputes = new Map<string, DisputeState>()
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const id = row.occurrence
    if (id === null) continue
    const held = disputes.get(id)
    if (row.kind === 'assessment-dispute' && !held) disputes.set(id, opened(row, id))
    if (row.kind !== 'assessment-decision' || !held || held.state === 'decided') continue
    disputes.set(id, {
      ...held,
      state: 'decided',
      outcome: OUTCOMES.find((known) => known === row.clause) ?? null,
      code: DISPUTE_REASONS.find((known) => known === row.arithmetic) ?? null,
      reason: row.reason,
      decidedSeq: row.seq,
      decidedAt: row.recordedAt,
      decidedBy: row.actor,
      decision: row.evidence,
    })
  }
  return [...disputes.values()]
}

/** True for an open dispute whose day has passed. */
export function isOverdue(
  dispute: { readonly state: 'open' | 'decided'; readonly dueOn: PlainDate | null },
  today: PlainDate,
): boolean {
  return dispute.state === 'open' && dispute.dueOn !== null && dispute.dueOn < today
}
