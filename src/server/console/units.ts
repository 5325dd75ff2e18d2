/** Routes of units: a unit's page, its score sheet, and entries by hand on it. */
import { assessmentId, pinnedVersion, settingsOf, stagesOf } from '../../ledger/assessment.js'
import { manualEntry } from '../../ledger/decide.js'
import { findingsOfUnit } from '../../ledger/finding-rows.js'
import { freezeFiles } from '../../ledger/manual-files.js'
import { listEntries } from '../../ledger/read.js'
import { registry } from '../../ledger/registry-store.js'
import { resultsOfUnit, scoresOverTime } from '../../ledger/results-read.js'
import { isClosed } from '../../model/assessment.js'
import { bucketOn } from '../../model/bucket.js'
import { parsePoints } from '../../model/points.js'
import type { ColumnEntry } from '../../model/workspace.js'
import { scoringRubric } from '../../rubric/pinned.js'
import { sheetPage } from '../pages/sheet.js'
import { type ShownColumn, type UnitData, unitPage } from '../pages/unit.js'
import { Refusal } from '../problem.js'
import { choicesOf, chosen, standingsOf } from '../read/standings.js'
import { titlesOf } from '../read/titles.js'
import { everyone, insiders, only, type Route } from '../route.js'
import { kept } from './disputes.js'
import { namesOf } from './findings.js'
import { REGISTER_EDITORS } from './registry.js'
import { action, holds, page, refuseForeign, told, type Visit } from './visit.js'

const ENTERERS = ['evaluator', 'office'] as const

function unitMeant(visit: Visit): string {
  const id = visit.params.id ?? ''
  refuseForeign(visit.principal, [id])
  return id
}

/** Columns as they were last read, with what the register says of each. */
function columnsOf(visit: Visit, unit: string, latest: UnitData['latest']): ShownColumn[] {
  const held = registry(visit.ledger).load()
  const own = held.units.find((one) => one.id === unit)
  const registered: readonly ColumnEntry[] = [
    ...(own?.columns ?? []),
    ...held.columns.filter((one) => one.holder === unit || one.owner === unit || one.owner === own?.name),
  ]
  return (latest?.summary.columns ?? []).map((column) => {
    const entry = registered.find((one) => one.name === column.name)
    const { name, url, items, newest, complete } = column
    return {
      name,
      url,
      items,
      newest,
      complete,
      path: entry?.path ?? [],
      maxAgeDays: entry?.maxAgeDays ?? null,
      registered: entry !== undefined,
    }
  })
}

function scoresOf(visit: Visit, unit: string): UnitData['scores'] {
  const { ledger, today } = visit
  return choicesOf(ledger).flatMap((choice) => {
    const meant = chosen(ledger, choice, today.slice(0, 4))
    if (!meant) return []
    const row = standingsOf(ledger, meant.rubric, meant.period).find((one) => one.unit === unit)
    const sheet = `/units/${encodeURIComponent(unit)}/sheet?rubric=${meant.rubric.id}&period=${meant.period}`
    return row?.score ? [{ title: `${meant.rubric.name} ${meant.period}`, score: row.score, sheet }] : []
  })
}

function show(visit: Visit) {
  const { ledger, frame, principal, today } = visit
  const id = unitMeant(visit)
  const entry = registry(ledger)
    .load()
    .units.find((one) => one.id === id)
  const results = resultsOfUnit(ledger, id)
  const latest =
    results.find((one) => one.purpose === 'formal' || one.purpose === 'monitor') ?? results[0] ?? null
  if (!entry && !latest) throw new Refusal(404, 'cli.unknown-unit', { id })
  const name = entry?.name ?? latest?.name ?? id
  const meant = chosen(ledger, { rubric: null, period: null }, today.slice(0, 4))
  const trend = meant
    ? scoresOverTime(ledger, meant.rubric.id, meant.period, id)
        .filter((one) => one.assessed > 0)
        .map((one) => ({ label: one.at.slice(5), percent: Math.max(0, (one.score / one.assessed) * 100) }))
        .slice(-24)
    : []
  const body = unitPage(frame, {
    id,
    name,
    kind: entry?.kind ?? null,
    portal: entry?.portal ?? null,
    latest,
    results,
    scores: scoresOf(visit, id),
    columns: columnsOf(visit, id, latest),
    today,
    findings: findingsOfUnit(ledger, id).sort((a, b) => (a.no < b.no ? -1 : 1)),
    entries: listEntries(ledger, id),
    titles: titlesOf(ledger),
    trend,
    names: namesOf(ledger),
    edit: entry !== undefined && holds(principal, REGISTER_EDITORS),
  })
  return { title: name, body }
}

