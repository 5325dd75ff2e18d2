/** The article on a page: its body, title, dates, pictures and attachments. */
import type { PlainDate } from '../model/date.js'
import type { Clickable } from './clickables.js'
import { dateInUrl, findDates, OTHER_DAY, readDate } from './dates.js'
import { type Fields, fieldDate } from './fields.js'
import { type Metas, meta } from './metadata.js'
import { type Regions, regionOf, tokensOf } from './regions.js'
import { type El, JOINT, type Tree, tidy } from './tree.js'
import { isFile, isPicture, resolveLink } from './urls.js'

const BODY_TOKENS = new Set(
  (
    'zoom trs_editor trs_editor_view trs_ueditor ucap-content v_news_content js_content article-body article-content article_content ' +
    'articlecontent article_body articlebody newscontent news_content news-content conzoom pages_content text-content detail-content ' +
    'detail_content xxgk_content zwxl-content content-body contentbody wzcon artcontent art_con art-content main-txt main-text textcontent ' +
    'vsbcontent info-content infocontent view-content zhengwen bodytext news_text news-text text article-con'
  ).split(' '),
)

/** The element that holds the article's text; null when nothing on the page looks like one. */
export function findBody(tree: Tree, regions: Regions): { el: El; sure: boolean } | null {
  const marked = tree.els[tree.bodyMark]
  if (marked !== undefined && !marked.hidden) return { el: marked, sure: true }
  let best: El | null = null
  for (const el of tree.els) {
    if (el.hidden || regionOf(regions, el) === 'frame') continue
    if (!tokensOf(el).some((token) => BODY_TOKENS.has(token))) continue
    if (
      best === null ||
      (el.index >= best.end && el.to - el.from > best.to - best.from) ||
      best.to - best.from < 2
    )
      best = el
  }
  if (best !== null && (best.to - best.from > 0 || holdsPicture(tree, best))) return { el: best, sure: true }
  const dense = densest(tree, regions)
  return dense === null ? null : { el: dense, sure: false }
}

function holdsPicture(tree: Tree, el: El): boolean {
  for (let i = el.index; i < el.end; i++) {
    const tag = tree.els[i]?.tag
    if (tag === 'img' || tag === 'iframe' || tag === 'embed' || tag === 'video' || tag === 'a') return true
  }
  return false
}

const PARAGRAPHS = new Set(['p', 'div', 'td', 'section', 'span', 'pre', 'blockquote', 'li'])

/** The block that holds most of the prose outside links. */
function densest(tree: Tree, regions: Regions): El | null {
  const scores = new Map<number, number>()
  for (const el of tree.els) {
    if (el.hidden || !PARAGRAPHS.has(el.tag) || regionOf(regions, el) === 'frame') continue
    const own = ownProse(tree, el)
    if (own < 25) continue
    const parent = tree.els[el.parent]
    const holder = el.tag === 'div' || el.tag === 'td' || el.tag === 'section' ? el : parent
    if (holder !== undefined) scores.set(holder.index, (scores.get(holder.index) ?? 0) + own)
    const above = holder === undefined ? undefined : tree.els[holder.parent]
    if (above !== undefined) scores.set(above.index, (scores.get(above.index) ?? 0) + own * 0.5)
  }
  let best: El | null = null
  let top = 60
  for (const [index, score] of scores) {
    const el = tree.els[index]
    if (el !== undefined && el.tag !== 'body' && el.tag !== 'html' && score > top) {
      best = el
      top = score
    }
  }
  return best
}

const INLINE_CHILD = new Set('a b strong i em u font span sub sup br img wbr o:p'.split(' '))

/** Characters of an element's own text and its inline children's, without links and without block children. */
function ownProse(tree: Tree, el: El): number {
  let size = el.to - el.from
  if (size < 25) return 0
  for (let i = el.index + 1, seen = 0; i < el.end && seen < 400; seen++) {
    const child = tree.els[i]
    if (child === undefined) break
    if (child.tag === 'a' || !INLINE_CHILD.has(child.tag)) {
      size -= child.to - child.from
      i = child.end
    } else i++
  }
  return size
}

