/** The harvest of a site, indexed once for all its units: pages by address, their owners, what stands in places. */

import { normaliseUrl } from '../../model/address.js'
import type { Reach } from '../../model/attempt.js'
import type { FileRecord } from '../../model/file.js'
import type { Harvest, PageRecord } from '../../model/harvest.js'
import { isSameOrigin, landedAt } from '../../model/landing.js'
import type { PageFacts } from '../../model/page.js'
import { ownerOf, type Place, type SiteSpec, type UnitSpec, unitByStart } from '../../model/site.js'
import { columnKey, isUnder } from './address-key.js'
import { listPagesOf, type Records } from './list-pages.js'
import { withoutRails } from './rails.js'

/** One page of the harvest with what the site knows of it. `owner` null: the common part. */
export interface SitePage {
  readonly record: PageRecord
  readonly facts: PageFacts | null
  readonly key: string
  readonly owner: string | null
  /** Places of the site that the page stands in. */
  readonly places: readonly Place[]
}

/** What every part of the assembly asks of the site. */
export interface SiteIndex {
  readonly site: SiteSpec
  readonly harvest: Harvest
  /** In order of depth and URL. */
  readonly pages: readonly SitePage[]
  /** By requested or final URL, or by another spelling of a column's address. */
  find(url: string): SitePage | undefined
  /** A document that was read, or asked for in vain; undefined where nobody asked. */
  file(url: string): FileRecord | undefined
  /** Owner of an address by register and scope, page or not. */
  ownerOfUrl(url: string): string | null
  /** Keys of the start pages: of every unit, and of the site. */
  readonly startKeys: ReadonlySet<string>
  /** Ids of those whose menus carry the address; '' stands for the common part. */
  menuOwners(key: string): ReadonlySet<string>
  readonly records: Records
  /** What is known of any address. */
  reachOf(url: string): Reach
}

const NOBODY: ReadonlySet<string> = new Set()

/** What is known of an address that nobody looked at. */
export function unknownReach(url: string): Reach {
  return { url, outcome: 'unknown', cause: null, status: null, bytes: null, finalUrl: url, attempts: [] }
}

/** Only an article names its publisher; a list page's source is its template's. */
function publisherOf(facts: PageFacts | null): string | null {
  if (facts === null || facts.items.length > 0) return null
  return facts.kind === 'article' || facts.kind === 'annual-report' ? facts.source : null
}

/** Where the content of a record comes from: a redirect off the site makes it nobody's page. */
function addressOf(record: PageRecord, site: SiteSpec): string {
  const start = site.units.some((unit) => unit.portal === record.url)
  return start || !isSameOrigin(site, record.finalUrl, record.url) || record.finalUrl === record.url
    ? record.url
    : record.finalUrl
}

function ownerOfRecord(record: PageRecord, site: SiteSpec): string | null {
  const start = unitByStart(site, record.url)
  if (start) return start.id
  const away = !isSameOrigin(site, record.finalUrl, record.url)
  if (away && ownerOf(site, record.finalUrl, null) === null && record.facts !== null) return null
  return ownerOf(site, addressOf(record, site), publisherOf(record.facts))?.id ?? null
}

/** Articles that a registered column lists are its owner's, wherever their files lie. */
function giveListed(site: SiteSpec, from: Records, owners: Map<PageRecord, string | null>): void {
  const given = (owner: string | null, url: string | null) => {
    const page = owner === null || url === null ? undefined : from.find(url)
    if (owner === null || page === undefined || !site.units.some((unit) => unit.id === owner)) return
    for (const list of listPagesOf(page, from).pages) {
      owners.set(list, owner)
      for (const item of list.facts?.items ?? []) {
        const article = item.url === null ? undefined : from.find(item.url)
        if (article && article.facts?.items.length === 0) owners.set(article, owner)
      }
    }
  }
  for (const column of site.columns) given(column.owner, column.url)
  for (const unit of site.units) for (const column of unit.columns) given(column.owner ?? unit.id, column.url)
}

/** Who carries each address in a menu. Thousands of addresses stand in the menus of one and the same: those share a set. */
function menuTable(pages: readonly SitePage[]): Map<string, ReadonlySet<string>> {
  const owners = new Map<string, ReadonlySet<string>>()
  const alone = new Map<string, ReadonlySet<string>>()
  for (const page of pages) {
    const owner = page.owner ?? ''
    const own = alone.get(owner) ?? new Set([owner])
    alone.set(owner, own)
    for (const entry of page.facts?.menu ?? []) {
      if (entry.url === null) continue
      const key = columnKey(entry.url)
      const known = owners.get(key)
      if (known === undefined) owners.set(key, own)
      else if (!known.has(owner)) owners.set(key, new Set([...known, owner]))
    }
  }
  return owners
}

