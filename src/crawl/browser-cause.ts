/** What a browser's failure means: from Chromium's words to causes. */
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
