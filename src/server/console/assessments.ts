/** Routes of assessments: opening, setting, moving and publishing them, and their publications as they were frozen. */
import {
  assessmentId,
  changeSettings,
  listAssessments,
  type OpenAssessment,
  openAssessment,
  settingsOf,
  stagesOf,
} from '../../ledger/assessment.js'
import { entriesUnderDispute } from '../../ledger/dispute-rows.js'
import type { Ledger } from '../../ledger/open.js'
import { listPublications, publish } from '../../ledger/publish.js'
import { registry } from '../../ledger/registry-store.js'
import { advance, entriesIn, type Move, reopen } from '../../ledger/stages.js'
import { type AssessmentSettings, leastStage, STAGES, USUAL_SETTINGS } from '../../model/assessment.js'
import { PERIODS } from '../../model/bucket.js'
import { isPlainDate } from '../../model/date.js'
import { listedUnit } from '../../registry/roster-table.js'
import { listRubrics } from '../../rubric/load.js'
import { scoringRubric } from '../../rubric/pinned.js'
import type { Rubric } from '../../rubric/schema.js'
import { pinnedByAssessment } from '../../score-table.js'
import { type AssessmentData, assessmentPage, assessmentPath, assessmentsPage } from '../pages/assessments.js'
import { publicationPage } from '../pages/publication.js'
import { Refusal } from '../problem.js'
import { insiders, only, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { action, holds, page, told, type Visit } from './visit.js'

const DECIDERS = ['office'] as const

/** The rubric in the version that the assessment pins, else the bundled one of that id. */
function rubricOf(ledger: Ledger, one: Pick<OpenAssessment, 'rubric' | 'period'>): Rubric | null {
  return (
    pinnedByAssessment(ledger, one.rubric, one.period) ??
    listRubrics().find(({ id }) => id === one.rubric) ??
    null
  )
}

function bucketsOfRubric(ledger: Ledger, one: Pick<OpenAssessment, 'rubric' | 'period'>): readonly string[] {
  const rubric = rubricOf(ledger, one)
  return rubric === null ? [] : (scoringRubric(rubric).buckets ?? [])
}

function dataOf(visit: Visit, one: OpenAssessment): AssessmentData {
  const { ledger, principal } = visit
  const stages = stagesOf(ledger, one.assessment, bucketsOfRubric(ledger, one))
  const under = entriesUnderDispute(ledger, one.assessment)
  const all = entriesIn(ledger, one.assessment, new Set(stages.keys()))
  return {
    rubric: { id: one.rubric, name: rubricOf(ledger, one)?.name ?? one.rubric, version: one.version },
    period: one.period,
    stage: leastStage(stages),
    settings: settingsOf(ledger, one.assessment),
    buckets: [...stages].map(([bucket, stage]) => {
      const entries = all.filter((entry) => entry.bucket === bucket)
      const count = (wanted: string) => entries.filter(({ state }) => state === wanted).length
      return {
        bucket,
        stage,
        pending: count('pending'),
        posted: count('posted'),
        voided: count('voided'),
        reversed: count('reversed'),
        disputed: entries.filter(({ id }) => under.has(id)).length,
      }
    }),
    publications: listPublications(ledger, one.assessment),
    units: [...namesOf(ledger)],
    decide: holds(principal, DECIDERS),
  }
}

function meant(visit: Visit): OpenAssessment {
  const id = assessmentId(visit.params.rubric ?? '', visit.params.period ?? '')
  const one = listAssessments(visit.ledger).find(({ assessment }) => assessment === id)
  if (!one) throw new Refusal(404, 'ledger.unknown-assessment', { assessment: id.slice(0, 200) })
  return one
}

function list(visit: Visit) {
  const { ledger, principal, frame, today } = visit
  const all = listAssessments(ledger)
    .map((one) => dataOf(visit, one))
    .sort((a, b) => (a.period < b.period ? 1 : a.period > b.period ? -1 : a.rubric.id < b.rubric.id ? -1 : 1))
  const rubrics = holds(principal, DECIDERS) ? listRubrics().map(({ id, name }) => [id, name] as const) : []
  return {
    title: frame.words('nav.assessments'),
    body: assessmentsPage(frame, all, rubrics, today.slice(0, 4)),
  }
}

function show(visit: Visit) {
  const one = meant(visit)
  const data = dataOf(visit, one)
  const title = `${data.settings.title ?? data.rubric.name} ${data.period}`
  return { title, body: assessmentPage(visit.frame, data) }
}

function shownPublication(visit: Visit) {
  const one = meant(visit)
  const publication = listPublications(visit.ledger, one.assessment)[Number(visit.params.no) - 1]
  if (!publication) throw new Refusal(404, 'server.no-such-page', { path: visit.params.no ?? '' })
  const title = publication.official.title ?? `${visit.frame.words('publication')} ${publication.id}`
  return { title, body: publicationPage(visit.frame, publication, namesOf(visit.ledger)) }
}

/** A whole number of days as a form gives it; null where it is left empty. */
function daysGiven(visit: Visit, name: string, least: number): number | null {
  const text = visit.given(name)
  if (text === '') return null
  const days = Number(text)
  if (!Number.isInteger(days) || days < least || days > 366)
    throw new Refusal(422, 'server.invalid', { detail: `${name}: ${text.slice(0, 40)}` })
  return days
}

function settingsGiven(visit: Visit, held: AssessmentSettings): AssessmentSettings {
  return {
    ...held,
    title: visit.given('title') || null,
    per: PERIODS.find((one) => one === visit.given('per')) ?? held.per,
    disputeWorkingDays: daysGiven(visit, 'disputeDays', 1) ?? held.disputeWorkingDays,
    feedbackWorkingDays: daysGiven(visit, 'feedbackDays', 1) ?? held.feedbackWorkingDays,
    monitorGraceWorkingDays: daysGiven(visit, 'monitorDays', 0),
  }
}

/** Ticked units as a roster; all of them ticked where none was set before: still everybody. */
function rosterGiven(visit: Visit, held: AssessmentSettings): AssessmentSettings['roster'] {
  const ticked = new Set(visit.all('unit'))
  const { units } = registry(visit.ledger).load()
  if (held.roster === null && units.every(({ id }) => ticked.has(id))) return null
  if (ticked.size === 0) throw new Refusal(422, 'cli.assessments.nobody-nominated')
  const known = new Map(held.roster?.map((one) => [one.unit, one]))
  return units.filter(({ id }) => ticked.has(id)).map((unit) => known.get(unit.id) ?? listedUnit(unit))
}

function open(visit: Visit): string {
  const { ledger, principal } = visit
  const rubric = listRubrics().find(({ id }) => id === visit.given('rubric'))
  const period = visit.given('period')
  if (!rubric) throw new Refusal(422, 'server.invalid', { detail: 'rubric' })
  if (!/^(?:19|20)\d\d$/.test(period)) throw new Refusal(422, 'server.invalid', { detail: 'period' })
  const id = assessmentId(rubric.id, period)
  if (listAssessments(ledger).some(({ assessment }) => assessment === id))
    throw new Refusal(409, 'console.assessment.known', { assessment: id })
  const settings = settingsGiven(visit, { ...USUAL_SETTINGS, type: rubric.assessment ?? 'annual' })
  openAssessment(ledger, scoringRubric(rubric), period, {
    actor: principal.name,
    reason: visit.given('reason') || null,
    run: null,
    settings,
  })
  return told(assessmentPath(rubric.id, period), 'assessment-opened')
}

function moveOf(visit: Visit, one: OpenAssessment): Move {
  const date = visit.given('date')
  if (date !== '' && !isPlainDate(date))
    throw new Refusal(422, 'cli.bad-date', { option: visit.frame.words('assessment.date'), found: date })
  return {
    assessment: one.assessment,
    bucket: visit.given('bucket') || null,
    ofRubric: bucketsOfRubric(visit.ledger, one),
    official: {
      date: date || null,
      number: visit.given('number') || null,
      title: visit.given('title') || null,
    },
    actor: visit.principal.name,
    reason: visit.given('reason') || null,
  }
}

function publishIt(visit: Visit, one: OpenAssessment, back: string): string {
  const { ledger } = visit
  const rubric = pinnedByAssessment(ledger, one.rubric, one.period)
  if (rubric === null) throw new Refusal(409, 'ledger.unknown-assessment', { assessment: one.assessment })
  const registered = registry(ledger)
    .load()
    .units.map(({ id, name, group }) => ({ unit: id, name, group: group ?? null }))
  publish(ledger, moveOf(visit, one), scoringRubric(rubric), registered)
  const no = listPublications(ledger, one.assessment).length
  return told(`${back}/publications/${no}`, 'published')
}

function change(visit: Visit): string {
  const one = meant(visit)
  const back = assessmentPath(one.rubric, one.period)
  const act = visit.given('do')
  const to = STAGES.find((stage) => stage === visit.given('to')) ?? null
  if (act === 'publish') return publishIt(visit, one, back)
  if (act === 'advance') advance(visit.ledger, moveOf(visit, one), to)
  else if (act === 'reopen') reopen(visit.ledger, moveOf(visit, one), to ?? 'review')
  else if (act === 'settings') {
    const held = settingsOf(visit.ledger, one.assessment)
    const settings = { ...settingsGiven(visit, held), roster: rosterGiven(visit, held) }
    const by = { actor: visit.principal.name, reason: visit.given('reason') || null }
    changeSettings(visit.ledger, one.assessment, settings, by)
  } else throw new Refusal(422, 'server.invalid', { detail: 'do' })
  return told(back, act === 'settings' ? 'saved' : `assessment-${act}`)
}

export const assessmentRoutes: readonly Route[] = [
  page('/assessments', insiders(null), 'Assessments', list),
  action('/assessments', only(DECIDERS), 'Open an assessment', open),
  page('/assessments/:rubric/:period', insiders(null), 'One assessment', show),
  action('/assessments/:rubric/:period', only(DECIDERS), 'Move, publish or set an assessment', change),
  page(
    '/assessments/:rubric/:period/publications/:no',
    insiders(null),
    'A publication as it was frozen',
    shownPublication,
  ),
]
