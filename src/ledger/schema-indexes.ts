/** SQL of indexes that came later: what large books are asked for again and again is found without reading a whole table. */

/** A run's evidence and what each item proves: sealing a run asks for all of it. Scores of one rubric and year, by unit. */
export const PROOF_INDEX_SQL = `
CREATE INDEX evidence_by_run ON evidence (run);
CREATE INDEX finding_evidence_by_item ON finding_evidence (evidence);
CREATE INDEX run_scores_by_rubric ON run_scores (rubric, period, unit);
`
