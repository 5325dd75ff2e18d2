/** Routes for the form of one entry of the registers: shown, tried on the live page, saved, taken out. */
import { registry } from '../../ledger/registry-store.js'
import { resultsOfUnit } from '../../ledger/results-read.js'
import { CODES } from '../../model/code.js'
import { SERIES_EVERY } from '../../model/duty.js'
import { COLUMN_ROLES, KINDS } from '../../model/vocabulary.js'
import { isWebUrl, type Registry } from '../../model/workspace.js'
import type { ReadPage } from '../office.js'
import type { Words } from '../pages/frame.js'
import { editPage } from '../pages/register.js'
import { formFields, type Options } from '../pages/register-form.js'
import { Refusal } from '../problem.js'
import { only, type Route } from '../route.js'
import {
  changed,
  entryGiven,
  entryMeant,
  fieldsOf,
  type Meant,
  markOf,
  REGISTER_KINDS,
  save,
  shownEntry,
} from './register-desk.js'
import { REGISTER_EDITORS, sentencesOf } from './registry.js'
import { action, page, type ShownPage, told, type Visit } from './visit.js'

type Plain = Readonly<Record<string, unknown>>

function optionsIn(held: Registry, words: Words): Options {
  const named = (area: string, names: readonly string[]) =>
    names.map((name) => [name, words.of(area, name)] as const)
  return {
    kinds: named('cli.kind', KINDS),
    roles: named('console.column-role', COLUMN_ROLES),
    places: named('console.column-role', [...COLUMN_ROLES, 'search']),
    platforms: held.platforms.map(({ id, name }) => [id, name] as const),
    units: held.units.map(({ id, name }) => [id, name] as const),
    codes: Object.entries(CODES).map(([code, { check }]) => [
      code,
      `${words.of('check', `${check}.title`)} ${code}`,
    ]),
    every: named('console.every', SERIES_EVERY),
    posting: named('console.posting', ['approval', 'automatic']),
    confirm: named('console.confirm', ['observed', 'immediate']),
    languages: [
      ['zh-CN', '中文'],
      ['en', 'English'],
    ],
    security: named('console.security', ['tls', 'starttls', 'none']),
  }
}

/** Which entry an address or a form means. @throws Refusal 404 for one that there is not */
function meantBy(read: (name: string) => string, held: Registry): Meant {
  const kind = REGISTER_KINDS.find((one) => one === read('of-kind'))
  if (!kind) throw new Refusal(404, 'server.no-such-page', { path: '/registry/edit' })
  const given = read('of-n')
  const n = given === '' ? null : Number(given)
  const id = read('of-id').slice(0, 100)
  const meant = { kind, id, n: n !== null && Number.isInteger(n) && n >= 0 ? n : null }
  const missing =
    (kind === 'unit' || kind === 'platform' ? id !== '' : given !== '') && entryMeant(held, meant) === null
  const nowhere = kind === 'column' && ![...held.units, ...held.platforms].some((one) => one.id === id)
  if (missing || nowhere) throw new Refusal(404, 'server.no-such-page', { path: `${kind} ${id}` })
  return meant
}

function titleOf(visit: Visit, meant: Meant, entry: Plain | null): string {
  const { words } = visit.frame
  if (meant.kind === 'defaults') return words('reg.settings')
  const name = String(entry?.name ?? entry?.id ?? entry?.column ?? '')
  return `${words(entry === null ? `${addedAs(meant.kind)}.add` : `changed.${meant.kind}`)} ${name}`.trim()
}

const addedAs = (kind: Meant['kind']): string => (kind === 'row' ? 'column' : kind)

function shown(
  visit: Visit,
  held: Registry,
  meant: Meant,
  /** What the form holds, where it is not the entry as registered. */
  form: {
    readonly data: Plain
    readonly problems: readonly string[]
    readonly tried: ReadPage | null
  } | null,
): ShownPage {
  const { ledger, frame } = visit
  const entry = entryMeant(held, meant)
  const data = form?.data ?? shownEntry(meant.kind, entry)
  const own = meant.kind === 'unit' || meant.kind === 'platform'
  const inspected = meant.kind === 'unit' && resultsOfUnit(ledger, meant.id, 1).length > 0
  const columns = own && entry !== null ? (entry.columns ?? []) : null
  const body = editPage(frame, {
    kind: meant.kind,
    id: meant.id,
    n: meant.n,
    mark: markOf(entry),
    fields: formFields(fieldsOf(meant.kind), data, {
      frame,
      options: optionsIn(held, frame.words),
      added: entry === null,
    }),
    problems: form?.problems ?? [],
    tried: form?.tried ?? null,
    columns: Array.isArray(columns)
      ? columns.map((one: Plain) => ({
          name: String(one.name),
          url: typeof one.url === 'string' ? one.url : null,
        }))
      : null,
    removable: entry !== null && meant.kind !== 'defaults' && !inspected,
    triable: own || meant.kind === 'column' || meant.kind === 'row',
  })
  const bad = form !== null && form.problems.length > 0
  return { title: titleOf(visit, meant, entry), body, ...(bad && { status: 422 }) }
}

