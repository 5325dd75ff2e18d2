/** The queue of a run: several sites at once, each inspected, then recorded in one transaction. */
import PQueue from 'p-queue'
import { openIpv6 } from '../../crawl/ipv6.js'
import { openStore } from '../../evidence/store.js'
import { history } from '../../ledger/history.js'
import type { Ledger } from '../../ledger/open.js'
import { type RecordDeps, record } from '../../ledger/record.js'
import { beginRun, finishRun, recordedSites, reopenRun, resumableRun } from '../../ledger/runs.js'
import { canonicalJson, sha256 } from '../../model/canonical.js'
import { UserFault } from '../../model/error.js'
import type { InspectionJob, InspectionResult } from '../../model/inspection.js'
import type { ScoringRubric } from '../../model/scoring.js'
import { type InspectPorts, inspect } from '../../pipeline.js'
import { calendarOf } from '../calendar-file.js'
import { storageFault } from '../machine-fault.js'
import type { Shell } from '../shell.js'
import { underRosters } from './duties.js'
import type { RunPlan, SitePlan } from './plan.js'
import type { Clients } from './ports.js'
import { openClients } from './ports.js'
import { progressOn } from './progress.js'
import { sealEnded, sealLeft } from './seal-run.js'
import { failedResult } from './site-failure.js'

/** How a run ended. */
export interface RunEnd {
  readonly runId: string
  readonly status: 'complete' | 'interrupted' | 'held' | 'void'
  /** True when it was taken up where an earlier one broke off. */
  readonly resumed: boolean
}

/** What the queue works with beside the plan. */
export interface RunTools {
  readonly shell: Shell
  readonly ledger: Ledger
  readonly rubrics: readonly ScoringRubric[]
  /** Sites at once. */
  readonly concurrency: number
  /** Never takes up an earlier run. */
  readonly fresh: boolean
  /** Fingerprints that a re-check is about; absent: whatever is found. */
  readonly only?: ReadonlySet<string>
}

function jobOf(
  plan: RunPlan,
  part: SitePlan,
  runId: string,
  tools: RunTools,
  browser: boolean,
): InspectionJob {
  const { site, inspect: ids } = part
  return {
    schema: 'xuncha.job/1',
    runId,
    purpose: plan.purpose,
    at: plan.at,
    tool: plan.tool,
    site,
    inspect: [...ids],
    settings: { ...plan.settings, browser },
    needs: plan.needs,
    history: history(tools.ledger, site),
    watch: plan.watch,
    ...(plan.wordings ? { wordings: plan.wordings } : {}),
    calendarFile: plan.calendarFile,
    dataDir: tools.shell.dataDir,
    // Only the same run may go on from a site's half-read state: another one must look anew.
    resumeKey: sha256(canonicalJson(['xuncha/site/1', runId, plan.resumeKey, site.id])),
  }
}

function startOrResume(plan: RunPlan, tools: RunTools): { runId: string; resumed: boolean } {
  const { ledger, shell } = tools
  const earlier = tools.fresh ? null : resumableRun(ledger, plan.resumeKey, shell.host.now())
  if (earlier) {
    reopenRun(ledger, earlier.id)
    return { runId: earlier.id, resumed: true }
  }
  const runId = beginRun(ledger, {
    purpose: plan.purpose,
    at: plan.at,
    period: plan.period,
    tool: plan.tool,
    actor: shell.actor,
    resumeKey: plan.resumeKey,
    units: plan.units,
    rubrics: plan.rubrics.map((rubric) => rubric.id),
  })
  return { runId, resumed: false }
}