/** Text of a range as lines: white space folded, NFKC, at most `max` characters. */
export function linesOf(tree: Tree, from: number, to: number, max: number): string {
  return tree.visible
    .slice(from, Math.min(to, from + max * 2))
    .replaceAll(JOINT, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .normalize('NFKC')
    .slice(0, max)
}

/** Characters of a text without white space. */
export function sizeOf(tree: Tree, el: El): number {
  return tree.visible.slice(el.from, el.to).replace(/[\s\u0001]/g, '').length
}

const TITLE_TOKENS = new Set(
  'con-title sp_title article-title article_title articletitle arttitle art-title news-title news_title newstitle title-article detail-title detail_title info-title content-title content_title contenttitle bt-title title wz-title xl-title main-title tit biaoti'.split(
    ' ',
  ),
)

/** An article's title: the page tag, else its heading, else the document title without the site's name. */
export function articleTitle(tree: Tree, metas: Metas, regions: Regions, body: El | null): string | null {
  const tagged = meta(metas, 'articletitle')
  if (tagged !== null && !/<%|\{\{|\$\{/.test(tagged)) return tagged
  const heading = findHeading(tree, regions, body)
  return heading ?? tidyTitle(tree.title, meta(metas, 'sitename'))
}

/** The heading nearest before the body, outside the frame; null when there is none. */
export function findHeading(tree: Tree, regions: Regions, body: El | null): string | null {
  let best: { text: string; rank: number } | null = null
  for (const el of tree.els) {
    if (body !== null && el.index > body.end) break
    if (el.hidden || regionOf(regions, el) === 'frame') continue
    const rank = headingRank(el)
    if (rank === 0) continue
    const text = tidy(tree.visible.slice(el.from, el.to).split('\n').join(''), 300)
    if (text.length < 2 || text.length > 200 || /^(?:标题|title)$/i.test(text)) continue
    const near = body === null || el.index > body.index - 120 ? 0.5 : 0
    const score = rank + near + (text.length >= 8 ? 0.4 : 0)
    if (best === null || score > best.rank) best = { text, rank: score }
  }
  return best?.text ?? null
}

function headingRank(el: El): number {
  if (el.tag === 'h1') return 3
  const titled = tokensOf(el).some((token) => TITLE_TOKENS.has(token))
  if (el.tag === 'h2') return titled ? 3 : 2.5
  if (
    titled &&
    (el.tag === 'div' ||
      el.tag === 'p' ||
      el.tag === 'span' ||
      el.tag === 'td' ||
      el.tag === 'h3' ||
      el.tag === 'h4')
  )
    return 2.2
  if (el.tag === 'h3') return 1.5
  return 0
}

/** A document title without what the site adds to every page. */
export function tidyTitle(title: string, siteName: string | null): string | null {
  const clean = title.replace(/<%[^%]{0,80}%>|\{\{[^}]{0,80}\}\}|\$\{[^}]{0,80}\}|<[^<>]{1,80}>/g, '').trim()
  if (clean === '') return null
  const parts = clean
    .split(/\s*[_|]\s*|\s+[-–—]\s*|\s*[-–—]\s+|--/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const kept = parts.filter((part) => part !== siteName)
  return kept.length > 1 ? longest(kept) : (kept[0] ?? clean)
}

function longest(parts: readonly string[]): string {
  let best = parts[0] ?? ''
  for (const part of parts) if (part.length > best.length) best = part
  return best
}

const PUBLISHED = [
  '发布日期',
  '发布时间',
  '公开日期',
  '公布日期',
  '公开时间',
  '公布时间',
  '发表时间',
  '发布于',
  '发稿时间',
  '上传时间',
  '录入时间',
  '时间',
  '日期',
  '更新时间',
  '更新日期',
]

/** The day of publication: its labelled field, the page tag, else a date that stands alone between title and body. */
export function publishedOn(tree: Tree, metas: Metas, fields: Fields, body: El | null): PlainDate | null {
  for (const label of PUBLISHED) {
    const date = fieldDate(fields, label)
    if (date !== null) return date
  }
  const tagged = meta(
    metas,
    'pubdate',
    'publishdate',
    'firstpublishedtime',
    'article:published_time',
    'datepublished',
    'publish_time',
  )
  const date = tagged === null ? null : readDate(tagged)
  if (date !== null) return date
  if (body === null) return null
  const start = Math.max(0, body.from - 500)
  const marks = findDates(tree.visible.slice(start, body.from)).filter(
    (mark) =>
      mark.alone &&
      mark.date !== null &&
      !OTHER_DAY.test(mark.label) &&
      !/成文|生成|形成|发文|印发/.test(mark.label),
  )
  return marks[marks.length - 1]?.date ?? null
}

const FORMED = ['成文日期', '生成日期', '形成日期', '发文日期', '印发日期']

/** The day of formation and the label it was read from: the fields in order of preference, else the signature. */
export function formedOn(
  tree: Tree,
  fields: Fields,
  body: El | null,
): { formed: PlainDate | null; formedFrom: string | null } {
  for (const label of FORMED) {
    const date = fieldDate(fields, label)
    if (date !== null) return { formed: date, formedFrom: label }
  }
  const signed = body === null ? null : signatureDate(tree, body)
  return signed === null ? { formed: null, formedFrom: null } : { formed: signed, formedFrom: '落款' }
}

const SIGNATURE_LINE =
  /^[^\d〇二]{0,30}?(?:(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}|[二一][〇○零Ｏ0一二三四五六七八九]{3}\s*年.{1,4}月.{1,4}日)[\s(（)）]*$/
const SIGNER =
  /(?:局|委|委员会|办公室|办公厅|政府|厅|部|镇|乡|街道办事处|街道|中心|院|会|署|处|队|所|公司|领导小组|指挥部|组)$/

/** 落款: the line of the body's end that is nothing but a day, below its signer or before the annexes. */
function signatureDate(tree: Tree, body: El): PlainDate | null {
  const lines = linesOf(tree, body.from, body.to, 200_000).split('\n')
  const size = lines.join('').length
  let read = 0
  let fallback: PlainDate | null = null
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim()
    read += line.length
    if (i < 2 || line.length > 50 || !SIGNATURE_LINE.test(line)) continue
    const date = readDate(line)
    if (date === null) continue
    const above = (lines[i - 1] ?? '').trim()
    const signed = SIGNER.test(above) || SIGNER.test(line.replace(/[\d〇二一].*$/, '').trim())
    const next = lines.slice(i + 1, i + 3).join('')
    if (signed || /^[(（]?(?:此件|附件|附[:：]|主动公开|信息公开选项|联系人|抄送)/.test(next)) return date
    if (read > size * 0.7) fallback = date
  }
  return fallback
}

const ICON =
  /icon|ico[_\-./\d]|\/ico|filetype|file_|\/dot|arrow|bullet|blank\.|spacer|\/btn|logo|qrcode|ewm|loading|emot|smil|jiucuo|conac|beian|sprite|\/doc\.|\/pdf\.|\/xls\.|\/word\.|\/excel\.|\/rar\.|\/zip\.|office|attach/i

/** A picture of the content: not an icon, a tracker, a button or inline data. Its address as written is `src`. */
export function isContentPicture(el: El, src: string): boolean {
  if (src.startsWith('data:') || src.trim() === '') return false
  const [width, height] = [sizeIn(el, 'width'), sizeIn(el, 'height')]
  if ((width !== null && width <= 32) || (height !== null && height <= 32)) return false
  return !ICON.test(src.split(/[?#]/, 1)[0] ?? '')
}

function sizeIn(el: El, name: 'width' | 'height'): number | null {
  const attr = el.attrs[name]
  if (attr !== undefined && /^\s*\d+(?:px)?\s*$/i.test(attr)) return Number.parseInt(attr, 10)
  const style = new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d{1,5})px`, 'i').exec(el.attrs.style ?? '')
  return style?.[1] === undefined ? null : Number(style[1])
}

/** Address of a picture as written: the lazily loaded one where there is one. */
export function pictureSource(el: El): string {
  for (const name of ['data-src', 'data-original', 'data-lazy-src', 'data-lazy']) {
    const value = el.attrs[name]
    if (value !== undefined && value.trim() !== '') return value
  }
  return el.attrs.src ?? ''
}

/** Content pictures inside an element. */
export function countPictures(tree: Tree, el: El, regions: Regions): number {
  let count = 0
  for (let i = el.index; i < el.end; i++) {
    const img = tree.els[i]
    if (img?.tag !== 'img' || img.hidden || regionOf(regions, img) !== 'content') continue
    if (isContentPicture(img, pictureSource(img))) count++
  }
  return count
}

/** Downloads of the content, each address once: by extension, download servlet or download attribute. */
export function attachmentsOf(
  clickables: readonly Clickable[],
  regions: Regions,
  skip: ReadonlySet<string>,
): { name: string; url: string }[] {
  const out: { name: string; url: string }[] = []
  const seen = new Set<string>()
  for (const c of clickables) {
    if (c.url === null || c.el.hidden || seen.has(c.url) || skip.has(c.url) || out.length >= 500) continue
    if (regionOf(regions, c.el) !== 'content') continue
    if (!isFile(c.url) && (c.el.attrs.download === undefined || isPicture(c.url))) continue
    seen.add(c.url)
    out.push({ name: c.text !== '' ? c.text.slice(0, 300) : fileName(c.url), url: c.url })
  }
  return out
}

function fileName(url: string): string {
  return tidy(url.split(/[?#]/, 1)[0]?.split('/').pop() ?? url, 200)
}

/** Resolves an attribute, for callers that list pictures. */
export function pictureUrl(el: El, base: string): string | null {
  return resolveLink(pictureSource(el), base)
}

/** The day that an article's own address names. */
export const urlDate = dateInUrl
