/** SQL of the second step: further kinds of ledger rows, and the frozen documents that rows name by their hash. */

/**
 * A CHECK can only be changed in the stored text of the table: which words a column admits is altered, not one row is
 * rewritten (SQLite, "Making Other Kinds Of Table Schema Changes"). The database is opened for it by `migrate`.
 */
const FURTHER_KINDS_SQL = `
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '''assessment-reopen'',''publication''',
  '''assessment-reopen'',''assessment-settings'',''assessment-dispute'',''assessment-decision'',''publication''')
  WHERE type = 'table' AND name = 'ledger';
PRAGMA writable_schema = RESET;
`

/** What a row says in full where its columns do not suffice: settings, stages, snapshots, statements, decisions. */
const FROZEN_SQL = `
CREATE TABLE frozen_documents (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  kind TEXT NOT NULL,
  json TEXT NOT NULL CHECK (json_valid(json)),
  frozen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER frozen_no_update BEFORE UPDATE ON frozen_documents
BEGIN SELECT RAISE(ABORT, 'a frozen document is never changed'); END;
CREATE TRIGGER frozen_no_delete BEFORE DELETE ON frozen_documents
BEGIN SELECT RAISE(ABORT, 'a frozen document is never deleted'); END;
CREATE TRIGGER frozen_no_replace BEFORE INSERT ON frozen_documents
WHEN EXISTS (SELECT 1 FROM frozen_documents WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'a frozen document is never replaced'); END;
`

export const FROZEN_STEP_SQL = FURTHER_KINDS_SQL + FROZEN_SQL

/** SQL of the fourth step: what an assessment and its disputes are folded from is found without reading every row. */
export const LEDGER_INDEX_SQL = `
CREATE INDEX ledger_by_kind ON ledger (kind, assessment);
`
