/** Who asks: a bearer token, or the cookie of a session; and signing in with its lock-out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type Account,
  accountNamed,
  beginSession,
  countFailure,
  endSession,
  sessionOf,
} from '../ledger/accounts.js'
import type { Ledger } from '../ledger/open.js'
import { tokenOf } from '../ledger/tokens.js'
import type { Principal } from '../model/access.js'
import { isPassword, newSecret } from './password.js'

export const COOKIE = 'xuncha'

/** Who a request comes from. */
export interface Asker {
  readonly principal: Principal | null
  /** Token that forms of the session must send back; empty for programs and strangers. */
  readonly csrf: string
  /** By a cookie: a browser sends it unasked, so that changes need the form's token as well. */
  readonly byCookie: boolean
}

/** A person as routes see one. */
function principalOf(account: Account): Principal {
  return { name: account.name, role: account.role, scopes: [], unit: account.unit }
}

/** Whoever asks; a bearer token goes before a cookie, and one that is not good counts as nobody. */
export function askerOf(ledger: Ledger, request: FastifyRequest): Asker {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(request.headers.authorization ?? '')
  if (request.headers.authorization !== undefined) {
    const token = bearer?.[1] === undefined ? null : tokenOf(ledger, bearer[1])
    const principal = token && {
      name: `token:${token.name}`,
      role: null,
      scopes: token.scopes,
      unit: token.unit,
    }
    return { principal, csrf: '', byCookie: false }
  }
  const cookie = request.cookies[COOKIE]
  const session = cookie === undefined ? null : sessionOf(ledger, cookie)
  if (session === null) return { principal: null, csrf: '', byCookie: false }
  return { principal: principalOf(session.account), csrf: session.csrf, byCookie: true }
}

/** Opens a session and gives its cookie to the browser. */
export function openSession(ledger: Ledger, name: string, reply: FastifyReply, secure: boolean): void {
  const secret = newSecret()
  beginSession(ledger, name, secret, newSecret())
  reply.setCookie(COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure })
}

/** Ends the session of a request. */
export function closeSession(ledger: Ledger, request: FastifyRequest, reply: FastifyReply): void {
  const cookie = request.cookies[COOKIE]
  if (cookie !== undefined) endSession(ledger, cookie)
  reply.clearCookie(COOKIE, { path: '/' })
}

/** What signing in came to: the account, or why not. */
export type SignedIn = { readonly account: Account } | { readonly why: 'wrong' | 'locked' }

/** Checks name and password. A locked account is refused whatever the password; a stranger takes as long as a typo. */
export async function signIn(ledger: Ledger, name: string, password: string): Promise<SignedIn> {
  const account = accountNamed(ledger, name)
  const locked = account !== null && account.lockedUntil > ledger.now()
  const right = await isPassword(password, account?.password ?? null)
  if (locked) return { why: 'locked' }
  if (!right || account === null || account.disabledAt !== null) {
    countFailure(ledger, name)
    return { why: 'wrong' }
  }
  return { account }
}
