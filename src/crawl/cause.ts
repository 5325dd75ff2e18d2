/** Causes of the wire: what an error code or a status line amounts to. Anything unheard of is ours, never the portal's. */
import type { Cause } from '../model/fault.js'

const BY_CODE: Readonly<Record<string, Cause>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'timeout',
  EAI_FAIL: 'timeout',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'timeout',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  EHOSTUNREACH: 'timeout',
  EHOSTDOWN: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  XUNCHA_TOTAL_TIMEOUT: 'timeout',
  EPROTO: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RESPONSE: 'protocol',
  ERR_INVALID_URL: 'protocol',
  XUNCHA_ENCODING: 'protocol',
}

const PREFIXES: readonly (readonly [string, Cause])[] = [
  ['CERT_', 'tls'],
  ['ERR_TLS_', 'tls'],
  ['ERR_SSL_', 'tls'],
  ['HPE_', 'protocol'],
]

function causeOfCode(code: string): Cause | null {
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code] ?? null
  return PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1] ?? null
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}

/**
 * The cause of a failed request. Several addresses that failed differently give the mildest: a refusal counts
 * only when every address refused.
 */
export function causeOfError(error: unknown): Cause {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const causes = error.errors.map((one) => causeOfError(one))
    return causes.every((cause) => cause === causes[0])
      ? (causes[0] ?? 'internal')
      : (causes.find((cause) => cause === 'timeout') ?? 'reset')
  }
  const known = causeOfCode(codeOf(error))
  if (known) return known
  if (error instanceof Error && error.name === 'HTTPParserError') return 'protocol'
  if (error instanceof Error && error.cause !== undefined && error.cause !== error)
    return causeOfError(error.cause)
  return 'internal'
}

/** One line for evidence: code and message, at most 300 characters. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error)
  const code = codeOf(error)
  return (code && !message.includes(code) ? `${code}: ${message}` : message).slice(0, 300)
}

const BY_STATUS: Readonly<Record<number, Cause>> = {
  401: 'login',
  403: 'forbidden',
  404: 'http-404',
  // A wall's answer (Aliyun's among them) sooner than a page's: contract §5 lists it with 403.
  405: 'forbidden',
  407: 'login',
  408: 'timeout',
  410: 'http-410',
  412: 'challenge',
  429: 'rate-limited',
  491: 'challenge',
  512: 'challenge',
  521: 'challenge',
}

/** The cause that a final status stands for; null for a success. A redirect without a target and a 304 are `protocol`. */
export function causeOfStatus(status: number): Cause | null {
  const known = BY_STATUS[status]
  if (known) return known
  if (status >= 200 && status < 300) return null
  if (status >= 400 && status < 500) return 'http-4xx'
  if (status >= 500 && status < 600) return 'http-5xx'
  return 'protocol'
}

/** Cookies and scripts of the usual walls: 瑞数, 加速乐, 阿里云, 网防, wzws. */
const CHALLENGE_COOKIE = /(?:^|[\s;,])(?:__jsl_clearance|__jsluid|acw_sc__v[23]|C3VK|wzws_|aliyungf_tc_sc)/i
const CHALLENGE_SCRIPT =
  /\$_ts\s*[=[]|__jsl_clearance|acw_sc__v2|wzws-waf|_\$cT\(|\/cdn-cgi\/challenge-platform|id="renderData"/

/** What such scripts hold, looked for before the pattern is: thousands of files hold none of it. */
const SCRIPT_MARKS = [
  '$_ts',
  '__jsl_clearance',
  'acw_sc__v2',
  'wzws-waf',
  '_$cT(',
  '/cdn-cgi/challenge-platform',
  'id="renderData"',
]

function holdsScript(start: string): boolean {
  return SCRIPT_MARKS.some((mark) => start.includes(mark)) && CHALLENGE_SCRIPT.test(start)
}

/** True when an answer is a wall's and not the portal's: a script to pass instead of a page. */
export function isChallenge(status: number, setCookie: string, start: string): boolean {
  if (status === 412 || status === 491 || status === 512 || status === 521) return true
  // A page behind such a wall carries its script too: with links in it, it is the page.
  if ((status >= 300 || !/<a\s/i.test(start)) && holdsScript(start)) return true
  return (status === 202 || status === 503 || status === 403) && CHALLENGE_COOKIE.test(setCookie)
}
