/** The registry of a data directory: read for a command, or brought in from a file. */

import { dirname, resolve } from 'node:path'
import { openLedger } from '../ledger/open.js'
import { registry } from '../ledger/registry-store.js'
import type { Defaults, Registry, WorkspaceFile } from '../model/workspace.js'
import { readUnits } from '../registry/registers.js'
import { isRubricPath } from '../rubric/load.js'
import { readUserFile } from './user-file.js'

/** What is registered in a data directory. @throws UserFault where there is no database yet */
export function readRegistry(dataDir: string): Registry {
  const ledger = openLedger(dataDir, { readonly: true })
  try {
    return registry(ledger).load()
  } finally {
    ledger.close()
  }
}

/** Files that the defaults name stand relative to the workspace file; the registry must not depend on the folder of a call. */
function absolute(defaults: Defaults, path: string): Defaults {
  const { calendar, rubric, timestamps } = defaults
  const beside = (file: string) => resolve(dirname(path), file)
  const lists = (['wordings', 'dictionary', 'leaders', 'newMedia'] as const).flatMap((key) =>
    defaults[key] === undefined ? [] : [[key, beside(defaults[key])]],
  )
  return {
    ...defaults,
    ...(calendar === undefined ? {} : { calendar: beside(calendar) }),
    ...Object.fromEntries(lists),
    ...(timestamps === undefined
      ? {}
      : { timestamps: timestamps.map(({ url, ca }) => ({ url, ca: beside(ca) })) }),
    ...(rubric !== undefined && isRubricPath(rubric) ? { rubric: beside(rubric) } : {}),
  }
}

/**
 * Lays a file over the registry: all of it or, where anything is wrong, nothing.
 * @throws FileFault with every problem's place
 */
export async function importUnits(
  dataDir: string,
  path: string,
): Promise<{ file: WorkspaceFile; registry: Registry }> {
  const bytes = readUserFile(path)
  const ledger = openLedger(dataDir)
  try {
    const store = registry(ledger)
    const read = await readUnits(bytes, path, store.load())
    const file = { ...read, ...(read.defaults ? { defaults: absolute(read.defaults, path) } : {}) }
    store.update(file)
    return { file, registry: store.load() }
  } finally {
    ledger.close()
  }
}
