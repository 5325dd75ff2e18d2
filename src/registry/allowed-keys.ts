/** The keys that a schema allows at a place of a document, and which of them a misspelt one was meant to be. */
import { z } from 'zod'
import type { YamlPath } from './yaml-source.js'

/** What is looked at of a JSON Schema whose parts stand where they are used. */
interface Part {
  readonly properties?: Readonly<Record<string, Part>>
  readonly items?: Part
  readonly additionalProperties?: Part | boolean
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly anyOf?: readonly Part[]
  readonly oneOf?: readonly Part[]
  readonly allOf?: readonly Part[]
}

/** A part and all that it is a choice of. */
function choicesOf(part: Part): Part[] {
  return [part, ...[part.anyOf, part.oneOf, part.allOf].flatMap((parts) => (parts ?? []).flatMap(choicesOf))]
}

function step(part: Part, name: string | number): Part[] {
  return choicesOf(part).flatMap((one) => {
    if (typeof name === 'number') return one.items === undefined ? [] : [one.items]
    const { properties = {}, additionalProperties: rest } = one
    if (Object.hasOwn(properties, name)) return [properties[name] as Part]
    return typeof rest === 'object' ? [rest] : []
  })
}

/** Names that may stand at a path, in the schema's order; none where any name may. */
export function keysAt(schema: z.ZodType, path: YamlPath): string[] {
  const whole = z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' }) as Part
  const parts = path.reduce<Part[]>((held, name) => held.flatMap((part) => step(part, name)), [whole])
  const names = parts
    .flatMap(choicesOf)
    .flatMap(({ properties = {}, propertyNames }) => [
      ...Object.keys(properties),
      ...(propertyNames?.enum ?? []),
    ])
  return [...new Set(names)]
}

const fold = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '')
const MAX_NAME = 40

/** How many letters must be put in, left out or exchanged to make one name of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The key that a misspelt one was most likely meant to be; null where none is near. */
export function nearestKey(wrong: string, keys: readonly string[]): string | null {
  const written = fold(wrong).slice(0, MAX_NAME)
  const [best] = keys
    .map((key) => ({ key, far: distance(written, fold(key)) }))
    .sort((a, b) => a.far - b.far || (a.key < b.key ? -1 : 1))
  if (best !== undefined && best.far <= Math.max(1, Math.floor(written.length / 4))) return best.key
  return keys.find((key) => written.length > 3 && fold(key).startsWith(written)) ?? null
}
