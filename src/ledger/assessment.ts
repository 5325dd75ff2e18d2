/** Assessments as the ledger knows them: opened in draft, each pinning a rubric version, each bucket in a state of its own. */
import {
  type AssessmentSettings,
  assessmentSettingsSchema,
  bucketsIn,
  foldStages,
  isClosed,
  leastStage,
  type Stage,
  type StageRow,
  USUAL_SETTINGS,
} from '../model/assessment.js'
import { bucketOn } from '../model/bucket.js'
import { UserFault } from '../model/error.js'
import type { ScoringRubric } from '../model/scoring.js'
import { append } from './append.js'
import { freeze, thawed } from './frozen.js'
import type { Ledger } from './open.js'
import { ledgerHead } from './rows.js'

/** Id of the assessment of a rubric over a period. */
export function assessmentId(rubric: string, period: string): string {
  return `${rubric}/${period}`
}

/** The version that an assessment pins, with the rubric's text where it was given; null when it is not open. */
export function pinnedVersion(
  ledger: Ledger,
  assessment: string,
): { readonly version: string; readonly source: string | null } | null {
  const row = ledger
    .sql(
      `SELECT rubric, rubric_version AS version FROM ledger INDEXED BY ledger_by_kind
        WHERE assessment = ? AND kind IN ('assessment-open', 'reprice') ORDER BY seq DESC LIMIT 1`,
    )
    .get(assessment) as { rubric: string; version: string } | undefined
  if (!row) return null
  return { version: row.version, source: rubricSource(ledger, row.rubric, row.version) }
}

/** Texts by rubric and version of each open ledger: long, asked for with every entry, and never changed. */
const SOURCES = new WeakMap<Ledger, Map<string, string>>()

/** The text of a rubric version that some assessment pinned; null where it was not kept. */
export function rubricSource(ledger: Ledger, rubric: string, version: string): string | null {
  const texts = SOURCES.get(ledger) ?? new Map<string, string>()
  SOURCES.set(ledger, texts)
  const known = texts.get(`${rubric}@${version}`)
  if (known !== undefined) return known
  const source = ledger
    .sql('SELECT source FROM rubric_sources WHERE rubric = ? AND version = ?')
    .pluck()
    .get(rubric, version) as string | undefined
  if (source !== undefined) texts.set(`${rubric}@${version}`, source)
  return source ?? null
}

/** An assessment that was opened, with the version that it pins now. */
export interface OpenAssessment {
  readonly assessment: string
  readonly rubric: string
  readonly period: string
  readonly version: string
}

/** Every assessment, in the order in which they were opened. */
export function listAssessments(ledger: Ledger): OpenAssessment[] {
  const opened = ledger
    .sql(`SELECT assessment, rubric FROM ledger WHERE kind = 'assessment-open' ORDER BY seq`)
    .all() as { assessment: string; rubric: string }[]
  return opened.map(({ assessment, rubric }) => ({
    assessment,
    rubric,
    period: assessment.slice(rubric.length + 1),
    version: pinnedVersion(ledger, assessment)?.version ?? '',
  }))
}

/** Ids of the rubrics that have an assessment over a period, in order. */
export function assessedRubrics(ledger: Ledger, period: string): string[] {
  const opened = ledger
    .sql(`SELECT DISTINCT rubric, assessment FROM ledger WHERE kind = 'assessment-open' ORDER BY rubric`)
    .all() as { rubric: string; assessment: string }[]
  return opened.filter((one) => one.assessment === assessmentId(one.rubric, period)).map((one) => one.rubric)
}

