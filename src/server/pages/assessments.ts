/** Assessments as pages: the list with a form to open one; one with its buckets, settings, publications, and the forms that move it. */
import { html, type Markup } from '../../../reports/html/markup.js'
import {
  type AssessmentSettings,
  isClosed,
  STAGES,
  type Stage,
  stageRank,
  USUAL_FEEDBACK_DAYS,
} from '../../model/assessment.js'
import { PERIODS } from '../../model/bucket.js'
import type { Publication } from '../../model/publication.js'
import type { Frame } from './frame.js'
import { words as area, button, card, choice, field, form, lines, table, tag, time } from './parts.js'

/** One bucket with how many of its entries stand where. */
export interface BucketStanding {
  readonly bucket: string
  readonly stage: Stage
  readonly pending: number
  readonly posted: number
  readonly voided: number
  readonly reversed: number
  readonly disputed: number
}

/** What the page of one assessment shows. */
export interface AssessmentData {
  readonly rubric: { readonly id: string; readonly name: string; readonly version: string }
  readonly period: string
  readonly stage: Stage
  readonly settings: AssessmentSettings
  readonly buckets: readonly BucketStanding[]
  readonly publications: readonly Publication[]
  /** Registered units, for the roster. */
  readonly units: readonly (readonly [string, string])[]
  /** May move, publish and set it. */
  readonly decide: boolean
}

/** Address of an assessment's page. */
export function assessmentPath(rubric: string, period: string): string {
  return `/assessments/${encodeURIComponent(rubric)}/${encodeURIComponent(period)}`
}

const sum = (data: AssessmentData, name: 'pending' | 'posted' | 'disputed'): number =>
  data.buckets.reduce((all, one) => all + one[name], 0)

/** All assessments, without the frame. `rubrics`: what may be opened; empty where the reader may not. */
export function assessmentsPage(
  frame: Frame,
  all: readonly AssessmentData[],
  rubrics: readonly (readonly [string, string])[],
  year: string,
): Markup {
  const { words } = frame
  const rows = all.map((one) => [
    html`<a href="${assessmentPath(one.rubric.id, one.period)}">${one.settings.title ?? one.rubric.name}</a>`,
    one.period,
    tag(one.stage, words.of('cli.stage', one.stage)),
    sum(one, 'pending'),
    sum(one, 'posted'),
    sum(one, 'disputed'),
    one.publications.length,
  ])
  const heads = [
    { label: words('assessment') },
    { label: words('assessment.period'), kind: 'day' as const },
    { label: words('entry.state') },
    ...(['pending', 'posted', 'disputed', 'publications'] as const).map((name) => ({
      label: words(`assessment.${name}`),
      kind: name === 'posted' || name === 'publications' ? ('num wide' as const) : ('num' as const),
    })),
  ]
  const opened =
    rubrics.length === 0
      ? ''
      : card(
          words('assessment.open'),
          form(
            frame,
            '/assessments',
            html`${choice(words('assessment.rubric'), 'rubric', rubrics)}${field(words('assessment.period'), 'period', { value: year, required: true })}${settingFields(frame, null)}${field(words('reason'), 'reason')}<div class="buttons">${button(words('assessment.open-now'))}</div>`,
          ),
        )
  return html`${card(words('nav.assessments'), table(words('nav.assessments'), heads, rows, words('no-assessment')))}${opened}`
}

function settingFields(frame: Frame, held: AssessmentSettings | null): Markup {
  const { words } = frame
  return html`${field(words('assessment.title'), 'title', { value: held?.title ?? '' })}${choice(
    words('assessment.per'),
    'per',
    PERIODS.map((per) => [per, words(`assessment.per.${per}`)] as const),
    held?.per ?? 'year',
  )}${field(words('assessment.dispute-days'), 'disputeDays', { type: 'number', value: String(held?.disputeWorkingDays ?? 10), required: true })}${field(words('assessment.feedback-days'), 'feedbackDays', { type: 'number', value: String(held?.feedbackWorkingDays ?? USUAL_FEEDBACK_DAYS), required: true })}${field(words('assessment.monitor-days'), 'monitorDays', { type: 'number', value: held?.monitorGraceWorkingDays == null ? '' : String(held.monitorGraceWorkingDays), hint: words('assessment.monitor-hint') })}`
}

/** The units that are assessed, each with a tick; all ticked means every unit that is inspected. */
function rosterFields(frame: Frame, data: AssessmentData): Markup {
  const { words } = frame
  const { roster } = data.settings
  const listed = new Set(roster?.map(({ unit }) => unit))
  return html`<details><summary>${words('assessment.roster')}（${roster === null ? words('run.all-units') : roster.length}）</summary><fieldset class="ticks"><legend>${words('assessment.roster-hint')}</legend>${data.units.map(([id, name]) => html`<label class="tick"><input type="checkbox" name="unit" value="${id}"${roster === null || listed.has(id) ? html` checked` : ''}> ${name}</label>`)}</fieldset></details>`
}

function officialFields(frame: Frame): Markup {
  const { words } = frame
  return html`${field(words('assessment.date'), 'date', { type: 'date' })}${field(words('assessment.number'), 'number', { hint: words('assessment.number-hint') })}${field(words('assessment.document'), 'title')}`
}

