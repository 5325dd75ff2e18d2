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
    const next = ${NEXT_PAGE}, named = ${NEXT_CLASS}, spent = ${SPENT}
    const words = (el) => (el.localName === 'input' ? el.value : el.textContent || '').trim()
    const own = (el) => [words(el), el.title || '', el.getAttribute('aria-label') || ''].some((said) => said.length < 20 && next.test(said))
    const kind = (el) => el.getAttribute('class') || ''
    const ended = (el) => el.disabled === true || el.hasAttribute('disabled') || el.getAttribute('aria-disabled') === 'true' || spent.test(kind(el))
    const bare = (url) => String(url).replace(/#.*$/s, '')
    const leads = (el) => {
      const link = el.closest('a[href]') || el.querySelector('a[href]')
      if (!link || /^\\s*(#|javascript:|$)/i.test(link.getAttribute('href'))) return false
      return bare(link.href) !== bare(document.URL)
    }
    const found = [...document.querySelectorAll('a,button,input[type=button],li,span,div,em')].filter((el) => own(el) || (named.test(kind(el)) && words(el).length < 12))
    for (const el of found.reverse()) {
      const box = el.getBoundingClientRect()
      if (box.width === 0 || box.height === 0 || getComputedStyle(el).visibility === 'hidden') continue
      const round = el.parentElement
      if (ended(el) || (round && ended(round)) || leads(el)) continue
      if (${click}) (el.querySelector('a,button') || el).click()
      return true
    }
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

/** The page as its address names it, without what a script may note behind it. */
function placeOf(tab: Tab): string {
  return tab.page.url().replace(/[?#].*$/s, '')
}

/**
 * Turns on from the list that the tab shows. A control that is spent, leads to another address or brings nothing new
 * ends it; `more` is true where a limit did, or where the page was lost on the way.
 * @param turns how often at most
 */
export async function turnPages(tab: Tab, turns: number): Promise<Turned> {
  const pages: string[] = []
  const until = performance.now() + TURNING_MS
  const place = placeOf(tab)
  const known = new Set<string>()
  await freshEntries(tab, known)
  for (let characters = 0; ; ) {
    const enough = pages.length >= turns || performance.now() >= until || characters >= CHARACTERS_MAX
    const found = await tab.evaluate<boolean>(controlScript(!enough))
    if (found !== true || enough) return { pages, more: found !== false }
    const fresh = await shownNext(tab, known)
    if (placeOf(tab) !== place) return { pages, more: true }
    if (fresh === 0) return { pages, more: false }
    const html = await tab.serialise()
    if (html === null) return { pages, more: true }
    characters += html.length
    pages.push(html)
  }
}
