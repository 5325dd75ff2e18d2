/** What an inspection is told of earlier ones: the `history` of its job. */
import { dayIn, type PlainDate } from '../model/date.js'
import type { InspectionJob, KnownFinding } from '../model/inspection.js'
import type { SiteSpec, UnitSpec } from '../model/site.js'
import type { Ledger } from './open.js'
import type { UnitSummary } from './record-unit.js'
import { rectificationHistory } from './rectification-read.js'

/** So many of a unit's latest inspections are looked at. */
const MAX_INSPECTIONS = 60

/**
 * Column address to the days on which its list was read to the end, by inspections that count as observations. The
 * clock's days, as those of a first sight are: the two are compared.
 */
function listsOf(ledger: Ledger, unit: UnitSpec): Map<string, PlainDate[]> {
  const rows = ledger
    .sql(
      `SELECT r.json, i.started_at AS startedAt FROM unit_results r
       JOIN inspections i ON i.run = r.run AND i.site = r.site
       WHERE r.unit = ? AND r.status = 'inspected' AND r.reason IS NULL AND r.purpose IN ('formal', 'monitor')
       ORDER BY i.started_at DESC LIMIT ?`,
    )
    .all(unit.id, MAX_INSPECTIONS) as { json: string; startedAt: number }[]
  const lists = new Map<string, Set<PlainDate>>()
  for (const { json, startedAt } of rows) {
    const day = dayIn(unit.timezone, startedAt)
    const { columns } = JSON.parse(json) as UnitSummary
    for (const { url, complete } of columns)
      if (complete) lists.set(url, (lists.get(url) ?? new Set()).add(day))
  }
  return new Map([...lists].map(([url, days]) => [url, [...days].sort()]))
}

/** So many addresses are handed over; a site with more open findings is looked at whole before they are through. */
const MAX_OPEN = 20_000

/** Where open findings of a site are seen, and what they are about. */
function openOf(ledger: Ledger, site: SiteSpec): string[] {
  const rows = ledger
    .sql(
      `SELECT url, subject_text AS subject FROM findings
       WHERE site = ? AND nature = 'state' AND state IN ('candidate', 'confirmed')
       ORDER BY urgent DESC, first_seen, fingerprint LIMIT ?`,
    )
    .all(site.id, MAX_OPEN) as { url: string; subject: string }[]
  const addresses = rows.flatMap(({ url, subject }) => [url, subject])
  return [...new Set(addresses.filter((text) => /^https?:\/\//i.test(text)))]
}

/** Open findings of a site that can be found mended, the urgent and the oldest first. */
function knownOf(ledger: Ledger, site: SiteSpec): KnownFinding[] {
  const rows = ledger
    .sql(
      `SELECT fingerprint, unit, check_id AS "check", code, subject, subject_text AS subjectText, url,
          (SELECT e.id FROM finding_evidence f JOIN evidence e ON e.id = f.evidence
            WHERE f.fingerprint = findings.fingerprint AND e.state = 'complete'
            ORDER BY e.taken_at DESC, e.id LIMIT 1) AS evidence FROM findings
       WHERE site = ? AND nature = 'state' AND state IN ('candidate', 'confirmed')
       ORDER BY urgent DESC, first_seen, fingerprint LIMIT ?`,
    )
    .all(site.id, MAX_OPEN) as (Omit<KnownFinding, 'evidence'> & { evidence: string | null })[]
  return rows.map(({ evidence, ...known }) => (evidence === null ? known : { ...known, evidence }))
}

/**
 * History of a site for a job: the day on which each document of its units was first seen, when their lists were read
 * to the end, what stands on problem lists, and which units carried each piece of page frame when they were last read.
 */
export function history(ledger: Ledger, site: SiteSpec): InspectionJob['history'] {
  const firstSeen: Record<string, PlainDate> = Object.create(null) as Record<string, PlainDate>
  const documents = ledger.sql('SELECT url, day FROM first_seen WHERE unit = ?')
  for (const unit of site.units) {
    for (const { url, day } of documents.all(unit.id) as { url: string; day: PlainDate }[]) {
      const known = firstSeen[url]
      if (known === undefined || day < known) firstSeen[url] = day
    }
  }
  const frameUnits: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  const frames = ledger.sql('SELECT unit, signature FROM frames WHERE site = ? ORDER BY unit')
  for (const { unit, signature } of frames.all(site.id) as { unit: string; signature: string }[]) {
    const known = frameUnits[signature]
    if (known) known.push(unit)
    else frameUnits[signature] = [unit]
  }
  const lists = Object.fromEntries(site.units.flatMap((unit) => [...listsOf(ledger, unit)]))
  return {
    firstSeen: { ...firstSeen },
    lists,
    ...rectificationHistory(ledger, site),
    frameUnits: { ...frameUnits },
    open: openOf(ledger, site),
    known: knownOf(ledger, site),
  }
}
