/** A search as a visitor makes it: types the keyword into the portal's box, presses Enter, else the button. */
import type { Page } from 'playwright'
import type { Attempt } from '../model/attempt.js'
import { sha256 } from '../model/canonical.js'
import { searchFieldScript } from './browser-scripts.js'
import { Tab } from './browser-tab.js'
import type { Rendered } from './ports.js'

/** Enter on a box without a form does nothing on many portals; the button then has more time. */
const ENTER_MS = 1_200
const BUTTON_MS = 2_500
const STEP_MS = 100
const TYPE_MS = 5_000
const FIELD = '[data-xuncha-field]'
const BUTTON = '[data-xuncha-button]'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function withHtml(attempt: Attempt, html: string | null): Rendered {
  if (html === null) return { attempt, html: null, finalUrl: attempt.finalUrl }
  const read = { bytes: Buffer.byteLength(html), bodySha256: sha256(html) }
  return { attempt: { ...attempt, ...read }, html, finalUrl: attempt.finalUrl }
}

/** A visit with what was read of it; a page that failed has no HTML. */
export async function readTab(tab: Tab, attempt: Attempt, shown: boolean): Promise<Rendered> {
  if (!shown || attempt.cause !== null) return { attempt, html: null, finalUrl: attempt.finalUrl }
  const html = await tab.serialise()
  const finalUrl = /^https?:/.test(tab.page.url()) ? tab.page.url() : attempt.finalUrl
  if (html === null)
    return { attempt: { ...attempt, finalUrl, cause: 'internal', error: 'unreadable' }, html, finalUrl }
  return withHtml({ ...attempt, finalUrl }, html)
}

async function answered(tab: Tab, before: string, ms: number): Promise<Page | null> {
  for (let waited = 0; waited < ms; waited += STEP_MS) {
    await pause(STEP_MS)
    const popup = tab.happened.popups.find((page) => !page.isClosed())
    if (popup) return popup
    if (tab.page.url() !== before || tab.happened.requests > 0) return tab.page
  }
  return null
}

/** Presses Enter in the box, then the button; the page where the answer shows, or null when nothing happened. */
async function submit(tab: Tab, keyword: string): Promise<Page | null> {
  const before = tab.page.url()
  const field = tab.page.locator(FIELD).first()
  try {
    await field.fill(keyword, { timeout: TYPE_MS })
  } catch {
    await field.fill(keyword, { timeout: TYPE_MS, force: true })
  }
  tab.forget()
  await field.press('Enter', { timeout: TYPE_MS, noWaitAfter: true })
  const byEnter = await answered(tab, before, ENTER_MS)
  if (byEnter) return byEnter
  const button = tab.page.locator(BUTTON).first()
  if ((await button.count()) === 0) return null
  tab.forget()
  await button.click({ timeout: TYPE_MS, noWaitAfter: true })
  return answered(tab, before, BUTTON_MS)
}

/**
 * Searches from the page's own box. The result page as rendered, also where it opens in another window.
 * A box that cannot be found or does not answer: `html` null, cause null, `error` search-no-field or search-inert.
 */
export async function searchFrom(tab: Tab, url: string, field: string, keyword: string): Promise<Rendered> {
  const visit = await tab.visit(url)
  const { attempt } = visit
  if (!visit.shown || attempt.cause !== null) return { attempt, html: null, finalUrl: attempt.finalUrl }
  if ((await tab.evaluate<boolean>(searchFieldScript(field))) !== true)
    return { attempt: { ...attempt, error: 'search-no-field' }, html: null, finalUrl: attempt.finalUrl }
  tab.keepPopups = true
  const startedAt = tab.now()
  try {
    const page = await submit(tab, keyword).catch(() => null)
    if (!page)
      return { attempt: { ...attempt, error: 'search-inert' }, html: null, finalUrl: attempt.finalUrl }
    if (page === tab.page) {
      await tab.settle()
      const result = await tab.describe(tab.page.url(), startedAt)
      return await readTab(tab, result.attempt, result.shown)
    }
    return await readPopup(tab, page)
  } finally {
    tab.keepPopups = false
    for (const popup of tab.happened.popups) await popup.close().catch(() => undefined)
  }
}

/** A result in a window of its own is opened anew in the tab, where its answer can be watched from the start. */
async function readPopup(tab: Tab, popup: Page): Promise<Rendered> {
  await popup
    .waitForURL(/^https?:/, { waitUntil: 'commit', timeout: tab.limits.navigationMs })
    .catch(() => undefined)
  const other = await Tab.open(popup.context(), tab.proxy, tab.limits, tab.now, popup)
  const startedAt = tab.now()
  await popup.waitForLoadState('load', { timeout: tab.limits.settleMs }).catch(() => undefined)
  await other.settle()
  const seen = await other.describe(popup.url(), startedAt)
  return readTab(other, { ...seen.attempt, finalUrl: popup.url() }, seen.shown)
}
