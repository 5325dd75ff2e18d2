/** How a list goes on: page counts and the addresses of its other pages. */
import type { Pager } from '../model/page.js'
import type { Clickable } from './clickables.js'
import { askedOfSaid } from './said.js'
import type { Tree } from './tree.js'
import { resolveLink } from './urls.js'

const MAX_PAGES = 2000
const STEP =
  /^(?:[\s<>«»‹›]*(?:下一?页|后一?页|上一?页|前一?页|首页|第一页|尾页|末页|最后一?页|next|prev(?:ious)?|last|first)[\s<>«»‹›]*|\d{1,4}|[<>«»‹›]{1,2})$/i
const isStep = askedOfSaid(({ text }) => STEP.test(text))
const NEXT = /下一?页|后一?页|^next/i
/** On the last page only these lead anywhere. */
const BACK = /上一?页|前一?页|^prev/i

/** The pager, and where it stands; `at` is -1 without one. */
export interface FoundPager {
  readonly pager: Pager | null
  readonly at: number
}

/** Reads the pager from its calls in scripts, the page's own links, and its words (共 35 页). */
export function readPager(
  tree: Tree,
  clickables: readonly Clickable[],
  source: string,
  url: string,
  base: string,
): FoundPager {
  const scripted = fromScripts(tree, url)
  const linked = fromLinks(clickables, url)
  const counted = fromWords(tree)
  const proxied = fromProxy(source, base)
  const urls = scripted?.urls.length ? scripted.urls : linked.urls.length > 0 ? linked.urls : proxied.urls
  const pages = scripted?.pages ?? counted.pages ?? proxied.pages
  const total = counted.total ?? proxied.total
  const at = linked.at >= 0 ? linked.at : (scripted?.at ?? -1)
  if (urls.length === 0 && (pages === null || pages < 1) && total === null) return { pager: null, at: -1 }
  const capped = urls.slice(0, MAX_PAGES)
  return { pager: { total, pages, urls: capped }, at }
}

