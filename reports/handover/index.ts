/** The hand-over record: entries of the ledger, one line each, in another system's codes and under its names. */
import { findingByFingerprint } from '../../src/ledger/finding-rows.js'
import type { Ledger } from '../../src/ledger/open.js'
import { listEntries } from '../../src/ledger/read.js'
import { registry } from '../../src/ledger/registry-store.js'
import { rowsOfEntry } from '../../src/ledger/rows.js'
import { type Language, render } from '../../src/messages/catalogue.js'
import { dayIn } from '../../src/model/date.js'
import type { Entry } from '../../src/model/ledger.js'
import { formatPoints } from '../../src/model/points.js'
import type { Mapping, Source } from './mapping.js'

/** What is handed over. */
export interface HandoverInput {
  readonly ledger: Ledger
  readonly mapping: Mapping
  readonly language: Language
  readonly timezone: string
  readonly filter: { readonly unit: string; readonly period: string }
  /** Title of an entry's indicator. */
  titleOf(entry: Entry): string
}

/** The record, and what the other system has no code for. */
export interface Handover {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** `unit edu`, `indicator ouhai-2017/14`, `code link-broken`, each once, in order. */
  readonly unmapped: readonly string[]
}

const COUNTED = new Set(['posted', 'reversed'])

/** Looks a code up among the other system's; one that is missing is noted, and ours stands for it. */
function coder(table: Readonly<Record<string, string>>, what: string, missing: Set<string>) {
  return (...names: readonly string[]): string => {
    const [own = ''] = names
    if (own === '') return ''
    const key = names.find((name) => Object.hasOwn(table, name))
    if (key !== undefined) return table[key] ?? ''
    missing.add(`${what} ${own}`)
    return own
  }
}

/** Entries that were posted, those reversed since, and memos, in the ledger's order. Pending ones are nobody's business yet. */
export function handover(input: HandoverInput): Handover {
  const { ledger, mapping, language, filter } = input
  const missing = new Set<string>()
  const unitCode = coder(mapping.units, 'unit', missing)
  const indicatorCode = coder(mapping.indicators, 'indicator', missing)
  const codeOf = coder(mapping.codes, 'code', missing)
  const used = new Set(mapping.fields.map(({ from }) => from))
  const names = new Map(
    registry(ledger)
      .load()
      .units.map(({ id, name }) => [id, name]),
  )
  const entries = listEntries(ledger, filter.unit === '' ? undefined : filter.unit).filter(
    (entry) =>
      (filter.period === '' || entry.assessment.endsWith(`/${filter.period}`)) &&
      (COUNTED.has(entry.state) || (entry.kind === 'external' && entry.state !== 'voided')),
  )
  const rows = entries.map((entry) => {
    const finding = entry.finding === null ? null : findingByFingerprint(ledger, entry.finding)
    const last = rowsOfEntry(ledger, entry.id).at(-1)
    const values: Readonly<Record<Source, () => string | number>> = {
      entry: () => entry.id,
      seq: () => last?.seq ?? entry.seq,
      hash: () => last?.hash ?? '',
      kind: () => entry.kind,
      state: () => entry.state,
      unit: () => unitCode(entry.unit),
      unitName: () => names.get(entry.unit) ?? entry.unit,
      assessment: () => entry.assessment,
      bucket: () => entry.bucket,
      indicator: () => indicatorCode(`${entry.rubric}/${entry.indicator}`, entry.indicator),
      indicatorTitle: () => input.titleOf(entry),
      rule: () => entry.rule,
      points: () => Number(formatPoints(entry.state === 'reversed' ? 0 : entry.points)),
      clause: () => entry.clause,
      arithmetic: () => entry.arithmetic,
      code: () => codeOf(finding?.code ?? ''),
      finding: () => finding?.no ?? '',
      message: () => (finding === null ? '' : render(`finding.${finding.code}`, finding.facts, language)),
      url: () => finding?.url ?? '',
      day: () => finding?.occurredOn ?? dayIn(input.timezone, last?.recordedAt ?? 0),
      decidedBy: () => entry.decidedBy,
    }
    return mapping.fields.map(({ from }) => values[from]())
  })
  const wanted = [...missing].filter((one) => used.has(one.split(' ', 1)[0] as Source)).sort()
  return { heads: mapping.fields.map(({ name }) => name), rows, unmapped: wanted }
}
