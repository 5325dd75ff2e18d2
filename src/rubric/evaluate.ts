/** The arithmetic of a score, step by step in one declared order, so that it can be printed as it was done. */
import { type Entry, isAmended } from '../model/ledger.js'
import type { ScoringFacts } from '../model/scoring.js'
import { amount } from './amount.js'
import { ruleInForce } from './applies.js'
import { bucketsOf, potOf } from './bucket.js'
import { type Sampler, samplerOf } from './sample.js'
import type { Indicator, Rubric, Rule } from './schema.js'
import { countTogether, shareAmongItems } from './tally.js'

/** The declared order of evaluation, printed by every explanation. */
export const EVALUATION_ORDER = [
  'occurrences',
  'tiers',
  'exclusion',
  'rule-cap',
  'ceiling',
  'item-cap',
  'quota',
  'group-cap',
  'floor',
  'rescale',
  'overflow',
  'bonus',
  'clamp',
  'veto',
  'convert',
] as const

/** Steps that change what single entries cost. */
export const ENTRY_STEPS = [
  'tiers',
  'exclusion',
  'rule-cap',
  'ceiling',
  'item-cap',
  'quota',
  'group-cap',
] as const
export type EntryStep = (typeof ENTRY_STEPS)[number]

/** One entry on its way through the steps; all in hundredths, deductions negative. */
export interface Line {
  readonly entry: Entry
  readonly rule: Rule | null
  /** What counts against the row before exclusion and caps: 0 where it has no effect. */
  readonly raw: number
  /** Taken from, or added to, the total beyond the row. */
  readonly toTotal: number
  /** Message key of why it has no effect before any cap; null where it has. */
  readonly idle: string | null
  /** What is left after each step. */
  readonly after: Readonly<Record<EntryStep, number>>
}

/** One row with its entries in order of allotment: rule order, then occurrence. */
export interface RowLines {
  readonly row: Indicator
  readonly lines: readonly Line[]
}

interface Draft {
  readonly entry: Entry
  readonly rule: Rule | null
  readonly order: number
  readonly raw: number
  readonly toTotal: number
  readonly idle: string | null
  value: number
  readonly after: Record<EntryStep, number>
}

/** True for entries that count: pending and posted; a memo for another system never does. */
export function isLive(entry: Entry): boolean {
  return (entry.state === 'pending' || entry.state === 'posted') && entry.kind !== 'external'
}

/** The entries of this unit under this rubric. */
export function entriesOf(rubric: Rubric, facts: ScoringFacts): Entry[] {
  return facts.entries.filter(
    (entry) => entry.rubric === rubric.id && entry.unit === facts.unit.id && entry.kind !== 'external',
  )
}

/** Memos for other schemes: no part of any score here, in order of their opening. */
export function memosOf(rubric: Rubric, facts: ScoringFacts): Entry[] {
  return facts.entries
    .filter(
      (entry) => entry.rubric === rubric.id && entry.unit === facts.unit.id && entry.kind === 'external',
    )
    .sort((a, b) => a.seq - b.seq)
}

/** Leaves of each value of one sign what the limit allows, first come first served. */
function allot(drafts: readonly Draft[], sign: -1 | 1, limit: number): void {
  let left = limit
  for (const draft of drafts) {
    if (Math.sign(draft.value) !== sign) continue
    const taken = Math.min(Math.abs(draft.value), left)
    left -= taken
    draft.value = taken === 0 ? 0 : sign * taken
  }
}

/** Points of an entry that belong to the total: all in a row that adjusts it, the overflow of its rule elsewhere. */
function shareOfTotal(row: Indicator, rule: Rule | null, points: number): number {
  if (row.adjusts === 'total' || rule?.type !== 'manual' || rule.overflow === undefined) return 0
  return Math.max(amount(rule.overflow), Math.min(points, 0))
}

function idleBecause(
  rubric: Rubric,
  row: Indicator,
  rule: Rule | null,
  entry: Entry,
  sampler: Sampler,
): string | null {
  if (!isLive(entry)) return `rubric.idle.${entry.state}`
  if (rule && !ruleInForce(rubric, rule)) return 'rubric.idle.not-in-force'
  const pot = potOf(rubric, row)
  if (pot && !bucketsOf(pot.pot.per).includes(entry.bucket)) return 'rubric.idle.no-bucket'
  return rule?.type === 'each' ? sampler(rule, entry) : null
}

function draftsOf(
  rubric: Rubric,
  row: Indicator,
  entries: readonly Entry[],
  sampler: Sampler,
  applies: boolean,
): Draft[] {
  return entries
    .filter((entry) => entry.indicator === row.id)
    .map((entry): Draft => {
      const order = row.rules.findIndex((rule) => rule.id === entry.rule)
      const rule = row.rules[order] ?? null
      const idle = applies ? idleBecause(rubric, row, rule, entry, sampler) : 'rubric.idle.not-applicable'
      const toTotal = idle === null ? shareOfTotal(row, rule, entry.points) : 0
      const raw = idle === null ? entry.points - toTotal : 0
      return {
        entry,
        rule,
        order: order < 0 ? row.rules.length : order,
        raw,
        toTotal,
        idle,
        value: raw,
        after: Object.fromEntries(ENTRY_STEPS.map((step) => [step, 0])) as Record<EntryStep, number>,
      }
    })
    .sort(
      (a, b) =>
        a.order - b.order ||
        (a.entry.occurrence < b.entry.occurrence ? -1 : a.entry.occurrence > b.entry.occurrence ? 1 : 0) ||
        (a.entry.id < b.entry.id ? -1 : 1),
    )
}

