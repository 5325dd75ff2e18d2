/** Orders and deliveries: one site's inspection as the coordinator asks for it, and its result as a worker hands it back. */
import { z } from 'zod'
import { canonicalJson, sha256 } from '../model/canonical.js'
import {
  crawlSettingsSchema,
  type InspectionJob,
  type InspectionResult,
  inspectionJobSchema,
  inspectionResultSchema,
} from '../model/inspection.js'

/** What a worker needs beside the job, since it shares nothing with the coordinator. */
export const orderSchema = z.object({
  schema: z.literal('xuncha.order/1'),
  /** Idempotency key: equal orders are one, and are recorded once. */
  key: z.string(),
  /** UTC milliseconds; an order that is older than a run can be resumed is dropped. */
  placedAt: z.number().int(),
  job: inspectionJobSchema,
  settings: crawlSettingsSchema,
  tool: z.string(),
  timezone: z.string(),
  /** Text of the operator's calendar file; null: none. */
  calendar: z.string().nullable(),
  /** Which store the coordinator reads evidence from: a worker with another one sends files along. */
  store: z.string(),
})
export type Order = z.infer<typeof orderSchema>

/** A worker's result, signed. */
export const deliverySchema = z.object({
  schema: z.literal('xuncha.delivery/1'),
  key: z.string(),
  worker: z.string(),
  result: inspectionResultSchema,
})
export type Delivery = z.infer<typeof deliverySchema>

/** Key of an order: the run, the site and what is asked of it, whoever asks and however often. */
export function orderKey(job: InspectionJob): string {
  return sha256(canonicalJson(['xuncha/order/1', job.runId, job.site.id, job.resumeKey])).slice(0, 40)
}

/** What a delivery must agree with its order in; the site is the order's own, whatever came back. */
export function fits({ job }: Pick<Order, 'job'>, result: InspectionResult): boolean {
  const asked = new Set(job.inspect)
  return (
    result.runId === job.runId &&
    result.site.id === job.site.id &&
    result.at === job.at &&
    result.purpose === job.purpose &&
    result.tool === job.tool &&
    !result.interrupted &&
    result.units.length === asked.size &&
    result.units.every((unit) => asked.has(unit.id))
  )
}
