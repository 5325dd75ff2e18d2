/** A page whose characters are not those that words are matched in: read in their plain forms, told as it is written. */
import { asMatched } from '../model/han.js'
import type { PageFacts } from '../model/page.js'
import { KIND } from './characters.js'
import { garbledAt, garbleHints } from './mojibake.js'
import { ADDRESSES, remapped } from './remapped.js'
import { JOINT } from './shown-text.js'
import { readTree, type Tree } from './tree.js'

/** The page in plain characters, place for place. */
export interface MatchedPage {
  readonly html: string
  readonly tree: Tree
  /** What was read of it, in the characters that the page shows. */
  asWritten(facts: PageFacts): PageFacts
}

/** What is sent by a form, and the names that the program itself gives to what it read. */
const KEPT: ReadonlySet<string> = new Set([...ADDRESSES, 'value', 'formedFrom'])
/** What a person reads of a tag, or the page says of itself. */
const SPOKEN = /\b(?:title|alt|placeholder|content)\s{0,5}=\s{0,5}(?:"[^"]*"|'[^']*')/gi
const RAW = ['script', 'style'] as const

interface Markup {
  readonly html: string
  /** Attributes of both spellings, where they differ. */
  readonly spoken: readonly (readonly [plain: string, written: string])[]
}

/** Text and what tags say in plain characters; scripts, styles, comments and addresses as they are. */
function plainMarkup(html: string): Markup {
  const parts: string[] = []
  const spoken: (readonly [string, string])[] = []
  const untilAfter = (mark: string, from: number): number => {
    const found = html.indexOf(mark, from)
    return found < 0 ? html.length : found + mark.length
  }
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    parts.push(asMatched(html.slice(at, open < 0 ? html.length : open)))
    if (open < 0) break
    const name = html.slice(open + 1, open + 8).toLowerCase()
    const raw = RAW.find((tag) => name.startsWith(tag))
    at = name.startsWith('!--')
      ? untilAfter('-->', open)
      : untilAfter('>', raw === undefined ? open : untilAfter(`</${raw}`, open))
    const piece = html.slice(open, at)
    parts.push(
      raw !== undefined || name.startsWith('!')
        ? piece
        : piece.replace(SPOKEN, (written) => {
            const plain = asMatched(written)
            if (plain !== written) spoken.push([plain, written])
            return plain
          }),
    )
  }
  return { html: parts.join(''), spoken }
}

const BLANK = new RegExp(`[\\s${JOINT}]+`, 'g')

/** One text in both spellings, without blanks: of equal length. */
class Spellings {
  readonly #plain: string
  readonly #written: string
  #last = 0

  constructor(plain: string, written: string) {
    this.#plain = plain.replace(BLANK, '')
    this.#written = written.replace(BLANK, '')
  }

  /** How a text without blanks is written; null where it does not stand there. Texts come in the page's order. */
  find(bare: string): string | null {
    const onward = this.#plain.indexOf(bare, this.#last)
    const found = onward >= 0 ? onward : this.#plain.indexOf(bare)
    if (found < 0) return null
    this.#last = found
    return this.#written.slice(found, found + bare.length)
  }
}

/** A text with its blanks, its other characters taken one after the other from the same text in another spelling. */
function respelled(text: string, bare: string): string {
  let at = 0
  return text.replace(/\S/g, () => bare.charAt(at++))
}

/** Where a border stands that no text reaches over. */
const APART = '\u0002'

const nfkc = (text: string): string => text.normalize('NFKC')

/** Marked as written otherwise than it is matched. Bodies are told in NFKC, whatever they were found as. */
function marked(facts: PageFacts): PageFacts {
  const { text, frameText, report, signs } = facts
  return {
    ...facts,
    signs: { ...signs, variants: true },
    text: nfkc(text),
    frameText: nfkc(frameText),
    ...(report === undefined ? {} : { report: remapped(report, nfkc) }),
  }
}

/** Garbled text is full of rare characters, and is told by them: none of them may become another. */
function isGarbled({ visible }: Tree): boolean {
  const hints = garbleHints(visible)
  return hints.common || garbledAt(visible, hints) !== null
}

/** The switch to the other script: it stands in traditional characters on every page of portals in simplified ones. */
const SCRIPT_SWITCH = /[简簡繁正][体體](?:中文|字|版)?/g

function isPlain(text: string): boolean {
  if (asMatched(text) === text) return true
  const rest = text.replace(SCRIPT_SWITCH, '')
  return asMatched(rest) === rest
}

/** The page in plain characters; null where it is written in them already, or garbled. */
export function matchedPage(html: string, tree: Tree): MatchedPage | null {
  const plainText = !tree.shown.holds(KIND.variant) || isPlain(tree.visible)
  if ((plainText && isPlain(tree.title)) || isGarbled(tree)) return null
  const markup = plainMarkup(html)
  const plain = readTree(markup.html)
  const join = ({ visible, all, title }: Tree, spoken: readonly string[]) =>
    [visible, title, all, ...spoken].join(APART)
  const [as, of] = [
    join(
      plain,
      markup.spoken.map(([one]) => one),
    ),
    join(
      tree,
      markup.spoken.map(([, one]) => one),
    ),
  ]
  // Texts of a page are told as they stand there, or normalised.
  const spellings = [new Spellings(as, of), new Spellings(nfkc(as), nfkc(of))]
  const changed = new Set<string>()
  for (let n = 0; n < as.length; n++) if (as[n] !== of[n]) changed.add(as.charAt(n))
  const written = (text: string): string => {
    if (![...text].some((char) => changed.has(char))) return text
    const bare = text.replace(/\s+/g, '')
    for (const one of spellings) {
      const found = one.find(bare)
      if (found !== null) return respelled(text, found)
    }
    return text
  }
  return { html: markup.html, tree: plain, asWritten: (facts) => marked(remapped(facts, written, KEPT)) }
}
