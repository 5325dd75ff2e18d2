/** A unit's score sheet in the layout of the original table, with a form on each row that a person scores. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { formatPoints } from '../../model/points.js'
import type { Score, ScoredIndicator } from '../../model/scoring.js'
import type { Rubric } from '../../rubric/schema.js'
import type { Frame } from './frame.js'
import { button, choice, field, form, hiddenFields, tag } from './parts.js'

/** What the sheet shows. */
export interface SheetData {
  readonly unit: string
  readonly unitName: string
  readonly rubric: Rubric
  readonly period: string
  readonly score: Score
  readonly buckets: readonly string[]
  /** May enter points by hand. */
  readonly enter: boolean
  /** Numbers of findings by fingerprint. */
  readonly findings: ReadonlyMap<string, { readonly id: string; readonly no: string }>
}

type Row = Rubric['indicators'][number]

function notes(row: Row, scored: ScoredIndicator, data: SheetData, frame: Frame): Markup {
  const { words } = frame
  const because = scored.because
    ? html`<br><small>${words.say(scored.because.key, scored.because.facts)}</small>`
    : ''
  const entries = scored.entries.map((entry) => {
    const finding = entry.finding === null ? undefined : data.findings.get(entry.finding)
    return html`<br>${formatPoints(entry.effective)} ${tag(entry.state, words.say(`cli.entry.${entry.state}`))} ${finding ? html`<a href="/findings/${finding.id}">${finding.no}</a>` : html`<a href="/entries/${encodeURIComponent(entry.id)}">${entry.clause === row.clause ? words('entry.id') : entry.clause}</a>`}`
  })
  const interval = scored.interval
    ? html`<br><small>${words.say('report.interval', { low: formatPoints(scored.interval[0]), high: formatPoints(scored.interval[1]) })}</small>`
    : ''
  return html`${because}${interval}${entries}`
}

function entryForm(row: Row, data: SheetData, frame: Frame): Markup {
  const { words } = frame
  if (!data.enter || row.method === 'auto') return html``
  const rules = row.rules.map((rule) => [rule.id, rule.clause] as const)
  return html`<tr class="enter"><td></td><td colspan="4"><details><summary>${words('sheet.enter')}</summary>${form(
    frame,
    `/units/${encodeURIComponent(data.unit)}/entries`,
    html`${hiddenFields({ rubric: data.rubric.id, period: data.period, indicator: row.id })}${rules.length > 0 ? choice(words('sheet.rule'), 'rule', [...rules, ['', words('sheet.no-rule')]]) : hiddenFields({ rule: '' })}${field(words('sheet.points'), 'points', { required: true, hint: words('sheet.points-hint', { max: formatPoints(maxOf(row.id, data)) }) })}${
      data.buckets.length > 1
        ? choice(
            words('sheet.bucket'),
            'bucket',
            data.buckets.map((name) => [name, name] as const),
          )
        : hiddenFields({ bucket: data.buckets[0] ?? 'Y' })
    }${field(words('reason'), 'reason', { required: true })}<label>${words('dispute.files')}<input type="file" name="files" multiple></label><div class="buttons">${button(words('sheet.add'))}</div>`,
    { files: true },
  )}</details></td></tr>`
}

function maxOf(indicator: string, data: SheetData): number {
  return data.score.indicators.find((one) => one.id === indicator)?.max ?? 0
}

function rowOf(row: Row, scored: ScoredIndicator | undefined, data: SheetData, frame: Frame): Markup {
  const { words } = frame
  const status = scored?.status ?? 'not-applicable'
  const points = scored?.score === null || scored?.score === undefined ? '—' : formatPoints(scored.score)
  return html`<tr><td>${row.id}</td><td>${row.title}<br><small>${row.clause}</small></td><td class="num">${formatPoints(scored?.max ?? 0)}</td><td class="num"><b>${points}</b></td><td>${tag(status, words.say(`report.row.${status}`))} ${tag(row.method, words.say(`report.method.${row.method}`))}${scored ? notes(row, scored, data, frame) : ''}</td></tr>${entryForm(row, data, frame)}`
}

/** The whole page, without its frame. Rows stand in the order of the document, under its groups. */
export function sheetPage(frame: Frame, data: SheetData): Markup {
  const { words } = frame
  const { score, rubric } = data
  const scored = new Map(score.indicators.map((one) => [one.id, one]))
  const titles = new Map(rubric.groups.map((group) => [group.id, group.title]))
  let last: string | undefined
  const rows = rubric.indicators.map((row) => {
    const head =
      row.group !== undefined && row.group !== last
        ? html`<tr><th scope="rowgroup" colspan="5">${titles.get(row.group) ?? row.group}</th></tr>`
        : ''
    last = row.group
    return html`${head}${rowOf(row, scored.get(row.id), data, frame)}`
  })
  const heads = ['number', 'indicator', 'max', 'score', 'basis'].map(
    (name) => html`<th scope="col">${words(`sheet.${name}`)}</th>`,
  )
  return html`<p class="sub">${rubric.document.title}${rubric.document.number === undefined ? '' : ` ${rubric.document.number}`} · ${data.period}</p><p><a href="/units/${data.unit}">${data.unitName}</a> — <b>${formatPoints(score.score)}</b> / ${formatPoints(score.assessed)}，${words('sheet.pending', { points: formatPoints(score.pending) })}</p><section class="card"><div class="scroll" tabindex="0" role="region" aria-label="${words('sheet.title')}"><table class="sheet"><caption class="unseen">${words('sheet.title')}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div></section>`
}
