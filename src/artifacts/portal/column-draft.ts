/** A column before its place in the tree is known: what discovery found, the pins and the register put over it, and what its page shows. */

import { foldLabel } from '../../model/label.js'
import { isSameOrigin } from '../../model/landing.js'
import type { ColumnRegistration, SiteSpec } from '../../model/site.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import { columnKey } from './address-key.js'
import { type Candidate, candidatesOf, ownNames } from './candidates.js'
import { type ColumnReading, readColumn } from './column-form.js'
import { templateLines } from './page-frame.js'
import { roleOf } from './roles.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

/** One column in the making. */
export interface Draft {
  readonly candidate: Candidate
  readonly page: SitePage | undefined
  readonly name: string
  readonly role: ColumnRole
  readonly because: string
  readonly registration: ColumnRegistration | null
  readonly reading: ColumnReading
  parent: Draft | null
  readonly children: Set<Draft>
  /** Breadcrumbs or directories, not menus alone, put columns below it. */
  holdsByAddress: boolean
  /** Beside an empty content stand links that no other column has: they may be its entries in a block with a menu's name. */
  listsAside: boolean
}

/** The registrations that speak of this unit's columns: its pins, then what the register gives it or says of all. */
function registrationsOf(pages: UnitPages): ColumnRegistration[] {
  const { unit, index } = pages
  const register = index.site.columns.filter((column) => column.owner === null || column.owner === unit.id)
  return [...unit.columns, ...register]
}

/** Pins and registered columns are candidates although no menu leads to them. */
function addRegistered(
  found: Map<string, Candidate>,
  registrations: readonly ColumnRegistration[],
  pages: UnitPages,
): void {
  for (const { url, name, owner, from } of registrations) {
    if (
      url === null ||
      (owner === null && from === 'register' && pages.index.ownerOfUrl(url) !== pages.unit.id)
    )
      continue
    const key = columnKey(url)
    const known = found.get(key)
    if (known) {
      Object.assign(known, { external: false, awayTo: null, inMenu: true })
      continue
    }
    // Whoever registers an address says that it is a column that people are meant to find.
    const lone = { external: false, awayTo: null, under: null, labelsAbove: [] }
    found.set(key, { key, url, label: name, inMenu: true, ...lone })
  }
}

function registrationFor(
  candidate: Candidate,
  name: string,
  registrations: readonly ColumnRegistration[],
): ColumnRegistration | null {
  const byUrl = registrations.find((one) => one.url !== null && columnKey(one.url) === candidate.key)
  if (byUrl) return byUrl
  const folded = foldLabel(name)
  return registrations.find((one) => one.url === null && foldLabel(one.name) === folded) ?? null
}

/** The page that a visitor of the address gets to see: where it forwards to at once, three steps at most. */
function shownPage(url: string, pages: UnitPages): SitePage | undefined {
  let page = pages.index.find(url)
  for (let step = 0; step < 3 && page?.facts?.forward; step++) {
    const next = pages.index.find(page.facts.forward)
    if (next === undefined || pages.index.startKeys.has(next.key)) break
    page = next
  }
  return page
}

/** True where the column sends its visitor straight to another site. */
function leadsAway(url: string, page: SitePage | undefined, site: SiteSpec): boolean {
  if (page === undefined) return false
  const { finalUrl } = page.record
  return !isSameOrigin(site, finalUrl, url) || !isSameOrigin(site, page.facts?.forward ?? url, url)
}

function draftOf(
  found: Candidate,
  pages: UnitPages,
  registrations: readonly ColumnRegistration[],
  template: ReadonlySet<string>,
): Draft {
  const shownAt = found.external ? undefined : shownPage(found.url, pages)
  const candidate = leadsAway(found.url, shownAt, pages.index.site) ? { ...found, external: true } : found
  const page = candidate.external ? undefined : shownAt
  const shown = candidate.label || (page?.facts ? ownNames(page.facts)[0] : undefined) || candidate.url
  const registration = registrationFor(candidate, shown, registrations)
  const tag = page?.facts?.columnType ?? null
  const guess = roleOf(shown, candidate.url, tag) ?? roleOf(registration?.name ?? '', candidate.url, tag)
  const pinned = registration?.role ?? null
  const role = pinned ?? guess?.role ?? 'other'
  const name = registration?.name ?? shown
  return {
    candidate,
    page,
    name,
    role,
    because: pinned !== null && registration ? registration.from : (guess?.because ?? ''),
    registration,
    reading: readColumn(page?.record, pages.index.records, name, role, template),
    parent: null,
    children: new Set(),
    holdsByAddress: false,
    listsAside: false,
  }
}

/**
 * One page under two addresses (a redirect, an index file) is one column. Where their names differ, the one that only
 * leads there is kept by name alone, and never judged.
 */
function withoutTwins(drafts: readonly Draft[]): Draft[] {
  const first = new Map<SitePage, Draft>()
  for (const draft of drafts) {
    if (draft.page === undefined) continue
    const known = first.get(draft.page)
    if (
      known === undefined ||
      (known.candidate.key !== draft.page.key && draft.candidate.key === draft.page.key)
    ) {
      first.set(draft.page, draft)
    }
  }
  return drafts.filter((draft) => {
    const main = draft.page === undefined ? draft : (first.get(draft.page) ?? draft)
    if (main === draft) return true
    main.candidate.inMenu ||= draft.candidate.inMenu
    if (foldLabel(main.name) === foldLabel(draft.name)) return false
    draft.candidate.external = true
    return true
  })
}

/** Every column of the unit, unlinked. */
export function draftsOf(pages: UnitPages): Draft[] {
  const registrations = registrationsOf(pages)
  const found = candidatesOf(pages)
  addRegistered(found, registrations, pages)
  // What a frame shows has no template round it.
  const template = templateLines(pages.pages.filter(({ record }) => record.via !== 'frame'))
  return withoutTwins([...found.values()].map((one) => draftOf(one, pages, registrations, template)))
}
