/** SQL of what keeps the office going: samples of start pages, notices and their deliveries; which runs are no whole inspection. */

export const OPERATIONS_STEP_SQL = `
-- starts: a run that looked at start pages only, because a sample had found one failing.
ALTER TABLE runs ADD COLUMN scope TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('all','starts'));
-- Samples of a unit's start page, counted by day in the unit's time zone. doubt: it failed in a way that says nothing
-- for certain; unknown: we could not look.
CREATE TABLE availability (
  unit TEXT NOT NULL,
  day TEXT NOT NULL,
  up INTEGER NOT NULL DEFAULT 0,
  down INTEGER NOT NULL DEFAULT 0,
  doubt INTEGER NOT NULL DEFAULT 0,
  unknown INTEGER NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL,
  last TEXT NOT NULL CHECK (last IN ('up','down','doubt','unknown')),
  PRIMARY KEY (unit, day)
) STRICT, WITHOUT ROWID;
-- Each sample that failed, with what it failed of.
CREATE TABLE availability_failures (
  unit TEXT NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('down','doubt')),
  cause TEXT,
  PRIMARY KEY (unit, at)
) STRICT, WITHOUT ROWID;
-- What somebody is to be told: one cause once in a day.
CREATE TABLE notices (
  no INTEGER PRIMARY KEY,
  cause TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  created_at INTEGER NOT NULL,
  UNIQUE (cause, day)
) STRICT;
-- By which way each notice goes out, and how far that is.
CREATE TABLE notice_deliveries (
  notice INTEGER NOT NULL REFERENCES notices (no),
  way TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  done_at INTEGER,
  error TEXT,
  PRIMARY KEY (notice, way)
) STRICT, WITHOUT ROWID;
`
