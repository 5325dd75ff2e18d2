/** What goes wrong with a request, as an RFC 9457 problem document in the reader's language. */
import { type Language, render } from '../messages/catalogue.js'
import { UserFault } from '../model/error.js'
import { FileFault } from '../model/file-fault.js'

/** Thrown by routes for a request that cannot be answered as asked; `key` is a sentence of the catalogue. */
export class Refusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429,
    readonly key: string,
    readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(`${status} ${key}`)
    this.name = 'Refusal'
  }
}

/** A problem document. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

const MACHINE = new Set(['ledger.busy', 'ledger.disk-full', 'ledger.not-writable', 'server.reports-busy'])

/** HTTP status of a fault: what there is not 404, what the machine lacks 503, bad input 422, a state that forbids it 409. */
function statusOf(fault: UserFault): number {
  if (MACHINE.has(fault.key)) return 503
  if (fault.exitStatus === 2) return 422
  return /\bunknown-/.test(fault.key) ? 404 : 409
}

function clientStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null
  const status = Number(error.statusCode)
  return status >= 400 && status < 500 ? status : null
}

/** The problem that an exception stands for. Of a bug of ours nothing is told but that it is one. */
export function problemOf(error: unknown, instance: string, language: Language): Problem {
  const made = (status: number, key: string, facts: Readonly<Record<string, unknown>>): Problem => ({
    type: `urn:xuncha:problem:${key}`,
    title: TITLES[status] ?? 'Error',
    status,
    detail: render(key, facts, language),
    instance,
  })
  if (error instanceof Refusal) return made(error.status, error.key, error.facts)
  if (error instanceof FileFault) {
    const detail = error.problems.map((one) => render(one.key, one.facts, language)).join('; ')
    return { ...made(422, 'server.invalid', { detail }), detail }
  }
  if (error instanceof UserFault) return made(statusOf(error), error.key, error.facts)
  const status = clientStatus(error)
  if (status === 429) return made(429, 'server.too-many', {})
  if (status !== null) {
    const detail = error instanceof Error ? error.message : ''
    return made(status, 'server.bad-request', { detail })
  }
  return made(500, 'server.bug', {})
}
