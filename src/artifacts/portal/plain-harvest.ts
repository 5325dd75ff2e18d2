/** A harvest whose pages speak in plain characters, so that every reader matches the same words; what comes of it is told as it was written. */
import { asMatched } from '../../model/han.js'
import type { Harvest, PageRecord } from '../../model/harvest.js'
import { type PageFacts, wholeFacts } from '../../model/page.js'
import { ADDRESSES, remapped } from '../remapped.js'

/** A harvest to match in, and the way back to what its pages show. */
export interface PlainHarvest {
  readonly harvest: Harvest
  asWritten<T>(value: T): T
}

const originals = new WeakMap<PageFacts, PageFacts>()

/** The facts as the page is written, for words that are looked for to the letter. */
export const writtenOf = (facts: PageFacts): PageFacts => originals.get(facts) ?? facts

/** Notes that facts were made from others, and are written as those are. */
export function speaksFor(made: PageFacts, of: PageFacts): void {
  originals.set(made, writtenOf(of))
}

type Pair = readonly [plain: string, written: string]

/** Identities, names that the program gives, and what an operator wrote. */
const KEPT: ReadonlySet<string> = new Set([...ADDRESSES, 'subject', 'formedFrom', 'because', 'right'])

/** The texts of a page that are written otherwise than they are matched. */
function pairsOf(facts: PageFacts): { short: Pair[]; long: Pair[] } {
  const [short, long]: [Pair[], Pair[]] = [[], []]
  const { text, frameText, ...others } = wholeFacts(facts)
  for (const whole of [text, frameText]) {
    const plain = asMatched(whole)
    if (plain !== whole) long.push([plain, whole])
  }
  remapped(others, (written) => {
    const plain = asMatched(written)
    if (plain !== written) short.push([plain, written])
    return written
  })
  return { short, long }
}

/** How texts are written, by their plain form: whole ones, else as a piece of a page's text. */
class Spelling {
  readonly #whole = new Map<string, string>()
  readonly #long: Pair[] = []
  readonly #changed = new Set<string>()
  /** What another page writes in plain characters is told so. */
  readonly #asItIs = new Set<string>()

  constructor(records: readonly PageRecord[]) {
    const facts = records.flatMap((record) => record.facts ?? [])
    for (const page of facts) if (page.signs?.variants) this.#learn(page)
    const seen = new Set<object>()
    for (const page of facts) {
      if (page.signs?.variants) continue
      // Whole texts are nothing that is told, and cost a look into the state each.
      const { links, menu } = page
      this.#leave({ ...page, links, menu, text: null, frameText: null }, seen)
    }
  }

  /** Notes what is written plainly somewhere. What many pages share is one object, and is looked at once. */
  #leave(value: unknown, seen: Set<object>): void {
    if (typeof value === 'string') {
      if (this.#whole.has(value)) this.#asItIs.add(value)
      return
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const held of Object.values(value)) this.#leave(held, seen)
  }

  #learn(facts: PageFacts): void {
    const { short, long } = pairsOf(facts)
    for (const [plain, written] of short) if (!this.#whole.has(plain)) this.#whole.set(plain, written)
    this.#long.push(...long)
    for (const [plain, written] of [...short, ...long])
      for (let n = 0; n < plain.length; n++) if (plain[n] !== written[n]) this.#changed.add(plain.charAt(n))
  }

  of(text: string): string {
    if (this.#asItIs.has(text) || ![...text].some((char) => this.#changed.has(char))) return text
    const whole = this.#whole.get(text)
    if (whole !== undefined) return whole
    for (const [plain, written] of this.#long) {
      const at = plain.indexOf(text)
      if (at >= 0) return written.slice(at, at + text.length)
    }
    return text
  }
}

/** The harvest in plain characters; itself where no page is written in others. */
export function plainHarvest(harvest: Harvest): PlainHarvest {
  const records = [...harvest.pages()]
  if (!records.some(({ facts }) => facts?.signs?.variants))
    return { harvest: { ...harvest, pages: () => records }, asWritten: (value) => value }
  const known = new WeakMap<PageRecord, PageRecord>()
  const plain = (record: PageRecord): PageRecord => {
    if (!record.facts?.signs?.variants) return record
    const made = known.get(record)
    if (made !== undefined) return made
    const facts = remapped(wholeFacts(record.facts), asMatched)
    originals.set(facts, record.facts)
    const plainly = { ...record, facts }
    known.set(record, plainly)
    return plainly
  }
  let spelling: Spelling | null = null
  return {
    harvest: {
      ...harvest,
      pages: () => records.map(plain),
      page: (url) => {
        const record = harvest.page(url)
        return record && plain(record)
      },
      clicks: new Map([...harvest.clicks].map(([key, did]) => [asMatched(key), did])),
    },
    asWritten: (value) => {
      const known = spelling ?? new Spelling(records)
      spelling = known
      return remapped(value, (text) => known.of(text), KEPT)
    },
  }
}
