/** Labelled fields of a document's head and index block: dates, numbers, publisher. */
import { BRACKETS, KIND, kindTable } from './characters.js'
import { type DateMark, findDates } from './dates.js'
import { escaped, fromWordings } from './lexicon.js'
import { remembered } from './remembered.js'
import { JOINT } from './shown-text.js'
import { BUNDLED } from './synonyms.js'
import { tidy } from './tree.js'

/** Fields by canonical label: of several spellings the canonical one, else the first that has a value. */
export interface Fields extends ReadonlyMap<string, string> {
  /** By the label as it stands there, in reading order. */
  readonly spelled: ReadonlyMap<string, string>
}

/** Brackets that labels stand in, in a class of characters. */
const OPEN = BRACKETS.replace('[', '\\[')
const CLOSE = '】］〕」』〗\\]'

/** So long a label is no part of another word. */
const LONG_LABEL = 4
/** The line of fields above an article is no longer than this. */
const MAX_HEAD = 200

const SPACED = (word: string): string => [...word].map(escaped).join('[\\s\\u3000]*')

/** What fields are told by: the label of each spelling, and where labels stand. */
const lexicon = fromWordings(({ fields = {} }) => {
  const canon = new Map<string, string>()
  for (const [label, spellings] of Object.entries(BUNDLED.fields))
    for (const spelling of spellings) canon.set(spelling, label)
  for (const [label, spellings] of Object.entries(fields))
    for (const spelling of spellings) if (!canon.has(spelling)) canon.set(spelling, label)
  const any = [...canon.keys()]
    .sort((a, b) => b.length - a.length)
    .map(SPACED)
    .join('|')
  /** A label that is the whole piece. */
  const bare = new RegExp(`^[${OPEN}]?(${any})[${CLOSE}]?$`)
  /** A label with its colon, or in brackets of its own, anywhere in a piece. */
  const labelled = new RegExp(
    `(?:^|[\\s|${OPEN}（(,，;；])[${OPEN}]?(${any})[${CLOSE}]?[\\s\\u3000]*[:：]|[${OPEN}](${any})[${CLOSE}]`,
    'g',
  )
  /** A long label with its colon right behind the value of another: 来源：县府办责任编辑：王某. */
  const runIn = new RegExp(
    `(?<=[\\p{Script=Han}\\d])(${[...canon.keys()]
      .filter((spelling) => spelling.length >= LONG_LABEL)
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?=[:：])`,
    'gu',
  )
  /** Labels and values of a piece: the pieces of a site's frame stand on every page. */
  const partsOf = remembered(2_500, 60, (piece): readonly Piece[] => {
    const alone = bare.exec(piece)
    if (alone?.[1] !== undefined) return [{ label: squeeze(alone[1]), value: '' }]
    const parts: Piece[] = []
    labelled.lastIndex = 0
    const isHead = piece.length <= MAX_HEAD && labelled.exec(piece)?.index === 0
    split(isHead ? piece.replace(runIn, ' $1') : piece, parts)
    return parts
  })
  const spellings = [...canon.keys()].map((spelling) => spelling.normalize('NFKC'))
  const openings = new Set([...spellings, ...BRACKETS].map((opening) => opening.charCodeAt(0)))
  const longest = Math.max(...spellings.map(({ length }) => length))
  return { canon, bare, labelled, partsOf, openings, longest }
})

/** The field that a piece of text is the label of, as 成文日期 or 成文日期：; null where it is none. */
export function labelOf(piece: string): string | null {
  const { bare, canon } = lexicon()
  const label = bare.exec(piece.replace(/\s*[:：]$/, ''))?.[1]
  return label === undefined ? null : (canon.get(squeeze(label)) ?? null)
}

const squeeze = (label: string): string => label.replace(/[\s\u3000]/g, '')

interface Piece {
  readonly label: string | null
  readonly value: string
}

const MAX_PIECES = 3_000
/** Pieces that the value of one label may be put together of. */
const MAX_PARTS = 6
const [JOINT_CODE, BREAK] = [JOINT.charCodeAt(0), 10]

/** Splits a text into labels and values in reading order; of what stands under no label only as much as a value takes. */
function pieces(text: string): Piece[] {
  const { openings, partsOf, longest } = lexicon()
  const kinds = kindTable()
  const whole = joinLabels(text.slice(0, 60_000))
  const out: Piece[] = []
  let [count, parts] = [0, MAX_PARTS]
  const put = (piece: Piece): void => {
    count++
    parts = piece.label === null ? parts + 1 : 0
    if (parts <= MAX_PARTS) out.push(piece)
  }
  for (let at = 0; at < whole.length && count <= MAX_PIECES; at++) {
    let [first, last, ink, found] = [-1, -1, 0, 0]
    for (; at < whole.length; at++) {
      const code = whole.charCodeAt(at)
      if (code === BREAK || code === JOINT_CODE) break
      const kind = kinds[code] ?? 0
      if (kind === 0) continue
      if (first < 0) first = at
      last = at
      ink++
      found |= kind
    }
    if (first < 0) continue
    const length = last + 1 - first
    // A label stands before a colon or in brackets, or is the whole piece, be its characters spread out.
    const opens = openings.has(whole.charCodeAt(first))
    const fits = (found & KIND.bracket) !== 0 || ink < length || length <= longest + 1
    if ((found & KIND.colon) !== 0 || (opens && fits))
      for (const part of partsOf(whole.slice(first, last + 1))) put(part)
    else if (parts < MAX_PARTS) put({ label: null, value: whole.slice(first, last + 1) })
    else count++
  }
  return out
}

