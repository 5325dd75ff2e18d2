/** Records (登记事项) as a list that can be narrowed, with what each cost; and the forms that bring new ones in. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import { type OffWebRecord, RECORD_TYPES } from '../../model/record.js'
import type { EnteredRule } from '../../rubric/rule-finder.js'
import type { Frame } from './frame.js'
import {
  words as area,
  button,
  card,
  choice,
  field,
  files,
  form,
  type Paging,
  pager,
  table,
  tag,
} from './parts.js'

/** A rubric whose rules may be picked. */
interface RuleChoice {
  readonly rubric: string
  readonly name: string
  readonly rules: readonly EnteredRule[]
}

/** What the page shows. `forms`: null for who only reads. */
export interface RecordsData extends Paging {
  readonly filter: Readonly<Record<'unit' | 'type' | 'year', string>>
  readonly records: readonly OffWebRecord[]
  /** Entries that a record opened. */
  entriesOf(record: OffWebRecord): readonly Entry[]
  nameOf(unit: string): string
  readonly units: readonly (readonly [string, string])[]
  readonly years: readonly string[]
  readonly forms: readonly RuleChoice[] | null
  /** What the form for one record holds; empty at first. */
  readonly given: (name: string) => string
  /** Sentences saying what is wrong with what was sent, or why a record was not priced. */
  readonly told: { readonly sentences: readonly string[]; readonly bad: boolean } | null
}

const CLAUSE_CHARACTERS = 60
const short = (text: string): string =>
  text.length <= CLAUSE_CHARACTERS ? text : `${text.slice(0, CLAUSE_CHARACTERS)}…`

function typesIn(frame: Frame): (readonly [string, string])[] {
  return RECORD_TYPES.map((type) => [type, frame.words.of('records.type', type)] as const)
}

function about(record: OffWebRecord, frame: Frame): Markup {
  const { words } = frame
  const said = [
    record.document,
    record.received && `${words('records.received')} ${record.received}`,
    record.answered && `${words('records.answered')} ${record.answered}`,
    record.extended ? words('records.extended') : null,
    record.passed === null ? null : words(`records.result.${record.passed ? 'pass' : 'fail'}`),
    record.place === null ? null : `${words('records.place')} ${record.place}`,
    record.value === null ? null : `${words('records.value')} ${record.value}`,
    record.note,
  ].filter((one) => one !== null && one !== '')
  return html`${record.title}${said.length > 0 ? html`<br><small>${said.join('；')}</small>` : ''}${record.files.length > 0 ? files(record.files, words) : ''}`
}

function recordTable(data: RecordsData, frame: Frame): Markup {
  const { words } = frame
  const price = (record: OffWebRecord): Markup => {
    const entries = data.entriesOf(record)
    if (entries.length === 0) return html`—`
    return html`${entries.map((entry) => html`<a href="/entries/${encodeURIComponent(entry.id)}">${entry.indicator} ${formatPoints(entry.points)}</a> ${tag(entry.state, words.say(`cli.entry.${entry.state}`))}<br>`)}`
  }
  return table(
    words('nav.records'),
    [
      { label: words('records.day'), kind: 'day' },
      { label: words('records.type'), kind: 'wide' },
      { label: words('records.unit') },
      { label: words('records.what') },
      { label: words('records.entries') },
      { label: words('records.by'), kind: 'wide' },
    ],
    data.records.map((record) => [
      html`<span id="${record.id}">${record.on}</span>`,
      words.of('records.type', record.type),
      data.nameOf(record.unit),
      about(record, frame),
      price(record),
      html`${record.actor}<br><small>${record.id}</small>`,
    ]),
    words('records.none'),
  )
}

function addForm(choices: readonly RuleChoice[], data: RecordsData, frame: Frame): Markup {
  const { words } = frame
  const { given } = data
  const line = (name: string, key: string, more: Parameters<typeof field>[2] = {}) =>
    field(words(`records.${key}`), name, { value: given(name), ...more })
  const day = (name: string, key: string, required = false) => line(name, key, { type: 'date', required })
  const rules = choices.map(({ rubric, name, rules }) =>
    choice(
      words('records.rule', { rubric: name }),
      `rule ${rubric}`,
      [
        ['', words('records.no-rule')],
        ...rules.map((rule) => [rule.word, `${rule.row}：${short(rule.clause)}`] as const),
      ],
      given(`rule ${rubric}`),
    ),
  )
  const results = [
    ['', words('records.result.open')],
    ['pass', words('records.result.pass')],
    ['fail', words('records.result.fail')],
  ] as const
  const extended = [
    ['', words.say('cli.no')],
    ['yes', words.say('cli.yes')],
  ] as const
  return form(
    frame,
    '/records',
    html`${choice(words('records.type'), 'type', typesIn(frame), given('type'))}${choice(words('records.unit'), 'unit', data.units, given('unit'))}${day('on', 'day', true)}${line('title', 'what', { required: true })}${line('document', 'document')}${rules}${line('points', 'points', { hint: words('records.points-hint') })}<fieldset><legend>${words('records.application')}</legend><div class="cells">${day('received', 'received')}${day('answered', 'answered')}${choice(words('records.extended'), 'extended', extended, given('extended'))}</div></fieldset><fieldset><legend>${words('records.rank')}</legend><div class="cells">${line('list', 'list')}${line('place', 'place')}${line('value', 'value')}</div></fieldset>${choice(words('records.result'), 'result', results, given('result'))}${area(words('records.remark'), 'note', given('note'))}<label>${words('dispute.files')}<input type="file" name="files" multiple></label><div class="buttons">${button(words('records.add-now'))}</div>`,
    { files: true, kind: 'act whole entry' },
  )
}

function importForm(frame: Frame): Markup {
  const { words } = frame
  return html`<p class="sub">${words('records.import-note')}</p>${form(
    frame,
    '/records/import',
    html`<label>${words('records.table')}<input type="file" name="table" required accept=".xlsx,.csv"></label><label>${words('dispute.files')}<input type="file" name="files" multiple></label>${button(words('reg.import.do'), { kind: 'plain' })}`,
    { files: true, kind: 'row' },
  )}`
}

/** The whole page, without its frame. */
export function recordsPage(frame: Frame, data: RecordsData): Markup {
  const { words } = frame
  const any = ['', words('any')] as const
  const narrowed = html`<form method="get" action="/records" class="filters">${data.units.length > 1 ? choice(words('records.unit'), 'unit', [any, ...data.units], data.filter.unit) : ''}${choice(words('records.type'), 'type', [any, ...typesIn(frame)], data.filter.type)}${choice(words('records.year'), 'year', [any, ...data.years.map((year) => [year, year] as const)], data.filter.year)}${button(words('narrow'), { kind: 'plain' })}</form>`
  const told =
    data.told === null || data.told.sentences.length === 0
      ? ''
      : html`<div class="notice${data.told.bad ? ' bad' : ''}" role="${data.told.bad ? 'alert' : 'status'}">${data.told.bad ? '' : html`<p>${words('records.unpriced')}</p>`}<ul>${data.told.sentences.map((one) => html`<li>${one}</li>`)}</ul></div>`
  const forms =
    data.forms === null
      ? ''
      : html`${card(words('records.add'), addForm(data.forms, data, frame), 'add')}${card(words('records.import'), importForm(frame))}`
  return html`${told}<p class="sub">${words('records.note')}</p><section class="card">${narrowed}${recordTable(data, frame)}${pager(frame, '/records', data)}</section>${forms}`
}
