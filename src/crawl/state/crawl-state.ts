/** One site's crawl state: frontier, pages, link targets. Deleting it changes no score. */
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Reach } from '../../model/attempt.js'
import type { PageRecord, Via } from '../../model/harvest.js'
import type { PageFacts } from '../../model/page.js'
import type { Mode } from '../territory.js'

/** An address to read, or read: how deep it lies, how the crawl came to it, and what may be followed from it. */
export interface FrontierEntry {
  readonly url: string
  readonly depth: number
  readonly via: Via
  readonly parent: string | null
  readonly mode: Mode
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
  url TEXT PRIMARY KEY, depth INTEGER NOT NULL, via TEXT NOT NULL, parent TEXT, mode TEXT NOT NULL,
  final_url TEXT, facts TEXT, rendered INTEGER NOT NULL DEFAULT 0, reach TEXT, sha256 TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS page_order ON page (depth, url);
CREATE INDEX IF NOT EXISTS page_final ON page (final_url);
CREATE TABLE IF NOT EXISTS target (url TEXT PRIMARY KEY, reach TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
`
/** Writes wait for company: a transaction holds this many. */
const BATCH = 200
const RESUME_WITHIN_MS = 24 * 3_600_000

interface PageRow {
  url: string
  depth: number
  via: Via
  parent: string | null
  mode: Mode
  final_url: string | null
  facts: string | null
  rendered: number
  reach: string | null
  sha256: string | null
}

function recordOf(row: PageRow): PageRecord {
  return {
    url: row.url,
    finalUrl: row.final_url ?? row.url,
    depth: row.depth,
    via: row.via,
    parent: row.parent,
    facts: row.facts === null ? null : (JSON.parse(row.facts) as PageFacts),
    rendered: row.rendered === 1,
    reach: JSON.parse(row.reach ?? 'null') as Reach,
    bodySha256: row.sha256,
  }
}

function openDatabase(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec(SCHEMA)
  return db
}

/** True when the state on disk is an unfinished crawl for the same job, young enough to go on with. */
function isResumable(db: Database.Database, resumeKey: string, now: number): boolean {
  const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const value = (key: string): string | undefined => meta.get(key)?.value
  const startedAt = Number(value('startedAt') ?? Number.NaN)
  return (
    value('resumeKey') === resumeKey &&
    value('finished') === '0' &&
    now >= startedAt &&
    now - startedAt < RESUME_WITHIN_MS
  )
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
}

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
  readonly #meta
  readonly #after

  private constructor(
    db: Database.Database,
    /** The pages and targets that an earlier, interrupted crawl had read are here. */
    readonly resumed: boolean,
  ) {
    this.#db = db
    this.#queue = db.prepare<[string, number, string, string | null, string]>(
      'INSERT INTO page (url, depth, via, parent, mode) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING',
    )
    this.#move = db.prepare<[number, string, string | null, string, string]>(
      'UPDATE page SET depth = ?, via = ?, parent = ?, mode = ? WHERE url = ?',
    )
    this.#store = db.prepare<[string, string | null, number, string, string | null, string]>(
      'UPDATE page SET final_url = ?, facts = ?, rendered = ?, reach = ?, sha256 = ? WHERE url = ?',
    )
    this.#target = db.prepare<[string, string]>(
      'INSERT INTO target (url, reach) VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET reach = excluded.reach',
    )
    this.#targetOf = db.prepare<[string], { reach: string }>('SELECT reach FROM target WHERE url = ?')
    this.#page = db.prepare<[string], PageRow>('SELECT * FROM page WHERE url = ? AND reach IS NOT NULL')
    this.#byFinal = db.prepare<[string], PageRow>(
      'SELECT * FROM page WHERE final_url = ? AND reach IS NOT NULL ORDER BY depth, url LIMIT 1',
    )
    this.#meta = db.prepare<[string, string]>(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    this.#after = db.prepare<[number, number, string], PageRow>(
      'SELECT * FROM page WHERE reach IS NOT NULL AND (depth > ? OR (depth = ? AND url > ?)) ORDER BY depth, url LIMIT 100',
    )
  }

  /**
   * Opens a site's state: what an interrupted crawl of the same job left within a day is kept, as far as it
   * succeeded; anything else is thrown away.
   */
  static open(path: string, resumeKey: string, now: number): CrawlState {
    let db: Database.Database
    try {
      db = openDatabase(path)
    } catch {
      // Damaged or of another version: derived state is not worth repairing.
      removeDatabase(path)
      db = openDatabase(path)
    }
    const resumed = isResumable(db, resumeKey, now)
    if (!resumed) {
      db.close()
      removeDatabase(path)
      db = openDatabase(path)
    }
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
      UPDATE page SET final_url = NULL, facts = NULL, rendered = 0, reach = NULL, sha256 = NULL
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

  /** Keeps what was read of a queued address. */
  store(page: Pick<PageRecord, 'url' | 'finalUrl' | 'facts' | 'rendered' | 'reach' | 'bodySha256'>): void {
    const facts = page.facts === null ? null : JSON.stringify(page.facts)
    const reach = JSON.stringify(page.reach)
    this.#write(() =>
      this.#store.run(page.finalUrl, facts, page.rendered ? 1 : 0, reach, page.bodySha256, page.url),
    )
  }

  /** Keeps what is known of a link target. */
  target(url: string, reach: Reach): void {
    const text = JSON.stringify(reach)
    this.#write(() => this.#target.run(url, text))
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
    return row ? recordOf(row) : undefined
  }

  /** Every read page, in order of depth and URL. Writing while iterating is allowed. */
  *pages(): Generator<PageRecord> {
    let [depth, url] = [-1, '']
    for (;;) {
      const rows = this.#after.all(depth, depth, url)
      for (const row of rows) yield recordOf(row)
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

  /** URLs of the targets that are known. */
  targets(): string[] {
    return this.#db
      .prepare<[], { url: string }>('SELECT url FROM target')
      .all()
      .map((row) => row.url)
  }

  /** Says that nothing is left to resume. */
  finish(): void {
    this.flush()
    this.#writeMeta({ finished: '1' })
  }

  /** Commits and closes. */
  close(): void {
    if (!this.#db.open) return
    this.flush()
    this.#db.close()
  }
}
