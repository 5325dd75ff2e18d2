/** `score`: the score table recomputed from the ledger, or as it was published, and why a row has the points it has. */
import { type Ledger, openLedger } from '../ledger/open.js'
import { publicationById } from '../ledger/publish.js'
import { assessedRubrics } from '../ledger/read.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import { dayIn } from '../model/date.js'
import { formatPoints } from '../model/points.js'
import { type Publication, thawedFacts } from '../model/publication.js'
import type { ScoringFacts } from '../model/scoring.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { explainIndicator } from '../rubric/explain.js'
import { listRubrics, rubricNamed } from '../rubric/load.js'
import type { Rubric } from '../rubric/schema.js'
import { factsOf, type Scored, type ScoredUnitRow, scoreDocument, scoredRows } from '../score-table.js'
import { publicationDocument } from './assessment-document.js'
import { leaf, option, type Register } from './program.js'
import { printExplanation } from './run/print-explanation.js'
import { pinnedByAssessment, rubricOfVersion, rubricsInForce } from './run/scoring.js'
import { scoreLines } from './score-lines.js'
import { optionsOf, type Shell, usage } from './shell.js'
import { periodOption } from './values.js'

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

function scoreTable(shell: Shell, scored: Scored): void {
  const { rubric, period, preview } = scored
  const rows = scoredRows(scored)
  const document = {
    rubric: rubric.id,
    rubricVersion: rubric.version,
    period,
    preview,
    units: rows.map((row) => scoreDocument(shell, row)),
  }
  if (preview) shell.note('cli.score.preview', { rubric: rubric.id, period })
  shell.result(document, () =>
    [shell.say('cli.score.head', { rubric: rubric.name, period }), '', scoreLines(shell, rows)].join('\n'),
  )
}

function explainFacts(shell: Shell, rubric: Rubric, facts: ScoringFacts, indicator: string): void {
  const explanation = explainIndicator(rubric, facts, indicator)
  if (explanation === null)
    throw usage('cli.score.unknown-indicator', {
      indicator,
      rubric: rubric.id,
      known: rubric.indicators.map((row) => row.id).join(', '),
    })
  shell.result(explanation, () => printExplanation(shell, explanation))
}

function explain(shell: Shell, scored: Scored, unit: string, indicator: string): void {
  const known = registry(scored.ledger)
    .load()
    .units.some((one) => one.id === unit)
  if (!known) throw usage('cli.unknown-unit', { id: unit })
  const facts = factsOf(scored, unit)
  if (facts === null) throw usage('cli.score.never-inspected', { unit })
  explainFacts(shell, scored.rubric, facts, indicator)
}

/** The scores as they were published: what was frozen then, not worked out anew. */
function published(shell: Shell, publication: Publication): void {
  const rows = publication.units.map((one): ScoredUnitRow => ({ ...one, id: one.unit }))
  const { rubric, rubricVersion, period } = publication
  const document = {
    rubric,
    rubricVersion,
    period,
    preview: false,
    publication: publicationDocument(publication),
    units: rows.map((row) => scoreDocument(shell, row)),
    groups: publication.groups.map(({ average, ...one }) => ({
      ...one,
      average: average === null ? null : formatPoints(average),
    })),
    memos: publication.units.flatMap(({ unit, memos }) =>
      memos.map(({ points, ...memo }) => ({ unit, ...memo, points: formatPoints(points) })),
    ),
  }
  shell.result(document, () =>
    [shell.say('cli.score.as-of', { id: publication.id, period }), '', scoreLines(shell, rows)].join('\n'),
  )
}

/** Explains a published row from the facts that were frozen with it, by the version that priced them. */
function explainPublished(
  shell: Shell,
  ledger: Ledger,
  publication: Publication,
  unit: string,
  indicator: string,
): void {
  const facts = publication.units.find((one) => one.unit === unit)?.facts
  if (facts === undefined) throw usage('cli.unknown-unit', { id: unit })
  if (facts === null) throw usage('cli.score.never-inspected', { unit })
  const rubric = rubricOfVersion(ledger, publication.rubric, publication.rubricVersion)
  if (rubric === null) throw usage('cli.score.version-gone', { version: publication.rubricVersion })
  explainFacts(shell, rubric, thawedFacts(facts), indicator)
}

interface Flags {
  readonly period?: string
  readonly rubric?: string
  readonly explain?: string
  readonly asOf?: string
}

function score(shell: Shell, ledger: Ledger, flags: Flags, indicator: string | undefined): void {
  const { explain: unit, asOf } = flags
  if ((unit === undefined) !== (indicator === undefined)) throw usage('cli.score.explain-what')
  if (asOf !== undefined) {
    const publication = publicationById(ledger, asOf)
    if (unit === undefined || indicator === undefined) published(shell, publication)
    else explainPublished(shell, ledger, publication, unit, indicator)
    return
  }
  const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
  const period =
    periodOption(flags.period) ?? latestPeriod(ledger) ?? dayIn(timezone, shell.host.now()).slice(0, 4)
  const rubric = rubricMeant(shell, ledger, flags.rubric, period)
  const preview = !assessedRubrics(ledger, period).includes(rubric.id)
  const scored: Scored = { ledger, rubric, period, preview }
  if (unit === undefined || indicator === undefined) scoreTable(shell, scored)
  else explain(shell, scored, unit, indicator)
}

export const registerScore: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'score [INDICATOR]',
    key: 'score',
    prints: true,
    options: [
      option(registrar, '--period <P>', 'period'),
      option(registrar, '--rubric <ID|FILE>', 'rubric-id'),
      option(registrar, '--as-of <PUBLICATION>', 'as-of'),
      option(registrar, '--explain <UNIT>', 'explain-score'),
    ],
    run: (shell, command, [indicator]) => {
      const ledger = openLedger(shell.dataDir, { readonly: true })
      try {
        score(shell, ledger, optionsOf<Flags>(command), indicator ? String(indicator) : undefined)
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
