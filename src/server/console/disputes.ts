/** Routes of disputes: the list, one of them, contesting an entry with files, deciding; and the files that were brought. */
import { daysOf, proposeDismissal } from '../../dispute-desk.js'
import { openStore } from '../../evidence/store.js'
import { settingsOf } from '../../ledger/assessment.js'
import { entryOf } from '../../ledger/decide.js'
import {
  contestable,
  type Dispute,
  decideDispute,
  disputeById,
  listDisputes,
  lookedAgain,
  openDispute,
} from '../../ledger/disputes.js'
import { manualFiles } from '../../ledger/manual-files.js'
import { findFinding } from '../../ledger/read.js'
import { listRecords } from '../../ledger/records.js'
import { eventsOf, listProblemLists } from '../../ledger/rectification.js'
import { DISPUTE_REASONS, isOverdue, OUTCOMES } from '../../model/dispute.js'
import { parsePoints } from '../../model/points.js'
import { type AttachedFile, mediaTypeOf } from '../../model/supporting.js'
import { disputePage, disputesPage, type ListedDispute } from '../pages/disputes.js'
import { Refusal } from '../problem.js'
import { titlesOf } from '../read/titles.js'
import { asking, everyone, only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { action, holds, page, refuseForeign, told, type Visit } from './visit.js'

const DECIDERS = ['reviewer', 'office'] as const
const MOST_FILES = 20

/** Keeps what a form brought, by its hash. @throws Refusal 422 for too many */
export async function kept(visit: Visit, name: string): Promise<AttachedFile[]> {
  const brought = visit.files(name)
  if (brought.length > MOST_FILES) throw new Refusal(422, 'cli.files-too-many', { most: MOST_FILES })
  const store = openStore(visit.office.dataDir)
  const done: AttachedFile[] = []
  for (const file of brought) {
    const blob = await store.putBlob(file.bytes)
    const own = (file.name.split(/[\\/]/).at(-1) ?? '').slice(0, 500) || 'file'
    done.push({ name: own, sha256: blob.sha256, bytes: blob.bytes, mediaType: mediaTypeOf(own) })
  }
  return done
}

function listedOf(visit: Visit): (dispute: Dispute) => ListedDispute {
  const names = namesOf(visit.ledger)
  const titles = titlesOf(visit.ledger)
  return (dispute) => ({
    dispute,
    unitName: names.get(dispute.unit) ?? dispute.unit,
    title: titles(entryOf(visit.ledger, dispute.entry)),
    overdue: isOverdue({ state: dispute.state, dueOn: dispute.said?.dueOn ?? null }, visit.today),
  })
}

function list(visit: Visit) {
  const { ledger, principal, frame } = visit
  const mine = listDisputes(ledger, principal.unit === null ? {} : { unit: principal.unit })
  const open = (one: Dispute) => (one.state === 'open' ? 0 : 1)
  const sorted = [...mine].sort((a, b) => open(a) - open(b) || b.openedSeq - a.openedSeq)
  return { title: frame.words('nav.disputes'), body: disputesPage(frame, sorted.map(listedOf(visit))) }
}

function show(visit: Visit) {
  const { ledger, principal, frame } = visit
  const dispute = disputeById(ledger, visit.params.id ?? '')
  refuseForeign(principal, [dispute.unit])
  const body = disputePage(frame, {
    ...listedOf(visit)(dispute),
    entry: entryOf(ledger, dispute.entry),
    finding: dispute.finding === null ? null : findFinding(ledger, dispute.finding),
    seen: lookedAgain(ledger, dispute),
    decide: holds(principal, DECIDERS),
  })
  return { title: `${frame.words('dispute')} ${dispute.id}`, body }
}

/** The contested finding is looked at again at once; what cannot be looked at keeps no unit from contesting it. */
function lookAgain({ office, ledger, principal }: Visit, dispute: Dispute): void {
  const finding = dispute.finding === null ? null : findFinding(ledger, dispute.finding)
  if (finding === null) return
  office.recheck([finding], principal.name).catch((error: unknown) => {
    office.log.warn({ finding: finding.id, err: error }, 'a contested finding was not looked at again')
  })
}

async function open(visit: Visit): Promise<string> {
  const { ledger, principal, office } = visit
  const entry = contestable(ledger, visit.params.id ?? '')
  refuseForeign(principal, [entry.unit])
  const statement = visit.given('statement')
  if (statement === '') throw new Refusal(422, 'console.no-statement')
  const days = daysOf(ledger, office.now(), settingsOf(ledger, entry.assessment).disputeWorkingDays)
  const files = await kept(visit, 'files')
  const dispute = openDispute(ledger, {
    entry: entry.id,
    statement,
    by: visit.given('by').slice(0, 200) || principal.name,
    onBehalf: principal.unit === null,
    scan: null,
    files,
    openedOn: days.today,
    dueOn: days.dueOn,
    actor: principal.name,
  })
  lookAgain(visit, dispute)
  return told(`/disputes/${dispute.id}`, 'disputed')
}

async function decide(visit: Visit): Promise<string> {
  const { ledger, principal, today } = visit
  const { id } = disputeById(ledger, visit.params.id ?? '')
  const outcome = OUTCOMES.find((one) => one === visit.given('outcome'))
  if (!outcome) throw new Refusal(422, 'server.invalid', { detail: 'outcome' })
  const reason = visit.given('reason')
  if (reason === '') throw new Refusal(422, 'console.no-reason')
  const given = visit.given('points')
  const points = given === '' ? null : parsePoints(given)
  if (given !== '' && points === null) throw new Refusal(422, 'cli.bad-points', { found: given })
  const files = await kept(visit, 'files')
  ledger.immediate(() => {
    const decided = decideDispute(ledger, {
      dispute: id,
      outcome,
      code: DISPUTE_REASONS.find((one) => one === visit.given('code')) ?? null,
      reason,
      points,
      files,
      decidedOn: today,
      actor: principal.name,
    })
    proposeDismissal(ledger, decided, { reason, actor: principal.name })
  })
  return told(`/disputes/${id}`, 'dispute-decided')
}

/** Files that belong to a unit's own disputes, problem lists and records. */
function filesOfUnit(ledger: Visit['ledger'], unit: string): Set<string | null> {
  const disputes = listDisputes(ledger, { unit }).flatMap(({ said, decided }) => [
    ...(said?.files ?? []),
    ...(said?.scan ? [said.scan] : []),
    ...(decided?.files ?? []),
  ])
  const lists = listProblemLists(ledger, unit).flatMap((one) => [
    ...one.files,
    ...eventsOf(ledger, one.id).flatMap((event) => event.files),
  ])
  const records = listRecords(ledger, { unit }).flatMap((one) => one.files)
  return new Set(
    [...disputes, ...lists, ...records, ...manualFiles(ledger, { unit })].map((file) => file.sha256),
  )
}

/** Every file that anybody brought: nothing else of the store goes out this way. */
function allFiles(ledger: Visit['ledger']): Set<string | null> {
  const units = new Set([
    ...listDisputes(ledger).map((one) => one.unit),
    ...listProblemLists(ledger).map((one) => one.unit),
    ...listRecords(ledger).map((one) => one.unit),
  ])
  const byHand = manualFiles(ledger).map((file) => file.sha256)
  return new Set([...[...units].flatMap((unit) => [...filesOfUnit(ledger, unit)]), ...byHand])
}

/** What somebody brought may be anything: it is handed out as a file to keep, never shown as a page of ours. */
const fileRoute: Route = {
  method: 'GET',
  path: '/files/:hash',
  policy: everyone(null),
  kind: 'page',
  summary: 'A file that somebody brought',
  handle: async (call) => {
    const hash = call.params.hash ?? ''
    const { ledger, dataDir } = call.office
    const { unit } = asking(call)
    const known = unit === null ? allFiles(ledger) : filesOfUnit(ledger, unit)
    if (!known.has(hash)) throw new Refusal(404, 'server.no-such-page', { path: hash.slice(0, 80) })
    const bytes = await openStore(dataDir).readBlob(hash)
    const name = encodeURIComponent(String(call.query.name ?? 'file').slice(0, 200))
    return call.reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('cache-control', 'private, no-store')
      .send(bytes)
  },
}

export const disputeRoutes: readonly Route[] = [
  page('/disputes', everyone(null), 'Disputes', list),
  page('/disputes/:id', everyone(null), 'One dispute', show),
  action('/entries/:id/dispute', only(['unit', 'office']), 'Contest an entry', open),
  action('/disputes/:id/decision', only(DECIDERS), 'Decide a dispute', decide),
  fileRoute,
]
