/** The result of an inspection as a person reads it: score table, what was found, what could not be decided. */
import type {
  FindingDocument,
  InspectionDocument,
  ScoreDocument,
  UnitDocument,
} from '../../model/document.js'
import type { Shell } from '../shell.js'
import { word } from '../shell.js'
import { table } from '../terminal.js'

const SHOWN_FINDINGS = 100

/** `27.5 / 34（待评 66）`: never a bare number that looks like a final score. */
export function scoreText(
  shell: Shell,
  score: Pick<ScoreDocument, 'score' | 'assessed' | 'pending'>,
): string {
  return score.pending === '0'
    ? `${score.score} / ${score.assessed}`
    : shell.say('cli.score.partial', { score: score.score, assessed: score.assessed, pending: score.pending })
}

function open(unit: UnitDocument): FindingDocument[] {
  return unit.findings.filter((finding) => finding.state === 'candidate' || finding.state === 'confirmed')
}

function standing(shell: Shell, unit: UnitDocument): string {
  const status = word(shell, 'cli.status', unit.status)
  return unit.reason === null ? status : `${status}（${word(shell, 'cli.reason', unit.reason)}）`
}

function unitRow(shell: Shell, unit: UnitDocument, rubrics: readonly string[]): string[] {
  const found = open(unit)
  const problems = found.filter((finding) => finding.verdict === 'problem').length
  const scores = rubrics.map((id) => {
    const score = unit.scores.find((one) => one.rubric === id)
    return score ? scoreText(shell, score) : ''
  })
  return [
    unit.id,
    unit.name,
    standing(shell, unit),
    String(unit.pages),
    `${problems} / ${found.length - problems}`,
    ...scores,
  ]
}

function findingLine(shell: Shell, owner: string, finding: FindingDocument): string {
  const mark =
    finding.verdict === 'problem'
      ? word(shell, 'cli.state', finding.state)
      : word(shell, 'cli.verdict', 'cannot-tell')
  const path = finding.where.length > 0 ? `  ${finding.where.join(' › ')}` : ''
  return `- [${mark}] ${owner}: ${finding.message}${path}\n  ${finding.no}  ${finding.url}`
}

/** Of units that were looked at in part: each kind of input of which something was left out. */
function coverageLines(shell: Shell, document: InspectionDocument): string[] {
  const lines = document.units.flatMap(({ name, reason, coverage = [] }) => {
    if (reason !== 'limit') return []
    const byInputs = new Map(coverage.map((one) => [one.inputs, one]))
    const parts = [...byInputs.values()]
      .filter(({ known, looked }) => looked < known)
      .map(
        ({ inputs, known, looked, recent }) =>
          `${word(shell, 'cli.inputs', inputs)} ${looked}/${known} (${recent})`,
      )
    return parts.length === 0 ? [] : [`- ${name}: ${parts.join('; ')}`]
  })
  return lines.length === 0 ? [] : ['', shell.say('cli.inspect.coverage'), ...lines]
}

/** The whole result for a terminal. */
export function printInspection(shell: Shell, document: InspectionDocument): string {
  const rubrics = [...new Set(document.units.flatMap((unit) => unit.scores.map((score) => score.rubric)))]
  const heads = ['cli.head.id', 'cli.head.name', 'cli.head.status', 'cli.head.pages', 'cli.head.found'].map(
    (key) => shell.say(key),
  )
  const scores = table(
    [...heads, ...rubrics],
    document.units.map((unit) => unitRow(shell, unit, rubrics)),
  )
  const names = new Map(document.units.map((unit) => [unit.id, unit.name]))
  const all: readonly (readonly [string, FindingDocument])[] = [
    ...document.shared.map(
      (finding) => [shell.say('cli.inspect.shared', { units: finding.units?.length ?? 0 }), finding] as const,
    ),
    ...document.units.flatMap((unit) =>
      open(unit).map((finding) => [names.get(unit.id) ?? unit.id, finding] as const),
    ),
  ]
  const part = (key: string, verdict: FindingDocument['verdict']): string[] => {
    const lines = all
      .filter(([, finding]) => finding.verdict === verdict)
      .map(([owner, finding]) => findingLine(shell, owner, finding))
    const rest = lines.length - SHOWN_FINDINGS
    return lines.length === 0
      ? []
      : [
          '',
          shell.say(key, { count: lines.length }),
          ...lines.slice(0, SHOWN_FINDINGS),
          ...(rest > 0 ? [shell.say('cli.more', { count: rest })] : []),
        ]
  }
  const fixed = document.units.flatMap((unit) =>
    unit.findings.filter((finding) => finding.state === 'fixed'),
  ).length
  return [
    shell.say('cli.inspect.head', {
      run: document.run.id,
      at: document.run.at,
      purpose: word(shell, 'cli.purpose', document.run.purpose),
      status: word(shell, 'cli.run', document.run.status),
    }),
    '',
    scores,
    ...(all.length === 0 ? ['', shell.say('cli.inspect.nothing-found')] : []),
    ...part('cli.inspect.problems', 'problem'),
    ...part('cli.inspect.doubts', 'cannot-tell'),
    ...(fixed > 0 ? [shell.say('cli.inspect.fixed', { count: fixed })] : []),
    ...coverageLines(shell, document),
  ].join('\n')
}
