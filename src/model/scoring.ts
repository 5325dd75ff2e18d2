/** What scoring is given and what it gives back. Points in whole hundredths; totals exact, rounded once. */
import type { PlainDate } from './date.js'
import type { Facts } from './finding.js'
import type { Entry } from './ledger.js'
import type { FindingState, Kind, Verdict } from './vocabulary.js'

/** A unit as rubrics distinguish units. */
export interface ScoredUnit {
  readonly id: string
  readonly name: string
  readonly kind: Kind | null
  readonly ownSite: boolean
  readonly disclosure: boolean
  readonly group: string | null
}

/** A recorded finding as the scorer sees it. */
export interface ScoredFinding {
  readonly fingerprint: string
  readonly check: string
  readonly code: string
  readonly verdict: Verdict
  readonly state: FindingState
  readonly nature: 'state' | 'event'
  readonly occurredOn: PlainDate | null
  /** Bucket day: `at` of the confirming inspection for states, occurredOn for events. */
  readonly chargedOn: PlainDate | null
  /** Subject key. */
  readonly subject: string
  readonly facts: Facts
  /** null: priced by every rubric; else only by these. */
  readonly askedBy: readonly string[] | null
  /** Seen by an inspection of purpose formal. */
  readonly formal: boolean
  /** Assessment dates in the period on which a formal inspection saw it; given only where a rule carries over. */
  readonly seenOn?: readonly PlainDate[]
}

/** A recorded metric, latest of each name. */
export interface ScoredMetric {
  readonly name: string
  readonly value: number
  readonly facts: Facts
  readonly agreed: boolean
  readonly unitInspected: boolean
  /** `at` of the inspection that measured it: picks the bucket. Absent: the last day of the period. */
  readonly measuredOn?: PlainDate | null
  readonly askedBy: readonly string[] | null
}

/** All that scoring knows of one unit in one assessment. Order never matters. */
export interface ScoringFacts {
  readonly unit: ScoredUnit
  /** Calendar year of the assessment, as a string: the default period. */
  readonly period: string
  /** Checks that examined this unit in a formal inspection of the period. */
  readonly examined: ReadonlySet<string>
  /**
   * Subjects examined per check, for rules that rest on one subject (an element, a column name).
   * A subject is the subject key of the finding that would be reported.
   */
  readonly examinedSubjects: ReadonlyMap<string, ReadonlySet<string>>
  readonly findings: readonly ScoredFinding[]
  readonly metrics: readonly ScoredMetric[]
  readonly entries: readonly Entry[]
  /** The unit's own documents by subject key, with the day of publication: what samples are drawn from. Absent: none are known. */
  readonly documents?: readonly { readonly subject: string; readonly published: PlainDate }[]
}

/** An entry that confirmed findings or metrics call for. */
export interface ProposedEntry {
  readonly kind: Entry['kind']
  readonly indicator: string
  readonly rule: string
  /** Fingerprint; for a metric 'metric' (the ledger numbers its renewals). */
  readonly occurrence: string
  readonly points: number
  readonly clause: string
  readonly arithmetic: string
  readonly finding: string | null
  /** Day that picks the bucket. */
  readonly chargedOn: PlainDate
  /** Bucket of `chargedOn` where the indicator's cap binds per bucket (`Q4`, `M11`); absent or 'Y' where it binds per year. */
  readonly bucket?: string
}

/** One entry's share of a score. `effective` is what it costs after caps and order. */
export interface ScoredEntry {
  readonly id: string
  readonly state: Entry['state']
  readonly points: number
  readonly effective: number
  readonly finding: string | null
  readonly clause: string
}

/** One indicator of one unit. `interval` holds [lowest, highest] where another reading of the clause would allow it. */
export interface ScoredIndicator {
  readonly id: string
  readonly title: string
  readonly max: number
  readonly score: number | null
  readonly method: 'auto' | 'assisted' | 'manual'
  readonly status: 'scored' | 'pending' | 'not-applicable'
  /** Why it is pending or not applicable, as a message key with facts. */
  readonly because: { readonly key: string; readonly facts: Facts } | null
  readonly interval: readonly [number, number] | null
  readonly entries: readonly ScoredEntry[]
  /** What candidates would cost if they were confirmed: a preview, in no score. */
  readonly preview: number
}

/** What one bucket of marks that rows share has left (日常考核每季度20分). `score` is null until a person has signed it. */
export interface ScoredPot {
  readonly group: string
  readonly title: string
  readonly bucket: string
  readonly max: number
  readonly change: number
  readonly score: number | null
}

/** The total in another scheme (折算); `exact` is the fraction behind it, in hundredths. */
export interface ConvertedScore {
  readonly id: string
  readonly title: string
  readonly max: number
  readonly score: number
  readonly exact: string
}

/** A list that ranks units, as it was imported: by place, or by value from which the places follow (highest first). */
export interface Standing {
  readonly list: string
  /** Id of the record. */
  readonly record: string
  readonly on: PlainDate
  /** `value` a decimal; each row has a place or a value, and all rows the same of the two. */
  readonly rows: readonly {
    readonly unit: string
    readonly place: number | null
    readonly value: string | null
  }[]
}

/** Something that happened outside the web, as it was imported or entered: what it is priced by is a rule's id. */
export interface PricedRecord {
  /** Id of the record; for a rule over a list the missing item's id, alone or before `#` and the record's id. */
  readonly occurrence: string
  readonly rule: string
  readonly on: PlainDate
  /** What the person decided, or for a memo what the other scheme took; null: the rule's own price. */
  readonly points: number | null
}

/** A unit's score under one rubric. Sums are over indicators that apply. */
export interface Score {
  readonly rubric: string
  readonly rubricVersion: string
  readonly period: string
  readonly max: number
  readonly assessed: number
  readonly pending: number
  readonly score: number
  /** The exact fraction behind `score` where a rescaling made one, e.g. "8250/3". */
  readonly exact: string
  readonly stage: 'provisional' | 'final'
  readonly indicators: readonly ScoredIndicator[]
  /** Buckets of shared marks; absent where the rubric has none. */
  readonly pots?: readonly ScoredPot[]
  /** Absent where the rubric, or this office, converts into nothing. */
  readonly converted?: readonly ConvertedScore[]
  /** Name of the grade once nothing is pending; absent where no grades are declared. */
  readonly grade?: string | null
}

/** A rubric as recording uses it: pure, loaded and linted by somebody else. */
export interface ScoringRubric {
  readonly id: string
  /** What an assessment pins. */
  readonly version: string
  /** The text that the version was loaded from, kept so that the pinned version can price for ever. */
  readonly source?: string
  /** Buckets in which it gives marks of their own; absent: in none, its caps bind per year. */
  readonly buckets?: readonly string[]
  /** An entry that is still pending is voided when its finding is found mended; absent: never. */
  readonly voidsMended?: boolean
  /** Findings that are still open are charged again in each later bucket by some rule; absent: never. */
  readonly carriesOver?: boolean
  /** Entries that confirmed findings and agreed metrics call for, whether opened already or not. Order means nothing. */
  propose(facts: ScoringFacts): readonly ProposedEntry[]
  score(facts: ScoringFacts): Score
}
