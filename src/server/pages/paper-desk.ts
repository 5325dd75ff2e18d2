/** The desk for papers as a form. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { Frame } from './frame.js'
import { button, choice, field, form } from './parts.js'

/** What can be picked: names with what stands for them. */
export interface PaperDeskData {
  readonly kinds: readonly string[]
  readonly formats: readonly string[]
  /** What a template may name, with its braces. */
  readonly placeholders: readonly string[]
  readonly units: readonly (readonly [string, string])[]
  readonly publications: readonly (readonly [string, string])[]
  readonly disputes: readonly (readonly [string, string])[]
}

/** The whole page, without its frame. */
export function paperDeskPage(frame: Frame, data: PaperDeskData): Markup {
  const { words } = frame
  const named = (area: string, names: readonly string[]) =>
    names.map((name) => [name, words(`${area}.${name}`)] as const)
  const fields = html`${choice(words('papers.kind'), 'kind', named('paper', data.kinds))}${choice(words('papers.format'), 'format', named('papers.format', data.formats))}${choice(words('papers.unit'), 'unit', [['', words('papers.all-units')], ...data.units])}${choice(words('papers.publication'), 'publication', [['', words('papers.latest')], ...data.publications])}${choice(words('papers.dispute'), 'dispute', [['', '—'], ...data.disputes])}${field(words('papers.number'), 'number', { hint: words('papers.number-hint') })}${field(words('papers.due'), 'due', { type: 'date', hint: words('papers.due-hint') })}<label>${words('papers.template')}<input type="file" name="template" accept=".docx"><small>${words('papers.template-hint', { names: data.placeholders.join(' ') })}</small></label><div class="buttons">${button(words('papers.write'))}</div>`
  return html`<p class="sub">${words('papers.note')}</p><section class="card">${form(frame, '/papers', fields, { files: true, kind: 'act whole entry' })}</section>`
}
