/** Disputes over HTTP: a unit contests an entry, the office decides; the same ledger operations as on the command line. */
import { z } from 'zod'
import { daysOf, disputeDocument, proposeDismissal } from '../../dispute-desk.js'
import { openStore } from '../../evidence/store.js'
import { settingsOf } from '../../ledger/assessment.js'
import { contestable, decideDispute, disputeById, listDisputes, openDispute } from '../../ledger/disputes.js'
import { findingByFingerprint } from '../../ledger/finding-rows.js'
import { DISPUTE_REASONS, OUTCOMES } from '../../model/dispute.js'
import { parsePoints } from '../../model/points.js'
import { type AttachedFile, mediaTypeOf } from '../../model/supporting.js'
import { Refusal } from '../problem.js'
import { asking, type Call, everyone, only, type Route } from '../route.js'
import { paged, pageOf, pageQuery } from './paging.js'

const anything = z.record(z.string(), z.unknown())
const fileSchema = z.strictObject({ name: z.string().min(1).max(500), base64: z.base64() })

const openBody = z.strictObject({
  entry: z.string().min(1).max(100),
  statement: z.string().trim().min(1).max(20_000),
  by: z.string().min(1).max(200).optional(),
  files: z.array(fileSchema).max(20).default([]),
})

const decisionBody = z.strictObject({
  outcome: z.enum(OUTCOMES),
  reason: z.string().trim().min(1).max(20_000),
  code: z.enum(DISPUTE_REASONS).nullish(),
  /** Of an amended entry, a decimal: "-0.5". */
  points: z.union([z.string(), z.number()]).nullish(),
  files: z.array(fileSchema).max(20).default([]),
})

/** Keeps what was sent along, by its hash. */
async function kept(call: Call, files: readonly z.infer<typeof fileSchema>[]): Promise<AttachedFile[]> {
  const store = openStore(call.office.dataDir)
  const done: AttachedFile[] = []
  for (const { name, base64 } of files) {
    const blob = await store.putBlob(Buffer.from(base64, 'base64'))
    done.push({ name, sha256: blob.sha256, bytes: blob.bytes, mediaType: mediaTypeOf(name) })
  }
  return done
}

/**
 * Looks at the contested finding again at once, so that the office decides on what is there today. The dispute stands
 * by then: what cannot be looked at keeps no unit from contesting it.
 */
function lookAgain(call: Call, fingerprint: string | null): void {
  const { office } = call
  const finding = fingerprint === null ? null : findingByFingerprint(office.ledger, fingerprint)
  if (finding === null) return
  office.recheck([finding], asking(call).name).catch((error: unknown) => {
    office.log.warn({ finding: finding.id, err: error }, 'a contested finding was not looked at again')
  })
}

const documentOf = (call: Call, id: string) => {
  const { ledger, now } = call.office
  return disputeDocument(ledger, disputeById(ledger, id), daysOf(ledger, now(), 0).today)
}

const open: Route = {
  method: 'POST',
  path: '/api/v1/disputes',
  kind: 'api',
  policy: only(['unit', 'office'], 'disputes:write'),
  summary: 'Contests an entry for its unit',
  body: openBody,
  answer: anything,
  status: 201,
  handle: async (call) => {
    const given = call.body as z.infer<typeof openBody>
    const { ledger, now } = call.office
    const { name, unit } = asking(call)
    const entry = contestable(ledger, given.entry)
    if (unit !== null && entry.unit !== unit)
      throw new Refusal(403, 'server.dispute-not-yours', { entry: given.entry })
    const days = daysOf(ledger, now(), settingsOf(ledger, entry.assessment).disputeWorkingDays)
    const files = await kept(call, given.files)
    const dispute = openDispute(ledger, {
      entry: entry.id,
      statement: given.statement,
      by: given.by ?? name,
      onBehalf: false,
      scan: null,
      files,
      openedOn: days.today,
      dueOn: days.dueOn,
      actor: name,
    })
    lookAgain(call, dispute.finding)
    call.reply.header('location', `/api/v1/disputes/${dispute.id}`)
    return documentOf(call, dispute.id)
  },
}

const decide: Route = {
  method: 'POST',
  path: '/api/v1/disputes/:id/decision',
  kind: 'api',
  policy: only(['office', 'reviewer'], 'disputes:decide'),
  summary: 'Decides a dispute: maintained, amended with points, or cancelled',
  params: z.object({ id: z.string().max(100) }),
  body: decisionBody,
  answer: anything,
  handle: async (call) => {
    const given = call.body as z.infer<typeof decisionBody>
    const { ledger, now } = call.office
    const { name, unit } = asking(call)
    // Who answers for one unit decides nothing, about its own disputes least of all.
    if (unit !== null) throw new Refusal(403, 'server.not-yours')
    const { id } = disputeById(ledger, call.params.id ?? '')
    const points =
      given.points === undefined || given.points === null ? null : parsePoints(String(given.points))
    if (points === null && given.points !== undefined && given.points !== null)
      throw new Refusal(422, 'cli.bad-points', { found: String(given.points) })
    const files = await kept(call, given.files)
    ledger.immediate(() => {
      const decided = decideDispute(ledger, {
        dispute: id,
        outcome: given.outcome,
        code: given.code ?? null,
        reason: given.reason,
        points,
        files,
        decidedOn: daysOf(ledger, now(), 0).today,
        actor: name,
      })
      proposeDismissal(ledger, decided, { reason: given.reason, actor: name })
    })
    return documentOf(call, id)
  },
}

const list: Route = {
  method: 'GET',
  path: '/api/v1/disputes',
  kind: 'api',
  policy: everyone('disputes:read'),
  summary: 'Disputes by number',
  query: z.object(pageQuery),
  answer: pageOf(anything),
  handle: (call) => {
    const { ledger } = call.office
    const { unit } = asking(call)
    const all = listDisputes(ledger, unit === null ? {} : { unit }).sort((a, b) => (a.id < b.id ? -1 : 1))
    const page = paged(call, all, (dispute) => dispute.id)
    return { ...page, items: page.items.map(({ id }) => documentOf(call, id)) }
  },
}

const one: Route = {
  method: 'GET',
  path: '/api/v1/disputes/:id',
  kind: 'api',
  policy: everyone('disputes:read'),
  summary: 'One dispute with what was said and decided',
  params: z.object({ id: z.string().max(100) }),
  answer: anything,
  handle: (call) => {
    const document = documentOf(call, call.params.id ?? '')
    const { unit } = asking(call)
    if (unit !== null && document.unit !== unit)
      throw new Refusal(404, 'server.unknown-thing', { id: document.id })
    return document
  },
}

/** Routes about disputes. */
export const DISPUTE_ROUTES: readonly Route[] = [open, decide, list, one]
