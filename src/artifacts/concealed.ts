/** Links to other hosts that no visitor can come to see: off the screen, without size, or hidden by a style that nothing lifts. */
import type { PageLink } from '../model/page.js'
import { askedOfPlace, outwards, Place } from './place.js'
import { askedOfTag, Tag } from './tag.js'
import { allTextOf, type El, type Tree } from './tree.js'

type Veil = NonNullable<PageLink['concealed']> | null

const MAX_STYLE = 200_000

const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i
const PLACED = /(?:^|;)\s*position\s*:\s*(?:absolute|fixed)/i
const OFF_SCREEN =
  /(?:^|;)\s*(?:left|top|right|bottom)\s*:\s*-\s*(?:999|[1-9]\d{3,})(?:\.\d+)?(?:px|pt|em|rem)?/i
const CLIPPED = /(?:^|;)\s*overflow(?:-[xy])?\s*:\s*hidden/i
const NO_SIZE =
  /(?:^|;)\s*(?:width|height|max-width|max-height)\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|$|!)/i
const NO_LETTERS = /(?:^|;)\s*font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$|!)/i
const SEE_THROUGH = /(?:^|;)\s*opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)/i
const INDENTED = /(?:^|;)\s*text-indent\s*:\s*-\s*(?:999|[1-9]\d{3,})/i

/** What opens, turns or pops up shows its links in the end. */
const OPENS =
  /menu|(?:^|[\s_-])nav|sub|drop|pull|tab(?!le)|pop|modal|dialog|layer|mask|tip|share|slide|swiper|carousel|scroll|roll|focus|banner|temp-?wrap|select|option|panel|accordion|collapse|toggle|qr|ewm|code|weixin|wechat|wx|mobile|phone|app|login|search|float|piao|advert|\bbd\b|\bhd\b|\bcon\d|more|child|second|level|hover|open|fold|skip/i
/** Blocks of links that tabs turn over on many portals. */
const LINK_BLOCK = /link|yqlj|friend|list|lj/i

/** Trades for which others' pages are broken into. */
const ILLICIT =
  /博彩|赌[场博球]|百家乐|时时彩|六合彩|娱乐城|棋牌|老虎机|真人视讯|私服|外挂|代孕|代开(?:发票|票)|办假?证|裸聊|约炮|色情|成人(?:影|电影|视频|网)|葡京|快三|赛车pk|pk10|casino|bet365|betway|gambl|porn|\bsex\b|viagra/i

/** What a portal's makers put there: their own credit, a counter, the button that reports mistakes. */
const MAKERS =
  /produced by|powered by|design(?:ed)? by|技术支持|技术维护|版权|copyright|网站建设|开发单位|统计|counter|纠错|找错/i
const MAKERS_ADDRESS = /jiucuo|exposure|conac|tongji|stat\b|count|beian|miit/i

interface Styles {
  /** `.name` and `#name` of the page's own style blocks that put things out of sight. */
  readonly hiding: ReadonlySet<string>
  /** style: another rule shows it, on hover or for good. script: a script of the page names it. */
  liftedBy(el: El): 'style' | 'script' | null
}

/** A rule that may bring an element back to sight. */
const BRINGS_BACK = /display|visibility|left|right|top|bottom|height|width|opacity|font-size|clip|position/i

function ownStyle(style: string, el: El): 'gone' | 'unsure' | null {
  if (HIDDEN.test(style)) return 'gone'
  if (PLACED.test(style) && OFF_SCREEN.test(style)) return 'gone'
  if (CLIPPED.test(style) && NO_SIZE.test(style)) return 'gone'
  if (SEE_THROUGH.test(style)) return 'gone'
  if (NO_LETTERS.test(style)) return el.tag === 'a' ? 'gone' : 'unsure'
  return INDENTED.test(style) ? 'unsure' : null
}

