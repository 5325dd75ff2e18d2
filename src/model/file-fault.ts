/** Faults of a file that a person wrote: every one with its place, told together. */
import { UserFault } from './error.js'

/** One thing wrong at one place of a file. Line and column count from 1. */
export interface FileProblem {
  readonly line: number
  readonly column: number
  /** Message key; `facts` say what was found and what was expected. */
  readonly key: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** Thrown for an invalid file: exit status 2, all problems in order of place. */
export class FileFault extends UserFault {
  constructor(
    readonly file: string,
    readonly problems: readonly FileProblem[],
  ) {
    const first = problems[0]
    super('registry.invalid-file', { file, count: problems.length, line: first?.line ?? 1 }, 2)
    this.name = 'FileFault'
  }
}
