/** Why a row has the points it has, as a person reads it: the clause, each occurrence, every step of the arithmetic. */
import type {
  ExplainedEntry,
  ExplainedFinding,
  ExplainedRule,
  ExplainedStep,
  Explanation,
} from '../../rubric/explain.js'
import type { Shell } from '../shell.js'
import { word } from '../shell.js'
import { oneLine } from '../terminal.js'

const SHOWN = 100

function findingLines(shell: Shell, key: string, findings: readonly ExplainedFinding[]): string[] {
  if (findings.length === 0) return []
  const shown = findings
    .slice(0, SHOWN)
    .map((one) => `      · ${one.code} ${oneLine(one.subject)} (f-${one.fingerprint.slice(0, 16)})`)
  const rest = findings.length - shown.length
  return [
    `    ${shell.say(key, { count: findings.length })}`,
    ...shown,
    ...(rest > 0 ? [`      ${shell.say('cli.more', { count: rest })}`] : []),
  ]
}

function entryLine(shell: Shell, entry: ExplainedEntry): string {
  const idle = entry.idle === null ? '' : `  ${shell.say(entry.idle)}`
  const state = word(shell, 'cli.entry', entry.state)
  return `      · ${entry.points} → ${entry.effective}  ${state}  ${oneLine(entry.subject ?? entry.occurrence)}  ${oneLine(entry.arithmetic)}${idle}`
}

/** The sample of a rule, bucket by bucket, so that a person can draw it again. */
function sampleLines(shell: Shell, { sample }: ExplainedRule): string[] {
  if (!sample) return []
  const { n, seed, announced } = sample.draw
  return [
    `    ${shell.say('rubric.sample', { n, seed, announced: announced ?? '' })}`,
    ...sample.buckets.map(
      ({ bucket, of, drawn }) =>
        `    ${shell.say('rubric.drawn', { bucket, of, drawn: drawn.length, list: oneLine(drawn.join(' ')) })}`,
    ),
  ]
}

function ruleLines(shell: Shell, rule: ExplainedRule): string[] {
  const facts = [
    rule.points === null ? '' : shell.say('cli.explain.each', { points: rule.points }),
    rule.cap === null ? '' : shell.say('cli.explain.cap', { cap: rule.cap }),
    rule.inForce ? '' : shell.say('cli.explain.not-in-force'),
    rule.applies === 'yes' ? '' : word(shell, 'cli.applies', rule.applies),
  ].filter((part) => part !== '')
  return [
    `  ${rule.id}  “${rule.clause}”${facts.length > 0 ? `  ${facts.join('，')}` : ''}`,
    ...sampleLines(shell, rule),
    ...rule.entries.map((entry) => entryLine(shell, entry)),
    ...findingLines(shell, 'cli.explain.confirmed', rule.entries.length === 0 ? rule.confirmed : []),
    ...findingLines(shell, 'cli.explain.candidates', rule.candidates),
    ...findingLines(shell, 'cli.explain.doubts', rule.doubts),
  ]
}

function stepLine(shell: Shell, step: ExplainedStep): string {
  return `  ${step.value.padStart(8)}  ${shell.say(step.key, step.facts)}`
}

/** The whole explanation. */
export function printExplanation(shell: Shell, explained: Explanation): string {
  const { indicator, unit, metric, total } = explained
  const points = explained.score ?? word(shell, 'cli.row', explained.status)
  const english = shell.language === 'en'
  const questions = explained.questions.map((asked) => {
    const text = english ? asked.question.en : asked.question.zh
    return `  - ${text} → ${english ? asked.answerText.en : asked.answerText.zh}`
  })
  return [
    `${unit.name}（${unit.id}）  ${explained.rubric} ${explained.period}`,
    `${indicator.id} ${indicator.title}  ${points} / ${indicator.max}  ${word(shell, 'cli.method', indicator.method)}`,
    ...(explained.because === null ? [] : [shell.say(explained.because.key, explained.because.facts)]),
    '',
    shell.say('cli.explain.clause'),
    ...explained.sentences.map((sentence) => `  ${sentence}`),
    ...(indicator.remark === undefined ? [] : [`  ${indicator.remark}`]),
    '',
    shell.say('cli.explain.rules'),
    ...explained.rules.flatMap((rule) => ruleLines(shell, rule)),
    ...explained.others.map((entry) => entryLine(shell, entry)),
    ...(metric === null
      ? []
      : [
          '',
          shell.say('cli.explain.metric', { points: metric.inForce.points, exact: metric.inForce.exact }),
          ...metric.perKeyword.map((held) => `  ${held.keyword}: ${held.count} → ${held.points}`),
        ]),
    ...(explained.interval === null
      ? []
      : [shell.say('cli.explain.interval', { low: explained.interval[0], high: explained.interval[1] })]),
    ...(explained.preview === '0' ? [] : [shell.say('cli.explain.preview', { points: explained.preview })]),
    '',
    shell.say('cli.explain.steps'),
    ...explained.steps.map((step) => stepLine(shell, step)),
    ...explained.pots.map(
      ({ bucket, max, change, score }) =>
        `  ${(score ?? '—').padStart(8)}  ${shell.say('rubric.pot', { bucket, max, change })}`,
    ),
    ...explained.memos.map(
      (memo) => `  ${memo.points.padStart(8)}  ${shell.say('rubric.memo')}  ${oneLine(memo.arithmetic)}`,
    ),
    '',
    shell.say('cli.explain.total'),
    ...total.steps.map((step) => stepLine(shell, step)),
    shell.say('cli.explain.sum', {
      score: total.score,
      assessed: total.assessed,
      pending: total.pending,
      exact: total.exact,
    }),
    ...(questions.length > 0 ? ['', shell.say('cli.rubrics.questions'), ...questions] : []),
  ].join('\n')
}
