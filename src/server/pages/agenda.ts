/** The calendar's page: what is due and who owes it, how start pages answered, what somebody was told. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { Availability } from '../../ledger/availability.js'
import type { AgendaItem } from '../../model/agenda.js'
import { formatPoints } from '../../model/points.js'
import type { Frame } from './frame.js'
import { card, table, tag, time } from './parts.js'

/** What the page shows; `notices` is null for who is not told of the office's affairs. */
export interface AgendaData {
  readonly items: readonly AgendaItem[]
  readonly availability: readonly Availability[]
  readonly notices: readonly { readonly at: number; readonly text: string }[] | null
  /** A unit's name by its id. */
  nameOf(unit: string): string
}

/** Days over which samples of start pages are counted. */
export const SAMPLE_DAYS = 7

const STATE_COLOURS = { late: 'problem', soon: 'cannot-tell', ahead: '' } as const

/** Where a duty is done. */
function placeOf({ kind, subject }: AgendaItem): string {
  if (kind === 'dispute') return `/disputes/${encodeURIComponent(subject)}`
  return kind === 'rectification' || kind === 'problem-list' ? '/rectification' : '/assessments'
}

function dueTable(data: AgendaData, frame: Frame): Markup {
  const { words } = frame
  const left = ({ state, workingDays }: AgendaItem): string =>
    workingDays === null
      ? words(`agenda.${state}`)
      : words(`agenda.${state === 'late' ? 'late-by' : 'left'}`, { days: Math.abs(workingDays) })
  return table(
    words('agenda.due'),
    [
      { label: words('agenda.day'), kind: 'day' },
      { label: words('agenda.what') },
      { label: words('agenda.subject'), kind: 'day' },
      { label: words('agenda.who') },
      { label: words('agenda.count'), kind: 'num wide' },
      { label: words('agenda.state') },
    ],
    data.items.map((item) => [
      item.due,
      words.say(`agenda.${item.kind}`),
      html`<a href="${placeOf(item)}">${item.subject}</a>`,
      item.unit === null ? words('agenda.office') : data.nameOf(item.unit),
      item.count,
      tag(STATE_COLOURS[item.state], left(item)),
    ]),
    words('agenda.nothing-due'),
  )
}

function samples(data: AgendaData, frame: Frame): Markup {
  const { words } = frame
  const rows = data.availability.map((row) => [
    html`<a href="/units/${row.unit}">${data.nameOf(row.unit)}</a>`,
    tag(row.last === 'up' ? 'good' : 'cannot-tell', words(`agenda.last.${row.last}`)),
    time(frame, row.lastAt),
    row.up + row.down + row.doubt + row.unknown,
    row.down,
    row.failedShare === null ? '—' : `${formatPoints(row.failedShare)} %`,
  ])
  const columns = [
    { label: words('head.unit') },
    { label: words('agenda.last') },
    { label: words('agenda.last-at'), kind: 'wide' as const },
    { label: words('agenda.samples'), kind: 'num wide' as const },
    { label: words('agenda.failed'), kind: 'num' as const },
    { label: words('agenda.failed-share'), kind: 'num' as const },
  ]
  return html`${table(words('agenda.availability', { days: SAMPLE_DAYS }), columns, rows, words('agenda.no-samples'))}<p class="sub">${words('agenda.samples-note')}</p>`
}

/** The whole page, without its frame. */
export function agendaPage(frame: Frame, data: AgendaData): Markup {
  const { words } = frame
  const told =
    data.notices &&
    card(
      words('agenda.notices'),
      table(
        words('agenda.notices'),
        [{ label: words('agenda.told-at') }, { label: words('agenda.told') }],
        data.notices.map(({ at, text }) => [time(frame, at), text]),
        words('agenda.nothing-told'),
      ),
    )
  return html`${card(words('agenda.due'), dueTable(data, frame), 'due')}${card(words('agenda.availability', { days: SAMPLE_DAYS }), samples(data, frame), 'availability')}${told ?? ''}`
}
