/** The process boundary as lines of JSON: settings and jobs go in, results come out, each told by its number. */
import { z } from 'zod'
import { evidenceManifestSchema } from '../../model/evidence.js'
import {
  crawlSettingsSchema,
  type InspectionResult,
  inspectionJobSchema,
  inspectionResultSchema,
  unitResultSchema,
} from '../../model/inspection.js'

/** What a parent writes: first the settings, then jobs, and which of them are to break off. */
export const toChildSchema = z.union([
  z.object({
    settings: crawlSettingsSchema,
    tool: z.string(),
    timezone: z.string(),
    calendarFile: z.string().nullable(),
  }),
  z.object({ no: z.number().int(), job: inspectionJobSchema }),
  z.object({ stop: z.number().int() }),
])
export type ToChild = z.infer<typeof toChildSchema>

const faultSchema = z.object({
  key: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

/**
 * What a child writes: first whether it has a browser, then the result or the fault of each job. A result's units and
 * its evidence go before it, a line each: a server that answers people meanwhile never reads a platform in one go.
 */
export const fromChildSchema = z.union([
  z.object({ ready: z.boolean() }),
  z.object({ no: z.number().int(), item: evidenceManifestSchema }),
  z.object({ no: z.number().int(), unit: unitResultSchema }),
  z.object({ no: z.number().int(), result: inspectionResultSchema }),
  z.object({ no: z.number().int(), fault: faultSchema }),
  z.object({ no: z.number().int(), bug: z.string() }),
])
export type FromChild = z.infer<typeof fromChildSchema>

/** A result as the lines that a child writes of it. */
export function* linesOf(no: number, result: InspectionResult): Generator<FromChild> {
  for (const item of result.evidence) yield { no, item }
  for (const unit of result.units) yield { no, unit }
  yield { no, result: { ...result, evidence: [], units: [] } }
}

/** What came of a job so far. */
export interface Arrived {
  readonly evidence: InspectionResult['evidence'][number][]
  readonly units: InspectionResult['units'][number][]
}

/** The result of a job whose parts have all arrived. */
export function wholeResult({ evidence, units }: Arrived, result: InspectionResult): InspectionResult {
  return { ...result, evidence, units }
}

const ofJob = z.looseObject({ no: z.number().int() })

/** The job that a line is about although it is none of ours in form; null where it is about none. */
export function jobSpoiled(line: unknown): number | null {
  const found = ofJob.safeParse(line)
  return found.success ? found.data.no : null
}