const BEFORE_COLON = new RegExp(`${JOINT}[ ]?(?=[:：])`, 'g')
/** The last words before a colon, with the borders of elements within them. */
const MAX_WORDS = 24
const LAST_WORDS = new RegExp(`[\\p{Script=Han} \\u3000${JOINT}]{3,${MAX_WORDS}}$`, 'u')
const COLON = /[:：]/g

/** 索<i></i>引号, 文</span><span>号 and 成文日<b>期</b>: a label broken over elements is put together again. */
function joinLabels(text: string): string {
  if (!text.includes(JOINT)) return text
  const closed = text.replace(BEFORE_COLON, '')
  let [out, done, from] = ['', 0, 0]
  for (const { index } of closed.matchAll(COLON)) {
    if (closed.slice(Math.max(from, index - MAX_WORDS), index).includes(JOINT)) {
      out += closed.slice(done, from) + withWholeLabel(closed.slice(from, index))
      done = index
    }
    from = index
  }
  return out + closed.slice(done)
}

/** A text before a colon, with the label at its end in one piece where elements part its characters. */
function withWholeLabel(before: string): string {
  const words = LAST_WORDS.exec(before.slice(-MAX_WORDS))?.[0] ?? ''
  if (!words.trim().includes(JOINT)) return before
  for (const from of words.matchAll(WORD_START)) {
    const broken = words.slice(from.index)
    const label = broken.replace(BLANK, '')
    if (lexicon().canon.has(label)) return `${before.slice(0, before.length - broken.length)}${label}`
  }
  return before
}

/** A character that opens a piece, or stands behind a blank or a border. */
const WORD_START = new RegExp(`(?<=^|[ \\u3000${JOINT}])\\p{Script=Han}`, 'gu')
const BLANK = new RegExp(`[ \\u3000${JOINT}]`, 'g')

function split(piece: string, out: Piece[]): void {
  const { labelled } = lexicon()
  labelled.lastIndex = 0
  let at = 0
  let label: string | null = null
  for (let m = labelled.exec(piece); m !== null; m = labelled.exec(piece)) {
    const value = piece.slice(at, m.index).trim()
    if (label !== null || value !== '') out.push({ label, value })
    label = squeeze(m[1] ?? m[2] ?? '')
    at = m.index + m[0].length
    // The separator that ends one value begins the next label.
    labelled.lastIndex = Math.max(at - 0, m.index + 1)
  }
  out.push({ label, value: piece.slice(at).trim() })
}

/** Labelled fields of a text, each by its first occurrence that has a value; an empty field followed by another label stays unset. */
export function readFields(text: string): Fields {
  const list = pieces(text)
  const { canon } = lexicon()
  const fields = new Map<string, string>()
  const spelled = new Map<string, string>()
  for (let i = 0; i < list.length; i++) {
    const piece = list[i]
    if (piece === undefined || piece.label === null) continue
    const value = piece.value !== '' ? piece.value : valueAfter(list, i)
    if (value === '' || spelled.has(piece.label)) continue
    const told = tidy(withoutEnd(value), 300)
    const label = canon.get(piece.label) ?? piece.label
    spelled.set(piece.label, told)
    if (label === piece.label || !fields.has(label)) fields.set(label, told)
  }
  return Object.assign(fields, { spelled })
}

/** A value without the bracket that closes round field and value: （来源：县住建局）. */
function withoutEnd(value: string): string {
  return /^[^(（]*[)）]$/.test(value) ? value.slice(0, -1) : value
}

/** The labels of a text that mean a field, as they are spelled, in reading order. */
export function spellingsOf(fields: Fields, label: string): string[] {
  const { canon } = lexicon()
  return [...fields.spelled.keys()].filter((spelling) => canon.get(spelling) === label)
}

/** The value of a label that stands alone: the next pieces up to the next label, at most a date split in parts. */
function valueAfter(list: readonly Piece[], at: number): string {
  const parts: string[] = []
  for (let i = at + 1; i < list.length && parts.length < MAX_PARTS; i++) {
    const next = list[i]
    if (next === undefined || next.label !== null) break
    parts.push(next.value)
    const joined = parts.join('')
    if (parts.length === 1 && !/^\d{1,4}[-/.年月]?$|^[-/.年月]$/.test(next.value)) break
    if (/\d日$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(joined)) break
  }
  return parts.join('')
}

/** Day of a labelled field; null when the field is absent, empty or no existing day. */
export function fieldDate(fields: ReadonlyMap<string, string>, label: string): string | null {
  const value = fields.get(label)
  if (value === undefined) return null
  const first: DateMark | undefined = findDates(value).find((mark) => mark.date !== null)
  return first !== undefined && first.from <= 12 ? first.date : null
}

/** A document number as a number: 无, dashes and labels are none. */
export function documentNumber(fields: Fields): string | null {
  const value = fields.get('文号')?.replace(/\s+/g, '') ?? ''
  if (value === '' || /^(?:无|暂无|没有|[-—–/\\]+|null|无文号|其他|其它)$/i.test(value)) return null
  return value.length <= 60 && /[\d〇一二三四五六七八九十]/.test(value) ? value : null
}

/** An index number as it stands; 无 and dashes are none. */
export function indexNumber(fields: Fields): string | null {
  const value = fields.get('索引号') ?? ''
  return value === '' || value.length > 80 || !/\d/.test(value) ? null : value
}
