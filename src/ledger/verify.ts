/** Verifies the ledger: file, schema, numbering, chain, what rows name, signatures; names the first broken thing (contract §3, §9). */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { FROZEN_KINDS, type LedgerRow, ledgerHash, ledgerRowSchema } from '../model/ledger.js'
import { ledgerPath } from './open.js'
import { SELECT_ROW } from './rows.js'
import { applyMigration, MIGRATIONS, SCHEMA_VERSION } from './schema.js'

/** Result of verifying: the head of a sound chain, or the first broken thing as a message key with its facts. */
export type Verification =
  | {
      readonly valid: true
      readonly rows: number
      readonly head: string
      /** Number of the last row that a signed checkpoint covers; null where there are no checkpoints. */
      readonly signedUpTo: number | null
    }
  | {
      readonly valid: false
      readonly key: string
      readonly facts: Readonly<Record<string, string | number>>
    }

type Broken = Extract<Verification, { valid: false }>

/** A line of the checkpoint file as it was found; `checkpoint` is null where its signature is not ours. */
export interface SignedHead {
  readonly line: number
  readonly checkpoint: {
    readonly kind: 'head' | 'restore'
    readonly seq: number
    readonly hash: string
    /** UTC milliseconds. */
    readonly at: number
  } | null
}

const GENESIS = '0'.repeat(64)

const broken = (what: string, facts: Broken['facts']): Broken => ({
  valid: false,
  key: `ledger.broken.${what}`,
  facts,
})

interface SchemaObject {
  readonly name: string | null
  readonly sql: string | null
}

/** Names as text whatever the file says they are: in a damaged one they may be numbers. */
const OBJECTS = 'SELECT CAST(name AS TEXT) AS name, sql FROM sqlite_schema ORDER BY name'

/** The schema as the migrations make it, built anew in memory: no second list to keep. */
function expectedSchema(): Map<string | null, string | null> {
  const fresh = new Database(':memory:')
  try {
    for (const migration of MIGRATIONS) applyMigration(fresh, migration)
    return new Map((fresh.prepare(OBJECTS).all() as SchemaObject[]).map(({ name, sql }) => [name, sql]))
  } finally {
    fresh.close()
  }
}

function checkSchema(db: Database.Database): Broken | null {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version !== SCHEMA_VERSION) return broken('pragma', { found: version, expected: SCHEMA_VERSION })
  const expected = expectedSchema()
  const found = new Map(
    (db.prepare(OBJECTS).all() as SchemaObject[])
      .filter(({ name }) => !name?.startsWith('sqlite_stat'))
      .map(({ name, sql }) => [name, sql]),
  )
  for (const [name, sql] of expected)
    if (found.get(name) !== sql) return broken('schema', { name: String(name) })
  for (const name of found.keys()) if (!expected.has(name)) return broken('schema', { name: String(name) })
  return null
}

function checkFile(db: Database.Database): Broken | null {
  const detail = db.pragma('integrity_check(1)', { simple: true }) as string
  if (detail !== 'ok') return broken('integrity', { detail })
  const [row] = db.pragma('foreign_key_check') as { table: string; parent: string }[]
  return row ? broken('foreign-key', { table: row.table, parent: row.parent }) : null
}

/** Hash of a row's document, where the row says that it rests on one. */
function namedDocument(row: LedgerRow): string | null {
  return row.evidence !== null && FROZEN_KINDS.has(row.kind) ? row.evidence.replace(/^sha256:/, '') : null
}

function checkNamed(db: Database.Database): (row: LedgerRow) => Broken | null {
  const evidence = db.prepare('SELECT 1 FROM evidence WHERE id = ?')
  const frozen = db.prepare('SELECT json FROM frozen_documents WHERE hash = ?').pluck()
  return (row) => {
    const hash = namedDocument(row)
    if (hash !== null) {
      const json = frozen.get(hash)
      const sound = typeof json === 'string' && sha256(json) === hash
      return sound ? null : broken('document', { seq: row.seq, document: hash })
    }
    if (row.evidence === null || evidence.get(row.evidence)) return null
    return broken('evidence', { seq: row.seq, evidence: row.evidence })
  }
}

