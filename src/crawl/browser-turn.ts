/** Turning the pages of a list whose next page has no address: 下一页 is clicked as a visitor would, until nothing new comes. */
import { NEXT_CLASS, NEXT_PAGE, SPENT } from '../artifacts/turning.js'
import type { Tab } from './browser-tab.js'

/** Further pages of one list that are turned to at most. */
export const TURNS_MAX = 100

/** A list is given up after so long, or when its pages hold so many characters. */
const TURNING_MS = 30_000
/** Scripts that wait before they ask are given this long. */
const LATE_MS = 500
const CHARACTERS_MAX = 40_000_000

/** What tells an entry of a list: its words and where it leads. */
const ENTRIES = `[...document.querySelectorAll('a,li,tr,dd,[onclick]')].slice(0, 5000)
  .map((el) => (el.textContent || '').replace(/\\s+/g, '').slice(0, 80) + ' ' + (el.getAttribute('href') || ''))
  .filter((key) => key.length > 7)`

/**
 * Looks for the control of the next page among what a visitor sees, the innermost first, and clicks it where `click` is
 * set. True when there is one that has no address of its own and is not spent.
 */
function controlScript(click: boolean): string {
  return `(() => {
    const forward = ${NEXT_PAGE}, named = ${NEXT_CLASS}, spent = ${SPENT}
    const words = (el) => (el.localName === 'input' ? el.value : el.textContent || '').trim()
    const own = (el) => [words(el), el.title || '', el.getAttribute('aria-label') || ''].some((said) => said.length < 20 && forward.test(said))
    const kind = (el) => el.getAttribute('class') || ''
    const ended = (el) => el.disabled === true || el.hasAttribute('disabled') || el.getAttribute('aria-disabled') === 'true' || spent.test(kind(el))
    const bare = (url) => String(url).replace(/#.*$/s, '')
    const leads = (el) => {
      const link = el.closest('a[href]') || el.querySelector('a[href]')
      if (!link || /^\\s*(#|javascript:|$)/i.test(link.getAttribute('href'))) return false
      return bare(link.href) !== bare(document.URL)
    }
    const found = [...document.querySelectorAll('a,button,input[type=button],li,span,div,em')].filter((el) => el.childElementCount < 4 && (own(el) || (named.test(kind(el)) && words(el).length < 12)))
    const seen = (el) => {
      const box = el.getBoundingClientRect()
      return box.width > 0 && box.height > 0 && getComputedStyle(el).visibility !== 'hidden'
    }
    const press = (el) => {
      if (${click}) (el.querySelector('a,button') || el).click()
      return true
    }
    for (const el of found.reverse()) {
      const round = el.parentElement
      if (!seen(el) || ended(el) || (round && ended(round)) || leads(el)) continue
      return press(el)
    }
    const answers = (el) => el.localName === 'a' ? el.hasAttribute('href') || el.onclick !== null || el.hasAttribute('onclick') : el.localName === 'button' || el.hasAttribute('onclick')
    const numbers = [...document.querySelectorAll('a,button,li,span,em,strong,b,td,font')].filter((el) => el.childElementCount === 0 && /^\\[?\\d{1,4}\\]?$/.test(words(el)) && seen(el))
    const value = (el) => Number(words(el).replace(/\\D/g, ''))
    // The number of the page that is shown is the one that nobody can click, or that is marked.
    const at = numbers.findIndex((el, i) => {
      const near = [numbers[i - 1], numbers[i + 1]].some((other) => other && Math.abs(value(other) - value(el)) === 1 && answers(other))
      return near && (!answers(el) || /cur|active|select|(?:^|[\\s_-])(?:on|now|this)(?=$|\\s)/i.test(kind(el) + ' ' + (el.parentElement ? kind(el.parentElement) : '')))
    })
    const next = at < 0 ? undefined : numbers[at + 1]
    if (next && value(next) === value(numbers[at]) + 1 && answers(next) && !leads(next)) return press(next)
    return false
  })()`
}

