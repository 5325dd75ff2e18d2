/** A YAML text brought up to date with changed data: what did not change keeps its place, its form and its comments. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

const MAX_ALIASES = 100

const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function jsOf(document: Document, node: unknown): unknown {
  return (node as Node).toJS(document, { maxAliasCount: MAX_ALIASES })
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What an item of a list is known by: its id, else its name and address, else what an exemption is about. */
function nameOf(value: unknown): string | null {
  if (!plain(value)) return null
  if (typeof value.id === 'string') return value.id
  if (typeof value.name === 'string') return JSON.stringify([value.name, value.url ?? value.until ?? null])
  return typeof value.unit === 'string'
    ? JSON.stringify([value.unit, value.column ?? null, value.code ?? null])
    : null
}

function syncMap(document: Document, map: YAMLMap, value: Readonly<Record<string, unknown>>): void {
  const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key)
  const [head] = map.items
  map.items = map.items.filter((pair) => Object.hasOwn(value, keyOf(pair)))
  // What stands above the first line is about the whole, and outlives that line.
  const above = (head?.key as Node | undefined)?.commentBefore
  const first = map.items[0]?.key as Node | undefined
  if (above && head !== map.items[0] && first && !first.commentBefore) first.commentBefore = above
  for (const [key, next] of Object.entries(value)) {
    if (next === undefined) continue
    const pair = map.items.find((one) => keyOf(one) === key)
    if (pair) pair.value = synced(document, pair.value, next)
    else map.add(document.createPair(key, next))
  }
}

function syncSeq(document: Document, seq: YAMLSeq, value: readonly unknown[]): void {
  const old = seq.items.map((node) => ({ node, held: jsOf(document, node), used: false }))
  seq.items = value.map((next) => {
    const name = nameOf(next)
    const match =
      old.find((one) => !one.used && same(one.held, next)) ??
      (name === null ? undefined : old.find((one) => !one.used && nameOf(one.held) === name))
    if (!match) return document.createNode(next)
    match.used = true
    return synced(document, match.node, next)
  })
}

/** The node that holds `value`: the given one, changed as little as possible, or a new one. */
function synced(document: Document, node: unknown, value: unknown): unknown {
  if (isAlias(node)) return same(jsOf(document, node), value) ? node : document.createNode(value)
  if (isMap(node) && plain(value)) {
    syncMap(document, node, value)
    return node
  }
  if (isSeq(node) && Array.isArray(value)) {
    syncSeq(document, node, value)
    return node
  }
  if (isScalar(node)) {
    if (node.value === value) return node
    const made = document.createNode(value)
    if (typeof node.comment === 'string') made.comment = node.comment
    if (typeof node.commentBefore === 'string') made.commentBefore = node.commentBefore
    return made
  }
  return document.createNode(value)
}

/**
 * The text of `value`, written over `text` so that comments and order stay where they can.
 * @param text the text as it was; one that cannot be read is replaced whole
 * @param value plain data
 */
export function syncedYaml(text: string, value: Readonly<Record<string, unknown>>): string {
  const fresh = () => stringify(value)
  try {
    const document = parseDocument(text, { schema: 'core' })
    if (document.errors.length > 0 || !isMap(document.contents)) return fresh()
    syncMap(document as Document, document.contents as YAMLMap, value)
    const written = document.toString({ lineWidth: 0 })
    return same(
      sorted(parseDocument(written, { schema: 'core' }).toJS({ maxAliasCount: MAX_ALIASES })),
      sorted(value),
    )
      ? written
      : fresh()
  } catch {
    return fresh()
  }
}

/** The same data with the keys of every object in order, so that two of them can be held against each other. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!plain(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key) => (value[key] === undefined ? [] : [[key, sorted(value[key])]])),
  )
}
