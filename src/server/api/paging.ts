/** Lists by pages: an opaque cursor names the last thing that was given. */
import { z } from 'zod'
import { Refusal } from '../problem.js'
import type { Call } from '../route.js'

const MOST = 1_000
const USUAL = 100

/** What every list takes: `limit` (1 to 1000) and the `next` of the page before as `cursor`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
  cursor: z.string().max(300).optional(),
}

/** What every list answers: its items, and the cursor of the next page or null. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

const coded = (key: string): string => Buffer.from(key, 'utf8').toString('base64url')

/** The key that a cursor names. Throws Refusal for one that is not ours. */
function keyOf(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8')
  if (coded(key) !== cursor) throw new Refusal(422, 'server.bad-cursor')
  return key
}

/**
 * One page of a list that is in ascending order of `key` (plain string order); tells the next one in the Link header too.
 */
export function paged<T>(call: Call, all: readonly T[], key: (item: T) => string) {
  const { limit, cursor } = call.query as { limit: number; cursor?: string }
  const after = cursor === undefined ? null : keyOf(cursor)
  const rest = after === null ? all : all.filter((item) => key(item) > after)
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  const next = rest.length > items.length && last !== undefined ? coded(key(last)) : null
  linkNext(call, next === null ? null : ['cursor', next])
  return { items, next }
}

/** Names the next page in a Link header (RFC 8288). */
export function linkNext(call: Call, parameter: readonly [string, string] | null): void {
  if (parameter === null) return
  const url = new URL(call.request.url, 'http://localhost')
  url.searchParams.set(...parameter)
  call.reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
}
