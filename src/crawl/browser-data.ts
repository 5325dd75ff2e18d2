/** Whether the data that a page's scripts ask its own site for came: what a failing service leaves empty is not empty. */
import type { Page, Request, Response } from 'playwright'
import { hostOf } from './browser-response.js'

const DATA: ReadonlySet<string> = new Set(['xhr', 'fetch'])
/** An answer that a file of data is not there is an answer: nothing was ever put into it. */
const ANSWERS: ReadonlySet<number> = new Set([404, 410])

/** Watches a page until `rest` is called. */
export interface DataWatch {
  /** A request of its scripts to its own host failed, was refused, or was answered with an error. */
  failed(): boolean
  /** How often so far, pages that it went on to included. */
  failures(): number
  rest(): void
}

/** Begins to watch what the scripts of a page ask for. */
export function watchData(page: Page): DataWatch {
  let failures = 0
  const isOwn = (request: Request): boolean =>
    DATA.has(request.resourceType()) && hostOf(request.url()) === hostOf(page.url())
  let lost = 0
  const onResponse = (response: Response): void => {
    const status = response.status()
    const request = response.request()
    if (status >= 400 && request.isNavigationRequest() && request.frame() === page.mainFrame()) lost++
    if (status >= 400 && !ANSWERS.has(status) && isOwn(request)) failures++
  }
  const onFailure = (request: Request): void => {
    // What a script or a new page calls off did not fail.
    if (!/ABORTED/.test(request.failure()?.errorText ?? '') && isOwn(request)) failures++
  }
  page.on('response', onResponse)
  page.on('requestfailed', onFailure)
  return {
    failed: () => failures > 0,
    failures: () => failures + lost,
    rest: () => {
      page.off('response', onResponse)
      page.off('requestfailed', onFailure)
    },
  }
}