function sheet(visit: Visit) {
  const { ledger, frame, principal, today } = visit
  const id = unitMeant(visit)
  const meant = chosen(
    ledger,
    { rubric: visit.asked('rubric'), period: visit.asked('period') },
    today.slice(0, 4),
  )
  const row = meant && standingsOf(ledger, meant.rubric, meant.period).find((one) => one.unit === id)
  if (!meant || !row?.score) throw new Refusal(404, 'cli.score.never-inspected', { unit: id })
  const stages = stagesOf(
    ledger,
    assessmentId(meant.rubric.id, meant.period),
    scoringRubric(meant.rubric).buckets,
  )
  const findings = findingsOfUnit(ledger, id)
  const body = sheetPage(frame, {
    unit: id,
    unitName: row.name,
    rubric: meant.rubric,
    period: meant.period,
    score: row.score,
    buckets: [...stages].filter(([, stage]) => !isClosed(stage)).map(([bucket]) => bucket),
    enter: holds(principal, ENTERERS),
    findings: new Map(findings.map((one) => [one.fingerprint, { id: one.id, no: one.no }])),
  })
  return { title: `${row.name} ${frame.words('sheet.title')}`, body }
}

/** Enters points by hand, as the ledger's own operation for manual entries does it. */
async function enter(visit: Visit): Promise<string> {
  const { ledger, principal, today } = visit
  const id = unitMeant(visit)
  const asked = { rubric: visit.given('rubric'), period: visit.given('period') }
  const meant = chosen(ledger, asked, today.slice(0, 4))
  const row = meant?.rubric.indicators.find((one) => one.id === visit.given('indicator'))
  if (!meant || meant.rubric.id !== asked.rubric || !row || row.method === 'auto')
    throw new Refusal(422, 'server.invalid', { detail: 'indicator' })
  const points = parsePoints(visit.given('points'))
  if (points === null) throw new Refusal(422, 'cli.bad-points', { found: visit.given('points') })
  const assessment = assessmentId(meant.rubric.id, meant.period)
  const version = pinnedVersion(ledger, assessment)?.version
  if (version === undefined) throw new Refusal(404, 'ledger.unknown-assessment', { assessment })
  const known = registry(ledger)
    .load()
    .units.some((one) => one.id === id)
  if (!known) throw new Refusal(404, 'cli.unknown-unit', { id })
  const rule = row.rules.find((one) => one.id === visit.given('rule'))
  const per = settingsOf(ledger, assessment).per
  const bucket = visit.given('bucket') || bucketOn(today, per)
  if (!stagesOf(ledger, assessment, scoringRubric(meant.rubric).buckets).has(bucket))
    throw new Refusal(422, 'server.invalid', { detail: 'bucket' })
  const files = await kept(visit, 'files')
  ledger.immediate(() =>
    manualEntry(
      ledger,
      {
        assessment,
        bucket,
        unit: id,
        rubric: meant.rubric.id,
        rubricVersion: version,
        indicator: row.id,
        rule: rule?.id ?? '',
        points,
        clause: rule?.clause ?? row.clause,
        evidence: freezeFiles(ledger, files),
      },
      { actor: principal.name, reason: visit.given('reason') || null },
    ),
  )
  return told(
    `/units/${encodeURIComponent(id)}/sheet?rubric=${meant.rubric.id}&period=${meant.period}`,
    'entered',
  )
}

function all(visit: Visit) {
  const { ledger, principal } = visit
  if (principal.unit !== null) return { to: `/units/${encodeURIComponent(principal.unit)}` }
  return { to: registry(ledger).load().units.length > 0 ? '/#scores' : '/registry' }
}

export const unitRoutes: readonly Route[] = [
  page('/units', insiders(null), 'Units', all),
  page('/units/:id', everyone(null), 'One unit', show),
  page('/units/:id/sheet', everyone(null), 'Score sheet of a unit', sheet),
  action('/units/:id/entries', only(ENTERERS), 'Enter points by hand on a row of the sheet', enter),
]
