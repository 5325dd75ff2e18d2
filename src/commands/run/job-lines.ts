/** The process boundary as lines of JSON: settings and jobs go in, results come out, each told by its number. */
import { z } from 'zod'
import { crawlSettingsSchema, inspectionJobSchema, inspectionResultSchema } from '../../model/inspection.js'

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

/** What a child writes: first whether it has a browser, then the result or the fault of each job; notes between them. */
export const fromChildSchema = z.union([
  z.object({ ready: z.boolean() }),
  z.object({ no: z.number().int(), result: inspectionResultSchema }),
  z.object({ no: z.number().int(), fault: faultSchema }),
  z.object({ no: z.number().int(), bug: z.string() }),
])
export type FromChild = z.infer<typeof fromChildSchema>
