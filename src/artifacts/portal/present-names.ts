/** Pages that speak of the present, and who or what is past on them: leaders who left, names that the unit gave up. */
import type { PlainDate } from '../../model/date.js'
import { foldSpace } from '../../model/label.js'
import type { PastNameView } from '../../model/portal-articles.js'
import { namesOf } from '../../model/site.js'
import type { ColumnRole } from '../../model/vocabulary.js'
import type { OfficeHolder } from '../../model/watch.js'
import type { Columns } from './columns.js'
import { anyOf, quoteAt } from './expressions.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

const ABOUT_LEADERS: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['leaders', 'institution'])
const ABOUT_UNIT: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'institution',
  'leaders',
  'guide',
  'application',
])
/** Words round a name that say themselves that it is past. */
const TELLS_PAST =
  /原|前身|曾用|曾任|曾是|更名|改名|改称|撤销|撤并|合并|划转|整合|并入|不再|组建|历史|沿革|历任|往届|离任|调离|退休|免去|免职|前任|接替|设立于|成立于/
const NEAR = 14

/** Pages of columns of these roles, with what such a column lists; an article that shows a day is news of that day. */
function presentPages(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  roles: ReadonlySet<ColumnRole>,
): SitePage[] {
  const found = new Set<SitePage>()
  for (const { reading, view } of columns.all) {
    if (view.assignedAway || view.archive || !roles.has(view.role)) continue
    for (const record of reading.pages) {
      const page = pages.index.find(record.url)
      if (page && page.owner === pages.unit.id) found.add(page)
    }
  }
  for (const page of pages.pages) {
    const column = whereabouts.listedIn(page)
    if (page.facts?.kind === 'guide' || (column && !column.archive && roles.has(column.role))) found.add(page)
  }
  return [...found].filter((page) => isRead(page.record))
}

/** The first place where a name stands and nothing beside it says that it is past; -1: nowhere. */
function standsAsPresent(text: string, name: string, covers: readonly string[]): number {
  for (
    let at = text.indexOf(name), tries = 0;
    at >= 0 && tries < 40;
    at = text.indexOf(name, at + 1), tries++
  ) {
    const round = text.slice(Math.max(0, at - NEAR), at + name.length + NEAR)
    const covered = covers.some((cover) => {
      const from = Math.max(0, at + name.length - cover.length)
      return text.slice(from, at + cover.length).includes(cover)
    })
    if (!covered && !TELLS_PAST.test(round)) return at
  }
  return -1
}

/** A short title is that of a profile or of a page about the unit; a longer one is a headline of its day. */
const MAX_PROFILE_TITLE = 16

/** An article that bears a day on which the name still held says nothing of today; a leader's profile does. */
function isOfThen({ facts }: SitePage, name: string, until: PlainDate | null): boolean {
  if (facts === null || facts.kind !== 'article' || facts.published === null) return false
  const title = foldSpace(facts.title ?? facts.heading ?? '')
  if (title.includes(name) && title.length <= MAX_PROFILE_TITLE) return false
  return until === null || facts.published <= until
}

/** What a page says of the present: all of it, of a list with days only what bears none, and profiles. */
function presentText({ facts }: SitePage): string {
  if (facts === null) return ''
  const title = facts.title ?? facts.heading ?? ''
  const dated = facts.items.some(({ date }) => date !== null)
  const items = facts.items.filter(
    (item) => item.date === null || foldSpace(item.title).length <= MAX_PROFILE_TITLE,
  )
  return [title, ...items.map((item) => item.title), dated ? '' : facts.text].join('\n').slice(0, 60_000)
}

/** Leaders who left and whom a page of leaders or of the institution still shows, one a page and name. */
export function pastLeadersOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  holders: readonly OfficeHolder[],
  at: PlainDate,
): PastNameView[] {
  const ours = holders.filter((holder) => holder.unit === null || holder.unit === pages.unit.id)
  const serving = new Set(ours.filter(({ until }) => until === null || until >= at).map(({ name }) => name))
  // Somebody who changed his post is still there.
  const left = ours.filter(({ name, until }) => until !== null && until < at && !serving.has(name))
  if (anyOf(left.map(({ name }) => name)) === null) return []
  return presentPages(pages, columns, whereabouts, ABOUT_LEADERS).flatMap((page): PastNameView[] => {
    const text = presentText(page)
    const found = new Map<string, PastNameView>()
    for (const { name, post, until } of left) {
      if (found.has(name) || isOfThen(page, name, until) || !text.includes(name)) continue
      const where = standsAsPresent(text, name, [])
      if (where < 0) continue
      found.set(name, {
        of: 'leader',
        url: page.record.url,
        where: whereabouts.where(page),
        name,
        post,
        until,
        quote: quoteAt(text, where, name.length),
      })
    }
    return [...found.values()]
  })
}

/** Former names of the unit in its page frame, and on pages about the institution, its guide and its contacts. */
export function pastNamesOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  at: PlainDate,
): PastNameView[] {
  const { unit } = pages
  const present = [unit.name, ...unit.aliases].map(foldSpace)
  const former = unit.formerNames
    .map(({ name, until }) => ({ name: foldSpace(name), until }))
    .filter(
      ({ name, until }) => name.length >= 3 && !present.includes(name) && (until === null || until < at),
    )
  if (former.length === 0) return []
  const framed: { page: SitePage; text: string }[] = []
  const start = pages.start
  if (start && isRead(start.record) && start.facts && pages.index.site.units.length === 1)
    framed.push({ page: start, text: start.facts.frameText })
  const told = presentPages(pages, columns, whereabouts, ABOUT_UNIT).map((page) => ({
    page,
    text: presentText(page),
  }))
  return [...framed, ...told].flatMap(({ page, text }): PastNameView[] => {
    const folded = foldSpace(text)
    return former.flatMap(({ name, until }): PastNameView[] => {
      if (isOfThen(page, name, until) || !folded.includes(name)) return []
      const covers = namesOf(unit).filter(
        (other) => other !== name && other.includes(name) && present.includes(other),
      )
      const where = standsAsPresent(folded, name, covers)
      if (where < 0) return []
      return [
        {
          of: 'unit',
          url: page.record.url,
          where: whereabouts.where(page),
          name,
          post: null,
          until,
          quote: quoteAt(folded, where, name.length),
        },
      ]
    })
  })
}
