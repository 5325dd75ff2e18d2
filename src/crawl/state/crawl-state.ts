/** One site's crawl state: frontier, pages, link targets, who names whom. Deleting it changes no score. */
import type Database from 'better-sqlite3'
import type { Reach } from '../../model/attempt.js'
import type { PageRecord, Via } from '../../model/harvest.js'
import type { PageFacts } from '../../model/page.js'
import type { TargetRole } from '../look.js'
import type { Validators } from '../ports.js'
import type { Mode } from '../territory.js'
import { Contents } from './contents.js'
import { openDatabase } from './database.js'
import { LinkSets } from './link-sets.js'
import { type FindAttempts, isFine, packAttempts, reachOfRow, rowOfReach } from './reach-row.js'
import { sharedText } from './shared-text.js'
import { NOT_LOOKED_AT, type NotedTarget, type PageRow, prepare, prepareByUrl, READ } from './statements.js'
import { KnownValidators } from './validators.js'

/** An address to read, or read: how deep it lies, how the crawl came to it, and what may be followed from it. */
export interface FrontierEntry {
  readonly url: string
  readonly depth: number
  readonly via: Via
  readonly parent: string | null
  readonly mode: Mode
}

/** The same with the number that its address has in this crawl. */
export type NumberedEntry = FrontierEntry & { readonly no: number }

/** What was read of an address. Of a skimmed page there are its title and its links, and no facts. */
export interface StoredPage {
  readonly no: number
  readonly finalUrl: string
  readonly facts: PageFacts | null
  readonly rendered: boolean
  readonly reach: Reach
  readonly bodySha256: string | null
  readonly title?: string | null
  /** Numbers of the addresses that a skimmed page names. */
  readonly links?: readonly number[]
  /** What the host said of it, and whose reading its facts are. */
  readonly validators?: Validators & { readonly reader: string }
}

/** Writes wait for company: a transaction holds this many, or those of so many milliseconds. */
const BATCH = 1_000
const BATCH_MS = 1_000
/** Writes between two looks at the clock. */
const LOOK_EVERY = 50

/** The state of one crawl. Not thread-safe; one crawl per site at a time. */
export class CrawlState {
  #inBatch = 0
  #begun = 0
  /** Targets noted in this batch and not looked at yet: most are before it ends, and are written once. */
  readonly #wanted = new Map<number, NotedTarget>()
  readonly #db: Database.Database
  readonly #do: ReturnType<typeof prepare>
  #asked: ReturnType<typeof prepareByUrl> | null = null
  readonly #contents: Contents
  /** Who names whom. */
  readonly links: LinkSets
  /** What can be asked for with conditions. */
  readonly validators: KnownValidators

  private constructor(
    db: Database.Database,
    /** The pages and targets that an earlier, interrupted crawl had read are here. */
    readonly resumed: boolean,
  ) {
    this.#db = db
    this.#contents = new Contents(db)
    this.links = new LinkSets(db)
    this.validators = new KnownValidators(db)
    this.#do = prepare(db)
  }

