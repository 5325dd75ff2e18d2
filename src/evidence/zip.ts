/** Writes ZIP files: named bytes in their order, the same bytes for the same content and time. */
import yazl from 'yazl'

/** What is compressed already is stored as it is: replay tools need it so, and it saves the work. */
const COMPRESSED = /\.(?:png|jpg|gz|wacz|pdf|bin|enc)$/

/** A ZIP of these files. `at`: UTC milliseconds, the time that each is given. */
export async function zipFiles(files: ReadonlyMap<string, Buffer>, at: number): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of files)
    zip.addBuffer(bytes, name, { mtime: new Date(at), mode: 0o100644, compress: !COMPRESSED.test(name) })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
