/** Files that go with an entry by hand: what whoever entered it had before them, frozen beside its row. */
import { z } from 'zod'
import { type AttachedFile, attachedFileSchema } from '../model/supporting.js'
import { freeze, thawed } from './frozen.js'
import type { Ledger } from './open.js'

const manualSchema = z.strictObject({
  schema: z.literal('xuncha.manual/1'),
  files: z.array(attachedFileSchema),
})

/** Name of the frozen list of files, for the entry's row; null where none was brought. Within the entry's transaction. */
export function freezeFiles(ledger: Ledger, files: readonly AttachedFile[]): string | null {
  return files.length === 0 ? null : freeze(ledger, { schema: 'xuncha.manual/1', files: [...files] })
}

function filesNamed(ledger: Ledger, name: string): readonly AttachedFile[] {
  const found = ledger
    .sql(`SELECT 1 FROM frozen_documents WHERE hash = ? AND kind = 'xuncha.manual/1'`)
    .get(name.replace(/^sha256:/, ''))
  return found ? (thawed(ledger, name, manualSchema)?.files ?? []) : []
}

/** Files of entries by hand: of one entry, of a unit's, or of all. */
export function manualFiles(
  ledger: Ledger,
  of: { readonly entry?: string; readonly unit?: string } = {},
): AttachedFile[] {
  const names = ledger
    .sql(
      `SELECT evidence FROM ledger WHERE kind = 'manual' AND evidence IS NOT NULL
        AND (@entry IS NULL OR entry = @entry) AND (@unit IS NULL OR unit = @unit) ORDER BY seq`,
    )
    .pluck()
    .all({ entry: of.entry ?? null, unit: of.unit ?? null }) as string[]
  return names.flatMap((name) => filesNamed(ledger, name))
}
