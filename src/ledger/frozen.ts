/** Frozen documents: what a ledger row says in full, kept for ever beside it and named in the row by its hash. */
import type { z } from 'zod'
import { sha256 } from '../model/canonical.js'
import type { Ledger } from './open.js'

/**
 * Keeps a document and gives the name under which a row's `evidence` holds it: `sha256:` of its JSON text. The same
 * text again adds nothing. Within the transaction of the row that names it.
 */
export function freeze<T extends { readonly schema: string }>(ledger: Ledger, document: T): string {
  const json = JSON.stringify(document)
  const hash = sha256(json)
  if (!ledger.sql('SELECT 1 FROM frozen_documents WHERE hash = ?').get(hash))
    ledger
      .sql('INSERT INTO frozen_documents (hash, kind, json, frozen_at) VALUES (?, ?, ?, ?)')
      .run(hash, document.schema, json, ledger.now())
  return `sha256:${hash}`
}

/**
 * The document of that name, of the shape that is expected; null where the row names none. A document that is missing
 * or of another shape is a bug of ours, or tampering that `verify` names.
 */
export function thawed<T>(ledger: Ledger, name: string | null, shape: z.ZodType<T>): T | null {
  if (name === null) return null
  const json = ledger
    .sql('SELECT json AS "text" FROM frozen_documents WHERE hash = ?')
    .pluck()
    .get(name.replace(/^sha256:/, '')) as string | undefined
  if (json === undefined) throw new Error(`the frozen document ${name} is missing`)
  return shape.parse(JSON.parse(json))
}
