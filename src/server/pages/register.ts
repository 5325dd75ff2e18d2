/** Pages of the registers: the lists, the form of one entry with what trying it showed, the whole as text, earlier texts. */
import { html, link, type Markup } from '../../../reports/html/markup.js'
import type { RegisterVersion } from '../../ledger/register-versions.js'
import type { Registry } from '../../model/workspace.js'
import type { ReadPage } from '../office.js'
import type { Frame } from './frame.js'
import { button, card, choice, form, hiddenFields, lines, table, tag, time } from './parts.js'

/** What the registers' front page shows. */
export interface RegistryData {
  readonly held: Registry
  readonly versions: readonly Omit<RegisterVersion, 'workspace' | 'columns'>[]
  readonly edit: boolean
}

/** Address of the form for one entry. */
function editPath(kind: string, id: string, n?: number): string {
  const query = new URLSearchParams({
    kind,
    ...(id === '' ? {} : { id }),
    ...(n === undefined ? {} : { n: String(n) }),
  })
  return `/registry/edit?${query.toString()}`
}

const MOST_ROWS = 500

function unitsCard({ held, edit }: RegistryData, frame: Frame): Markup {
  const { words } = frame
  const heads = [
    { label: words('unit.id') },
    { label: words('unit.name') },
    { label: words('unit.kind'), kind: 'wide' as const },
    { label: words('unit.portal') },
    { label: words('reg.columns'), kind: 'num wide' as const },
  ]
  const row =
    (kind: 'unit' | 'platform') => (one: Registry['units'][number] | Registry['platforms'][number]) => [
      edit ? html`<a href="${editPath(kind, one.id)}">${one.id}</a>` : one.id,
      kind === 'unit' ? html`<a href="/units/${one.id}">${one.name}</a>` : one.name,
      'kind' in one ? words.of('cli.kind', one.kind ?? null) : '',
      'portal' in one ? one.portal : one.home,
      one.columns?.length ?? 0,
    ]
  const add = (kind: string, label: string) =>
    edit ? html`<p><a class="do" href="${editPath(kind, '')}">${label}</a></p>` : ''
  return html`${card(words('units'), html`${add('unit', words('unit.add'))}${table(words('units'), heads, held.units.map(row('unit')), words('no-units'))}`)}${card(words('platforms'), html`${add('platform', words('platform.add'))}${table(words('platforms'), heads, held.platforms.map(row('platform')), words('no-platforms'))}`)}`
}

function exemptionsCard({ held, edit }: RegistryData, frame: Frame): Markup {
  const { words } = frame
  const names = new Map(held.units.map((one) => [one.id, one.name]))
  const heads = ['unit', 'column', 'code', 'basis', 'document', 'until'].map((name) => ({
    label: words(`reg.${name}`),
  }))
  const rows = held.exemptions.map((one, n) => [
    edit
      ? html`<a href="${editPath('exemption', '', n)}">${names.get(one.unit) ?? one.unit}</a>`
      : (names.get(one.unit) ?? one.unit),
    one.column ?? '—',
    one.code === undefined ? '—' : words.of('console.code', one.code),
    one.basis,
    one.document ?? '—',
    one.until ?? '—',
  ])
  return card(
    words('exemptions'),
    html`${edit ? html`<p><a class="do" href="${editPath('exemption', '')}">${words('exemption.add')}</a></p>` : ''}${table(words('exemptions'), heads, rows, words('no-exemptions'))}`,
  )
}

