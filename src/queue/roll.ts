/** The roll: which coordinators and workers are there, what each is, and since when nobody has heard of it. */
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keyOf } from './redis.js'
import { open, type Signer, sign } from './signed.js'

/** Whoever is not heard of for so long is gone. */
const GONE_AFTER_MS = 20_000
/** How often everybody says that they are there. */
export const HEARD_EVERY_MS = 4_000

const memberSchema = z.object({
  role: z.enum(['coordinator', 'worker']),
  /** One for each process. */
  id: z.string(),
  tool: z.string(),
  /** Where a worker looks from; null for a coordinator. */
  vantage: z.string().nullable(),
  /** Sites that a worker inspects at once, and how many it has now. */
  slots: z.number().int(),
  busy: z.number().int(),
})
export type Member = z.infer<typeof memberSchema>

const SAY = `
local t = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], t[1] * 1000 + math.floor(t[2] / 1000), ARGV[1])
return 1`
const LIST = `
local t = redis.call('TIME')
local before = t[1] * 1000 + math.floor(t[2] / 1000) - ARGV[1]
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', before)) do
  redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
end
return redis.call('HVALS', KEYS[1])`

const KEYS = [keyOf('roll'), keyOf('roll', 'heard')] as const

/** Says that somebody is there, by Redis' own clock. */
export async function sayThere(redis: Redis, member: Member, signer: Signer): Promise<void> {
  const signed = await sign('introduction', member, signer)
  await redis.eval(SAY, 2, ...KEYS, member.id, signed.toString('base64'))
}

/** Strikes somebody who leaves. */
export async function sayGone(redis: Redis, id: string): Promise<void> {
  await redis.hdel(KEYS[0], id)
  await redis.zrem(KEYS[1], id)
}

/** Everybody who was heard of lately and may belong here; introductions that prove nothing are passed over. */
export async function membersOf(redis: Redis, secret: string | null): Promise<Member[]> {
  const said = (await redis.eval(LIST, 2, ...KEYS, String(GONE_AFTER_MS))) as string[]
  const members = await Promise.all(
    said.map(async (packed) => {
      try {
        const { value } = await open('introduction', Buffer.from(packed, 'base64'), secret)
        return memberSchema.parse(value)
      } catch {
        return null
      }
    }),
  )
  return members.filter((member) => member !== null)
}
