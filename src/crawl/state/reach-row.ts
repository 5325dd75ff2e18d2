/** Reaches as rows: outcome, cause and status as columns, the attempts behind them as a short list. */
import type { Attempt, Reach } from '../../model/attempt.js'
import { sharedText } from './shared-text.js'

/** The columns that a table needs to hold a reach. `attempts` NULL: never looked at. */
export const REACH_COLUMNS =
  'outcome TEXT, cause TEXT, status INTEGER, bytes INTEGER, ended TEXT, attempts TEXT'

/** A reach as its columns hold it. */
export interface ReachRow {
  readonly outcome: string | null
  readonly cause: string | null
  readonly status: number | null
  readonly bytes: number | null
  /** Where it ended; NULL: where it began. */
  readonly ended: string | null
  /** NULL of what answers as it should: hardly anybody asks for those, and nearly all are such. */
  readonly attempts: string | null
}

/** What a question for reaches names of a table, in place of the column `attempts`. */
export const attemptsIn = (table: string): string =>
  `CASE WHEN ${table}.outcome = 'ok' THEN NULL ELSE ${table}.attempts END AS attempts`

/** Finds the attempts that a row leaves out, by its address. */
export type FindAttempts = (url: string) => string | null

/** Fields that most attempts share with their reach are 0; the rest stands as it is, in this order. */
type Packed = readonly [
  client: 0 | 1,
  startedAt: number,
  tookMs: number,
  status: Attempt['status'],
  cause: Attempt['cause'],
  error: Attempt['error'],
  address: Attempt['address'],
  bytes: number,
  bodySha256: Attempt['bodySha256'],
  contentType: Attempt['contentType'],
  url: string | 0,
  finalUrl: string | 0,
  redirects: Attempt['redirects'] | 0,
]

function pack(attempt: Attempt, url: string): Packed {
  const { client, startedAt, finishedAt, status, cause, error, address, bytes, bodySha256, contentType } =
    attempt
  return [
    client === 'http' ? 0 : 1,
    startedAt,
    finishedAt - startedAt,
    status,
    cause,
    error,
    address,
    bytes,
    bodySha256,
    contentType,
    attempt.url === url ? 0 : attempt.url,
    attempt.finalUrl === attempt.url ? 0 : attempt.finalUrl,
    attempt.redirects.length === 0 ? 0 : attempt.redirects,
  ]
}

function unpack(packed: Packed, reachUrl: string): Attempt {
  const [client, startedAt, tookMs, status, cause, error, address, bytes, bodySha256, contentType] = packed
  const url = packed[10] === 0 ? reachUrl : packed[10]
  return {
    client: client === 0 ? 'http' : 'browser',
    url,
    startedAt,
    finishedAt: startedAt + tookMs,
    finalUrl: packed[11] === 0 ? url : packed[11],
    status,
    cause,
    error,
    address,
    redirects: packed[12] === 0 ? [] : packed[12],
    bytes,
    bodySha256,
    contentType,
  }
}

/** True for a reach that its status, its size and its attempts tell in full. */
export function isFine({ outcome, cause, finalUrl, url }: Reach): boolean {
  return outcome === 'ok' && cause === null && finalUrl === url
}

/** A reach as its columns' values, in their order. */
export function rowOfReach(
  reach: Reach,
): [string, string | null, number | null, number | null, string | null, string] {
  const { url, outcome, cause, status, bytes, finalUrl } = reach
  return [outcome, cause, status, bytes, finalUrl === url ? null : finalUrl, packAttempts(reach)]
}

/** The attempts of a reach as text. */
export function packAttempts({ attempts, url }: Reach): string {
  return JSON.stringify(attempts.map((attempt) => pack(attempt, url)))
}

/** A reach out of its row. Its attempts are made when somebody asks for them: of links that work hardly anybody does. */
class StoredReach implements Reach {
  readonly outcome: Reach['outcome']
  readonly cause: Reach['cause']
  readonly status: number | null
  readonly bytes: number | null
  readonly finalUrl: string
  readonly #attempts: string | FindAttempts

  constructor(
    readonly url: string,
    row: ReachRow,
    find: FindAttempts,
  ) {
    this.outcome = sharedText((row.outcome ?? 'unknown') as Reach['outcome'])
    this.cause = sharedText(row.cause as Reach['cause'])
    this.status = row.status
    this.bytes = row.bytes
    this.finalUrl = row.ended ?? url
    this.#attempts = row.attempts ?? find
  }

  get attempts(): Attempt[] {
    const known = this.#attempts
    const text = typeof known === 'string' ? known : (known(this.url) ?? '[]')
    return (JSON.parse(text) as readonly Packed[]).map((packed) => unpack(packed, this.url))
  }
}

/** A reach again. Whoever copies it names its attempts. */
export function reachOfRow(url: string, row: ReachRow, find: FindAttempts): Reach {
  return new StoredReach(url, row, find)
}
