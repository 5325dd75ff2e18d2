/** What an evidence package says of itself: the finding and entry that it is about, and the items in it. */
import { z } from 'zod'
import { ledgerRowSchema } from './ledger.js'

export const packageSchema = z.strictObject({
  schema: z.literal('xuncha.package/1'),
  tool: z.string(),
  /** UTC milliseconds. */
  exportedAt: z.number().int(),
  finding: z
    .strictObject({
      id: z.string(),
      no: z.string(),
      fingerprint: z.string(),
      unit: z.string(),
      unitName: z.string(),
      check: z.string(),
      code: z.string(),
      verdict: z.string(),
      state: z.string(),
      url: z.string(),
      where: z.array(z.string()),
      subject: z.string(),
      /** The claim in one sentence, in both languages. */
      message: z.strictObject({ zh: z.string(), en: z.string() }),
      firstSeen: z.string(),
      lastSeen: z.string(),
    })
    .nullable(),
  entry: z
    .strictObject({
      id: z.string(),
      state: z.string(),
      /** Decimal string, e.g. -1.5. */
      points: z.string(),
      rubric: z.string(),
      indicator: z.string(),
      clause: z.string(),
      /** The ledger's rows of this entry, with their hashes. */
      rows: z.array(ledgerRowSchema),
    })
    .nullable(),
  items: z.array(
    z.strictObject({ id: z.string().regex(/^sha256:[0-9a-f]{64}$/), run: z.string(), seal: z.string() }),
  ),
  /** Hashes of files that were pruned before the export: the items name them, the package cannot hold them. */
  pruned: z.array(z.string().regex(/^[0-9a-f]{64}$/)).optional(),
})
/** `seal`: folder of the run's seal inside the package. */
export type PackageAbout = z.infer<typeof packageSchema>

/** Ending that lets a stored file be opened by a double click without running anything of it. */
export function endingOf(role: string, mediaType: string, encrypted = false): string {
  if (encrypted) return 'enc'
  if (role === 'mhtml') return 'mhtml'
  if (role === 'viewport' || role === 'full') return 'png'
  if (role === 'headers' || role === 'text' || role === 'dom' || role === 'searched') return 'txt'
  if (/^text\/|html|xml|json|javascript/i.test(mediaType)) return 'txt'
  return /pdf/i.test(mediaType) ? 'pdf' : 'bin'
}
