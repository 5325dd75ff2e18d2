/** What happened to a finding, from every book that tells of it: inspections, people, problem lists, entries, disputes. */
import { listDismissals } from '../../ledger/dismissals.js'
import { listDisputes } from '../../ledger/disputes.js'
import type { Ledger } from '../../ledger/open.js'
import { listEntries, observationsOf, runById, type StoredFinding } from '../../ledger/read.js'
import { eventsOf, listOfFinding } from '../../ledger/rectification.js'
import { rowsOfEntry } from '../../ledger/rows.js'
import { rulingsOf } from '../../ledger/rulings.js'
import { formatPoints } from '../../model/points.js'
import type { Happening } from '../pages/finding.js'
import type { Words } from '../pages/frame.js'

/** Most observations that are told: the latest ones. */
const MOST_SEEN = 100

type Teller = (ledger: Ledger, finding: StoredFinding, words: Words, unit: string | null) => Happening[]

const inspections: Teller = (ledger, finding, words) => {
  const seen = observationsOf(ledger, finding.fingerprint).map((one) => ({
    at: one.observedAt,
    text: words(one.counts ? 'story.seen' : 'story.doubt', {
      purpose: words.of('report.purpose', runById(ledger, one.run)?.purpose),
      verdict: words.of('report.verdict', one.verdict),
    }),
  }))
  if (finding.fixedAt === null) return seen.slice(-MOST_SEEN)
  const by = words.of('console.fixed-by', finding.fixedBy)
  return [...seen.slice(-MOST_SEEN), { at: finding.fixedAt, text: words('story.fixed', { by }) }]
}

const rulings: Teller = (ledger, finding, words) => [
  ...rulingsOf(ledger, finding.fingerprint).map((one) => ({
    at: one.ruledAt,
    text: words('story.ruled', {
      ruling: words.of('findings.what', one.ruling),
      actor: [one.actor, one.second].filter((name) => name !== null).join('、'),
      reason: one.reason,
    }),
  })),
  ...listDismissals(ledger)
    .filter((one) => one.fingerprint === finding.fingerprint)
    .map(({ askedAt, actor, reason }) => ({ at: askedAt, text: words('story.asked', { actor, reason }) })),
]

/** The newest problem list and what the unit and the office said about the finding on it. */
const rectification: Teller = (ledger, finding, words) => {
  const list = listOfFinding(ledger, finding.fingerprint)
  if (!list) return []
  const issued = words('story.issued', { actor: list.actor, list: list.id, due: list.dueOn })
  const said = eventsOf(ledger, list.id)
    .filter(({ fingerprint }) => fingerprint === null || fingerprint === finding.fingerprint)
    .map((event) => {
      const claim = event.claim === null ? null : words(`claim.${event.claim}`)
      const verdict = event.verdict === null ? null : words(`verdict.${event.verdict}`)
      const about = [claim, verdict, event.dueOn, event.text].filter((one) => one !== null).join('，')
      return { at: event.recordedAt, text: words(`story.${event.kind}`, { actor: event.actor, about }) }
    })
  return [{ at: list.issuedAt, text: issued }, ...said]
}

/** Rows of the entries that it opened. A unit's own people read their unit's. */
const entries: Teller = (ledger, finding, words, unit) =>
  listEntries(ledger, unit ?? undefined)
    .filter((entry) => entry.finding === finding.fingerprint)
    .flatMap(({ id }) => rowsOfEntry(ledger, id))
    .filter(({ kind }) => !kind.startsWith('assessment-'))
    .map((row) => ({
      at: row.recordedAt,
      text: words('story.entry', {
        what: words.of('console.row', row.kind),
        points: row.points === null ? '' : formatPoints(row.points),
        actor: row.actor,
        reason: row.reason === null ? '' : `：${row.reason}`,
      }),
    }))

const disputes: Teller = (ledger, finding, words, unit) =>
  listDisputes(ledger, unit === null ? {} : { unit })
    .filter((one) => one.finding === finding.fingerprint)
    .flatMap((one) => {
      const opened = words('story.contested', {
        actor: one.said?.by ?? one.openedBy,
        statement: one.said?.statement ?? '',
      })
      const outcome = words.of('cli.outcome', one.outcome)
      const reason = one.decided?.reason ?? one.reason ?? ''
      const decided = words('story.decided', { actor: one.decidedBy, outcome, reason })
      return [
        { at: one.openedAt, text: opened },
        ...(one.decidedAt === null ? [] : [{ at: one.decidedAt, text: decided }]),
      ]
    })

/** All of it in the order in which it happened. `unit`: whose people read; null: the office's. */
export function storyOf(
  ledger: Ledger,
  finding: StoredFinding,
  words: Words,
  unit: string | null,
): Happening[] {
  return [inspections, rulings, rectification, entries, disputes]
    .flatMap((tell) => tell(ledger, finding, words, unit))
    .sort((a, b) => a.at - b.at)
}