function checkChain(db: Database.Database): Broken | { readonly rows: number; readonly head: string } {
  const brokenName = checkNamed(db)
  let [seq, head] = [0, GENESIS]
  for (const raw of db.prepare(`SELECT ${SELECT_ROW} FROM ledger ORDER BY seq`).iterate()) {
    const found = (raw as { seq: number }).seq
    if (found !== seq + 1) return broken('sequence', { expected: seq + 1, found })
    const parsed = ledgerRowSchema.safeParse(raw)
    if (!parsed.success)
      return broken('shape', { seq: found, detail: parsed.error.issues[0]?.path.join('.') ?? '' })
    const { hash, ...row } = parsed.data
    if (row.prev !== head) return broken('link', { seq: found })
    if (ledgerHash(row) !== hash) return broken('hash', { seq: found })
    const missing = brokenName(parsed.data)
    if (missing) return missing
    ;[seq, head] = [found, hash]
  }
  return { rows: seq, head }
}

const dayOf = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')

/**
 * Holds the chain against what was signed. A line that is not ours is overlooked only where a sound one follows it: the
 * later covers all rows before it. A restore that we signed begins anew: what was signed before is of the replaced file.
 */
function checkSigned(
  db: Database.Database,
  rows: number,
  found: readonly SignedHead[] | null,
): Broken | { readonly signedUpTo: number | null } {
  if (found === null) return rows === 0 ? { signedUpTo: null } : broken('no-checkpoints', { rows })
  const last = found.at(-1)
  if (last && last.checkpoint === null) return broken('checkpoint', { line: last.line })
  const sound = found.flatMap(({ checkpoint }) => checkpoint ?? [])
  const since = sound.slice(
    Math.max(
      0,
      sound.findLastIndex(({ kind }) => kind === 'restore'),
    ),
  )
  const hashOf = db.prepare('SELECT hash FROM ledger WHERE seq = ?').pluck()
  let good = 0
  for (const { seq, hash, at } of since.sort((a, b) => a.seq - b.seq)) {
    if (seq > rows) return broken('truncated', { rows, signed: seq, at: dayOf(at) })
    if (seq > 0 && hashOf.get(seq) !== hash)
      return broken('restamped', { from: good + 1, seq, at: dayOf(at) })
    good = seq
  }
  return { signedUpTo: since.length > 0 ? good : null }
}

function checkAll(db: Database.Database, signed: readonly SignedHead[] | null): Verification {
  const wrong = checkSchema(db) ?? checkFile(db)
  if (wrong) return wrong
  const chain = checkChain(db)
  if ('valid' in chain) return chain
  const told = checkSigned(db, chain.rows, signed)
  return 'valid' in told ? told : { valid: true, ...chain, ...told }
}

/**
 * Verifies DATA/xuncha.db without changing it, and holds it against `signed`: the checkpoints as they were found, null
 * where they are gone, empty where there never were any. Throws UserFault (exit status 2) when there is no such file;
 * everything else that is wrong, down to a file that is no database any more, is a result.
 */
export function verifyLedger(dataDir: string, signed: readonly SignedHead[] | null = []): Verification {
  return verifyDatabase(ledgerPath(dataDir), signed)
}

/** The same for a database at another place, as a backup is. */
export function verifyDatabase(path: string, signed: readonly SignedHead[] | null = []): Verification {
  if (!existsSync(path)) throw new UserFault('ledger.missing', { path }, 2)
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    return checkAll(db, signed)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    if (error.code.startsWith('SQLITE_BUSY')) throw new UserFault('ledger.busy', { path })
    return broken('file', { detail: error.message })
  } finally {
    db?.close()
  }
}
