/** What an article shows that nobody meant to publish: garbled characters, markup as text, an editor's placeholders; or nothing at all. */
import type { IrregularText, PageSigns } from '../model/page.js'
import { findHeading } from './article.js'
import { sizeOf } from './body.js'
import { KIND } from './characters.js'
import { garbledAt, garbleHints, NO_HINTS } from './mojibake.js'
import { isCounter } from './pictures.js'
import type { Reading } from './reading.js'
import { regionOf } from './regions.js'
import { JOINT } from './shown-text.js'
import { type El, type Tree, tidy } from './tree.js'

const MAX_QUOTE = 40
const MAX_TEXT = 400_000

/** UTF-8 read as GBK and back, and memory that was never written. */
const CLASSIC = /锟斤拷|烫烫烫|屯屯屯/g
const REPLACED = /\ufffd/g
/** UTF-8 read as Latin-1: lead bytes each followed by continuation bytes. */
const AS_LATIN =
  /(?:[\u00c3-\u00ef][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}){4,}/g
/** UTF-8 read as GBK: what the commonest characters and marks turn into. */
const AS_GBK = /[锛銆鈥鐨鏄鍦鍜浜]/g

/** A tag with its bracket and name, as no prose has it. */
const TAG =
  /<\/?(?:p|div|span|font|br|strong|b|em|table|tbody|td|tr|th|img|ul|li|h[1-6]|o:p|st1:\w{1,20}|a(?=[\s>]))(?:\s[^<>\n]{0,300})?\/?>|<!--\[if\s[^\n]{0,80}/gi
const ENTITY = /&(?:nbsp|ldquo|rdquo|lt|gt|amp|mdash|middot|hellip);/gi
const WORD_LEFTOVER = /\bmso-[a-z-]{3,40}\s*:|\bMsoNormal\b[^\n]{0,20}\{|@font-face\s*\{/gi
const ABOUT_CODE = /HTML|XML|JavaScript|源代码|网页代码|代码示例|编程|转义|乱码/i

/** Words with which an editor asks for content, alone on their line. */
const PLACEHOLDER =
  /^(?:请?(?:在(?:此|这里|此处)|于此处)?(?:输入|填写|添加|编辑|录入|插入)(?:您的|你的)?(?:正文|标题|内容|文字|文本|文章|副标题|图片)(?:内容|标题|信息)?|请?在?(?:此处|这里)(?:输入|添加|填写|插入|编辑)(?:正文|标题|内容|文字|文本|图片|表格|说明)*|(?:单击|双击|点击)(?:此处|这里)?(?:添加|编辑|输入|插入)(?:标题|正文|内容|文字|文本|副标题|图片)*|(?:正文|文章|图片|表格)(?:内容)?(?:待补充|待插入|待编辑|插入处|占位符?)|图片上传中|lorem ipsum\b.*)[。.…!！]*$/i

/** Words without which no placeholder is one. */
const ASKS_FOR = /输入|填写|添加|编辑|录入|插入|待补充|占位|上传中|lorem ipsum/i

function spansOf(tree: Tree, body: El, tags: ReadonlySet<string>): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (let i = body.index + 1; i < body.end && spans.length < 200; i++) {
    const el = tree.els[i]
    if (el !== undefined && tags.has(el.tag) && el.to > el.from) spans.push({ from: el.from, to: el.to })
  }
  return spans
}

function matches(text: string, wanted: RegExp): RegExpMatchArray[] {
  const found: RegExpMatchArray[] = []
  for (const match of text.matchAll(wanted)) {
    found.push(match)
    if (found.length >= 200) break
  }
  return found
}

const quoteAt = (text: string, at: number): string =>
  tidy(text.slice(Math.max(0, at - 5), at + MAX_QUOTE).replaceAll(JOINT, ''), MAX_QUOTE)

function readMojibake(tree: Tree, text: string, inside: { from: number; to: number }): IrregularText | null {
  const found = (at: number | undefined, doubt: IrregularText['doubt']): IrregularText => ({
    kind: 'mojibake',
    quote: quoteAt(text, at ?? 0),
    doubt: ABOUT_CODE.test(text) ? 'quoted' : doubt,
  })
  const hints = tree.shown.holds(KIND.garbled) ? garbleHints(text) : NO_HINTS
  const classic =
    (hints.classic ? matches(text, CLASSIC)[0] : undefined) ??
    (hints.latin ? matches(text, AS_LATIN)[0] : undefined)
  if (classic) return found(classic.index, null)
  const gbk = hints.common ? matches(text, AS_GBK) : []
  if (gbk.length >= 8 && gbk.length * 25 > text.length) return found(gbk[0]?.index, null)
  const garbled = garbledAt(text, hints)
  if (garbled !== null) return found(garbled, null)
  const lost = hints.lost ? matches(text, REPLACED) : []
  if (lost.length === 0) return null
  // Garbled round the text as well: it may be the reader that took the wrong charset.
  const outside = matches(tree.visible.slice(0, inside.from), REPLACED).length
  return found(lost[0]?.index, outside >= 3 ? 'charset' : lost.length === 1 ? 'single' : null)
}

const CODE_TAGS = new Set(['pre', 'code', 'samp', 'kbd'])

function readMarkup(tree: Tree, body: El, text: string): IrregularText | null {
  if (!(tree.shown.holds(KIND.code) && /[<&{]/.test(text)) && !text.includes('mso-')) return null
  const code = spansOf(tree, body, CODE_TAGS)
  const shown = [TAG, ENTITY, WORD_LEFTOVER]
    .flatMap((wanted) => matches(text, wanted))
    .filter(
      ({ index = 0 }) => !code.some(({ from, to }) => body.from + index >= from && body.from + index < to),
    )
    .sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
  const [first] = shown
  if (!first) return null
  return {
    kind: 'markup',
    quote: quoteAt(text, first.index ?? 0),
    doubt: ABOUT_CODE.test(text) ? 'quoted' : null,
  }
}

function readPlaceholders(tree: Tree, body: El, text: string): IrregularText | null {
  if (!tree.shown.says(ASKS_FOR) || !ASKS_FOR.test(text.replaceAll(JOINT, ''))) return null
  for (const line of text.split('\n')) {
    if (line.length > 120) continue
    const bare = tidy(line.replaceAll(JOINT, ''), 80).replace(/^[[【(（<《{\s]+|[\]】)）>》}\s]+$/g, '')
    if (bare.length < 4 || !PLACEHOLDER.test(bare)) continue
    const inForm = spansOf(tree, body, new Set(['form'])).length > 0
    return { kind: 'placeholder', quote: bare.slice(0, MAX_QUOTE), doubt: inForm ? 'form' : null }
  }
  return null
}

/** Irregular text of an article's body, at most one of each kind. */
function readIrregular(tree: Tree, body: El | null): IrregularText[] {
  if (body === null || body.hidden) return []
  const text = tree.visible.slice(body.from, Math.min(body.to, body.from + MAX_TEXT))
  return [
    readMojibake(tree, text, body),
    readMarkup(tree, body, text),
    readPlaceholders(tree, body, text),
  ].filter((one) => one !== null)
}

const SHORT_TEXT = new Set(['td', 'p', 'div', 'section'])
const MAX_BLOCKS = 40

/** Blocks below the heading of an article whose text is too short to be told as its body. */
function blocksBelow({ tree, regions, content }: Reading, heading: string): El[] {
  const from = tree.visible.indexOf(heading) + heading.length
  if (from < heading.length || !content.includes(heading)) return []
  return tree.els
    .filter((el) => SHORT_TEXT.has(el.tag) && el.from >= from && el.to - el.from >= MIN_BODY / 2)
    .filter((el) => !el.hidden && regionOf(regions, el) === 'content')
    .slice(0, MAX_BLOCKS)
}

/** Irregular text of a page: in its article's body, else in the first block below its heading that has any. */
export function readIrregularOf(r: Reading): IrregularText[] {
  if (r.body !== null) return readIrregular(r.tree, r.body.el)
  const heading = surestHeading(r)
  if (heading === null) return []
  for (const el of blocksBelow(r, heading)) {
    const found = readIrregular(r.tree, el)
    if (found.length > 0) return found
  }
  return []
}

const THINGS = new Set(
  'img video audio object embed iframe frame canvas svg map picture input textarea select form'.split(' '),
)
/** Scripts that share, count and point out mistakes write no article. */
const ASIDE = /share|bdimg|count|hits|click|tongji|stat|qrcode|jiucuo|conac|print|visit|font|barrier|wza/i
const LITTLE = 300
const MIN_BODY = 30

/** The article's heading where the document's title says it too: what stands above it, menus and search boxes, is no text of it. */
function surestHeading({ tree, headings }: Reading): string | null {
  const heading = findHeading(tree, headings, null)
  return heading !== null && heading.length >= 6 && tree.title.includes(heading) ? heading : null
}

/** Size of the text from the heading on. */
function belowHeading({ content }: Reading, heading: string | null): number {
  const at = heading === null ? -1 : content.indexOf(heading)
  return at < 0 ? Number.POSITIVE_INFINITY : content.slice(at).replace(/\s+/g, '').length
}

/** Whether the page holds next to no text and nothing else to see, outside header, menus and footer. */
export function readBare(r: Reading): NonNullable<PageSigns['bare']> | null {
  const { tree, regions } = r
  // A block named as the article's text holds some: other articles may well hold the same words.
  if (r.body?.sure && sizeOf(tree, r.body.el) >= MIN_BODY) return null
  const heading = surestHeading(r)
  if (r.contentSize > LITTLE && belowHeading(r, heading) > LITTLE) return null
  const from = heading === null ? 0 : Math.max(0, tree.visible.indexOf(heading))
  for (const el of tree.els) {
    if (!THINGS.has(el.tag) || el.to < from || regionOf(regions, el) === 'frame') continue
    // A form round the heading is the template's own; what there is to fill in counts by itself.
    if (heading !== null && el.tag === 'form' && el.from <= from) continue
    if (el.tag !== 'img' || ((el.attrs.src ?? el.attrs['data-src'] ?? '') !== '' && !isCounter(el)))
      return null
  }
  const scripted = tree.scripts.some(({ parent, src, text }) => {
    const holder = tree.els[parent]
    if (holder === undefined || holder.tag === 'head' || regionOf(regions, holder) === 'frame') return false
    const words = src ?? text
    return words.trim() !== '' && !ASIDE.test(words.slice(0, 2000))
  })
  return scripted ? 'scripted' : 'plain'
}
