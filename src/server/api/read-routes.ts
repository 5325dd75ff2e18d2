/** What programs read: units, findings, the ledger's feed, scores, evidence (contract §8). */
import { z } from 'zod'
import { openStore } from '../../evidence/store.js'
import { feedHead, feedRows } from '../../ledger/feed-rows.js'
import { findingJson } from '../../ledger/inspection-json.js'
import { assessedRubrics, evidenceOf, indexedEvidence, listFindings } from '../../ledger/read.js'
import { registry } from '../../ledger/registry-store.js'
import { listRuns } from '../../ledger/runs.js'
import { render } from '../../messages/catalogue.js'
import { sentence } from '../../messages/sentence.js'
import { dayIn } from '../../model/date.js'
import { FINDING_STATES } from '../../model/vocabulary.js'
import { rubricsOfYear } from '../../pricing.js'
import { DEFAULT_TIMEZONE } from '../../registry/resolve.js'
import { pinnedByAssessment, scoreDocument, scoredRows } from '../../score-table.js'
import { Refusal } from '../problem.js'
import { asking, type Call, everyone, type Route } from '../route.js'
import { linkNext, paged, pageOf, pageQuery } from './paging.js'

/** True for what the principal may see: a unit's own people and tokens see that unit only. */
function isTheirs(call: Call, units: readonly string[]): boolean {
  const { unit } = asking(call)
  return unit === null || units.includes(unit)
}

const anything = z.record(z.string(), z.unknown())

const units: Route = {
  method: 'GET',
  path: '/api/v1/units',
  kind: 'api',
  policy: everyone('units:read'),
  summary: 'Registered units by id',
  query: z.object(pageQuery),
  answer: pageOf(anything),
  handle: (call) => {
    const held = registry(call.office.ledger).load().units
    const all = held
      .filter((unit) => isTheirs(call, [unit.id]))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((unit) => ({ ...unit }))
    return paged(call, all, (unit) => unit.id)
  },
}

const findings: Route = {
  method: 'GET',
  path: '/api/v1/findings',
  kind: 'api',
  policy: everyone('findings:read'),
  summary: 'Findings by number, those that units share with each of them',
  query: z.object({
    unit: z.string().max(100).optional(),
    state: z.enum(FINDING_STATES).optional(),
    code: z.string().max(100).optional(),
    run: z.string().max(100).optional(),
    ...pageQuery,
  }),
  answer: pageOf(anything),
  handle: (call) => {
    const { ledger } = call.office
    const { unit, state, code, run } = call.query as Record<string, string | undefined>
    const known = FINDING_STATES.find((one) => one === state)
    const found = listFindings(ledger, {
      ...(known === undefined ? {} : { state: known }),
      ...(code === undefined ? {} : { code }),
      ...(run === undefined ? {} : { run }),
    })
      .filter((one) => unit === undefined || one.unit === unit || one.units.includes(unit))
      .filter((one) => isTheirs(call, [one.unit, ...one.units]))
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
    const page = paged(call, found, (one) => one.fingerprint)
    const items = page.items.map((one) => ({
      unit: one.unit,
      units: one.units,
      shared: one.shared,
      ...findingJson({ ...one, evidence: evidenceOf(ledger, one.fingerprint) }, (key, facts) =>
        sentence(key, facts, call.language),
      ),
    }))
    return { ...page, items }
  },
}

const ledgerFeed: Route = {
  method: 'GET',
  path: '/api/v1/ledger',
  kind: 'api',
  policy: everyone('ledger:read'),
  summary: 'The feed: records after a sequence number, in order, the same at every reading',
  query: z.object({
    after: z.coerce.number().int().min(0).default(0),
    /** `next` of the page before, as with every other list. */
    cursor: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  answer: z.object({ items: z.array(anything), next: z.string().nullable(), head: z.number().int() }),
  handle: (call) => {
    const { limit, ...from } = call.query as { after: number; cursor: number; limit: number }
    const { unit } = asking(call)
    const after = Math.max(from.after, from.cursor)
    const rows = feedRows(call.office.ledger, { after, limit: limit + 1, ...(unit === null ? {} : { unit }) })
    const items = rows.slice(0, limit).map((row) => ({
      id: String(row.seq),
      seq: row.seq,
      ...(JSON.parse(row.json) as Record<string, unknown>),
    }))
    const last = items.at(-1)
    const next = rows.length > limit && last ? String(last.seq) : null
    linkNext(call, next === null ? null : ['after', next])
    return { items, next, head: feedHead(call.office.ledger) }
  },
}

/** The period of the newest run, else this year. */
function usualPeriod({ office }: Call): string {
  const [newest] = listRuns(office.ledger, 1)
  if (newest) return newest.period ?? newest.at.slice(0, 4)
  const { timezone } = registry(office.ledger).load().defaults
  return dayIn(timezone ?? DEFAULT_TIMEZONE, office.now()).slice(0, 4)
}

const scores: Route = {
  method: 'GET',
  path: '/api/v1/scores',
  kind: 'api',
  policy: everyone('scores:read'),
  summary: 'The score table of a rubric and a period, recomputed from the ledger',
  query: z.object({
    period: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    rubric: z
      .string()
      .regex(/^[\w.-]{1,100}$/)
      .optional(),
    ...pageQuery,
  }),
  answer: pageOf(anything),
  handle: (call) => {
    const { ledger } = call.office
    const given = call.query as { period?: string; rubric?: string }
    const period = given.period ?? usualPeriod(call)
    const assessed = assessedRubrics(ledger, period)
    const name = given.rubric ?? registry(ledger).load().defaults.rubric ?? assessed[0]
    if (name === undefined) return { rubric: null, period, preview: true, items: [], next: null }
    const rubric =
      pinnedByAssessment(ledger, name, period) ??
      rubricsOfYear(ledger, period, [name], () => undefined).find((one) => one.id === name)
    if (!rubric) throw new Refusal(404, 'server.unknown-thing', { id: name })
    const preview = !assessed.includes(rubric.id)
    const rows = scoredRows({ ledger, rubric, period, preview })
      .filter((row) => isTheirs(call, [row.id]))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const page = paged(call, rows, (row) => row.id)
    const say = (key: string, facts: Readonly<Record<string, unknown>> = {}) =>
      render(key, facts, call.language)
    const items = page.items.map((row) => scoreDocument({ say }, row))
    return { rubric: rubric.id, rubricVersion: rubric.version, period, preview, ...page, items }
  },
}

const evidence: Route = {
  method: 'GET',
  path: '/api/v1/evidence/:id',
  kind: 'api',
  policy: everyone('evidence:read'),
  summary: 'The manifest of an evidence item, checked against its id',
  params: z.object({ id: z.string().regex(/^(sha256:)?[0-9a-f]{64}$/) }),
  answer: anything,
  handle: async (call) => {
    const asked = call.params.id ?? ''
    const id = asked.startsWith('sha256:') ? asked : `sha256:${asked}`
    const { ledger, dataDir } = call.office
    const { unit } = asking(call)
    const item = indexedEvidence(ledger, id)
    const own =
      item !== null &&
      (unit === null ||
        item.unit === unit ||
        listFindings(ledger).some(
          (one) => item.fingerprints.includes(one.fingerprint) && one.units.includes(unit),
        ))
    if (!own) throw new Refusal(404, 'server.unknown-thing', { id })
    return { id, findings: item.fingerprints, manifest: await openStore(dataDir).readItem(id) }
  },
}

/** Routes that only read. */
export const READ_ROUTES: readonly Route[] = [units, findings, ledgerFeed, scores, evidence]
