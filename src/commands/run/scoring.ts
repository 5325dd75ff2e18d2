/** Rubrics as recording uses them, in the version that the assessment pins. */
import { assessmentId, pinnedVersion } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import type { ScoringRubric } from '../../model/scoring.js'
import { loadRubric } from '../../rubric/load.js'
import { proposeEntries } from '../../rubric/propose.js'
import type { Rubric } from '../../rubric/schema.js'
import { scoreUnit } from '../../rubric/score.js'
import type { Shell } from '../shell.js'

/** A rubric with its two pure functions, and the text that it can be loaded from again. */
export function scoringRubric(rubric: Rubric): ScoringRubric {
  return {
    id: rubric.id,
    version: rubric.version,
    source: JSON.stringify(rubric.source),
    propose: (facts) => proposeEntries(rubric, facts),
    score: (facts) => scoreUnit(rubric, facts),
  }
}

function pinnedRubric(source: string): Rubric {
  const { path, text, parameters } = JSON.parse(source) as Rubric['source']
  return parameters === null ? loadRubric(text, path) : loadRubric(text, path, parameters)
}

/** The rubric that an assessment pinned, by its id alone; null where none is open or its text was not kept. */
export function pinnedByAssessment(ledger: Ledger, rubric: string, period: string): Rubric | null {
  const source = pinnedVersion(ledger, assessmentId(rubric, period))?.source ?? null
  return source === null ? null : pinnedRubric(source)
}

/**
 * The rubrics that price in a period: an assessment that is open prices by the version that it pinned, and stderr says
 * where the file differs from it (contract §7).
 */
export function rubricsInForce(
  ledger: Ledger,
  rubrics: readonly Rubric[],
  period: string,
  shell: Shell,
): Rubric[] {
  return rubrics.map((rubric) => {
    const assessment = assessmentId(rubric.id, period)
    const pinned = pinnedVersion(ledger, assessment)
    if (!pinned || pinned.version === rubric.version || pinned.source === null) return rubric
    shell.note('cli.rubric-pinned', { assessment, pinned: pinned.version, given: rubric.version })
    return pinnedRubric(pinned.source)
  })
}
