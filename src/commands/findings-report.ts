/** `findings add | import`: problems that others found, with their source and files. */
import { dirname } from 'node:path'
import { sealRun } from '../evidence/seal.js'
import { openStore } from '../evidence/store.js'
import type { Ledger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import {
  type EnteredProblem,
  enterReported,
  type LocatedProblem,
  reportedManifest,
} from '../ledger/reported.js'
import { ledgerHead } from '../ledger/rows.js'
import { uuidv7 } from '../ledger/uuid.js'
import { type EvidenceManifest, evidenceId } from '../model/evidence.js'
import { makeKnown, rubricsOfYear, ruleAndPrice } from '../pricing.js'
import { type ReadProblem, readReportedTable } from '../registry/reported-table.js'
import { resolveSites } from '../registry/resolve.js'
import { ruleFinder } from '../rubric/rule-finder.js'
import type { Cell } from '../tables/csv.js'
import { readTableFile } from '../tables/file.js'
import { bringFiles, keepFiles } from './attach.js'
import { filesOfRows } from './attach-rows.js'
import { today } from './findings-decide.js'
import { openForWriting } from './open-data.js'
import { toolName } from './package-root.js'
import { collect, leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { readUserFile } from './user-file.js'

/** Each problem with its unit's site; the registry has seen to it that there is one. */
function located(ledger: Ledger, problems: readonly ReadProblem[], on: string): LocatedProblem[] {
  const sites = resolveSites(registry(ledger).load(), on)
  return problems.map((problem) => {
    const site = sites.find((one) => one.units.some((unit) => unit.id === problem.unit))
    const unit = site?.units.find((one) => one.id === problem.unit)
    if (!site || !unit) throw usage('cli.unknown-unit', { id: problem.unit })
    return { problem, site, unit }
  })
}

/** What entering came to. */
interface Entered extends EnteredProblem {
  readonly entries: readonly string[]
}

/** Seals what came together, as the evidence of an inspection is sealed: from now on nothing of it can be exchanged. */
function sealBatch(
  shell: Shell,
  ledger: Ledger,
  batch: string,
  of: { readonly at: string; readonly startedAt: number; readonly evidence: readonly string[] },
): void {
  if (of.evidence.length === 0) return
  const now = shell.host.now()
  sealRun(shell.dataDir, {
    ...of,
    run: batch,
    status: 'complete',
    purpose: 'reported',
    tool: toolName(),
    finishedAt: now,
    sealedAt: now,
    rubrics: [],
    ledger: ledgerHead(ledger),
  })
}

async function enter(
  shell: Shell,
  ledger: Ledger,
  rows: readonly ReadProblem[],
  folder: string,
  path: string,
): Promise<Entered[]> {
  const brought = filesOfRows(rows, path, folder)
  const at = today(shell, ledger)
  const cases = located(ledger, rows, at)
  const store = openStore(shell.dataDir)
  const startedAt = shell.host.now()
  const batch = uuidv7(startedAt)
  const made: { one: LocatedProblem; manifest: EvidenceManifest }[] = []
  for (const [index, one] of cases.entries()) {
    const files = await keepFiles(shell.dataDir, brought[index] ?? [])
    const manifest = reportedManifest(one, files, {
      batch,
      tool: toolName(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      takenAt: shell.host.now(),
    })
    await store.putItem(manifest)
    made.push({ one, manifest })
  }
  makeKnown(ledger, registry(ledger).load(), new Set(rows.map((row) => row.unit)), at)
  const entered = ledger.immediate(() =>
    made.map(({ one, manifest }): Entered => {
      const entered = enterReported(ledger, one, manifest)
      const { problem } = one
      const open = entered.finding.state === 'candidate'
      if (!problem.confirmed || !open) return { ...entered, entries: [] }
      const reason = problem.document === null ? problem.source : `${problem.source}（${problem.document}）`
      const ruled = ruleAndPrice(ledger, entered.finding, {
        actor: shell.actor,
        tell: shell.note,
        ruling: 'problem',
        reason,
        until: null,
        at: problem.on,
      })
      return { ...entered, ...ruled }
    }),
  )
  sealBatch(shell, ledger, batch, {
    at,
    startedAt,
    evidence: made.map(({ manifest }) => evidenceId(manifest)),
  })
  return entered
}

function tell(shell: Shell, entered: readonly Entered[]): void {
  const findings = entered.map(({ finding, added, entries }) => ({
    id: finding.id,
    no: finding.no,
    unit: finding.unit,
    code: finding.code,
    state: finding.state,
    verdict: finding.verdict,
    added,
    entries,
  }))
  const known = findings.filter((one) => !one.added)
  shell.result({ findings }, () =>
    [
      shell.say('findings.entered', {
        added: findings.length - known.length,
        known: known.length,
        entries: findings.flatMap((one) => one.entries).length,
      }),
      ...findings.map((one) => `- ${one.no}  ${one.id}`),
    ].join('\n'),
  )
}

async function importProblems(
  shell: Shell,
  path: string,
  source: string | null,
  rubrics: readonly string[],
): Promise<void> {
  const cells = await readTableFile(readUserFile(path), path)
  await enterTable(shell, cells, path, { source, rubrics, folder: dirname(path) })
}

async function enterTable(
  shell: Shell,
  cells: readonly (readonly Cell[])[],
  path: string,
  given: { readonly source: string | null; readonly rubrics: readonly string[]; readonly folder: string },
): Promise<void> {
  const ledger = openForWriting(shell)
  try {
    const { units } = registry(ledger).load()
    const year = today(shell, ledger).slice(0, 4)
    const rules = ruleFinder(rubricsOfYear(ledger, year, given.rubrics, shell.note))
    const rows = readReportedTable(cells, path, { units, rules, source: given.source })
    tell(shell, await enter(shell, ledger, rows, given.folder, path))
  } finally {
    ledger.close()
  }
}

const ADDED = [
  'unit',
  'said',
  'url',
  'type',
  'subject',
  'column',
  'where',
  'on',
  'source',
  'document',
  'rule',
] as const
type AddFlags = Readonly<Partial<Record<(typeof ADDED)[number], string>>> & {
  readonly confirmed?: boolean
  readonly file?: readonly string[]
  readonly rubric?: readonly string[]
}

async function addProblem(shell: Shell, flags: AddFlags): Promise<void> {
  for (const needed of ['unit', 'said', 'on', 'source'] as const)
    if (flags[needed] === undefined) throw usage('records.needs', { option: `--${needed}` })
  // Files are checked first: a table's cell could not hold a name with a comma.
  bringFiles(flags.file ?? [])
  const given = [
    ...ADDED.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name] ?? ''] as const])),
    ['confirmed', flags.confirmed === true ? '是' : ''] as const,
    ['files', (flags.file ?? []).join('\n')] as const,
  ]
  const cells = [given.map(([name]) => name), given.map(([, text]) => text)].map((row, line) =>
    row.map((text, column): Cell => ({ text: text.trim(), line: line + 1, column: column + 1 })),
  )
  await enterTable(shell, cells, 'findings add', { source: null, rubrics: flags.rubric ?? [], folder: '.' })
}

/** Adds the commands that bring problems in to the group `findings`. */
export const registerReportedFindings: Register = (findings, registrar) => {
  const rubric = () => option(registrar, '--rubric <ID|FILE>', 'rubric').argParser(collect)
  leaf(findings, registrar, {
    name: 'add',
    key: 'findings.add',
    prints: true,
    changes: true,
    options: [
      ...ADDED.map((name) => option(registrar, `--${name} <TEXT>`, `reported-${name}`)),
      option(registrar, '--confirmed', 'reported-confirmed'),
      option(registrar, '--file <FILE>', 'attached').argParser(collect),
      rubric(),
    ],
    run: (shell, command) => addProblem(shell, optionsOf<AddFlags>(command)),
  })
  leaf(findings, registrar, {
    name: 'import <FILE>',
    key: 'findings.import',
    prints: true,
    changes: true,
    options: [option(registrar, '--source <TEXT>', 'reported-source'), rubric()],
    run: (shell, command, [path]) => {
      const { source, rubric: named } = optionsOf<{ source?: string; rubric?: readonly string[] }>(command)
      return importProblems(shell, String(path), source ?? null, named ?? [])
    },
  })
}
