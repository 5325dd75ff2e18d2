/** Rubrics as recording uses them, in the version that the assessment pins. */
import { assessmentId, pinnedVersion, rubricSource } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import { rubricFromSource } from '../../rubric/pinned.js'
import type { Rubric } from '../../rubric/schema.js'
import type { Shell } from '../shell.js'

export { scoringRubric } from '../../rubric/pinned.js'

export { pinnedByAssessment } from '../../score-table.js'

/** A rubric in one of the versions that some assessment pinned; null where its text was not kept. */
export function rubricOfVersion(ledger: Ledger, rubric: string, version: string): Rubric | null {
  const source = rubricSource(ledger, rubric, version)
  return source === null ? null : rubricFromSource(source)
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
    return rubricFromSource(pinned.source)
  })
}
