/** Clicking: entries that lead nowhere as written are tried by a real click, once per distinct entry. */
import type { CrawlContext } from './context.js'

/** Clicks per unit: menus repeat, so more than this is one mistake many times over. */
const CLICKS_PER_UNIT = 50
/** Entries alike in the content of several pages: each is its own, but a template that is not told as such repeats them, too. */
const CLICKS_PER_PIECE = 3

/** What a click did, by `${page}\n${text}`, for each page address under which the entry was tried. Empty without a browser. */
export async function clickVoidLinks(context: CrawlContext): Promise<Map<string, 'nothing' | 'something'>> {
  const clicks = new Map<string, 'nothing' | 'something'>()
  const { browser, territory } = context
  if (!browser) return clicks
  const counts = new Map<string, number>()
  for (const page of context.state.pages()) {
    if (!page.facts || context.signal.aborted) continue
    const unit = territory.unitOf(page.url)
    if (!unit || !territory.inspected.has(unit.id)) continue
    for (const link of page.facts.links) {
      if (link.void === null || link.hidden || link.text === '') continue
      const piece = `${unit.id}\n${link.signature}\n${link.text}`
      const alike = counts.get(piece) ?? 0
      const count = counts.get(unit.id) ?? 0
      // In the frame one entry stands on every page; in content each page has its own.
      const enough = alike >= (link.region === 'frame' ? 1 : CLICKS_PER_PIECE)
      if (enough || count >= CLICKS_PER_UNIT || context.signal.aborted) continue
      counts.set(piece, alike + 1)
      counts.set(unit.id, count + 1)
      const outcome = await context.renderSlot(() => browser.click(page.finalUrl, link.text))
      clicks.set(`${page.url}\n${link.text}`, outcome)
      clicks.set(`${page.finalUrl}\n${link.text}`, outcome)
    }
  }
  return clicks
}