  get #ask(): ReturnType<typeof prepareByUrl> {
    this.#asked ??= prepareByUrl(this.#db)
    return this.#asked
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
    for (const [key, value] of Object.entries(values)) this.#do.meta.run(key, value)
  }

  /** Failures and pages without facts are looked at again: only what answered is worth keeping. */
  #forgetFailures(): void {
    this.#db.exec(`
      UPDATE page SET final_url = NULL, content = NULL, title = NULL, links = NULL, rendered = 0, sha256 = NULL,
        ${NOT_LOOKED_AT} WHERE outcome <> 'ok';
      UPDATE target SET ${NOT_LOOKED_AT} WHERE outcome <> 'ok';
    `)
  }

  #write(): void {
    if (this.#inBatch === 0) {
      this.#db.exec('BEGIN')
      this.#begun = performance.now()
    }
    this.#inBatch += 1
  }

  #written(): void {
    const due = this.#inBatch % LOOK_EVERY === 0 && performance.now() - this.#begun > BATCH_MS
    if (due || this.#inBatch >= BATCH) this.flush()
  }

  /** Commits what waits. */
  flush(): void {
    if (this.#inBatch === 0) return
    for (const { no, url, role } of this.#wanted.values()) this.#do.want.run(no, url, role)
    this.#wanted.clear()
    this.#inBatch = 0
    this.#db.exec('COMMIT')
  }

  /** Notes an address to read. */
  queue(entry: NumberedEntry): void {
    this.#write()
    this.#do.queue.run(entry.no, entry.url, entry.depth, entry.via, entry.parent, entry.mode)
    this.#written()
  }

  /** Notes a shorter way, or a wider mode, to a known address. */
  move(entry: NumberedEntry): void {
    this.#write()
    this.#do.move.run(entry.depth, entry.via, entry.parent, entry.mode, entry.no)
    this.#written()
  }

  /**
   * Keeps what was read of a queued address.
   * @param key what the facts were read from, by which a later crawl may find them; null where they are of one visit
   */
  store(page: StoredPage, key: string | null, now: number): void {
    const { no, reach, finalUrl, facts, bodySha256, title = null } = page
    this.#write()
    const links = page.links ? this.links.fold(page.links) : null
    if (facts === null && !page.rendered && finalUrl === reach.url && isFine(reach)) {
      this.#do.fine.run(reach.status, reach.bytes, packAttempts(reach), title, links, bodySha256, no)
    } else {
      const content = facts === null ? null : this.#contents.keep(facts, key, finalUrl, now)
      if (page.validators && content !== null && bodySha256 !== null)
        this.validators.keep(
          reach.url,
          { ...page.validators, content, sha256: bodySha256 },
          page.validators.reader,
        )
      this.#do.store.run(
        ...rowOfReach(reach),
        finalUrl === reach.url ? null : finalUrl,
        content,
        title,
        links,
        page.rendered ? 1 : 0,
        bodySha256,
        no,
      )
    }
    this.#written()
  }

  /** Facts that were read before, in this crawl or an earlier one, from the very same answer. */
  factsOf(key: string): PageFacts | null {
    return this.#contents.find(key)
  }

  /** Facts by the number of their content; null where they are no longer kept. */
  factsAt(content: number): PageFacts | null {
    return this.#contents.at(content)
  }

  /** Notes a link target that is to be probed. */
  want(no: number, url: string, role: TargetRole): void {
    this.#write()
    this.#wanted.set(no, { no, url, role })
    this.#written()
  }

  /** Keeps what is known of a link target, and as what it was judged. */
  target(no: number, role: TargetRole, reach: Reach): void {
    this.#write()
    this.#wanted.delete(no)
    this.#do.target.run(no, reach.url, role, ...rowOfReach(reach))
    this.#written()
  }

  readonly #pageAttempts: FindAttempts = (url) => this.#ask.pageAttempts.get(url)?.attempts ?? null
  readonly #targetAttempts: FindAttempts = (url) => this.#ask.targetAttempts.get(url)?.attempts ?? null

  /** What is known of a link target. */
  targetOf(url: string): Reach | undefined {
    const row = this.#ask.target.get(url)
    return row ? reachOfRow(url, row, this.#targetAttempts) : undefined
  }

  /** What is known of an address: read as a page, probed as a target, or where a page ended. */
  reachOf(url: string): Reach | undefined {
    const row = this.#ask.pageReach.get(url)
    return row ? reachOfRow(url, row, this.#pageAttempts) : (this.targetOf(url) ?? this.page(url)?.reach)
  }

  /** A read page by requested, else by final URL. */
  page(url: string): PageRecord | undefined {
    const row = this.#ask.page.get(url) ?? this.#ask.byFinal.get(url)
    return row ? this.#record(row) : undefined
  }

  /** A read page by the number of its address. */
  pageAt(no: number): PageRecord | undefined {
    const row = this.#do.byNo.get(no)
    return row ? this.#record(row) : undefined
  }

  #record(row: PageRow): PageRecord {
    const { content, facts: said } = row
    const facts = content === null || said === null ? null : this.#contents.unfold(content, said)
    // One string for all that bear the address: every page is held while judging.
    const url = facts?.url === row.url ? facts.url : row.url
    return {
      url,
      finalUrl: row.final_url ?? url,
      depth: row.depth,
      via: sharedText(row.via),
      parent: sharedText(row.parent),
      facts,
      rendered: row.rendered === 1,
      reach: reachOfRow(url, row, this.#pageAttempts),
      bodySha256: row.sha256,
    }
  }

  /** Hash of what was read of a page, by requested, else by final URL; null where nothing was. */
  bodySha256(url: string): string | null {
    return (this.#ask.hash.get(url) ?? this.#ask.hashByFinal.get(url))?.sha256 ?? null
  }

  /** Every read page, in order of depth and URL. Writing while iterating is allowed. */
  *pages(): Generator<PageRecord> {
    let [depth, url] = [-1, '']
    for (;;) {
      const rows = this.#ask.after.all(depth, url)
      for (const row of rows) yield this.#record(row)
      const last = rows.at(-1)
      if (!last) return
      depth = last.depth
      url = last.url
    }
  }

  /** Every address with whether it was read: what a resumed crawl starts from. */
  frontier(): (NumberedEntry & { readonly read: boolean })[] {
    const rows = this.#db
      .prepare<[], NumberedEntry & { read: number }>(
        `SELECT no, url, depth, via, parent, mode, ${READ} AS read FROM page ORDER BY depth, url`,
      )
      .all()
    return rows.map((row) => ({ ...row, read: row.read === 1 }))
  }

  /** The targets that are known, and as what each was judged, or is to be. */
  targets(): (NotedTarget & { readonly probed: boolean })[] {
    const rows = this.#db
      .prepare<[], NotedTarget & { probed: number }>(
        `SELECT no, url, role, ${READ} AS probed FROM target ORDER BY no`,
      )
      .all()
    return rows.map((row) => ({ ...row, probed: row.probed === 1 }))
  }

  /** Says that nothing is left to resume. */
  finish(now: number): void {
    this.flush()
    this.#contents.prune(now)
    this.validators.prune()
    this.#writeMeta({ finished: '1' })
  }

  /** Commits and closes. */
  close(): void {
    if (!this.#db.open) return
    this.flush()
    this.#db.close()
  }
}
