/** Samples (每抽查到一次): which documents count, declared one by one or drawn by a seed that was announced. Pure. */
import { originOf, subjectKey } from '../model/address.js'
import { canonicalJson, sha256 } from '../model/canonical.js'
import type { Entry } from '../model/ledger.js'
import type { ScoredFinding, ScoringFacts } from '../model/scoring.js'
import { bucketOn, firstDayOf } from './bucket.js'
import type { Draw, EachRule, Rubric } from './schema.js'

/** The documents of one unit and bucket that were drawn, of so many. */
export interface DrawnSample {
  readonly bucket: string
  readonly of: number
  /** Subject keys, sorted. */
  readonly drawn: readonly string[]
}

/**
 * Draws `n` of the documents, or all where there are fewer. Each document's lot is the hash of seed, unit, period,
 * bucket and its subject key: the order of what is given never matters, and a document that is added can only take the
 * place of one other.
 */
export function drawSample(
  draw: Pick<Draw, 'n' | 'seed'>,
  of: { readonly unit: string; readonly period: string; readonly bucket: string },
  documents: Iterable<string>,
): string[] {
  const lot = (subject: string): string =>
    sha256(canonicalJson(['xuncha/sample/1', draw.seed, of.unit, of.period, of.bucket, subject]))
  return [...new Set(documents)]
    .map((subject) => [lot(subject), subject] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .slice(0, draw.n)
    .map(([, subject]) => subject)
    .sort()
}

/** The day by which a finding's document belongs to a bucket: its publication. */
function dayOf(finding: ScoredFinding): string | null {
  const { published } = finding.facts
  const day = finding.occurredOn ?? (typeof published === 'string' ? published : finding.facts.articleDate)
  return typeof day === 'string' ? day : null
}

/** What was drawn for the unit, bucket by bucket, for the buckets in which it published anything. */
export function drawnSamples(rule: EachRule, draw: Draw, facts: ScoringFacts): DrawnSample[] {
  const buckets = new Map<string, Set<string>>()
  const add = (day: string | null, subject: string): void => {
    if (day === null || day.slice(0, 4) !== facts.period) return
    const bucket = bucketOn(day, draw.per)
    const held = buckets.get(bucket)
    if (held) held.add(subject)
    else buckets.set(bucket, new Set([subject]))
  }
  for (const { subject, published } of facts.documents ?? []) add(published, subject)
  // What was found late exists, whether its document was noted or not.
  for (const finding of facts.findings)
    if (rule.codes.some((code) => code === finding.code)) add(dayOf(finding), finding.subject)
  return [...buckets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([bucket, subjects]) => ({
      bucket,
      of: subjects.size,
      drawn: drawSample(draw, { unit: facts.unit.id, period: facts.period, bucket }, subjects),
    }))
}

/** True where the seed was announced before the bucket began: one that came later draws nothing. */
function isAnnounced(draw: Draw, period: string, bucket: string): boolean {
  return draw.announced === undefined || draw.announced <= firstDayOf(period, bucket)
}

/** Why an entry has no effect, as a message key; null where it has. */
export type Sampler = (rule: EachRule, entry: Entry) => string | null

function outsideDeclared(rubric: Rubric, rule: EachRule, entry: Entry, facts: ScoringFacts): boolean {
  const finding = facts.findings.find(({ fingerprint }) => fingerprint === entry.occurrence)
  const day = finding ? dayOf(finding) : null
  const own = (bucket: string | undefined): boolean =>
    bucket === undefined ||
    bucket === entry.bucket ||
    (day !== null && (['month', 'quarter'] as const).some((per) => bucketOn(day, per) === bucket))
  const declared = (rubric.samples[rule.sample ?? ''] ?? []).filter(
    (sample) => sample.unit === facts.unit.id && own(sample.bucket),
  )
  if (declared.length === 0) return false
  if (!finding) return true
  // People declare addresses; findings hold subject keys: path and query on the own site, with the host elsewhere.
  return !declared
    .flatMap((sample) => sample.documents)
    .some((named) => [subjectKey(named, [originOf(named)]), subjectKey(named, [])].includes(finding.subject))
}

/** Tells of entries whether a sample leaves them out. What is drawn is drawn once for all entries. */
export function samplerOf(rubric: Rubric, facts: ScoringFacts): Sampler {
  const drawn = new Map<string, Map<string, ReadonlySet<string>>>()
  const byBucket = (rule: EachRule, draw: Draw): Map<string, ReadonlySet<string>> => {
    const known = drawn.get(rule.id)
    if (known) return known
    const made = new Map(
      drawnSamples(rule, draw, facts).map((one) => [one.bucket, new Set(one.drawn)] as const),
    )
    drawn.set(rule.id, made)
    return made
  }
  return (rule, entry) => {
    if (rule.sample === undefined) return null
    const draw = rubric.draws[rule.sample]
    if (!draw) return outsideDeclared(rubric, rule, entry, facts) ? 'rubric.idle.outside-sample' : null
    const finding = facts.findings.find(({ fingerprint }) => fingerprint === entry.occurrence)
    const day = finding ? dayOf(finding) : null
    // A person's own entry under the rule is the person's decision.
    if (!finding) return entry.finding === null ? null : 'rubric.idle.outside-sample'
    if (day === null) return 'rubric.idle.outside-sample'
    const bucket = bucketOn(day, draw.per)
    if (!isAnnounced(draw, facts.period, bucket)) return 'rubric.idle.seed-too-late'
    return byBucket(rule, draw).get(bucket)?.has(finding.subject) ? null : 'rubric.idle.outside-sample'
  }
}
