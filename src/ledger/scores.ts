/** Scores as of a recording: what `inspect --json` prints again, and the snapshot behind the view v_scores. */
import type { Score, ScoringFacts } from '../model/scoring.js'
import { assessmentId, scoreStage } from './assessment.js'
import { unitsToCharge } from './entries.js'
import type { Recording } from './record-context.js'
import type { RecordedFinding } from './record-findings.js'
import { scoredFinding, scoringFacts } from './scoring-facts.js'

/** What a self-check or a trial saw, laid over the facts: a preview in which nothing is confirmed. */
function withPreview(
  recording: Recording,
  facts: ScoringFacts,
  findings: readonly RecordedFinding[],
  rubric: string,
): ScoringFacts {
  const unit = recording.result.units.find((one) => one.id === facts.unit.id)
  const known = new Set(facts.findings.map((finding) => finding.fingerprint))
  const seen = findings
    .filter(({ finding }) => finding.unit === facts.unit.id && !known.has(finding.fingerprint))
    .filter(({ finding }) => finding.askedBy === null || finding.askedBy.includes(rubric))
    .map(({ finding }) => scoredFinding(finding, null))
  const subjects = new Map(facts.examinedSubjects)
  for (const [check, judged] of Object.entries(unit?.examined ?? {}))
    subjects.set(check, new Set([...(subjects.get(check) ?? []), ...judged]))
  return {
    ...facts,
    examined: new Set(subjects.keys()),
    examinedSubjects: subjects,
    findings: [...facts.findings, ...seen],
  }
}

/** Computes and keeps the scores of every unit that this inspection may have changed. */
export function recordScores(recording: Recording, findings: readonly RecordedFinding[]): void {
  const { ledger, deps, result, period, apart } = recording
  const inRun = ledger.sql(
    `INSERT INTO run_scores (run, unit, rubric, period, json) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run, unit, rubric, period) DO UPDATE SET json = excluded.json`,
  )
  for (const rubric of deps.rubrics) {
    const stage = scoreStage(ledger, assessmentId(rubric.id, period), rubric.buckets)
    for (const unit of unitsToCharge(recording)) {
      const facts = scoringFacts(ledger, unit, period, rubric.id)
      if (!facts) continue
      const seen = apart ? withPreview(recording, facts, findings, rubric.id) : facts
      const score = { ...rubric.score(seen), stage }
      inRun.run(result.runId, unit, rubric.id, period, JSON.stringify(score))
      if (!apart) putSnapshot(recording, unit, score)
    }
  }
}

function putSnapshot(recording: Recording, unit: string, score: Score): void {
  recording.ledger
    .sql(
      `INSERT INTO scores (rubric, period, unit, rubric_version, max, assessed, pending, score, stage, run, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (rubric, period, unit) DO UPDATE SET rubric_version = excluded.rubric_version, max = excluded.max,
         assessed = excluded.assessed, pending = excluded.pending, score = excluded.score, stage = excluded.stage,
         run = excluded.run, recorded_at = excluded.recorded_at`,
    )
    .run(
      score.rubric,
      score.period,
      unit,
      score.rubricVersion,
      score.max,
      score.assessed,
      score.pending,
      score.score,
      score.stage,
      recording.result.runId,
      recording.deps.now(),
    )
}
