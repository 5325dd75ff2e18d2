/** SQL of the registers, runs, findings, observations and the evidence index of xuncha.db. */

/** Instants are UTC milliseconds, days are YYYY-MM-DD, documents are JSON text. */
export const RECORD_SQL = `
CREATE TABLE migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT;

-- Registers: what somebody wrote, entry by entry, in the order in which it came. id: 'defaults' for the defaults.
CREATE TABLE register (
  kind TEXT NOT NULL CHECK (kind IN ('defaults','platform','unit','exemption','column')),
  id TEXT NOT NULL,
  json TEXT NOT NULL CHECK (json_valid(json)),
  UNIQUE (kind, id)
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  at TEXT NOT NULL,
  period TEXT,
  tool TEXT NOT NULL,
  actor TEXT NOT NULL,
  resume_key TEXT NOT NULL,
  units TEXT NOT NULL CHECK (json_valid(units)),
  rubrics TEXT NOT NULL CHECK (json_valid(rubrics)),
  status TEXT NOT NULL CHECK (status IN ('running','complete','interrupted','held','void')),
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX runs_by_key ON runs (resume_key, started_at);

-- One site within a run: recorded in one transaction, once.
CREATE TABLE inspections (
  run TEXT NOT NULL REFERENCES runs (id),
  site TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at TEXT NOT NULL,
  canary TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (run, site)
) STRICT, WITHOUT ROWID;
CREATE INDEX inspections_by_site ON inspections (site, at);

CREATE TABLE unit_results (
  run TEXT NOT NULL REFERENCES runs (id),
  unit TEXT NOT NULL,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('inspected','unreachable','inconclusive','partial')),
  reason TEXT,
  json TEXT NOT NULL CHECK (json_valid(json)),
  PRIMARY KEY (run, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_results_by_unit ON unit_results (unit, at);

-- What a run saw of a finding or found fixed, in its state after recording: what 'inspect --json' prints again.
CREATE TABLE run_findings (
  run TEXT NOT NULL REFERENCES runs (id),
  unit TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  site TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  json TEXT NOT NULL CHECK (json_valid(json)),
  PRIMARY KEY (run, site, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_scores (
  run TEXT NOT NULL REFERENCES runs (id),
  unit TEXT NOT NULL,
  rubric TEXT NOT NULL,
  period TEXT NOT NULL,
  json TEXT NOT NULL CHECK (json_valid(json)),
  PRIMARY KEY (run, unit, rubric, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  fingerprint TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  unit TEXT NOT NULL,
  site TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  units TEXT NOT NULL CHECK (json_valid(units)),
  check_id TEXT NOT NULL,
  check_version INTEGER NOT NULL,
  code TEXT NOT NULL,
  nature TEXT NOT NULL CHECK (nature IN ('state','event')),
  subject TEXT NOT NULL,
  subject_text TEXT NOT NULL,
  occurred_on TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('problem','cannot-tell')),
  state TEXT NOT NULL CHECK (state IN ('candidate','confirmed','fixed','dismissed')),
  url TEXT NOT NULL,
  path TEXT NOT NULL CHECK (json_valid(path)),
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  asked_by TEXT CHECK (asked_by IS NULL OR json_valid(asked_by)),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  formal INTEGER NOT NULL CHECK (formal IN (0, 1)),
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  confirmed_on TEXT,
  confirmed_run TEXT,
  fixed_at INTEGER,
  fixed_run TEXT,
  fixed_by TEXT,
  gone_since INTEGER NOT NULL CHECK (gone_since IN (0, 1)),
  recurrences INTEGER NOT NULL,
  dismissal TEXT
) STRICT;
CREATE INDEX findings_by_unit ON findings (unit, state);
CREATE INDEX findings_shared ON findings (shared, site) WHERE shared = 1;

-- Day that picks the bucket of a finding in a period: of the inspection that confirmed it, or that first met it there.
CREATE TABLE charges (
  fingerprint TEXT NOT NULL REFERENCES findings (fingerprint),
  period TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (fingerprint, period)
) STRICT, WITHOUT ROWID;

-- One inspection or recheck that saw a finding. counts: its attempts agree and nothing speaks against it.
CREATE TABLE observations (
  fingerprint TEXT NOT NULL REFERENCES findings (fingerprint),
  run TEXT NOT NULL REFERENCES runs (id),
  at TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  day TEXT NOT NULL,
  minute INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  PRIMARY KEY (fingerprint, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX observations_by_run ON observations (run);

-- What a person decided about a fingerprint; it lasts until its day.
CREATE TABLE rulings (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  ruling TEXT NOT NULL CHECK (ruling IN ('dismissed','problem')),
  reason TEXT NOT NULL,
  until TEXT,
  actor TEXT NOT NULL,
  second TEXT,
  ruled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rulings_by_fingerprint ON rulings (fingerprint);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  unit TEXT NOT NULL,
  check_id TEXT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('complete','partial')),
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE finding_evidence (
  fingerprint TEXT NOT NULL,
  evidence TEXT NOT NULL REFERENCES evidence (id),
  run TEXT NOT NULL,
  PRIMARY KEY (fingerprint, evidence)
) STRICT, WITHOUT ROWID;

-- Pieces of page frame that a unit's pages carried when they were last read.
CREATE TABLE frames (
  site TEXT NOT NULL, unit TEXT NOT NULL, signature TEXT NOT NULL,
  PRIMARY KEY (site, unit, signature)
) STRICT, WITHOUT ROWID;

-- Columns that a unit had when it was last read, by folded name.
CREATE TABLE unit_columns (
  site TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL,
  empty INTEGER NOT NULL CHECK (empty IN (0, 1)),
  PRIMARY KEY (site, unit, name)
) STRICT, WITHOUT ROWID;

-- Day on which an inspection of ours first saw a document.
CREATE TABLE first_seen (
  unit TEXT NOT NULL, url TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (unit, url)
) STRICT, WITHOUT ROWID;

-- What formal inspections of a period examined, per check: JSON list of subject keys.
CREATE TABLE coverage (
  unit TEXT NOT NULL, period TEXT NOT NULL, check_id TEXT NOT NULL,
  subjects TEXT NOT NULL CHECK (json_valid(subjects)),
  PRIMARY KEY (unit, period, check_id)
) STRICT, WITHOUT ROWID;

-- Latest formal measurement of each metric in a period.
CREATE TABLE metrics (
  unit TEXT NOT NULL, period TEXT NOT NULL, name TEXT NOT NULL, asked_by TEXT NOT NULL,
  value INTEGER NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  inspected INTEGER NOT NULL CHECK (inspected IN (0, 1)),
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  at TEXT NOT NULL,
  run TEXT NOT NULL,
  PRIMARY KEY (unit, period, name, asked_by)
) STRICT, WITHOUT ROWID;

-- Units as rubrics distinguish them, as of their last inspection.
CREATE TABLE scored_units (
  unit TEXT PRIMARY KEY,
  json TEXT NOT NULL CHECK (json_valid(json))
) STRICT, WITHOUT ROWID;

-- Latest score of each unit under each rubric and period, written when something is recorded.
CREATE TABLE scores (
  rubric TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL,
  rubric_version TEXT NOT NULL,
  max INTEGER NOT NULL, assessed INTEGER NOT NULL, pending INTEGER NOT NULL, score INTEGER NOT NULL,
  stage TEXT NOT NULL,
  run TEXT,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (rubric, period, unit)
) STRICT, WITHOUT ROWID;

-- Text of every rubric version that an assessment pins.
CREATE TABLE rubric_sources (
  rubric TEXT NOT NULL, version TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (rubric, version)
) STRICT, WITHOUT ROWID;
`
