/** Lists that come as data: hanweb's XML data store, inline or as a payload, JSON lists, and lists written by literal scripts. */
import type { ListItem, Pager } from '../model/page.js'
import { readDate } from './dates.js'
import { type Tree, tidy } from './tree.js'
import { resolveLink } from './urls.js'
import { dateInUrl } from './years.js'

/** What a data store holds: the markup of its records, and how many there are in all. */
export interface DataStore {
  readonly markup: string
  readonly records: number
  readonly total: number | null
  readonly pages: number | null
  /** Address of the next group as written. */
  readonly next: string | null
}

const MAX_RECORDS = 2000

/** Reads every `<datastore>` of a source text, wherever it stands (payload, script, comment); null when there is none. */
export function readDataStore(source: string): DataStore | null {
  const open = source.search(/<datastore\b/i)
  if (open < 0) return null
  const parts: string[] = []
  const close = source.toLowerCase().lastIndexOf('</datastore>')
  const text = source.slice(open, close < 0 ? Math.min(source.length, open + 4_000_000) : close)
  const begins = /<record>/gi
  const ends = /<\/record>/gi
  while (parts.length < MAX_RECORDS && begins.exec(text) !== null) {
    ends.lastIndex = begins.lastIndex
    const end = ends.exec(text)
    parts.push(uncdata(text.slice(begins.lastIndex, end?.index)))
    if (end === null) break
    begins.lastIndex = ends.lastIndex
  }
  const number = (name: string): number | null => {
    const value = new RegExp(`<${name}>\\s*(\\d{1,9})\\s*<`, 'i').exec(text)?.[1]
    return value === undefined ? null : Number(value)
  }
  const nextGroup = /<nextgroup>([\s\S]{0,2000}?)<\/nextgroup>/i.exec(text)?.[1] ?? ''
  return {
    markup: parts.join('\n'),
    records: parts.length,
    total: number('totalrecord'),
    pages: number('totalpage'),
    next: /href\s*=\s*["']([^"']+)["']/i.exec(uncdata(nextGroup))?.[1] ?? null,
  }
}

function uncdata(text: string): string {
  const open = text.indexOf('<![CDATA[')
  if (open >= 0) {
    const close = text.indexOf(']]>', open)
    return text.slice(open + 9, close < 0 ? text.length : close)
  }
  return /&lt;/.test(text)
    ? text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&')
    : text
}

/** Name of the site that a data store's paging address carries (webname=…). */
export function storeSiteName(store: DataStore): string | null {
  const raw = store.next === null ? undefined : /[?&]webname=([^&]+)/.exec(store.next)?.[1]
  if (raw === undefined) return null
  try {
    return tidy(decodeURIComponent(raw))
  } catch {
    return tidy(raw)
  }
}

/** Pager of a data store: how many entries and pages, and the address of the next group. */
export function storePager(store: DataStore, base: string): Pager {
  const next = store.next === null ? null : resolveLink(store.next, base)
  return { total: store.total, pages: store.pages, urls: next === null ? [] : [next] }
}

const TITLE_KEYS = [
  'title',
  'doctitle',
  'infotitle',
  'articletitle',
  'biaoti',
  'bt',
  'c_bt',
  'c_title',
  'subject',
  'name',
  'infoname',
  'vc_title',
]
const URL_KEYS = [
  'url',
  'docpuburl',
  'puburl',
  'href',
  'link',
  'articleurl',
  'infourl',
  'path',
  'pageurl',
  'c_url',
  'fileurl',
  'weburl',
]
const DATE_KEYS = [
  'publishdate',
  'pubdate',
  'publishtime',
  'pubtime',
  'docreltime',
  'docpubtime',
  'display_publish_time',
  'publishedtime',
  'publishedtimestr',
  'fbsj',
  'fbrq',
  'c_fbrq',
  'releasetime',
  'releasedate',
  'infodate',
  'date',
  'time',
  'c_fwrq',
  'createtime',
  'createdate',
  'addtime',
  'inputtime',
  'showtime',
]

function field(record: Readonly<Record<string, unknown>>, keys: readonly string[]): string | number | null {
  const lower = new Map(
    Object.entries(record)
      .slice(0, 200)
      .map(([key, value]) => [key.toLowerCase(), value]),
  )
  for (const key of keys) {
    const value = lower.get(key)
    if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') return value
  }
  return null
}

