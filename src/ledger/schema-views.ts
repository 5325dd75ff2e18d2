/** SQL of the stable views: the part of xuncha.db that other programs may read (contract §9). */

/** Columns are documented in the views themselves; columns may be added, never changed. */
export const VIEW_SQL = `
CREATE VIEW v_findings AS SELECT
  id,                       -- f- and 16 hex digits
  no,                       -- number to say on the phone: year-unit-number
  fingerprint,              -- 32 hex digits, the same in every run
  unit,                     -- unit id; @ and the site where no unit answers
  site,                     -- platform id, else origin
  shared,                   -- 1: judged once for several units
  units,                    -- JSON list: the units affected by a shared finding, else the unit
  check_id, check_version,  -- the check that reported it last
  code, nature, verdict, state,
  subject,                  -- subject key: what is at fault
  subject_text,             -- the subject as it was named, a full URL where it is one
  occurred_on,              -- events: day
  url, path,                -- page it is seen on; JSON list of names from the start page down
  facts,                    -- JSON: what its message is rendered from
  urgent, formal,           -- 1: somebody should be told at once; 1: seen by a formal inspection
  first_seen, last_seen,    -- UTC milliseconds, the clock's
  confirmed_on,             -- assessment date of the inspection that confirmed it first
  fixed_at, fixed_by,       -- UTC milliseconds; repaired, removed, redirected
  recurrences,              -- times it came back after a fix
  dismissal                 -- why it is dismissed
FROM findings;

CREATE VIEW v_ledger AS SELECT
  seq, v, recorded_at, kind, entry, key, assessment, bucket, unit, rubric, rubric_version, indicator, rule,
  occurrence, points,       -- whole hundredths
  clause, arithmetic, finding, evidence, decided_by, actor, reason, run,
  prev,                     -- hash of the row before, 64 zeros at first
  hash                      -- SHA-256 of three lines: xuncha/ledger/1, prev, canonical JSON of all other columns
FROM ledger;

CREATE VIEW v_scores AS SELECT
  rubric, period, unit, rubric_version,
  max, assessed, pending, score,  -- whole hundredths
  stage,                          -- provisional or final
  run, recorded_at                -- the run that it was computed after; UTC milliseconds
FROM scores;

CREATE VIEW v_evidence AS SELECT
  e.id,                     -- sha256 of the item's manifest
  e.run, e.unit, e.check_id, e.code, e.state, e.taken_at,
  f.fingerprint             -- the finding that it proves; null for evidence of a metric
FROM evidence e LEFT JOIN finding_evidence f ON f.evidence = e.id;
`
