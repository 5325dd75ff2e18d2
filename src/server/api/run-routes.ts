/** Inspections on demand, and how far a run is: at once, or as server-sent events. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { unitStandings } from '../../ledger/run-progress.js'
import { listRuns, type Run, recordedSites, runById } from '../../ledger/runs.js'
import { isPlainDate } from '../../model/date.js'
import { PURPOSES, type Purpose } from '../../model/vocabulary.js'
import { Refusal } from '../problem.js'
import { asking, type Call, everyone, insiders, only, type Route } from '../route.js'
import { paged, pageOf, pageQuery } from './paging.js'

const POLL_MS = 500

const inspectionBody = z.strictObject({
  /** Unit ids; left out or empty: every registered unit. */
  units: z.array(z.string().min(1).max(100)).max(5_000).default([]),
  purpose: z.enum(PURPOSES).default('formal'),
  at: z
    .string()
    .refine((text) => isPlainDate(text), 'a date, YYYY-MM-DD')
    .nullish(),
  rubrics: z
    .array(z.string().regex(/^[\w.-]{1,100}$/))
    .max(10)
    .default([]),
  period: z
    .string()
    .regex(/^\d{4}$/)
    .nullish(),
  maxPages: z.number().int().positive().nullish(),
  fresh: z.boolean().default(false),
})

/** How far a run is. */
function runDocument(call: Pick<Call, 'office'>, run: Run) {
  const { ledger } = call.office
  const standings = unitStandings(ledger, run.id)
  const live = run.status === 'running' && call.office.activeRuns().has(run.id)
  return {
    id: run.id,
    purpose: run.purpose,
    // starts: it looked at start pages only, because a sample had found one failing.
    scope: run.scope ?? 'all',
    at: run.at,
    period: run.period,
    // A run that nobody works on any more has broken off, whatever it last said of itself.
    status: run.status === 'running' && !live ? 'interrupted' : run.status,
    tool: run.tool,
    actor: run.actor,
    rubrics: run.rubrics,
    startedAt: new Date(run.startedAt).toISOString(),
    finishedAt: run.finishedAt === null ? null : new Date(run.finishedAt).toISOString(),
    progress: {
      units: { total: run.units.length, done: standings.length },
      sites: { done: recordedSites(ledger, run.id).size },
    },
    units: run.units.map(
      (id) => standings.find((one) => one.id === id) ?? { id, status: null, reason: null },
    ),
  }
}

function runOf(call: Call): Run {
  const id = call.params.id ?? ''
  const run = runById(call.office.ledger, id)
  const { unit } = asking(call)
  if (!run || (unit !== null && !run.units.includes(unit)))
    throw new Refusal(404, 'server.unknown-thing', { id })
  return run
}

/** A unit's own people see how far their own unit is. */
function seenBy(call: Call, run: Run) {
  const document = runDocument(call, run)
  const { unit } = asking(call)
  return unit === null ? document : { ...document, units: document.units.filter((one) => one.id === unit) }
}

/** Tells each change until the run has ended or the listener has gone. */
async function tellProgress(call: Call, first: Run): Promise<void> {
  const { reply, office } = call
  const { raw } = reply
  reply.hijack()
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  raw.writeHead(200, {
    ...Object.fromEntries(headers),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  let told = ''
  let no = 0
  let run: Run | null = first
  while (run && !raw.destroyed) {
    const document = seenBy(call, run)
    const data = JSON.stringify(document)
    const ended = document.status !== 'running'
    if (data !== told || ended) {
      no += 1
      raw.write(`id: ${no}\nevent: ${ended ? 'end' : 'progress'}\ndata: ${data}\n\n`)
      told = data
    }
    if (ended) break
    await sleep(POLL_MS)
    run = office.ledger.db.open ? runById(office.ledger, first.id) : null
  }
  raw.end()
}

const start: Route = {
  method: 'POST',
  path: '/api/v1/inspections',
  kind: 'api',
  policy: only(['evaluator', 'reviewer', 'office', 'administrator'], 'inspections:write'),
  summary: 'Begins an inspection; its run can be followed at once',
  body: inspectionBody,
  answer: z.record(z.string(), z.unknown()),
  status: 202,
  handle: async (call) => {
    const given = call.body as z.infer<typeof inspectionBody>
    const { unit, name } = asking(call)
    if (unit !== null && (given.units.length !== 1 || given.units[0] !== unit))
      throw new Refusal(403, 'server.not-yours')
    const started = await call.office.startInspection({
      units: given.units,
      purpose: given.purpose satisfies Purpose,
      at: given.at ?? null,
      rubrics: given.rubrics,
      period: given.period ?? null,
      maxPages: given.maxPages ?? null,
      fresh: given.fresh,
      actor: name,
    })
    const run = runById(call.office.ledger, started.id)
    if (!run) throw new Error('a run that was begun is not recorded')
    call.reply.header('location', `/api/v1/runs/${run.id}`)
    const document = runDocument(call, run)
    return { ...document, run: document }
  },
}

const list: Route = {
  method: 'GET',
  path: '/api/v1/runs',
  kind: 'api',
  policy: insiders('runs:read'),
  summary: 'Runs, oldest first',
  query: z.object(pageQuery),
  answer: pageOf(z.record(z.string(), z.unknown())),
  handle: (call) => {
    const { unit } = asking(call)
    const runs = listRuns(call.office.ledger, 10_000)
      .filter((run) => unit === null || run.units.includes(unit))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const page = paged(call, runs, (run) => run.id)
    return { ...page, items: page.items.map((run) => seenBy(call, run)) }
  },
}

const one: Route = {
  method: 'GET',
  path: '/api/v1/runs/:id',
  kind: 'api',
  policy: everyone('runs:read'),
  summary: 'How far a run is; with Accept: text/event-stream each change as it happens, and its end',
  params: z.object({ id: z.string().max(100) }),
  answer: z.record(z.string(), z.unknown()),
  handle: async (call) => {
    const run = runOf(call)
    if (!/\btext\/event-stream\b/.test(call.request.headers.accept ?? '')) return seenBy(call, run)
    await tellProgress(call, run)
    return undefined
  },
}

/** Routes about runs. */
export const RUN_ROUTES: readonly Route[] = [start, list, one]
