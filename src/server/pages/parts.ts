/** Small pieces that the console's pages share: marks, definition lists, tables, forms, times. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { moment } from '../../../reports/html/words.js'
import type { AttachedFile } from '../../model/supporting.js'
import { type Frame, hidden, type Words } from './frame.js'

/** A coloured mark: the class picks the colour, the text says the same without it. */
export function tag(kind: string, text: string): Markup {
  return html`<span class="tag ${kind}">${text}</span>`
}

/** An instant in the workspace's time zone; a dash where there is none. */
export function time(frame: Frame, instant: number | null): Markup {
  if (instant === null) return html`—`
  const [day = '', clock = ''] = moment(instant, frame.timezone).split(' ')
  return html`<time datetime="${new Date(instant).toISOString()}"><span>${day}</span> <span>${clock}</span></time>`
}

/** Lines of label and value; those without a value are left out. */
export function lines(rows: readonly (readonly [string, Markup | string | null])[]): Markup {
  const shown = rows.filter(([, value]) => value !== null && value !== '')
  return html`<dl class="lines">${shown.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}

/** One column of a table; `num`: set right; `day`: a date, kept on one line; `wide`: hidden on a phone. */
export interface Column {
  readonly label: string
  readonly kind?: 'num' | 'day' | 'wide' | 'num wide' | 'day wide'
}

/** A table with its caption for readers of screens; nothing but `empty` where there are no rows. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Markup | string | number)[])[],
  empty: string,
): Markup {
  if (rows.length === 0) return html`<p class="sub">${empty}</p>`
  const heads = columns.map(({ label, kind }) => html`<th scope="col" class="${kind ?? ''}">${label}</th>`)
  const cells = (row: readonly (Markup | string | number)[]) =>
    row.map(
      (cell, n) =>
        html`<td class="${columns[n]?.kind ?? ''}" data-label="${columns[n]?.label ?? ''}">${cell}</td>`,
    )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="unseen">${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table></div>`
}

/** A card with a heading. */
export function card(title: string, body: Markup | readonly Markup[], id?: string): Markup {
  return html`<section class="card"${id === undefined ? '' : html` id="${id}"`}><h2>${title}</h2>${body}</section>`
}

/** A form that acts: it posts to `action` with the secret of the session. `files`: it may carry files. */
export function form(
  frame: Frame,
  action: string,
  body: Markup | readonly Markup[],
  options: { readonly files?: boolean; readonly kind?: string } = {},
): Markup {
  const encoding = options.files === true ? html` enctype="multipart/form-data"` : ''
  return html`<form method="post" action="${action}" class="${options.kind ?? 'act'}"${encoding}>${hidden(frame.csrf)}${body}</form>`
}

/** A labelled line of text. */
export function field(
  label: string,
  name: string,
  options: {
    readonly value?: string
    readonly type?: string
    readonly required?: boolean
    readonly autocomplete?: string
    readonly hint?: string
    /** Shown and sent, but not to be changed. */
    readonly fixed?: boolean
  } = {},
): Markup {
  const { value = '', type = 'text', required = false, autocomplete = 'off', hint, fixed = false } = options
  return html`<label>${label}<input name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"${required ? html` required` : ''}${fixed ? html` readonly` : ''}>${hint === undefined ? '' : html`<small>${hint}</small>`}</label>`
}

/** A labelled field of several lines. */
export function words(label: string, name: string, value = '', required = false, hint?: string): Markup {
  return html`<label>${label}<textarea name="${name}" rows="3"${required ? html` required` : ''}>${value}</textarea>${hint === undefined ? '' : html`<small>${hint}</small>`}</label>`
}

/** A labelled choice. */
export function choice(
  label: string,
  name: string,
  options: readonly (readonly [string, string])[],
  chosen = '',
): Markup {
  const items = options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
  )
  return html`<label>${label}<select name="${name}">${items}</select></label>`
}

/** A button that names what it does; `value` is sent under `do`. */
export function button(
  text: string,
  options: { readonly value?: string; readonly kind?: string; readonly key?: string } = {},
): Markup {
  const { value, kind = '', key } = options
  return html`<button class="${kind}"${value === undefined ? '' : html` name="do" value="${value}"`}${key === undefined ? '' : html` data-key="${key}"`}>${text}${key === undefined ? '' : html` <kbd>${key}</kbd>`}</button>`
}

/** Files that somebody brought, each with a link to what is kept of it. */
export function files(list: readonly AttachedFile[], words: Words): Markup {
  if (list.length === 0) return html`—`
  return html`<ul class="files">${list.map(({ name, sha256, bytes }) =>
    sha256 === null
      ? html`<li>${name}</li>`
      : html`<li><a href="/files/${sha256}?name=${encodeURIComponent(name)}">${name}</a> <small>${words('bytes', { kb: Math.max(1, Math.round(bytes / 1024)) })}</small></li>`,
  )}</ul>`
}

/** Hidden fields of a form. */
export function hiddenFields(values: Readonly<Record<string, string>>): Markup {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** Links to take an official paper away, as Word, as a page and for printing. */
export function paperLinks(frame: Frame, kind: string, query: Readonly<Record<string, string>>): Markup {
  const address = (format: string) =>
    `/papers/${kind}?${new URLSearchParams({ ...query, format, lang: frame.words.language }).toString()}`
  return html`<span class="paper">${frame.words(`paper.${kind}`)} <a href="${address('docx')}" download>Word</a> <a href="${address('html')}" download>HTML</a> <a href="${address('pdf')}" download>PDF</a></span> `
}

const REPORT_FORMATS = [
  ['xlsx', 'Excel'],
  ['docx', 'Word'],
  ['pdf', 'PDF'],
  ['html', 'HTML'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
] as const

/** Links to take a run's report away in every format; `unit` narrows. */
export function reportLinks(frame: Frame, run: string, unit = ''): Markup {
  const query = { lang: frame.words.language, ...(unit === '' ? {} : { unit }) }
  const address = (format: string) =>
    `/reports/${run}?${new URLSearchParams({ ...query, format }).toString()}`
  return html`<p class="paper">${frame.words('report.take')} ${REPORT_FORMATS.map(([format, name]) => html`<a href="${address(format)}" download>${name}</a> `)}</p>`
}

/** One page of a long list. */
export interface Paging {
  readonly total: number
  readonly page: number
  readonly pages: number
  /** What the list was narrowed by; it goes along to the other pages. */
  readonly filter: Readonly<Record<string, string>>
}

/** Where one stands in a list, with the ways to the pages beside. `path`: the list's address. */
export function pager(frame: Frame, path: string, { total, page, pages, filter }: Paging): Markup {
  const { words } = frame
  const to = (other: number): string => {
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''))
    query.set('page', String(other))
    return `${path}?${query.toString()}`
  }
  return html`<p class="pager"><span>${words('page-of', { page, pages, total })}</span>${page > 1 ? html`<a href="${to(page - 1)}" rel="prev">${words('previous')}</a>` : ''}${page < pages ? html`<a href="${to(page + 1)}" rel="next">${words('next')}</a>` : ''}</p>`
}
