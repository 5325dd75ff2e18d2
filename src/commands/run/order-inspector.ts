/** What a worker carries orders out with: clients of its own for each kind of settings, kept while they are in use. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fetchState, sendState } from '../../crawl/state/travel.js'
import type { Objects } from '../../evidence/objects.js'
import { placeFile } from '../../evidence/place-file.js'
import { sha256 } from '../../model/canonical.js'
import type { InspectionResult } from '../../model/inspection.js'
import type { Order } from '../../queue/order.js'
import type { Shell } from '../shell.js'
import { type Inspector, openInspectorAt, type Surroundings } from './inspector.js'

/** Clients that nobody used for so long are closed: a browser takes memory. */
const IDLE_MS = 60_000

interface Kept {
  readonly inspector: Promise<Inspector>
  users: number
  timer: NodeJS.Timeout | null
}

/** Carries orders out, several at once. */
export interface OrderInspector {
  inspect(order: Order, signal: AbortSignal): Promise<InspectionResult>
  close(): Promise<void>
}

/** The calendar that came with an order, as a file of this machine; its name is its hash, so that it is written once. */
function calendarFile(dataDir: string, text: string | null): string | null {
  if (text === null) return null
  const folder = join(dataDir, 'calendars')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${sha256(text).slice(0, 16)}.yaml`)
  placeFile(path, text)
  return path
}

/**
 * Opens what orders are carried out with. Clients are opened with the first order that needs them.
 * @param states where the states of sites are kept for whoever inspects them next; null: on this machine alone
 */
export function openOrderInspector(
  shell: Shell,
  around: Surroundings,
  states: Objects | null,
): OrderInspector {
  const kept = new Map<string, Kept>()
  const closing = new Set<Promise<void>>()
  /** State is derived: without it the site is read anew. */
  const travel = async (move: () => Promise<void> | null): Promise<void> => {
    try {
      await move()
    } catch (error) {
      shell.log.warn({ err: error }, 'a site’s state stays where it is')
    }
  }
  const drop = (id: string): void => {
    const one = kept.get(id)
    kept.delete(id)
    if (!one) return
    const closed = one.inspector.then((inspector) => inspector.close()).catch(() => undefined)
    closing.add(closed)
    void closed.then(() => closing.delete(closed))
  }
  const take = (id: string, open: () => Promise<Inspector>): Kept => {
    const one = kept.get(id) ?? { inspector: open(), users: 0, timer: null }
    kept.set(id, one)
    one.users += 1
    if (one.timer) clearTimeout(one.timer)
    return one
  }
  return {
    async inspect(order, signal) {
      const { settings, tool, timezone } = order
      const calendar = calendarFile(shell.dataDir, order.calendar)
      const id = sha256(JSON.stringify([settings, tool, timezone, calendar]))
      const one = take(id, () =>
        openInspectorAt(shell, { settings, tool, timezone, calendarFile: calendar }, around),
      )
      try {
        const inspector = await one.inspector
        const job = { ...order.job, dataDir: shell.dataDir, calendarFile: calendar }
        await travel(() => states && fetchState(shell.dataDir, job.site.id, states))
        const result = await inspector.inspect(job, signal)
        await travel(() => states && sendState(shell.dataDir, job.site.id, states))
        return result
      } finally {
        one.users -= 1
        if (one.users === 0) one.timer = setTimeout(() => drop(id), IDLE_MS).unref()
      }
    },
    async close() {
      for (const id of [...kept.keys()]) drop(id)
      await Promise.all(closing)
    },
  }
}
