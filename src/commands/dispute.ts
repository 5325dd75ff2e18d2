/** `dispute open | decide | list`: a unit contests an entry (申诉), the office decides (复核). */
import { Option } from 'commander'
import { daysOf, proposeDismissal } from '../dispute-desk.js'
import { settingsOf } from '../ledger/assessment.js'
import {
  contestable,
  type DisputeFilter,
  decideDispute,
  disputeById,
  listDisputes,
  openDispute,
} from '../ledger/disputes.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { findFinding } from '../ledger/read.js'
import { DISPUTE_REASONS, type DisputeReason, OUTCOMES, type Outcome } from '../model/dispute.js'
import { UserFault } from '../model/error.js'
import type { Entry } from '../model/ledger.js'
import { formatPoints, parsePoints } from '../model/points.js'
import { bringFiles, keepFiles } from './attach.js'
import { documentOf, printed } from './dispute-document.js'
import { openForWriting } from './open-data.js'
import { collect, described, group, leaf, option, type Register } from './program.js'
import { recheckFindings } from './recheck.js'
import { ExitWith, optionsOf, type Shell, usage, word } from './shell.js'
import { readUserFile } from './user-file.js'

interface OpenFlags {
  readonly statement?: string
  readonly statementFile?: string
  readonly file?: readonly string[]
  readonly by?: string
  readonly onBehalf?: boolean
  readonly scan?: string
  readonly recheck?: boolean
  readonly browser?: boolean
}

function statementOf(flags: OpenFlags): string {
  const text =
    flags.statement ??
    (flags.statementFile === undefined ? '' : readUserFile(flags.statementFile).toString('utf8'))
  if (text.trim() === '') throw usage('cli.dispute.no-statement')
  return text.trim()
}

/**
 * Looks at the contested finding again at once, so that the office decides on what is there today. The dispute stands by
 * then: what cannot be looked at (a person's own entry, a record, no network) keeps no unit from contesting it.
 */
async function lookAgain(shell: Shell, ledger: Ledger, entry: Entry, flags: OpenFlags): Promise<void> {
  const finding = entry.finding === null ? null : findFinding(ledger, entry.finding)
  if (finding === null || flags.recheck === false) return
  try {
    const options = { at: null, period: null, browser: flags.browser !== false, maxPages: null }
    const [seen] = await recheckFindings(shell, ledger, [finding], options)
    if (seen) shell.note('cli.dispute.rechecked', { outcome: word(shell, 'recheck.outcome', seen.outcome) })
  } catch (error) {
    if (!(error instanceof UserFault)) throw error
    shell.note('cli.dispute.not-rechecked', { why: shell.say(error.key, error.facts) })
  }
}

async function open(shell: Shell, entryId: string, flags: OpenFlags): Promise<void> {
  const statement = statementOf(flags)
  const onBehalf = flags.onBehalf === true || flags.scan !== undefined
  // What the office writes down for a unit is only as good as the paper that the unit stamped.
  if (onBehalf && flags.scan === undefined) throw usage('cli.dispute.no-scan')
  const files = bringFiles(flags.file ?? [])
  const scan = bringFiles(flags.scan === undefined ? [] : [flags.scan])
  const ledger = openForWriting(shell)
  try {
    const entry = contestable(ledger, entryId)
    const days = daysOf(ledger, shell.host.now(), settingsOf(ledger, entry.assessment).disputeWorkingDays)
    const kept = await keepFiles(shell.dataDir, files)
    const [stamped] = await keepFiles(shell.dataDir, scan)
    const dispute = openDispute(ledger, {
      entry: entry.id,
      statement,
      by: flags.by ?? shell.actor,
      onBehalf,
      scan: stamped ?? null,
      files: kept,
      openedOn: days.today,
      dueOn: days.dueOn,
      actor: shell.actor,
    })
    if (days.dueOn === null) shell.note('cli.dispute.no-calendar')
    await lookAgain(shell, ledger, entry, flags)
    const document = documentOf(ledger, dispute, days.today)
    shell.result(document, () => printed(shell, [document]))
    if (shell.host.signal.aborted) throw new ExitWith(130)
  } finally {
    ledger.close()
  }
}

interface DecideFlags {
  readonly reason?: string
  readonly code?: DisputeReason
  readonly points?: string
  readonly file?: readonly string[]
}

