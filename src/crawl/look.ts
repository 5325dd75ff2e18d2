/** One look at an address: the answer, what it says as a page, and the causes that only its content shows. */
import type { Skim } from '../artifacts/skim.js'
import type { Attempt } from '../model/attempt.js'
import type { Cause } from '../model/fault.js'
import type { PageFacts } from '../model/page.js'
import { latin1Start } from './answer.js'
import type { Validators } from './ports.js'
import { isFileUrl } from './territory.js'

/** How a target is used where it stands; decides what counts as a good answer. */
export type TargetRole = 'page' | 'attachment' | 'image'

/** An attempt with its cause after the content was judged, and what was read. */
export interface Look {
  readonly attempt: Attempt
  /** null where nothing readable came back, or the page was skimmed. */
  readonly facts: PageFacts | null
  /** Title and links of a page that was skimmed; its facts are not known. */
  readonly skim?: Skim | null
  /** Validators that came with the answer; with `sha256` they are those of an earlier reading that still holds. */
  readonly validators?: (Validators & { readonly sha256?: string }) | null
}

const HTML_TYPE = /^\s*(?:text\/html|application\/xhtml\+xml)/i
/** What a reader may make something of: pages, and the data stores of list pages. */
const READABLE_TYPE =
  /^\s*(?:text\/(?:html|xml|plain|javascript)|application\/(?:xhtml\+xml|xml|json|javascript))/i
const HTML_START =
  /^(?:\ufeff|\xef\xbb\xbf|\s|<!--[^>]{0,500}-->)*<(?:!doctype\s+html|html|head|body|script)\b/i
const LOGIN_URL = /(?:^|[/._-])(?:login|signin|sign-in|logon|sso|cas|passport|uaa|oauth2?|auth)(?:[/._?-]|$)/i
const HOTLINK_URL = /(?:hot-?link|anti-?leech|daolian|fangdao|nolink|no_?pic|nopic|placeholder|forbid)/i
const ERROR_TITLE =
  /(?:\b404\b|\b500\b|not\s+found|不存在|未找到|找不到|无法找到|出错|错误|已删除|失效|\berror\b)/i

function startOf(body: Uint8Array | null): string {
  return body === null ? '' : latin1Start(body, 1_024)
}

/** True for what may begin a page: a mark of byte order, a blank or a bracket. Most files begin otherwise. */
function mayBeginPage(code: number | undefined): boolean {
  return code === undefined || code === 0x3c || code <= 0x20 || code >= 0x80
}

