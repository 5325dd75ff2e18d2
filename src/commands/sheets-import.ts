/** Taking back a score sheet: scores of rows that a person decides become entries, self-scores are kept beside them. */
import { dirname } from 'node:path'
import type { Ledger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import { scoringFacts } from '../ledger/scoring-facts.js'
import { decideBySheet, keepSelfScore, selfScores } from '../ledger/sheet-scores.js'
import { dayIn } from '../model/date.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { formatPoints, parsePoints } from '../model/points.js'
import type { AttachedFile } from '../model/supporting.js'
import { makeKnown, rubricsOfYear } from '../pricing.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { type FilledRow, readScoreSheet } from '../registry/score-sheet.js'
import { scoringRubric } from '../rubric/pinned.js'
import type { Indicator, Rubric } from '../rubric/schema.js'
import { evaluateUnit } from '../rubric/total.js'
import { readTableFile } from '../tables/file.js'
import { keepFiles } from './attach.js'
import { filesOfRows } from './attach-rows.js'
import { openForWriting } from './open-data.js'
import type { Shell } from './shell.js'
import { readUserFile } from './user-file.js'

/** A filled row with the rubric's row that it is about. */
interface Meant {
  readonly filled: FilledRow
  readonly rubric: Rubric
  readonly row: Indicator
}

const marks = (text: string): number => parsePoints(text) ?? 0

/** Why the sheet cannot set this row's score; null: it can, or leaves it alone. */
function refused({ filled, row }: Meant, ours: number | null): FileProblem | null {
  const { score, scoreAt, indicator } = filled
  if (score === null || score === ours) return null
  const max = marks(row.max)
  const facts = { indicator, found: formatPoints(score), max: row.max }
  if (row.method === 'auto') return { ...scoreAt, key: 'sheets.automatic', facts }
  if (row.adjusts === 'pot') return { ...scoreAt, key: 'sheets.shared-marks', facts }
  if (row.adjusts === undefined && (score < 0 || score > max))
    return { ...scoreAt, key: 'sheets.beyond', facts }
  return null
}

function meantRows(shell: Shell, ledger: Ledger, filled: readonly FilledRow[], path: string): Meant[] {
  const rubrics = new Map<string, Rubric | undefined>()
  const rubricOf = ({ rubric, period }: FilledRow): Rubric | undefined => {
    const key = `${rubric} ${period}`
    if (!rubrics.has(key))
      rubrics.set(
        key,
        rubricsOfYear(ledger, period, [], shell.note).find(({ id }) => id === rubric),
      )
    return rubrics.get(key)
  }
  const problems: FileProblem[] = []
  const rows = filled.flatMap((one): Meant[] => {
    const rubric = rubricOf(one)
    const row = rubric?.indicators.find(({ id }) => id === one.indicator)
    if (rubric && row) return [{ filled: one, rubric, row }]
    const facts = { indicator: one.indicator, rubric: one.rubric, period: one.period }
    problems.push({ ...one.at, key: rubric ? 'sheets.no-row' : 'sheets.no-rubric', facts })
    return []
  })
  if (problems.length > 0) throw new FileFault(path, problems)
  return rows
}

/** The row as it stands for the unit. */
function standing(ledger: Ledger, { filled, rubric, row }: Meant) {
  const facts = scoringFacts(ledger, filled.unit, filled.period, rubric.id)
  const found = facts && evaluateUnit(rubric, facts).rows.find((one) => one.row.id === row.id)
  const change = found?.lines.reduce((sum, line) => sum + line.after['group-cap'], 0) ?? 0
  return { score: found?.score ?? null, change, status: found?.status ?? 'pending' }
}

function apply(
  shell: Shell,
  ledger: Ledger,
  rows: readonly Meant[],
  files: readonly AttachedFile[][],
  path: string,
) {
  const held = registry(ledger).load()
  const today = dayIn(held.defaults.timezone ?? DEFAULT_TIMEZONE, shell.host.now())
  const onDay = (period: string) =>
    today.slice(0, 4) === period ? today : today < period ? `${period}-01-01` : `${period}-12-31`
  const problems: FileProblem[] = []
  const entries: string[] = []
  const notes: { key: string; facts: Readonly<Record<string, unknown>> }[] = []
  let kept = 0
  for (const [n, meant] of rows.entries()) {
    const { filled, rubric, row } = meant
    const { unit, period, indicator, score, selfScore } = filled
    makeKnown(ledger, held, new Set([unit]), `${period}-12-31`)
    const now = standing(ledger, meant)
    const problem = refused(meant, now.score)
    if (problem) problems.push(problem)
    else if (score !== null && score !== now.score) {
      const decided = decideBySheet(ledger, {
        ...{ rubric: scoringRubric(rubric), period, unit, indicator, clause: row.clause },
        ...{ max: marks(row.max), change: now.change, scored: now.status === 'scored', score },
        on: onDay(period),
        actor: filled.reviewer ?? shell.actor,
        reason: filled.note ?? shell.say('cli.sheets.reason'),
        posting: held.defaults.posting ?? 'approval',
      })
      if (decided.entry) entries.push(decided.entry)
      if (decided.warning) notes.push(decided.warning)
    }
    if (selfScore !== null) {
      const own = { rubric: rubric.id, period, unit, indicator, title: row.title, points: selfScore }
      const more = { files: files[n] ?? [], source: path, on: onDay(period) }
      if (keepSelfScore(ledger, { ...own, ...more }, shell.actor)) kept += 1
    }
  }
  // Thrown within the transaction: all of the sheet is taken, or nothing.
  if (problems.length > 0) throw new FileFault(path, problems)
  return { entries, selfScores: kept, notes }
}

/** Self-scores that came out of here as they are: their files lie with us already, and need not lie beside the sheet. */
function unchangedLeftOut(ledger: Ledger, filled: readonly FilledRow[]): FilledRow[] {
  return filled.map((one) => {
    const held = selfScores(ledger, one.unit, one.period, one.rubric).get(one.indicator)
    const names = held?.files.map(({ name }) => name).join('\n') ?? ''
    const same = held !== undefined && held.points === one.selfScore && names === one.fileNames.join('\n')
    return one.selfScore === null || same ? { ...one, selfScore: null, fileNames: [] } : one
  })
}

/** Takes a sheet, all of it or nothing. @throws FileFault (exit status 2) with every problem's place */
export async function importSheet(shell: Shell, path: string): Promise<void> {
  const cells = await readTableFile(readUserFile(path), path)
  const ledger = openForWriting(shell)
  try {
    const filled = readScoreSheet(cells, path, registry(ledger).load().units)
    const rows = meantRows(shell, ledger, unchangedLeftOut(ledger, filled), path)
    const brought = filesOfRows(
      rows.map(({ filled: one }) => one),
      path,
      dirname(path),
    )
    const files: AttachedFile[][] = []
    for (const some of brought) files.push(await keepFiles(shell.dataDir, some))
    const taken = ledger.immediate(() => apply(shell, ledger, rows, files, path))
    const { entries, notes } = taken
    const told = notes.map(({ key, facts }) => shell.say(key, facts))
    shell.result({ rows: rows.length, entries, selfScores: taken.selfScores, notes: told }, () =>
      [
        shell.say('cli.sheets.imported', {
          rows: rows.length,
          entries: entries.length,
          selfScores: taken.selfScores,
        }),
        ...told.map((text) => `- ${text}`),
      ].join('\n'),
    )
  } finally {
    ledger.close()
  }
}
