/** Rectification (整改): a problem list issued to a unit, what was said and done about each finding on it, and how it stands. */
import type { PlainDate } from './date.js'
import type { AttachedFile } from './supporting.js'
import type { FindingState, Nature } from './vocabulary.js'

/** What a unit says of a finding in its reply: 已整改, 部分整改, 整改中, 有异议. */
export const CLAIMS = ['mended', 'partly', 'working', 'disputed'] as const
export type Claim = (typeof CLAIMS)[number]

/** What a person finds on looking again. */
export const GIVEN_VERDICTS = ['mended', 'partly', 'not-mended'] as const
export type GivenVerdict = (typeof GIVEN_VERDICTS)[number]

/**
 * How a finding on a list stands: 整改中, 已回复待复查, 已整改, 部分整改, 未整改, 逾期未整改, 问题反弹, 不予认定.
 * overdue: the time is over and nobody has looked since; not-mended: somebody looked, and it was still there.
 */
const STANDINGS = [
  'working',
  'replied',
  'mended',
  'partly',
  'not-mended',
  'overdue',
  'recurred',
  'dismissed',
] as const
export type Standing = (typeof STANDINGS)[number]

/** One thing that happened about a list, or about one finding on it. */
export interface RectificationEvent {
  readonly seq: number
  readonly list: string
  /** null: the whole list. */
  readonly fingerprint: string | null
  readonly kind: 'received' | 'replied' | 'extended' | 'verdict'
  readonly day: PlainDate
  /** extended: the new last day. */
  readonly dueOn: PlainDate | null
  readonly verdict: GivenVerdict | null
  readonly claim: Claim | null
  readonly text: string | null
  readonly files: readonly AttachedFile[]
  readonly actor: string
  /** UTC milliseconds. */
  readonly recordedAt: number
}

/** A list as it was issued. */
export interface ProblemList {
  readonly id: string
  readonly unit: string
  readonly issuedOn: PlainDate
  readonly dueOn: PlainDate
  readonly workingDays: number | null
  readonly document: string | null
  readonly note: string | null
  readonly files: readonly AttachedFile[]
  readonly actor: string
  /** UTC milliseconds. */
  readonly issuedAt: number
}

/** What a list's standing needs to know of a finding as it is now. */
export interface ListedFinding {
  readonly fingerprint: string
  readonly state: FindingState
  readonly nature: Nature
  /** UTC milliseconds. */
  readonly lastSeen: number
  readonly fixedAt: number | null
}

/** A finding on a list, folded from everything that is recorded. */
export interface ItemStanding {
  readonly standing: Standing
  /** Last day, extensions included. */
  readonly dueOn: PlainDate
  readonly receivedOn: PlainDate | null
  readonly reply: RectificationEvent | null
  readonly verdict: RectificationEvent | null
  /** Day on which it was found mended after the list was issued; null: it never was. */
  readonly mendedOn: PlainDate | null
  /** The time is over and nobody has looked since: a look is due. */
  readonly recheckDue: boolean
}

/**
 * How a finding on a list stands on a day. What an inspection saw goes before what a person said earlier; a unit's own
 * word changes nothing but that a look is due. `dayOf`: the day of an instant in the unit's time zone.
 */
export function standingOf(
  list: ProblemList,
  finding: ListedFinding,
  events: readonly RectificationEvent[],
  on: PlainDate,
  dayOf: (instant: number) => PlainDate,
): ItemStanding {
  const own = events
    .filter((event) => event.fingerprint === null || event.fingerprint === finding.fingerprint)
    .sort((a, b) => a.seq - b.seq)
  const last = (kind: RectificationEvent['kind']) => own.filter((event) => event.kind === kind).at(-1) ?? null
  const dueOn = last('extended')?.dueOn ?? list.dueOn
  const reply = last('replied')
  const verdict = last('verdict')
  const fixed = finding.fixedAt !== null && finding.fixedAt >= list.issuedAt ? finding.fixedAt : null
  const settled = verdict !== null && (finding.nature === 'event' || finding.lastSeen <= verdict.recordedAt)
  const seenOn = dayOf(finding.lastSeen)
  const looked = seenOn > dueOn || (verdict !== null && verdict.day > dueOn)
  return {
    standing: judged(),
    dueOn,
    receivedOn: last('received')?.day ?? null,
    reply,
    verdict,
    mendedOn: fixed === null ? null : dayOf(fixed),
    recheckDue: on > dueOn && !looked && finding.nature === 'state' && isOpen(finding),
  }

  function judged(): Standing {
    if (finding.state === 'dismissed') return 'dismissed'
    if (finding.state === 'fixed') return 'mended'
    // It was gone after the list was issued; back and confirmed, it recurred. A doubt of its return blames nobody.
    if (fixed !== null)
      return finding.state === 'confirmed' && finding.lastSeen > fixed ? 'recurred' : 'mended'
    // What somebody found holds until an inspection sees otherwise.
    if (settled) return verdict.verdict ?? 'working'
    if (on > dueOn && finding.nature === 'state' && seenOn > dueOn) return 'not-mended'
    if (reply !== null && reply.claim !== 'working') return 'replied'
    return on > dueOn ? 'overdue' : 'working'
  }
}

const isOpen = ({ state }: ListedFinding): boolean => state === 'confirmed' || state === 'candidate'

/** How a whole list stands: the words of one finding, or partly where some are mended and others are not. */
export function listStanding(items: readonly Standing[]): Standing {
  const due = items.filter((one) => one !== 'dismissed')
  if (due.length === 0) return 'dismissed'
  const [first] = due
  if (first !== undefined && due.every((one) => one === first)) return first
  if (due.includes('recurred')) return 'recurred'
  if (due.includes('mended')) return 'partly'
  for (const worst of ['overdue', 'not-mended', 'partly', 'working'] as const)
    if (due.includes(worst)) return worst
  return 'replied'
}
