/** What a page of a list shows: some sites go on to a next page for ever, and show the last one again and again. */
import type { PageFacts } from '../model/page.js'

/** What a page of a list shows beside the way to its other pages; pages that are alike in it add nothing to each other. */
export function listShown({ items, links, pager }: PageFacts): string {
  if (items.length > 0) return items.map(({ url, title }) => `${url ?? ''} ${title}`).join('\n')
  const further = new Set(pager?.urls)
  const shown = links.flatMap(({ target, role, region }) =>
    role === 'page' && region === 'content' && target !== null && !further.has(target) ? target : [],
  )
  return shown.join('\n')
}
