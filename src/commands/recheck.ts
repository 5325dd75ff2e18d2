/** `recheck`: looks at a finding's subject again, now, and records what was seen of that finding alone (contract §3). */

import { findingByFingerprint, findingsOfUnit } from '../ledger/finding-rows.js'
import type { Ledger } from '../ledger/open.js'
import { assessedRubrics, type StoredFinding } from '../ledger/read.js'
import { dueRechecks } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import { isCode } from '../model/code.js'
import { listRubrics } from '../rubric/load.js'
import { findingNamed, today } from './findings-decide.js'
import { sentence } from './inspection-document.js'
import { openForWriting } from './open-data.js'
import { leaf, option, type Register } from './program.js'
import { zoneOf } from './rectify-lists.js'
import { type RunTools, runPlan } from './run/inspect-sites.js'
import { planRun } from './run/plan.js'
import { browserAtHand } from './run/ports.js'
import { rubricsInForce, scoringRubric } from './run/scoring.js'
import { ExitWith, listing, optionsOf, type Shell, usage, word } from './shell.js'
import { countOption, periodOption } from './values.js'

/** What one look again came to. there: seen again · gone: looked at, and no more · doubt: seen, but not for certain · unseen: it could not be looked at. */
export type RecheckOutcome = 'there' | 'gone' | 'doubt' | 'unseen'

/** One finding after it was looked at again. */
export interface Rechecked {
  readonly finding: StoredFinding
  readonly outcome: RecheckOutcome
  readonly run: string
  /** Status of the unit in that run; null where its site failed as a whole. */
  readonly unitStatus: string | null
}

/** How to look. */
export interface RecheckOptions {
  readonly at: string | null
  readonly period: string | null
  readonly browser: boolean
  readonly maxPages: number | null
}

/** Units whose pages show whether it is still so: those that share it, else its own. */
function unitsOf(finding: StoredFinding): readonly string[] {
  const all = finding.shared ? [...finding.units, finding.unit] : [finding.unit]
  return all.filter((unit) => !unit.startsWith('@'))
}

/** Rubrics of the year and the workspace's own: what they ask for must be collected to be judged again. */
function rubricNames(ledger: Ledger, period: string): string[] {
  const usual = registry(ledger).load().defaults.rubric
  const bundled = new Set(listRubrics().map((rubric) => rubric.id))
  const assessed = assessedRubrics(ledger, period).filter((id) => bundled.has(id))
  return [...new Set([...(usual === undefined ? [] : [usual]), ...assessed])]
}

function outcomeOf(ledger: Ledger, run: string, finding: StoredFinding): Rechecked {
  const after = findingByFingerprint(ledger, finding.fingerprint) ?? finding
  const seen = ledger
    .sql('SELECT verdict, counts FROM observations WHERE fingerprint = ? AND run = ?')
    .get(finding.fingerprint, run) as { verdict: string; counts: number } | undefined
  const status = ledger
    .sql('SELECT status FROM unit_results WHERE run = ? AND unit = ?')
    .pluck()
    .get(run, finding.unit) as string | undefined
  const gone = after.fixedRun === run && after.state === 'fixed'
  const outcome = gone ? 'gone' : seen === undefined ? 'unseen' : seen.counts === 1 ? 'there' : 'doubt'
  return { finding: after, outcome, run, unitStatus: status ?? null }
}

/** Together with a finding, what the check of rectification says of it. */
function alsoAbout(ledger: Ledger, finding: StoredFinding): string[] {
  return findingsOfUnit(ledger, finding.unit)
    .filter((one) => one.check === 'rectification' && one.facts.finding === finding.id)
    .map((one) => one.fingerprint)
}

/**
 * Looks at findings of any units again, in one run of purpose `recheck`; nothing but these findings is observed,
 * confirmed or fixed. The scheduler calls it with what is due. Throws UserFault for a finding of no registered unit and
 * for one that only a person can look at.
 */
