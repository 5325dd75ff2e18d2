/** Contents: what pages said, by what they were read from. A page that did not change is not read again. */
import type Database from 'better-sqlite3'
import type { Attempt } from '../../model/attempt.js'
import type { MenuEntry, PageFacts, PageForm, PageLink } from '../../model/page.js'
import { type FoldedRow, PieceRows, UnfoldedRows } from './piece-rows.js'
import { type Folded, Pieces } from './pieces.js'
import { NONE, sharing } from './shared-text.js'

/**
 * Tables of the contents. Rows and texts stand behind everything else, for most who ask leave them where they are; texts
 * in UTF-16, for that is what they are in memory, and Chinese takes less of it.
 */
export const CONTENT_SCHEMA = `
CREATE TABLE IF NOT EXISTS piece (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS content (
  id INTEGER PRIMARY KEY, key TEXT, address TEXT NOT NULL, kept_at INTEGER NOT NULL,
  facts TEXT NOT NULL, links TEXT NOT NULL, menu TEXT NOT NULL, text BLOB NOT NULL, frame_text BLOB NOT NULL,
  text_at INTEGER
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS content_key ON content (key);
CREATE INDEX IF NOT EXISTS content_address ON content (address);
`
const packed = (text: string): Buffer => Buffer.from(text, 'utf16le')

/** Less than this is not worth a look for it. */
const HELD_MIN = 200

/** The words of a whole page hold those of its article: they are kept without them, and with where they stood. */
function withoutText(frameText: string, text: string): { readonly rest: string; readonly at: number | null } {
  const at = text.length < HELD_MIN ? -1 : frameText.indexOf(text)
  if (at < 0) return { rest: frameText, at: null }
  return { rest: `${frameText.slice(0, at)}${frameText.slice(at + text.length)}`, at }
}

/** What nobody met for so long is forgotten; so is everything when too many pieces have gathered. */
const KEPT_MS = 30 * 86_400_000
const PIECES_MAX = 1_000_000
/** Characters of text that are held in memory: those of about two thousand articles. */
const TEXT_ROOM = 8_000_000

type Slim = Omit<PageFacts, 'links' | 'menu' | 'forms' | 'text' | 'frameText'> & {
  readonly forms: readonly Folded<PageForm>[]
}

/** The rows of a page as they are kept: whoever reads a page follows it at once. */
interface Rows {
  readonly links: string
  readonly menu: string
}

/**
 * What the facts of an answer depend on besides the code that reads them: where it came from, how it was declared,
 * every byte of it. null: it was not read whole, or not by plain HTTP.
 * @param reader names the version of the reader
 */
export function contentKey(attempt: Attempt, reader: string): string | null {
  const { bodySha256, client, contentType, finalUrl, status } = attempt
  if (bodySha256 === null || client !== 'http' || attempt.cause !== null) return null
  return [reader, status, bodySha256, contentType ?? '', finalUrl].join('\n')
}

/** Every field, so that one that is added is not forgotten; what is written as the page has it stands last. */
const LINK_FIELDS = Object.keys({
  signature: 1,
  role: 1,
  region: 1,
  void: 1,
  hidden: 1,
  concealed: 1,
  target: 1,
  text: 1,
  raw: 1,
} satisfies Record<keyof PageLink, 1>) as (keyof PageLink)[]
const MENU_FIELDS = Object.keys({ level: 1, url: 1, label: 1 } satisfies Record<
  keyof MenuEntry,
  1
>) as (keyof MenuEntry)[]

function keyOf<T extends object>(thing: T, fields: readonly (keyof T)[]): string {
  let key = ''
  for (const field of fields) key += `${String(thing[field])}\n`
  return key
}

const linkKey = (link: PageLink): string => keyOf(link, LINK_FIELDS)
const menuKey = (entry: MenuEntry): string => keyOf(entry, MENU_FIELDS)

