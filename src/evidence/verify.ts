/** Verification of one evidence item, step by step: manifest, then each file; the first broken thing is named. */
import { isCode } from '../model/code.js'
import { UserFault } from '../model/error.js'
import { type EvidenceFile, type EvidenceManifest, evidenceId } from '../model/evidence.js'
import { CODE_EVIDENCE } from '../model/evidence-parts.js'
import type { EvidenceStore } from './store.js'

/** What is wrong: a message key in src/messages/evidence.ts and its facts. */
export interface Broken {
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Outcome of a verification. `steps` lists what held, in order; `broken` is the first thing that did not. */
export interface Verification {
  readonly valid: boolean
  readonly steps: readonly string[]
  readonly broken: Broken | null
  readonly manifest: EvidenceManifest | null
  /** What is not broken, and yet cannot be looked at any more: encrypted under a key that is gone, or pruned. */
  readonly notes: readonly Broken[]
  /** Hashes of its files that were pruned and are not there. */
  readonly pruned: readonly string[]
}

/** What is known of the store beside its files. */
export interface Kept {
  /** True where the key of that id is at hand. Absent: nobody is asked. */
  readonly holdsKey?: (id: string) => boolean
  /** Hashes of blobs that were deleted when their retention had ended, by a row of the ledger. */
  readonly pruned?: ReadonlySet<string>
}

function failed(steps: readonly string[], broken: Broken, manifest: EvidenceManifest | null): Verification {
  return { valid: false, steps, broken, manifest, notes: [], pruned: [] }
}

function brokenBy(error: unknown): Broken {
  if (error instanceof UserFault) return { key: error.key, facts: error.facts }
  throw error
}

/** Why an item cannot claim what it claims: an absence that nobody searched for, or not to the end; null: it can. */
export function unfoundedClaim({ claim, limits, searched }: EvidenceManifest): Broken | null {
  if (claim.kind !== 'absence' || claim.verdict !== 'problem' || !isCode(claim.code)) return null
  const { code } = claim
  if (searched.length === 0) return { key: 'evidence.nothing-searched', facts: { code } }
  const limited = limits.hit && CODE_EVIDENCE[code].searched === 'portal'
  return limited ? { key: 'evidence.limit-absence', facts: { code } } : null
}

/** What of an item nobody can look at any more, though nothing of it was altered. */
function withheldNotes(
  manifest: EvidenceManifest,
  gone: readonly EvidenceFile[],
  holdsKey: Kept['holdsKey'],
): Broken[] {
  const encrypted = manifest.files.filter((file) => file.cipher && !gone.includes(file))
  const keyless = encrypted.filter((file) => file.cipher && holdsKey?.(file.cipher.key) === false)
  const note = (what: string, files: number): Broken[] =>
    files === 0 ? [] : [{ key: `evidence.note.${what}`, facts: { files } }]
  return [
    ...note('pruned', gone.length),
    ...note('encrypted', encrypted.length),
    ...note('key-gone', keyless.length),
  ]
}

/**
 * Verifies that the manifest has the hash of its id, and that every file it lists is there with its hash and length. An
 * encrypted file is verified as it lies there; one that was pruned need not be there.
 */
export async function verifyItem(store: EvidenceStore, id: string, kept: Kept = {}): Promise<Verification> {
  const steps: string[] = []
  let manifest: EvidenceManifest
  try {
    manifest = await store.readItem(id)
  } catch (error) {
    return failed(steps, brokenBy(error), null)
  }
  // The stored text hashed to the id already; this asks whether it is also canonical, so that anybody can re-derive it.
  if (evidenceId(manifest) !== (id.startsWith('sha256:') ? id : `sha256:${id}`))
    return failed(steps, { key: 'evidence.not-canonical', facts: { file: store.itemPath(id) } }, manifest)
  steps.push('manifest')
  const gone: EvidenceFile[] = []
  for (const file of manifest.files) {
    // The same bytes may have come again since: what is there is verified.
    if (kept.pruned?.has(file.sha256) && !(await store.hasBlob(file.sha256))) {
      gone.push(file)
      continue
    }
    try {
      const bytes = await store.readBlob(file.sha256)
      if (bytes.byteLength !== file.bytes) {
        const facts = { file: store.blobPath(file.sha256), expected: file.bytes, actual: bytes.byteLength }
        return failed(steps, { key: 'evidence.wrong-length', facts }, manifest)
      }
    } catch (error) {
      return failed(steps, brokenBy(error), manifest)
    }
    steps.push(`${file.role} ${file.sha256}`)
  }
  const wrong = unfoundedClaim(manifest)
  if (wrong) return failed(steps, wrong, manifest)
  const listed = new Set(manifest.files.map((file) => file.of))
  const stray = manifest.regions.find((region) => !listed.has(region.of))
  if (stray) return failed(steps, { key: 'evidence.stray-region', facts: { url: stray.of } }, manifest)
  const notes = withheldNotes(manifest, gone, kept.holdsKey)
  return { valid: true, steps, broken: null, manifest, notes, pruned: gone.map((file) => file.sha256) }
}
