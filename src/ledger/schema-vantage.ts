/** SQL of the places that inspections look from: two of them may have to agree before a finding is confirmed. */

export const VANTAGE_STEP_SQL = `
-- The vantage point by the operator's name for it; what was recorded before there were names was seen from here.
ALTER TABLE observations ADD COLUMN vantage TEXT NOT NULL DEFAULT 'local';
ALTER TABLE inspections ADD COLUMN vantage TEXT NOT NULL DEFAULT 'local';
`
