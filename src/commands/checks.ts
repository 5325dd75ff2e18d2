/** `checks list | show`: the catalogue of checks, each with its page and how often disputes found it wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS } from '../../checks/index.js'
import { ledgerPath, openLedger } from '../ledger/open.js'
import { checkRecords } from '../ledger/precision.js'
import { formatPoints } from '../model/points.js'
import type { CheckRecord } from '../model/precision.js'
import { packageRoot } from './package-root.js'
import { group, leaf, type Register } from './program.js'
import { type Shell, usage } from './shell.js'
import { table } from './terminal.js'

/** A check's page, `checks/<id>.md`. */
function pageOf(id: string): string {
  return readFileSync(join(packageRoot(), 'checks', `${id}.md`), 'utf8')
}

/** What disputes came to, by check; nothing where no data directory is at hand: the catalogue needs none. */
function recordsHere(shell: Shell): ReadonlyMap<string, CheckRecord> {
  if (!existsSync(ledgerPath(shell.dataDir))) return new Map()
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    return checkRecords(ledger)
  } finally {
    ledger.close()
  }
}

/** A check's record as it is printed; percentages as decimals. */
function outcomeOf(record: CheckRecord | undefined) {
  const { entries = 0, wrong = 0, precision = null, demoted = false } = record ?? {}
  const percent = (hundredths: number | null) => (hundredths === null ? null : formatPoints(hundredths))
  return {
    entries,
    falsePositives: wrong,
    precision: percent(precision),
    falsePositiveRate: percent(precision === null ? null : 10_000 - precision),
    demoted,
  }
}

export const registerChecks: Register = (program, registrar) => {
  const checks = group(program, registrar, 'checks')
  leaf(checks, registrar, {
    name: 'list',
    key: 'checks.list',
    prints: true,
    run: (shell) => {
      const records = recordsHere(shell)
      const all = CHECKS.map(({ id, version, codes }) => ({
        id,
        version,
        codes,
        title: shell.say(`check.${id}.title`),
        ...outcomeOf(records.get(id)),
      }))
      shell.result({ checks: all }, () =>
        table(
          ['cli.head.check', 'cli.head.title', 'cli.head.precision', 'cli.head.codes'].map((key) =>
            shell.say(key),
          ),
          all.map((check) => [
            check.id,
            check.title,
            check.precision === null
              ? ''
              : shell.say(check.demoted ? 'cli.checks.demoted' : 'cli.checks.precision', {
                  precision: check.precision,
                  wrong: check.falsePositives,
                  entries: check.entries,
                }),
            check.codes.join(' '),
          ]),
        ),
      )
    },
  })
  leaf(checks, registrar, {
    name: 'show <ID>',
    key: 'checks.show',
    prints: true,
    run: (shell, _, [id]) => {
      const check = CHECKS.find((one) => one.id === id)
      if (!check)
        throw usage('cli.checks.unknown', { id: String(id), known: CHECKS.map((one) => one.id).join(', ') })
      const page = pageOf(check.id)
      const title = shell.say(`check.${check.id}.title`)
      shell.result({ id: check.id, version: check.version, codes: check.codes, title, page }, () =>
        page.trimEnd(),
      )
    },
  })
}