/** Facts of pages in the site's database. Writes belong inside a transaction of the caller's. */
export class Contents {
  readonly #db: Database.Database
  readonly #pieces: Pieces
  readonly #links: PieceRows<PageLink>
  readonly #menus: PieceRows<MenuEntry>
  readonly #unfoldedLinks: UnfoldedRows<PageLink>
  readonly #unfoldedMenus: UnfoldedRows<MenuEntry>
  readonly #insert
  readonly #byKey
  readonly #byId
  readonly #rows
  readonly #texts
  readonly #ids = new WeakMap<PageFacts, number>()
  /** Facts that somebody still holds: whoever asks again gets the very same, with what was noted of them. */
  readonly #held = new Map<number, WeakRef<PageFacts>>()

  constructor(db: Database.Database) {
    this.#db = db
    this.#pieces = new Pieces(db)
    this.#links = new PieceRows(this.#pieces, linkKey)
    this.#menus = new PieceRows(this.#pieces, menuKey)
    this.#unfoldedLinks = new UnfoldedRows(this.#links)
    this.#unfoldedMenus = new UnfoldedRows(this.#menus)
    this.#insert = db.prepare<
      [string | null, string, number, string, string, string, Buffer, Buffer, number | null],
      { id: number }
    >(
      `INSERT INTO content (key, address, kept_at, facts, links, menu, text, frame_text, text_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET kept_at = excluded.kept_at RETURNING id`,
    )
    this.#byKey = db.prepare<[string], Rows & { id: number; facts: string }>(
      'SELECT id, facts, links, menu FROM content WHERE key = ?',
    )
    this.#byId = db.prepare<[number], Rows & { facts: string }>(
      'SELECT facts, links, menu FROM content WHERE id = ?',
    )
    this.#rows = {
      links: db.prepare<[number], string>('SELECT links FROM content WHERE id = ?').pluck(),
      menu: db.prepare<[number], string>('SELECT menu FROM content WHERE id = ?').pluck(),
    }
    this.#texts = {
      text: db.prepare<[number], { text: Buffer; at: null }>(
        'SELECT text, NULL AS at FROM content WHERE id = ?',
      ),
      frameText: db.prepare<[number], { text: Buffer; at: number | null }>(
        'SELECT frame_text AS text, text_at AS at FROM content WHERE id = ?',
      ),
    }
  }

  /** Keeps facts, unless they are kept already; gives their number. */
  keep(facts: PageFacts, key: string | null, address: string, now: number): number {
    const known = this.#ids.get(facts)
    if (known !== undefined) return known
    const { text, frameText, links, menu, ...rest } = facts
    const slim: Slim = { ...rest, forms: facts.forms.map((one) => this.#pieces.fold(one, JSON.stringify)) }
    const { rest: around, at } = withoutText(frameText, text)
    const row = this.#insert.get(
      key,
      address,
      now,
      JSON.stringify(slim),
      JSON.stringify(this.#links.fold(links)),
      JSON.stringify(this.#menus.fold(menu)),
      packed(text),
      packed(around),
      at,
    )
    if (!row) throw new Error('facts were not kept')
    this.#ids.set(facts, row.id)
    return row.id
  }

  /** Facts of an answer that said the same before, by {@link contentKey}. */
  find(key: string): PageFacts | null {
    const row = this.#byKey.get(key)
    if (!row) return null
    return this.#followed(this.unfold(row.id, row.facts), row)
  }

  /** Facts by their number; null where they are no longer kept. */
  at(id: number): PageFacts | null {
    const row = this.#byId.get(id)
    return row ? this.#followed(this.unfold(id, row.facts), row) : null
  }

  /** Facts of a page that is followed next: its rows are at hand. */
  #followed(facts: PageFacts, { links, menu }: Rows): PageFacts {
    this.#near.set(facts, { links, menu })
    return facts
  }

  /**
   * Facts as they were read. What many pages share is one object for all of them; texts and rows, the bulk of a page,
   * are made when they are asked for, and are no properties of the object's own: see {@link wholeFacts}.
   */
  unfold(id: number, json: string): PageFacts {
    const held = this.#held.get(id)?.deref()
    if (held) return held
    const slim = sharing(JSON.parse(json) as Slim)
    // The very object that was parsed: a copy would be of another shape, and take half as much again.
    const facts = Object.setPrototypeOf(
      Object.assign(slim, {
        forms: slim.forms.length === 0 ? NONE : slim.forms.map((one) => this.#pieces.unfold(one)),
      }),
      this.#onDemand,
    ) as PageFacts
    this.#ids.set(facts, id)
    this.#held.set(id, new WeakRef(facts))
    return facts
  }

  /** Rows of facts that a crawl has just found. */
  readonly #near = new WeakMap<PageFacts, Rows>()
  /** What all unfolded facts inherit: of their own each would have another shape, and cost several times as much. */
  readonly #onDemand: object = Object.defineProperties(
    {},
    {
      links: this.#made((id, facts) => this.#unfoldedLinks.of(id, () => this.#rowOf(id, facts, 'links'))),
      menu: this.#made((id, facts) => this.#unfoldedMenus.of(id, () => this.#rowOf(id, facts, 'menu'))),
      text: this.#made((id) => this.#textOf(id, 'text')),
      frameText: this.#made((id) => this.#textOf(id, 'frameText')),
    },
  )

  #made(from: (id: number, facts: PageFacts) => unknown): PropertyDescriptor {
    const ids = this.#ids
    return {
      get(this: PageFacts) {
        const id = ids.get(this)
        if (id === undefined) throw new Error('facts that were copied without what they say')
        return from(id, this)
      },
    }
  }

  #rowOf<T>(id: number, facts: PageFacts, which: keyof Rows): FoldedRow<T> {
    const json = this.#near.get(facts)?.[which] ?? this.#rows[which].get(id)
    if (json === undefined) throw new Error(`content ${id} is not in the state of the site`)
    return JSON.parse(json)
  }

  /** The page that somebody looks at is asked for its text again and again. */
  readonly #last = { text: { id: 0, text: '' }, frameText: { id: 0, text: '' } }
  /**
   * Texts that came first, as many as there is room for. Judging goes through all pages again and again in one order:
   * to let the first stay finds more than to let the last.
   */
  readonly #kept = new Map<number, string>()
  #room = TEXT_ROOM

  #textOf(id: number, which: 'text' | 'frameText'): string {
    const last = this.#last[which]
    if (last.id === id) return last.text
    const kept = which === 'text' ? this.#kept.get(id) : undefined
    if (kept !== undefined) return kept
    const row = this.#texts[which].get(id)
    if (!row) throw new Error(`content ${id} is not in the state of the site`)
    const { at } = row
    const rest = row.text.toString('utf16le')
    const text = at === null ? rest : `${rest.slice(0, at)}${this.#textOf(id, 'text')}${rest.slice(at)}`
    this.#last[which] = { id, text }
    if (which === 'text' && text.length <= this.#room) {
      this.#kept.set(id, text)
      this.#room -= text.length
    }
    return text
  }

  /** Forgets older versions of the pages just read, and what was met too long ago. */
  prune(now: number): void {
    // A number that becomes free may be given again.
    this.#held.clear()
    this.#unfoldedLinks.clear()
    this.#unfoldedMenus.clear()
    this.#kept.clear()
    this.#room = TEXT_ROOM
    this.#db
      .prepare(
        `DELETE FROM content WHERE id NOT IN (SELECT content FROM page WHERE content IS NOT NULL)
           AND (kept_at < ? OR address IN (SELECT coalesce(final_url, url) FROM page WHERE attempts IS NOT NULL))`,
      )
      .run(now - KEPT_MS)
  }
}

/** True where so much has gathered that it is better begun anew. */
export function isOvergrown(db: Database.Database): boolean {
  const row = db.prepare<[], { most: number | null }>('SELECT max(id) AS most FROM piece').get()
  return (row?.most ?? 0) > PIECES_MAX
}
