/** Routes of ledger entries: the list, one of them with its rows, and what people decide on one. */
import { listAssessments } from '../../ledger/assessment.js'
import { adjustEntry, entryOf, postEntry, reverseEntry, voidEntry } from '../../ledger/decide.js'
import { entriesUnderDispute } from '../../ledger/dispute-rows.js'
import { listDisputes } from '../../ledger/disputes.js'
import { manualFiles } from '../../ledger/manual-files.js'
import { findFinding, listEntries } from '../../ledger/read.js'
import { isRecordKnown } from '../../ledger/records.js'
import { rowsOfEntry } from '../../ledger/rows.js'
import { parsePoints } from '../../model/points.js'
import { entriesPage, entryPage } from '../pages/entries.js'
import { Refusal } from '../problem.js'
import { titlesOf } from '../read/titles.js'
import { everyone, only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { action, backTo, holds, page, pageAsked, refuseForeign, told, type Visit } from './visit.js'

const SECONDS = ['reviewer', 'office'] as const
const DISPUTERS = ['unit', 'office'] as const

function list(visit: Visit) {
  const { ledger, principal, frame } = visit
  const filter = {
    assessment: visit.asked('assessment') ?? '',
    unit: visit.asked('unit') ?? '',
    state: visit.asked('state') ?? '',
    bucket: visit.asked('bucket') ?? '',
  }
  const wanted = listEntries(ledger, principal.unit ?? undefined).filter(
    (one) =>
      (filter.assessment === '' || one.assessment === filter.assessment) &&
      (filter.unit === '' || one.unit === filter.unit) &&
      (filter.state === '' || one.state === filter.state) &&
      (filter.bucket === '' || one.bucket === filter.bucket),
  )
  const { items: entries, ...paging } = pageAsked(visit, [...wanted].reverse())
  const findings = new Map(
    entries.flatMap(({ finding }) => {
      const held = finding === null ? null : findFinding(ledger, finding)
      return held ? [[held.fingerprint, { id: held.id, no: held.no }] as const] : []
    }),
  )
  const body = entriesPage(frame, {
    entries,
    ...paging,
    filter,
    assessments: listAssessments(ledger).map(({ assessment }) => assessment),
    units: principal.unit === null ? [...namesOf(ledger)] : [],
    titles: titlesOf(ledger),
    findings,
  })
  return { title: frame.words('entries'), body }
}

function show(visit: Visit) {
  const { ledger, principal, frame } = visit
  const entry = entryOf(ledger, visit.params.id ?? '')
  refuseForeign(principal, [entry.unit])
  const body = entryPage(frame, {
    entry,
    title: titlesOf(ledger)(entry),
    unitName: namesOf(ledger).get(entry.unit) ?? entry.unit,
    finding: entry.finding === null ? null : findFinding(ledger, entry.finding),
    rows: rowsOfEntry(ledger, entry.id),
    disputed: entriesUnderDispute(ledger).has(entry.id),
    dispute: listDisputes(ledger, { unit: entry.unit }).find((one) => one.entry === entry.id)?.id ?? null,
    record: recordOf(visit, entry.occurrence),
    files: manualFiles(ledger, { entry: entry.id }),
    may: { decide: holds(principal, SECONDS), dispute: holds(principal, DISPUTERS) },
  })
  return { title: frame.words('entry.title', { unit: namesOf(ledger).get(entry.unit) ?? entry.unit }), body }
}

/** The record that an occurrence names, after the item where a list is missing some. */
function recordOf({ ledger }: Visit, occurrence: string): string | null {
  const id = occurrence.slice(occurrence.indexOf('#') + 1)
  return isRecordKnown(ledger, id) ? id : null
}

function decide(visit: Visit): string {
  const id = visit.params.id ?? ''
  const decision = { actor: visit.principal.name, reason: visit.given('reason') || null }
  const act = visit.given('do')
  const entry = entryOf(visit.ledger, id)
  if (act === 'post') postEntry(visit.ledger, id, decision)
  else if (act === 'void') voidEntry(visit.ledger, id, decision)
  else if (act === 'reverse') reverseEntry(visit.ledger, id, decision)
  else if (act === 'adjust') {
    const points = parsePoints(visit.given('points'))
    if (points === null) throw new Refusal(422, 'cli.bad-points', { found: visit.given('points') })
    adjustEntry(visit.ledger, id, points, decision)
  } else throw new Refusal(422, 'server.invalid', { detail: 'do' })
  return told(backTo(visit.given('back'), `/units/${entry.unit}`), `entry-${act}`)
}

export const entryRoutes: readonly Route[] = [
  page('/entries', everyone(null), 'Entries of the ledger', list),
  page('/entries/:id', everyone(null), 'One entry with its rows', show),
  action('/entries/:id/decide', only(SECONDS), 'Post, void, reverse or adjust an entry', decide),
]
