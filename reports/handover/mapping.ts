/** The mapping file of a hand-over: which codes another system gives our units, indicators and codes, and how it names its fields. */
import { z } from 'zod'

/** What a field of the record may be taken from. */
export const SOURCES = [
  'entry',
  'seq',
  'hash',
  'kind',
  'state',
  'unit',
  'unitName',
  'assessment',
  'bucket',
  'indicator',
  'indicatorTitle',
  'rule',
  'points',
  'clause',
  'arithmetic',
  'code',
  'finding',
  'message',
  'url',
  'day',
  'decidedBy',
] as const
export type Source = (typeof SOURCES)[number]

const codes = z.record(z.string().min(1).max(200), z.union([z.string(), z.number()]).transform(String))

export const mappingSchema = z.strictObject({
  /** Name of the system that takes the record over. */
  system: z.string().max(200).default(''),
  units: codes.default({}),
  /** Keys: `RUBRIC/INDICATOR`, or the indicator alone. */
  indicators: codes.default({}),
  /** Keys: codes of findings. */
  codes: codes.default({}),
  /** refuse: what the system has no code for stops the hand-over; keep: ours goes out as it is. */
  unmapped: z.enum(['refuse', 'keep']).default('refuse'),
  /** Fields in order, under the system's names; left out: every field under ours. */
  fields: z
    .array(z.strictObject({ name: z.string().min(1).max(100), from: z.enum(SOURCES) }))
    .min(1)
    .max(100)
    .default(SOURCES.map((from) => ({ name: from, from }))),
})
export type Mapping = z.infer<typeof mappingSchema>
