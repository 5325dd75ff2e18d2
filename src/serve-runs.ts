/** Runs of the server: planned and recorded here, inspected in child processes, several side by side. */
import { runInspectionOf } from './commands/inspect.js'
import { recheckFindings } from './commands/recheck.js'
import { openChildInspector } from './commands/run/child.js'
import type { RunTools } from './commands/run/inspect-sites.js'
import type { OpenInspector } from './commands/run/inspector.js'
import { sampleStarts } from './commands/run/sample.js'
import type { Shell } from './commands/shell.js'
import type { Sample } from './ledger/availability.js'
import type { StoredFinding } from './ledger/finding-rows.js'
import type { Ledger } from './ledger/open.js'
import { SCHEDULE } from './server/night.js'
import type { InspectionRequest, StartedRun } from './server/office.js'
import { siteTurns } from './server/site-turns.js'

/** How many sites of one run are inspected at once. */
const CONCURRENCY = 4

/** The runs of this process. */
export interface ServedRuns {
  start(request: InspectionRequest): Promise<StartedRun>
  recheck(findings: readonly StoredFinding[], actor: string): Promise<StartedRun>
  sample(units: readonly string[]): Promise<Sample[]>
  inspectStarts(units: readonly string[]): Promise<StartedRun>
  active(): ReadonlySet<string>
  /** Settles when every run has ended. */
  ended(): Promise<void>
}

/** Who carries inspections out, and takes samples: a child process of this one, or the workers of a shared queue. */
export type Inspecting = Pick<RunTools, 'openInspector' | 'browserElsewhere'> & {
  readonly openSampler: OpenInspector
}

/** What a run that ends badly says; it is recorded as interrupted and can be taken up again. */
export type RunFailed = (run: string | null, error: unknown) => void

/** Runs side by side: one that somebody asks for goes at once, however long the nightly one still takes. */
export function servedRuns(
  shell: Shell,
  ledger: Ledger,
  failed: RunFailed,
  { openSampler, ...inspecting }: Inspecting = {
    openInspector: openChildInspector,
    openSampler: openChildInspector,
  },
): ServedRuns {
  const active = new Set<string>()
  const going = new Set<Promise<void>>()
  const { atOnce, inTurn, isBusy } = siteTurns()
  const begin = (actor: string, carryOut: (own: Shell, tools: Partial<RunTools>) => Promise<unknown>) =>
    new Promise<StartedRun>((resolve, reject) => {
      let id: string | null = null
      const tools = {
        ...inspecting,
        active,
        // What the schedule does yields to whatever somebody waits for.
        oneAtATime: actor === SCHEDULE ? inTurn : atOnce,
        begun: (run: string) => {
          id = run
          active.add(run)
          resolve({ id: run, done })
        },
      }
      const work = async () => {
        try {
          await carryOut({ ...shell, actor }, tools)
        } catch (error) {
          if (id === null) reject(error instanceof Error ? error : new Error(String(error)))
          else failed(id, error)
        } finally {
          if (id !== null) active.delete(id)
        }
      }
      // The answer names `done` before the work begins: planning must not run within this line.
      const done: Promise<void> = Promise.resolve().then(work)
      going.add(done)
      void done.then(() => going.delete(done))
    })
  const start = (request: InspectionRequest, given: Partial<RunTools> = {}) =>
    begin(request.actor, (own, tools) =>
      runInspectionOf(
        own,
        ledger,
        null,
        { ...request, browser: true, concurrency: CONCURRENCY, unitsFile: null },
        { ...tools, ...given },
      ),
    )
  const recheck = (findings: readonly StoredFinding[], actor: string) =>
    begin(actor, (own, tools) =>
      recheckFindings(
        own,
        ledger,
        findings,
        { at: null, period: null, browser: true, maxPages: null },
        tools,
      ),
    )
  const inspectStarts = (units: readonly string[]) =>
    start(
      {
        units,
        purpose: 'monitor',
        at: null,
        rubrics: [],
        period: null,
        maxPages: null,
        fresh: true,
        actor: SCHEDULE,
      },
      { startsOnly: true },
    )
  return {
    start: (request) => start(request),
    recheck,
    inspectStarts,
    sample: (units) => sampleStarts(shell, ledger, units, { openInspector: openSampler, isBusy }),
    active: () => active,
    ended: async () => {
      while (going.size > 0) await Promise.all(going)
    },
  }
}
