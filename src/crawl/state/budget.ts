/** Budgets of hosts that all processes on one data directory share: until when each host is spoken for, and its connections. */
import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { SharedBudget, SharedLane } from '../joint-pacer.js'
import type { Release } from '../pacer.js'
import { Sqlite } from './sqlite.js'

const SCHEMA = `
CREATE TABLE IF NOT EXISTS lane (key TEXT PRIMARY KEY, free REAL NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS held (id TEXT, key TEXT, until REAL NOT NULL, PRIMARY KEY (id, key)) STRICT, WITHOUT ROWID;
`
/** No request takes longer: what is held for so long was held by a process that is gone. */
const LEASE_MS = 120_000
/** Nobody is put off for longer (a pause that a host asked for takes a minute): what is further off is of before the machine was started. */
const LONGEST_AHEAD_MS = 75_000
/** A page of many parts is paid back for at most this long. */
const LONGEST_DEBT_MS = 10_000
/** Between two looks for a connection that comes free, and the longest wait before another look. */
const BUSY_MS = 25
const LONGEST_WAIT_MS = 2_000
const BUSY_TIMEOUT_MS = 5_000
/** After a failure (a full disk, a file that is no database) the file is left alone for so long. */
const AGAIN_MS = 30_000
/** Codes of a file that will never be a database again: it is made anew, for it holds nothing older than minutes. */
const RUINED = /^SQLITE_(?:CORRUPT|NOTADB)/

/** The machine's own clock in milliseconds: the same in every process, and put back by nobody. */
function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

function statements(db: Database.Database) {
  return {
    free: db.prepare<[string], { free: number }>('SELECT free FROM lane WHERE key = ?'),
    setFree: db.prepare<[string, number]>('INSERT OR REPLACE INTO lane (key, free) VALUES (?, ?)'),
    count: db
      .prepare<[string, number, number], number>(
        'SELECT count(*) FROM held WHERE key = ? AND until > ? AND until < ?',
      )
      .pluck(),
    hold: db.prepare<[string, string, number]>('INSERT INTO held (id, key, until) VALUES (?, ?, ?)'),
    giveBack: db.prepare<[string]>('DELETE FROM held WHERE id = ?'),
    expire: db.prepare<[number, number]>('DELETE FROM held WHERE until <= ? OR until >= ?'),
  }
}

function open(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = OFF')
    db.exec(SCHEMA)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** A budget that a file holds. While the file cannot be used each process keeps to its own pace alone. */
export class FileBudget implements SharedBudget {
  #db: Database.Database | null = null
  #do: ReturnType<typeof statements> | null = null
  /** When the file may be tried again; Infinity: it is closed for good. */
  #usableFrom = 0

  /** @param now milliseconds, the same in every process */
  constructor(
    private readonly path: string,
    private readonly now: () => number = machineNow,
  ) {}

  /** Does something in one transaction; null where the file cannot be used. */
  #with<T>(work: (ask: ReturnType<typeof statements>) => T): T | null {
    if (this.#usableFrom > 0 && this.now() < this.#usableFrom) return null
    try {
      this.#db ??= open(this.path)
      this.#do ??= statements(this.#db)
      const ask = this.#do
      return this.#db.transaction(() => work(ask)).immediate()
    } catch (error) {
      this.#leave(this.now() + AGAIN_MS)
      if (error instanceof Sqlite.SqliteError && RUINED.test(error.code))
        for (const end of ['', '-wal', '-shm']) rmSync(this.path + end, { force: true })
      return null
    }
  }

  async take(lanes: readonly SharedLane[], burst: boolean, signal?: AbortSignal): Promise<Release> {
    const id = randomUUID()
    for (;;) {
      signal?.throwIfAborted()
      const wait = this.#with((ask) => this.#ask(ask, id, lanes, burst)) ?? 0
      if (wait === 0) return () => void this.#with((ask) => ask.giveBack.run(id))
      await sleep(wait < 0 ? BUSY_MS : Math.min(wait, LONGEST_WAIT_MS), undefined, signal ? { signal } : {})
    }
  }

  /** 0: granted. Else milliseconds to wait; -1: until a connection comes free. */
  #ask(ask: ReturnType<typeof statements>, id: string, lanes: readonly SharedLane[], burst: boolean): number {
    const now = this.now()
    const latest = now + LEASE_MS + 1
    ask.expire.run(now, latest)
    if (lanes.some(({ key, connections }) => (ask.count.get(key, now, latest) ?? 0) >= connections)) return -1
    const frees = lanes.map(({ key }) => this.#freeAt(ask, key, now))
    const wait = burst ? 0 : Math.max(0, ...frees.map((free) => free - now))
    if (wait > 0) return Math.ceil(wait)
    for (const [index, { key, intervalMs }] of lanes.entries()) {
      const free = frees[index] ?? now
      const next = Math.max(now, free) + intervalMs
      ask.setFree.run(key, burst ? Math.max(free, Math.min(next, now + LONGEST_DEBT_MS)) : next)
      ask.hold.run(id, key, now + LEASE_MS)
    }
    return 0
  }

  #freeAt(ask: ReturnType<typeof statements>, key: string, now: number): number {
    const free = ask.free.get(key)?.free ?? now
    return free > now + LONGEST_AHEAD_MS ? now : free
  }

  owe(lanes: readonly SharedLane[]): void {
    this.#with((ask) => {
      const now = this.now()
      for (const { key, intervalMs } of lanes) {
        const next = Math.max(now, this.#freeAt(ask, key, now)) + intervalMs
        ask.setFree.run(key, Math.max(this.#freeAt(ask, key, now), Math.min(next, now + LONGEST_DEBT_MS)))
      }
    })
  }

  hold(lane: string, ms: number): void {
    this.#with((ask) => {
      const now = this.now()
      ask.setFree.run(lane, Math.max(this.#freeAt(ask, lane, now), now + ms))
    })
  }

  #leave(usableFrom: number): void {
    this.#db?.close()
    this.#db = null
    this.#do = null
    this.#usableFrom = usableFrom
  }

  /** Closes the file. */
  close(): void {
    this.#leave(Number.POSITIVE_INFINITY)
  }
}
