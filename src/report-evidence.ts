/** Evidence of a data directory as reports read it, for commands and server alike. */
import { readFileSync } from 'node:fs'
import type { EvidenceReader } from '../reports/html/pictures.js'
import { originalOf } from './evidence/shown-picture.js'
import { openStore, parseManifest } from './evidence/store.js'
import { sharedStoreOf } from './evidence/store-setting.js'
import { sha256 } from './model/canonical.js'

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** Makes the pictures of these items files of this machine where a shared store has them; what cannot be had is left out. */
export async function bringEvidence(dataDir: string, ids: Iterable<string>): Promise<void> {
  if (sharedStoreOf(dataDir) === null) return
  const store = openStore(dataDir)
  for (const id of ids) {
    const files = await store.readItem(id).then(
      (manifest) => manifest.files,
      () => [],
    )
    for (const file of files)
      if (file.role === 'viewport' || file.role === 'full')
        await store.bring(file.sha256).catch(() => undefined)
  }
}

/** Evidence for a report: what is missing or altered is left out of the pictures, never shown. */
export function evidenceReader(dataDir: string): EvidenceReader {
  const store = openStore(dataDir)
  return {
    manifest: (id) => {
      const path = store.itemPath(id)
      const bytes = readOrNull(path)
      return bytes === null || `sha256:${sha256(bytes)}` !== id ? null : parseManifest(bytes, path)
    },
    original: (file) => {
      const bytes = readOrNull(store.blobPath(file.sha256))
      return bytes !== null && sha256(bytes) === file.sha256 ? originalOf(dataDir, file, bytes) : null
    },
  }
}
