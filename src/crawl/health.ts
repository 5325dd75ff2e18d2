/** Health of hosts: one that answered nothing many times in a row is not waited for again and again. */

import { originOf } from '../model/address.js'
import type { Attempt } from '../model/attempt.js'

const SILENT = new Set(['timeout', 'reset', 'tls'])
/** Failures in a row after which a host is left alone. */
const GIVE_UP_AFTER = 10

/** Watches attempts per origin. */
export class Health {
  readonly #silent = new Map<string, { count: number; last: Attempt }>()

  /** Takes notice of an attempt. */
  note(attempt: Attempt): void {
    const origin = originOf(attempt.finalUrl)
    if (attempt.cause === null || !SILENT.has(attempt.cause)) {
      if (attempt.status !== null) this.#silent.delete(origin)
      return
    }
    const known = this.#silent.get(origin)
    this.#silent.set(origin, { count: (known?.count ?? 0) + 1, last: attempt })
  }

  /** The last attempt at a host that was given up; null while it is worth asking. Such doubt never becomes a fault. */
  givenUp(url: string): Attempt | null {
    const known = this.#silent.get(originOf(url))
    return known && known.count >= GIVE_UP_AFTER ? known.last : null
  }
}
