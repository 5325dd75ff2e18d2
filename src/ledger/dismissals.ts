/** Dismissals (不予认定): asked for by one person, in force once a second one approves, with scope, reason and end (contract §7). */
import type { PlainDate } from '../model/date.js'
import { UserFault } from '../model/error.js'
import { entryOf, reverseEntry, voidEntry } from './decide.js'
import { findingsOfUnit, putFinding, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'
import { listEntries } from './read.js'
import { addRuling, rulingOn } from './rulings.js'
import { columnOf, foldName } from './share-columns.js'

/** What a dismissal covers: one finding, or one unit's findings in a column or of a code. Never more than one unit. */
export const DISMISSAL_SCOPES = ['finding', 'column', 'code'] as const
export type DismissalScope = (typeof DISMISSAL_SCOPES)[number]

/** A dismissal with what became of it. Instants are UTC milliseconds. */
export interface Dismissal {
  readonly id: number
  readonly fingerprint: string
  readonly unit: string
  readonly scope: DismissalScope
  readonly code: string
  /** Folded name, for the scope column. */
  readonly column: string | null
  readonly reason: string
  /** Last day on which it holds. */
  readonly until: PlainDate
  readonly actor: string
  readonly askedAt: number
  readonly answer: 'approved' | 'refused' | null
  readonly answeredBy: string | null
  readonly answerReason: string | null
}

const SELECT = `SELECT d.id, d.fingerprint, d.unit, d.scope, d.code, d.column_name AS "column", d.reason, d.until,
    d.actor, d.asked_at AS askedAt, a.answer, a.actor AS answeredBy, a.reason AS answerReason
  FROM dismissals d LEFT JOIN dismissal_answers a ON a.dismissal = d.id`

/** Dismissals in the order in which they were asked for; `waiting`: only those that nobody answered. */
export function listDismissals(ledger: Ledger, waiting = false): Dismissal[] {
  return ledger.sql(`${SELECT} ${waiting ? 'WHERE a.answer IS NULL' : ''} ORDER BY d.id`).all() as Dismissal[]
}

/** What somebody asks to dismiss. `latest`: the last day of the assessment, which it may not outlive. */
export interface AskedDismissal {
  readonly finding: StoredFinding
  readonly scope: DismissalScope
  readonly reason: string
  readonly until: PlainDate
  readonly latest: PlainDate
  readonly actor: string
}

/**
 * Asks for a dismissal; nothing changes until it is approved. Throws UserFault (exit status 2) without a reason, for an
 * end beyond the assessment's, for a finding without a column where the scope is its column, and for one that is asked
 * for already.
 */
export function askDismissal(ledger: Ledger, asked: AskedDismissal): Dismissal {
  const { finding, scope } = asked
  const facts = { finding: finding.no }
  if (asked.reason.trim() === '') throw new UserFault('findings.reason-needed', facts, 2)
  if (asked.until > asked.latest)
    throw new UserFault('findings.until-too-late', { ...facts, until: asked.until, latest: asked.latest }, 2)
  if (finding.state !== 'candidate' && finding.state !== 'confirmed')
    throw new UserFault('findings.not-open', { ...facts, state: finding.state })
  const column = columnOf(finding)
  if (scope === 'column' && column === null) throw new UserFault('findings.no-column', facts, 2)
  return ledger.immediate(() => {
    const waiting = listDismissals(ledger, true).find((one) => one.fingerprint === finding.fingerprint)
    if (waiting) throw new UserFault('findings.asked-already', { ...facts, actor: waiting.actor })
    const { lastInsertRowid } = ledger
      .sql(
        `INSERT INTO dismissals (fingerprint, unit, scope, code, column_name, reason, until, actor, asked_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        finding.fingerprint,
        finding.unit,
        scope,
        finding.code,
        scope === 'column' && column !== null ? foldName(column) : null,
        asked.reason.trim(),
        asked.until,
        asked.actor,
        ledger.now(),
      )
    return dismissalById(ledger, Number(lastInsertRowid))
  })
}

function dismissalById(ledger: Ledger, id: number): Dismissal {
  return ledger.sql(`${SELECT} WHERE d.id = ?`).get(id) as Dismissal
}

function covers(
  dismissal: Dismissal,
  finding: Pick<StoredFinding, 'fingerprint' | 'unit' | 'code' | 'facts'>,
): boolean {
  if (dismissal.unit !== finding.unit) return false
  if (dismissal.scope === 'finding') return dismissal.fingerprint === finding.fingerprint
  if (dismissal.scope === 'code') return dismissal.code === finding.code
  const column = columnOf(finding)
  return column !== null && foldName(column) === dismissal.column
}

/**
 * Why an approved dismissal of a column or a code covers a finding on the day, or null. Dismissals of one finding are
 * rulings on its fingerprint, and a later ruling that it is a problem prevails.
 */
export function dismissalOn(
  ledger: Ledger,
  finding: Pick<StoredFinding, 'fingerprint' | 'unit' | 'code' | 'facts'>,
  day: PlainDate,
): string | null {
  const wide = ledger
    .sql(`${SELECT} WHERE d.unit = ? AND d.scope <> 'finding' AND a.answer = 'approved' AND d.until >= ?
      ORDER BY d.id DESC`)
    .all(finding.unit, day) as Dismissal[]
  const held = wide.find((dismissal) => covers(dismissal, finding))
  if (!held || rulingOn(ledger, finding.fingerprint, day)?.ruling === 'problem') return null
  return held.reason
}

/** Takes back what the findings cost: pending entries are voided, posted ones reversed. */
function takeBack(
  ledger: Ledger,
  findings: readonly StoredFinding[],
  by: { readonly actor: string; readonly reason: string },
): string[] {
  const fingerprints = new Set(findings.map((finding) => finding.fingerprint))
  const open = listEntries(ledger).filter(
    (entry) => entry.finding !== null && fingerprints.has(entry.finding),
  )
  return open.flatMap((entry) => {
    const { state } = entryOf(ledger, entry.id)
    if (state === 'pending') voidEntry(ledger, entry.id, by)
    else if (state === 'posted') reverseEntry(ledger, entry.id, by)
    else return []
    return [entry.id]
  })
}

/** What an answer did: the dismissal, the findings that it dismissed, and the entries that it took back. */
export interface AnsweredDismissal {
  readonly dismissal: Dismissal
  readonly findings: readonly StoredFinding[]
  readonly entries: readonly string[]
}

/**
 * The second person's answer. Approved: open findings that it covers are dismissed until its end, and what they cost is
 * taken back. Throws UserFault when nothing waits for an answer, and for the person who asked.
 */
export function answerDismissal(
  ledger: Ledger,
  finding: StoredFinding,
  given: { readonly answer: 'approved' | 'refused'; readonly reason: string | null; readonly actor: string },
): AnsweredDismissal {
  return ledger.immediate(() => {
    const waiting = listDismissals(ledger, true).find((one) => one.fingerprint === finding.fingerprint)
    if (!waiting) throw new UserFault('findings.nothing-asked', { finding: finding.no })
    if (waiting.actor === given.actor)
      throw new UserFault('findings.same-person', { finding: finding.no, actor: given.actor })
    ledger
      .sql(
        'INSERT INTO dismissal_answers (dismissal, answer, reason, actor, answered_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(waiting.id, given.answer, given.reason, given.actor, ledger.now())
    const dismissal = dismissalById(ledger, waiting.id)
    if (given.answer === 'refused') return { dismissal, findings: [], entries: [] }
    const { reason, until, actor } = waiting
    if (waiting.scope === 'finding')
      addRuling(ledger, {
        fingerprint: waiting.fingerprint,
        ruling: 'dismissed',
        reason,
        until,
        actor,
        second: given.actor,
      })
    const dismissed = findingsOfUnit(ledger, waiting.unit)
      .filter((one) => one.state !== 'fixed' && covers(waiting, one))
      .map((one): StoredFinding => ({ ...one, state: 'dismissed', dismissal: reason }))
    for (const one of dismissed) putFinding(ledger, one)
    return {
      dismissal,
      findings: dismissed,
      entries: takeBack(ledger, dismissed, { actor: given.actor, reason }),
    }
  })
}
