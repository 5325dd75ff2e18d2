/** `columns import | list | export | discover`: the register of columns, and what a portal shows by itself. */
import { openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { daysOfFrequency } from '../registry/column-register.js'
import { namedHolder } from '../registry/column-table.js'
import { readColumns, writeColumns } from '../registry/registers.js'
import { discover } from './discover.js'
import { group, leaf, option, type Register } from './program.js'
import { readRegistry } from './registry-state.js'
import { listing, optionsOf, type Shell, usage } from './shell.js'
import { exportLeaf } from './units.js'
import { readUserFile } from './user-file.js'

async function importColumns(shell: Shell, path: string, platform: string | undefined): Promise<void> {
  const bytes = readUserFile(path)
  const ledger = openLedger(shell.dataDir)
  try {
    const store = registry(ledger)
    const held = store.load()
    const holder = platform === undefined ? null : namedHolder(platform, held)
    if (platform !== undefined && holder === null)
      throw usage('registry.unknown-platform', { found: platform })
    const rows = await readColumns(bytes, path, held, holder)
    store.replaceColumns(rows)
    const loose = rows.flatMap(({ frequency, maxAgeDays }) =>
      frequency === undefined || maxAgeDays !== undefined || daysOfFrequency(frequency) !== null
        ? []
        : [frequency],
    )
    if (loose.length > 0)
      shell.note('cli.columns.loose', { columns: loose.length, words: [...new Set(loose)].join('、') })
    const facts = { columns: rows.length, holders: new Set(rows.map((row) => row.holder)).size }
    shell.result({ imported: facts }, () => shell.say('cli.columns.imported', facts))
  } finally {
    ledger.close()
  }
}

export const registerColumns: Register = (program, registrar) => {
  const columns = group(program, registrar, 'columns')
  leaf(columns, registrar, {
    name: 'import <FILE>',
    key: 'columns.import',
    prints: true,
    changes: true,
    options: [option(registrar, '--platform <ID>', 'platform')],
    run: (shell, command, [path]) =>
      importColumns(shell, String(path), optionsOf<{ platform?: string }>(command).platform),
  })
  leaf(columns, registrar, {
    name: 'list',
    key: 'columns.list',
    prints: true,
    run: (shell) => {
      const held = readRegistry(shell.dataDir)
      const pinned = [...held.platforms, ...held.units].flatMap((holder) =>
        (holder.columns ?? []).map((column) => ({ ...column, holder: holder.id, from: 'file' as const })),
      )
      const all = [...pinned, ...held.columns.map((row) => ({ ...row, from: 'register' as const }))]
      shell.result({ columns: all }, () =>
        listing(
          shell,
          ['holder', 'column', 'owner', 'frequency', 'url'],
          all.map((row) => [
            row.holder,
            [...(row.path ?? []), row.name].join(' / '),
            row.owner ?? '',
            row.maxAgeDays === undefined
              ? (row.frequency ?? '')
              : shell.say('cli.days', { days: row.maxAgeDays }),
            row.url ?? '',
          ]),
        ),
      )
    },
  })
  exportLeaf(columns, registrar, { key: 'columns.export', usual: 'csv', write: writeColumns })
  leaf(columns, registrar, {
    name: 'discover <URL>',
    key: 'columns.discover',
    prints: true,
    options: [
      option(registrar, '--explain', 'explain-columns'),
      option(registrar, '--no-browser', 'no-browser'),
      option(registrar, '--max-pages <N>', 'max-pages'),
    ],
    run: (shell, command, [url]) => discover(shell, String(url), optionsOf(command)),
  })
}
