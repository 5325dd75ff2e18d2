/** The disclosure catalogue (政府信息公开目录 or 主动公开基本目录): where it stands. */
import type { CatalogView } from '../../model/portal-pages.js'
import type { Columns } from './columns.js'
import { holdsSection } from './sections.js'
import { isBeside, isNamed, type UnitPages } from './unit-pages.js'

const CATALOG_TITLE =
  /(?:信息|主动)公开(?:基本|事项|标准)?目录|公开(?:事项)?(?:基本|标准)目录|^公开目录|^主动公开.{0,8}目录/
const NOT_CATALOG = /采购|收费|关于.{0,20}(?:征求|意见)/

function isCatalogTitle(title: string | null): boolean {
  const folded = (title ?? '').replace(/\s+/g, '').slice(0, 80)
  return CATALOG_TITLE.test(folded) && !NOT_CATALOG.test(folded)
}

function itemUrl(pages: UnitPages): string | null {
  for (const { facts, record } of pages.pages) {
    if (facts === null) continue
    if (facts.kind === 'article' && isCatalogTitle(facts.title)) return record.url
    const item = facts.items.find((one) => one.url !== null && isCatalogTitle(one.title))
    if (item?.url) return item.url
    const file = facts.attachments.find((one) => isCatalogTitle(one.name))
    if (file) return file.url
  }
  return null
}

/** A heading of a catalogue on a page that holds all of the disclosure, and something below it. */
function sectionUrl(pages: UnitPages): string | null {
  const found = pages.pages.find(
    ({ facts }) => facts?.frameText.includes('目录') && holdsSection(facts, SECTION_TITLE),
  )
  return found?.record.url ?? null
}

const SECTION_TITLE =
  /^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])?(?:政府|政务)?(?:信息|主动)?公开(?:基本|标准)?目录$/

function placeUrl(pages: UnitPages): string | null {
  for (const { facts, record } of pages.placePages('catalog')) {
    if (facts === null) continue
    const item = facts.items.find((one) => isNamed(pages, one.title, one.source))
    if (item) return item.url ?? record.url
    const entry = [...facts.menu.map(({ label, url }) => ({ label, url }))].find(({ label }) =>
      isNamed(pages, label),
    )
    if (entry) return entry.url ?? record.url
    const link = facts.links.find((one) => one.region === 'content' && isNamed(pages, one.text))
    if (link) return link.target ?? record.url
  }
  return null
}

/** A catalogue one hop outside the scope that speaks of the unit. */
function hopUrl(pages: UnitPages): string | null {
  const found = pages.index.pages.find(
    (page) =>
      page.facts !== null &&
      isBeside(page, pages) &&
      isCatalogTitle(page.facts.column ?? page.facts.heading ?? page.facts.title) &&
      isNamed(pages, page.facts.title, page.facts.heading, page.facts.breadcrumb.join(' ')),
  )
  return found?.record.url ?? null
}

/** Finds the catalogue: its column, else a page, an entry or a file of that name, else the unit's entry in a place. */
export function catalogOf(pages: UnitPages, columns: Columns): CatalogView {
  const own = columns.ofRole('catalog')
  const column = own.find(({ view }) => view.read !== 'failed')
  const url = column?.view.url ?? itemUrl(pages) ?? sectionUrl(pages) ?? placeUrl(pages) ?? hopUrl(pages)
  const statutory = columns.ofRole('statutory').find(({ view }) => view.read !== 'failed')
  return {
    url,
    statutoryOnly: url === null ? (statutory?.view.url ?? null) : null,
    expectedAt: [
      ...new Set([
        ...own.map(({ view }) => view.url),
        ...(statutory ? [statutory.view.url] : []),
        ...pages.placeUrls('catalog'),
        pages.unit.portal,
      ]),
    ].slice(0, 20),
  }
}
