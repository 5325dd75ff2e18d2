/** Retention of evidence: what nothing rests on any more, the ledger's rows that say so, and what they gave up. */
import { isClosed, leastStage } from '../model/assessment.js'
import { type Pruned, prunedSchema } from '../model/pruned.js'
import { append } from './append.js'
import { listAssessments, stagesOf } from './assessment.js'
import { entriesUnderDispute } from './dispute-rows.js'
import { freeze, thawed } from './frozen.js'
import type { Ledger } from './open.js'
import { listEntries } from './read.js'
import { brokenOffRuns } from './runs.js'

/** What rests on evidence still: findings by fingerprint, items by id. */
interface Living {
  readonly fingerprints: ReadonlySet<string>
  readonly items: ReadonlySet<string>
  /** Years of which an assessment may still come to points. */
  readonly years: ReadonlySet<string>
}

/**
 * An entry lives until its bucket is archived; one that was voided or reversed, until its bucket is published. An entry
 * under dispute lives whatever its bucket says.
 */
function livingEntries(ledger: Ledger): { fingerprints: string[]; entries: Set<string> } {
  const under = entriesUnderDispute(ledger)
  const stages = new Map(
    listAssessments(ledger).map(({ assessment }) => [assessment, stagesOf(ledger, assessment)]),
  )
  const living = listEntries(ledger).filter((entry) => {
    if (under.has(entry.id)) return true
    const stage = stages.get(entry.assessment)?.get(entry.bucket) ?? 'draft'
    return entry.state === 'voided' || entry.state === 'reversed' ? !isClosed(stage) : stage !== 'archived'
  })
  return {
    fingerprints: living.flatMap((entry) => entry.finding ?? []),
    entries: new Set(living.map((entry) => entry.id)),
  }
}

function living(ledger: Ledger): Living {
  const { fingerprints, entries } = livingEntries(ledger)
  const open = ledger
    .sql(`SELECT fingerprint FROM findings WHERE state IN ('candidate', 'confirmed')`)
    .pluck()
    .all() as string[]
  const years = new Set(
    listAssessments(ledger)
      .filter(({ assessment }) => leastStage(stagesOf(ledger, assessment)) !== 'archived')
      .map(({ period }) => period.slice(0, 4)),
  )
  const named = ledger
    .sql('SELECT entry, evidence FROM ledger WHERE entry IS NOT NULL AND evidence IS NOT NULL')
    .all() as { entry: string; evidence: string }[]
  const measured = ledger.sql('SELECT period, evidence FROM metrics').all() as {
    period: string
    evidence: string
  }[]
  return {
    fingerprints: new Set([...fingerprints, ...open]),
    items: new Set([
      ...named.flatMap(({ entry, evidence }) => (entries.has(entry) ? [evidence] : [])),
      ...measured.flatMap(({ period, evidence }) =>
        years.has(period.slice(0, 4)) ? (JSON.parse(evidence) as string[]) : [],
      ),
    ]),
    years,
  }
}

/** Items of the index, apart: those that nothing rests on and that are older than `before`, and those that are kept. */
export function partedByRetention(
  ledger: Ledger,
  before: number,
): { readonly given: readonly string[]; readonly kept: readonly string[] } {
  const held = living(ledger)
  const rows = ledger
    .sql(
      `SELECT e.id, e.taken_at AS takenAt, r.at,
          (SELECT json_group_array(f.fingerprint) FROM finding_evidence f WHERE f.evidence = e.id) AS fingerprints
        FROM evidence e LEFT JOIN runs r ON r.id = e.run ORDER BY e.taken_at, e.id`,
    )
    .all() as { id: string; takenAt: number; at: string | null; fingerprints: string }[]
  const given: string[] = []
  const kept: string[] = []
  for (const { id, takenAt, at, fingerprints } of rows) {
    const year = at?.slice(0, 4) ?? new Date(takenAt).toISOString().slice(0, 4)
    const lives =
      takenAt >= before ||
      held.years.has(year) ||
      held.items.has(id) ||
      (JSON.parse(fingerprints) as string[]).some((one) => held.fingerprints.has(one))
    ;(lives ? kept : given).push(id)
  }
  return { given, kept }
}

/** Hashes that documents, records and lists name: files that people handed in, which retention leaves alone. */
export function handedIn(ledger: Ledger): Set<string> {
  const texts = [
    `SELECT json FROM frozen_documents WHERE kind <> 'xuncha.pruned/1'`,
    'SELECT json FROM records',
    'SELECT files FROM problem_lists',
    'SELECT files FROM rectification_events',
  ].flatMap((sql) => ledger.sql(sql).pluck().all() as string[])
  return new Set(texts.flatMap((text) => text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []))
}

/** Ids of runs that a living process, here or elsewhere, may still be writing evidence for. */
export function goingRuns(ledger: Ledger): string[] {
  const over = new Set(brokenOffRuns(ledger).map(({ id }) => id))
  const running = ledger.sql(`SELECT id FROM runs WHERE status = 'running'`).pluck().all() as string[]
  return running.filter((id) => !over.has(id))
}

/** Says in the ledger what is given up: before it is, so that nothing is ever gone without a row. */
export function recordPruned(
  ledger: Ledger,
  pruned: Pruned,
  by: { readonly actor: string; readonly reason: string | null },
): void {
  ledger.immediate(() =>
    append(ledger, {
      kind: 'evidence-pruned',
      evidence: freeze(ledger, pruned),
      decidedBy: 'person',
      actor: by.actor,
      reason: by.reason,
    }),
  )
}

/** Hashes of every file that retention gave up. */
export function prunedBlobs(ledger: Ledger): Set<string> {
  const names = ledger
    .sql(`SELECT evidence FROM ledger INDEXED BY ledger_by_kind WHERE kind = 'evidence-pruned' ORDER BY seq`)
    .pluck()
    .all() as (string | null)[]
  return new Set(names.flatMap((name) => thawed(ledger, name, prunedSchema)?.blobs ?? []))
}
