/** The review queue's route: what waits for a person. */
import { listDismissals } from '../../ledger/dismissals.js'
import { entriesUnderDispute } from '../../ledger/dispute-rows.js'
import { evidenceOf, findFinding, listEntries, listFindings } from '../../ledger/read.js'
import { QUEUES, reviewPage } from '../pages/review.js'
import { titlesOf } from '../read/titles.js'
import { only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { holds, page, type Visit } from './visit.js'

/** Who decides on what waits. */
export const REVIEWERS = ['evaluator', 'reviewer', 'office'] as const

/** Most items on one page: who works through them gets the next ones after each decision. */
const MOST = 40

function review(visit: Visit) {
  const { ledger, principal, frame } = visit
  const queue = QUEUES.find((known) => known === visit.asked('what')) ?? 'doubts'
  const doubts = listFindings(ledger, { state: 'candidate' }).filter((one) => one.verdict === 'cannot-tell')
  const under = entriesUnderDispute(ledger)
  const pending = listEntries(ledger).filter(
    (one) => one.state === 'pending' && one.kind !== 'external' && !under.has(one.id),
  )
  const asked = listDismissals(ledger, true).flatMap((dismissal) => {
    const finding = findFinding(ledger, dismissal.fingerprint)
    return finding ? [{ dismissal, finding }] : []
  })
  const titles = titlesOf(ledger)
  const body = reviewPage(frame, {
    queue,
    counts: { doubts: doubts.length, entries: pending.length, dismissals: asked.length },
    names: namesOf(ledger),
    doubts: doubts
      .sort((a, b) => Number(b.urgent) - Number(a.urgent))
      .slice(0, queue === 'doubts' ? MOST : 0)
      .map((finding) => ({ finding, evidence: evidenceOf(ledger, finding.fingerprint).at(-1) ?? null })),
    entries: pending.slice(0, queue === 'entries' ? MOST : 0).map((entry) => ({
      entry,
      title: titles(entry),
      finding: entry.finding === null ? null : findFinding(ledger, entry.finding),
    })),
    dismissals: asked.slice(0, MOST),
    second: holds(principal, ['reviewer', 'office']),
    reader: principal.name,
  })
  return { title: frame.words('nav.review'), body }
}

export const reviewRoutes: readonly Route[] = [page('/review', only(REVIEWERS), 'Review queue', review)]
