/** A rubric as the ledger knows it: what it proposes, what it scores, and a text from which it can be had again. */
import { z } from 'zod'
import type { ScoringRubric } from '../model/scoring.js'
import { voidsMended } from './applies.js'
import { potBuckets } from './bucket.js'
import { loadRubric } from './load.js'
import { isCarriedOver, proposeEntries } from './propose.js'
import type { Rubric } from './schema.js'
import { scoreUnit } from './score.js'

const sourceSchema = z.strictObject({
  path: z.string(),
  text: z.string(),
  parameters: z.strictObject({ path: z.string(), text: z.string() }).nullable(),
})

/** The pure faces of a rubric; `source` is JSON of its file and parameters. */
export function scoringRubric(rubric: Rubric): ScoringRubric & { readonly source: string } {
  return {
    id: rubric.id,
    version: rubric.version,
    source: JSON.stringify(rubric.source),
    buckets: potBuckets(rubric),
    voidsMended: voidsMended(rubric),
    carriesOver: rubric.indicators.some((row) => row.rules.some(isCarriedOver)),
    propose: (facts) => proposeEntries(rubric, facts),
    score: (facts) => scoreUnit(rubric, facts),
  }
}

/**
 * The rubric that a pinned `source` was made of, in the version that it had.
 * @throws UserFault `rubric.invalid` when this version of the program refuses it, a ZodError for a text that is no source
 */
export function rubricFromSource(source: string): Rubric {
  const { path, text, parameters } = sourceSchema.parse(JSON.parse(source))
  return parameters ? loadRubric(text, path, parameters) : loadRubric(text, path)
}