function columnsCard({ held, edit }: RegistryData, frame: Frame): Markup {
  const { words } = frame
  const pinned = [...held.platforms, ...held.units].flatMap((holder) =>
    (holder.columns ?? []).map((column, n) => ({
      column,
      to: editPath('column', holder.id, n),
      holder: holder.name,
    })),
  )
  const names = new Map([...held.platforms, ...held.units].map((one) => [one.id, one.name]))
  const rows = held.columns.map((column, n) => ({
    column,
    to: editPath('row', '', n),
    holder: names.get(column.holder) ?? column.holder,
  }))
  const heads = [
    { label: words('column.holder'), kind: 'wide' as const },
    { label: words('column.name') },
    { label: words('column.owner') },
    { label: words('column.frequency') },
  ]
  const shown = [...pinned, ...rows].slice(0, MOST_ROWS).map(({ column, to, holder }) => {
    const name = [...(column.path ?? []), column.name].join(' › ')
    return [
      holder,
      edit ? html`<a href="${to}">${name}</a>` : name,
      column.owner ?? '—',
      column.frequency ??
        (column.maxAgeDays === undefined ? '—' : words('column.limit', { days: column.maxAgeDays })),
    ]
  })
  const more = pinned.length + rows.length - shown.length
  return card(
    words('registered-columns'),
    html`${edit ? html`<p><a class="do" href="${editPath('row', '')}">${words('column.add')}</a></p>` : ''}${table(words('registered-columns'), heads, shown, words('no-registered-columns'))}${more > 0 ? html`<p class="sub">${words('queue-more', { count: more })}</p>` : ''}`,
  )
}

function filesCard(data: RegistryData, frame: Frame): Markup {
  const { words } = frame
  const out = (['units', 'columns'] as const).map(
    (what) =>
      html`<li>${words(`reg.export.${what}`)} ${(['xlsx', 'csv', 'yaml'] as const).map((format) => html`<a href="/registry/export?what=${what}&amp;format=${format}">${format.toUpperCase()}</a> `)}</li>`,
  )
  const taken = data.edit
    ? form(
        frame,
        '/registry/import',
        html`${choice(words('reg.import.what'), 'what', [
          ['units', words('reg.export.units')],
          ['columns', words('reg.export.columns')],
        ])}<label>${words('reg.import.file')}<input type="file" name="file" required accept=".xlsx,.csv,.yaml,.yml"></label>${button(words('reg.import.do'), { kind: 'plain' })}`,
        { files: true, kind: 'row' },
      )
    : ''
  return card(words('reg.files'), html`<ul>${out}</ul>${taken}`)
}

/** The registers' front page, without its frame. */
export function registryPage(frame: Frame, data: RegistryData): Markup {
  const { words } = frame
  const links = data.edit
    ? html`<p class="links"><a class="do" href="${editPath('defaults', '')}">${words('reg.settings')}</a> <a class="do" href="/registry/text">${words('reg.text')}</a></p>`
    : ''
  const versions = table(
    words('reg.versions'),
    ['no', 'at', 'actor', 'what'].map((name) => ({ label: words(`version.${name}`) })),
    data.versions.map((one) => [
      html`<a href="/registry/versions/${one.no}">${one.no}</a>`,
      time(frame, one.at),
      one.actor,
      words.of('console.changed', one.what.split(' ', 1)[0]) + one.what.replace(/^\S+/, ''),
    ]),
    words('no-versions'),
  )
  return html`${links}${unitsCard(data, frame)}${exemptionsCard(data, frame)}${columnsCard(data, frame)}${filesCard(data, frame)}${data.edit ? card(words('reg.versions'), versions) : ''}`
}

/** What trying an address showed. */
function triedPart(tried: ReadPage, frame: Frame): Markup {
  const { words } = frame
  const items = tried.items.slice(0, 15).map((one) => [one.date ?? '—', one.title])
  return card(
    words('tried'),
    html`${lines([
      [words('finding.page'), link(tried.url, tried.url)],
      [words('tried.title'), tried.title],
      [words('tried.kind'), words.of('cli.page-kind', tried.kind)],
      [words('tried.items'), String(tried.items.length)],
      [words('tried.newest'), tried.newest],
      [words('tried.script'), tried.needsScript ? tag('cannot-tell', words('tried.needs-script')) : null],
      [words('tried.blocked'), tried.blocked === null ? null : tag('cannot-tell', tried.blocked)],
    ])}${table(words('tried.items'), [{ label: words('tried.date') }, { label: words('tried.entry') }], items, words('tried.none'))}`,
  )
}