async function decide(shell: Shell, id: string, outcome: string, flags: DecideFlags): Promise<void> {
  const known = OUTCOMES.find((one) => one === outcome)
  if (!known)
    throw usage('cli.usage.bad-choice', { option: 'OUTCOME', found: outcome, known: OUTCOMES.join(', ') })
  const reason = flags.reason?.trim() ?? ''
  if (reason === '') throw usage('ledger.reason-needed', { action: known })
  const points = flags.points === undefined ? null : parsePoints(flags.points)
  if (flags.points !== undefined && points === null) throw usage('cli.bad-points', { found: flags.points })
  const files = bringFiles(flags.file ?? [])
  const ledger = openForWriting(shell)
  try {
    disputeById(ledger, id)
    const { today } = daysOf(ledger, shell.host.now(), 0)
    const kept = await keepFiles(shell.dataDir, files)
    const decided = ledger.immediate(() => {
      const done = decideDispute(ledger, {
        dispute: id,
        outcome: known satisfies Outcome,
        code: flags.code ?? null,
        reason,
        points,
        files: kept,
        decidedOn: today,
        actor: shell.actor,
      })
      const asked = proposeDismissal(ledger, done, { reason, actor: shell.actor })
      if (asked) shell.note('cli.dispute.dismissal-asked', { finding: asked.no })
      return done
    })
    const { dispute, entry, renewed } = decided
    const document = {
      ...documentOf(ledger, dispute, today),
      entryState: entry.state,
      renewed:
        renewed === null
          ? null
          : { id: renewed.id, state: renewed.state, points: formatPoints(renewed.points) },
    }
    shell.result(document, () => printed(shell, [document]))
  } finally {
    ledger.close()
  }
}

function list(shell: Shell, filter: DisputeFilter & { readonly overdue?: boolean }): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const { today } = daysOf(ledger, shell.host.now(), 0)
    const { unit, state, entry, overdue } = filter
    const disputes = listDisputes(ledger, {
      ...(unit === undefined ? {} : { unit }),
      ...(state === undefined ? {} : { state }),
      ...(entry === undefined ? {} : { entry }),
    })
      .map((one) => documentOf(ledger, one, today))
      .filter((one) => overdue !== true || one.overdue)
    shell.result({ disputes }, () =>
      disputes.length === 0 ? shell.say('cli.dispute.none') : printed(shell, disputes),
    )
  } finally {
    ledger.close()
  }
}

export const registerDispute: Register = (program, registrar) => {
  const dispute = group(program, registrar, 'dispute')
  leaf(dispute, registrar, {
    name: 'open <ENTRY>',
    key: 'dispute.open',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--statement <TEXT>', 'statement'),
      option(registrar, '--statement-file <FILE>', 'statement-file'),
      option(registrar, '--file <FILE>', 'supporting-file').argParser(collect),
      option(registrar, '--by <NAME>', 'disputed-by'),
      option(registrar, '--on-behalf', 'on-behalf'),
      option(registrar, '--scan <FILE>', 'scan'),
      option(registrar, '--no-recheck', 'no-recheck'),
      option(registrar, '--no-browser', 'no-browser'),
    ],
    run: (shell, command, [entry]) => open(shell, String(entry), optionsOf<OpenFlags>(command)),
  })
  leaf(dispute, registrar, {
    name: 'decide <DISPUTE> <OUTCOME>',
    key: 'dispute.decide',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--reason <TEXT>', 'reason'),
      new Option('--code <CODE>', described(registrar, 'cli.option.dispute-code')).choices(DISPUTE_REASONS),
      option(registrar, '--points <P>', 'amended-points'),
      option(registrar, '--file <FILE>', 'supporting-file').argParser(collect),
    ],
    run: (shell, command, [id, outcome]) =>
      decide(shell, String(id), String(outcome), optionsOf<DecideFlags>(command)),
  })
  leaf(dispute, registrar, {
    name: 'list',
    key: 'dispute.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--entry <ENTRY>', 'of-entry'),
      new Option('--state <STATE>', described(registrar, 'cli.option.dispute-state')).choices([
        'open',
        'decided',
      ]),
      option(registrar, '--overdue', 'overdue'),
    ],
    run: (shell, command) => list(shell, optionsOf<DisputeFilter & { overdue?: boolean }>(command)),
  })
}
