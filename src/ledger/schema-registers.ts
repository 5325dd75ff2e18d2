/** SQL of what the registers were before: each change keeps the whole text, with its comments, as it stood afterwards. */

export const REGISTERS_STEP_SQL = `
-- workspace: a workspace file; columns: the imported column register. Older ones are pruned, the ledger never needs them.
CREATE TABLE register_versions (
  no INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  workspace TEXT NOT NULL,
  columns TEXT NOT NULL
) STRICT;
`
