/** An article's title and dates: page tag, heading, labelled field, signature. */
import type { PlainDate } from '../model/date.js'
import { findDates, OTHER_DAY, readDate } from './dates.js'
import { type Fields, fieldDate, labelOf, spellingsOf } from './fields.js'
import { type Metas, meta } from './metadata.js'
import { type Regions, regionOf, tokensOfTag } from './regions.js'
import { remembered } from './remembered.js'
import { JOINT } from './shown-text.js'
import { signatureDate } from './signature.js'
import { askedOfTag, type Tag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'

const TITLE_TOKENS = new Set(
  'con-title sp_title article-title article_title articletitle arttitle art-title news-title news_title newstitle title-article detail-title detail_title info-title content-title content_title contenttitle bt-title title wz-title xl-title main-title tit biaoti'.split(
    ' ',
  ),
)

/** An article's title: the page tag, else its heading, else the document title without the site's name. */
export function articleTitle(
  tree: Tree,
  metas: Metas,
  headings: readonly Heading[],
  body: El | null,
): string | null {
  const tagged = meta(metas, 'articletitle')
  if (tagged !== null && !/<%|\{\{|\$\{/.test(tagged)) return tagged
  const heading = findHeading(tree, headings, body, meta(metas, 'sitename'))
  return heading ?? tidyTitle(tree.title, meta(metas, 'sitename'))
}

/** The block of index fields above a document, which some templates call its title. */
const INDEX_BLOCK = /索\s*引\s*号\s*[:：]|(?:发文机关|成文日期|发布机构|发文字号)\s*[:：]/

/** A heading of the content that may be an article's, with what speaks for it and against it wherever the body is. */
export interface Heading {
  readonly el: El
  readonly text: string
  readonly rank: number
  readonly long: number
  readonly leads: number
}

/** The headings of a page outside its frame, in order. */
export function readHeadings(tree: Tree, regions: Regions): Heading[] {
  const headings: Heading[] = []
  const sites = siteParts(tree.title)
  for (const el of tree.els) {
    if (!isHeading(el.place.tag) || el.hidden || regionOf(regions, el) !== 'content') continue
    const text = tidy(headlineOf(tree.visible.slice(el.from, el.to)), 300)
    if (text.length < 2 || text.length > 200 || /^(?:标题|title)$/i.test(text)) continue
    if (INDEX_BLOCK.test(text) || sites.includes(text) || leadsHome(tree, el)) continue
    headings.push({
      el,
      text,
      rank: headingRank(el.place.tag),
      long: text.length >= 8 ? 0.4 : 0,
      // On a list each entry's title is a heading that leads to its article.
      leads: isLink(tree, el) ? 1.5 : 0,
    })
  }
  return headings
}

/** The heading nearest before the body; null when there is none. The site's own name is none. */
export function findHeading(
  tree: Tree,
  headings: readonly Heading[],
  body: El | null,
  siteName: string | null = null,
): string | null {
  let best: { text: string; rank: number } | null = null
  for (const { el, text, rank, long, leads } of headings) {
    if (body !== null && el.index > body.end) break
    if (text === siteName) continue
    const near = body === null || el.index > body.index - 120 ? 0.5 : 0
    const score = rank + near + long - leads
    if (best === null || score > best.rank) best = { text, rank: score }
  }
  return best?.text ?? titleLine(tree, siteName)
}

/** A line about the article rather than of its title: where it comes from, when, how often it was read. */
const ABOUT =
  /^[\s[（(【]*(?:(?:信息|文章|稿件)?来源|发布|时间|日期|作者|点击|浏览|阅读|字体|字号)[^\s:：]{0,6}\s*[:：]/

/** The lines of a heading up to those about the article, which some templates set inside of it. */
function headlineOf(raw: string): string {
  const lines = raw.split('\n')
  const about = lines.findIndex(
    (line, n) =>
      n > 0 && (ABOUT.test(line) || findDates(line).some((mark) => mark.alone && mark.date !== null)),
  )
  return lines.slice(0, about < 1 ? lines.length : about).join('')
}

const HOME = /^(?:https?:\/\/[^/?#]+)?\/?(?:(?:index|default|main)\.(?:s?html?|jsp|php|aspx?))?$/i

/** A heading that is a link to the front page is the site's name in its header. */
function leadsHome(tree: Tree, heading: El): boolean {
  for (let i = heading.index + 1; i < heading.end; i++) {
    const el = tree.els[i]
    if (el?.tag === 'a' && el.attrs.href !== undefined) return HOME.test(el.attrs.href.trim())
  }
  return false
}

/** What a site adds to the titles of its pages: its own name. */
const SITE_PART =
  /^[\p{Script=Han}]{2,20}(?:局|委|委员会|办公室|政府|办事处|街道|镇|乡|管委会|政府网|网站|门户|平台|专栏|中心)$/u

/** The part of the document's title that stands alone on a line: older templates set headings in plain cells. */
function titleLine(tree: Tree, siteName: string | null): string | null {
  const parts = titleParts(tree.title).filter((part) => part !== siteName && part.length >= 4)
  const [first, ...others] = parts.filter((part) => parts.length === 1 || !SITE_PART.test(part))
  const shown = first === undefined ? [] : [first, ...others]
  return shown.find((part) => lineEnd(tree, part) !== null) ?? null
}

/** Where a line that is nothing but the text ends, in the page's visible text; null when there is none. */
export function lineEnd(tree: Tree, text: string): number | null {
  for (let at = tree.visible.indexOf(text); at >= 0; at = tree.visible.indexOf(text, at + text.length)) {
    const end = at + text.length
    const before = tree.visible.slice(Math.max(0, at - 8), at)
    if (BREAK_BEFORE.test(before) && BREAK_AFTER.test(tree.visible.slice(end, end + 8))) return end
  }
  return null
}

const BREAK_BEFORE = new RegExp(`(?:^|\\n)[ \\u3000${JOINT}]*$`)
const BREAK_AFTER = new RegExp(`^[ \\u3000${JOINT}]*(?:\\n|$)`)

/** True for a heading that is one link and nothing else. */
function isLink(tree: Tree, heading: El): boolean {
  const inner = tree.els[heading.index + 1]
  const outer = tree.els[heading.parent]
  const link =
    inner?.tag === 'a' && inner.index < heading.end ? inner : outer?.tag === 'a' ? outer : undefined
  return link?.attrs.href !== undefined && link.to - link.from >= heading.to - heading.from - 2
}

/** Parts of a document's title that name the site beside a title of its own. */
function siteParts(title: string): string[] {
  const parts = titleParts(title)
  const sites = parts.filter((part) => SITE_PART.test(part))
  return sites.length < parts.length ? sites : []
}

const TITLED = new Set(['div', 'p', 'span', 'td', 'h3', 'h4'])

function headingRank(tag: Tag): number {
  const { name } = tag
  if (name === 'h1') return 3
  const titled = tokensOfTag(tag).some((token) => TITLE_TOKENS.has(token))
  if (name === 'h2') return titled ? 3 : 2.5
  if (titled && TITLED.has(name)) return 2.2
  return name === 'h3' ? 1.5 : 0
}

const isHeading = askedOfTag((tag) => headingRank(tag) > 0)

/** A document title without what the site adds to every page. */
export function tidyTitle(title: string, siteName: string | null): string | null {
  const clean = withoutLeaks(title)
  if (clean === '') return null
  const named = titleParts(title).filter((part) => part !== siteName)
  const kept = named.filter((part) => !SITE_PART.test(part))
  const parts = kept.length > 0 ? kept : named
  return parts.length > 1 ? longest(parts) : (parts[0] ?? clean)
}

function withoutLeaks(title: string): string {
  return title.replace(/<%[^%]{0,80}%>|\{\{[^}]{0,80}\}\}|\$\{[^}]{0,80}\}|<[^<>]{1,80}>/g, '').trim()
}

/** Parts of a document's title: its own, the column's, the site's. Several readers ask for the same page's. */
export const titleParts = remembered(50, 500, (title): readonly string[] =>
  withoutLeaks(title)
    .split(/\s*[_|｜]\s*|\s+[-–—－]\s*|\s*[-–—－]\s+|--/)
    .flatMap(withoutSite)
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** 关于…的通知-云溪区水利局: a dash without blanks parts two titles only where the site's name follows. */
function withoutSite(part: string): string[] {
  const at = Math.max(...['-', '–', '—', '－'].map((dash) => part.lastIndexOf(dash)))
  return at > 0 && SITE_PART.test(part.slice(at + 1).trim())
    ? [part.slice(0, at), part.slice(at + 1)]
    : [part]
}

function longest(parts: readonly string[]): string {
  let best = parts[0] ?? ''
  for (const part of parts) if (part.length > best.length) best = part
  return best
}

/** Labels of publication, the surest first. */
const PUBLISHED = '发布日期 发布时间 公开日期 公布日期 公开时间 公布时间 发表时间 发布于 发稿时间'.split(' ')
/** Labels that may be of another day too: asked for last. */
const PERHAPS_PUBLISHED = '上传时间 录入时间 时间 日期 更新时间 更新日期'.split(' ')

/** The day of the most trusted label of publication; labels that only synonyms know stand between the sure and the others. */
function labelledDay(fields: Fields): PlainDate | null {
  const known = new Set([...PUBLISHED, ...PERHAPS_PUBLISHED])
  const others = spellingsOf(fields, '发布日期').filter((label) => !known.has(label))
  for (const label of [...PUBLISHED, ...others, ...PERHAPS_PUBLISHED]) {
    const date = fieldDate(fields.spelled, label)
    if (date !== null) return date
  }
  return null
}

/**
 * The day of publication: its labelled field, the page tag, else a date that stands alone between title and body, or
 * right below the title where no body begins after it.
 */
export function publishedOn(
  tree: Tree,
  metas: Metas,
  fields: Fields,
  body: El | null,
  heading: string | null,
): PlainDate | null {
  const labelled = labelledDay(fields)
  if (labelled !== null) return labelled
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
  const below = heading === null || heading.length < 4 ? null : lineEnd(tree, heading)
  const between =
    body === null ? undefined : days(tree.visible.slice(Math.max(0, body.from - 500), body.from)).pop()
  if (between !== undefined) return between
  return below !== null && (body === null || body.from <= below)
    ? (days(tree.visible.slice(below, below + 120))[0] ?? null)
    : null
}

/** Days of a head that may be its publication: standing alone, under no other label. */
function days(text: string): PlainDate[] {
  return findDates(text).flatMap(({ alone, date, label, from, to }) => {
    if (date === null || !(alone || isApart(text, from, to))) return []
    const named = label === '' ? labelOf(lastPiece(text.slice(0, from))) : null
    const other = OTHER_DAY.test(label) || FORMING.test(label) || (named !== null && named !== '发布日期')
    return other ? [] : [date]
  })
}

/** In a short line without any sentence the day stands between blanks: 云溪区水利局网站 2026年3月1日 来源：…… */
function isApart(text: string, from: number, to: number): boolean {
  const line = text.slice(
    text.lastIndexOf('\n', from - 1) + 1,
    (text.indexOf('\n', to) + 1 || text.length + 1) - 1,
  )
  const between = /[\s([（【]/.test(text.charAt(from - 1)) && /^(?:$|[\s)\]）】])/.test(text.slice(to))
  return between && line.length <= 80 && !/[。，；,;]/.test(line)
}

const FORMING = /成文|生成|形成|发文|印发/
const PIECE_BORDER = new RegExp(`[\\n${JOINT}]`)

/** The piece of text before the one that a day stands in. */
function lastPiece(before: string): string {
  const pieces = before.split(PIECE_BORDER).map((piece) => piece.trim())
  return pieces.filter((piece) => piece !== '').pop() ?? ''
}

const FORMED = ['成文日期', '生成日期', '形成日期', '发文日期', '印发日期']

/** The day of formation and the label it was read from: the fields in order of preference, else the signature. */
export function formedOn(
  tree: Tree,
  fields: Fields,
  body: El | null,
  published: PlainDate | null,
): { formed: PlainDate | null; formedFrom: string | null } {
  for (const label of FORMED) {
    const date = fieldDate(fields, label)
    if (date !== null) return { formed: date, formedFrom: label }
  }
  const signed = body === null ? null : signatureDate(tree, body, published)
  return signed === null ? { formed: null, formedFrom: null } : { formed: signed, formedFrom: '落款' }
}
