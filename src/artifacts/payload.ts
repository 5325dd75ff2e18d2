/** List payloads that are no HTML page: hanweb's data store and JSON lists, read as columns. */
import type { ListItem, PageFacts, Pager } from '../model/page.js'
import { CONTROL, findClickables } from './clickables.js'
import { readDataStore, readJsonList, storePager, storeSiteName } from './datastore.js'
import { readLinks } from './links.js'
import { readLists } from './lists.js'
import { mapRegions } from './regions.js'
import { readTree } from './tree.js'

/** Entries of a fragment of markup: the records of a data store, or what a script writes. Every link of a record counts. */
export function itemsOfMarkup(markup: string, base: string): readonly ListItem[] {
  const tree = readTree(`<div class="records">${markup}</div>`)
  const clickables = findClickables(tree, base)
  const { items } = readLists(tree, clickables, mapRegions(tree), -1)
  if (items.length > 0) return items
  return clickables
    .filter((c) => c.text !== '' && !CONTROL.test(c.text))
    .map((c) => ({ title: c.title || c.text, url: c.url, date: null, source: null }))
}

/** Newest of the dates; null when all are undated. */
export function newestOf(items: readonly ListItem[]): string | null {
  let newest: string | null = null
  for (const { date } of items) if (date !== null && (newest === null || date > newest)) newest = date
  return newest
}

/** Facts with nothing in them, for pages that say nothing. */
export function emptyFacts(url: string, charset: string): PageFacts {
  return {
    url,
    charset,
    kind: 'other',
    siteName: null,
    siteId: null,
    title: null,
    heading: null,
    breadcrumb: [],
    column: null,
    columnType: null,
    published: null,
    formed: null,
    formedFrom: null,
    documentNumber: null,
    indexNumber: null,
    source: null,
    items: [],
    listFrom: 'none',
    newest: null,
    pager: null,
    attachments: [],
    images: 0,
    textLength: 0,
    text: '',
    frameText: '',
    placeholder: null,
    notApplicable: null,
    applicationEntry: null,
    links: [],
    menu: [],
    forms: [],
    frames: [],
    forward: null,
    needsScript: false,
    blocked: null,
    softError: null,
  }
}

/** Reads a payload; null when the text is an ordinary page. */
export function readPayload(text: string, url: string, charset: string): PageFacts | null {
  const start = text.slice(0, 400).trimStart().toLowerCase()
  if (/^(?:<\?xml[^>]*>\s*)?<datastore\b/.test(start)) {
    const store = readDataStore(text)
    if (store === null) return null
    return listFacts(
      url,
      charset,
      itemsOfMarkup(store.markup, url),
      storePager(store, url),
      storeSiteName(store),
      store.markup,
    )
  }
  const list = readJsonList(text, url)
  if (list === null) return null
  const pager: Pager | null =
    list.total === null && list.pages === null ? null : { total: list.total, pages: list.pages, urls: [] }
  return listFacts(url, charset, list.items, pager, null, '')
}

function listFacts(
  url: string,
  charset: string,
  items: readonly ListItem[],
  pager: Pager | null,
  siteName: string | null,
  markup: string,
): PageFacts {
  const tree = readTree(markup)
  return {
    ...emptyFacts(url, charset),
    kind: 'column',
    siteName,
    items,
    listFrom: 'datastore',
    newest: newestOf(items),
    pager,
    textLength: tree.shown.ink(),
    text: tree.shown.plain.slice(0, 60_000),
    links: readLinks(tree, findClickables(tree, url), mapRegions(tree), url),
  }
}
