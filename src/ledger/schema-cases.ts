/** SQL of the third step: records from outside the web, dismissals, problem lists and what happens to them, documents. */

/** Tables that only grow: what was written stays as it was. */
const GROWING = [
  'records',
  'dismissals',
  'dismissal_answers',
  'problem_lists',
  'problem_list_items',
  'rectification_events',
]

const TABLES_SQL = `
-- Records (登记事项): json is the record as model/record.ts describes it.
CREATE TABLE records (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  unit TEXT NOT NULL,
  type TEXT NOT NULL,
  happened_on TEXT NOT NULL,
  list TEXT,
  json TEXT NOT NULL CHECK (json_valid(json)),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_by_unit ON records (unit, happened_on);

-- A dismissal as it was asked for. scope: this finding, or the unit's findings of a code or in a column.
CREATE TABLE dismissals (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  unit TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('finding','column','code')),
  code TEXT NOT NULL,
  column_name TEXT,
  reason TEXT NOT NULL,
  until TEXT NOT NULL,
  actor TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dismissals_by_unit ON dismissals (unit);
-- The second person's answer: without one a dismissal has no effect.
CREATE TABLE dismissal_answers (
  dismissal INTEGER PRIMARY KEY REFERENCES dismissals (id),
  answer TEXT NOT NULL CHECK (answer IN ('approved','refused')),
  reason TEXT,
  actor TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT;

-- Problem lists (整改清单) issued to units, and the findings on each.
CREATE TABLE problem_lists (
  id TEXT PRIMARY KEY,
  unit TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  working_days INTEGER,
  document TEXT,
  note TEXT,
  files TEXT NOT NULL CHECK (json_valid(files)),
  actor TEXT NOT NULL,
  issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_lists_by_unit ON problem_lists (unit);
CREATE TABLE problem_list_items (
  list TEXT NOT NULL REFERENCES problem_lists (id),
  fingerprint TEXT NOT NULL REFERENCES findings (fingerprint),
  state TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  PRIMARY KEY (list, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_list_items_by_finding ON problem_list_items (fingerprint);
-- What happened: fingerprint null where it is about the whole list.
CREATE TABLE rectification_events (
  seq INTEGER PRIMARY KEY,
  list TEXT NOT NULL REFERENCES problem_lists (id),
  fingerprint TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('received','replied','extended','verdict')),
  day TEXT NOT NULL,
  due_on TEXT,
  verdict TEXT CHECK (verdict IS NULL OR verdict IN ('mended','partly','not-mended')),
  claim TEXT,
  text TEXT,
  files TEXT NOT NULL CHECK (json_valid(files)),
  actor TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rectification_events_by_list ON rectification_events (list);

-- Documents of a unit by the day of publication that a formal inspection read: what samples are drawn from.
CREATE TABLE documents (
  unit TEXT NOT NULL, subject TEXT NOT NULL, published TEXT NOT NULL,
  PRIMARY KEY (unit, subject)
) STRICT, WITHOUT ROWID;
`

export const CASES_STEP_SQL =
  TABLES_SQL +
  GROWING.flatMap((table) => [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: what was written stays as it was'); END;\n`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: nothing is deleted'); END;\n`,
  ]).join('')
