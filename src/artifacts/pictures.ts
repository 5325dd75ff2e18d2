/** Content pictures and downloads of a page; icons, trackers and buttons left out. */
import type { Clickable } from './clickables.js'
import { type Regions, regionOf } from './regions.js'
import { askedOfGoal } from './said.js'
import { type El, type Tree, tidy } from './tree.js'
import { isFile, isPicture } from './urls.js'

const ICON =
  /icon|ico[_\-./\d]|\/ico|filetype|file_|\/dot|arrow|bullet|blank\.|spacer|\/btn|logo|qrcode|ewm|loading|emot|smil|jiucuo|conac|beian|sprite|\/doc\.|\/pdf\.|\/xls\.|\/word\.|\/excel\.|\/rar\.|\/zip\.|office|attach/i

/** A picture of the content: not an icon, a tracker, a button or inline data. Its address as written is `src`. */
export function isContentPicture(el: Pick<El, 'attrs'>, src: string): boolean {
  if (src.startsWith('data:') || src.trim() === '') return false
  const [width, height] = [sizeIn(el, 'width'), sizeIn(el, 'height')]
  if ((width !== null && width <= 32) || (height !== null && height <= 32)) return false
  return !ICON.test(src.split(/[?#]/, 1)[0] ?? '')
}

/** A picture for the server alone: a visitor's counter of a dot's size. */
export function isCounter(el: Pick<El, 'attrs'>): boolean {
  const dot = (name: 'width' | 'height') => (sizeIn(el, name) ?? 32) <= 2
  return dot('width') && dot('height') && pictureSource(el) === (el.attrs.src ?? '')
}

function sizeIn(el: Pick<El, 'attrs'>, name: 'width' | 'height'): number | null {
  const attr = el.attrs[name]
  if (attr !== undefined && /^\s*\d+(?:px)?\s*$/i.test(attr)) return Number.parseInt(attr, 10)
  const style = new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d{1,5})px`, 'i').exec(el.attrs.style ?? '')
  return style?.[1] === undefined ? null : Number(style[1])
}

/** Address of a picture as written: the lazily loaded one where there is one. */
export function pictureSource(el: Pick<El, 'attrs'>): string {
  for (const name of ['data-src', 'data-original', 'data-lazy-src', 'data-lazy']) {
    const value = el.attrs[name]
    if (value !== undefined && value.trim() !== '') return value
  }
  return el.attrs.src ?? ''
}

/** Content pictures inside an element; null: of the whole page. */
export function countPictures(tree: Tree, el: El | null, regions: Regions): number {
  if (!tree.names.has('img')) return 0
  let count = 0
  for (let i = el?.index ?? 0; i < (el?.end ?? tree.els.length); i++) {
    const img = tree.els[i]
    if (img?.tag !== 'img' || img.hidden || regionOf(regions, img) !== 'content') continue
    if (isContentPicture(img, pictureSource(img))) count++
  }
  return count
}

/** True for what leads to a document to download. */
export const leadsToFile = askedOfGoal(({ url }) => isFile(url))

/** Downloads of the content, each address once: by extension, download servlet or download attribute. */
export function attachmentsOf(
  clickables: readonly Clickable[],
  regions: Regions,
  skip: ReadonlySet<string>,
): { name: string; url: string }[] {
  const out: { name: string; url: string }[] = []
  const seen = new Set<string>()
  for (const c of clickables) {
    if (c.url === null || c.el.hidden || regionOf(regions, c.el) !== 'content') continue
    if (!(c.goal !== null && leadsToFile(c.goal)) && (c.el.attrs.download === undefined || isPicture(c.url)))
      continue
    if (seen.has(c.url) || skip.has(c.url) || out.length >= 500) continue
    seen.add(c.url)
    out.push({ name: c.text !== '' ? c.text.slice(0, 300) : fileName(c.url), url: c.url })
  }
  return out
}

function fileName(url: string): string {
  return tidy(url.split(/[?#]/, 1)[0]?.split('/').pop() ?? url, 200)
}
