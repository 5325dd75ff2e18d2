/** Entries of menus and lists that lead nowhere as written: a hash, an empty address, a script that does nothing. */
import type { PageLink } from '../model/page.js'
import { type Clickable, CONTROL } from './clickables.js'
import { type Regions, regionOf, tokensOf } from './regions.js'
import type { El, Tree } from './tree.js'

const SWITCH =
  /tab(?!le)|switch|slide|swiper|carousel|banner|prev|next|btn|button|share|bds|close|print|font|zoom|lang|fan|collect|fav|top\b|totop|gotop|wx|weixin|weibo|qr|code|toggle|expand|more-?btn|login|search|page|pager|captcha|year/i
/** Names of groups whose members switch something. */
const SWITCH_GROUP = /tab(?!le)|switch|slide|swiper|carousel|share|pager|pagination|toggle|toolbar|login/i
const INERT =
  /^\s*(?:javascript:)?\s*(?:void\s*\(?\s*(?:0|null|'')?\s*\)?|return\s*(?:false|true)?|\/\/|null|undefined|\{\})?\s*;*\s*$/i
const NOT_A_PLACE =
  /返回|顶部|打印|关闭|收藏|分享|设为首页|加入|字体|字号|放大|缩小|简体|繁体|無障礙|无障碍|长者|关怀|适老|手机版|微信|微博|客户端|登录|注册|退出|展开|收起|换一|刷新|复制|播放|暂停|上一|下一|搜索|检索|查询|重置|提交|English|^\d+$|^[<>«»]+$|扫一扫|语音|朗读|切换|全选|点赞|纠错|找错|评价|举报|下载|显示|隐藏/i

/** Conservative: only a plain menu or list entry whose address does nothing as written. */
export function voidOf(tree: Tree, c: Clickable, regions: Regions): PageLink['void'] {
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
  if (endsTrail(tree, el)) return null
  return standsInList(tree, el, regions) && !opensOrSwitches(tree, el) ? how : null
}

/** The last of the links of a trail names the page itself, however the trail is called. */
function endsTrail(tree: Tree, el: El): boolean {
  const trail = tree.els[el.parent]
  if (trail === undefined || trail.to - el.to > 2 || el.from - trail.from > 200) return false
  return /位置|(?:首\s*页|主页)[\s\u0001]*[>＞»›/|·—-]/.test(tree.visible.slice(trail.from, el.from))
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