function show(visit: Visit): ShownPage {
  const held = registry(visit.ledger).load()
  const meant = meantBy((name) => visit.asked(name.replace('of-', '')) ?? '', held)
  const [name, url] = [visit.asked('name'), visit.asked('url')]
  // A column that an inspection found is pinned with what it found.
  const data =
    name === null ? null : { name: name.slice(0, 500), ...(url !== null && isWebUrl(url) && { url }) }
  const form =
    meant.n === null && meant.kind === 'column' && data ? { data, problems: [], tried: null } : null
  return shown(visit, held, meant, form)
}

/** The address that an entry leads to: a column's stands relative to its holder's. */
function addressOf(held: Registry, meant: Meant, data: Plain): string | null {
  const holder = meant.kind === 'row' ? data.holder : meant.id
  const unit = held.units.find((one) => one.id === holder)
  const base = unit?.portal ?? held.platforms.find((one) => one.id === holder)?.home
  const given = data.portal ?? data.home ?? data.url
  if (typeof given !== 'string' || given === '') return null
  try {
    const url = new URL(given, base).href
    return isWebUrl(url) ? url : null
  } catch {
    return null
  }
}

async function tryIt(visit: Visit, held: Registry, meant: Meant, data: Plain): Promise<ShownPage> {
  const url = addressOf(held, meant, data)
  if (url === null) {
    const problems = [visit.frame.words('tried.no-address')]
    return shown(visit, held, meant, { data, problems, tried: null })
  }
  try {
    const tried = await visit.office.readPage(url)
    return shown(visit, held, meant, { data, problems: [], tried })
  } catch (error) {
    return shown(visit, held, meant, { data, problems: sentencesOf(error, visit), tried: null })
  }
}

async function edit(visit: Visit): Promise<string | ShownPage> {
  const { ledger, principal } = visit
  const held = registry(ledger).load()
  const meant = meantBy((name) => visit.given(name), held)
  const entry = entryMeant(held, meant)
  const act = visit.given('do')
  const next = act === 'remove' ? null : entryGiven(meant.kind, entry, (name) => visit.given(name))
  if (act === 'try' && next !== null) return tryIt(visit, held, meant, shownEntry(meant.kind, next))
  if (act !== 'save' && act !== 'remove') throw new Refusal(422, 'server.invalid', { detail: 'do' })
  if (visit.given('of-mark') !== markOf(entry)) throw new Refusal(409, 'console.reg.changed-meanwhile')
  // An id that is taken belongs to another entry, which a form for a new one must not lay itself over.
  const taken =
    entry === null &&
    (meant.kind === 'unit' || meant.kind === 'platform') &&
    entryMeant(held, { ...meant, id: String(next?.id ?? '') }) !== null
  if (taken) throw new Refusal(409, 'console.reg.id-taken', { id: String(next?.id ?? '') })
  try {
    const id = meant.kind === 'unit' || meant.kind === 'platform' ? String(next?.id ?? meant.id) : meant.id
    const after = await changed(held, { ...meant, id }, next)
    save(ledger, after, { by: principal, what: `${meant.kind} ${id}`.trim() })
    const stays = meant.kind === 'unit' || meant.kind === 'platform' ? next !== null : meant.kind === 'column'
    const owner = meant.kind === 'column' && held.platforms.some((one) => one.id === id) ? 'platform' : 'unit'
    const to = meant.kind === 'column' ? owner : meant.kind
    return told(stays ? `/registry/edit?kind=${to}&id=${id}` : '/registry', 'saved')
  } catch (error) {
    const problems = sentencesOf(error, visit).map((one) => one.replace(/^\d+: (?:\w+\[\d+\]\.)?/, ''))
    return shown(visit, held, meant, { data: shownEntry(meant.kind, next), problems, tried: null })
  }
}

export const registerEditRoutes: readonly Route[] = [
  page('/registry/edit', only(REGISTER_EDITORS), 'The form of one entry of the registers', show),
  action('/registry/edit', only(REGISTER_EDITORS), 'Save, try or take out an entry of the registers', edit),
]
