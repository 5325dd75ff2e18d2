/** The units that an assessment is about, as a file lists them or the command line names them. */
import type { RosterUnit } from '../model/assessment.js'
import type { Registry } from '../model/workspace.js'
import { listedUnit, readRosterTable } from '../registry/roster-table.js'
import { readTableFile } from '../tables/file.js'
import { usage } from './shell.js'
import { readUserFile } from './user-file.js'

/**
 * The roster of a file (CSV or XLSX) and of units named one by one; null where neither is given.
 * @throws UserFault for an unknown unit, FileFault with every row that cannot be used
 */
export async function nominated(
  held: Registry,
  file: string | null,
  named: readonly string[],
): Promise<RosterUnit[] | null> {
  if (file === null && named.length === 0) return null
  const listed =
    file === null ? [] : readRosterTable(await readTableFile(readUserFile(file), file), file, held.units)
  const more = named
    .filter((id, index) => named.indexOf(id) === index && !listed.some((one) => one.unit === id))
    .map((id) => {
      const unit = held.units.find((one) => one.id === id)
      if (!unit) throw usage('cli.unknown-unit', { id })
      return listedUnit(unit)
    })
  return [...listed, ...more]
}
