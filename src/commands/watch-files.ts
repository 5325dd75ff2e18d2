/** Files that the defaults name: lists that a run looks out by, beside the bundled one, and synonyms for the reader. */
import { join } from 'node:path'
import type { Watch } from '../model/watch.js'
import type { Wordings } from '../model/wordings.js'
import type { Registry } from '../model/workspace.js'
import { readAccounts, readExpressions, readLeaders } from '../registry/watch-lists.js'
import { readWordings } from '../registry/wordings-file.js'
import { packageRoot } from './package-root.js'
import { readUserFile } from './user-file.js'

/** All lists of a registry. What an operator writes of an expression goes before the bundled entry. @throws FileFault */
export function watchOf(registry: Registry): Watch {
  const { dictionary, leaders, newMedia } = registry.defaults
  const bundled = join(packageRoot(), 'wordings', 'expressions.yaml')
  return {
    expressions: [
      ...(dictionary === undefined ? [] : readExpressions(readUserFile(dictionary), dictionary)),
      ...readExpressions(readUserFile(bundled), bundled),
    ],
    holders: leaders === undefined ? [] : readLeaders(readUserFile(leaders), leaders, registry.units),
    accounts: newMedia === undefined ? [] : readAccounts(readUserFile(newMedia), newMedia, registry.units),
  }
}

/** The operator's synonyms; undefined where the defaults name no file. @throws FileFault */
export function wordingsOf({ defaults: { wordings } }: Registry): Wordings | undefined {
  return wordings === undefined ? undefined : readWordings(readUserFile(wordings), wordings)
}
