/** What is asked of the site's database, prepared once. */
import type Database from 'better-sqlite3'
import type { Via } from '../../model/harvest.js'
import type { TargetRole } from '../look.js'
import { indexAddresses } from './database.js'
import { attemptsIn, type ReachRow, type rowOfReach } from './reach-row.js'

/** A page as its row holds it, with what it said. */
export interface PageRow extends ReachRow {
  url: string
  depth: number
  via: Via
  parent: string | null
  final_url: string | null
  content: number | null
  facts: string | null
  rendered: number
  sha256: string | null
}

/** A link target as it is noted: its number, its address, and as what it is to be judged. */
export interface NotedTarget {
  readonly no: number
  readonly url: string
  readonly role: TargetRole
}

type ReachValues = ReturnType<typeof rowOfReach>

/** The address of a row was looked at. */
export const READ = 'attempts IS NOT NULL'
/** Makes a row one that was not. */
export const NOT_LOOKED_AT =
  'outcome = NULL, cause = NULL, status = NULL, bytes = NULL, ended = NULL, attempts = NULL'
const REACH = 'outcome, cause, status, bytes, ended'
const PAGES = `SELECT url, depth, via, parent, final_url, content, rendered, sha256, ${REACH}, ${attemptsIn('page')},
  content.facts FROM page LEFT JOIN content ON content.id = page.content`

/** What a crawl asks and writes as it goes. */
export function prepare(db: Database.Database) {
  return {
    queue: db.prepare<[number, string, number, string, string | null, string]>(
      'INSERT OR IGNORE INTO page (no, url, depth, via, parent, mode) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    move: db.prepare<[number, string, string | null, string, number]>(
      'UPDATE page SET depth = ?, via = ?, parent = ?, mode = ? WHERE no = ?',
    ),
    store: db.prepare<
      [
        ...ReachValues,
        string | null,
        number | null,
        string | null,
        Uint8Array | null,
        number,
        string | null,
        number,
      ]
    >(
      `UPDATE page SET outcome = ?, cause = ?, status = ?, bytes = ?, ended = ?, attempts = ?,
         final_url = ?, content = ?, title = ?, links = ?, rendered = ?, sha256 = ? WHERE no = ?`,
    ),
    want: db.prepare<[number, string, string]>(
      'INSERT OR IGNORE INTO target (no, url, role) VALUES (?, ?, ?)',
    ),
    // Nearly all answers are good ones, at the first attempt and where they were asked for.
    fine: db.prepare<
      [number | null, number | null, string, string | null, Uint8Array | null, string | null, number]
    >(
      `UPDATE page SET outcome = 'ok', cause = NULL, status = ?, bytes = ?, ended = NULL, attempts = ?, title = ?,
         links = ?, sha256 = ? WHERE no = ?`,
    ),
    target: db.prepare<[number, string, string, ...ReachValues]>(
      `INSERT OR REPLACE INTO target (no, url, role, outcome, cause, status, bytes, ended, attempts)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    meta: db.prepare<[string, string]>(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ),
    byNo: db.prepare<[number], PageRow>(`${PAGES} WHERE no = ? AND ${READ}`),
  }
}

/** Questions by address, asked when the crawl is over or nearly so. */
export function prepareByUrl(db: Database.Database) {
  indexAddresses(db)
  const first = `WHERE final_url = ? AND ${READ} ORDER BY depth, url LIMIT 1`
  return {
    target: db.prepare<[string], ReachRow>(
      `SELECT ${REACH}, ${attemptsIn('target')} FROM target WHERE url = ? AND ${READ}`,
    ),
    pageReach: db.prepare<[string], ReachRow>(
      `SELECT ${REACH}, ${attemptsIn('page')} FROM page WHERE url = ? AND ${READ}`,
    ),
    pageAttempts: db.prepare<[string], { attempts: string | null }>(
      'SELECT attempts FROM page WHERE url = ?',
    ),
    targetAttempts: db.prepare<[string], { attempts: string | null }>(
      'SELECT attempts FROM target WHERE url = ?',
    ),
    page: db.prepare<[string], PageRow>(`${PAGES} WHERE url = ? AND ${READ}`),
    byFinal: db.prepare<[string], PageRow>(`${PAGES} ${first}`),
    hash: db.prepare<[string], { sha256: string | null }>(
      `SELECT sha256 FROM page WHERE url = ? AND ${READ}`,
    ),
    hashByFinal: db.prepare<[string], { sha256: string | null }>(`SELECT sha256 FROM page ${first}`),
    after: db.prepare<[number, string], PageRow>(
      `${PAGES} WHERE ${READ} AND (depth, url) > (?, ?) ORDER BY depth, url LIMIT 100`,
    ),
  }
}
