/** Texts that outlive their page: copied out of it. */

const SCRATCH = Buffer.alloc(8_192)

/** A flat copy: a V8 slice would keep the whole page in memory for as long as the slice lives. */
export function copyOf(text: string): string {
  // V8 makes no slices this short.
  if (text.length < 13) return text
  if (text.length > SCRATCH.length / 2) return Buffer.from(text, 'utf16le').toString('utf16le')
  return SCRATCH.toString('utf16le', 0, SCRATCH.write(text, 'utf16le'))
}
