/** One visit of a page or one action of a form, and how they become routes of the server. */
import type { Markup } from '../../../reports/html/markup.js'
import type { Ledger } from '../../ledger/open.js'
import { registry } from '../../ledger/registry-store.js'
import { hasMessage } from '../../messages/catalogue.js'
import type { Principal } from '../../model/access.js'
import { dayIn, type PlainDate } from '../../model/date.js'
import { DEFAULT_TIMEZONE } from '../../registry/resolve.js'
import type { Office } from '../office.js'
import { type Frame, pageOf, wordsIn } from '../pages/frame.js'
import { Refusal } from '../problem.js'
import { asking, type Call, type Policy, type Route } from '../route.js'

/** A file that came with a form. */
export interface UploadedFile {
  readonly name: string
  readonly bytes: Buffer
}

/** One request of a signed-in person. */
export interface Visit {
  readonly office: Office
  readonly ledger: Ledger
  readonly principal: Principal
  readonly frame: Frame
  readonly today: PlainDate
  readonly now: number
  readonly params: Readonly<Record<string, string>>
  /** A parameter of the address; null where it is absent or empty. */
  asked(name: string): string | null
  /** A field of the form, trimmed; empty where it is absent. */
  given(name: string): string
  /** A field of the form as it was sent, however long the form may be. */
  whole(name: string): string
  /** Every value of a field that may come several times, like ticks. */
  all(name: string): readonly string[]
  /** Files of a field of the form. */
  files(name: string): readonly UploadedFile[]
}

const MOST_TEXT = 20_000

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first.trim().slice(0, MOST_TEXT) : ''
}

function isFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer(value.bytes)
}

/** A sentence that an action left for the page that follows it. Only keys of ours are ever shown. */
function noticeOf(done: string | null, frame: Pick<Frame, 'words'>): Frame['notice'] {
  return done !== null && /^[a-z-]{1,40}$/.test(done) && hasMessage(`console.done.${done}`)
    ? { text: frame.words(`done.${done}`), bad: false }
    : null
}

/** The visit that a call is. */
export function visitOf(call: Call): Visit {
  const { office } = call
  const query = (call.query ?? {}) as Record<string, unknown>
  const body = (call.body ?? {}) as Record<string, unknown>
  const now = office.now()
  const timezone = registry(office.ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
  const asked = (name: string) => textOf(query[name]) || null
  const words = wordsIn(call.language)
  return {
    office,
    ledger: office.ledger,
    principal: asking(call),
    frame: {
      words,
      principal: call.principal,
      csrf: call.csrf,
      path: call.request.url,
      timezone,
      notice: noticeOf(asked('done'), { words }),
    },
    today: dayIn(timezone, now),
    now,
    params: call.params,
    asked,
    given: (name) => textOf(body[name]),
    whole: (name) => (typeof body[name] === 'string' ? body[name] : ''),
    all: (name) => [body[name]].flat().flatMap((one) => (typeof one === 'string' ? [textOf(one)] : [])),
    files: (name) =>
      [body[name]]
        .flat()
        .filter(isFile)
        .filter((file) => file.bytes.length > 0),
  }
}

/** Keeps the language that somebody chose; a year. */
function rememberLanguage(call: Call): void {
  const { lang } = (call.query ?? {}) as Record<string, unknown>
  if (lang !== 'en' && lang !== 'zh-CN') return
  call.reply.setCookie('lang', lang, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 31_536_000 })
}

/** A title and a body; `status`: 200 unless said. */
export interface ShownPage {
  readonly title: string
  readonly body: Markup
  readonly status?: number
}

/** What a page gives: its title and body, or another page to go to. */
export type Shown = ShownPage | { readonly to: string }

function sendPage(call: Call, visit: Visit, { title, body, status = 200 }: ShownPage): string {
  call.reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
  return pageOf(visit.frame, title, body)
}

/** A page for people. */
export function page(
  path: string,
  policy: Policy,
  summary: string,
  show: (visit: Visit) => Shown | Promise<Shown>,
): Route {
  return {
    method: 'GET',
    path,
    policy,
    kind: 'page',
    summary,
    handle: async (call) => {
      rememberLanguage(call)
      const visit = visitOf(call)
      const shown = await show(visit)
      if ('to' in shown) return call.reply.redirect(shown.to, 303)
      return sendPage(call, visit, shown)
    },
  }
}

/** An address with the sentence that the next page says first. */
export function told(to: string, done: string): string {
  const [bare = '/', hash = ''] = to.split('#', 2)
  return `${bare}${bare.includes('?') ? '&' : '?'}done=${done}${hash === '' ? '' : `#${hash}`}`
}

/** What a form does: it acts and names the page to go to, or shows itself again with what is wrong. */
export function action(
  path: string,
  policy: Policy,
  summary: string,
  act: (visit: Visit) => string | ShownPage | Promise<string | ShownPage>,
): Route {
  return {
    method: 'POST',
    path,
    policy,
    kind: 'page',
    summary,
    handle: async (call) => {
      const visit = visitOf(call)
      const done = await act(visit)
      return typeof done === 'string' ? call.reply.redirect(done, 303) : sendPage(call, visit, done)
    },
  }
}

const PER_PAGE = 50

/** The page of a long list that is asked for, and where it stands among all of them. */
export function pageAsked<T>(visit: Visit, all: readonly T[]) {
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE))
  const page = Math.min(pages, Math.max(1, Math.floor(Number(visit.asked('page') ?? 1)) || 1))
  return { items: all.slice((page - 1) * PER_PAGE, page * PER_PAGE), total: all.length, page, pages }
}

/** Pages of ours that an action may lead back to; anything else would let a form send people elsewhere. */
export function backTo(given: string, otherwise: string): string {
  return /^\/[a-z][\w/?=&.%-]*$/i.test(given) && !given.startsWith('//') ? given : otherwise
}

/** Refuses a unit's own people what is another unit's. @throws Refusal 403 */
export function refuseForeign(principal: Principal, units: readonly string[]): void {
  if (principal.unit !== null && !units.includes(principal.unit)) throw new Refusal(403, 'server.not-yours')
}

/** True where the reader holds one of these roles: forms that they may not send are not shown to them. */
export function holds(principal: Principal, roles: readonly string[]): boolean {
  return principal.role !== null && roles.includes(principal.role)
}
