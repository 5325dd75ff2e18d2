/** The queue of a run: several sites at once, each inspected, then recorded in one transaction. */
import PQueue from 'p-queue'
import { laneOf } from '../../crawl/pacer.js'
import { keepDataKey } from '../../evidence/data-keys.js'
import { openStore } from '../../evidence/store.js'
import { settleRun } from '../../ledger/breakers.js'
import { history } from '../../ledger/history.js'
import type { Ledger } from '../../ledger/open.js'
import { checkRecords, demotedChecks } from '../../ledger/precision.js'
import { type RecordDeps, type Recorded, record } from '../../ledger/record.js'
import { beginRun, finishRun, recordedSites, reopenRun, resumableRun } from '../../ledger/runs.js'
import { canonicalJson, sha256 } from '../../model/canonical.js'
import type { InspectionJob } from '../../model/inspection.js'
import { formatPoints } from '../../model/points.js'
import type { ScoringRubric } from '../../model/scoring.js'
import { calendarOf } from '../calendar-file.js'
import type { Shell } from '../shell.js'
import { underRosters } from './duties.js'
import { type Inspector, type OpenInspector, openLocalInspector } from './inspector.js'
import type { RunPlan, SitePlan } from './plan.js'
import { progressOn } from './progress.js'
import { sealEnded, sealLeft } from './seal-run.js'
import { inTurns } from './turns.js'

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
  /** Only start pages are looked at. */
  readonly startsOnly?: boolean
  /** Fingerprints that a re-check is about; absent: whatever is found. */
  readonly only?: ReadonlySet<string>
  /** Who carries out the inspections; absent: this process. */
  readonly openInspector?: OpenInspector
  /** Whoever that is has browsers of its own, whatever this machine has. */
  readonly browserElsewhere?: boolean
  /** Runs of this process that still go on: they did not break off. */
  readonly active?: ReadonlySet<string>
  /** Told the run's id as soon as it stands. */
  readonly begun?: (run: string) => void
  /** Waits for its turn where several runs of this process may meet at a site; `yields` says that somebody waits for it. */
  readonly oneAtATime?: <T>(site: string, work: (yields: AbortSignal) => Promise<T>) => Promise<T>
}

/** The job of one site of a run. */
export function jobOf(
  plan: RunPlan,
  part: SitePlan,
  runId: string,
  tools: Pick<RunTools, 'ledger' | 'shell' | 'startsOnly'>,
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
    ...(tools.startsOnly ? { startsOnly: true } : {}),
    settings: { ...plan.settings, browser },
    needs: plan.needs,
    // Whether a start page answers, nobody needs to know of earlier days to say.
    history: tools.startsOnly
      ? { firstSeen: {}, rectifying: [], frameUnits: {} }
      : history(tools.ledger, site),
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
  if (earlier && !tools.active?.has(earlier.id)) {
    reopenRun(ledger, earlier.id)
    return { runId: earlier.id, resumed: true }
  }
  const runId = beginRun(ledger, {
    purpose: plan.purpose,
    at: plan.at,
    period: plan.period,
    tool: plan.tool,
    actor: shell.actor,
    // A look at start pages is no part of an inspection that may be taken up again.
    resumeKey: tools.startsOnly ? sha256(canonicalJson(['xuncha/starts/1', plan.resumeKey])) : plan.resumeKey,
    units: plan.units,
    rubrics: plan.rubrics.map((rubric) => rubric.id),
    scope: tools.startsOnly ? 'starts' : 'all',
  })
  return { runId, resumed: false }
}

