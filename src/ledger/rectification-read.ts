/** Problem lists as they stand: each finding with its verdict, its proof before and after, and what is due to be looked at. */
import { dayIn, type PlainDate } from '../model/date.js'
import type { Rectification } from '../model/inspection.js'
import {
  type ItemStanding,
  listStanding,
  type ProblemList,
  type RectificationEvent,
  type Standing,
  standingOf,
} from '../model/rectification.js'
import type { SiteSpec } from '../model/site.js'
import { isWebUrl } from '../model/workspace.js'
import { evidenceOf, type StoredFinding } from './finding-rows.js'
import type { Ledger } from './open.js'
import { eventsOf, itemsOf, listProblemLists } from './rectification.js'

/** One finding on a list as it stands. */
export interface StandingItem extends ItemStanding {
  readonly finding: StoredFinding
  /** Evidence that the list was issued on, and what was taken since. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A list as it stands on a day. */
export interface StandingList {
  readonly list: ProblemList
  readonly standing: Standing
  readonly items: readonly StandingItem[]
  readonly events: readonly RectificationEvent[]
}

/** Lists as they stand on a day, oldest first; `unit` narrows. */
export function standingLists(
  ledger: Ledger,
  on: PlainDate,
  timezone: string,
  unit?: string,
): StandingList[] {
  const dayOf = (instant: number) => dayIn(timezone, instant)
  return listProblemLists(ledger, unit).map((list) => {
    const events = eventsOf(ledger, list.id)
    const items = itemsOf(ledger, list.id).map(({ finding, before }): StandingItem => {
      const proof = new Set(before)
      return {
        ...standingOf(list, finding, events, on, dayOf),
        finding,
        before,
        after: evidenceOf(ledger, finding.fingerprint).filter((id) => !proof.has(id)),
      }
    })
    return { list, standing: listStanding(items.map((item) => item.standing)), items, events }
  })
}

/** The newest standing of each finding on any list: a later list takes the place of an earlier one. */
function newestItems(lists: readonly StandingList[]): Map<string, { list: ProblemList; item: StandingItem }> {
  const newest = new Map<string, { list: ProblemList; item: StandingItem }>()
  for (const { list, items } of lists)
    for (const item of items) newest.set(item.finding.fingerprint, { list, item })
  return newest
}

/**
 * Findings whose time is over and that nobody has looked at since: what is to be re-checked, by number. The scheduler
 * asks this after every working day.
 */
export function dueRechecks(ledger: Ledger, on: PlainDate, timezone: string): StoredFinding[] {
  return [...newestItems(standingLists(ledger, on, timezone)).values()]
    .filter(({ item }) => item.recheckDue)
    .map(({ item }) => item.finding)
    .sort((a, b) => (a.no < b.no ? -1 : 1))
}

/** What an inspection of a site is told of problem lists (contract §7): whose time is over, and what was mended before. */
export function rectificationHistory(
  ledger: Ledger,
  site: SiteSpec,
): { readonly rectifying: string[]; readonly rectifications: Rectification[] } {
  const rectifying = new Set<string>()
  const rectifications: Rectification[] = []
  const now = ledger.now()
  for (const unit of site.units) {
    const on = dayIn(unit.timezone, now)
    for (const { list, item } of newestItems(standingLists(ledger, on, unit.timezone, unit.id)).values()) {
      const { finding, standing } = item
      if (standing === 'dismissed') continue
      // A column that is being put in order publishes old documents late: nobody is blamed for that.
      const open = standing !== 'mended'
      if (open && finding.code.startsWith('column-') && isWebUrl(finding.subjectText))
        rectifying.add(finding.subjectText)
      // What was mended in an earlier year is over.
      if (standing === 'mended' && list.issuedOn.slice(0, 4) !== on.slice(0, 4)) continue
      if (finding.nature === 'event') continue
      rectifications.push({
        finding: finding.id,
        fingerprint: finding.fingerprint,
        unit: finding.unit,
        check: finding.check,
        code: finding.code,
        subject: finding.subject,
        subjectText: finding.subjectText,
        url: finding.url,
        where: [...finding.where],
        issuedOn: list.issuedOn,
        dueOn: item.dueOn,
        mendedOn: item.mendedOn,
        confirmedAgain: standing === 'recurred',
      })
    }
  }
  rectifications.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  return { rectifying: [...rectifying].sort(), rectifications }
}
