/** Courtesy in the browser: what its pages fetch is paid for, and what a host asks of them is asked of every client. */
import type { BrowserContext } from 'playwright'
import { isOurs } from './browser-response.js'
import { causeOfStatus } from './cause.js'
import type { Courtesy } from './courtesy.js'
import type { EgressProxy } from './egress-proxy.js'
import type { Pacer } from './pacer.js'

/** Answers by which a host may ask for a pause. */
const ASKING: ReadonlySet<number> = new Set([429, 503])

/** Watches every answer that a context gets. */
export function watchAnswers(
  context: BrowserContext,
  proxy: EgressProxy,
  pacer: Pacer | undefined,
  courtesy: Courtesy | undefined,
): void {
  context.on('response', (response) => {
    const url = response.url()
    if (isOurs(response) || !/^https?:/i.test(url)) return
    // The proxy pays for plain requests; inside a tunnel it sees none.
    if (/^https:/i.test(url)) pacer?.owe(url, proxy.noteOf(url)?.address ?? null)
    const status = response.status()
    if (ASKING.has(status)) courtesy?.note(url, causeOfStatus(status), 0, response.headers()['retry-after'])
  })
}
