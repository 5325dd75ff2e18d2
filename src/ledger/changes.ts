/** What was changed lately, and of which unit: by it a long-lived reader knows which of its folds still hold. */
import type { Ledger } from './open.js'

/** Tables whose rows are a unit's; a row without a unit, or one that units share, concerns all of them. */
const BY_UNIT = ['findings', 'metrics', 'coverage', 'documents', 'scored_units', 'ledger'] as const
/** Tables whose rows are a finding's. */
const BY_FINDING = ['charges', 'observations'] as const
const EVENTS = ['INSERT', 'UPDATE', 'DELETE'] as const

/** Taken out and put in anew: a clause for conflicts would be overruled by that of the statement that sets a trigger off. */
const noted = (what: string): string =>
  `DELETE FROM xuncha_changes WHERE what = ${what}; INSERT INTO xuncha_changes (what) VALUES (${what});`

function triggerOf(table: string, event: (typeof EVENTS)[number], body: (row: string) => string): string {
  // A unit's row may become another's: both have changed.
  const rows = event === 'INSERT' ? ['NEW'] : event === 'DELETE' ? ['OLD'] : ['OLD', 'NEW']
  return `CREATE TEMP TRIGGER xuncha_${table}_${event} AFTER ${event} ON main.${table}
    BEGIN ${rows.map(body).join(' ')} END;`
}

/**
 * Triggers of this connection alone, gone with it and rolled back with what they note. Each change takes a new number.
 */
const WATCH = [
  'CREATE TEMP TABLE xuncha_changes (no INTEGER PRIMARY KEY AUTOINCREMENT, what TEXT NOT NULL UNIQUE);',
  ...EVENTS.flatMap((event) => [
    ...BY_UNIT.map((table) =>
      triggerOf(table, event, (row) =>
        [
          noted(`coalesce('unit ' || ${row}.unit, '*')`),
          ...(table === 'findings' ? [noted(`CASE ${row}.shared WHEN 1 THEN '*' ELSE 'own' END`)] : []),
        ].join(' '),
      ),
    ),
    ...BY_FINDING.map((table) =>
      triggerOf(table, event, (row) =>
        noted(`coalesce('unit ' || (SELECT unit FROM findings WHERE fingerprint = ${row}.fingerprint), '*')`),
      ),
    ),
    triggerOf('register', event, () => noted(`'register'`)),
    triggerOf('run_scores', event, () => noted(`'scores'`)),
  ]),
].join('\n')

const watched = new WeakSet<Ledger>()

/** Where the books stand: `others` changes whenever another connection wrote, `last` with each change of our own. */
export interface Stand {
  readonly others: number
  readonly last: number
}

/**
 * Where the books stand; null where nobody may rely on it: within a transaction, which may yet be taken back, and on a
 * connection that only reads.
 */
export function standOf(ledger: Ledger): Stand | null {
  if (ledger.readonly || ledger.db.inTransaction) return null
  if (!watched.has(ledger)) {
    ledger.db.exec(WATCH)
    watched.add(ledger)
  }
  const others = ledger.db.pragma('data_version', { simple: true }) as number
  const last = ledger.sql('SELECT coalesce(max(no), 0) FROM temp.xuncha_changes').pluck().get() as number
  return { others, last }
}

/** Number of the last change of a thing: `unit ID`, `*` for what concerns all units, `register`, `scores`; 0: none since opening. */
export function lastChange(ledger: Ledger, what: string): number {
  const no = ledger.sql('SELECT no FROM temp.xuncha_changes WHERE what = ?').pluck().get(what)
  return (no ?? 0) as number
}

/** Units of which something was changed after a number. */
export function unitsChanged(ledger: Ledger, after: number): string[] {
  const found = ledger
    .sql(`SELECT substr(what, 6) FROM temp.xuncha_changes WHERE no > ? AND substr(what, 1, 5) = 'unit '`)
    .pluck()
    .all(after)
  return found as string[]
}

/**
 * A value that is computed anew only when something it rests on was changed: of the unit, of all units, or by another
 * process. Computed each time where the books' stand cannot be relied on.
 */
export function heldPerUnit<T>(
  held: Map<string, { readonly mark: string; readonly value: T }>,
  given: { readonly ledger: Ledger; readonly unit: string; readonly key: string },
  compute: () => T,
): T {
  const { ledger, unit, key } = given
  const stand = standOf(ledger)
  if (stand === null) return compute()
  const mark = `${stand.others} ${lastChange(ledger, '*')} ${lastChange(ledger, `unit ${unit}`)}`
  const name = `${unit}\n${key}`
  const known = held.get(name)
  if (known?.mark === mark) return known.value
  const value = compute()
  held.set(name, { mark, value })
  return value
}
