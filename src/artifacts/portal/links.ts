/** Links of a unit's pages: one view per target with everything that leads there, and entries that lead nowhere. */
import { isSameOrigin } from '../../model/landing.js'
import type { PageLink } from '../../model/page.js'
import type { ApplicationView, LinkView, Referrer, ReportsView, VoidLinkView } from '../../model/portal.js'
import { columnKey } from './address-key.js'
import { offeredEntries } from './application.js'
import type { Columns } from './columns.js'
import { framed, isRepeated, repeatedSignature } from './page-frame.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** Referrers kept per target. */
const MAX_REFERRERS = 50

/** Of what leads to a target only the pages are kept, and what they bear in their frame: links are found on them again. */
interface Gathered {
  readonly role: PageLink['role']
  from: SitePage[]
  frame: readonly string[]
  count: number
  last: SitePage
}

const NONE: readonly string[] = []
/** Pages that lead to a target, so few that each is worth its room. */
const FEW = 4

function levelOf(page: SitePage, pages: UnitPages): Referrer['level'] {
  if (page === pages.start || page.facts?.kind === 'home') return 'home'
  const kind = page.facts?.kind
  return kind === 'article' || kind === 'annual-report' ? 'article' : 'column'
}

export function referrerOf(
  page: SitePage,
  link: PageLink,
  pages: UnitPages,
  whereabouts: Whereabouts,
): Referrer {
  const level = levelOf(page, pages)
  return {
    url: page.record.url,
    level,
    depth: page === pages.start ? 0 : page.record.depth,
    text: link.text,
    region: link.region,
    signature: link.signature,
    articleDate: level === 'article' ? (page.facts?.published ?? null) : null,
    where: whereabouts.where(page),
  }
}

/** The start page first, then by depth and URL: the order in which referrers are kept. */
export function inOrder(pages: UnitPages): SitePage[] {
  const depth = (page: SitePage) => (page === pages.start ? 0 : page.record.depth)
  return pages.pages
    .filter((page) => page.facts !== null && page.facts.blocked === null && page.facts.softError === null)
    .sort(
      (a, b) =>
        depth(a) - depth(b) || (a.record.url < b.record.url ? -1 : a.record.url > b.record.url ? 1 : 0),
    )
}

/** A `file:` link as written: it leads somewhere on its author's machine only, so it is a dead one (contract §2). */
function fileOf(link: PageLink): string | null {
  return /^\s*file:/i.test(link.raw) ? link.raw : null
}

/** Where a link leads that a visitor meets: neither hidden links nor embedded frames of weather and statistics. */
function ledTo(link: PageLink): string | null {
  return link.hidden || link.role === 'frame' ? null : (link.target ?? fileOf(link))
}

function gather(pagesRead: readonly SitePage[]): Map<string, Gathered> {
  const targets = new Map<string, Gathered>()
  for (const page of pagesRead) {
    for (const link of page.facts?.links ?? []) {
      const target = ledTo(link)
      if (target === null) continue
      let known = targets.get(target)
      if (known === undefined) {
        known = { role: link.role, from: [], frame: NONE, count: 0, last: page }
        targets.set(target, known)
      } else if (known.last === page) continue
      known.last = page
      known.count++
      if (known.from.length >= MAX_REFERRERS) continue
      // The first few without room for more: to most targets one or two pages lead.
      if (known.from.length < FEW) known.from = known.from.concat(page)
      else known.from.push(page)
      if (link.region === 'frame' && !known.frame.includes(link.signature))
        known.frame = known.frame.concat(link.signature)
    }
  }
  return targets
}

/** The links of some pages to a target, the first of each page. */
function linksTo(target: string, from: readonly SitePage[]): PageLink[] {
  return from.flatMap((page) => page.facts?.links.find((link) => ledTo(link) === target) ?? [])
}

type Tell = (link: Target) => Referrer[]

