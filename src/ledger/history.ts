/** What an inspection is told of earlier ones: the `history` of its job. */
import type { PlainDate } from '../model/date.js'
import type { InspectionJob } from '../model/inspection.js'
import type { SiteSpec } from '../model/site.js'
import type { Ledger } from './open.js'

/**
 * History of a site for a job: the day on which each document of its units was first seen, columns under an open
 * rectification (none are recorded yet), and which units carried each piece of page frame when they were last read.
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
  return { firstSeen: { ...firstSeen }, rectifying: [], frameUnits: { ...frameUnits } }
}
