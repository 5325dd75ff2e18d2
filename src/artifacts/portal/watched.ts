/** What the operator's lists find on a unit's pages: expressions, past names, accounts in new media. */
import type { InspectionJob } from '../../model/inspection.js'
import type { PageFacts } from '../../model/page.js'
import type { AccountView, ExpressionView, PastNameView } from '../../model/portal-articles.js'
import { type MediaAccount, NO_WATCH } from '../../model/watch.js'
import type { Columns } from './columns.js'
import { scanOf } from './expressions.js'
import { isRead } from './list-pages.js'
import { writtenOf } from './plain-harvest.js'
import { pastLeadersOf, pastNamesOf } from './present-names.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** Views of all lists. */
export interface Watched {
  readonly expressions: readonly ExpressionView[]
  readonly pastNames: readonly PastNameView[]
  readonly accounts: readonly AccountView[]
}

const MAX_TEXT = 60_000

function textOf({ title, heading, text }: PageFacts): string {
  const named = title ?? heading ?? ''
  return (text.includes(named) ? text : `${named}\n${text}`).slice(0, MAX_TEXT)
}

function expressionsOf(pages: UnitPages, whereabouts: Whereabouts, job: InspectionJob): ExpressionView[] {
  const scan = scanOf(job.watch ?? NO_WATCH, pages.unit.id)
  const seen = new Set<string>()
  return pages.pages.flatMap((page): ExpressionView[] => {
    const { facts, record } = page
    if (!facts || !isRead(record) || seen.has(record.finalUrl)) return []
    seen.add(record.finalUrl)
    // The titles in a list are those of articles, which are read themselves.
    if (facts.items.length > 0) return []
    const title = facts.title ?? facts.heading ?? ''
    // A list may hold what is wrong for its traditional characters, and what is wrong in any.
    const written = writtenOf(facts)
    const found = scan(textOf(written), facts.published)
    const known = new Set(found.map((sighted) => sighted.found))
    const more = written === facts ? [] : scan(textOf(facts), facts.published)
    return [...found, ...more.filter((sighted) => !known.has(sighted.found))].map((sighted) => ({
      ...sighted,
      url: record.url,
      title,
      where: whereabouts.where(page),
    }))
  })
}

/** The first page, articles aside, that names the account. */
function shownAt(account: MediaAccount, pages: UnitPages): string | null {
  const name = account.name.normalize('NFKC')
  const found = pages.pages.find(
    ({ facts, record }) =>
      facts !== null &&
      isRead(record) &&
      facts.kind !== 'article' &&
      (facts.frameText.includes(name) || facts.text.includes(name)),
  )
  return found?.record.url ?? null
}

/** Looks the unit's pages through by the lists of the job. */
export function watchedOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  job: InspectionJob,
): Watched {
  const { holders, accounts } = job.watch ?? NO_WATCH
  return {
    expressions: expressionsOf(pages, whereabouts, job),
    pastNames: [
      ...pastLeadersOf(pages, columns, whereabouts, holders, job.at),
      ...pastNamesOf(pages, columns, whereabouts, job.at),
    ],
    accounts: accounts
      .filter(({ unit }) => unit === pages.unit.id)
      .map((account) => ({
        platform: account.platform,
        name: account.name,
        lastPost: account.lastPost,
        seenOn: account.seenOn,
        shownAt: shownAt(account, pages),
      })),
  }
}
