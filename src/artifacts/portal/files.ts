/** The documents that a unit's pages offer: where each stands, whether it was read, what it exposes. */
import type { FileView } from '../../model/portal-pages.js'
import type { UnitPages } from './unit-pages.js'
import { wantedFiles } from './wanted-files.js'
import type { Whereabouts } from './where.js'

/** Each document once, with the first page that offers it, by depth and URL. */
export function filesOf(pages: UnitPages, whereabouts: Whereabouts): FileView[] {
  const found = new Map<string, FileView>()
  for (const page of pages.pages) {
    if (page.facts === null) continue
    for (const { url, name } of wantedFiles(page.facts)) {
      if (found.has(url)) continue
      const facts = pages.index.file(url)?.facts ?? null
      found.set(url, {
        url,
        name,
        page: page.record.url,
        where: whereabouts.where(page),
        read: facts?.standing === 'read',
        personal: facts?.personal ?? [],
      })
    }
  }
  return [...found.values()]
}
