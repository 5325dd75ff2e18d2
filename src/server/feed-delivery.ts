/** Delivers the feed while the server runs: to receivers over HTTP, and into files. */
import { setTimeout as sleep } from 'node:timers/promises'
import { feedFiles } from '../feed/files.js'
import { pushDue, waitingRecords } from '../feed/push.js'
import type { Companion, Office } from './office.js'
import { post } from './post.js'

const PAUSE_MS = 500

/** Delivers until it is stopped. `folder` null: no files. */
export function openDelivery(office: Office, folder: string | null): Companion {
  const { ledger, log, now } = office
  const stopping = new AbortController()
  const write = folder === null ? () => undefined : feedFiles(ledger, folder)
  const ports = {
    now,
    post: (url: string, headers: Readonly<Record<string, string>>, body: string) =>
      post(url, headers, body, stopping.signal),
    stopped: () => stopping.signal.aborted,
    warn: (facts: Readonly<Record<string, unknown>>, text: string) => log.warn(facts, text),
  }
  const loop = async () => {
    while (!stopping.signal.aborted) {
      let more = false
      try {
        write()
        more = await pushDue(ledger, ports)
      } catch (error) {
        log.error({ err: error }, 'the feed could not be delivered; it is tried again')
      }
      if (!more) await sleep(PAUSE_MS, null, { signal: stopping.signal }).catch(() => null)
    }
  }
  const done = loop()
  return {
    stop: () => {
      stopping.abort()
      return done
    },
    figures: () => ({ feed_waiting_records: waitingRecords(ledger) }),
  }
}
