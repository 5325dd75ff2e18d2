/** Publications (通报): frozen snapshots of an assessment's scores, with all that they can be worked out from again. */
import { z } from 'zod'
import { officialSchema, STAGES } from './assessment.js'
import { fraction, type Hundredths, roundHalfUp } from './points.js'
import type { Score, ScoredFinding, ScoredMetric, ScoringFacts } from './scoring.js'

/** What scoring knew of a unit, as JSON holds it. */
export interface FrozenFacts {
  readonly unit: ScoringFacts['unit']
  readonly period: string
  readonly examinedSubjects: readonly (readonly [string, readonly string[]])[]
  readonly findings: readonly ScoredFinding[]
  readonly metrics: readonly ScoredMetric[]
  readonly entries: ScoringFacts['entries']
}

/** Facts without sets and maps. */
export function frozenFacts(facts: ScoringFacts): FrozenFacts {
  const { unit, period, examinedSubjects, findings, metrics, entries } = facts
  return {
    unit,
    period,
    examinedSubjects: [...examinedSubjects].map(
      ([check, subjects]) => [check, [...subjects].sort()] as const,
    ),
    findings,
    metrics,
    entries,
  }
}

/** The facts as scoring takes them. */
export function thawedFacts(frozen: FrozenFacts): ScoringFacts {
  const examinedSubjects = new Map(
    frozen.examinedSubjects.map(([check, subjects]) => [check, new Set(subjects)]),
  )
  return { ...frozen, examinedSubjects, examined: new Set(examinedSubjects.keys()) }
}

/** Place of a unit among those of its group, of so many. */
export interface Rank {
  readonly place: number
  readonly of: number
}

/** A memo for another system (抄送其他考核): points in whole hundredths. */
export interface Memo {
  readonly entry: string
  readonly indicator: string
  readonly rule: string
  readonly points: Hundredths
  readonly clause: string
  readonly arithmetic: string
}

/** One unit of a publication; `score` and `facts` are null for a unit of the roster that was never looked at. */
export interface PublishedUnit {
  readonly unit: string
  readonly name: string
  readonly group: string | null
  readonly score: Score | null
  readonly rank: Rank | null
  readonly memos: readonly Memo[]
  readonly facts: FrozenFacts | null
}

/** One group of units; `average` in whole hundredths, null while anything of it is pending. */
export interface PublishedGroup {
  readonly group: string | null
  readonly units: number
  readonly average: Hundredths | null
}

/** A row that touched what had been published before: told in the next publication. */
export interface ToldChange {
  readonly seq: number
  readonly kind: string
  readonly entry: string | null
  readonly unit: string | null
  readonly indicator: string | null
  readonly bucket: string | null
  readonly points: Hundredths | null
  readonly reason: string | null
}

/** The snapshot. */
export interface Publication {
  readonly schema: 'xuncha.publication/1'
  /** `ASSESSMENT#N`. */
  readonly id: string
  readonly assessment: string
  readonly type: 'annual' | 'acceptance'
  readonly title: string | null
  readonly rubric: string
  readonly rubricVersion: string
  readonly period: string
  /** Buckets that it publishes. */
  readonly buckets: readonly string[]
  /** State of every bucket once it stands. */
  readonly states: Readonly<Record<string, (typeof STAGES)[number]>>
  readonly official: z.infer<typeof officialSchema>
  /** UTC milliseconds. */
  readonly publishedAt: number
  readonly actor: string
  /** Number and hash of the last ledger row that it counts. */
  readonly through: { readonly seq: number; readonly hash: string }
  readonly previous: string | null
  readonly changes: readonly ToldChange[]
  readonly units: readonly PublishedUnit[]
  readonly groups: readonly PublishedGroup[]
}

/** Reads a frozen publication; what is inside a score or facts is as this program froze it. */
export const publicationSchema = z.custom<Publication>(
  (value) =>
    z
      .object({
        schema: z.literal('xuncha.publication/1'),
        id: z.string(),
        assessment: z.string(),
        rubricVersion: z.string(),
        states: z.record(z.string(), z.enum(STAGES)),
        official: officialSchema,
        units: z.array(z.object({ unit: z.string(), name: z.string() })),
      })
      .safeParse(value).success,
)

function exactOf(score: Score): { readonly num: bigint; readonly den: bigint } {
  const [num = '0', den = '1'] = score.exact.split('/')
  return { num: BigInt(num), den: BigInt(den) }
}

/** Less than 0 where a stands before b: the higher exact total first. */
function byScore(a: Score, b: Score): number {
  const [x, y] = [exactOf(a), exactOf(b)]
  const left = x.num * y.den
  const right = y.num * x.den
  return left > right ? -1 : left < right ? 1 : 0
}

type Unranked = Pick<PublishedUnit, 'unit' | 'group' | 'score'>

function byGroup(units: readonly Unranked[]): Map<string | null, Unranked[]> {
  const groups = new Map<string | null, Unranked[]>()
  for (const unit of units) groups.set(unit.group, [...(groups.get(unit.group) ?? []), unit])
  return groups
}

/** The scores of a group whose every unit is scored to the end; null while one is not. */
function settled(members: readonly Unranked[]): Score[] | null {
  const scores = members.flatMap(({ score }) => (score !== null && score.pending === 0 ? [score] : []))
  return scores.length === members.length ? scores : null
}

/**
 * Places within each group, the highest exact total first, level ones sharing the better place. No unit of a group has a
 * place while anything of the group is pending (contract §4). By unit id.
 */
export function ranksOf(units: readonly Unranked[]): Map<string, Rank> {
  const ranks = new Map<string, Rank>()
  for (const members of byGroup(units).values()) {
    const scores = settled(members)
    if (!scores) continue
    for (const { unit, score } of members) {
      if (score === null) continue
      const before = scores.filter((other) => byScore(other, score) < 0).length
      ranks.set(unit, { place: before + 1, of: members.length })
    }
  }
  return ranks
}

/** Each group with its average, rounded once; groups in order of their names. */
export function groupsOf(units: readonly Unranked[]): PublishedGroup[] {
  return [...byGroup(units)]
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([group, members]) => {
      const scores = settled(members)
      const sum = (scores ?? []).map(exactOf).reduce((total, one) => {
        return { num: total.num * one.den + one.num * total.den, den: total.den * one.den }
      }, fraction(0))
      const average =
        scores && scores.length > 0 ? roundHalfUp(fraction(sum.num, sum.den * BigInt(scores.length))) : null
      return { group, units: members.length, average }
    })
}