/** What the page of one entry shows. `fields`: its form, filled. */
export interface EditData {
  readonly kind: string
  readonly id: string
  readonly n: number | null
  readonly mark: string
  readonly fields: Markup
  /** Sentences saying what is wrong with what was sent. */
  readonly problems: readonly string[]
  readonly tried: ReadPage | null
  /** Columns pinned to it. */
  readonly columns: readonly { readonly name: string; readonly url: string | null }[] | null
  readonly removable: boolean
  readonly triable: boolean
}

/** The form of one entry, without its frame. */
export function editPage(frame: Frame, data: EditData): Markup {
  const { words } = frame
  const wrong =
    data.problems.length === 0
      ? ''
      : html`<div class="notice bad" role="alert"><ul>${data.problems.map((one) => html`<li>${one}</li>`)}</ul></div>`
  const hidden = hiddenFields({
    'of-kind': data.kind,
    'of-id': data.id,
    'of-n': data.n === null ? '' : String(data.n),
    'of-mark': data.mark,
  })
  const act = html`<div class="buttons">${button(words('save'), { value: 'save' })}${data.triable ? button(words('try'), { value: 'try', kind: 'plain' }) : ''}</div>`
  const removal = data.removable
    ? html`<details><summary>${words('reg.remove')}</summary><p class="sub">${words('reg.remove-note')}</p>${form(frame, '/registry/edit', html`${hidden}<div class="buttons">${button(words('reg.remove'), { value: 'remove', kind: 'no' })}</div>`)}</details>`
    : ''
  const columns =
    data.columns === null
      ? ''
      : card(
          words('reg.columns'),
          html`<p><a class="do" href="${editPath('column', data.id)}">${words('column.add')}</a></p>${table(
            words('reg.columns'),
            [{ label: words('column.name') }, { label: words('reg.url') }],
            data.columns.map((one, n) => [
              html`<a href="${editPath('column', data.id, n)}">${one.name}</a>`,
              one.url ?? '—',
            ]),
            words('no-columns-pinned'),
          )}`,
        )
  return html`${wrong}${data.tried ? triedPart(data.tried, frame) : ''}<section class="card">${form(frame, '/registry/edit', html`${hidden}${data.fields}${act}`, { kind: 'act whole entry' })}${removal}</section>${columns}<p><a href="/registry">${words('back')}</a></p>`
}

/** The registers as one text, without the frame. `problems`: what is wrong with it, line by line. */
export function textPage(frame: Frame, text: string, mark: string, problems: readonly string[]): Markup {
  const { words } = frame
  const wrong =
    problems.length === 0
      ? ''
      : html`<div class="notice bad" role="alert"><ul>${problems.slice(0, 50).map((one) => html`<li>${one}</li>`)}</ul></div>`
  return html`${wrong}<p class="sub">${words('reg.text-note')}</p><section class="card">${form(frame, '/registry/text', html`${hiddenFields({ mark })}<label>${words('reg.text')}<textarea name="text" rows="32" class="source" spellcheck="false">${text}</textarea></label><div class="buttons">${button(words('save'), { value: 'save' })}</div>`, { kind: 'act whole' })}</section><p><a href="/registry">${words('back')}</a></p>`
}

/** An earlier text, without the frame; `edit`: it may be put back. */
export function versionPage(frame: Frame, version: RegisterVersion, edit: boolean): Markup {
  const { words } = frame
  const back = edit
    ? form(
        frame,
        `/registry/versions/${version.no}`,
        html`<p class="sub">${words('version.restore-note')}</p><div class="buttons">${button(words('version.restore'), { kind: 'no' })}</div>`,
      )
    : ''
  const columns =
    version.columns === ''
      ? ''
      : card(words('registered-columns'), html`<pre class="source">${version.columns}</pre>`)
  return html`<p class="sub">${time(frame, version.at)} ${version.actor} ${version.what}</p>${card(words('reg.text'), html`<pre class="source">${version.workspace}</pre>`)}${columns}${back}<p><a href="/registry">${words('back')}</a></p>`
}
