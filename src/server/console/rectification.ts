/** Routes of rectification: problem lists as they stand, issuing one, a unit's answer, a person's verdict. */
import { findFinding, listFindings, type StoredFinding } from '../../ledger/read.js'
import { addEvent, issueList, problemList } from '../../ledger/rectification.js'
import { standingLists } from '../../ledger/rectification-read.js'
import { isPlainDate } from '../../model/date.js'
import { CLAIMS, GIVEN_VERDICTS, type ProblemList } from '../../model/rectification.js'
import { rectificationPage } from '../pages/rectification.js'
import { Refusal } from '../problem.js'
import { everyone, only, type Route } from '../route.js'
import { kept } from './disputes.js'
import { namesOf } from './findings.js'
import { action, holds, page, refuseForeign, told, type Visit } from './visit.js'

const REPLIERS = ['unit', 'office'] as const
const JUDGES = ['evaluator', 'reviewer', 'office'] as const

/** Confirmed findings that stand on no list whose time still runs. */
function issuable(visit: Visit): StoredFinding[] {
  const running = new Set(
    standingLists(visit.ledger, visit.today, visit.frame.timezone).flatMap(({ items }) =>
      items.filter((item) => item.dueOn >= visit.today).map((item) => item.finding.fingerprint),
    ),
  )
  return listFindings(visit.ledger, { state: 'confirmed' }).filter(
    (one) => one.verdict === 'problem' && !running.has(one.fingerprint) && !one.unit.startsWith('@'),
  )
}

function show(visit: Visit) {
  const { ledger, principal, frame, today } = visit
  const lists = standingLists(ledger, today, frame.timezone, principal.unit ?? undefined)
  const mayIssue = holds(principal, ['office'])
  const counts = new Map<string, number>()
  for (const { unit } of mayIssue ? issuable(visit) : []) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  const body = rectificationPage(frame, {
    lists: [...lists].reverse(),
    names: namesOf(ledger),
    issuable: [...counts].map(([unit, count]) => ({ unit, count })),
    may: { reply: holds(principal, REPLIERS), judge: holds(principal, JUDGES), issue: mayIssue },
  })
  return { title: frame.words('nav.rectification'), body }
}

function listMeant(visit: Visit): ProblemList {
  const list = problemList(visit.ledger, visit.params.id ?? '')
  if (!list) throw new Refusal(404, 'server.no-such-page', { path: visit.params.id ?? '' })
  refuseForeign(visit.principal, [list.unit])
  return list
}

/** The finding that a form names, if it stands on the list. */
function fingerprintOn(visit: Visit, list: ProblemList): string {
  const finding = findFinding(visit.ledger, visit.given('finding'))
  const lists = standingLists(visit.ledger, visit.today, visit.frame.timezone, list.unit)
  const items = lists.find((one) => one.list.id === list.id)?.items ?? []
  if (!finding || !items.some((item) => item.finding.fingerprint === finding.fingerprint))
    throw new Refusal(422, 'server.invalid', { detail: 'finding' })
  return finding.fingerprint
}

function issue(visit: Visit): string {
  const unit = visit.given('unit')
  const dueOn = visit.given('until')
  if (!isPlainDate(dueOn)) throw new Refusal(422, 'cli.inspect.bad-date', { found: dueOn })
  const list = issueList(visit.ledger, {
    unit,
    findings: issuable(visit).filter((one) => one.unit === unit),
    issuedOn: visit.today,
    dueOn,
    workingDays: null,
    document: visit.given('document') || null,
    note: null,
    files: [],
    actor: visit.principal.name,
  })
  return told(`/rectification#${list.id}`, 'issued')
}

async function reply(visit: Visit): Promise<string> {
  const list = listMeant(visit)
  const fingerprint = fingerprintOn(visit, list)
  const text = visit.given('text')
  if (text === '') throw new Refusal(422, 'rectify.empty-reply')
  addEvent(visit.ledger, {
    list: list.id,
    fingerprint,
    kind: 'replied',
    day: visit.today,
    claim: CLAIMS.find((one) => one === visit.given('claim')) ?? null,
    text,
    files: await kept(visit, 'files'),
    actor: visit.principal.name,
  })
  return told(`/rectification#${list.id}`, 'replied')
}

function judge(visit: Visit): string {
  const list = listMeant(visit)
  const verdict = GIVEN_VERDICTS.find((one) => one === visit.given('verdict'))
  if (!verdict) throw new Refusal(422, 'server.invalid', { detail: 'verdict' })
  addEvent(visit.ledger, {
    list: list.id,
    fingerprint: fingerprintOn(visit, list),
    kind: 'verdict',
    day: visit.today,
    verdict,
    text: visit.given('reason') || null,
    files: [],
    actor: visit.principal.name,
  })
  return told(`/rectification#${list.id}`, 'judged')
}

export const rectificationRoutes: readonly Route[] = [
  page('/rectification', everyone(null), 'Rectification', show),
  action('/rectification', only(['office']), 'Issue a problem list', issue),
  action('/rectification/:id/reply', only(REPLIERS), 'Answer for a finding on a list', reply),
  action('/rectification/:id/verdict', only(JUDGES), 'Record what a person found on looking again', judge),
]
