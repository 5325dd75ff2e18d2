/** `ledger list | post | void | adjust | reprice | export | verify`: the score ledger. */

import { existsSync } from 'node:fs'
import { Option } from 'commander'
import { readCheckpoints } from '../evidence/checkpoints.js'
import { adjustEntry, type Decision, entryOf, postEntry, voidEntry } from '../ledger/decide.js'
import { entriesUnderDispute } from '../ledger/dispute-rows.js'
import { type Ledger, ledgerPath, openLedger } from '../ledger/open.js'
import { listEntries } from '../ledger/read.js'
import { verifyLedger } from '../ledger/verify.js'
import { UserFault } from '../model/error.js'
import type { Entry } from '../model/ledger.js'
import { formatPoints, parsePoints } from '../model/points.js'
import { EXPORT_FORMATS, exportTo } from './ledger-export.js'
import { repriceIt } from './ledger-reprice.js'
import { openForWriting } from './open-data.js'
import { described, group, leaf, option, type Register } from './program.js'
import { ExitWith, listing, optionsOf, type Shell, usage, word } from './shell.js'
import { readUserFile } from './user-file.js'

interface Filter {
  readonly unit?: string
  readonly state?: string
  readonly period?: string
  readonly rubric?: string
  readonly bucket?: string
}

const STATES = ['pending', 'posted', 'voided', 'reversed'] as const

function filtered(ledger: Ledger, filter: Filter): Entry[] {
  return listEntries(ledger, filter.unit).filter(
    (entry) =>
      (filter.state === undefined || entry.state === filter.state) &&
      (filter.rubric === undefined || entry.rubric === filter.rubric) &&
      (filter.bucket === undefined || entry.bucket === filter.bucket) &&
      (filter.period === undefined || entry.assessment.endsWith(`/${filter.period}`)),
  )
}

function entriesOf(dataDir: string, filter: Filter): Entry[] {
  const ledger = openLedger(dataDir, { readonly: true })
  try {
    return filtered(ledger, filter)
  } finally {
    ledger.close()
  }
}

function documentOf(entry: Entry) {
  return { ...entry, points: formatPoints(entry.points) }
}

function list(shell: Shell, filter: Filter): void {
  const entries = entriesOf(shell.dataDir, filter)
  const heads = ['entry', 'unit', 'indicator', 'points', 'state', 'clause', 'arithmetic']
  shell.result({ entries: entries.map(documentOf) }, () =>
    listing(
      shell,
      heads,
      entries.map((entry) => [
        entry.id,
        entry.unit,
        `${entry.rubric} ${entry.indicator}`,
        formatPoints(entry.points),
        word(shell, 'cli.entry', entry.state),
        entry.clause,
        entry.arithmetic,
      ]),
    ),
  )
}

/** Ids of the entries meant: those named, or with --all every pending one that is not under dispute. */
function meant(shell: Shell, ledger: Ledger, ids: readonly string[], all: Filter | null): string[] {
  if (!all) {
    if (ids.length === 0) throw usage('cli.ledger.no-entries')
    return [...ids]
  }
  const under = entriesUnderDispute(ledger)
  const pending = filtered(ledger, { ...all, state: 'pending' })
  const disputed = pending.filter(({ id }) => under.has(id)).map(({ id }) => id)
  if (disputed.length > 0)
    shell.note('cli.assessments.disputed', {
      count: disputed.length,
      entries: disputed.slice(0, 5).join(', '),
    })
  return pending.filter(({ id }) => !under.has(id)).map(({ id }) => id)
}

type Act = (ledger: Ledger, id: string, decision: Decision) => Entry

function decide(
  shell: Shell,
  named: readonly string[],
  given: { readonly all: Filter | null; readonly reason: string | null },
  act: Act,
): void {
  const ledger = openForWriting(shell)
  try {
    const { reason } = given
    const ids = meant(shell, ledger, named, given.all)
    const decided = ledger.immediate(() => {
      // All of them or none: an unknown one is found before the first is touched.
      for (const id of ids) entryOf(ledger, id)
      return ids.map((id) => act(ledger, id, { actor: shell.actor, reason }))
    })
    shell.result({ entries: decided.map(documentOf) }, () =>
      shell.say('cli.ledger.decided', {
        count: decided.length,
        state: word(shell, 'cli.entry', decided[0]?.state ?? 'posted'),
      }),
    )
  } finally {
    ledger.close()
  }
}

