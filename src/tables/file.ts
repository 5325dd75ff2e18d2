/** A table that a person named as a file: .xlsx or CSV, told by what it holds. */
import { UserFault } from '../model/error.js'
import { type Cell, readCsv } from './csv.js'
import { decodeText } from './decode-text.js'

/** True for the bytes of a zip file, which an .xlsx is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/**
 * Rows of cells of an .xlsx or a CSV file; blank rows are left out.
 * @throws UserFault (exit status 2) for the old .xls and for what is damaged
 */
export async function readTableFile(bytes: Buffer, path: string): Promise<Cell[][]> {
  if (isZip(bytes)) {
    const { readXlsx } = await import('./xlsx.js')
    return readXlsx(bytes, path)
  }
  if ((bytes[0] === 0xd0 && bytes[1] === 0xcf) || /\.xls$/i.test(path))
    throw new UserFault('tables.old-spreadsheet', { file: path }, 2)
  if (/\.xlsx$/i.test(path)) throw new UserFault('tables.not-a-spreadsheet', { file: path, why: 'zip' }, 2)
  return readCsv(decodeText(bytes))
}
