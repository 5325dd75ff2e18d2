/** One inspection of a site at a time over all workers: a lock in Redis that ends by itself where its holder dies. */
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { siteKey } from './redis.js'

const KEEP = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`
const DROP = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

/** A held lock. */
export interface HeldSite {
  release(): Promise<void>
}

/**
 * Takes a site's lock and renews it until it is released; null where another inspection has it.
 * @param leaseMs how long it outlives its holder
 */
export async function holdSite(redis: Redis, site: string, leaseMs: number): Promise<HeldSite | null> {
  const key = siteKey(site)
  const holder = randomUUID()
  if ((await redis.set(key, holder, 'PX', leaseMs, 'NX')) !== 'OK') return null
  const renewal = setInterval(() => {
    // What fails is renewed next time; a lock that ran out meanwhile is somebody else's.
    redis.eval(KEEP, 1, key, holder, String(leaseMs)).catch(() => undefined)
  }, leaseMs / 3)
  return {
    release: async () => {
      clearInterval(renewal)
      await redis.eval(DROP, 1, key, holder)
    },
  }
}
