/** Whoever carries out a run's inspections: this process with clients of its own, or a child process behind the boundary. */
import { setMaxListeners } from 'node:events'
import { join } from 'node:path'
import { openIpv6 } from '../../crawl/ipv6.js'
import { sharePacer } from '../../crawl/joint-pacer.js'
import type { PaceLimits, Pacer } from '../../crawl/pacer.js'
import { FileBudget } from '../../crawl/state/budget.js'
import { memoryOf } from '../../engine.js'
import { openStore } from '../../evidence/store.js'
import { canonicalJson, sha256 } from '../../model/canonical.js'
import { UserFault } from '../../model/error.js'
import type { CrawlSettings, InspectionJob, InspectionResult } from '../../model/inspection.js'
import type { Purpose } from '../../model/vocabulary.js'
import { type InspectPorts, inspect } from '../../pipeline.js'
import { calendarOf } from '../calendar-file.js'
import { storageFault } from '../machine-fault.js'
import type { Shell } from '../shell.js'
import { cleanCheck } from './clean-check.js'
import { openClients } from './ports.js'
import { failedResult } from './site-failure.js'

/** What all jobs of a run have in common. */
export interface InspectorSettings {
  readonly settings: CrawlSettings
  readonly tool: string
  readonly timezone: string
  readonly calendarFile: string | null
}

/**
 * Whoever carries out a run's inspections: this process, a child process, distant workers behind a queue. The line is
 * the same behind all three; `browser` says whether one is at hand.
 */
export interface Inspector {
  readonly browser: boolean
  /** Sites of a run that it is given at once; absent: as many as the run was asked for. */
  readonly atOnce?: number
  /** @param signal stops this inspection alone; its result is then `interrupted` */
  inspect(job: InspectionJob, signal?: AbortSignal): Promise<InspectionResult>
  /** Told once a job's result is in the database: what was kept for a second delivery may go. */
  recorded?(job: InspectionJob): Promise<void>
  close(): Promise<void>
}

/** A run as an inspector is opened for it. */
export interface RunOutline extends InspectorSettings {
  readonly purpose: Purpose
  readonly sites: readonly unknown[]
}

/** Opens an inspector for a run. */
export type OpenInspector = (shell: Shell, run: RunOutline) => Promise<Inspector>

/** Name of the place that this machine looks from, where nobody gave it one. */
export function vantageOf(env: Readonly<Record<string, string | undefined>>): string {
  return env.XUNCHA_VANTAGE?.trim() || 'local'
}

/** Inspects one site. A bug of ours is logged with its cause and costs nobody anything; other sites go on. */
async function inspectSite(job: InspectionJob, ports: InspectPorts, shell: Shell): Promise<InspectionResult> {
  const startedAt = shell.host.now()
  try {
    return await inspect(job, ports)
  } catch (error) {
    if (error instanceof UserFault || ports.signal.aborted) throw error
    // The machine gave out: nothing is known of the site, so nothing is recorded of it and the run can be taken up again.
    const machine = storageFault(error, shell.dataDir)
    if (machine) throw machine
    ports.log.error({ err: error }, 'an inspection failed by a bug of ours')
    shell.note('cli.inspect.bug', {
      site: job.site.name,
      detail: error instanceof Error ? error.message : String(error),
    })
    return failedResult(job, startedAt, shell.host.now())
  }
}

/** What a distant worker's inspections have beside those of this machine. */
export interface Surroundings {
  /** Where it looks from; absent: `XUNCHA_VANTAGE`, else `local`. */
  readonly vantage?: string
  /** Lays what all workers share over this process's own pace. */
  readonly share?: (own: Pacer, limits: PaceLimits) => Pacer
}

/** Inspects in this process: one pair of clients, shared by the sites of the run. */
export async function openLocalInspector(shell: Shell, given: InspectorSettings): Promise<Inspector> {
  // A second process on the same data asks the same hosts: together they keep to one budget.
  const budget = new FileBudget(join(shell.dataDir, 'budget.db'))
  const inspector = await openInspectorAt(shell, given, {
    share: (own, limits) => sharePacer(own, limits, budget, false),
  })
  return {
    ...inspector,
    close: async () => {
      await inspector.close()
      budget.close()
    },
  }
}

/** Inspects in this process, as a worker somewhere. */
export async function openInspectorAt(
  shell: Shell,
  given: InspectorSettings,
  around: Surroundings,
): Promise<Inspector> {
  const vantage = around.vantage ?? vantageOf(shell.host.env)
  const clients = await openClients(shell, given.settings, given.tool, given.timezone, around.share)
  const ports: InspectPorts = {
    http: clients.http,
    browser: clients.browser,
    documents: clients.documents,
    memory: memoryOf(),
    signal: shell.host.signal,
    log: shell.log,
    now: shell.host.now,
    store: openStore(shell.dataDir),
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      userAgent: clients.userAgent,
      machine: cleanCheck(shell.host.env),
      vantage,
    },
    calendar: calendarOf(given.calendarFile),
    ipv6: openIpv6(),
  }
  return {
    browser: clients.browser !== null,
    inspect: (job, signal) => {
      const stop = signal ? AbortSignal.any([ports.signal, signal]) : ports.signal
      // Every request of the inspection listens to it, also while it waits for the budget that all machines share.
      setMaxListeners(0, stop)
      const log = shell.log.child({ run: job.runId, site: job.site.id })
      // What was half read from another place is not gone on with from here: the result would say that all was seen here.
      const resumeKey = sha256(canonicalJson(['xuncha/vantage/1', vantage, job.resumeKey]))
      return inspectSite({ ...job, resumeKey }, { ...ports, signal: stop, log }, shell)
    },
    close: () => clients.close(),
  }
}