/** A target; who leads there is told of the few of which somebody asks. */
class Target implements LinkView {
  #referrers: readonly Referrer[] | null = null
  readonly #tell: Tell

  constructor(
    readonly target: string,
    readonly role: LinkView['role'],
    readonly inSite: boolean,
    readonly reach: LinkView['reach'],
    readonly referrerCount: number,
    readonly frame: readonly string[],
    /** Pages that lead there. */
    readonly from: readonly SitePage[],
    /** The signature that makes their links a piece of frame. */
    readonly template: string | null,
    tell: Tell,
  ) {
    this.#tell = tell
  }

  get referrers(): readonly Referrer[] {
    this.#referrers ??= this.#tell(this)
    return this.#referrers
  }
}

/** Every distinct target of the unit's pages, in the order in which they are first met. */
export function linksOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  known: { readonly application: ApplicationView; readonly reports: ReportsView },
): LinkView[] {
  const entries = offeredEntries(pages, known.application)
  const reports = new Set(known.reports.reports.map((report) => columnKey(report.url)))
  const { site } = pages.index
  const pagesRead = inOrder(pages)
  const tell: Tell = ({ target, from, template }) =>
    linksTo(target, from).map((link, n) =>
      referrerOf(from[n] as SitePage, framed(link, template), pages, whereabouts),
    )
  // Not spread: hundreds of thousands of pairs would stand beside what is made of them.
  return Array.from(gather(pagesRead), ([target, { role, from, frame, count }]) => {
    const key = columnKey(target)
    const reach = pages.index.reachOf(target)
    // Of links that work nobody asks whose they are.
    const template =
      reach.outcome === 'ok' || !isRepeated(count, pagesRead.length)
        ? null
        : repeatedSignature(linksTo(target, from), count, pagesRead.length)
    const column = columns.byUrl(target)?.view
    const special = entries.has(key)
      ? 'entry'
      : reports.has(key)
        ? 'report'
        : column && column.form !== 'external' && !column.assignedAway
          ? 'column'
          : null
    return new Target(
      target,
      special ?? (role === 'frame' ? 'page' : role),
      isSameOrigin(site, target, site.origin) || isSameOrigin(site, target, pages.unit.portal),
      reach,
      count,
      template === null || frame.includes(template) ? frame : frame.concat(template),
      from.length > FEW ? from.slice() : from,
      template,
      tell,
    )
  })
}

/** Pages that carry each piece of page which leads nowhere. */
function countVoids(pagesRead: readonly SitePage[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { facts } of pagesRead) {
    const own = new Set(
      (facts?.links ?? []).flatMap((link) => (link.void === null || link.hidden ? [] : [link.signature])),
    )
    for (const signature of own) counts.set(signature, (counts.get(signature) ?? 0) + 1)
  }
  return counts
}

/** Visible entries that lead nowhere as written; one in the page frame is one, however many pages carry it. */
export function voidLinksOf(pages: UnitPages, whereabouts: Whereabouts): VoidLinkView[] {
  const found = new Map<string, VoidLinkView>()
  const { clicks } = pages.index.harvest
  const pagesRead = inOrder(pages)
  const counts = countVoids(pagesRead)
  for (const page of pagesRead) {
    for (const one of page.facts?.links ?? []) {
      if (one.void === null || one.hidden) continue
      const repeated = isRepeated(counts.get(one.signature) ?? 0, pagesRead.length)
      const link = framed(one, repeated ? one.signature : null)
      const place = link.region === 'frame' ? link.signature : page.record.url
      const key = `${place}\n${link.text}`
      const clicked = clicks.get(`${page.record.url}\n${link.text}`) ?? null
      const known = found.get(key)
      // The page that was clicked on speaks for a piece of frame.
      if (known && (known.clicked !== null || clicked === null)) continue
      found.set(key, {
        page: page.record.url,
        text: link.text,
        how: one.void,
        clicked,
        referrer: referrerOf(page, link, pages, whereabouts),
      })
    }
  }
  return [...found.values()]
}