export async function recheckFindings(
  shell: Shell,
  ledger: Ledger,
  findings: readonly StoredFinding[],
  options: RecheckOptions,
  tools: Partial<RunTools> = {},
): Promise<Rechecked[]> {
  const byHand = findings.find((finding) => !isCode(finding.code))
  if (byHand) throw usage('recheck.by-hand', { finding: byHand.no })
  const year = (options.at ?? today(shell, ledger)).slice(0, 4)
  const plan = planRun(
    registry(ledger).load(),
    null,
    {
      ...options,
      units: [...new Set(findings.flatMap(unitsOf))],
      rubrics: rubricNames(ledger, options.period ?? year),
      purpose: 'recheck',
      fresh: true,
    },
    {
      now: shell.host.now(),
      browserAvailable: options.browser && (tools.browserElsewhere ?? browserAtHand(shell.host.env)),
    },
  )
  const only = new Set(findings.flatMap((finding) => [finding.fingerprint, ...alsoAbout(ledger, finding)]))
  const rubrics = rubricsInForce(ledger, plan.rubrics, plan.period, shell).map(scoringRubric)
  const { runId } = await runPlan(plan, {
    shell,
    ledger,
    rubrics,
    concurrency: 4,
    fresh: true,
    only,
    ...tools,
  })
  return findings.map((finding) => outcomeOf(ledger, runId, finding))
}

function documentOf(shell: Shell, { finding, outcome, run, unitStatus }: Rechecked) {
  const { id, no, unit, code, state, verdict, url } = finding
  const message = sentence(code, finding.facts, shell.language)
  return { id, no, unit, code, url, message, state, verdict, outcome, unitStatus, run }
}

interface Flags {
  readonly at?: string
  readonly period?: string
  readonly browser?: boolean
  readonly maxPages?: string
  readonly due?: boolean
}

async function recheck(shell: Shell, names: readonly string[], flags: Flags): Promise<void> {
  if (names.length === 0 && flags.due !== true) throw usage('recheck.which')
  const ledger = openForWriting(shell)
  try {
    const due = flags.due === true ? dueRechecks(ledger, today(shell, ledger), zoneOf(ledger)) : []
    const meant = [
      ...names.map((name) => findingNamed(ledger, name)),
      ...due.filter((one) => isCode(one.code)),
    ]
    const findings = [...new Map(meant.map((one) => [one.fingerprint, one])).values()]
    const done =
      findings.length === 0
        ? []
        : await recheckFindings(shell, ledger, findings, {
            at: flags.at ?? null,
            period: periodOption(flags.period),
            browser: flags.browser !== false,
            maxPages: countOption('--max-pages', flags.maxPages),
          })
    const documents = done.map((one) => documentOf(shell, one))
    shell.result({ findings: documents }, () =>
      documents.length === 0
        ? shell.say('recheck.nothing-due')
        : listing(
            shell,
            ['number', 'outcome', 'state', 'message'],
            documents.map((one) => [
              one.no,
              word(shell, 'recheck.outcome', one.outcome),
              word(shell, 'cli.state', one.state),
              one.message,
            ]),
          ),
    )
    if (shell.host.signal.aborted) throw new ExitWith(130)
    if (done.some((one) => one.unitStatus === 'inconclusive' || one.unitStatus === 'partial'))
      throw new ExitWith(3)
  } finally {
    ledger.close()
  }
}

export const registerRecheck: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'recheck [FINDING...]',
    key: 'recheck',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--due', 'recheck-due'),
      option(registrar, '--at <DATE>', 'at'),
      option(registrar, '--period <P>', 'period'),
      option(registrar, '--no-browser', 'no-browser'),
      option(registrar, '--max-pages <N>', 'max-pages'),
    ],
    run: (shell, command, [names]) =>
      recheck(shell, Array.isArray(names) ? names : [], optionsOf<Flags>(command)),
  })
}
