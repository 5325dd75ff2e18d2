/** Every link of a page: where it leads, how it is used, where it stands, and whether it leads anywhere at all. */
import { sha256 } from '../model/canonical.js'
import type { LinkRole, PageLink } from '../model/page.js'
import { type Clickable, CONTROL } from './clickables.js'
import { concealment } from './concealed.js'
import { isContentPicture, pictureSource } from './pictures.js'
import { outwards, type Place } from './place.js'
import { type Regions, regionOf, tokensOf } from './regions.js'
import type { Tag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'
import { isFile, isPicture, resolveLink } from './urls.js'

const MAX_LINKS = 20_000
const STATE =
  /^(?:on|off|active|cur|curr|current|sel|selected|hover|over|now|open|show|hide|this|checked|focus|actived|currchnlcls)$/

/** Links in document order, at most 20,000. `html` is the source, whose style blocks may put a link out of sight. */
export function readLinks(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  base: string,
  html = '',
  pageUrl = base,
): PageLink[] {
  // On a page with another base `#`, or nothing, leads to the base.
  const based = base.split('#', 1)[0] !== pageUrl.split('#', 1)[0]
  const here = URL.canParse(base) ? `${new URL(base).origin}/` : ''
  const veil = concealment(tree, html)
  const links: PageLink[] = []
  let next = 0
  for (const el of tree.els) {
    if (links.length >= MAX_LINKS) break
    const clickable = clickables[next]
    const own = clickable?.el === el ? clickable : undefined
    if (own !== undefined) next++
    const found = linkOf(tree, el, own, regions, base)
    if (found === null) continue
    const link = based && /^(?:empty|hash)$/.test(found.void ?? '') ? { ...found, void: null } : found
    const elsewhere = el.tag === 'a' && link.target !== null && !link.target.startsWith(here)
    const concealed = elsewhere ? veil(el) : null
    links.push(
      concealed === null ? link : { ...link, hidden: link.hidden || concealed === 'certain', concealed },
    )
  }
  return links
}

function linkOf(
  tree: Tree,
  el: El,
  clickable: Clickable | undefined,
  regions: Regions,
  base: string,
): PageLink | null {
  if (clickable !== undefined) return clickLink(tree, clickable, regions)
  switch (el.tag) {
    case 'iframe':
    case 'frame':
      return plain(el, el.attrs.src ?? '', 'frame', tidy(el.attrs.title ?? '', 120), regions, base)
    case 'img': {
      const src = pictureSource(el)
      if (!isContentPicture(el, src)) return null
      return plain(el, src, 'image', tidy(el.attrs.alt ?? el.attrs.title ?? '', 120), regions, base)
    }
    case 'embed':
    case 'video':
    case 'audio':
    case 'source':
    case 'object': {
      const src = el.attrs.src ?? el.attrs.data ?? ''
      return src === '' || src.startsWith('data:')
        ? null
        : plain(el, src, isPicture(src) ? 'image' : 'attachment', '', regions, base)
    }
    default:
      return null
  }
}

function plain(
  el: El,
  raw: string,
  role: LinkRole,
  text: string,
  regions: Regions,
  base: string,
): PageLink | null {
  const target = resolveLink(raw, base)
  if (target === null) return null
  return sharedLink(el, raw, regions, { target, text, void: null, role: () => role })
}

function clickLink(tree: Tree, c: Clickable, regions: Regions): PageLink | null {
  if (c.url === null && c.el.tag !== 'a' && c.el.tag !== 'area') return null
  const text = c.text.length <= 120 ? c.text : tidy(c.text, 120)
  return sharedLink(c.el, c.raw, regions, {
    target: c.url,
    text,
    void: c.url === null && !c.el.hidden && text !== '' ? voidOf(tree, c, regions) : null,
    role: () => (c.url === null ? 'page' : roleOf(c)),
  })
}

/** Variants of a link that one place shares: where pages differ in more, each has its own. */
const MAX_VARIANTS = 8

/** The link as it stood on another page, if it did: one object for all pages that repeat a piece of frame. */
function sharedLink(
  el: El,
  raw: string,
  regions: Regions,
  told: Pick<PageLink, 'target' | 'text' | 'void'> & { readonly role: () => LinkRole },
): PageLink {
  const { place, hidden } = el
  const { target, text } = told
  const region = regionOf(regions, el) === 'content' ? 'content' : 'frame'
  const known = place.links ?? []
  for (const link of known)
    if (
      link.target === target &&
      link.text === text &&
      link.region === region &&
      link.void === told.void &&
      link.hidden === hidden
    )
      return link
  const link: PageLink = {
    target,
    raw: tidy(raw, 2000),
    text,
    role: told.role(),
    region,
    signature: sha256(`${target ?? ''}\n${text}\n${pathOf(place)}`).slice(0, 16),
    void: told.void,
    hidden,
  }
  if (known.length < MAX_VARIANTS) place.links = [...known, link]
  return link
}

function roleOf(c: Clickable): LinkRole {
  const url = c.url ?? ''
  if (isFile(url)) return 'attachment'
  if (isPicture(url)) return 'image'
  return c.el.attrs.download === undefined ? 'page' : 'attachment'
}

/** Tag-and-class path of at most twelve levels below the body: no positions, no state classes, no ids. */
function pathOf(place: Place): string {
  if (place.path === null) {
    const steps: string[] = []
    for (const { tag } of outwards(place, 12)) {
      if (tag.name === 'body') break
      tag.step ??= stepOf(tag)
      steps.push(tag.step)
    }
    place.path = steps.join('<')
  }
  return place.path
}

function stepOf({ name, attrs }: Tag): string {
  const words = (attrs.class ?? '')
    .slice(0, 200)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !STATE.test(word))
  return words.length === 0 ? name : `${name}.${words.sort().join('.')}`
}

