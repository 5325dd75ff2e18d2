/** Coordinator and worker in this process, with the inspection itself played by the test. */
import pino from 'pino'
import { failedResult } from '../../src/commands/run/site-failure.js'
import { currentKey } from '../../src/evidence/keys.js'
import { openStore } from '../../src/evidence/store.js'
import type { InspectionJob, InspectionResult } from '../../src/model/inspection.js'
import { type Coordinator, openCoordinator, type Unplaced } from '../../src/queue/coordinator.js'
import { orderKey } from '../../src/queue/order.js'
import { openRedis } from '../../src/queue/redis.js'
import { openWorker, type QueueWorker, type WorkerDeps } from '../../src/queue/worker.js'
import { jobSpecimen, siteSpecimen, unitSpecimen } from '../specimens.js'
import { folder } from './stage.js'

export const TOOL = 'xuncha 0.1.0'
export const log = pino({ level: 'silent' })

/** One site's job; `run` tells it from others. */
export function job(run: string, origin = 'http://127.0.0.1:9'): InspectionJob {
  return jobSpecimen(siteSpecimen(origin, [unitSpecimen('edu', `${origin}/`)]), { runId: run, tool: TOOL })
}

/** An order of that job, by a coordinator whose store has this name. */
export function order(of: InspectionJob, store = 'there'): Unplaced {
  return {
    schema: 'xuncha.order/1',
    key: orderKey(of),
    job: of,
    settings: of.settings,
    tool: TOOL,
    timezone: 'Asia/Shanghai',
    calendar: null,
    store,
  }
}

/** What an inspection that found nothing comes to. */
export function nothing({ job: of }: Unplaced): InspectionResult {
  const bare = failedResult(of, 1_000, 3_000)
  return {
    ...bare,
    units: bare.units.map((unit) => ({ ...unit, status: 'inspected', reason: null, pages: 1 })),
  }
}

/** A coordinator with a data directory of its own. */
export async function coordinator(
  url: string,
  given: {
    readonly tool?: string
    readonly secret?: string
    readonly data?: string
    readonly now?: () => number
  } = {},
): Promise<Coordinator> {
  const data = given.data ?? folder()
  return openCoordinator({
    redis: await openRedis(url, log),
    signer: { key: currentKey(data), secret: given.secret ?? null },
    tool: given.tool ?? TOOL,
    store: openStore(data),
    now: given.now ?? Date.now,
    log,
  })
}

/** A worker that is dead after a second of silence. */
export async function hand(
  url: string,
  inspect: WorkerDeps['inspect'],
  given: {
    readonly tool?: string
    readonly secret?: string
    readonly data?: string
    readonly slots?: number
    readonly now?: () => number
  } = {},
): Promise<QueueWorker> {
  const data = given.data ?? folder()
  return openWorker({
    redis: await openRedis(url, log),
    signer: { key: currentKey(data), secret: given.secret ?? null },
    tool: given.tool ?? TOOL,
    vantage: 'here',
    slots: given.slots ?? 2,
    leaseMs: 1_000,
    store: openStore(data),
    storeId: data,
    inspect,
    isOwnFault: () => false,
    now: given.now ?? Date.now,
    log,
  })
}