/** Keeps the text of a rubric version, so that an assessment that pins it can be priced for ever. */
export function keepSource(ledger: Ledger, rubric: ScoringRubric): void {
  if (rubric.source === undefined) return
  ledger
    .sql('INSERT INTO rubric_sources (rubric, version, source) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
    .run(rubric.id, rubric.version, rubric.source)
}

/** Opens the assessment in draft unless it is open; returns the version that it pins. */
export function openAssessment(
  ledger: Ledger,
  rubric: ScoringRubric,
  period: string,
  by: {
    readonly actor: string
    readonly run: string | null
    /** What a person set it to; absent: the usual settings, by a first inspection. */
    readonly settings?: AssessmentSettings
    readonly reason?: string | null
  },
): string {
  const assessment = assessmentId(rubric.id, period)
  const held = pinnedVersion(ledger, assessment)
  if (held) return held.version
  keepSource(ledger, rubric)
  append(ledger, {
    kind: 'assessment-open',
    assessment,
    rubric: rubric.id,
    rubricVersion: rubric.version,
    occurrence: 'draft',
    evidence: by.settings ? freeze(ledger, by.settings) : null,
    decidedBy: by.settings ? 'person' : 'auto',
    actor: by.actor,
    reason: by.reason ?? null,
    run: by.run,
  })
  return rubric.version
}

/** What the assessment is set to: the latest settings that a person gave, else the usual ones. */
export function settingsOf(ledger: Ledger, assessment: string): AssessmentSettings {
  const named = ledger
    .sql(
      `SELECT evidence FROM ledger INDEXED BY ledger_by_kind
        WHERE assessment = ? AND kind IN ('assessment-open', 'assessment-settings')
        AND evidence IS NOT NULL ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get(assessment) as string | undefined
  if (named === undefined) return USUAL_SETTINGS
  const known = thawedSettings.get(ledger)?.get(named)
  if (known) return known
  const settings = thawed(ledger, named, assessmentSettingsSchema) ?? USUAL_SETTINGS
  thawedSettings.set(ledger, (thawedSettings.get(ledger) ?? new Map()).set(named, settings))
  return settings
}

/** Settings by their hash, of each open ledger: a roster may be long and is asked for with every unit. */
const thawedSettings = new WeakMap<Ledger, Map<string, AssessmentSettings>>()

/** Sets an open assessment anew, with a reason. Throws UserFault when it is not open, or a bucket of it is published. */
export function changeSettings(
  ledger: Ledger,
  assessment: string,
  settings: AssessmentSettings,
  by: { readonly actor: string; readonly reason: string | null },
): void {
  ledger.immediate(() => {
    const pinned = pinnedVersion(ledger, assessment)
    if (!pinned) throw new UserFault('ledger.unknown-assessment', { assessment })
    if ([...stagesOf(ledger, assessment).values()].some(isClosed))
      throw new UserFault('ledger.settings-published', { assessment })
    append(ledger, {
      kind: 'assessment-settings',
      assessment,
      rubric: assessment.slice(0, assessment.lastIndexOf('/')),
      rubricVersion: pinned.version,
      evidence: freeze(ledger, settings),
      decidedBy: 'person',
      actor: by.actor,
      reason: by.reason,
    })
  })
}

function stageRows(ledger: Ledger, assessment: string): StageRow[] {
  return ledger
    .sql(
      `SELECT seq, bucket, occurrence AS stage FROM ledger INDEXED BY ledger_by_kind WHERE assessment = ?
        AND kind IN ('assessment-open', 'assessment-advance', 'assessment-reopen') ORDER BY seq`,
    )
    .all(assessment) as StageRow[]
}

/** Buckets by assessment of each open ledger, as of the row that was its last. */
const NAMED = new WeakMap<Ledger, { readonly head: string; readonly buckets: Map<string, string[]> }>()

/** Buckets that rows of an assessment name: asked for with every page, and changed by new rows only. */
function bucketsNamed(ledger: Ledger, assessment: string): string[] {
  const { hash } = ledgerHead(ledger)
  const held = NAMED.get(ledger)
  const { buckets } = held?.head === hash ? held : { buckets: new Map<string, string[]>() }
  if (held?.head !== hash) NAMED.set(ledger, { head: hash, buckets })
  const known = buckets.get(assessment)
  if (known) return known
  const named = ledger
    .sql('SELECT DISTINCT bucket AS "named" FROM ledger WHERE assessment = ? AND bucket IS NOT NULL')
    .pluck()
    .all(assessment) as string[]
  buckets.set(assessment, named)
  return named
}

/** The state of each of its buckets. `ofRubric`: buckets in which the rubric gives marks. */
export function stagesOf(
  ledger: Ledger,
  assessment: string,
  ofRubric: readonly string[] = [],
): Map<string, Stage> {
  const rows = stageRows(ledger, assessment)
  return foldStages(
    rows,
    bucketsIn(settingsOf(ledger, assessment), ofRubric, bucketsNamed(ledger, assessment)),
  )
}

/** The state of the least advanced bucket, and whether no bucket takes entries any more. */
export function assessmentStage(
  ledger: Ledger,
  assessment: string,
): { readonly stage: Stage; readonly closed: boolean } {
  const stage = leastStage(stagesOf(ledger, assessment))
  return { stage, closed: isClosed(stage) }
}

/** What a score of the assessment is called: final once every bucket is published. */
export function scoreStage(
  ledger: Ledger,
  assessment: string,
  ofRubric: readonly string[] = [],
): 'provisional' | 'final' {
  return isClosed(leastStage(stagesOf(ledger, assessment, ofRubric))) ? 'final' : 'provisional'
}

/** True when a bucket is published: there only reversals, adjustments and entries from a dispute are possible. */
export function isBucketClosed(ledger: Ledger, assessment: string, bucket: string): boolean {
  return isClosed(foldStages(stageRows(ledger, assessment), [bucket]).get(bucket) ?? 'draft')
}

/** The bucket that an entry names: that of the marks it takes from, else the part of the year that is set. */
export function bucketNamed(
  settings: AssessmentSettings,
  proposal: { readonly bucket?: string; readonly chargedOn: string },
): string {
  return proposal.bucket ?? bucketOn(proposal.chargedOn, settings.per)
}
