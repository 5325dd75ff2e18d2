/** Routes as data: method, path, who may, what goes in and out. The application, its description and its tests read this list. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Language } from '../messages/catalogue.js'
import { type Principal, ROLES, type Role, type Scope } from '../model/access.js'
import type { Office } from './office.js'

/** Who may use a route: everybody, or people of these roles and tokens of this scope (null: no token). */
export type Policy =
  | { readonly open: true }
  | { readonly open: false; readonly roles: readonly Role[]; readonly scope: Scope | null }

/** One request, with what it says already checked against the route's schemas. */
export interface Call {
  readonly office: Office
  /** null on open routes only, where nobody signed in. */
  readonly principal: Principal | null
  /** Token for forms of this session; empty without one. */
  readonly csrf: string
  readonly language: Language
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** One route. What `handle` returns is sent: an object as JSON, text as it is; undefined where it answered itself. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly policy: Policy
  /** api: bearer tokens or sessions, problem documents · page: people, redirected to sign in · root: neither. */
  readonly kind: 'api' | 'page' | 'root'
  /** One English line for the API description. */
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** What an answer of the API holds. */
  readonly answer?: z.ZodType
  /** Status of the usual answer; 200 unless said. */
  readonly status?: number
  /** Most requests of one address in a minute, where fewer than usual are permitted. */
  readonly perMinute?: number
  handle(call: Call): unknown
}

/** Open to everybody. */
export const OPEN: Policy = { open: true }

/** Every role, and tokens with the scope. */
export function everyone(scope: Scope | null): Policy {
  return { open: false, roles: ROLES, scope }
}

/** Every role but the evaluated units' own people, and tokens with the scope. */
export function insiders(scope: Scope | null): Policy {
  return { open: false, roles: ROLES.filter((role) => role !== 'unit'), scope }
}

/** These roles only. An administrator runs the machine; what the office decides is the office's. */
export function only(roles: readonly Role[], scope: Scope | null = null): Policy {
  return { open: false, roles, scope }
}

/** The methods that an address can be asked with; none where there is no such address. */
export function methodsAt(routes: readonly Route[], path: string): string[] {
  const asked = path.split('/')
  const stands = ({ path: pattern }: Route): boolean => {
    const parts = pattern.split('/')
    if (parts.length !== asked.length) return false
    return parts.every((part, n) => (part.startsWith(':') ? asked[n] !== '' : part === asked[n]))
  }
  return [...new Set(routes.filter(stands).map(({ method }) => method))].sort()
}

/** True when the principal may use a route of this policy. */
export function mayUse(policy: Policy, principal: Principal | null): boolean {
  if (policy.open) return true
  if (principal === null) return false
  if (principal.role === null) return policy.scope !== null && principal.scopes.includes(policy.scope)
  return policy.roles.includes(principal.role)
}

/** Whoever asks. Throws where a route that is not open forgot to be guarded: a bug of ours. */
export function asking(call: Call): Principal {
  if (!call.principal) throw new Error('a guarded route was reached by nobody')
  return call.principal
}
