/** Signing in and out, and the one-time link by which a person sets a password. */
import { html } from '../../../reports/html/markup.js'
import { invited, usePassword } from '../../ledger/accounts.js'
import { pageOf, type Words, wordsIn } from '../pages/frame.js'
import { field, hiddenFields } from '../pages/parts.js'
import { hashPassword, isFit } from '../password.js'
import { type Call, everyone, OPEN, type Route } from '../route.js'
import { closeSession, openSession, signIn } from '../sign-in.js'
import { backTo } from './visit.js'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const formField = (call: Call, name: string): string =>
  text((call.body as Record<string, unknown> | null)?.[name])

function sent(call: Call, title: string, body: ReturnType<typeof html>, bad: string | null, status = 200) {
  call.reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store')
  const frame = {
    words: wordsIn(call.language),
    principal: null,
    csrf: '',
    path: call.request.url,
    timezone: 'Asia/Shanghai',
    notice: bad === null ? null : { text: bad, bad: true },
  }
  return pageOf(frame, title, body)
}

function loginBody(call: Call, words: Words, name: string, next: string) {
  return html`<section class="card narrow"><form method="post" action="/login" class="act">${hiddenFields({ next, _csrf: call.csrf })}${field(words('account'), 'name', { value: name, required: true, autocomplete: 'username' })}${field(words('password'), 'password', { type: 'password', required: true, autocomplete: 'current-password' })}<button>${words('sign-in')}</button></form><p class="sub">${words('sign-in-help')}</p></section>`
}

function passwordBody(call: Call, words: Words, secret: string, name: string) {
  return html`<section class="card narrow"><p>${words('welcome', { name })}</p><form method="post" action="/welcome" class="act">${hiddenFields({ secret, _csrf: call.csrf })}<label class="unseen">${words('account')}<input name="username" value="${name}" autocomplete="username" readonly></label>${field(words('new-password'), 'password', { type: 'password', required: true, autocomplete: 'new-password', hint: words('password-rule') })}<button>${words('set-password')}</button></form></section>`
}

/** Chosen by the browser itself where the connection is encrypted. */
const isSecure = (call: Call): boolean => call.request.protocol === 'https'

const query = (call: Call, name: string): string => text((call.query as Record<string, unknown>)[name])

const open = (method: Route['method'], path: string, summary: string, handle: Route['handle']): Route => ({
  method,
  path,
  policy: OPEN,
  kind: 'page',
  summary,
  handle,
  ...(method === 'POST' && { perMinute: 20 }),
})

export const signInRoutes: readonly Route[] = [
  open('GET', '/login', 'Sign-in page', (call) => {
    const words = wordsIn(call.language)
    return sent(call, words('sign-in'), loginBody(call, words, '', backTo(query(call, 'next'), '/')), null)
  }),
  open('POST', '/login', 'Sign in', async (call) => {
    const words = wordsIn(call.language)
    const name = formField(call, 'name').trim()
    const next = backTo(formField(call, 'next'), '/')
    const outcome = await signIn(call.office.ledger, name, formField(call, 'password'))
    if ('account' in outcome) {
      openSession(call.office.ledger, outcome.account.name, call.reply, isSecure(call))
      return call.reply.redirect(next, 303)
    }
    const why = words.say(outcome.why === 'locked' ? 'server.locked' : 'server.wrong-password')
    return sent(call, words('sign-in'), loginBody(call, words, name, next), why, 401)
  }),
  {
    method: 'POST',
    path: '/logout',
    policy: everyone(null),
    kind: 'page',
    summary: 'Sign out',
    handle: (call) => {
      closeSession(call.office.ledger, call.request, call.reply)
      return call.reply.redirect('/login', 303)
    },
  },
  open('GET', '/welcome', 'Page for setting a password by a one-time link', (call) => {
    const words = wordsIn(call.language)
    const secret = query(call, 'secret')
    const name = invited(call.office.ledger, secret)
    if (name === null)
      return sent(call, words('set-password'), html``, words.say('server.invitation-gone'), 404)
    return sent(call, words('set-password'), passwordBody(call, words, secret, name), null)
  }),
  open('POST', '/welcome', 'Set a password by a one-time link', async (call) => {
    const words = wordsIn(call.language)
    const { ledger } = call.office
    const secret = formField(call, 'secret')
    const name = invited(ledger, secret)
    const gone = words.say('server.invitation-gone')
    if (name === null) return sent(call, words('set-password'), html``, gone, 404)
    const password = formField(call, 'password')
    if (!isFit(password))
      return sent(
        call,
        words('set-password'),
        passwordBody(call, words, secret, name),
        words.say('server.weak-password'),
        422,
      )
    const account = usePassword(ledger, secret, await hashPassword(password))
    if (!account) return sent(call, words('set-password'), html``, gone, 404)
    openSession(ledger, account.name, call.reply, isSecure(call))
    return call.reply.redirect('/', 303)
  }),
]
