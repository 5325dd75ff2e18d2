/** Verifies the ledger: file, schema, numbering, chain and evidence; names the first broken thing (contract §3, §9). */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { UserFault } from '../model/error.js'
import { ledgerHash, ledgerRowSchema } from '../model/ledger.js'
import { ledgerPath } from './open.js'
import { SELECT_ROW } from './rows.js'
import { applyMigration, MIGRATIONS, SCHEMA_VERSION } from './schema.js'

/** Result of verifying: the head of a sound chain, or the first broken thing as a message key with its facts. */
export type Verification =
  | { readonly valid: true; readonly rows: number; readonly head: string }
  | {
      readonly valid: false
      readonly key: string
      readonly facts: Readonly<Record<string, string | number>>
    }

type Broken = Extract<Verification, { valid: false }>

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

function checkChain(db: Database.Database): Verification {
  const evidence = db.prepare('SELECT 1 FROM evidence WHERE id = ?')
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
    if (row.evidence !== null && !evidence.get(row.evidence))
      return broken('evidence', { seq: found, evidence: row.evidence })
    ;[seq, head] = [found, hash]
  }
  return { valid: true, rows: seq, head }
}

/**
 * Verifies DATA/xuncha.db without changing it. Throws UserFault (exit status 2) when there is no such file;
 * everything else that is wrong, down to a file that is no database any more, is a result.
 */
export function verifyLedger(dataDir: string): Verification {
  const path = ledgerPath(dataDir)
  if (!existsSync(path)) throw new UserFault('ledger.missing', { path }, 2)
  let db: Database.Database | null = null
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    return checkSchema(db) ?? checkFile(db) ?? checkChain(db)
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    if (error.code.startsWith('SQLITE_BUSY')) throw new UserFault('ledger.busy', { path })
    return broken('file', { detail: error.message })
  } finally {
    db?.close()
  }
}
