/** One site's crawl state: frontier, pages, link targets. Deleting it changes no score. */
import type Database from 'better-sqlite3'
import type { Reach } from '../../model/attempt.js'
import type { PageRecord, Via } from '../../model/harvest.js'
import type { PageFacts } from '../../model/page.js'
import type { TargetRole } from '../look.js'
import type { Mode } from '../territory.js'
import { Contents } from './contents.js'
import { openDatabase } from './database.js'

/** An address to read, or read: how deep it lies, how the crawl came to it, and what may be followed from it. */
export interface FrontierEntry {
  readonly url: string
  readonly depth: number
  readonly via: Via
  readonly parent: string | null
  readonly mode: Mode
}

/** Writes wait for company: a transaction holds this many. */
const BATCH = 200

interface PageRow {
  url: string
  depth: number
  via: Via
  parent: string | null
  mode: Mode
  final_url: string | null
  content: number | null
  facts: string | null
  rendered: number
  reach: string | null
  sha256: string | null
}

const PAGES = 'SELECT page.*, content.facts FROM page LEFT JOIN content ON content.id = page.content'

/** The state of one crawl. Not thread-safe; one crawl per site at a time. */
export class CrawlState {
  #inBatch = 0
  readonly #db: Database.Database
  readonly #queue
  readonly #move
  readonly #store
  readonly #target
  readonly #targetOf
  readonly #page
  readonly #byFinal
  readonly #hashOf
  readonly #hashByFinal
  readonly #meta
  readonly #after
  readonly #contents: Contents

