/** Asking a portal's search once: by its address, or as a visitor types into its box. */
import type { PageFacts } from '../model/page.js'
import type { Look } from './look.js'
import type { BrowserPort, HttpPort } from './ports.js'
import { queryFor, type SearchWay } from './query.js'
import { lookAt, lookAtRendered } from './reading.js'

/** The clients of a search. */
export interface SearchClients {
  readonly http: HttpPort
  readonly browser: BrowserPort | null
  readonly signal: AbortSignal
}

/** One look at the result page by HTTP. */
export async function searchByHttp(way: SearchWay, keyword: string, clients: SearchClients): Promise<Look> {
  const query = queryFor(way, keyword)
  const { http, signal } = clients
  const answer = query.form
    ? await http.post(query.url, query.form, { signal })
    : await http.get(query.url, { signal, fresh: true })
  return lookAt(answer, 'page', true)
}

/** One look at the result page in the browser: by its address, or by typing into the form. */
export async function searchByBrowser(
  way: SearchWay,
  keyword: string,
  browser: BrowserPort,
  signal: AbortSignal,
): Promise<Look> {
  const query = queryFor(way, keyword)
  if (way.found === 'form' && query.form) return searchByTyping(way, keyword, browser)
  const look = lookAtRendered(await browser.render(query.url, { signal }))
  if (way.found === 'template' || look.facts === null || !look.facts.needsScript) return look
  return searchByTyping(way, keyword, browser)
}

/** One look at what comes when the words are typed into the form. */
export async function searchByTyping(
  way: Extract<SearchWay, { found: 'form' }>,
  keyword: string,
  browser: BrowserPort,
): Promise<Look> {
  return lookAtRendered(await browser.search(way.page, way.form.field, keyword))
}

/** True where the page that the form stands on came back: a script sends the words elsewhere, or nobody took them. */
export function cameBack(stood: PageFacts | null, facts: PageFacts): boolean {
  if (stood === null || facts.kind === 'search-results' || facts.title !== stood.title) return false
  const entries = ({ items }: PageFacts): string =>
    items.map(({ title, url }) => `${title} ${url}`).join('\n')
  return entries(facts) === entries(stood) && facts.text === stood.text
}
