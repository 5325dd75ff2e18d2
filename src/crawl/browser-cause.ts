/** What a browser's failure means: pure tables from Chromium's words and HTTP statuses to causes. */
import type { Cause } from '../model/fault.js'

const BY_NET_ERROR: readonly (readonly [RegExp, Cause])[] = [
  [/ERR_TOO_MANY_REDIRECTS/, 'redirect-loop'],
  [/ERR_(CERT|SSL|TLS|BAD_SSL|INSECURE)/, 'tls'],
  [/ERR_CONNECTION_REFUSED/, 'refused'],
  [/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION/, 'dns'],
  [/ERR_(CONNECTION_)?TIMED_OUT|Timeout \d+ms exceeded|ERR_ADDRESS_UNREACHABLE/, 'timeout'],
  [/ERR_CONNECTION_(RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_SOCKET/, 'reset'],
  [
    /ERR_(HTTP2|QUIC|INVALID_(HTTP_)?RESPONSE|RESPONSE_HEADERS|CONTENT|INCOMPLETE|INVALID_CHUNKED)/,
    'protocol',
  ],
]

/** Cause of a failed navigation by Chromium's message. What is not known is ours, so that it blames nobody. */
export function causeOfNavigationError(message: string): Cause {
  return BY_NET_ERROR.find(([pattern]) => pattern.test(message))?.[1] ?? 'internal'
}

const BY_STATUS: Readonly<Record<number, Cause>> = {
  401: 'login',
  403: 'forbidden',
  404: 'http-404',
  407: 'egress',
  410: 'http-410',
  412: 'challenge',
  429: 'rate-limited',
  491: 'forbidden',
  521: 'challenge',
}

/** Cause of a final HTTP status; null where it answers. */
export function causeOfStatus(status: number): Cause | null {
  const known = BY_STATUS[status]
  if (known) return known
  if (status >= 500) return 'http-5xx'
  return status >= 400 ? 'http-4xx' : null
}