/** What the crawl fetched as a further page or a frame of another page, by that page's key. */
function continuationsOf(records: readonly PageRecord[]): Map<string, PageRecord[]> {
  const byParent = new Map<string, PageRecord[]>()
  for (const record of records) {
    if (record.parent === null || (record.via !== 'pager' && record.via !== 'frame')) continue
    const key = columnKey(record.parent)
    const known = byParent.get(key)
    if (known) known.push(record)
    else byParent.set(key, [record])
  }
  return byParent
}

/** The site as its start pages were found to lead. */
function asFound(declared: SiteSpec, harvest: Harvest): SiteSpec {
  const starts = [declared.home, ...declared.units.map((unit) => unit.portal)]
  return starts.reduce((site, url) => {
    const page = harvest.page(url)
    return page?.facts ? landedAt(site, url, page.facts.forward ?? page.finalUrl) : site
  }, declared)
}

/** Under which number of the records each address is found. */
function numbersOf(records: readonly PageRecord[]): Map<string, number> {
  const byKey = new Map<string, number>()
  for (const [no, record] of records.entries()) {
    for (const url of [record.url, record.finalUrl]) {
      const key = columnKey(url)
      const known = records[byKey.get(key) ?? -1]
      // The page that answers under its own address goes before one that only redirects to it.
      if (!known || (columnKey(known.url) !== key && columnKey(record.url) === key)) byKey.set(key, no)
    }
  }
  return byKey
}

const NOWHERE: readonly Place[] = []

/** The pages of the records, under the same numbers. By itself: what tells owners and places is forgotten with it. */
function pagesOf(site: SiteSpec, records: readonly PageRecord[], from: Records): SitePage[] {
  const owners = new Map<PageRecord, string | null>()
  for (const record of records) owners.set(record, ownerOfRecord(record, site))
  giveListed(site, from, owners)
  const placed = placesOf(site, records, from)
  return records.map((record) => ({
    record,
    facts: record.facts,
    key: columnKey(record.url),
    owner: owners.get(record) ?? null,
    places: placed.get(record) ?? NOWHERE,
  }))
}

/** Indexes a harvest. Linear in its pages and menu entries. */
export function indexSite(harvest: Harvest, declared: SiteSpec): SiteIndex {
  const site = asFound(declared, harvest)
  const harvested = [...harvest.pages()]
  const records = withoutRails(harvested)
  const byKey = numbersOf(records)
  const relieved = new Map(
    records.flatMap((record, n) => (record === harvested[n] ? [] : [[harvested[n], record]])),
  )
  const otherwise = (url: string) => {
    const record = harvest.page(url)
    return record && (relieved.get(record) ?? record)
  }
  const findRecord = (url: string) => records[byKey.get(columnKey(url)) ?? -1] ?? otherwise(url)
  const byParent = continuationsOf(records)
  const from: Records = { find: findRecord, continuations: (url) => byParent.get(columnKey(url)) ?? [] }
  const pages = pagesOf(site, records, from)
  const menus = menuTable(pages)
  const urlOwners = new Map<string, string | null>()
  return {
    site,
    harvest,
    pages,
    records: from,
    find: (url) => {
      const page = pages[byKey.get(columnKey(url)) ?? -1]
      if (page !== undefined) return page
      const record = otherwise(url)
      return record && pages.find((one) => one.record === record)
    },
    file: (url) => harvest.file?.(url),
    ownerOfUrl: (url) => {
      const normal = normaliseUrl(url)
      if (normal === null) return null
      const known = urlOwners.get(normal)
      if (known !== undefined) return known
      const owner = ownerOf(site, normal, null)?.id ?? null
      urlOwners.set(normal, owner)
      return owner
    },
    startKeys: new Set(
      [site.home, ...site.units.map((unit) => unit.portal)].flatMap((url) => {
        const landed = findRecord(url)?.finalUrl ?? url
        return isSameOrigin(site, landed, url) ? [columnKey(url), columnKey(landed)] : [columnKey(url)]
      }),
    ),
    menuOwners: (key) => menus.get(key) ?? NOBODY,
    reachOf: (url) => harvest.reach(url) ?? harvest.page(url)?.reach ?? unknownReach(url),
  }
}

/** The pages of each place: under its address, its list on further pages, and folders one level below. */
function placesOf(site: SiteSpec, records: readonly PageRecord[], from: Records): Map<PageRecord, Place[]> {
  const placed = new Map<PageRecord, Place[]>()
  const put = (record: PageRecord, place: Place) => {
    const known = placed.get(record)
    if (!known) placed.set(record, [place])
    else if (!known.includes(place)) known.push(place)
  }
  for (const place of site.places) {
    for (const record of records) if (isUnder(record.url, place.url)) put(record, place)
    const home = from.find(place.url)
    if (home) for (const list of listPagesOf(home, from).pages) put(list, place)
  }
  return placed
}

/** The unit of a site by id. */
export function unitOf(site: SiteSpec, id: string): UnitSpec | undefined {
  return site.units.find((unit) => unit.id === id)
}