/** Text is of another form than markup, or has bytes that no text has; the marks of UTF-16 announce such bytes. */
const NO_MARKUP = /^(?:%PDF|\{\\rtf)|^(?!\xff\xfe|\xfe\xff)[\s\S]*?[\0-\x08\x0e-\x1a\x1c-\x1f]/

/** True when a body is HTML, by its bytes first and by its header where the bytes do not tell: servers call any file so. */
export function isHtml(contentType: string | null, body: Uint8Array | null): boolean {
  if (mayBeginPage(body?.[0]) && HTML_START.test(startOf(body))) return true
  return contentType !== null && HTML_TYPE.test(contentType) && !NO_MARKUP.test(startOf(body))
}

/** True when the reader should see a body: HTML, or text that may be a list's data. */
export function isReadable(contentType: string | null, body: Uint8Array | null): boolean {
  if (body === null || body.length === 0) return false
  return isHtml(contentType, body) || contentType === null || READABLE_TYPE.test(contentType)
}

function hasPassword(facts: PageFacts): boolean {
  return facts.forms.some((form) => form.fields.some((field) => field.type.toLowerCase() === 'password'))
}

/** True when somebody who asked for something else was sent to sign in. */
export function isLogin(attempt: Attempt, facts: PageFacts | null): boolean {
  if (attempt.redirects.length === 0 || attempt.finalUrl === attempt.url) return false
  const [asked, landed] = [new URL(attempt.url), new URL(attempt.finalUrl)]
  if (LOGIN_URL.test(asked.pathname)) return false
  return (
    LOGIN_URL.test(landed.pathname) ||
    (facts !== null && hasPassword(facts) && asked.pathname !== landed.pathname)
  )
}

/** True when a deep address ended on the home page of its host or of the site. */
export function wentHome(attempt: Attempt, homes: readonly string[]): boolean {
  if (attempt.finalUrl === attempt.url) return false
  const asked = new URL(attempt.url)
  const deep =
    asked.pathname.split('/').filter(Boolean).length >= 2 || /\d/.test(asked.pathname + asked.search)
  const landed = new URL(attempt.finalUrl)
  const isHome = /^\/(?:index\.\w+)?$/.test(landed.pathname) && !landed.search
  return deep && asked.pathname !== landed.pathname && (isHome || homes.includes(attempt.finalUrl))
}

/** Wording of an error page, backed by a second sign; wording alone may be an article about it. */
export function isSoftError(facts: PageFacts): boolean {
  if (facts.softError === null) return false
  const titled = [facts.title, facts.heading].some((text) => text !== null && ERROR_TITLE.test(text))
  const thin = facts.textLength < 400 && facts.published === null && facts.items.length === 0
  return titled || thin || facts.kind === 'error'
}

/** The wall in front of a page, as the reader names it. */
function wallCause(blocked: string): Cause {
  if (/login/i.test(blocked)) return 'login'
  return /forbidden|403/.test(blocked) ? 'forbidden' : 'challenge'
}

/** A page with no content at all is none, in either spelling; counters and their like answer 204 in good order. */
function isEmptyAnswer(status: number | null, role: TargetRole): boolean {
  return status === 200 || (status === 204 && role === 'page')
}

/** Causes that content gives to an answer which looked good on the wire. null: it is what it should be. */
export function causeOfContent(
  attempt: Attempt,
  facts: PageFacts | null,
  body: Uint8Array | null,
  role: TargetRole,
): Cause | null {
  if (facts?.blocked) return wallCause(facts.blocked)
  if (isLogin(attempt, facts)) return 'login'
  const fileUrl = isFileUrl(attempt.url)
  const file = role !== 'page' || fileUrl
  if (isEmptyAnswer(attempt.status, role) && attempt.bytes === 0 && !body?.length) return 'empty-file'
  if (role === 'image' && movedToPlaceholder(attempt)) return 'placeholder'
  const html = isHtml(attempt.contentType, body)
  if (file && html && ((fileUrl && !mayBeMarkup(attempt, body)) || (facts !== null && isSoftError(facts))))
    return 'html-for-file'
  if (!file && facts !== null && isSoftError(facts)) return 'soft-404'
  return null
}

/** Files that may hold markup honestly. */
const TEXT_FILE = /\.(?:txt|svg|js|css|csv|eml)$/i

/** Documents that offices save as web pages, and their programs open. */
const OFFICE_FILE = /\.(?:docx?|xlsx?|pptx?|wps|et|dps|rtf)$/i
const OFFICE_TYPE = /msword|ms-excel|ms-powerpoint|officedocument|octet-stream|wps|kingsoft/i

/** True for a file that may be markup and still what its name says. */
function mayBeMarkup({ url, contentType }: Attempt, body: Uint8Array | null): boolean {
  const { pathname } = new URL(url)
  if (TEXT_FILE.test(pathname)) return true
  if (!OFFICE_FILE.test(pathname)) return false
  if (contentType !== null && OFFICE_TYPE.test(contentType)) return true
  return body !== null && /schemas-microsoft-com:office/i.test(latin1Start(body, 4_096))
}

function movedToPlaceholder(attempt: Attempt): boolean {
  if (attempt.redirects.length === 0) return false
  return (
    HOTLINK_URL.test(new URL(attempt.finalUrl).pathname) && !HOTLINK_URL.test(new URL(attempt.url).pathname)
  )
}

/** The same attempt with the cause that its content gives it. */
export function withCause(attempt: Attempt, cause: Cause | null): Attempt {
  return cause === null || attempt.cause !== null ? attempt : { ...attempt, cause, error: cause }
}
