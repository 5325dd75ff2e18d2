/** Addresses of columns: two spellings of one column's URL are one key. */
import { normaliseUrl } from '../../model/address.js'

const INDEX_FILE = /\/(?:index|default|main)\.(?:s?html?|jspx?|aspx?|php)$/i

/** Menus repeat the same few addresses on every page: keys already made, dropped when there are too many. */
const made = new Map<string, string>()
const MAX_MADE = 50_000

/** Key of a column: normalised, `index.html` and its like taken off where no query follows. Unreadable URLs stay as they are. */
export function columnKey(url: string): string {
  const known = made.get(url)
  if (known !== undefined) return known
  const plain = (normaliseUrl(url) ?? url).replace(INDEX_FILE, '/')
  // One and the same string where nothing changes: thousands of keys are held.
  const key = plain === url ? url : plain
  if (made.size >= MAX_MADE) made.clear()
  made.set(url, key)
  return key
}

/** The directory that a URL's path stands in, with its trailing slash and without query. */
export function directoryOf(url: string): string {
  const bare = url.replace(/[?#].*$/s, '')
  return bare.slice(0, bare.lastIndexOf('/') + 1)
}

/** True for a page under a registered address: the address itself, what its directory holds, or its query refined. */
export function isUnder(url: string, address: string): boolean {
  const base = columnKey(address)
  const key = columnKey(url)
  if (key === base) return true
  if (base.endsWith('/')) return key.startsWith(base)
  return key.startsWith(`${base}/`) || key.startsWith(`${base}?`) || key.startsWith(`${base}&`)
}

const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpe?g|png|gif|bmp|mp4)$/i

/** True for an address that ends like a file to be downloaded. */
export function isFile(url: string): boolean {
  return FILE.test(url.replace(/[?#].*$/s, ''))
}