function moveForms(data: AssessmentData, frame: Frame): Markup {
  const { words } = frame
  const at = assessmentPath(data.rubric.id, data.period)
  const buckets = [
    ['', words('assessment.all-buckets')] as const,
    ...data.buckets.map(
      ({ bucket, stage }) => [bucket, `${bucket} ${words.of('cli.stage', stage)}`] as const,
    ),
  ]
  const named = data.buckets.length > 1 ? choice(words('sheet.bucket'), 'bucket', buckets) : ''
  const stages = (wanted: (stage: Stage) => boolean) =>
    STAGES.filter(wanted).map((stage) => [stage, words.of('cli.stage', stage)] as const)
  const ahead = stages((stage) => stageRank(stage) > stageRank(data.stage) && stage !== 'published')
  const back = stages((stage) => !isClosed(stage))
  const parts: Markup[] = []
  if (ahead.length > 0)
    parts.push(
      html`<h3>${words('assessment.advance')}</h3><p class="sub">${words('assessment.advance-note', { pending: sum(data, 'pending'), disputed: sum(data, 'disputed') })}</p>${form(frame, at, html`${named}${choice(words('assessment.to'), 'to', ahead)}${officialFields(frame)}${field(words('reason'), 'reason')}<div class="buttons">${button(words('assessment.advance'), { value: 'advance' })}</div>`)}`,
    )
  if (data.buckets.some(({ stage }) => stage === 'approved' || stage === 'published'))
    parts.push(
      html`<h3>${words('assessment.publish')}</h3><p class="sub">${words('assessment.publish-note')}</p>${form(frame, at, html`${named}${officialFields(frame)}${field(words('reason'), 'reason')}<div class="buttons">${button(words('assessment.publish'), { value: 'publish' })}</div>`)}`,
    )
  if (data.buckets.some(({ stage }) => stage !== 'draft'))
    parts.push(
      html`<details><summary>${words('assessment.reopen')}</summary><p class="sub">${words('assessment.reopen-note')}</p>${form(frame, at, html`${named}${choice(words('assessment.to'), 'to', back, 'review')}${area(words('reason'), 'reason', '', true)}<div class="buttons">${button(words('assessment.reopen'), { value: 'reopen', kind: 'no' })}</div>`)}</details>`,
    )
  if (!data.buckets.some(({ stage }) => isClosed(stage)))
    parts.push(
      html`<details><summary>${words('assessment.settings')}</summary>${form(frame, at, html`${settingFields(frame, data.settings)}${rosterFields(frame, data)}${field(words('reason'), 'reason')}<div class="buttons">${button(words('save'), { value: 'settings' })}</div>`)}</details>`,
    )
  return card(words('what-to-do'), parts)
}

/** Date, number and name of an official document in one line. */
export function officialText(official: Publication['official']): string {
  return [official.date, official.number, official.title].filter((part) => part !== null).join(' ')
}

/** The stages as a line of steps, with the assessment's own marked. */
function steps(data: AssessmentData, frame: Frame): Markup {
  const { words } = frame
  const at = stageRank(data.stage)
  return html`<ol class="steps">${STAGES.map((stage, n) => html`<li class="${n < at ? 'past' : n === at ? 'now' : ''}"${n === at ? html` aria-current="step"` : ''}>${words.of('cli.stage', stage)}</li>`)}</ol>`
}

/** The page of one assessment, without the frame. */
export function assessmentPage(frame: Frame, data: AssessmentData): Markup {
  const { words } = frame
  const { settings } = data
  const assessment = `${data.rubric.id}/${data.period}`
  const entries = (bucket: string, state: string, count: number) =>
    count === 0
      ? '0'
      : html`<a href="/entries?assessment=${encodeURIComponent(assessment)}&amp;bucket=${bucket}&amp;state=${state}">${count}</a>`
  const rows = data.buckets.map((one) => [
    one.bucket,
    tag(one.stage, words.of('cli.stage', one.stage)),
    entries(one.bucket, 'pending', one.pending),
    entries(one.bucket, 'posted', one.posted),
    one.disputed,
    entries(one.bucket, 'voided', one.voided),
    entries(one.bucket, 'reversed', one.reversed),
  ])
  const heads = ['pending', 'posted', 'disputed', 'voided', 'reversed'].map((name) => ({
    label: words(`assessment.${name}`),
    kind: 'num' as const,
  }))
  const published = data.publications.map((one, n) => [
    html`<a href="${assessmentPath(data.rubric.id, data.period)}/publications/${n + 1}">${words('publication.number', { n: n + 1 })}</a>`,
    one.buckets.join('、'),
    officialText(one.official) || '—',
    time(frame, one.publishedAt),
    one.changes.length,
  ])
  const columns = ['no', 'buckets', 'official', 'at', 'changes'].map((name) => ({
    label: words(`publication.${name}`),
    ...(name === 'changes' && { kind: 'num' as const }),
  }))
  return html`${steps(data, frame)}${card(
    words('assessment.standing'),
    html`${lines([
      [
        words('assessment.rubric'),
        html`${data.rubric.name} <small>${data.rubric.id} ${data.rubric.version}</small>`,
      ],
      [words('assessment.title'), settings.title],
      [
        words('assessment.roster'),
        settings.roster === null
          ? words('run.all-units')
          : words('units-count', { count: settings.roster.length }),
      ],
      [words('assessment.dispute-days'), String(settings.disputeWorkingDays)],
      [words('assessment.feedback-days'), String(settings.feedbackWorkingDays ?? USUAL_FEEDBACK_DAYS)],
      [
        words('assessment.monitor-days'),
        settings.monitorGraceWorkingDays === null ? null : String(settings.monitorGraceWorkingDays),
      ],
      [
        words('score-table'),
        html`<a href="/?rubric=${data.rubric.id}&amp;period=${data.period}">${words('overview')}</a>`,
      ],
    ])}${table(words('assessment.buckets'), [{ label: words('sheet.bucket') }, { label: words('entry.state') }, ...heads], rows, words('no-entries'))}`,
  )}${data.decide ? moveForms(data, frame) : ''}${card(words('publications'), table(words('publications'), columns, published, words('no-publications')))}`
}
