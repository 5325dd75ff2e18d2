/** Titles of the indicators that entries name, by the rubric version that their assessment pinned. */
import { pinnedVersion } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import type { Entry } from '../../model/ledger.js'
import { rubricFromSource } from '../../rubric/pinned.js'

type Named = Pick<Entry, 'assessment' | 'indicator'>

const HELD = new WeakMap<Ledger, Map<string, ReadonlyMap<string, string>>>()

/** "3.2 栏目更新" for an entry; the bare number where the rubric's text was not kept. */
export function titlesOf(ledger: Ledger): (entry: Named) => string {
  const known = HELD.get(ledger) ?? new Map<string, ReadonlyMap<string, string>>()
  HELD.set(ledger, known)
  /** Which version is pinned holds for one page: the next one asks again. */
  const now = new Map<string, ReadonlyMap<string, string>>()
  const of = (assessment: string): ReadonlyMap<string, string> => {
    const told = now.get(assessment)
    if (told) return told
    const titles = pinnedTitles(assessment)
    now.set(assessment, titles)
    return titles
  }
  const pinnedTitles = (assessment: string): ReadonlyMap<string, string> => {
    const pinned = pinnedVersion(ledger, assessment)
    const name = `${assessment}@${pinned?.version ?? ''}`
    const held = known.get(name)
    if (held) return held
    const rows = pinned?.source ? rubricFromSource(pinned.source).indicators : []
    const titles = new Map(rows.map((row) => [row.id, row.title]))
    known.set(name, titles)
    return titles
  }
  return (entry) => `${entry.indicator} ${of(entry.assessment).get(entry.indicator) ?? ''}`.trim()
}