/** The further pages of a list, as HTML, and whether it goes on behind the last of them. */
export interface Turned {
  readonly pages: readonly string[]
  readonly more: boolean
}

/** How many entries the tab shows that were not there before; they are remembered. */
async function freshEntries(tab: Tab, known: Set<string>): Promise<number> {
  const before = known.size
  for (const key of (await tab.evaluate<string[]>(ENTRIES)) ?? []) known.add(key)
  return known.size - before
}

/** How many entries are new once the page has settled; a script may take a moment before it asks for anything. */
async function shownNext(tab: Tab, known: Set<string>): Promise<number> {
  await tab.settle()
  const atOnce = await freshEntries(tab, known)
  if (atOnce > 0) return atOnce
  await new Promise((resolve) => setTimeout(resolve, LATE_MS))
  await tab.settle()
  return freshEntries(tab, known)
}

/** A list that grows as it is scrolled: to the end of the page, and of the largest box in it that scrolls. */
const SCROLL_DOWN = `(() => {
  const boxes = [...document.querySelectorAll('div,main,section,ul')].slice(0, 3000).filter((el) => el.clientHeight > 200 && el.scrollHeight > el.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(el).overflowY))
  const box = boxes.sort((a, b) => b.clientHeight - a.clientHeight)[0]
  const html = document.documentElement
  const moves = html.scrollHeight > innerHeight + 40 || box !== undefined
  if (moves) {
    scrollTo({ left: 0, top: html.scrollHeight, behavior: 'instant' })
    if (box) box.scrollTop = box.scrollHeight
  }
  return moves
})()`
/** Scripts hear of scrolling with the next pictures. */
const HEARD_MS = 120

/** Scrolls the list to its end; the page as it then is, null where nothing came of it. `more`: a limit ended it. */
async function scrolledOut(
  tab: Tab,
  known: Set<string>,
  turns: number,
  until: number,
): Promise<{ html: string; more: boolean } | null> {
  let grown = false
  for (let round = 0; round < turns && performance.now() < until; round++) {
    tab.forget()
    if ((await tab.evaluate<boolean>(SCROLL_DOWN)) !== true) break
    await new Promise((resolve) => setTimeout(resolve, HEARD_MS))
    if (tab.happened.requests > 0) await tab.settle()
    if ((await freshEntries(tab, known)) === 0) break
    grown = true
    if (round + 1 === turns) return withHtml(await tab.serialise(), true)
  }
  return grown ? withHtml(await tab.serialise(), performance.now() >= until) : null
}

const withHtml = (html: string | null, more: boolean) => (html === null ? null : { html, more })

/** The page as its address names it, without what a script may note behind it. */
function placeOf(tab: Tab): string {
  return tab.page.url().replace(/[?#].*$/s, '')
}

/**
 * Turns on from the list that the tab shows. A control that is spent, leads to another address or brings nothing new
 * ends it; `more` is true where a limit did, or where the page or the data of its list were lost on the way.
 * @param turns how often at most
 * @param failures how often something that the page asked for did not come
 */
export async function turnPages(tab: Tab, turns: number, failures: () => number): Promise<Turned> {
  const pages: string[] = []
  const until = performance.now() + TURNING_MS
  const place = placeOf(tab)
  const known = new Set<string>()
  await freshEntries(tab, known)
  const scrolled = await scrolledOut(tab, known, turns, until)
  if (scrolled) pages.push(scrolled.html)
  if (scrolled?.more) return { pages, more: true }
  for (let characters = 0; ; ) {
    const enough = pages.length >= turns || performance.now() >= until || characters >= CHARACTERS_MAX
    const before = failures()
    const found = await tab.evaluate<boolean>(controlScript(!enough))
    if (found !== true || enough) return { pages, more: found !== false }
    const fresh = await shownNext(tab, known)
    if (placeOf(tab) !== place) return { pages, more: true }
    if (fresh === 0) return { pages, more: failures() > before }
    if (failures() > before) return { pages, more: true }
    const html = await tab.serialise()
    if (html === null) return { pages, more: true }
    characters += html.length
    pages.push(html)
  }
}
