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
  return ({ fresh, cookie, unless, form }) => {
    const common = fresh ? uncached : usual
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
