/** The shape of an element: what the rows of one list have in common. */
import type { El, Tree } from './tree.js'

const STATE =
  /^(?:on|off|active|cur|current|selected|hover|first|last|odd|even|hide|show|hidden|none|block|list\d+|l\d+)$/

/** What rows of one list share: tags and classes up to four levels, without state. */
export function shapeOf(tree: Tree, el: El, levels = 4): string {
  const parts: string[] = []
  let at: El | undefined = el
  for (let i = 0; i < levels && at !== undefined; i++) {
    const words = (at.attrs.class ?? '')
      .split(/\s+/)
      .filter((word) => word !== '' && !STATE.test(word.toLowerCase()))
    parts.push(`${at.tag}.${words.sort().join('.')}`)
    at = tree.els[at.parent]
  }
  return parts.join('<')
}
