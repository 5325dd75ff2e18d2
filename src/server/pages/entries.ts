/** Entries of the ledger as a list that can be narrowed, and one entry with every row that made it what it is. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { StoredFinding } from '../../ledger/read.js'
import type { Entry, LedgerRow } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import type { AttachedFile } from '../../model/supporting.js'
import { type EntryRights, entryForms, entryTable } from './entry.js'
import { sentenceOf } from './finding.js'
import type { Frame } from './frame.js'
import {
  button,
  card,
  choice,
  field,
  files,
  form,
  hiddenFields,
  lines,
  pager,
  table,
  tag,
  time,
} from './parts.js'

/** What the list shows. */
export interface EntriesData {
  readonly entries: readonly Entry[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly filter: Readonly<Record<'assessment' | 'unit' | 'state' | 'bucket', string>>
  readonly assessments: readonly string[]
  readonly units: readonly (readonly [string, string])[]
  readonly titles: (entry: Entry) => string
  readonly findings: ReadonlyMap<string, { readonly id: string; readonly no: string }>
}

/** The list, without its frame. */
export function entriesPage(frame: Frame, data: EntriesData): Markup {
  const { words } = frame
  const any = ['', words('any')] as const
  const states = ['pending', 'posted', 'voided', 'reversed'].map(
    (state) => [state, words.of('cli.entry', state)] as const,
  )
  const narrowed = html`<form method="get" action="/entries" class="filters">${choice(
    words('assessment'),
    'assessment',
    [any, ...data.assessments.map((one) => [one, one] as const)],
    data.filter.assessment,
  )}${data.units.length > 1 ? choice(words('finding.unit'), 'unit', [any, ...data.units], data.filter.unit) : ''}${choice(words('entry.state'), 'state', [any, ...states], data.filter.state)}${hiddenFields(data.filter.bucket === '' ? {} : { bucket: data.filter.bucket })}${button(words('narrow'), { kind: 'plain' })}</form>`
  return html`<section class="card">${narrowed}${entryTable(data.entries, frame, data.titles, data.findings)}${pager(frame, '/entries', data)}${data.units.length > 0 ? handoverLinks(frame, data) : ''}</section>`
}

/** The record that another system takes over, of the unit that the list is narrowed to. */
function handoverLinks({ words }: Frame, { filter }: EntriesData): Markup {
  const query = { lang: words.language, ...(filter.unit === '' ? {} : { unit: filter.unit }) }
  const address = (format: string) => `/handover?${new URLSearchParams({ ...query, format }).toString()}`
  return html`<p class="paper">${words('report.handover')} <a href="${address('xlsx')}" download>Excel</a> <a href="${address('csv')}" download>CSV</a> <a href="${address('json')}" download>JSON</a></p>`
}

/** What the page of one entry shows. */
export interface EntryData {
  readonly entry: Entry
  readonly title: string
  readonly unitName: string
  readonly finding: StoredFinding | null
  readonly rows: readonly LedgerRow[]
  readonly disputed: boolean
  readonly dispute: string | null
  /** The record (登记事项) that it prices. */
  readonly record: string | null
  /** What whoever entered it by hand had before them. */
  readonly files: readonly AttachedFile[]
  readonly may: EntryRights
}

/** Reversing and adjusting: more rows, never an edit, so each needs its reason. */
function correctForms(data: EntryData, frame: Frame): Markup {
  const { words } = frame
  const { entry } = data
  if (!data.may.decide || data.disputed || (entry.state !== 'posted' && entry.state !== 'pending'))
    return html``
  const at = `/entries/${encodeURIComponent(entry.id)}/decide`
  const back = hiddenFields({ back: `/entries/${encodeURIComponent(entry.id)}` })
  const reverse =
    entry.state === 'posted'
      ? html`<details><summary>${words('entry.reverse')}</summary><p class="sub">${words('entry.reverse-note')}</p>${form(frame, at, html`${back}${field(words('reason'), 'reason', { required: true })}<div class="buttons">${button(words('entry.reverse'), { value: 'reverse', kind: 'no' })}</div>`)}</details>`
      : ''
  return html`${reverse}<details><summary>${words('entry.adjust')}</summary><p class="sub">${words('entry.adjust-note')}</p>${form(frame, at, html`${back}${field(words('entry.new-points'), 'points', { required: true, hint: words('dispute.points-hint', { points: formatPoints(entry.points) }) })}${field(words('reason'), 'reason', { required: true })}<div class="buttons">${button(words('entry.adjust'), { value: 'adjust' })}</div>`)}</details>`
}

/** The page of one entry, without its frame. */
export function entryPage(frame: Frame, data: EntryData): Markup {
  const { words } = frame
  const { entry, finding } = data
  const rows = data.rows.map((row) => [
    row.seq,
    time(frame, row.recordedAt),
    tag(row.kind, words.of('console.row', row.kind)),
    row.points === null ? '—' : formatPoints(row.points),
    row.actor,
    row.reason ?? '',
  ])
  const heads = ['seq', 'time', 'what', 'points', 'actor', 'reason'].map((name) => ({
    label: words(`row-head.${name}`),
    ...(name === 'points' && { kind: 'num' as const }),
    ...(name === 'seq' && { kind: 'wide' as const }),
  }))
  const [rubric = '', period = ''] = [
    entry.assessment.slice(0, entry.assessment.lastIndexOf('/')),
    entry.assessment.slice(entry.assessment.lastIndexOf('/') + 1),
  ]
  const sheet = `/units/${encodeURIComponent(entry.unit)}/sheet?rubric=${encodeURIComponent(rubric)}&period=${encodeURIComponent(period)}`
  const about = lines([
    [
      words('entry.points'),
      html`<b>${formatPoints(entry.points)}</b> ${tag(entry.state, words.say(`cli.entry.${entry.state}`))}${data.disputed ? html` ${tag('open', words('disputed'))}` : ''}`,
    ],
    [words('finding.unit'), html`<a href="/units/${encodeURIComponent(entry.unit)}">${data.unitName}</a>`],
    [words('entry.indicator'), html`<a href="${sheet}">${data.title}</a>`],
    [words('entry.arithmetic'), entry.arithmetic],
    [
      words('entry.finding'),
      finding
        ? html`<a href="/findings/${finding.id}">${finding.no} ${sentenceOf(finding, words)}</a>`
        : null,
    ],
    [
      words('nav.records'),
      data.record === null
        ? null
        : html`<a href="/records?unit=${encodeURIComponent(entry.unit)}#${data.record}">${data.record}</a>`,
    ],
    [words('entry.assessment'), `${entry.assessment} ${entry.bucket}`],
    [words('dispute.files'), data.files.length === 0 ? null : files(data.files, words)],
    [words('entry.decided-by'), words(`decided.${entry.decidedBy}`)],
    [
      words('dispute'),
      data.dispute === null ? null : html`<a href="/disputes/${data.dispute}">${data.dispute}</a>`,
    ],
    [words('entry.id'), html`<code>${entry.id}</code>`],
  ])
  const forms = html`${entryForms(entry, data.disputed, data.may, frame, `/entries/${entry.id}`)}${correctForms(data, frame)}`
  return html`${card(words('entry.clause'), html`<blockquote>${entry.clause}</blockquote>${about}`)}${forms.text === '' ? '' : card(words('what-to-do'), forms)}${card(words('entry.rows'), table(words('entry.rows'), heads, rows, words('no-entries')))}`
}
