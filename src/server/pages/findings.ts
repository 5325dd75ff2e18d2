/** Findings as a list that can be narrowed and paged. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { StoredFinding } from '../../ledger/read.js'
import { marks, sentenceOf } from './finding.js'
import type { Frame } from './frame.js'
import { button, choice, pager, table, time } from './parts.js'

/** What the list shows. `filter` holds what it was narrowed by. */
export interface FindingsData {
  readonly findings: readonly StoredFinding[]
  readonly names: ReadonlyMap<string, string>
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly filter: Readonly<Record<'unit' | 'state' | 'verdict' | 'check' | 'urgent', string>>
  readonly units: readonly { readonly id: string; readonly name: string }[]
  readonly checks: readonly string[]
}

/** Findings as table rows. */
export function findingTable(
  findings: readonly StoredFinding[],
  names: ReadonlyMap<string, string>,
  frame: Frame,
): Markup {
  const { words } = frame
  return table(
    words('nav.findings'),
    [
      { label: words('finding.number'), kind: 'wide' },
      { label: words('finding.sentence') },
      { label: words('finding.unit') },
      { label: words('finding.state') },
      { label: words('finding.last'), kind: 'wide' },
    ],
    findings.map((finding) => [
      finding.no,
      html`<a href="/findings/${finding.id}">${sentenceOf(finding, words)}</a>${finding.where.length > 0 ? html`<br><small>${finding.where.join(' › ')}</small>` : ''}`,
      names.get(finding.unit) ?? finding.unit,
      marks(finding, words),
      time(frame, finding.lastSeen),
    ]),
    words('no-findings'),
  )
}

/** The whole page, without its frame. */
export function findingsPage(frame: Frame, data: FindingsData): Markup {
  const { words } = frame
  const any = ['', words('any')] as const
  const states = ['open', 'candidate', 'confirmed', 'fixed', 'dismissed'].map(
    (state) => [state, words.of('console.state', state)] as const,
  )
  const narrowed = html`<form method="get" action="/findings" class="filters">${data.units.length > 1 ? choice(words('finding.unit'), 'unit', [any, ...data.units.map(({ id, name }) => [id, name] as const)], data.filter.unit) : ''}${choice(words('finding.state'), 'state', [any, ...states], data.filter.state)}${choice(words('finding.verdict'), 'verdict', [any, ['problem', words.say('report.verdict.problem')], ['cannot-tell', words.say('report.verdict.cannot-tell')]], data.filter.verdict)}${choice(words('finding.check'), 'check', [any, ...data.checks.map((check) => [check, words.of('check', `${check}.title`)] as const)], data.filter.check)}${button(words('narrow'), { kind: 'plain' })}</form>`
  return html`<section class="card">${narrowed}${findingTable(data.findings, data.names, frame)}${pager(frame, '/findings', data)}</section>`
}
