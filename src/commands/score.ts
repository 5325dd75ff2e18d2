/** `score`: the score table recomputed from the ledger, and why a row has the points it has. */
import { type Ledger, openLedger } from '../ledger/open.js'
import { assessedRubrics } from '../ledger/read.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import { scoringFacts } from '../ledger/scoring-facts.js'
import { dayIn } from '../model/date.js'
import { formatPoints } from '../model/points.js'
import type { Score, ScoredIndicator } from '../model/scoring.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { explainIndicator } from '../rubric/explain.js'
import { listRubrics } from '../rubric/load.js'
import type { Rubric } from '../rubric/schema.js'
import { scoreUnit } from '../rubric/score.js'
import { leaf, option, type Register } from './program.js'
import { rubricNamed } from './rubrics.js'
import { scoreText } from './run/print.js'
import { printExplanation } from './run/print-explanation.js'
import { pinnedByAssessment, rubricsInForce } from './run/scoring.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { table } from './terminal.js'
import { periodOption } from './values.js'

interface ScoredUnitRow {
  readonly id: string
  readonly name: string
  readonly score: Score
}

function indicatorDocument(shell: Shell, row: ScoredIndicator) {
  return {
    ...row,
    max: formatPoints(row.max),
    score: row.score === null ? null : formatPoints(row.score),
    because: row.because === null ? null : shell.say(row.because.key, row.because.facts),
    interval: row.interval === null ? null : row.interval.map(formatPoints),
    preview: formatPoints(row.preview),
    entries: row.entries.map((entry) => ({
      ...entry,
      points: formatPoints(entry.points),
      effective: formatPoints(entry.effective),
    })),
  }
}

/** A score with its points as decimal strings, as the contract prints them. */
function scoreDocument(shell: Shell, { id, name, score }: ScoredUnitRow) {
  const { max, assessed, pending, score: sum, indicators, pots, converted, ...rest } = score
  return {
    unit: id,
    name,
    ...rest,
    ...(pots && {
      pots: pots.map((pot) => ({
        ...pot,
        max: formatPoints(pot.max),
        change: formatPoints(pot.change),
        score: pot.score === null ? null : formatPoints(pot.score),
      })),
    }),
    ...(converted && {
      converted: converted.map((other) => ({
        ...other,
        max: formatPoints(other.max),
        score: formatPoints(other.score),
      })),
    }),
    max: formatPoints(max),
    assessed: formatPoints(assessed),
    pending: formatPoints(pending),
    score: formatPoints(sum),
    indicators: indicators.map((row) => indicatorDocument(shell, row)),
  }
}

/** The rubric named, else the workspace's, else the only one that the period is assessed by. */
function nameMeant(ledger: Ledger, named: string | undefined, period: string): string {
  const given = named ?? registry(ledger).load().defaults.rubric
  if (given !== undefined) return given
  const [only, ...others] = assessedRubrics(ledger, period)
  if (only === undefined) throw usage('cli.score.no-rubric')
  if (others.length > 0) throw usage('cli.score.which-rubric', { known: [only, ...others].join(', ') })
  return only
}

/** A rubric that came from a file is known to its assessment by its id. */
function rubricMeant(shell: Shell, ledger: Ledger, named: string | undefined, period: string): Rubric {
  const name = nameMeant(ledger, named, period)
  const pinned = listRubrics().some((one) => one.id === name)
    ? null
    : pinnedByAssessment(ledger, name, period)
  if (pinned) return pinned
  const [rubric] = rubricsInForce(ledger, [rubricNamed(name)], period, shell)
  if (!rubric) throw new Error('a rubric in force is missing')
  return rubric
}

function scoreTable(shell: Shell, ledger: Ledger, rubric: Rubric, period: string): void {
  const units = registry(ledger).load().units
  const rows = units.flatMap(({ id, name }): ScoredUnitRow[] => {
    const facts = scoringFacts(ledger, id, period, rubric.id)
    return facts === null ? [] : [{ id, name, score: scoreUnit(rubric, facts) }]
  })
  const document = {
    rubric: rubric.id,
    rubricVersion: rubric.version,
    period,
    units: rows.map((row) => scoreDocument(shell, row)),
  }
  shell.result(document, () => {
    const heads = ['id', 'name', 'score', 'max', 'rows'].map((name) => shell.say(`cli.head.${name}`))
    const lines = rows.map(({ id, name, score }) => [
      id,
      name,
      scoreText(shell, {
        score: formatPoints(score.score),
        assessed: formatPoints(score.assessed),
        pending: formatPoints(score.pending),
      }),
      formatPoints(score.max),
      score.indicators
        .filter((row) => row.status === 'scored' && row.score !== row.max)
        .map((row) => `${row.id}: ${formatPoints(row.score ?? 0)}/${formatPoints(row.max)}`)
        .join('  '),
    ])
    return [shell.say('cli.score.head', { rubric: rubric.name, period }), '', table(heads, lines)].join('\n')
  })
}

function explain(
  shell: Shell,
  ledger: Ledger,
  rubric: Rubric,
  period: string,
  unit: string,
  indicator: string,
): void {
  if (
    !registry(ledger)
      .load()
      .units.some((one) => one.id === unit)
  )
    throw usage('cli.unknown-unit', { id: unit })
  const facts = scoringFacts(ledger, unit, period, rubric.id)
  if (facts === null) throw usage('cli.score.never-inspected', { unit })
  const explanation = explainIndicator(rubric, facts, indicator)
  if (explanation === null)
    throw usage('cli.score.unknown-indicator', {
      indicator,
      rubric: rubric.id,
      known: rubric.indicators.map((row) => row.id).join(', '),
    })
  shell.result(explanation, () => printExplanation(shell, explanation))
}

export const registerScore: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'score [INDICATOR]',
    key: 'score',
    prints: true,
    options: [
      option(registrar, '--period <P>', 'period'),
      option(registrar, '--rubric <ID|FILE>', 'rubric-id'),
      option(registrar, '--explain <UNIT>', 'explain-score'),
    ],
    run: (shell, command, [indicator]) => {
      const flags = optionsOf<{ period?: string; rubric?: string; explain?: string }>(command)
      const ledger = openLedger(shell.dataDir, { readonly: true })
      try {
        const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
        const period =
          periodOption(flags.period) ?? latestPeriod(ledger) ?? dayIn(timezone, shell.host.now()).slice(0, 4)
        const rubric = rubricMeant(shell, ledger, flags.rubric, period)
        if (flags.explain === undefined) {
          if (indicator) throw usage('cli.score.explain-what')
          scoreTable(shell, ledger, rubric, period)
        } else {
          if (!indicator) throw usage('cli.score.explain-what')
          explain(shell, ledger, rubric, period, flags.explain, String(indicator))
        }
      } finally {
        ledger.close()
      }
    },
  })
}

/** The period of the newest recorded run. */
function latestPeriod(ledger: Ledger): string | null {
  const [newest] = listRuns(ledger, 1)
  return newest ? (newest.period ?? newest.at.slice(0, 4)) : null
}
