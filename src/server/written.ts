/** What is written down of a request that changes something: who, which route, on what, how it went; never a secret. */
import type { FastifyRequest } from 'fastify'
import { accountNamed } from '../ledger/accounts.js'
import { audit } from '../ledger/tokens.js'
import { UserFault } from '../model/error.js'
import { Refusal } from './problem.js'
import type { Call, Route } from './route.js'

/** Fields of a form that say what was done to what. Nothing else of a form is written down. */
const NOTED = [
  ...['do', 'what', 'of-kind', 'of-id', 'of-n', 'name', 'unit', 'role', 'purpose', 'outcome', 'verdict'],
  ...['points', 'indicator', 'rubric', 'period', 'bucket', 'to', 'until', 'entry'],
] as const
const NOTED_CHARACTERS = 60
const OUTCOME_CHARACTERS = 500

/** The address without its query, which may hold the secret of an invitation: neither a log nor a page repeats it. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

const fieldsOf = ({ body }: Call) => (body ?? {}) as Readonly<Record<string, unknown>>

function noted(call: Call): string {
  const given = fieldsOf(call)
  return NOTED.flatMap((name) => {
    const text = given[name]
    const short = typeof text === 'string' ? text.replace(/[\p{C}\s]+/gu, ' ').trim() : ''
    return short === '' ? [] : [` ${name}=${short.slice(0, NOTED_CHARACTERS)}`]
  }).join('')
}

/** How a request failed: a refusal as its key and facts, from which the sentence is made again when somebody reads it. */
export function outcomeOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof UserFault)
    return `${error.key} ${JSON.stringify(error.facts)}`.slice(0, OUTCOME_CHARACTERS)
  return error instanceof Error ? error.message.slice(0, OUTCOME_CHARACTERS) : 'error'
}

/** Who did it; at the door the account whose name was given, where there is such an account: people type passwords there. */
function actorOf(call: Call): string {
  if (call.principal !== null) return call.principal.name
  const { name } = fieldsOf(call)
  return (typeof name === 'string' && accountNamed(call.office.ledger, name.trim())?.name) || '-'
}

/** Puts what changes something, or was meant to, into the audit log. */
export function writeDown(route: Route, call: Call, outcome: string): void {
  if (route.method === 'GET') return
  // Whatever is typed at the door before anybody is known stays there.
  const target = `${pathOf(call.request)}${route.policy.open ? '' : noted(call)}`
  audit(call.office.ledger, {
    actor: actorOf(call),
    action: `${route.method} ${route.path}`,
    target,
    outcome,
  })
}
