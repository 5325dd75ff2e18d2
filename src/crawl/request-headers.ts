/** What a request says of itself: the same for nearly all, so that nothing is made anew for each. */
import type { Validators } from './ports.js'

/** What makes a request different from others. */
export interface RequestTraits {
  /** No cache may answer. */
  readonly fresh: boolean
  /** The Cookie header, '' for none. */
  readonly cookie: string
  /** Sent as conditions. */
  readonly unless: Validators | null
  /** It carries a form. */
  readonly form: boolean
  /** The Referer header; null for none. */
  readonly from: string | null
}

/** Headers of a client's requests, by their traits. Shared: never change what it gives. */
export function requestHeaders(
  userAgent: string,
): (traits: RequestTraits) => Readonly<Record<string, string>> {
  const usual: Readonly<Record<string, string>> = {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
  }
  const uncached = { ...usual, 'cache-control': 'no-cache', pragma: 'no-cache' }
  // A crawl comes from one portal.
  let latest: {
    readonly from: string
    readonly usual: typeof usual
    readonly uncached: typeof usual
  } | null = null
  const commonOf = (fresh: boolean, from: string | null): typeof usual => {
    if (from === null) return fresh ? uncached : usual
    if (latest?.from !== from)
      latest = { from, usual: { ...usual, referer: from }, uncached: { ...uncached, referer: from } }
    return fresh ? latest.uncached : latest.usual
  }
  return ({ fresh, cookie, unless, form, from }) => {
    const common = commonOf(fresh, from)
    if (cookie === '' && unless === null && !form) return common
    return {
      ...common,
      ...(cookie === '' ? {} : { cookie }),
      ...(unless?.etag ? { 'if-none-match': unless.etag } : {}),
      ...(unless?.modified ? { 'if-modified-since': unless.modified } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    }
  }
}
