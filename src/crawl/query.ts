/** Queries of a site search, spelled as a visitor's browser would spell them on that page. */
import type { SearchForm } from '../artifacts/search.js'
import type { FormField } from '../model/page.js'

/** How a portal is searched: by the workspace's template, or by a form found on a page. */
export type SearchWay =
  | { readonly found: 'template'; readonly template: string }
  | { readonly found: 'form'; readonly form: SearchForm; readonly page: string; readonly charset: string }

/** One request of a search; `form` is null for a GET. */
export interface Query {
  readonly url: string
  readonly form: readonly FormField[] | null
}

let gbkCodes: ReadonlyMap<string, string> | null = null

/** Percent-encoded bytes of every two-byte GBK character: Node decodes GBK but cannot write it. */
function gbkTable(): ReadonlyMap<string, string> {
  if (gbkCodes) return gbkCodes
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, string>()
  const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const char = decoder.decode(new Uint8Array([lead, trail]))
      if (char.length === 1 && char !== '\ufffd' && !codes.has(char)) codes.set(char, hex(lead) + hex(trail))
    }
  }
  gbkCodes = codes
  return codes
}

/** Percent-encodes a text in the charset of the page that holds the form, as browsers do. */
export function encodeIn(text: string, charset: string): string {
  if (!/^(?:gb|x-gbk|cp936)/i.test(charset)) return encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))
  const table = gbkTable()
  return [...text]
    .map((char) =>
      /[\x20-\x7e]/.test(char) ? encodeURIComponent(char) : (table.get(char) ?? encodeURIComponent(char)),
    )
    .join('')
}

const NOT_SENT = new Set(['submit', 'button', 'reset', 'image', 'file'])

/** The request that asks for a keyword. A GET form replaces the query of its action, as in browsers. */
export function queryFor(way: SearchWay, keyword: string): Query {
  if (way.found === 'template')
    return { url: way.template.replaceAll('{keyword}', encodeIn(keyword, 'utf-8')), form: null }
  const { form, charset } = way
  const fields = form.fields
    .filter((field) => field.name !== '' && !NOT_SENT.has(field.type.toLowerCase()))
    .map((field) => (field.name === form.field ? { ...field, value: keyword } : field))
  if (form.method === 'post') return { url: form.action, form: fields }
  const url = new URL(form.action)
  url.hash = ''
  url.search = fields
    .map((field) => `${encodeIn(field.name, charset)}=${encodeIn(field.value, charset)}`)
    .join('&')
  return { url: url.href, form: null }
}

/** What two units share when they share a search. */
export function wayKey(way: SearchWay): string {
  if (way.found === 'template') return `template ${way.template}`
  const { action, method, field, fields } = way.form
  const fixed = fields.filter((one) => one.name !== field && one.type === 'hidden')
  return `form ${method} ${action} ${field} ${fixed.map((one) => `${one.name}=${one.value}`).join('&')}`
}
