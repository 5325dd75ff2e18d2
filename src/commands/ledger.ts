/** `ledger list | post | void | export | verify`: the score ledger. */

import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { Option } from 'commander'
import { readCheckpoints } from '../evidence/checkpoints.js'
import { entryOf, postEntry, voidEntry } from '../ledger/decide.js'
import { exportLedger } from '../ledger/export.js'
import { ledgerPath, openLedger } from '../ledger/open.js'
import { listEntries } from '../ledger/read.js'
import { verifyLedger } from '../ledger/verify.js'
import { UserFault } from '../model/error.js'
import type { Entry } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import { openForWriting } from './open-data.js'
import { described, group, leaf, option, type Register } from './program.js'
import { ExitWith, optionsOf, type Shell, usage, word } from './shell.js'
import { table } from './terminal.js'
import { readUserFile } from './user-file.js'

interface Filter {
  readonly unit?: string
  readonly state?: string
  readonly period?: string
  readonly rubric?: string
}

const STATES = ['pending', 'posted', 'voided', 'reversed'] as const

function entriesOf(dataDir: string, filter: Filter): Entry[] {
  const ledger = openLedger(dataDir, { readonly: true })
  try {
    return listEntries(ledger, filter.unit).filter(
      (entry) =>
        (filter.state === undefined || entry.state === filter.state) &&
        (filter.rubric === undefined || entry.rubric === filter.rubric) &&
        (filter.period === undefined || entry.assessment.endsWith(`/${filter.period}`)),
    )
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
    table(
      heads.map((name) => shell.say(`cli.head.${name}`)),
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

/** Ids of the entries meant: those named, or with --all every pending one. */
function meant(shell: Shell, ids: readonly string[], all: boolean): string[] {
  if (all) return entriesOf(shell.dataDir, { state: 'pending' }).map((entry) => entry.id)
  if (ids.length === 0) throw usage('cli.ledger.no-entries')
  return [...ids]
}

function decide(shell: Shell, ids: readonly string[], reason: string | null, act: typeof postEntry): void {
  const ledger = openForWriting(shell)
  try {
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

/** Waits until the stream takes more; false when its reader has gone. */
async function drained(into: Writable): Promise<boolean> {
  try {
    await Promise.race([once(into, 'drain'), once(into, 'close')])
    return !into.destroyed
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return false
    throw error
  }
}

async function pour(pieces: Iterable<string>, into: Writable): Promise<void> {
  for (const piece of pieces) {
    if (into.destroyed) return
    if (!into.write(piece) && !(await drained(into))) return
  }
}

async function exportTo(shell: Shell, format: 'csv' | 'jsonl', output: string | undefined): Promise<void> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const pieces = exportLedger(ledger, { format })
    if (output === undefined) return await pour(pieces, shell.host.stdout)
    const file = createWriteStream(output)
    await once(file, 'open')
    await pour(pieces, file)
    file.end()
    await once(file, 'finish')
    shell.note('cli.written', { file: output })
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
  leaf(ledger, registrar, {
    name: 'list',
    key: 'ledger.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--rubric <ID>', 'rubric-id'),
      option(registrar, '--period <P>', 'period'),
      new Option('--state <STATE>', described(registrar, 'cli.option.entry-state')).choices(STATES),
    ],
    run: (shell, command) => list(shell, optionsOf<Filter>(command)),
  })
  leaf(ledger, registrar, {
    name: 'post [ENTRY...]',
    key: 'ledger.post',
    prints: true,
    changes: true,
    options: [option(registrar, '--all', 'all-pending'), option(registrar, '--reason <TEXT>', 'reason')],
    run: (shell, command, [ids]) => {
      const { all, reason } = optionsOf<{ all?: boolean; reason?: string }>(command)
      decide(shell, meant(shell, Array.isArray(ids) ? ids : [], all === true), reason ?? null, postEntry)
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
      decide(shell, meant(shell, Array.isArray(ids) ? ids : [], false), reason ?? null, voidEntry)
    },
  })
  leaf(ledger, registrar, {
    name: 'export',
    key: 'ledger.export',
    options: [
      new Option('--format <FORMAT>', described(registrar, 'cli.option.format'))
        .choices(['csv', 'jsonl'])
        .default('csv'),
      option(registrar, '-o, --output <FILE>', 'output'),
    ],
    run: (shell, command) => {
      const { format, output } = optionsOf<{ format: 'csv' | 'jsonl'; output?: string }>(command)
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