const SWITCH =
  /tab(?!le)|switch|slide|swiper|carousel|banner|prev|next|btn|button|share|bds|close|print|font|zoom|lang|fan|collect|fav|top\b|totop|gotop|wx|weixin|weibo|qr|code|toggle|expand|more-?btn|login|search|page|pager|captcha|year/i
/** Names of groups whose members switch something. */
const SWITCH_GROUP = /tab(?!le)|switch|slide|swiper|carousel|share|pager|pagination|toggle|toolbar|login/i
const INERT =
  /^\s*(?:javascript:)?\s*(?:void\s*\(?\s*(?:0|null|'')?\s*\)?|return\s*(?:false|true)?|\/\/|null|undefined|\{\})?\s*;*\s*$/i
const NOT_A_PLACE =
  /返回|顶部|打印|关闭|收藏|分享|设为首页|加入|字体|字号|放大|缩小|简体|繁体|無障礙|无障碍|长者|关怀|适老|手机版|微信|微博|客户端|登录|注册|退出|展开|收起|换一|刷新|复制|播放|暂停|上一|下一|搜索|检索|查询|重置|提交|English|^\d+$|^[<>«»]+$|扫一扫|语音|朗读|切换|全选|点赞|纠错|找错|评价|举报|下载|显示|隐藏/i

