/** Problem lists in the database: issued, received, answered, extended, judged; only added to (contract §7). */
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { Claim, GivenVerdict, ProblemList, RectificationEvent } from '../model/rectification.js'
import type { AttachedFile } from '../model/supporting.js'
import { asFinding, evidenceOf, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'

interface ListRow extends Omit<ProblemList, 'files'> {
  readonly files: string
}
interface EventRow extends Omit<RectificationEvent, 'files'> {
  readonly files: string
}

const LIST = `SELECT id, unit, issued_on AS issuedOn, due_on AS dueOn, working_days AS workingDays, document, note, files,
    actor, issued_at AS issuedAt FROM problem_lists`
const EVENT = `SELECT seq, list, fingerprint, kind, day, due_on AS dueOn, verdict, claim, text, files, actor,
    recorded_at AS recordedAt FROM rectification_events`

const withFiles = <T extends { readonly files: string }>(
  row: T,
): Omit<T, 'files'> & { files: AttachedFile[] } => ({
  ...row,
  files: JSON.parse(row.files) as AttachedFile[],
})

/** Problem lists by day of issue, then id; `unit` narrows. */
export function listProblemLists(ledger: Ledger, unit?: string): ProblemList[] {
  return (
    ledger
      .sql(`${LIST} WHERE (@unit IS NULL OR unit = @unit) ORDER BY issued_on, issued_at, id`)
      .all({ unit: unit ?? null }) as ListRow[]
  ).map(withFiles)
}

/** The list of this id, or null. */
export function problemList(ledger: Ledger, id: string): ProblemList | null {
  const row = ledger.sql(`${LIST} WHERE id = ?`).get(id) as ListRow | undefined
  return row ? withFiles(row) : null
}

/** A finding on a list, with what proved it when the list was issued. */
export interface StoredItem {
  readonly finding: StoredFinding
  readonly before: readonly string[]
}

/** The findings on a list, as they are now, by number. */
export function itemsOf(ledger: Ledger, list: string): StoredItem[] {
  const rows = ledger
    .sql(
      `SELECT f.*, i.evidence AS before FROM problem_list_items i JOIN findings f ON f.fingerprint = i.fingerprint
        WHERE i.list = ? ORDER BY f.no`,
    )
    .all(list) as { before: string }[]
  return rows.map((row) => ({ finding: asFinding(row), before: JSON.parse(row.before) as string[] }))
}

/** What happened about a list, in order. */
export function eventsOf(ledger: Ledger, list: string): RectificationEvent[] {
  return (ledger.sql(`${EVENT} WHERE list = ? ORDER BY seq`).all(list) as EventRow[]).map(withFiles)
}

/** The newest list on which a finding stands, or null. */
export function listOfFinding(ledger: Ledger, fingerprint: string): ProblemList | null {
  const row = ledger
    .sql(
      `${LIST} WHERE id IN (SELECT list FROM problem_list_items WHERE fingerprint = ?)
        ORDER BY issued_at DESC, id DESC LIMIT 1`,
    )
    .get(fingerprint) as ListRow | undefined
  return row ? withFiles(row) : null
}

/** A list before it is issued. */
export interface NewList {
  readonly unit: string
  readonly findings: readonly StoredFinding[]
  readonly issuedOn: PlainDate
  readonly dueOn: PlainDate
  readonly workingDays: number | null
  readonly document: string | null
  readonly note: string | null
  readonly files: readonly AttachedFile[]
  readonly actor: string
}

/** Issues a list (下达); its id is `r-`, the year, the unit's id and a number. Throws UserFault for an empty list and for a due day that has passed. */
export function issueList(ledger: Ledger, given: NewList): ProblemList {
  if (given.findings.length === 0) throw new UserFault('rectify.nothing', { unit: given.unit })
  if (given.dueOn <= given.issuedOn)
    throw new UserFault('rectify.due-before-issue', { due: given.dueOn, issued: given.issuedOn }, 2)
  return ledger.immediate(() => {
    const prefix = `r-${given.issuedOn.slice(0, 4)}-${given.unit}-`
    const held = ledger
      .sql('SELECT count(*) FROM problem_lists WHERE substr(id, 1, length(?)) = ?')
      .pluck()
      .get(prefix, prefix) as number
    const list: ProblemList = {
      id: `${prefix}${held + 1}`,
      unit: given.unit,
      issuedOn: given.issuedOn,
      dueOn: given.dueOn,
      workingDays: given.workingDays,
      document: given.document,
      note: given.note,
      files: given.files,
      actor: given.actor,
      issuedAt: ledger.now(),
    }
    ledger
      .sql(
        `INSERT INTO problem_lists (id, unit, issued_on, due_on, working_days, document, note, files, actor, issued_at)
         VALUES (@id, @unit, @issuedOn, @dueOn, @workingDays, @document, @note, @files, @actor, @issuedAt)`,
      )
      .run({ ...list, files: JSON.stringify(list.files) })
    const put = ledger.sql(
      'INSERT INTO problem_list_items (list, fingerprint, state, evidence) VALUES (?, ?, ?, ?)',
    )
    for (const { fingerprint, state } of given.findings)
      put.run(list.id, fingerprint, state, JSON.stringify(evidenceOf(ledger, fingerprint)))
    return list
  })
}

/** An event before it is recorded. */
export interface NewEvent {
  readonly list: string
  readonly fingerprint: string | null
  readonly kind: RectificationEvent['kind']
  readonly day: PlainDate
  readonly dueOn?: PlainDate
  readonly verdict?: GivenVerdict
  readonly claim?: Claim | null
  readonly text?: string | null
  readonly files?: readonly AttachedFile[]
  readonly actor: string
}

/** Records what happened; the same words about the same finding on the same day again add nothing. */
export function addEvent(
  ledger: Ledger,
  given: NewEvent,
): { readonly event: RectificationEvent; readonly added: boolean } {
  return ledger.immediate(() => {
    const row = {
      list: given.list,
      fingerprint: given.fingerprint,
      kind: given.kind,
      day: given.day,
      dueOn: given.dueOn ?? null,
      verdict: given.verdict ?? null,
      claim: given.claim ?? null,
      text: given.text ?? null,
      files: JSON.stringify(given.files ?? []),
      actor: given.actor,
      recordedAt: ledger.now(),
    }
    const last = ledger
      .sql(`${EVENT} WHERE list = ? AND fingerprint IS ? AND kind = ? ORDER BY seq DESC LIMIT 1`)
      .get(row.list, row.fingerprint, row.kind) as EventRow | undefined
    const same = (['day', 'dueOn', 'verdict', 'claim', 'text', 'files'] as const).every(
      (name) => last?.[name] === row[name],
    )
    if (last && same) return { event: withFiles(last), added: false }
    const { lastInsertRowid } = ledger
      .sql(
        `INSERT INTO rectification_events
          (list, fingerprint, kind, day, due_on, verdict, claim, text, files, actor, recorded_at)
         VALUES (@list, @fingerprint, @kind, @day, @dueOn, @verdict, @claim, @text, @files, @actor, @recordedAt)`,
      )
      .run(row)
    const put = ledger.sql(`${EVENT} WHERE seq = ?`).get(lastInsertRowid) as EventRow
    return { event: withFiles(put), added: true }
  })
}
