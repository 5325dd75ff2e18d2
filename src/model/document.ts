/** The printed result of an inspection, `xuncha.inspection/1` (contract §4): what `inspect --json` prints and reports read. */
import { z } from 'zod'
import type { Facts } from './finding.js'
import { checkCoverageSchema } from './inspection.js'

const facts = z.custom<Facts>((value) => typeof value === 'object' && value !== null)
const askedBy = z.array(z.string()).optional()

const findingDocumentSchema = z.object({
  id: z.string(),
  no: z.string(),
  check: z.string(),
  checkVersion: z.number().int(),
  code: z.string(),
  fingerprint: z.string(),
  nature: z.enum(['state', 'event']),
  occurredOn: z.string().optional(),
  verdict: z.enum(['problem', 'cannot-tell']),
  state: z.enum(['candidate', 'confirmed', 'fixed', 'dismissed']),
  url: z.string(),
  where: z.array(z.string()),
  subject: z.string(),
  facts,
  message: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  urgent: z.boolean(),
  evidence: z.array(z.string()),
  askedBy,
  /** Shared findings only: the operator, and every unit affected. */
  unit: z.string().optional(),
  units: z.array(z.string()).optional(),
})
export type FindingDocument = z.infer<typeof findingDocumentSchema>

const entryDocumentSchema = z.object({
  id: z.string(),
  state: z.string(),
  points: z.string(),
  effective: z.string(),
  finding: z.string().nullable(),
  clause: z.string(),
})

const indicatorDocumentSchema = z.object({
  id: z.string(),
  title: z.string(),
  max: z.string(),
  score: z.string().nullable(),
  method: z.enum(['auto', 'assisted', 'manual']),
  status: z.enum(['scored', 'pending', 'not-applicable']),
  /** Why it is pending or does not apply, rendered. */
  because: z.string().nullable(),
  /** Lowest and highest points that another reading of the clause would give. */
  interval: z.tuple([z.string(), z.string()]).nullable(),
  /** What candidates would cost: a preview, in no score. */
  preview: z.string(),
  entries: z.array(entryDocumentSchema),
})

const scoreDocumentSchema = z.object({
  rubric: z.string(),
  rubricVersion: z.string(),
  period: z.string(),
  max: z.string(),
  assessed: z.string(),
  score: z.string(),
  pending: z.string(),
  stage: z.enum(['provisional', 'final']),
  indicators: z.array(indicatorDocumentSchema),
  /** Buckets of marks that rows share, where the rubric has such; `score` is null until a person has signed one. */
  pots: z
    .array(
      z.object({
        group: z.string(),
        title: z.string(),
        bucket: z.string(),
        max: z.string(),
        change: z.string(),
        score: z.string().nullable(),
      }),
    )
    .optional(),
})
export type ScoreDocument = z.infer<typeof scoreDocumentSchema>

const unitDocumentSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['inspected', 'unreachable', 'inconclusive', 'partial']),
  reason: z.string().nullable(),
  pages: z.number().int(),
  notVisited: z.array(z.object({ url: z.string(), reason: z.string() })),
  links: z.object({ checked: z.number().int(), broken: z.number().int(), unverified: z.number().int() }),
  columns: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      role: z.string(),
      items: z.number().int(),
      newest: z.string().nullable(),
      complete: z.boolean(),
    }),
  ),
  /** Per check: of the inputs that are known, those looked at this time and in the last seven days. */
  coverage: z.array(checkCoverageSchema).optional(),
  findings: z.array(findingDocumentSchema),
  metrics: z.array(z.object({ name: z.string(), value: z.number().int(), facts, askedBy })),
  scores: z.array(scoreDocumentSchema),
})
export type UnitDocument = z.infer<typeof unitDocumentSchema>

export const inspectionDocumentSchema = z.object({
  schema: z.literal('xuncha.inspection/1'),
  run: z.object({
    id: z.string(),
    purpose: z.string(),
    at: z.string(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    tool: z.string(),
    status: z.enum(['complete', 'interrupted', 'held', 'void']),
  }),
  shared: z.array(findingDocumentSchema),
  units: z.array(unitDocumentSchema),
})
export type InspectionDocument = z.infer<typeof inspectionDocumentSchema>
