/** Health of hosts: one that answers nothing, or has closed itself to us, is not asked again and again. */

import { originOf } from '../model/address.js'
import type { Attempt } from '../model/attempt.js'
import { type Cause, weightOf } from '../model/fault.js'

const SILENT: ReadonlySet<Cause> = new Set(['timeout', 'reset', 'tls'])
/** Failures in a row after which a host is left alone. */
const GIVE_UP_AFTER = 10
/** What a machine without a network sees; without a route its own system refuses, which is no cause of anybody's. */
const OF_THE_PATH: ReadonlySet<Cause> = new Set(['dns', 'refused', 'timeout', 'reset', 'tls', 'internal'])
/** The control is asked at the first block of a host, and again after so many more. */
const CONTROL_EVERY = 10

/** What watching hosts needs of the rest of the crawl. */
export interface HealthPorts {
  /** One fresh GET. */
  get(url: string): Promise<Attempt>
  /** A failure that may be our own network's. */
  onDoubt(): void
}

interface Host {
  /** Failures in a row, and the last of them. */
  silent: number
  last: Attempt | null
  blocks: number
  /** An address of it that answered well: the control. */
  good: string | null
  /** Set once its control is blocked too. */
  closed: Attempt | null
}

/** Watches attempts per origin. */
export class Health {
  readonly #hosts = new Map<string, Host>()

  constructor(private readonly ports: HealthPorts) {}

  #host(url: string): Host {
    const origin = originOf(url)
    let host = this.#hosts.get(origin)
    if (!host) {
      host = { silent: 0, last: null, blocks: 0, good: null, closed: null }
      this.#hosts.set(origin, host)
    }
    return host
  }

  /** Takes notice of an attempt. */
  note(attempt: Attempt): void {
    const host = this.#host(attempt.finalUrl)
    const { cause } = attempt
    if (cause !== null && OF_THE_PATH.has(cause)) this.ports.onDoubt()
    if (cause === null) host.good ??= attempt.url
    if (cause === null || !SILENT.has(cause)) {
      if (attempt.status !== null) host.silent = 0
      return
    }
    host.silent += 1
    host.last = attempt
  }

  /**
   * Takes notice of a wall: a page that answered before (else the host's home) is asked for, and if that is walled off
   * as well it is the visitor who is blocked, not the page that is closed; then the host is left alone.
   */
  async blocked(attempt: Attempt): Promise<void> {
    const { cause, url } = attempt
    // Each page may ask for a sign-in of its own, and who asks for a pause is served by the pacer.
    if (cause === null || weightOf(cause) !== 'block' || cause === 'login' || cause === 'rate-limited') return
    const host = this.#host(url)
    host.blocks += 1
    if (host.closed || host.blocks % CONTROL_EVERY !== 1) return
    const control = host.good ?? `${originOf(url)}/`
    if (control === url) return
    const answer = await this.ports.get(control)
    if (answer.cause !== null && weightOf(answer.cause) === 'block') host.closed = answer
  }

  /** The last attempt at a host that was given up; null while it is worth asking. Such doubt never becomes a fault. */
  givenUp(url: string): Attempt | null {
    const host = this.#hosts.get(originOf(url))
    if (!host) return null
    return host.closed ?? (host.silent >= GIVE_UP_AFTER ? host.last : null)
  }
}
