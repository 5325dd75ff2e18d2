/** SQL of the append-only ledger (contract §9): strict, chained, and closed to UPDATE, DELETE and INSERT OR REPLACE. */

/**
 * `recursive_triggers` is off by default, so INSERT OR REPLACE deletes without firing the DELETE trigger: the guard
 * before INSERT refuses a row that would collide, and any row that does not continue the chain.
 */
export const LEDGER_SQL = `
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  v INTEGER NOT NULL CHECK (v = 1),
  recorded_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('deduct','award','manual','external','post','void','reverse','adjust',
    'assessment-open','assessment-advance','assessment-reopen','publication','reprice','evidence-pruned','restore')),
  entry TEXT,
  key TEXT UNIQUE,
  assessment TEXT,
  bucket TEXT,
  unit TEXT,
  rubric TEXT,
  rubric_version TEXT,
  indicator TEXT,
  rule TEXT,
  occurrence TEXT,
  points INTEGER,
  clause TEXT,
  arithmetic TEXT,
  finding TEXT,
  evidence TEXT,
  decided_by TEXT NOT NULL CHECK (decided_by IN ('auto','person','import')),
  actor TEXT NOT NULL,
  reason TEXT,
  run TEXT,
  prev TEXT NOT NULL CHECK (length(prev) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  CHECK ((kind IN ('deduct','award','manual','external')) = (key IS NOT NULL)),
  CHECK (kind NOT IN ('deduct','award','manual','external')
    OR (entry IS NOT NULL AND points IS NOT NULL AND unit IS NOT NULL AND assessment IS NOT NULL)),
  CHECK (kind NOT IN ('post','void','reverse','adjust') OR entry IS NOT NULL)
) STRICT;
CREATE INDEX ledger_by_unit ON ledger (assessment, unit);
CREATE INDEX ledger_by_entry ON ledger (entry);
CREATE UNIQUE INDEX ledger_opens_once ON ledger (entry) WHERE key IS NOT NULL;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no UPDATE'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: no DELETE'); END;
CREATE TRIGGER ledger_guard_insert BEFORE INSERT ON ledger
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger)
  OR NEW.prev IS NOT (SELECT coalesce((SELECT hash FROM ledger ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000'))
  OR EXISTS (SELECT 1 FROM ledger WHERE hash = NEW.hash)
  OR (NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM ledger WHERE key = NEW.key))
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: the row does not continue the chain'); END;
`