  private constructor(
    db: Database.Database,
    /** The pages and targets that an earlier, interrupted crawl had read are here. */
    readonly resumed: boolean,
  ) {
    this.#db = db
    this.#contents = new Contents(db)
    this.#queue = db.prepare<[string, number, string, string | null, string]>(
      'INSERT INTO page (url, depth, via, parent, mode) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING',
    )
    this.#move = db.prepare<[number, string, string | null, string, string]>(
      'UPDATE page SET depth = ?, via = ?, parent = ?, mode = ? WHERE url = ?',
    )
    this.#store = db.prepare<[string, number | null, number, string, string | null, string]>(
      'UPDATE page SET final_url = ?, content = ?, rendered = ?, reach = ?, sha256 = ? WHERE url = ?',
    )
    this.#target = db.prepare<[string, string, string]>(
      `INSERT INTO target (url, role, reach) VALUES (?, ?, ?)
       ON CONFLICT (url) DO UPDATE SET role = excluded.role, reach = excluded.reach`,
    )
    this.#targetOf = db.prepare<[string], { reach: string }>('SELECT reach FROM target WHERE url = ?')
    this.#page = db.prepare<[string], PageRow>(`${PAGES} WHERE url = ? AND reach IS NOT NULL`)
    this.#byFinal = db.prepare<[string], PageRow>(
      `${PAGES} WHERE final_url = ? AND reach IS NOT NULL ORDER BY depth, url LIMIT 1`,
    )
    const hash = 'SELECT sha256 FROM page WHERE'
    this.#hashOf = db.prepare<[string], { sha256: string | null }>(`${hash} url = ? AND reach IS NOT NULL`)
    this.#hashByFinal = db.prepare<[string], { sha256: string | null }>(
      `${hash} final_url = ? AND reach IS NOT NULL ORDER BY depth, url LIMIT 1`,
    )
    this.#meta = db.prepare<[string, string]>(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    this.#after = db.prepare<[number, string], PageRow>(
      `${PAGES} WHERE reach IS NOT NULL AND (depth, url) > (?, ?) ORDER BY depth, url LIMIT 100`,
    )
  }

  /**
   * Opens a site's state: what an interrupted crawl of the same job left within a day is gone on with, as far as it
   * succeeded. Of any other crawl only what its pages said is kept, for those that did not change.
   */
  static open(path: string, resumeKey: string, now: number): CrawlState {
    const { db, resumed } = openDatabase(path, resumeKey, now)
    const state = new CrawlState(db, resumed)
    if (resumed) state.#forgetFailures()
    else state.#writeMeta({ resumeKey, startedAt: String(now), finished: '0' })
    return state
  }

  #writeMeta(values: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(values)) this.#meta.run(key, value)
  }

  /** Failures and pages without facts are looked at again: only what answered is worth keeping. */
  #forgetFailures(): void {
    this.#db.exec(`
      UPDATE page SET final_url = NULL, content = NULL, rendered = 0, reach = NULL, sha256 = NULL
        WHERE reach IS NOT NULL AND json_extract(reach, '$.outcome') <> 'ok';
      DELETE FROM target WHERE json_extract(reach, '$.outcome') <> 'ok';
    `)
  }

  #write(run: () => void): void {
    if (this.#inBatch === 0) this.#db.exec('BEGIN')
    this.#inBatch += 1
    run()
    if (this.#inBatch >= BATCH) this.flush()
  }

  /** Commits what waits. */
  flush(): void {
    if (this.#inBatch === 0) return
    this.#inBatch = 0
    this.#db.exec('COMMIT')
  }

  /** Notes an address to read. */
  queue(entry: FrontierEntry): void {
    this.#write(() => this.#queue.run(entry.url, entry.depth, entry.via, entry.parent, entry.mode))
  }

  /** Notes a shorter way, or a wider mode, to a known address. */
  move(entry: FrontierEntry): void {
    this.#write(() => this.#move.run(entry.depth, entry.via, entry.parent, entry.mode, entry.url))
  }

  /**
   * Keeps what was read of a queued address.
   * @param key what the facts were read from, by which a later crawl may find them; null where they are of one visit
   */
  store(
    page: Pick<PageRecord, 'url' | 'finalUrl' | 'facts' | 'rendered' | 'reach' | 'bodySha256'>,
    key: string | null,
    now: number,
  ): void {
    const { url, finalUrl, facts, rendered, bodySha256 } = page
    const reach = JSON.stringify(page.reach)
    this.#write(() => {
      const content = facts === null ? null : this.#contents.keep(facts, key, finalUrl, now)
      this.#store.run(finalUrl, content, rendered ? 1 : 0, reach, bodySha256, url)
    })
  }

  /** Facts that were read before, in this crawl or an earlier one, from the very same answer. */
  factsOf(key: string): PageFacts | null {
    return this.#contents.find(key)
  }

  /** Keeps what is known of a link target, and as what it was judged. */
  target(url: string, role: TargetRole, reach: Reach): void {
    const text = JSON.stringify(reach)
    this.#write(() => this.#target.run(url, role, text))
  }

  /** What is known of a link target. */
  targetOf(url: string): Reach | undefined {
    const row = this.#targetOf.get(url)
    return row ? (JSON.parse(row.reach) as Reach) : undefined
  }

  /** What is known of an address: read as a page, probed as a target, or where a page ended. */
  reachOf(url: string): Reach | undefined {
    const row = this.#page.get(url)
    return row ? (JSON.parse(row.reach ?? 'null') as Reach) : (this.targetOf(url) ?? this.page(url)?.reach)
  }

  /** A read page by requested, else by final URL. */
  page(url: string): PageRecord | undefined {
    const row = this.#page.get(url) ?? this.#byFinal.get(url)
    return row ? this.#record(row) : undefined
  }

  #record(row: PageRow): PageRecord {
    return {
      url: row.url,
      finalUrl: row.final_url ?? row.url,
      depth: row.depth,
      via: row.via,
      parent: row.parent,
      facts:
        row.content === null || row.facts === null ? null : this.#contents.unfold(row.content, row.facts),
      rendered: row.rendered === 1,
      reach: JSON.parse(row.reach ?? 'null') as Reach,
      bodySha256: row.sha256,
    }
  }

  /** Hash of what was read of a page, by requested, else by final URL; null where nothing was. */
  bodySha256(url: string): string | null {
    return (this.#hashOf.get(url) ?? this.#hashByFinal.get(url))?.sha256 ?? null
  }

  /** Every read page, in order of depth and URL. Writing while iterating is allowed. */
  *pages(): Generator<PageRecord> {
    let [depth, url] = [-1, '']
    for (;;) {
      const rows = this.#after.all(depth, url)
      for (const row of rows) yield this.#record(row)
      const last = rows.at(-1)
      if (!last) return
      depth = last.depth
      url = last.url
    }
  }

  /** Every address with whether it was read: what a resumed crawl starts from. */
  frontier(): (FrontierEntry & { readonly read: boolean })[] {
    const rows = this.#db
      .prepare<[], FrontierEntry & { read: number }>(
        'SELECT url, depth, via, parent, mode, reach IS NOT NULL AS read FROM page ORDER BY depth, url',
      )
      .all()
    return rows.map((row) => ({ ...row, read: row.read === 1 }))
  }

  /** The targets that are known, and as what each was judged. */
  targets(): Map<string, TargetRole> {
    const rows = this.#db.prepare<[], { url: string; role: TargetRole }>('SELECT url, role FROM target').all()
    return new Map(rows.map(({ url, role }) => [url, role]))
  }

  /** Says that nothing is left to resume. */
  finish(now: number): void {
    this.flush()
    this.#contents.prune(now)
    this.#writeMeta({ finished: '1' })
  }

  /** Commits and closes. */
  close(): void {
    if (!this.#db.open) return
    this.flush()
    this.#db.close()
  }
}