/** Inspects one site. A bug of ours is logged with its cause and costs nobody anything; other sites go on. */
async function inspectSite(job: InspectionJob, ports: InspectPorts, shell: Shell): Promise<InspectionResult> {
  const startedAt = shell.host.now()
  try {
    return await inspect(job, ports)
  } catch (error) {
    if (error instanceof UserFault || shell.host.signal.aborted) throw error
    // The machine gave out: nothing is known of the site, so nothing is recorded of it and the run can be taken up again.
    const machine = storageFault(error, shell.dataDir)
    if (machine) throw machine
    shell.log.error({ site: job.site.id, err: error }, 'an inspection failed by a bug of ours')
    shell.note('cli.inspect.bug', {
      site: job.site.name,
      detail: error instanceof Error ? error.message : String(error),
    })
    return failedResult(job, startedAt, shell.host.now())
  }
}

async function runSites(plan: RunPlan, tools: RunTools, runId: string, clients: Clients): Promise<void> {
  const { shell, ledger } = tools
  const { signal } = shell.host
  const store = openStore(shell.dataDir)
  const done = recordedSites(ledger, runId)
  const left = plan.sites.filter((part) => !done.has(part.site.id))
  const progress = progressOn(shell, left.length)
  const ports: InspectPorts = {
    http: clients.http,
    browser: clients.browser,
    documents: clients.documents,
    signal,
    log: shell.log,
    now: shell.host.now,
    store,
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      userAgent: clients.userAgent,
    },
    calendar: calendarOf(plan.calendarFile),
    ipv6: openIpv6(),
  }
  const deps: RecordDeps = {
    rubrics: tools.rubrics,
    now: shell.host.now,
    actor: shell.actor,
    posting: plan.registry.defaults.posting ?? 'approval',
    confirm: plan.registry.defaults.confirm ?? {},
    period: plan.period,
    ...(tools.only && { only: tools.only }),
    workdaysBetween: (from, to) => ports.calendar.workdaysBetween(from, to),
    putItem: (manifest) => store.putItem(manifest),
  }
  const queue = new PQueue({ concurrency: tools.concurrency })
  const failures: unknown[] = []
  for (const part of left) {
    void queue.add(async () => {
      if (signal.aborted || failures.length > 0) return
      progress.begin(part.site.name)
      try {
        const job = jobOf(plan, part, runId, tools, clients.browser !== null)
        const recorded = await record(ledger, await inspectSite(job, ports, shell), deps)
        for (const warning of recorded.warnings) shell.note(warning.key, warning.facts)
      } catch (error) {
        // A fault of the machine (full disk, locked database) stops the run; what is recorded stays.
        if (!signal.aborted) failures.push(error)
      } finally {
        progress.end(part.site.name)
      }
    })
  }
  await queue.onIdle()
  progress.close()
  if (failures.length > 0) throw failures[0]
}

/** Runs the plan to its end, or to the interruption; whatever happens, what was recorded stays and can be taken up again. */
export async function runPlan(given: RunPlan, tools: RunTools): Promise<RunEnd> {
  const { shell, ledger } = tools
  const plan = underRosters(ledger, given)
  const { runId, resumed } = startOrResume(plan, tools)
  sealLeft(shell, ledger, runId)
  if (resumed) shell.note('cli.inspect.resumed', { run: runId })
  let finished = false
  let failure: unknown = null
  try {
    const clients = await openClients(shell, plan.settings, plan.tool, plan.timezone)
    try {
      await runSites(plan, tools, runId, clients)
    } finally {
      await clients.close()
    }
    finished = !shell.host.signal.aborted
  } catch (error) {
    failure = error
  }
  if (failure !== null) {
    try {
      finishRun(ledger, runId, 'interrupted')
    } catch {
      // On a full disk not even that can be written: a run whose process has gone is resumable as it is.
    }
    throw failure
  }
  if (!finished) finishRun(ledger, runId, 'interrupted')
  const status = finished ? finishRun(ledger, runId, 'complete') : 'interrupted'
  if (finished) await sealEnded(shell, ledger, runId, plan.registry.defaults.timestamps ?? [])
  return { runId, status: status === 'running' ? 'interrupted' : status, resumed }
}