function verify(shell: Shell, checkpoints: string | undefined): void {
  // Asked first: where there is no database at all, nothing else is of interest.
  if (!existsSync(ledgerPath(shell.dataDir)))
    throw new UserFault('ledger.missing', { path: ledgerPath(shell.dataDir) }, 2)
  if (checkpoints !== undefined) readUserFile(checkpoints)
  const verified = verifyLedger(shell.dataDir, readCheckpoints(shell.dataDir, checkpoints))
  if (verified.valid) {
    const { rows, head, signedUpTo } = verified
    shell.result({ valid: true, timestamped: false, rows, head, signedUpTo }, () =>
      shell.say(signedUpTo === null ? 'cli.ledger.valid-unsigned' : 'cli.ledger.valid', {
        rows,
        head,
        signed: signedUpTo,
      }),
    )
    return
  }
  const message = shell.say(verified.key, verified.facts)
  if (shell.json)
    shell.result({ valid: false, broken: { key: verified.key, facts: verified.facts, message } }, () => '')
  shell.note('cli.ledger.broken', { message })
  throw new ExitWith(1)
}

export const registerLedger: Register = (program, registrar) => {
  const ledger = group(program, registrar, 'ledger')
  const narrowing = () => [
    option(registrar, '--unit <ID>', 'unit'),
    option(registrar, '--rubric <ID>', 'rubric-id'),
    option(registrar, '--period <P>', 'period'),
    option(registrar, '--bucket <BUCKET>', 'bucket'),
  ]
  leaf(ledger, registrar, {
    name: 'list',
    key: 'ledger.list',
    prints: true,
    options: [
      ...narrowing(),
      new Option('--state <STATE>', described(registrar, 'cli.option.entry-state')).choices(STATES),
    ],
    run: (shell, command) => list(shell, optionsOf<Filter>(command)),
  })
  leaf(ledger, registrar, {
    name: 'post [ENTRY...]',
    key: 'ledger.post',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--all', 'all-pending'),
      ...narrowing(),
      option(registrar, '--reason <TEXT>', 'reason'),
    ],
    run: (shell, command, [ids]) => {
      const { all, reason, ...filter } = optionsOf<Filter & { all?: boolean; reason?: string }>(command)
      const given = { all: all ? filter : null, reason: reason ?? null }
      decide(shell, Array.isArray(ids) ? ids : [], given, postEntry)
    },
  })
  leaf(ledger, registrar, {
    name: 'void <ENTRY...>',
    key: 'ledger.void',
    prints: true,
    changes: true,
    options: [option(registrar, '--reason <TEXT>', 'reason')],
    run: (shell, command, [ids]) => {
      const { reason } = optionsOf<{ reason?: string }>(command)
      decide(shell, Array.isArray(ids) ? ids : [], { all: null, reason: reason ?? null }, voidEntry)
    },
  })
  leaf(ledger, registrar, {
    name: 'adjust <ENTRY>',
    key: 'ledger.adjust',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--points <P>', 'adjusted-points'),
      option(registrar, '--reason <TEXT>', 'reason'),
    ],
    run: (shell, command, [id]) => {
      const { reason, points: text } = optionsOf<{ reason?: string; points?: string }>(command)
      const points = parsePoints(text ?? '')
      if (points === null) throw usage('cli.bad-points', { found: text ?? '' })
      const act: Act = (held, entry, decision) => adjustEntry(held, entry, points, decision)
      decide(shell, [String(id)], { all: null, reason: reason ?? null }, act)
    },
  })
  leaf(ledger, registrar, {
    name: 'reprice <ASSESSMENT>',
    key: 'ledger.reprice',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--rubric <ID|FILE>', 'new-version'),
      option(registrar, '--yes', 'reprice-yes'),
      option(registrar, '--reason <TEXT>', 'reason'),
    ],
    run: (shell, command, [name]) => repriceIt(shell, String(name), optionsOf(command)),
  })
  leaf(ledger, registrar, {
    name: 'export',
    key: 'ledger.export',
    options: [
      new Option('--format <FORMAT>', described(registrar, 'cli.option.format'))
        .choices(EXPORT_FORMATS)
        .default('csv'),
      option(registrar, '-o, --output <FILE>', 'output'),
    ],
    run: (shell, command) => {
      const { format, output } = optionsOf<{ format: (typeof EXPORT_FORMATS)[number]; output?: string }>(
        command,
      )
      return exportTo(shell, format, output)
    },
  })
  leaf(ledger, registrar, {
    name: 'verify',
    key: 'ledger.verify',
    prints: true,
    options: [option(registrar, '--checkpoints <FILE>', 'checkpoints')],
    run: (shell, command) => verify(shell, optionsOf<{ checkpoints?: string }>(command).checkpoints),
  })
}