function note(drafts: readonly Draft[], step: EntryStep): void {
  for (const draft of drafts) draft.after[step] = draft.value
}

/** Of the rules of one exclusion group the dearest stays; of equals the first. */
function exclude(row: Indicator, drafts: readonly Draft[]): void {
  const groups = new Map<string, Map<string, number>>()
  for (const draft of drafts) {
    const name = draft.rule && 'mutex' in draft.rule ? draft.rule.mutex : undefined
    if (!draft.rule || name === undefined) continue
    const sums = groups.get(name) ?? new Map<string, number>()
    sums.set(draft.rule.id, (sums.get(draft.rule.id) ?? 0) + draft.value)
    groups.set(name, sums)
  }
  for (const [name, sums] of groups) {
    const dearest = Math.min(...sums.values())
    const kept = row.rules.find((rule) => sums.get(rule.id) === dearest)?.id
    for (const draft of drafts)
      if (draft.rule && 'mutex' in draft.rule && draft.rule.mutex === name && draft.rule.id !== kept)
        draft.value = 0
  }
}

/** The limit of one rule, in hundredths of its sign; null: none of its own. */
export function ruleCap(rule: Rule): number | null {
  if (rule.type === 'once') return amount(rule.points)
  if (rule.type === 'each' || rule.type === 'manual') return rule.cap === undefined ? null : amount(rule.cap)
  return null
}

/** Takes of the drafts what each rule's cap leaves; in a pot a cap binds in every bucket anew. */
function capRules(rubric: Rubric, row: Indicator, drafts: readonly Draft[]): void {
  const pot = potOf(rubric, row)
  const buckets = pot ? bucketsOf(pot.pot.per) : [null]
  for (const rule of row.rules) {
    const cap = ruleCap(rule)
    if (cap === null) continue
    for (const bucket of buckets) {
      const own = drafts.filter(
        (draft) => draft.rule === rule && (bucket === null || draft.entry.bucket === bucket),
      )
      allot(own, cap < 0 ? -1 : 1, Math.abs(cap))
    }
  }
}

/**
 * While an entry of a ceiling stands, the row gives this much at most; its entry takes what is still above that. On a
 * row that adjusts the total it is a veto (单项否决): the total is held to it after everything else.
 */
function lower(row: Indicator, drafts: readonly Draft[]): void {
  const held = drafts.flatMap((draft) =>
    draft.rule?.type === 'ceiling' && draft.idle === null
      ? [{ draft, ceiling: amount(draft.rule.ceiling) }]
      : [],
  )
  if (held.length === 0) return
  const lowest = Math.min(...held.map(({ ceiling }) => ceiling))
  const first = held.find(({ ceiling }) => ceiling === lowest)?.draft
  for (const { draft } of held) draft.value = 0
  if (row.adjusts !== undefined) return
  const others = drafts.reduce((sum, draft) => sum + draft.value, 0)
  if (first) first.value = Math.min(0, lowest - (amount(row.max) + others))
}

/** Rows with what their entries cost after every step. `applies` says which rows are the unit's. */
export function evaluateRows(
  rubric: Rubric,
  facts: ScoringFacts,
  applies: (row: Indicator) => boolean,
): RowLines[] {
  const entries = entriesOf(rubric, facts)
  const sampler = samplerOf(rubric, facts)
  const rows = rubric.indicators.map((row) => ({
    row,
    drafts: draftsOf(rubric, row, entries, sampler, applies(row)),
  }))
  for (const { row, drafts } of rows) {
    for (const rule of row.rules) {
      const own = drafts.filter(
        (draft) => draft.rule === rule && draft.idle === null && !isAmended(draft.entry),
      )
      if (rule.type === 'count') countTogether(rule, amount(row.max), own)
      if (rule.type === 'list') shareAmongItems(rule, facts.unit, own)
    }
    note(drafts, 'tiers')
    exclude(row, drafts)
    note(drafts, 'exclusion')
    capRules(rubric, row, drafts)
    note(drafts, 'rule-cap')
    lower(row, drafts)
    note(drafts, 'ceiling')
    if (row.adjusts === undefined) allot(drafts, -1, amount(row.max))
    note(drafts, 'item-cap')
  }
  for (const group of rubric.groups) {
    if (!group.pot) continue
    const inside = rows.filter(({ row }) => row.group === group.id).flatMap(({ drafts }) => drafts)
    for (const bucket of bucketsOf(group.pot.per))
      allot(
        inside.filter((draft) => draft.entry.bucket === bucket),
        -1,
        amount(group.pot.each),
      )
  }
  for (const { drafts } of rows) note(drafts, 'quota')
  for (const group of [...rubric.groups].reverse()) {
    if (group.cap === undefined) continue
    const inside = rows.filter(({ row }) => isInside(rubric, row.group, group.id))
    allot(
      inside.flatMap(({ drafts }) => drafts),
      -1,
      -amount(group.cap),
    )
  }
  for (const { drafts } of rows) note(drafts, 'group-cap')
  return rows.map(({ row, drafts }) => ({ row, lines: drafts }))
}

function isInside(rubric: Rubric, group: string | undefined, outer: string): boolean {
  for (let at = group; at !== undefined; at = rubric.groups.find((held) => held.id === at)?.parent)
    if (at === outer) return true
  return false
}

/** What an entry costs in the end, row and total together. */
export function effectiveOf(line: Line): number {
  return line.after['group-cap'] + line.toTotal
}
