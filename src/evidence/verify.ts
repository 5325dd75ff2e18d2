/** Verification of one evidence item, step by step: manifest, then each file; the first broken thing is named. */
import { UserFault } from '../model/error.js'
import { type EvidenceManifest, evidenceId } from '../model/evidence.js'
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
}

function failed(steps: readonly string[], broken: Broken, manifest: EvidenceManifest | null): Verification {
  return { valid: false, steps, broken, manifest }
}

function brokenBy(error: unknown): Broken {
  if (error instanceof UserFault) return { key: error.key, facts: error.facts }
  throw error
}

/** Verifies that the manifest has the hash of its id, and that every file it lists is there with its hash and length. */
export async function verifyItem(store: EvidenceStore, id: string): Promise<Verification> {
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
  for (const file of manifest.files) {
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
  const listed = new Set(manifest.files.map((file) => file.of))
  const stray = manifest.regions.find((region) => !listed.has(region.of))
  if (stray) return failed(steps, { key: 'evidence.stray-region', facts: { url: stray.of } }, manifest)
  return { valid: true, steps, broken: null, manifest }
}
