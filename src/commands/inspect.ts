/** `inspect`: crawls, judges, records and scores the units, and prints the result. */

import type { Ledger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import type { InspectionDocument } from '../model/document.js'
import type { WorkspaceFile } from '../model/workspace.js'
import { priceRegistered } from '../price-records.js'
import { calendarOf } from './calendar-file.js'
import { inspectionDocument } from './inspection-document.js'
import { openForWriting } from './open-data.js'
import { collect, leaf, option, type Register } from './program.js'
import { importUnits } from './registry-state.js'
import { type RunEnd, type RunTools, runPlan } from './run/inspect-sites.js'
import { planRun, type RunOptions } from './run/plan.js'
import { browserAtHand } from './run/ports.js'
import { printInspection } from './run/print.js'
import { rubricsInForce, scoringRubric } from './run/scoring.js'
import { ExitWith, optionsOf, type Shell } from './shell.js'
import { countOption, periodOption } from './values.js'

/** Sites inspected at once where `--concurrency` says nothing. */
const USUAL_CONCURRENCY = 4

/** An inspection as a command asks for it. */
export interface InspectRequest extends RunOptions {
  /** Workspace file or register of units to lay over the registry first. */
  readonly unitsFile: string | null
  readonly concurrency: number
}

/** Runs an inspection and returns what it printed of: the run's document. @throws UserFault before anything is contacted */
export async function runInspection(
  shell: Shell,
  request: InspectRequest,
  tools: Partial<RunTools> = {},
): Promise<InspectionDocument> {
  const file: WorkspaceFile | null =
    request.unitsFile === null ? null : (await importUnits(shell.dataDir, request.unitsFile)).file
  const ledger = openForWriting(shell)
  try {
    const end = await runInspectionOf(shell, ledger, file, request, tools)
    return inspectionDocument(ledger, end.runId, shell.language)
  } finally {
    ledger.close()
  }
}

/** Plans and runs an inspection on an open database. @throws UserFault before anything is contacted */
export async function runInspectionOf(
  shell: Shell,
  ledger: Ledger,
  file: WorkspaceFile | null,
  request: InspectRequest,
  tools: Partial<RunTools> = {},
): Promise<RunEnd> {
  const plan = planRun(registry(ledger).load(), file, request, {
    now: shell.host.now(),
    // Looking for one takes longer than all else before the first request.
    browserAvailable: request.browser && (tools.browserElsewhere ?? browserAtHand(shell.host.env)),
  })
  if (request.browser && !plan.settings.browser && shell.host.env.XUNCHA_BROWSER !== 'none')
    shell.note('cli.provision.no-browser')
  if (plan.settings.confirm === 'immediate') shell.note('cli.inspect.immediate')
  if (plan.settings.canaries.length === 0 && plan.sites.some(({ site }) => !isLocal(site.origin)))
    shell.note('cli.inspect.no-canaries')
  const rubrics = rubricsInForce(ledger, plan.rubrics, plan.period, shell).map(scoringRubric)
  if (plan.purpose === 'formal')
    priceRegistered(ledger, plan.period, {
      rubrics: request.rubrics,
      actor: shell.actor,
      calendar: calendarOf(plan.calendarFile),
      tell: shell.note,
    })
  return runPlan(plan, {
    shell,
    ledger,
    rubrics,
    concurrency: request.concurrency,
    fresh: request.fresh,
    ...tools,
  })
}

function isLocal(origin: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\])/.test(origin)
}

/** Exit status of a finished inspection: 3 when a unit is in doubt. */
export function statusOf(document: InspectionDocument): 0 | 3 {
  const doubtful = document.units.some((unit) => unit.status === 'inconclusive' || unit.status === 'partial')
  return doubtful ? 3 : 0
}

interface Flags {
  readonly units?: string
  readonly rubric?: readonly string[]
  readonly period?: string
  readonly purpose?: string
  readonly at?: string
  readonly browser?: boolean
  readonly maxPages?: string
  readonly concurrency?: string
  readonly fresh?: boolean
  readonly redis?: string
}

export const registerInspect: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'inspect [UNIT...]',
    key: 'inspect',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--units <FILE>', 'units-file'),
      option(registrar, '--rubric <ID|FILE>', 'rubric').argParser(collect),
      option(registrar, '--period <P>', 'period'),
      option(registrar, '--purpose <P>', 'purpose'),
      option(registrar, '--at <DATE>', 'at'),
      option(registrar, '--no-browser', 'no-browser'),
      option(registrar, '--max-pages <N>', 'max-pages'),
      option(registrar, '--concurrency <N>', 'concurrency'),
      option(registrar, '--fresh', 'fresh'),
      option(registrar, '--redis <URL>', 'redis'),
    ],
    run: async (shell, command, [units]) => {
      const flags = optionsOf<Flags>(command)
      const request: InspectRequest = {
        units: Array.isArray(units) ? units : [],
        unitsFile: flags.units ?? null,
        rubrics: flags.rubric ?? [],
        period: periodOption(flags.period),
        purpose: flags.purpose ?? 'formal',
        at: flags.at ?? null,
        browser: flags.browser !== false,
        maxPages: countOption('--max-pages', flags.maxPages),
        concurrency: countOption('--concurrency', flags.concurrency) ?? USUAL_CONCURRENCY,
        fresh: flags.fresh === true,
      }
      const document = await (flags.redis === undefined
        ? runInspection(shell, request)
        : (await import('./run/queue-inspector.js')).withQueue(shell, flags.redis, (tools) =>
            runInspection(shell, request, tools),
          ))
      shell.result(document, () => printInspection(shell, document))
      if (shell.host.signal.aborted) throw new ExitWith(130)
      if (statusOf(document) === 3) throw new ExitWith(3)
    },
  })
}
