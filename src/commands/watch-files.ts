/** The lists that a run looks out by: the expressions that come with the program, and the files that the defaults name. */
import { join } from 'node:path'
import type { Watch } from '../model/watch.js'
import type { Registry } from '../model/workspace.js'
import { readAccounts, readExpressions, readLeaders } from '../registry/watch-lists.js'
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
