/** `checks list | show`: the catalogue of checks, each with its page and how often disputes found it wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKS } from '../../checks/index.js'
import { type Ledger, ledgerPath, openLedger } from '../ledger/open.js'
import { checkRecords } from '../ledger/precision.js'
import { formatPoints } from '../model/points.js'
import type { CheckRecord } from '../model/precision.js'
import { packageRoot } from './package-root.js'
import { group, leaf, type Register } from './program.js'
import { listing, type Shell, usage } from './shell.js'

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

/** One check that ever opened an entry, with how often disputes found it wrong. */
export type CheckOutcome = ReturnType<typeof outcomeOf> & { readonly id: string; readonly title: string }

/** The record of every check that ever opened an entry, worst first. */
export function checkOutcomes(shell: Shell, ledger: Ledger): CheckOutcome[] {
  return [...checkRecords(ledger)]
    .map(([id, record]) => ({ id, title: shell.say(`check.${id}.title`), ...outcomeOf(record) }))
    .sort((a, b) => Number(a.precision ?? 100) - Number(b.precision ?? 100) || (a.id < b.id ? -1 : 1))
}

function precisionText(shell: Shell, check: ReturnType<typeof outcomeOf>): string {
  if (check.precision === null) return ''
  return shell.say(check.demoted ? 'cli.checks.demoted' : 'cli.checks.precision', {
    precision: check.precision,
    wrong: check.falsePositives,
    entries: check.entries,
  })
}

/** The records for a terminal. */
export function precisionTable(shell: Shell, checks: readonly CheckOutcome[]): string {
  return listing(
    shell,
    ['check', 'title', 'precision'],
    checks.map((check) => [check.id, check.title, precisionText(shell, check)]),
  )
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
        listing(
          shell,
          ['check', 'title', 'precision', 'codes'],
          all.map((check) => [check.id, check.title, precisionText(shell, check), check.codes.join(' ')]),
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
