/** What was given up of the evidence for good, as a row `evidence-pruned` of the ledger says it: files, or keys of files. */
import { z } from 'zod'

export const prunedSchema = z.strictObject({
  schema: z.literal('xuncha.pruned/1'),
  /** retention: the files were deleted when nothing rested on them any more. key: nobody can decrypt them any more. */
  why: z.enum(['retention', 'key']),
  /** Ids (`sha256:…`) of the items concerned. Their manifests stay. */
  items: z.array(z.string()),
  /** Hashes of the deleted files; empty where only keys were deleted. */
  blobs: z.array(z.string()),
  /** Ids of the deleted keys. */
  keys: z.array(z.string()),
  /** Items taken from this instant on were left alone, UTC milliseconds; null: no age was asked for. */
  before: z.number().int().nullable(),
})
export type Pruned = z.infer<typeof prunedSchema>
