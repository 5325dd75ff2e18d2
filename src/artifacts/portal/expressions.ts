/** Where a text holds an expression of the operator's dictionary, and whether leaders stand in it as they should. */
import type { PlainDate } from '../../model/date.js'
import type { ExpressionView } from '../../model/portal-articles.js'
import type { Expression, OfficeHolder, Watch } from '../../model/watch.js'
import { copyOf } from '../flat.js'

/** One sighting in a text. */
export type Sighted = Pick<ExpressionView, 'kind' | 'found' | 'right' | 'quote'>

/** Looks a text of the given day through. */
export type TextScan = (text: string, day: PlainDate | null) => Sighted[]

const MAX_SIGHTED = 10
const ROUND = 20

/** The place with what stands round it, on one line. */
export function quoteAt(text: string, at: number, length: number): string {
  const round = text.slice(Math.max(0, at - ROUND), at + length + ROUND)
  return copyOf(round.replace(/\s+/g, ' ').trim().slice(0, 60))
}

/** True where a longer text that is right covers the place. */
function isCovered(text: string, at: number, length: number, covers: readonly string[]): boolean {
  return covers.some((cover) => {
    const from = Math.max(0, at + length - cover.length)
    const found = text.slice(from, at + cover.length).indexOf(cover)
    return found >= 0 && from + found <= at && from + found + cover.length >= at + length
  })
}

interface Word {
  readonly wrong: string
  readonly entry: Expression
  readonly covers: readonly string[]
}

/** Words by their first UTF-16 unit; one pass over a text costs one look-up a character, however long the list. */
function tableOf(expressions: readonly Expression[]): Map<number, Word[]> {
  const table = new Map<number, Word[]>()
  const seen = new Set<string>()
  for (const entry of expressions) {
    const wrong = entry.wrong.normalize('NFKC')
    if (seen.has(wrong)) continue
    seen.add(wrong)
    const right = entry.right?.normalize('NFKC') ?? ''
    const covers = [
      ...entry.except.map((text) => text.normalize('NFKC')),
      ...(right.includes(wrong) ? [right] : []),
    ]
    const first = wrong.charCodeAt(0)
    const held = table.get(first)
    if (held) held.push({ wrong, entry, covers })
    else table.set(first, [{ wrong, entry, covers }])
  }
  return table
}

function words(expressions: readonly Expression[]): (text: string) => Sighted[] {
  const table = tableOf(expressions)
  if (table.size === 0) return () => []
  // Nearly every character begins no word: a byte tells sooner than a map.
  const begins = new Uint8Array(65_536)
  for (const first of table.keys()) begins[first] = 1
  return (text) => {
    const found = new Map<string, Sighted>()
    for (let at = 0; at < text.length && found.size < MAX_SIGHTED; at++) {
      const first = text.charCodeAt(at)
      const held = begins[first] === 1 ? table.get(first) : undefined
      if (held === undefined) continue
      for (const { wrong, entry, covers } of held) {
        if (found.has(wrong) || !text.startsWith(wrong, at)) continue
        if (isCovered(text, at, wrong.length, covers)) continue
        found.set(wrong, {
          kind: entry.kind,
          found: wrong,
          right: entry.right,
          quote: quoteAt(text, at, wrong.length),
        })
      }
    }
    return [...found.values()]
  }
}

/** In office on the day; an unknown day is in nobody's term that has ended. */
function inOffice(holder: OfficeHolder, day: PlainDate | null): boolean {
  if (day === null) return holder.until === null
  return (holder.from === null || holder.from <= day) && (holder.until === null || day <= holder.until)
}

const MAX_NAMES = 400
const BETWEEN = /^(?:同志|等)?\s{0,2}[、，,和及与]\s{0,2}$/
/** Deputy and head of the usual offices: what may be confused in a title before or after a name. */
const HEADS = '书记|局长|主任|镇长|乡长|区长|县长|市长|院长|部长|主席|秘书长|处长|科长|组长|厅长|省长'

interface Named {
  readonly at: number
  readonly holder: OfficeHolder
}

function namedIn(
  text: string,
  pattern: RegExp,
  byName: ReadonlyMap<string, OfficeHolder[]>,
  day: PlainDate | null,
): Named[] {
  const named: Named[] = []
  for (const found of text.matchAll(pattern)) {
    const holder = byName.get(found[0])?.find((one) => inOffice(one, day))
    if (holder) named.push({ at: found.index, holder })
    if (named.length >= MAX_NAMES) break
  }
  return named
}

/** Names that follow each other in a list, of which the later goes before by rank. */
function outOfOrder(text: string, named: readonly Named[]): Sighted | null {
  for (let i = 1; i < named.length; i++) {
    const [before, after] = [named[i - 1], named[i]]
    if (!before || !after || before.holder.order === null || after.holder.order === null) continue
    const gap = text.slice(before.at + before.holder.name.length, after.at)
    if (gap.length > 6 || !BETWEEN.test(gap) || before.holder.order <= after.holder.order) continue
    return {
      kind: 'order',
      found: `${before.holder.name}、${after.holder.name}`,
      right: `${after.holder.name}、${before.holder.name}`,
      quote: quoteAt(text, before.at, after.at + after.holder.name.length - before.at),
    }
  }
  return null
}

const TITLE_BEFORE = new RegExp(`(常务|执行)?(副)?(${HEADS})\\s{0,2}[:：]?\\s{0,2}$`)

/** A title before the name that the list gives to nobody of that name: 局长 where he is 副局长, or the other way round. */
function wrongPost(text: string, named: readonly Named[]): Sighted | null {
  for (const { at, holder } of named) {
    const title = TITLE_BEFORE.exec(text.slice(Math.max(0, at - 12), at))
    const post = holder.post?.normalize('NFKC').replace(/\s+/g, '') ?? null
    if (!title || post === null) continue
    const [, , deputy, head = ''] = title
    const asHead = new RegExp(`(?<!副)${head}`).test(post)
    const asDeputy = post.includes(`副${head}`)
    if (asHead === asDeputy || (deputy === undefined ? asHead : asDeputy)) continue
    return {
      kind: 'post',
      found: `${title[0].trim()}${holder.name}`,
      right: `${post}${holder.name}`,
      quote: quoteAt(text, at, holder.name.length),
    }
  }
  return null
}

/** A pattern that finds any of the names; the longest goes first, so that a name within a name is none. */
export function anyOf(names: Iterable<string>): RegExp | null {
  const sorted = [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length)
  if (sorted.length === 0) return null
  return new RegExp(sorted.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}

/** Scan of a text by the lists: the dictionary for everybody, of the leaders those of the unit and those above all. */
export function scanOf(watch: Watch, unit: string): TextScan {
  const byWord = words(watch.expressions)
  const holders = watch.holders.filter((holder) => holder.unit === null || holder.unit === unit)
  const pattern = anyOf(holders.map(({ name }) => name))
  const byName = new Map<string, OfficeHolder[]>()
  for (const holder of holders) byName.set(holder.name, [...(byName.get(holder.name) ?? []), holder])
  return (text, day) => {
    const found = byWord(text)
    if (pattern === null) return found
    const named = namedIn(text, pattern, byName, day)
    const more = named.length === 0 ? [] : [outOfOrder(text, named), wrongPost(text, named)]
    return [...found, ...more.filter((one) => one !== null)]
  }
}
