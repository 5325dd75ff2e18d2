/** What Playwright's requests and responses tell: redirect chains, main documents, and answers of our own proxy. */
import type { Page, Request, Response } from 'playwright'
import type { Hop } from '../model/attempt.js'
import { EGRESS_HEADER } from './egress-proxy.js'

const HOPS_MAX = 20

/** True for a request of the page's main frame. */
export function isMainFrame(request: Request, page: Page): boolean {
  try {
    return request.frame() === page.mainFrame()
  } catch {
    // Playwright throws for a request whose frame is not known yet.
    return false
  }
}

/** True for an answer of our own proxy. Inside a TLS tunnel the header could only come from the site itself. */
export function isOurs(response: Response): boolean {
  return response.url().startsWith('http:') && response.headers()[EGRESS_HEADER] !== undefined
}

/** The redirects that led to a request, first to last, at most 20. */
export async function hopsOf(last: Request): Promise<Hop[]> {
  const hops: Hop[] = []
  let request = last.redirectedFrom()
  while (request && hops.length < HOPS_MAX) {
    const response = await request.response().catch(() => null)
    hops.unshift({
      url: request.url(),
      status: response?.status() ?? 0,
      location: response?.headers().location ?? null,
    })
    request = request.redirectedFrom()
  }
  return hops
}

/** Host and port of an address, '' where it has none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}