/** A moment in a payload is UTC; the portals' days are China's. */
function dayOf(value: string | number | null): string | null {
  if (value === null) return null
  const number =
    typeof value === 'number' ? value : /^\d{10}(?:\d{3})?$/.test(value.trim()) ? Number(value) : null
  if (number !== null) {
    const ms = number < 1e11 ? number * 1000 : number
    const shifted = new Date(ms + 8 * 3_600_000)
    return Number.isNaN(shifted.getTime()) || ms < 3e11 ? null : shifted.toISOString().slice(0, 10)
  }
  return readDate(String(value).slice(0, 40))
}

interface JsonList {
  readonly items: readonly ListItem[]
  readonly total: number | null
  readonly pages: number | null
}

/** Entries of a JSON list payload; null when the text is no JSON or holds no list of titled records. */
export function readJsonList(text: string, base: string): JsonList | null {
  const trimmed = text.trim().replace(/^[\w.$]{1,60}\(([\s\S]*)\)\s*;?$/, '$1')
  if (!/^[[{]/.test(trimmed) || trimmed.length > 8_000_000) return null
  let data: unknown
  try {
    data = JSON.parse(trimmed)
  } catch {
    return null
  }
  const records = largestList(data)
  if (records === null) return null
  const items = records.slice(0, MAX_RECORDS).flatMap((record): ListItem[] => {
    const title = field(record, TITLE_KEYS)
    if (typeof title !== 'string') return []
    const raw = field(record, URL_KEYS)
    const url = typeof raw === 'string' ? resolveLink(raw, base) : null
    const date = dayOf(field(record, DATE_KEYS)) ?? (url === null ? null : dateInUrl(url))
    return [{ title: tidy(title.replace(/<[^<>]{0,200}>/g, ''), 400), url, date, source: null }]
  })
  return {
    items,
    total: countOf(data, ['total', 'totalcount', 'totalrecord', 'count', 'recordcount', 'totalelements']),
    pages: countOf(data, ['totalpage', 'totalpages', 'pages', 'pagecount']),
  }
}

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Breadth first, bounded: the longest array of records that have a title. */
function largestList(data: unknown): Json[] | null {
  let best: Json[] | null = null
  const queue: { value: unknown; depth: number }[] = [{ value: data, depth: 0 }]
  for (let i = 0; i < queue.length && i < 5000; i++) {
    const { value, depth } = queue[i] ?? { value: null, depth: 9 }
    if (depth > 6) continue
    if (Array.isArray(value)) {
      const records = value.filter(isRecord)
      const titled = records.filter((record) => field(record, TITLE_KEYS) !== null).length
      const linked = records.filter(
        (record) => field(record, URL_KEYS) !== null || field(record, DATE_KEYS) !== null,
      ).length
      if (value.length === 0 || (titled > 0 && linked > 0))
        if (best === null || records.length > best.length) best = records
      for (const child of value.slice(0, 50)) queue.push({ value: child, depth: depth + 1 })
    } else if (isRecord(value)) {
      for (const child of Object.values(value).slice(0, 100))
        if (typeof child === 'object') queue.push({ value: child, depth: depth + 1 })
    }
  }
  return best
}

function countOf(data: unknown, keys: readonly string[]): number | null {
  const queue: unknown[] = [data]
  for (let i = 0; i < queue.length && i < 200; i++) {
    const value = queue[i]
    if (!isRecord(value)) continue
    const found = field(value, keys)
    if (found !== null && /^\d{1,9}$/.test(String(found))) return Number(found)
    for (const child of Object.values(value).slice(0, 30)) queue.push(child)
  }
  return null
}

/** Markup that a page's scripts write in literal strings only: document.write('<li>…</li>'). */
export function writtenMarkup(tree: Tree): string {
  const parts: string[] = []
  for (const script of tree.scripts) {
    if (script.src !== null || !/document\.write/.test(script.text) || script.text.length > 500_000) continue
    const pattern = /document\.write(?:ln)?\s*\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*\)/g
    for (
      let m = pattern.exec(script.text);
      m !== null && parts.length < 3000;
      m = pattern.exec(script.text)
    ) {
      parts.push((m[1] ?? m[2] ?? '').replace(/\\(["'/\\])/g, '$1').replace(/\\[nrt]/g, ' '))
    }
  }
  const markup = parts.join('\n')
  return /<a\b/i.test(markup) ? markup : ''
}
