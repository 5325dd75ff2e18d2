/** `sheets export | import`: score sheets in the layout of the original table, and what people filled into them. */
import { writeFileSync } from 'node:fs'
import { assessmentId } from '../ledger/assessment.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { rowsOf } from '../ledger/rows.js'
import { scoringFacts } from '../ledger/scoring-facts.js'
import { selfScores } from '../ledger/sheet-scores.js'
import { formatPoints } from '../model/points.js'
import type { ScoredIndicator } from '../model/scoring.js'
import { rubricsOfYear } from '../pricing.js'
import { SCORE_SHEET_FIELDS, type ScoreSheetRow, scoreSheetHeaders } from '../registry/score-sheet.js'
import type { Rubric } from '../rubric/schema.js'
import { scoreUnit } from '../rubric/score.js'
import { writeXlsx } from '../tables/xlsx.js'
import { group, leaf, option, type Register } from './program.js'
import { importSheet } from './sheets-import.js'
import { optionsOf, type Shell, usage, word } from './shell.js'
import { periodOption } from './values.js'

interface Making {
  readonly shell: Shell
  readonly ledger: Ledger
  readonly rubric: Rubric
  readonly period: string
}

function rowOf(
  { shell, rubric, period }: Making,
  unitName: string,
  row: ScoredIndicator,
  beside: {
    readonly decided: ReadonlyMap<string, { readonly actor: string; readonly reason: string | null }>
    readonly self: ReturnType<typeof selfScores>
  },
): ScoreSheetRow {
  const indicator = rubric.indicators.find(({ id }) => id === row.id)
  const live = row.entries.filter(({ state }) => state === 'pending' || state === 'posted')
  const by = live.flatMap(({ id }) => beside.decided.get(id) ?? [])
  const self = beside.self.get(row.id)
  const unique = (texts: readonly (string | null)[]) => [...new Set(texts.filter(Boolean))].join('；')
  const because = row.because === null ? '' : shell.say(row.because.key, row.because.facts)
  return {
    indicator: row.id,
    item: row.title,
    clause: indicator?.clause ?? '',
    max: Number(formatPoints(row.max)),
    deductions: live
      .filter(({ points }) => points !== 0)
      .map(
        ({ clause, effective, state }) =>
          `${clause} ${formatPoints(effective)}（${word(shell, 'cli.entry', state)}）`,
      )
      .join('\n'),
    note: unique(by.map(({ reason }) => reason)) || because,
    score: row.score === null ? '' : Number(formatPoints(row.score)),
    selfScore: self?.points == null ? '' : Number(formatPoints(self.points)),
    selfFiles: (self?.files ?? []).map(({ name }) => name).join('；'),
    unit: unitName,
    reviewer: unique(by.map(({ actor }) => actor)),
    method: word(shell, 'cli.method', row.method),
    rubric: rubric.id,
    period,
  }
}

function rowsOfUnit(making: Making, unit: { readonly id: string; readonly name: string }): ScoreSheetRow[] {
  const { ledger, rubric, period } = making
  const facts = scoringFacts(ledger, unit.id, period, rubric.id)
  if (facts === null) return []
  const opened = rowsOf(ledger, assessmentId(rubric.id, period), unit.id)
  const decided = new Map(
    opened.flatMap(({ entry, key, actor, reason, decidedBy }) =>
      entry !== null && key !== null && decidedBy !== 'auto' ? [[entry, { actor, reason }] as const] : [],
    ),
  )
  const beside = { decided, self: selfScores(ledger, unit.id, period, rubric.id) }
  return scoreUnit(rubric, facts)
    .indicators.filter(({ status }) => status !== 'not-applicable')
    .map((row) => rowOf(making, unit.name, row, beside))
}

interface ExportFlags {
  readonly unit?: string
  readonly rubric?: string
  readonly period?: string
  readonly output?: string
}

/** The rubric meant: the one named, else the workspace's, else the only one that assesses the year. */
function rubricMeant(shell: Shell, ledger: Ledger, named: string | undefined, period: string): Rubric {
  const usual = named ?? registry(ledger).load().defaults.rubric
  const rubrics = rubricsOfYear(ledger, period, named === undefined ? [] : [named], shell.note)
  const meant =
    rubrics.length === 1
      ? rubrics[0]
      : rubrics.find(({ id, source }) => id === usual || source.path === usual)
  if (meant) return meant
  throw rubrics.length === 0
    ? usage('cli.score.no-rubric')
    : usage('cli.score.which-rubric', { known: rubrics.map(({ id }) => id).join(', ') })
}

async function exportSheet(shell: Shell, flags: ExportFlags): Promise<void> {
  const { unit, output } = flags
  if (output === undefined) throw usage('cli.ledger.xlsx-to-file')
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const period = periodOption(flags.period) ?? String(new Date(shell.host.now()).getUTCFullYear())
    const rubric = rubricMeant(shell, ledger, flags.rubric, period)
    const { units } = registry(ledger).load()
    const meant = units.filter(({ id, name }) => unit === undefined || id === unit || name === unit)
    if (meant.length === 0) throw usage('cli.unknown-unit', { id: unit ?? '' })
    const rows = meant.flatMap((one) => rowsOfUnit({ shell, ledger, rubric, period }, one))
    if (rows.length === 0) throw usage('cli.score.never-inspected', { unit: unit ?? '' })
    const bytes = await writeXlsx([
      {
        name: shell.say('cli.sheets.name'),
        title: shell.say('cli.sheets.title', { rubric: rubric.name, period }),
        headers: scoreSheetHeaders(shell.language === 'en'),
        rows: rows.map((row) => SCORE_SHEET_FIELDS.map((field) => row[field])),
        widths: [8, 26, 60, 7, 40, 36, 8, 8, 20, 20, 12, 8, 16, 8],
      },
    ])
    writeFileSync(output, bytes)
    shell.result({ file: output, rows: rows.length }, () => shell.say('cli.written', { file: output }))
  } finally {
    ledger.close()
  }
}

export const registerSheets: Register = (program, registrar) => {
  const sheets = group(program, registrar, 'sheets')
  leaf(sheets, registrar, {
    name: 'export',
    key: 'sheets.export',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--rubric <ID|FILE>', 'rubric-id'),
      option(registrar, '--period <P>', 'period'),
      option(registrar, '-o, --output <FILE>', 'sheet-output'),
    ],
    run: (shell, command) => exportSheet(shell, optionsOf<ExportFlags>(command)),
  })
  leaf(sheets, registrar, {
    name: 'import <FILE>',
    key: 'sheets.import',
    prints: true,
    changes: true,
    run: (shell, _, [path]) => importSheet(shell, String(path)),
  })
}
