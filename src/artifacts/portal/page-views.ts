/** Every page of a unit as the checks of text, marks, attachments and personal data see it. */
import type { Reach } from '../../model/attempt.js'
import type { PageFacts } from '../../model/page.js'
import type { PageView } from '../../model/portal-pages.js'
import { annexOf } from './annex.js'
import { foreignness } from './documents.js'
import { emptyArticles } from './layout.js'
import { markOf } from './mark.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** Targets of the start page: a download that stands there too belongs to the page frame, not to an article. */
function frameTargets(start: PageFacts | null | undefined): Set<string> {
  return new Set((start?.links ?? []).flatMap((link) => (link.target === null ? [] : [link.target])))
}

/** True where the address gave something to be saved, whatever its name says. */
function answersWithFile({ outcome, attempts }: Reach): boolean {
  const type = attempts.at(-1)?.contentType ?? null
  return outcome === 'ok' && type !== null && !/html|xml|json|^text\/|javascript|^image\//i.test(type)
}

/** Views of the pages read, in order of depth and URL. Redirects to one page are one page. */
export function pageViewsOf(pages: UnitPages, whereabouts: Whereabouts): PageView[] {
  const targets = {
    common: frameTargets(pages.start?.facts),
    isFile: (url: string) => answersWithFile(pages.index.reachOf(url)),
  }
  const isForeign = foreignness(pages)
  const empty = emptyArticles(pages, whereabouts)
  const seen = new Set<string>()
  return pages.pages.flatMap((page): PageView[] => {
    const { facts, record } = page
    if (facts === null || facts.blocked !== null || facts.softError !== null) return []
    if (seen.has(record.finalUrl)) return []
    seen.add(record.finalUrl)
    const title = facts.title ?? facts.heading ?? ''
    const mark = markOf(page, title, false)
    const single = facts.signs?.irregular !== undefined || facts.kind === 'article' || empty.has(page)
    return [
      {
        url: record.url,
        title,
        where: whereabouts.where(page),
        published: facts.published,
        annex: annexOf(page, title, targets),
        mark:
          mark !== null && mark.mark === null && isForeign(facts, title)
            ? { ...mark, doubt: 'foreign' }
            : mark,
        layout: single ? { irregular: facts.signs?.irregular ?? [], empty: empty.get(page) ?? null } : null,
        personal: facts.signs?.personal ?? [],
      },
    ]
  })
}
