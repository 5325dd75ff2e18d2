/** SQL of the office's own tables: accounts, sessions, tokens, audit log, the feed with its receivers, the schedule. */

export const OFFICE_STEP_SQL = `
-- People who sign in. password is the scrypt text of server/password.ts; null until the invitation was used.
CREATE TABLE accounts (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('viewer','evaluator','reviewer','office','unit','administrator')),
  unit TEXT,
  password TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  CHECK ((role = 'unit') = (unit IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- One-time links by which a person sets a password; only the hash of the secret is kept, here and below.
CREATE TABLE invitations (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  account TEXT NOT NULL REFERENCES accounts (name),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY CHECK (length(hash) = 64),
  account TEXT NOT NULL REFERENCES accounts (name),
  csrf TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  unit TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
-- Who did what at the server.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
-- The feed (contract §8): what receivers were or will be told, frozen as it is first told.
CREATE TABLE feed (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  ledger_seq INTEGER NOT NULL,
  unit TEXT,
  json TEXT NOT NULL CHECK (json_valid(json))
) STRICT;
-- What the feed has told so far of each entry's effect, in hundredths.
CREATE TABLE feed_effects (
  entry TEXT PRIMARY KEY,
  effective INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE receivers (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT, WITHOUT ROWID;
-- How far a receiver is with each unit's records ('' for records that are no unit's).
CREATE TABLE deliveries (
  receiver TEXT NOT NULL REFERENCES receivers (id),
  unit TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (receiver, unit)
) STRICT, WITHOUT ROWID;
-- One holder at a time: a second scheduler on the same database is refused while the lease runs.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- What the schedule has done: task and the day (or hour) that it was due.
CREATE TABLE schedule_marks (
  task TEXT NOT NULL,
  due TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  PRIMARY KEY (task, due)
) STRICT, WITHOUT ROWID;
${['audit', 'feed']
  .flatMap((table) => [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: what was written stays as it was'); END;`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
BEGIN SELECT RAISE(ABORT, '${table}: nothing is deleted'); END;`,
  ])
  .join('\n')}
`
