/** Decides whether a page's content comes by script, so that its HTML alone cannot be judged. */
import { libraryScripts } from './library-scripts.js'
import { isContentPicture, pictureSource } from './pictures.js'
import { type Regions, regionOf, tokensOf } from './regions.js'
import { type El, type Script, type Tree, tidy } from './tree.js'

/** What is known of the page when the question is asked. */
export interface Shown {
  readonly items: () => number
  readonly textLength: number
  readonly placeholder: () => boolean
  readonly article: boolean
  readonly frames: number
  readonly form: boolean
}

/** Scripts that never bring content: libraries, and what moves pictures or fills the frame of a page. */
const isLibrary = libraryScripts(
  'layui|layer|slick|carousel|marquee|flexslider|owl|video|es5-shim|gtag|google|urite|css3|pie\\b|ie\\d|wow(?:\\.min)?\\.js|animate|language|simplified|fanti|big5|chinese|cookie|scroll|nav|menu|header|footer|base64|md5|pinyin|kefu|robot',
)

/** A script puts something into the page. */
export const FILLS =
  /\.(?:html|append|prepend|appendTo|text|load|render)\s*\(|innerHTML|insertAdjacentHTML|appendChild|document\.write|new\s+Vue\b|createApp\s*\(|ReactDOM|template\s*\(|laytpl|avalon\.|ng-app/
/** A script asks for something. */
export const FETCHES =
  /\$\s*\.\s*(?:ajax|get|post|getJSON)\s*\(|jQuery\s*\.\s*(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|XMLHttpRequest|axios|dataproxy|\$http|\.getJSON\s*\(|layui\.|jsonp|api\/|gkmlpt|jpaas|webapi|interface/i
/** A script that makes entries out of what it holds itself. */
const BUILDS = /<(?:li|tr|dd|dl|a\s)|createElement\s*\(\s*['"](?:li|a|tr)['"]/i
const WRITES = /document\.write(?:ln)?\s*\(/
/** Characters of a trail, a heading, a sentence that says that there is nothing, and whose site it is. */
const NEXT_TO_NOTHING = 45
const LOADING =
  /^(?:数据|内容|列表|页面|正在)*\s*(?:加载中|正在加载|载入中|努力加载|正在载入|loading)[\s.…。]*(?:请稍[候后])?[\s.…。]*$/i
const LOOP_ATTRIBUTES = [
  'v-for',
  'ng-repeat',
  'ms-for',
  'ms-repeat',
  'ms-each',
  'x-for',
  ':for',
  'wx:for',
  'data-bind',
  'v-html',
  'v-text',
]
/** Scripts that count visits. */
const COUNTS = /analytics|hm\.js|baidu|cnzz|tongji|stat\b|count|visit|hits/i
const APP_ROOT = /^(?:app|root|__next|__nuxt|wrapper-app|vue-app|react-root|main-app|q-app)$/i

/** True when what a visitor comes for is not in the HTML. A page without scripts never needs them. */
export function needsScript(tree: Tree, regions: Regions, shown: Shown): boolean {
  const scripts = tree.scripts.filter(runs)
  if (scripts.length === 0) return false
  const shell = isShell(tree, scripts, shown)
  if (!shell && shown.article && shown.textLength > 0) return false
  if (shown.items() > 0) return false
  if (shell) return true
  if (hasTemplates(tree, regions, shown.textLength < 500)) return true
  if (shown.form && shown.textLength > 40) return false
  const holders = emptyHolders(tree, regions)
  const own = scripts.filter((script) => script.src === null)
  const brings = ({ text }: Script): boolean => (FETCHES.test(text) || BUILDS.test(text)) && FILLS.test(text)
  if (own.some((script) => brings(script) && fillsOne(script, holders))) return true
  if (!shown.article && own.some((script) => writesEntries(tree, regions, script))) return true
  if (isLoading(tree, regions)) return true
  if (shown.article) return false
  if (mayBeFilled(tree, scripts, shown)) return true
  if (shown.placeholder() || shown.textLength > 300) return false
  if (
    own.some((script) => FETCHES.test(script.text) && FILLS.test(script.text) && !onlyFrame(script)) &&
    holders.length > 0
  )
    return true
  const awaits = holders.some(isListHolder) || (shown.textLength < HEADS_ONLY && hasBareTable(tree, regions))
  return awaits && scripts.some((script) => script.src !== null && !isLibrary(script.src))
}

/** Content of no more than headings and the head of a table, in characters. */
const HEADS_ONLY = 120

/** A table with a head and an empty body: a script of the page's own fills it. */
function hasBareTable(tree: Tree, regions: Regions): boolean {
  return tree.els.some((el) => {
    if (el.tag !== 'tbody' || el.hidden || el.end > el.index + 1 || regionOf(regions, el) === 'frame')
      return false
    const table = tree.els[el.parent]
    return table?.tag === 'table' && table.to > table.from
  })
}

/** Next to nothing to read but links, and a script of the portal's own, whose source is not at hand: it may bring the list. */
function mayBeFilled(tree: Tree, scripts: readonly Script[], shown: Shown): boolean {
  if (shown.frames > 0 || shown.form || !scripts.some(({ src }) => src !== null && !isLibrary(src)))
    return false
  let prose = tree.shown.ink()
  for (const el of tree.els)
    if (el.tag === 'a' && !el.hidden) prose -= tree.shown.ink(el.from, el.to)
    else if (el.tag === 'img' && !el.hidden && isContentPicture(el, pictureSource(el))) return false
  return prose < NEXT_TO_NOTHING
}

/** True for a script that a browser runs. */
export function runs(script: Script): boolean {
  if (script.type !== '' && !/javascript|ecmascript|module|babel/.test(script.type)) return false
  return script.src !== null || script.text.trim() !== ''
}

/** More than a shell says before its scripts have run, in characters. */
const MUCH = 400

/** An application shell: next to nothing to read, and scripts that are the page. */
function isShell(tree: Tree, scripts: readonly Script[], shown: Shown): boolean {
  if (shown.frames > 0 || shown.form) return false
  const words = tree.shown.ink()
  if (words >= MUCH) return false
  const root = tree.els.some((el) => APP_ROOT.test(el.attrs.id ?? '') && el.to - el.from < 30)
  const own = scripts.some((script) => script.src !== null && !isLibrary(script.src))
  const pictures = tree.els.filter((el) => el.tag === 'img' && !el.hidden).length
  if (root && scripts.some((script) => script.src !== null)) return true
  // A frame of a frameset may hold nothing but a script that writes its menu.
  if (words === 0 && pictures === 0 && scripts.some(({ src }) => src !== null && !COUNTS.test(src)))
    return true
  return words < 30 && pictures < 2 && (own || scripts.some((script) => FILLS.test(script.text)))
}

/** Template text or loops left in the content for a script to fill. */
function hasTemplates(tree: Tree, regions: Regions, loops: boolean): boolean {
  let checked = loops ? 0 : 200_000
  for (const el of tree.els) {
    if (++checked > 200_000) break
    if (el.hidden || regionOf(regions, el) === 'frame') continue
    if (LOOP_ATTRIBUTES.some((name) => el.attrs[name] !== undefined)) return true
  }
  return /\{\{[^{}\n]{1,80}\}\}/.test(tree.visible)
}

/** Visible elements of the content that hold nothing, or only a word about loading. */
function emptyHolders(tree: Tree, regions: Regions): El[] {
  const holders: El[] = []
  for (const el of tree.els) {
    if (el.hidden || !HOLDER_TAGS.has(el.tag) || holders.length > 300) continue
    if (regionOf(regions, el) === 'frame' || (el.attrs.id === undefined && el.attrs.class === undefined))
      continue
    if (
      /head|foot|nav|menu|top|bottom|banner|share|qr|code|weather|clear|line|bg|space|height|blank|float/i.test(
        `${el.attrs.id ?? ''} ${el.attrs.class ?? ''}`,
      )
    )
      continue
    const text = tidy(tree.visible.slice(el.from, el.to), 80)
    if (text !== '' && !LOADING.test(text) && !/^(?:暂无|没有)/.test(text)) continue
    if (!holdsThings(tree, el)) holders.push(el)
  }
  return holders
}

const HOLDER_TAGS = new Set(['ul', 'ol', 'div', 'tbody', 'table', 'dl', 'section', 'article', 'main', 'span'])
const THINGS = new Set([
  'img',
  'iframe',
  'embed',
  'object',
  'video',
  'input',
  'textarea',
  'canvas',
  'form',
  'svg',
])

function holdsThings(tree: Tree, el: El): boolean {
  for (let i = el.index + 1; i < Math.min(el.end, el.index + 60); i++)
    if (THINGS.has(tree.els[i]?.tag ?? '')) return true
  return false
}

/** The script stands in the content and writes entries there. */
function writesEntries(tree: Tree, regions: Regions, { text, parent }: Script): boolean {
  const holder = tree.els[parent]
  const inContent = holder !== undefined && regionOf(regions, holder) === 'content'
  return inContent && WRITES.test(text) && BUILDS.test(text)
}

/** The script names an empty element by id or class. */
function fillsOne(script: Script, holders: readonly El[]): boolean {
  const text = script.text.slice(0, 300_000)
  for (const holder of holders) {
    const names = [holder.attrs.id ?? '', ...(holder.attrs.class ?? '').split(/\s+/)]
    for (const name of names) {
      if (name.length < 2 || name.length > 60) continue
      if (['#', '.', '"', "'", ' '].some((before) => text.includes(`${before}${name}`))) return true
    }
  }
  return false
}

/** A script that only loads the page's header and footer. */
function onlyFrame(script: Script): boolean {
  const loads = script.text.match(/\.load\s*\(\s*['"][^'"]{1,200}['"]/g) ?? []
  const others = /\$\s*\.\s*(?:ajax|get|post|getJSON)|fetch\s*\(|XMLHttpRequest|axios|dataproxy/i.test(
    script.text,
  )
  return loads.length > 0 && !others
}

function isListHolder(el: El): boolean {
  if (el.tag === 'ul' || el.tag === 'ol' || el.tag === 'tbody') return true
  return tokensOf(el).some((token) => /list|news|data|result|content|items?$|^con$|table|grid/.test(token))
}

/** The content shows nothing but that it is loading. */
function isLoading(tree: Tree, regions: Regions): boolean {
  for (const el of tree.els) {
    if (el.hidden || regionOf(regions, el) !== 'content' || el.to - el.from > 60) continue
    if (
      el.tag === 'img' &&
      /loading/i.test(el.attrs.src ?? '') &&
      !/lazy/i.test(el.attrs.class ?? '') &&
      el.attrs['data-src'] === undefined &&
      el.attrs['data-original'] === undefined
    )
      return true
    if (el.to > el.from && LOADING.test(tidy(tree.visible.slice(el.from, el.to), 60))) return true
  }
  return false
}
