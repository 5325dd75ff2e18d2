/** Inspections by distant workers: a run's jobs go to the shared queue, and their results come back to be recorded here. */
import { readFileSync } from 'node:fs'
import { isLoopback } from '../../crawl/egress.js'
import { storeIdentity } from '../../evidence/identity.js'
import { currentKey } from '../../evidence/keys.js'
import { openStore } from '../../evidence/store.js'
import type { InspectionJob } from '../../model/inspection.js'
import { type Coordinator, openCoordinator, SetAside, type Unplaced } from '../../queue/coordinator.js'
import { orderKey } from '../../queue/order.js'
import { type Lane, openRedis, shownUrl } from '../../queue/redis.js'
import { toolName } from '../package-root.js'
import type { Shell } from '../shell.js'
import type { RunTools } from './inspect-sites.js'
import type { Inspector, InspectorSettings, OpenInspector, RunOutline } from './inspector.js'
import { failedResult } from './site-failure.js'

/** Orders of one run that wait at once: enough for any number of workers, and no night stands in Redis as a whole. */
const AT_ONCE = 256
/** A run over more sites is no affair that somebody waits for at the screen. */
const FEW_SITES = 8

/** Where the secret stands by which the machines of an installation know each other. */
const SECRET_VARIABLE = 'XUNCHA_QUEUE_SECRET'

/** The secret of this installation's machines; null: whoever reaches Redis belongs to it. */
export function queueSecret(env: Readonly<Record<string, string | undefined>>): string | null {
  return env[SECRET_VARIABLE]?.trim() || null
}

/** Connects with the shared queue as a coordinator. @throws UserFault where Redis cannot be reached */
async function openQueue(shell: Shell, url: string): Promise<Coordinator> {
  const secret = queueSecret(shell.host.env)
  const redis = await openRedis(url, shell.log)
  return openCoordinator({
    redis,
    signer: { key: currentKey(shell.dataDir), secret },
    tool: toolName(),
    store: openStore(shell.dataDir),
    now: shell.host.now,
    log: shell.log,
  })
}

function orderOf(shell: Shell, given: InspectorSettings, job: InspectionJob): Unplaced {
  return {
    schema: 'xuncha.order/1',
    key: orderKey(job),
    job,
    settings: given.settings,
    tool: given.tool,
    timezone: given.timezone,
    calendar: given.calendarFile === null ? null : readFileSync(given.calendarFile, 'utf8'),
    store: storeIdentity(shell.dataDir),
  }
}

/** What somebody waits for goes before the night: re-checks, and inspections of a few sites, whoever asked for them. */
function laneOf({ purpose, sites }: RunOutline): Lane {
  return purpose === 'recheck' || sites.length <= FEW_SITES ? 'prompt' : 'bulk'
}

/** Says where a run would wait for ever, or where some of the workers will do nothing for it. */
async function tellWorkers(shell: Shell, coordinator: Coordinator): Promise<void> {
  const workers = (await coordinator.members()).filter((member) => member.role === 'worker')
  const others = new Set(workers.map((worker) => worker.tool).filter((tool) => tool !== toolName()))
  if (workers.length === 0) shell.note('queue.no-workers')
  if (others.size > 0)
    shell.note('queue.other-workers', { own: toolName(), theirs: [...others].sort().join(', ') })
}

/** An inspector for each run that the coordinator's process carries out; closing one closes the run's part only. */
function queueInspectors(coordinator: Coordinator): OpenInspector {
  return async (shell, given): Promise<Inspector> => {
    const lane = laneOf(given)
    const { signal } = shell.host
    await tellWorkers(shell, coordinator)
    return {
      browser: given.settings.browser,
      atOnce: AT_ONCE,
      inspect: async (job) => {
        const startedAt = shell.host.now()
        try {
          return await coordinator.ask(orderOf(shell, given, job), lane, signal)
        } catch (error) {
          const nothing = failedResult(job, startedAt, shell.host.now())
          // The order stays where it is: whoever takes this run up again finds it, or what came of it.
          if (signal.aborted) return { ...nothing, interrupted: true }
          if (!(error instanceof SetAside)) throw error
          shell.log.error({ site: job.site.id, reason: error.message }, 'a site was set aside')
          shell.note('queue.set-aside', { site: job.site.name, reason: error.message })
          return nothing
        }
      },
      recorded: (job) => coordinator.recorded(orderKey(job)),
      close: async () => undefined,
    }
  }
}

/** A sample that no worker took within so long is none: the next one is due before long. */
const SAMPLE_MS = 4 * 60_000

/**
 * Samples by distant workers, so that they are taken from where the inspections look. They stand behind whatever
 * anybody waits for; one that nobody takes is left out, and nothing of it stays in the queue.
 */
function queueSampler(coordinator: Coordinator, waitMs: number): OpenInspector {
  return async (shell, given): Promise<Inspector> => {
    const gone = AbortSignal.any([shell.host.signal, AbortSignal.timeout(waitMs)])
    return {
      browser: false,
      inspect: async (job) => {
        const startedAt = shell.host.now()
        const order = orderOf(shell, given, job)
        try {
          return await coordinator.ask(order, 'passing', gone)
        } catch (error) {
          shell.log.debug({ site: job.site.id, err: error }, 'no worker took a sample')
          return { ...failedResult(job, startedAt, shell.host.now()), interrupted: true }
        } finally {
          await coordinator.recorded(order.key)
        }
      },
      close: async () => undefined,
    }
  }
}

/** What a run is carried out with behind a queue, and what samples are taken with. */
interface QueueTools extends Pick<RunTools, 'openInspector' | 'browserElsewhere'> {
  readonly openSampler: OpenInspector
}

/** Runs work whose inspections the workers of a queue carry out, with this process as their coordinator. */
export async function withQueue<T>(
  shell: Shell,
  url: string,
  work: (tools: QueueTools, queue: Coordinator) => Promise<T>,
  sampleMs = SAMPLE_MS,
): Promise<T> {
  const queue = await openQueue(shell, url)
  // On this machine alone there is nobody else to keep out.
  if (queueSecret(shell.host.env) === null && !isLoopback(url))
    shell.note('queue.no-secret', { url: shownUrl(url) })
  try {
    const openSampler = queueSampler(queue, sampleMs)
    return await work({ openInspector: queueInspectors(queue), openSampler, browserElsewhere: true }, queue)
  } finally {
    await queue.close()
  }
}
