/** Rows of the append-only score ledger (计分台账). Contract §7 and §9: strings and integers only. */
import { z } from 'zod'
import { canonicalJson, sha256 } from './canonical.js'

/** Rows that open an entry, rows that act on one, rows that record the rest. */
export const OPENING_KINDS = ['deduct', 'award', 'manual', 'external'] as const
export const ACTING_KINDS = ['post', 'void', 'reverse', 'adjust'] as const
export const EVENT_KINDS = [
  'assessment-open',
  'assessment-advance',
  'assessment-reopen',
  'assessment-settings',
  'assessment-dispute',
  'assessment-decision',
  'publication',
  'reprice',
  'evidence-pruned',
  'restore',
] as const

/** Event rows whose `evidence` names a frozen document (settings, stage, snapshot, statement, decision, what was pruned) by its hash. */
export const FROZEN_KINDS: ReadonlySet<string> = new Set(EVENT_KINDS.filter((kind) => kind !== 'restore'))

const text = z.string().nullable()

export const ledgerRowSchema = z.object({
  seq: z.number().int().positive(),
  v: z.literal(1),
  /** Instant of appending, UTC milliseconds. */
  recordedAt: z.number().int(),
  kind: z.enum([...OPENING_KINDS, ...ACTING_KINDS, ...EVENT_KINDS]),
  /** Id of the entry that the row opens or acts on; null for event rows. */
  entry: text,
  /** Idempotency key of an opening row: hash over (assessment, bucket where the cap binds there, unit, rubric, indicator, rule, occurrence). */
  key: text,
  assessment: text,
  bucket: text,
  unit: text,
  rubric: text,
  rubricVersion: text,
  indicator: text,
  rule: text,
  /** Fingerprint, record id, or a metric's renewal number. */
  occurrence: text,
  /** Whole hundredths; deductions negative. */
  points: z.number().int().nullable(),
  clause: text,
  /** How the points were worked out, in the rubric's words. */
  arithmetic: text,
  finding: text,
  evidence: text,
  /** auto, person or import. */
  decidedBy: z.enum(['auto', 'person', 'import']),
  actor: z.string(),
  reason: text,
  run: text,
  prev: z.string(),
  hash: z.string(),
})
export type LedgerRow = z.infer<typeof ledgerRowSchema>

/** [field of the row, column of the table], in the order of the table. */
export const LEDGER_COLUMNS = [
  ['seq', 'seq'],
  ['v', 'v'],
  ['recordedAt', 'recorded_at'],
  ['kind', 'kind'],
  ['entry', 'entry'],
  ['key', 'key'],
  ['assessment', 'assessment'],
  ['bucket', 'bucket'],
  ['unit', 'unit'],
  ['rubric', 'rubric'],
  ['rubricVersion', 'rubric_version'],
  ['indicator', 'indicator'],
  ['rule', 'rule'],
  ['occurrence', 'occurrence'],
  ['points', 'points'],
  ['clause', 'clause'],
  ['arithmetic', 'arithmetic'],
  ['finding', 'finding'],
  ['evidence', 'evidence'],
  ['decidedBy', 'decided_by'],
  ['actor', 'actor'],
  ['reason', 'reason'],
  ['run', 'run'],
  ['prev', 'prev'],
  ['hash', 'hash'],
] as const satisfies readonly (readonly [keyof LedgerRow, string])[]

/** The row as it is stored and handed out: under the names of the table's columns, null where it says nothing. */
export function ledgerDocument(row: Partial<LedgerRow>): Record<string, string | number | null> {
  return Object.fromEntries(
    LEDGER_COLUMNS.flatMap(([field, column]) => {
      const value = row[field]
      return value === undefined ? [] : [[column, value]]
    }),
  )
}

/**
 * Hash of a row (contract §9): domain line, previous hash (64 zeros at first), canonical JSON of the row's other
 * columns. It can be recomputed from a plain read of the table or of the JSON lines export.
 */
export function ledgerHash(row: Omit<LedgerRow, 'hash'>): string {
  const { prev, ...payload } = row
  return sha256(`xuncha/ledger/1\n${prev}\n${canonicalJson(ledgerDocument(payload))}`)
}

/** State of an entry: 拟扣, 已入账, 作废, 冲销. */
export type EntryState = 'pending' | 'posted' | 'voided' | 'reversed'

/** Occurrence of the entry that takes a contested one's place: the old one, and the dispute's number behind a tilde. */
export function amendedOccurrence(occurrence: string, dispute: string): string {
  return `${occurrence}~${dispute}`
}

/** True for an entry whose points an amended dispute decided: no count and no list works them out anew. */
export function isAmended(entry: { readonly occurrence: string }): boolean {
  return entry.occurrence.includes('~')
}

/** An entry as its rows fold. `points` follows adjustments. */
export interface Entry {
  readonly id: string
  readonly kind: (typeof OPENING_KINDS)[number]
  readonly state: EntryState
  readonly assessment: string
  readonly bucket: string
  readonly unit: string
  readonly rubric: string
  readonly indicator: string
  readonly rule: string
  readonly occurrence: string
  readonly points: number
  readonly clause: string
  readonly arithmetic: string
  readonly finding: string | null
  readonly decidedBy: 'auto' | 'person' | 'import'
  readonly seq: number
}
