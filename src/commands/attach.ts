/** Files that people bring (佐证材料): read where they lie, kept by their hash beside the evidence. */
import { basename, resolve } from 'node:path'
import { openStore } from '../evidence/store.js'
import { type AttachedFile, mediaTypeOf } from '../model/supporting.js'
import { isWebUrl } from '../model/workspace.js'
import { usage } from './shell.js'
import { readUserFile } from './user-file.js'

const MAX_FILE_BYTES = 200 * 1024 * 1024
const MAX_FILES = 200

/** A file that was read and is not yet kept. */
export interface BroughtFile {
  readonly file: AttachedFile
  readonly bytes: Buffer | null
}

/**
 * Reads the files; an address on the web is noted and not fetched.
 * @param folder what relative paths are relative to
 * @throws UserFault (exit status 2) for a file that cannot be read, or is larger than 200 MB
 */
export function bringFiles(names: readonly string[], folder = '.'): BroughtFile[] {
  if (names.length > MAX_FILES) throw usage('cli.files-too-many', { most: MAX_FILES })
  return names.map((name): BroughtFile => {
    if (isWebUrl(name))
      return {
        file: { name: name.slice(0, 500), sha256: null, bytes: 0, mediaType: 'text/uri-list' },
        bytes: null,
      }
    const path = resolve(folder, name)
    const bytes = readUserFile(path)
    if (bytes.length > MAX_FILE_BYTES) throw usage('cli.file-too-big', { file: path })
    const own = basename(path).slice(0, 500)
    return { file: { name: own, sha256: null, bytes: bytes.length, mediaType: mediaTypeOf(own) }, bytes }
  })
}

/** Keeps what was brought; each file then names its blob. */
export async function keepFiles(dataDir: string, brought: readonly BroughtFile[]): Promise<AttachedFile[]> {
  const store = openStore(dataDir)
  const kept: AttachedFile[] = []
  for (const { file, bytes } of brought) {
    const blob = bytes === null ? null : await store.putBlob(bytes)
    kept.push(blob === null ? file : { ...file, sha256: blob.sha256 })
  }
  return kept
}
