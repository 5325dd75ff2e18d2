/** Somebody changes the database behind the program's back: triggers and checks out of the way, and back again. */
import Database from 'better-sqlite3'
import { ledgerPath } from '../../src/ledger/open.js'

/** Runs SQL against the closed database of a data directory, leaving its schema as it was. */
export function tampered(dir: string, sql: string): void {
  const db = new Database(ledgerPath(dir))
  const triggers = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
  db.exec(sql)
  for (const trigger of triggers) db.exec(trigger.sql)
  db.close()
}
