/** The frame round every page of the console: head, navigation by role, language switch, notice, footer. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { hasMessage, type Language, type MessageFacts, render } from '../../messages/catalogue.js'
import type { Principal, Role } from '../../model/access.js'

/** A reader's language bound to the catalogue: `words('overview')` renders `console.overview`. */
export interface Words {
  readonly language: Language
  (key: string, facts?: MessageFacts): string
  /** The sentence of a whole key, from any area of the catalogue. */
  say(key: string, facts?: MessageFacts): string
  /** The word for a name of a closed list, else the bare name. */
  of(area: string, name: string | null | undefined): string
}

/** What every page is given beside its own data. */
export interface Frame {
  readonly words: Words
  /** Who reads; null on the page for signing in. */
  readonly principal: Principal | null
  /** Secret that every form sends back; empty where nobody is signed in. */
  readonly csrf: string
  /** Path and query of the page, for the language switch and the current entry of the navigation. */
  readonly path: string
  readonly timezone: string
  /** What the last action came to; `bad`: it was refused. */
  readonly notice: { readonly text: string; readonly bad: boolean } | null
}

/** Words of the console in one language. */
export function wordsIn(language: Language): Words {
  const say = (key: string, facts: MessageFacts = {}) => render(key, facts, language)
  return Object.assign((key: string, facts: MessageFacts = {}) => say(`console.${key}`, facts), {
    language,
    say,
    of: (area: string, name: string | null | undefined) => {
      if (name === null || name === undefined || name === '') return ''
      return hasMessage(`${area}.${name}`) ? say(`${area}.${name}`) : name
    },
  })
}

/** Everybody in the office; a unit's own account sees its rows through the same pages. */
const STAFF: readonly Role[] = ['viewer', 'evaluator', 'reviewer', 'office', 'administrator']
const ALL: readonly Role[] = [...STAFF, 'unit']

/** Entries of the navigation, with the roles that see each. */
const NAVIGATION: readonly {
  readonly path: string
  readonly key: string
  readonly roles: readonly Role[]
}[] = [
  { path: '/', key: 'nav.overview', roles: ALL },
  { path: '/findings', key: 'nav.findings', roles: ALL },
  { path: '/review', key: 'nav.review', roles: ['evaluator', 'reviewer', 'office'] },
  { path: '/disputes', key: 'nav.disputes', roles: ALL },
  { path: '/rectification', key: 'nav.rectification', roles: ALL },
  { path: '/records', key: 'nav.records', roles: ALL },
  { path: '/agenda', key: 'nav.agenda', roles: ALL },
  { path: '/assessments', key: 'nav.assessments', roles: STAFF },
  { path: '/runs', key: 'nav.runs', roles: STAFF },
  { path: '/registry', key: 'nav.registry', roles: ['evaluator', 'office', 'administrator'] },
  { path: '/accounts', key: 'nav.accounts', roles: ['administrator'] },
  { path: '/audit', key: 'nav.audit', roles: ['office', 'administrator'] },
]

function isCurrent(path: string, entry: string): boolean {
  const bare = path.split('?', 1)[0] ?? ''
  return entry === '/' ? bare === '/' : bare === entry || bare.startsWith(`${entry}/`)
}

/** The page's own address with another language. */
function inLanguage(path: string, language: Language): string {
  const [bare = '/', query = ''] = path.split('?', 2)
  const asked = new URLSearchParams(query)
  asked.set('lang', language)
  return `${bare}?${asked.toString()}`
}

function head({ words, principal, path, csrf }: Frame): Markup {
  const other: Language = words.language === 'en' ? 'zh-CN' : 'en'
  const entries = principal
    ? NAVIGATION.filter(({ roles }) => principal.role !== null && roles.includes(principal.role))
    : []
  const links = entries.map(
    (entry) =>
      html`<a href="${entry.path}"${isCurrent(path, entry.path) ? html` aria-current="page"` : ''}>${words(entry.key)}</a>`,
  )
  const person = principal
    ? html`<span class="who">${principal.name}<small>${words(`role.${principal.role ?? 'program'}`)}</small></span><form method="post" action="/logout">${hidden(csrf)}<button class="quiet">${words('sign-out')}</button></form>`
    : ''
  return html`<header><a class="skip" href="#main">${words('skip')}</a><div class="bar"><a class="brand" href="/">${words('brand')}</a><div class="me"><a href="${inLanguage(path, other)}" lang="${other}" hreflang="${other}">${other === 'en' ? 'English' : '中文'}</a>${person}</div></div>${links.length > 0 ? html`<nav aria-label="${words('navigation')}">${links}</nav>` : ''}</header>`
}

/** The hidden field by which a form proves that this program made it. */
export function hidden(csrf: string): Markup {
  return html`<input type="hidden" name="_csrf" value="${csrf}">`
}

/** A whole page. `body` is markup of the program's own; whatever was crawled is escaped in it already. */
export function pageOf(frame: Frame, title: string, body: Markup): string {
  const { words, notice } = frame
  const told = notice
    ? html`<p class="notice${notice.bad ? ' bad' : ''}" role="${notice.bad ? 'alert' : 'status'}">${notice.text}</p>`
    : ''
  return html`<!DOCTYPE html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · ${words('brand')}</title><link rel="stylesheet" href="/assets/console.css"><link rel="icon" href="/assets/icon.svg" type="image/svg+xml"><script src="/assets/console.js" defer></script></head>
<body>${head(frame)}<main id="main" tabindex="-1"><h1>${title}</h1>${told}${body}</main><footer>${words('footer')}</footer></body></html>
`.text
}