/** TRS: createPageHTML(35, 0, "index", "html") or var countPage = 35; pages are index_1.html … index_34.html. */
function fromScripts(tree: Tree, url: string): { pages: number; urls: string[]; at: number } | null {
  for (const script of tree.scripts) {
    if (script.src !== null || script.text.length > 400_000) continue
    const call =
      /(?:^|[^\w.])createPage(?:HTML)?\s*\(\s*(?:['"][\w-]*['"]\s*,\s*)?['"]?(\d{1,5})['"]?\s*,\s*['"]?(\d{1,5})['"]?\s*,\s*['"]([\w.-]{1,80})['"]\s*,\s*['"](s?html?|jhtml|php|aspx?)['"]/i.exec(
        script.text,
      )
    if (call !== null) {
      const [count, current, name, ext] = [
        Number(call[1]),
        Number(call[2]),
        call[3] ?? 'index',
        call[4] ?? 'html',
      ]
      return { pages: Math.max(1, count), urls: numbered(url, name, ext, count, current), at: script.parent }
    }
    const count = /\bcountPage\s*=\s*['"]?(\d{1,5})/.exec(script.text)?.[1]
    if (count !== undefined) {
      const current = Number(/\bcurrentPage\s*=\s*['"]?(\d{1,5})/.exec(script.text)?.[1] ?? '0')
      const ext = /["'](s?html?|jhtml)["']\s*\+?/.exec(script.text)?.[1] ?? 'html'
      const name = /["'](index|default|list)["']\s*\+\s*["']_["']/.exec(script.text)?.[1] ?? 'index'
      return {
        pages: Math.max(1, Number(count)),
        urls: numbered(url, name, ext, Number(count), current),
        at: script.parent,
      }
    }
  }
  return null
}

function numbered(url: string, name: string, ext: string, count: number, current: number): string[] {
  const urls: string[] = []
  for (let i = 0; i < Math.min(count, MAX_PAGES); i++) {
    if (i === current) continue
    const page = resolveLink(i === 0 ? `${name}.${ext}` : `${name}_${i}.${ext}`, url)
    if (page !== null) urls.push(page)
  }
  return urls
}

/** Links of a pager: 下一页, or page numbers beside each other. */
function fromLinks(clickables: readonly Clickable[], url: string): { urls: string[]; at: number } {
  const steps = clickables.filter((c) => !c.el.hidden && isStep(c.said))
  const named = steps.some(
    (c) => NEXT.test(c.text) || BACK.test(c.text) || /^(?:尾页|末页|最后)/.test(c.text),
  )
  const numbers = steps.filter((c) => /^\d{1,4}$/.test(c.text))
  const first = steps.find((c) => NEXT.test(c.text)) ?? steps.find((c) => BACK.test(c.text)) ?? numbers[0]
  if (!named && !hasRun(numbers)) return { urls: [], at: -1 }
  const at = first?.el.index ?? -1
  const seen = new Set<string>([url])
  const urls: string[] = []
  const parent = first?.el.parent
  for (const c of steps) {
    if (c.url === null || seen.has(c.url) || isHome(c, url)) continue
    if (named && parent !== undefined && Math.abs(c.el.index - at) > 300) continue
    seen.add(c.url)
    urls.push(c.url)
  }
  return { urls, at }
}

/** Page numbers 1 2 3 … stand in a run; single digits elsewhere are footnotes or counts. */
function hasRun(numbers: readonly Clickable[]): boolean {
  return numbers.some((c, i) => {
    const next = numbers[i + 1]
    return next !== undefined && Number(next.text) === Number(c.text) + 1 && next.el.index - c.el.index < 12
  })
}

const FRONT = /^https?:\/\/[^/]+\/(?:(?:index|default|main)\.\w{2,6})?$/i

/** 首页 of a menu or a trail is the site's front page, not the list's first. */
function isHome(c: Clickable, url: string): boolean {
  if (!/^首\s?页$/.test(c.text) || c.url === null) return false
  // A list in the root may begin at such an address; one with another name does not.
  if (FRONT.test(c.url)) return !/^https?:\/\/[^/]+\/index[_.-]?\d*\.\w{2,6}$/i.test(url)
  const directory = url.replace(/[^/]*$/, '')
  return !c.url.startsWith(directory)
}

/** A number before what lists count, or after the words for it. */
const COUNTED = /\d\s*[条篇个记则项件页]|总页数/

function fromWords(tree: Tree): { total: number | null; pages: number | null } {
  const text = tree.shown.plain.slice(0, 400_000)
  if (!COUNTED.test(text)) return { total: null, pages: null }
  const pages = !text.includes('页')
    ? undefined
    : (/共(?:计|有)?[\s:：]*(\d{1,5})\s*页/.exec(text)?.[1] ??
      /(?:第\s*)?\d{1,5}\s*[/／]\s*(\d{1,5})\s*页/.exec(text)?.[1] ??
      /总页数[\s:：]*(\d{1,5})/.exec(text)?.[1])
  const total =
    /(?:共(?:计|有)?|总共|总计|总数|总记录数?|记录总数)[\s:：]*(\d{1,8})\s*(?:条|篇|个?记录|则|项|件)/.exec(
      text,
    )?.[1]
  return {
    pages: pages === undefined ? null : Number(pages),
    total: total === undefined ? null : Number(total),
  }
}

/** hanweb: the data proxy's own address in the page's source, with the total that goes with it. */
function fromProxy(
  source: string,
  base: string,
): { urls: string[]; pages: number | null; total: number | null } {
  const none = { urls: [], pages: null, total: null }
  const at = source.indexOf('dataproxy.jsp?')
  if (at < 0) return none
  const around = source.slice(Math.max(0, at - 300), at + 900)
  const raw = /["'(\s]((?:https?:\/\/[^"'\s]{1,200})?[\w./-]{0,200}dataproxy\.jsp\?[^"'\s<>)]{5,800})/.exec(
    around,
  )?.[1]
  const perPage = Number(/\bperPage\s*[:=]\s*['"]?(\d{1,4})/i.exec(source)?.[1] ?? '0')
  const told = /\btotalrecord\s*[:=>]\s*['"]?(\d{1,8})/i.exec(source)?.[1]
  const total = told === undefined ? null : Number(told)
  // All records stand in the page itself: there is nothing to ask the proxy for.
  if (total !== null && (source.match(/<record>/gi)?.length ?? 0) >= total)
    return { urls: [], pages: 1, total }
  const pages = total !== null && perPage > 0 ? Math.ceil(total / perPage) : null
  const urls: string[] = []
  const proxy = raw === undefined ? null : resolveLink(raw.replaceAll('&amp;', '&'), base)
  if (proxy !== null && /startrecord=/i.test(proxy) && total !== null && perPage > 0) {
    const size = perPage * 3
    for (let start = size + 1; start <= total && urls.length < MAX_PAGES; start += size) {
      const end = Math.min(total, start + size - 1)
      urls.push(
        proxy
          .replace(/startrecord=\d*/i, `startrecord=${start}`)
          .replace(/endrecord=\d*/i, `endrecord=${end}`),
      )
    }
  } else if (proxy !== null) urls.push(proxy)
  return { urls, pages, total }
}
