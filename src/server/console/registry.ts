/** Routes of the register: units and their columns as they are registered, and adding or changing a unit. */
import { html } from '../../../reports/html/markup.js'
import { registry } from '../../ledger/registry-store.js'
import { KINDS } from '../../model/vocabulary.js'
import { type UnitEntry, unitEntrySchema } from '../../model/workspace.js'
import { resolveSites } from '../../registry/resolve.js'
import { button, card, choice, field, form, table } from '../pages/parts.js'
import { Refusal } from '../problem.js'
import { only, type Route } from '../route.js'
import { action, page, told, type Visit } from './visit.js'

const READERS = ['evaluator', 'office', 'administrator'] as const
const EDITORS = ['office', 'administrator'] as const

function unitForm(visit: Visit, entry: UnitEntry | null, platforms: readonly (readonly [string, string])[]) {
  const { frame } = visit
  const { words } = frame
  const kinds = [
    ['', words('unit.kind-inferred')] as const,
    ...KINDS.map((kind) => [kind, words.of('cli.kind', kind)] as const),
  ]
  return form(
    frame,
    '/registry/units',
    html`${field(words('unit.id'), 'id', { value: entry?.id ?? '', required: true, hint: words('unit.id-hint') })}${field(words('unit.name'), 'name', { value: entry?.name ?? '', required: true })}${choice(words('unit.kind'), 'kind', kinds, entry?.kind ?? '')}${field(words('unit.portal'), 'portal', { value: entry?.portal ?? '', type: 'url', required: true })}${choice(words('unit.platform'), 'platform', [['', '—'], ...platforms], entry?.platform ?? '')}${field(words('unit.group'), 'group', { value: entry?.group ?? '' })}${field(words('unit.aliases'), 'aliases', { value: (entry?.aliases ?? []).join('、'), hint: words('unit.aliases-hint') })}<div class="buttons">${button(words('save'))}</div>`,
  )
}

function show(visit: Visit) {
  const { ledger, frame, principal } = visit
  const { words } = frame
  const held = registry(ledger).load()
  const edit = principal.role === 'office' || principal.role === 'administrator'
  const chosen = held.units.find((one) => one.id === visit.asked('unit')) ?? null
  const platforms = held.platforms.map(({ id, name }) => [id, name] as const)
  const units = table(
    words('units'),
    [
      { label: words('unit.id') },
      { label: words('unit.name') },
      { label: words('unit.kind'), kind: 'wide' },
      { label: words('unit.portal') },
      { label: words('unit.platform'), kind: 'wide' },
    ],
    held.units.map((one) => [
      edit ? html`<a href="/registry?unit=${one.id}#unit">${one.id}</a>` : one.id,
      html`<a href="/units/${one.id}">${one.name}</a>`,
      words.of('cli.kind', one.kind ?? null),
      one.portal,
      one.platform ?? '—',
    ]),
    words('no-units'),
  )
  const columns = table(
    words('registered-columns'),
    [
      { label: words('column.holder'), kind: 'wide' },
      { label: words('column.name') },
      { label: words('column.owner') },
      { label: words('column.frequency') },
    ],
    held.columns.map((one) => [
      one.holder,
      [...(one.path ?? []), one.name].join(' › '),
      one.owner ?? '—',
      one.frequency ?? (one.maxAgeDays === undefined ? '—' : words('column.limit', { days: one.maxAgeDays })),
    ]),
    words('no-registered-columns'),
  )
  const editor = edit
    ? card(
        chosen ? words('unit.change', { name: chosen.name }) : words('unit.add'),
        unitForm(visit, chosen, platforms),
        'unit',
      )
    : ''
  return {
    title: words('nav.registry'),
    body: html`${editor}${card(words('units'), units)}${card(words('registered-columns'), columns)}`,
  }
}

/** Lays the form over the unit as it is registered; what the form does not hold stays. */
function save(visit: Visit): string {
  const store = registry(visit.ledger)
  const held = store.load()
  const id = visit.given('id')
  const {
    kind: _kind,
    platform: _platform,
    group: _group,
    aliases: _aliases,
    ...kept
  } = held.units.find((one) => one.id === id) ?? { id }
  const aliases = visit
    .given('aliases')
    .split(/[、,，;；]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const optional = Object.fromEntries(
    ['kind', 'platform', 'group'].flatMap((name) =>
      visit.given(name) === '' ? [] : [[name, visit.given(name)]],
    ),
  )
  const parsed = unitEntrySchema.safeParse({
    ...kept,
    ...optional,
    id,
    name: visit.given('name'),
    portal: visit.given('portal'),
    ...(aliases.length > 0 && { aliases }),
  })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Refusal(422, 'server.invalid', {
      detail: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    })
  }
  const units = [...held.units.filter((one) => one.id !== id), parsed.data]
  // Scopes that overlap are refused here as at an import, before anything is written.
  resolveSites({ ...held, units }, visit.today)
  store.update({ units: [parsed.data] })
  return told(`/registry?unit=${id}`, 'saved')
}

export const registryRoutes: readonly Route[] = [
  page('/registry', only(READERS), 'Registered units and columns', show),
  action('/registry/units', only(EDITORS), 'Add or change a unit', save),
]
