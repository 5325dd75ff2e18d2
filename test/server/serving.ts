/** `serve` running over a data directory of its own, with people who may sign in. */
import { Writable } from 'node:stream'
import { run } from '../../src/cli.js'
import { addAccount, invite, usePassword } from '../../src/ledger/accounts.js'
import { openLedger } from '../../src/ledger/open.js'
import type { Role } from '../../src/model/access.js'
import { hashPassword, newSecret } from '../../src/server/password.js'
import { PASSWORD } from './served.js'

/** Stands for a terminal: what was written so far, and who waits for a word of it. */
export class Told extends Writable {
  text = ''
  private readonly waiting: { word: RegExp; resolve: (found: string) => void }[] = []
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('utf8')
    for (const { word, resolve } of this.waiting) {
      const found = word.exec(this.text)?.[0]
      if (found !== undefined) resolve(found)
    }
    done()
  }
  /** The word, once it was written. */
  said(word: RegExp): Promise<string> {
    const found = word.exec(this.text)?.[0]
    return found === undefined
      ? new Promise((resolve) => this.waiting.push({ word, resolve }))
      : Promise.resolve(found)
  }
}

/** A server that listens; `stop` ends it and gives its exit status. */
export interface Serving {
  readonly url: string
  stop(): Promise<number>
}

/** Starts `serve` on a port of its own. */
export async function serving(data: string, more: readonly string[] = []): Promise<Serving> {
  const stderr = new Told()
  const abort = new AbortController()
  const ended = run(['serve', '--port', '0', '--data', data, ...more], {
    stdout: new Told(),
    stderr,
    env: { XUNCHA_BROWSER: 'none' },
    now: Date.now,
    signal: abort.signal,
  })
  const url = await Promise.race([
    stderr.said(/http:\/\/127\.0\.0\.1:\d+/),
    ended.then((status) => Promise.reject(new Error(`serve ended with ${status}: ${stderr.text}`))),
  ])
  return {
    url,
    stop: () => {
      abort.abort()
      return ended
    },
  }
}

/** Adds people who sign in with the usual password: name to role and unit. */
export async function people(
  data: string,
  all: Readonly<Record<string, readonly [Role, string?]>>,
): Promise<void> {
  const ledger = openLedger(data)
  try {
    const hash = await hashPassword(PASSWORD)
    for (const [name, [role, unit]] of Object.entries(all)) {
      const secret = newSecret()
      addAccount(ledger, { name, role, unit: unit ?? null, actor: 'a' })
      invite(ledger, name, secret)
      usePassword(ledger, secret, hash)
    }
  } finally {
    ledger.close()
  }
}