function stylesOf(tree: Tree, html: string): Styles {
  const names = new Set<string>()
  const shown = new Set<string>()
  const blocks = tree.styled
    ? html.slice(0, 1_000_000).matchAll(/<style[^>]{0,200}>([\s\S]{0,100000}?)<\/style/gi)
    : []
  let read = 0
  for (const [, text = ''] of blocks) {
    read += text.length
    if (read > MAX_STYLE) break
    for (const rule of text.split('}')) {
      const [selector = '', body = ''] = rule.split('{').slice(-2)
      const single = /^\s*([.#][\w-]{1,60})\s*$/
      if (ownStyle(body, NOWHERE) === 'gone')
        for (const one of selector.split(',')) {
          const name = single.exec(one)?.[1]
          if (name) names.add(name)
        }
      else if (BRINGS_BACK.test(body) && /[:\s.#>]/.test(selector.trim().slice(1)))
        // .menu li:hover .sub, .skip:focus, .box.open: it comes back.
        for (const name of selector.match(/[.#][\w-]{1,60}/g) ?? []) shown.add(name)
    }
  }
  let scripts: string | null = null
  return {
    hiding: names,
    liftedBy: (el) => {
      const classes = (el.attrs.class ?? '').split(/\s+/).slice(0, 20)
      const names = [...classes.map((name) => `.${name}`), `#${el.attrs.id ?? ''}`]
      if (names.some((name) => shown.has(name))) return 'style'
      scripts ??= tree.scripts
        .map((script) => script.text)
        .join('\n')
        .slice(0, 500_000)
      return names.some((name) => name.length > 2 && scripts?.includes(name.slice(1))) ? 'script' : null
    },
  }
}

const NOWHERE: El = {
  index: -1,
  tag: 'div',
  attrs: {},
  place: new Place(new Tag('div', {}, false), null),
  parent: -1,
  hidden: false,
  kept: null,
  end: 0,
  from: 0,
  to: 0,
  allFrom: 0,
  allTo: 0,
}

/** One of several alike of which another is to be seen: a tab, a slide, a page of a list. */
function turnsOver(tree: Tree, el: El): boolean {
  const parent = tree.els[el.parent]
  if (parent === undefined) return false
  for (let i = parent.index + 1, seen = 0; i < parent.end && seen < 60; seen++) {
    const other = tree.els[i]
    if (other === undefined) break
    const alike = other.tag === el.tag && (other.attrs.class ?? '') === (el.attrs.class ?? '')
    if (
      other.index !== el.index &&
      alike &&
      !other.hidden &&
      !HIDDEN.test(other.attrs.style ?? '') &&
      other.to > other.from
    )
      return el.attrs.class !== undefined || el.tag === 'li' || el.tag === 'ul' || el.tag === 'dd'
    i = other.end
  }
  return false
}

const NEVER_SHOWN = new Set(['template', 'noscript', 'script', 'noframes', 'select'])

function veilOf(tree: Tree, el: El, styles: Styles): Veil {
  const { attrs } = el
  if (el.tag === 'marquee' && /^\s*[0-3]\s*(?:px)?$/.test(attrs.height ?? attrs.width ?? '9'))
    return 'certain'
  const inline = ownStyle((attrs.style ?? '').slice(0, 1000), el)
  const named =
    attrs.hidden !== undefined ||
    (attrs.id !== undefined && styles.hiding.has(`#${attrs.id}`)) ||
    (attrs.class ?? '').split(/\s+/).some((name) => name !== '' && styles.hiding.has(`.${name}`))
  if (inline === null && !named) return null
  const words = `${attrs.class ?? ''} ${attrs.id ?? ''}`
  const lifted = styles.liftedBy(el)
  if (lifted === 'style' || turnsOver(tree, el)) return null
  return inline === 'unsure' || lifted === 'script' || LINK_BLOCK.test(words) ? 'doubtful' : 'certain'
}

const isVeil = askedOfTag(
  ({ name, attrs }) =>
    name === 'marquee' ||
    attrs.hidden !== undefined ||
    ownStyle((attrs.style ?? '').slice(0, 1000), NOWHERE) !== null,
)

/** Whether any of the tags round an element may put it out of sight by what the tag itself says. */
const isVeiledByTags = askedOfPlace((place) => {
  for (const { tag } of outwards(place, 40)) {
    if (tag.name === 'body') return false
    if (isVeil(tag)) return true
  }
  return false
})

/** True where the element or what holds it is made to open. */
function isMadeToOpen(tree: Tree, el: El): boolean {
  let at: El | undefined = el
  for (let i = 0; i < 8 && at !== undefined && at.tag !== 'body'; i++) {
    if (at.tag === 'nav' || at.tag === 'details' || at.tag === 'dialog') return true
    if (OPENS.test(`${at.attrs.class ?? ''} ${at.attrs.id ?? ''}`)) return true
    if (at.attrs.onmouseover !== undefined || at.attrs.onmouseenter !== undefined) return true
    at = tree.els[at.parent]
  }
  return false
}

/** Says of elements whether they are out of sight for good. Made once a page; a page without styles costs nothing. */
export function concealment(tree: Tree, html: string): (el: El) => Veil {
  let styles: Styles | null = null
  const known = new Map<number, Veil>()
  return (el) => {
    styles ??= stylesOf(tree, html)
    if (styles.hiding.size === 0 && !isVeiledByTags(el.place)) return null
    let veil: Veil = null
    let at: El | undefined = el
    for (let i = 0; i < 40 && at !== undefined && at.tag !== 'body'; i++) {
      if (NEVER_SHOWN.has(at.tag)) return null
      const cached = known.get(at.index)
      const own: Veil = cached !== undefined ? cached : veilOf(tree, at, styles)
      known.set(at.index, own)
      if (own === 'certain' || (own === 'doubtful' && veil === null)) veil = own
      at = tree.els[at.parent]
    }
    if (veil === null) return null
    const words = allTextOf(tree, el, 200) || (el.attrs.title ?? '')
    if (ILLICIT.test(words)) return 'certain'
    const holder = tree.els[el.parent]
    const around = holder === undefined ? '' : allTextOf(tree, holder, 120)
    if (
      MAKERS.test(words) ||
      MAKERS.test(around) ||
      MAKERS_ADDRESS.test(el.attrs.href ?? '') ||
      isMadeToOpen(tree, el)
    )
      return null
    // Without words there is nothing to hide: a picture that lost its place, a hook of a script.
    return words === '' ? 'doubtful' : veil
  }
}