/** Conservative: only a plain menu or list entry whose address does nothing as written. */
function voidOf(tree: Tree, c: Clickable, regions: Regions): PageLink['void'] {
  const { el } = c
  if (el.tag !== 'a' && el.tag !== 'area') return null
  if (el.attrs.href === undefined) return null
  const href = el.attrs.href.trim()
  const how =
    href === ''
      ? 'empty'
      : /^#/.test(href)
        ? 'hash'
        : /^javascript:/i.test(href) && INERT.test(href)
          ? 'script'
          : null
  if (how === null || (how === 'hash' && href.length > 1 && !/^#+$|^#(?:none|nogo|void|!)?$/i.test(href)))
    return null
  if (el.attrs.onclick !== undefined && !INERT.test(el.attrs.onclick)) return null
  if (CONTROL.test(c.text) || NOT_A_PLACE.test(c.text) || c.text.length > 100) return null
  if (HANDLED.some((name) => el.attrs[name] !== undefined)) return null
  return standsInList(tree, el, regions) && !opensOrSwitches(tree, el) ? how : null
}

const HANDLED = [
  'onmousedown',
  'onmouseover',
  'onmouseenter',
  'data-toggle',
  'data-target',
  'data-cmd',
  'data-url',
  'data-href',
  'data-id',
  'data-tab',
  '@click',
  'v-on:click',
  'ng-click',
  'ms-click',
  'role',
  'aria-controls',
  'aria-expanded',
  'data-bs-toggle',
  'rel',
]

/** Its own or a near ancestor's list row; a link in running text or a lone button is none. */
function standsInList(tree: Tree, el: El, regions: Regions): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 4 && at !== undefined; i++) {
    if (at.tag === 'li' || at.tag === 'dd' || at.tag === 'dt' || at.tag === 'td' || at.tag === 'nav')
      return true
    at = tree.els[at.parent]
  }
  return regionOf(regions, el) === 'frame' && sisters(tree, el) >= 2
}

function sisters(tree: Tree, el: El): number {
  const parent = tree.els[el.parent]
  if (parent === undefined) return 0
  let count = 0
  for (let i = parent.index + 1; i < parent.end; ) {
    const child = tree.els[i]
    if (child === undefined) break
    if (child.tag === 'a') count++
    i = child.end
  }
  return count - 1
}

/** A breadcrumb's links repeat a menu's. */
const CRUMBS = /crumb|position|location|weizhi|mbx|dqwz|(?:^|\s)(?:path|pos|wz)(?:\s|$)/i

/** Menus that open, tabs, sliders and switches answer a click or a hover by other means than their address. */
function opensOrSwitches(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  let row = false
  for (let i = 0; i < 5 && at !== undefined && at.tag !== 'body'; i++) {
    const names = `${at.attrs.class ?? ''} ${at.attrs.id ?? ''}`
    if (i > 0 && at.attrs.onclick !== undefined) return true
    if (at.attrs.onmouseover !== undefined || at.attrs.onmouseenter !== undefined) return true
    if (CRUMBS.test(names) || (i < 2 ? SWITCH : SWITCH_GROUP).test(names)) return true
    if (!row && i > 0 && (at.tag === 'li' || at.tag === 'dl' || at.tag === 'dd' || at.tag === 'dt')) {
      row = true
      if (holdsOtherLinks(tree, at, el)) return true
    }
    at = tree.els[at.parent]
  }
  return leadsGroup(tree, el) || tokensOf(el).includes('on')
}

function holdsOtherLinks(tree: Tree, row: El, el: El): boolean {
  for (let i = row.index + 1; i < row.end; i++) {
    const other = tree.els[i]
    if (other === undefined) break
    if (other.index !== el.index && (other.tag === 'a' || other.tag === 'ul' || other.tag === 'dl'))
      return true
  }
  return false
}

/** A heading entry whose sub-entries follow it: 走进邯郸 above its own list. */
function leadsGroup(tree: Tree, el: El): boolean {
  const parent = tree.els[el.parent]
  const row = parent !== undefined && /^(?:li|dt|h\d|p|div|span|dd)$/.test(parent.tag) ? parent : el
  const words = tokensOf(row)
  if (
    words.includes('first') ||
    words.includes('title') ||
    words.includes('tit') ||
    row.tag === 'dt' ||
    /^h\d$/.test(row.tag)
  )
    return true
  const next = tree.els[row.end]
  return (
    next !== undefined &&
    next.parent === row.parent &&
    (next.tag === 'ul' || next.tag === 'ol' || next.tag === 'dl')
  )
}
