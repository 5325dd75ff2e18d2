/** `records import | add | list`: registers outside the web, priced by the same rules. */
import { dirname } from 'node:path'
import { Option } from 'commander'
import { openLedger } from '../ledger/open.js'
import type { PricedRecords } from '../ledger/record-entries.js'
import { listRecords, type RecordFilter } from '../ledger/records.js'
import { isPlainDate, type PlainDate } from '../model/date.js'
import { formatPoints } from '../model/points.js'
import { type OffWebRecord, RECORD_TYPES } from '../model/record.js'
import type { AttachedFile } from '../model/supporting.js'
import { bringRecords, ENTERED_FIELDS, tableOfOne } from '../record-desk.js'
import { readTableFile } from '../tables/file.js'
import { bringFiles, keepFiles } from './attach.js'
import { filesOfRows } from './attach-rows.js'
import { openForWriting } from './open-data.js'
import { collect, described, group, leaf, option, type Register } from './program.js'
import { listing, optionsOf, type Shell, usage, word } from './shell.js'
import { readUserFile } from './user-file.js'
import { periodOption } from './values.js'

const yearOf = (day: PlainDate): string => day.slice(0, 4)

function documentOf(record: OffWebRecord) {
  return { ...record, points: record.points === null ? null : formatPoints(record.points) }
}

function tellPriced(shell: Shell, records: readonly OffWebRecord[], outcome: PricedRecords): void {
  const unpriced = outcome.unpriced.map((one) => ({ ...one, message: shell.say(one.key, one.facts) }))
  shell.result({ records: records.map(documentOf), entries: outcome.entries, unpriced }, () =>
    [
      shell.say('records.imported', { records: records.length, entries: outcome.entries.length }),
      ...unpriced.map((one) => `- ${one.record}: ${one.message}`),
    ].join('\n'),
  )
}

async function importRecords(shell: Shell, path: string, named: readonly string[]): Promise<void> {
  const cells = await readTableFile(readUserFile(path), path)
  const ledger = openForWriting(shell)
  try {
    const { records, outcome } = await bringRecords(ledger, {
      cells,
      name: path,
      year: String(new Date(shell.host.now()).getUTCFullYear()),
      rubrics: named,
      by: { actor: shell.actor, decidedBy: 'import' },
      source: path,
      tell: shell.note,
      keepFiles: async (rows) => {
        const kept: AttachedFile[][] = []
        for (const files of filesOfRows(rows, path, dirname(path)))
          kept.push(await keepFiles(shell.dataDir, files))
        return kept
      },
    })
    tellPriced(shell, records, outcome)
  } finally {
    ledger.close()
  }
}

type AddFlags = Readonly<Record<(typeof ADDED)[number], string | undefined>> & {
  readonly file?: readonly string[]
  readonly rubric?: readonly string[]
}
const ADDED = ['id', ...ENTERED_FIELDS, 'rule', 'indicator'] as const

async function addRecord(shell: Shell, flags: AddFlags): Promise<void> {
  const given = ADDED.flatMap((name) => {
    const text = flags[name]
    return text === undefined ? [] : [[name, text] as const]
  })
  for (const needed of ['unit', 'on', 'title'] as const)
    if (flags[needed] === undefined) throw usage('records.needs', { option: `--${needed}` })
  if (!isPlainDate(flags.on ?? '')) throw usage('cli.inspect.bad-date', { found: flags.on ?? '' })
  const ledger = openForWriting(shell)
  try {
    const { records, outcome } = await bringRecords(ledger, {
      cells: tableOfOne(given),
      name: 'records add',
      year: yearOf(flags.on ?? ''),
      rubrics: flags.rubric ?? [],
      by: { actor: shell.actor, decidedBy: 'person' },
      source: null,
      tell: shell.note,
      keepFiles: async () => [await keepFiles(shell.dataDir, bringFiles(flags.file ?? []))],
    })
    tellPriced(shell, records, outcome)
  } finally {
    ledger.close()
  }
}

function list(shell: Shell, filter: RecordFilter): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const records = listRecords(ledger, filter)
    shell.result({ records: records.map(documentOf) }, () =>
      records.length === 0
        ? shell.say('records.none')
        : listing(
            shell,
            ['id', 'day', 'kind', 'unit', 'rules', 'points', 'document', 'title'],
            records.map((record) => [
              record.id,
              record.on,
              word(shell, 'records.type', record.type),
              record.unit,
              record.rules.join(' '),
              record.points === null ? '' : formatPoints(record.points),
              record.document ?? '',
              record.title,
            ]),
          ),
    )
  } finally {
    ledger.close()
  }
}

const rubricOption = (registrar: Parameters<Register>[1]) =>
  option(registrar, '--rubric <ID|FILE>', 'rubric').argParser(collect)

export const registerRecords: Register = (program, registrar) => {
  const records = group(program, registrar, 'records')
  leaf(records, registrar, {
    name: 'import <FILE>',
    key: 'records.import',
    prints: true,
    changes: true,
    options: [rubricOption(registrar)],
    run: (shell, command, [path]) =>
      importRecords(shell, String(path), optionsOf<{ rubric?: readonly string[] }>(command).rubric ?? []),
  })
  leaf(records, registrar, {
    name: 'add',
    key: 'records.add',
    prints: true,
    changes: true,
    options: [
      ...ADDED.map((name) => option(registrar, `--${name} <TEXT>`, `record-${name}`)),
      option(registrar, '--file <FILE>', 'attached').argParser(collect),
      rubricOption(registrar),
    ],
    run: (shell, command) => addRecord(shell, optionsOf<AddFlags>(command)),
  })
  leaf(records, registrar, {
    name: 'list',
    key: 'records.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      new Option('--type <TYPE>', described(registrar, 'cli.option.record-type')).choices(RECORD_TYPES),
      option(registrar, '--period <P>', 'period'),
    ],
    run: (shell, command) => {
      const { unit, type, period } = optionsOf<RecordFilter>(command)
      const year = periodOption(period)
      list(shell, {
        ...(unit === undefined ? {} : { unit }),
        ...(type === undefined ? {} : { type }),
        ...(year === null ? {} : { period: year }),
      })
    },
  })
}
