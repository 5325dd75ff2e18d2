/** `rectify issue`: problem lists are made, dated and handed over. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findingsOfUnit, type StoredFinding } from '../ledger/finding-rows.js'
import type { Ledger } from '../ledger/open.js'
import { issueList } from '../ledger/rectification.js'
import { type StandingList, standingLists } from '../ledger/rectification-read.js'
import { registry } from '../ledger/registry-store.js'
import type { PlainDate } from '../model/date.js'
import { bringFiles, keepFiles } from './attach.js'
import { dayOption, findingNamed, today } from './findings-decide.js'
import { openForWriting } from './open-data.js'
import { listDocument, listsSheet, listsText } from './rectify-documents.js'
import { dueDay, zoneOf } from './rectify-lists.js'
import { type Shell, usage } from './shell.js'

/** Confirmed findings of a unit that stand on no list whose time still runs and that are not mended. */
function findingsToIssue(ledger: Ledger, unit: string, on: PlainDate): StoredFinding[] {
  const running = new Set(
    standingLists(ledger, on, zoneOf(ledger), unit).flatMap(({ items }) =>
      items.filter((item) => item.dueOn >= on).map((item) => item.finding.fingerprint),
    ),
  )
  return findingsOfUnit(ledger, unit)
    .filter((one) => one.state === 'confirmed' && one.verdict === 'problem' && !running.has(one.fingerprint))
    .sort((a, b) => (a.no < b.no ? -1 : 1))
}

/** Options of `rectify issue`. */
export interface IssueFlags {
  readonly finding?: readonly string[]
  readonly days?: string
  readonly until?: string
  readonly on?: string
  readonly document?: string
  readonly note?: string
  readonly file?: readonly string[]
  readonly output?: string
}

function meant(
  ledger: Ledger,
  units: readonly string[],
  named: readonly string[],
  on: PlainDate,
): Map<string, StoredFinding[]> {
  if (named.length > 0) {
    const findings = named.map((name) => findingNamed(ledger, name))
    const shut = findings.find((one) => one.state === 'fixed' || one.state === 'dismissed')
    if (shut) throw usage('findings.not-open', { finding: shut.no, state: shut.state })
    const byUnit = new Map<string, StoredFinding[]>()
    for (const finding of findings) byUnit.set(finding.unit, [...(byUnit.get(finding.unit) ?? []), finding])
    return byUnit
  }
  const known = registry(ledger)
    .load()
    .units.map((unit) => unit.id)
  for (const id of units) if (!known.includes(id)) throw usage('cli.unknown-unit', { id })
  const all = (units.length > 0 ? units : known).map(
    (unit) => [unit, findingsToIssue(ledger, unit, on)] as const,
  )
  return new Map(all.filter(([, findings]) => findings.length > 0))
}

async function writeSheets(
  shell: Shell,
  ledger: Ledger,
  lists: readonly StandingList[],
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const names = new Map(
    registry(ledger)
      .load()
      .units.map((unit) => [unit.id, unit.name]),
  )
  for (const one of lists) {
    const path = join(folder, `${one.list.id}.xlsx`)
    writeFileSync(path, await listsSheet(shell, [one], names))
    shell.note('cli.written', { file: path })
  }
}

/** Issues lists: of the findings named, or of each unit's confirmed ones that stand on no running list. */
export async function issue(shell: Shell, units: readonly string[], flags: IssueFlags): Promise<void> {
  const ledger = openForWriting(shell)
  try {
    const on = dayOption(flags.on) ?? today(shell, ledger)
    const { dueOn, workingDays } = dueDay(ledger, on, flags)
    const wanted = meant(ledger, units, flags.finding ?? [], on)
    if (wanted.size === 0) throw usage('rectify.nothing-open')
    const files = await keepFiles(shell.dataDir, bringFiles(flags.file ?? []))
    const issued = ledger.immediate(() =>
      [...wanted].map(([unit, findings]) =>
        issueList(ledger, {
          unit,
          findings,
          issuedOn: on,
          dueOn,
          workingDays,
          document: flags.document ?? null,
          note: flags.note ?? null,
          files,
          actor: shell.actor,
        }),
      ),
    )
    const ids = new Set(issued.map((list) => list.id))
    const lists = standingLists(ledger, on, zoneOf(ledger)).filter(({ list }) => ids.has(list.id))
    if (flags.output !== undefined) await writeSheets(shell, ledger, lists, flags.output)
    shell.result({ lists: lists.map((one) => listDocument(shell, one)) }, () => listsText(shell, lists))
  } finally {
    ledger.close()
  }
}
