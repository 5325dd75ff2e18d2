/** Seals: what a run's evidence came to, signed once, so that nothing can be added, taken away or changed unseen. */
import { z } from 'zod'
import { canonicalJson } from './canonical.js'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

export const sealSchema = z.strictObject({
  schema: z.literal('xuncha.seal/1'),
  run: z.string().max(100),
  /** 1 for the first seal of a run; a run taken up again after it was sealed gets the next. */
  number: z.number().int().positive(),
  status: z.enum(['complete', 'interrupted', 'held', 'void']),
  purpose: z.string(),
  at: z.string(),
  tool: z.string(),
  /** Instants: UTC milliseconds. */
  startedAt: z.number().int(),
  finishedAt: z.number().int().nullable(),
  sealedAt: z.number().int(),
  rubrics: z.array(z.string()),
  /** Number of evidence items under `root`. */
  items: z.number().int().nonnegative(),
  /** RFC 6962 root over the items' ids (32 bytes each), in ascending order. */
  root: hex(64),
  /** The last row of the ledger when it was sealed; seq 0 and zeros for an empty one. */
  ledger: z.strictObject({ seq: z.number().int().nonnegative(), hash: hex(64) }),
  /** Id of the key that signed. */
  key: hex(16),
  /** SHA-256 of the run's seal before this one. */
  previous: hex(64).nullable(),
})
export type Seal = z.infer<typeof sealSchema>

/** The bytes that are signed and stamped: the canonical form and a line break. */
export function sealBytes(seal: Seal): Buffer {
  return Buffer.from(`${canonicalJson(seal)}\n`, 'utf8')
}

export const proofSchema = z.strictObject({
  schema: z.literal('xuncha.proof/1'),
  /** `sha256:…`: the item. */
  item: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  index: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  path: z.array(hex(64)).max(64),
})
export type ItemProof = z.infer<typeof proofSchema>
