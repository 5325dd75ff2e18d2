/** Files that the rows of a table name: all of them are read before anything is kept, and a missing one names its row. */
import { UserFault } from '../model/error.js'
import { FileFault, type FileProblem } from '../model/file-fault.js'
import { type BroughtFile, bringFiles } from './attach.js'

/** A row with the names of its files, and where it stands. */
export interface RowWithFiles {
  readonly fileNames: readonly string[]
  readonly at: { readonly line: number; readonly column: number }
}

/** Files row by row; relative names are relative to `folder`. @throws FileFault (exit status 2) naming every row that lacks one */
export function filesOfRows(rows: readonly RowWithFiles[], path: string, folder: string): BroughtFile[][] {
  const problems: FileProblem[] = []
  const files = rows.map((row) => {
    try {
      return bringFiles(row.fileNames, folder)
    } catch (error) {
      if (!(error instanceof UserFault)) throw error
      problems.push({ ...row.at, key: error.key, facts: error.facts })
      return []
    }
  })
  if (problems.length > 0) throw new FileFault(path, problems)
  return files
}
