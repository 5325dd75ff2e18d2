/** XML parts of office files, read as they stream by: names without prefixes, bounded depth, no entities of their own. */
import { Parser } from 'htmlparser2'
import { LimitExceeded } from './archive.js'

/** No honest file nests deeper. */
const DEPTH = 300
const CHUNK = 65_536

/** What a reader hears. Names and attribute names come without their prefix. */
export interface Hearing {
  open(name: string, attributes: ReadonlyMap<string, string>): void
  text?(text: string): void
  close(name: string): void
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Reads a part. `hearing.open` may throw to end it. @throws LimitExceeded where it nests too deep */
export function hear(part: Buffer, hearing: Hearing): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > DEPTH) throw new LimitExceeded(`markup ${depth} levels deep`)
        hearing.open(
          local(name),
          new Map(Object.entries(attributes).map(([key, value]) => [local(key), value])),
        )
      },
      ontext: (text) => hearing.text?.(text),
      onclosetag: (name) => {
        depth -= 1
        hearing.close(local(name))
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  const text = part.toString(part[0] === 0xff && part[1] === 0xfe ? 'utf16le' : 'utf8')
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK))
  parser.end()
}