async function runSites(plan: RunPlan, tools: RunTools, runId: string, inspector: Inspector): Promise<void> {
  const { shell, ledger, oneAtATime = (_, work) => work(shell.host.signal) } = tools
  const { signal } = shell.host
  const store = openStore(shell.dataDir)
  const done = recordedSites(ledger, runId)
  const open = plan.sites.filter((part) => !done.has(part.site.id))
  // Units stand for the work where nothing else is known of a site.
  const left =
    inspector.atOnce === undefined
      ? open
      : inTurns(
          open,
          ({ site }) => laneOf(site.origin),
          (part) => part.inspect.length,
        )
  const progress = progressOn(shell, left.length)
  const calendar = calendarOf(plan.calendarFile)
  const deps: RecordDeps = {
    rubrics: tools.rubrics,
    now: shell.host.now,
    actor: shell.actor,
    posting: plan.registry.defaults.posting ?? 'approval',
    confirm: plan.registry.defaults.confirm ?? {},
    ...(plan.registry.defaults.vantages && { vantages: plan.registry.defaults.vantages }),
    period: plan.period,
    ...(tools.only && { only: tools.only }),
    workdaysBetween: (from, to) => calendar.workdaysBetween(from, to),
    putItem: (manifest) => store.putItem(manifest),
    keepKey: ({ id, secret }) => keepDataKey(shell.dataDir, { id, secret: Buffer.from(secret, 'base64') }),
  }
  const queue = new PQueue({ concurrency: inspector.atOnce ?? tools.concurrency })
  const failures: unknown[] = []
  for (const part of left) {
    void queue.add(async () => {
      if (signal.aborted || failures.length > 0) return
      progress.begin(part.site.name)
      try {
        const turn = async (yields: AbortSignal): Promise<Recorded | null> => {
          // History is read when the site's turn has come: another run may have recorded it meanwhile.
          const job = jobOf(plan, part, runId, tools, inspector.browser)
          const given = await inspector.inspect(job, yields).catch((error: unknown) => {
            if (yields.aborted) return null
            throw error
          })
          // It broke off for somebody who waits: another turn is asked for.
          if ((given === null || given.interrupted) && yields.aborted && !signal.aborted) return null
          if (given === null) throw new Error('an inspection broke off with its run')
          const recorded = await record(ledger, given, deps)
          await inspector.recorded?.(job)
          return recorded
        }
        let recorded = await oneAtATime(part.site.id, turn)
        while (recorded === null) recorded = await oneAtATime(part.site.id, turn)
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

/** Says which checks only suspect, because disputes found them wrong too often. */
function tellDemoted(shell: Shell, ledger: Ledger): void {
  const demoted = demotedChecks(ledger)
  if (demoted.size === 0) return
  for (const [id, { entries, wrong, precision }] of checkRecords(ledger))
    if (demoted.has(id))
      shell.note('cli.inspect.demoted', {
        check: shell.say(`check.${id}.title`),
        precision: formatPoints(precision ?? 0),
        wrong,
        entries,
      })
}

/** Runs the plan to its end, or to the interruption; whatever happens, what was recorded stays and can be taken up again. */
export async function runPlan(given: RunPlan, tools: RunTools): Promise<RunEnd> {
  const { shell, ledger } = tools
  const plan = underRosters(ledger, given)
  const { runId, resumed } = startOrResume(plan, tools)
  tools.begun?.(runId)
  sealLeft(shell, ledger, new Set([runId, ...(tools.active ?? [])]))
  if (resumed) shell.note('cli.inspect.resumed', { run: runId })
  tellDemoted(shell, ledger)
  let finished = false
  let failure: unknown = null
  try {
    const inspector = await (tools.openInspector ?? openLocalInspector)(shell, plan)
    try {
      await runSites(plan, tools, runId, inspector)
    } finally {
      await inspector.close()
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
  const trips = finished
    ? settleRun(ledger, runId, {
        posting: plan.registry.defaults.posting ?? 'approval',
        actor: shell.actor,
      })
    : []
  for (const trip of trips)
    shell.note(`cli.inspect.${trip.breaker}`, {
      ...trip,
      check: trip.check === null ? '' : shell.say(`check.${trip.check}.title`),
    })
  const ended = trips.length > 0 ? 'held' : 'complete'
  const status = finished ? finishRun(ledger, runId, ended) : 'interrupted'
  if (finished) await sealEnded(shell, ledger, runId, plan.registry.defaults.timestamps ?? [])
  return { runId, status: status === 'running' ? 'interrupted' : status, resumed }
}
