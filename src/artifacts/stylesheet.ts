/** Classes and ids that a page's own style blocks hide from the start. */

/** Names hidden by `.name { display: none }`, outside media queries, that no other rule shows. */
export interface HiddenNames {
  readonly classes: ReadonlySet<string>
  readonly ids: ReadonlySet<string>
  /** The same as one text: equal for two pages that hide the same names. */
  readonly key: string
}

/** Of a page without style blocks. */
export const NOTHING_HIDDEN: HiddenNames = { classes: new Set(), ids: new Set(), key: '' }
const MAX_STYLE = 200_000
const MAX_RULES = 5000

/** Text of all style blocks, without comments and at-rules with blocks of their own. */
function styleText(html: string): string {
  const parts: string[] = []
  const lower = html.toLowerCase()
  let size = 0
  for (let at = lower.indexOf('<style'); at >= 0 && size < MAX_STYLE; at = lower.indexOf('<style', at + 6)) {
    const open = lower.indexOf('>', at)
    const close = open < 0 ? -1 : lower.indexOf('</style', open)
    if (open < 0 || close < 0) break
    const text = html.slice(open + 1, Math.min(close, open + 1 + MAX_STYLE))
    parts.push(text)
    size += text.length
  }
  return parts.join('\n')
}

/** Reads the style blocks of a source. A class that a hover or another rule shows (a menu that opens) is not hidden. */
export function hiddenNames(html: string): HiddenNames {
  const text = styleText(html)
  if (!/display\s*:\s*none/i.test(text)) return NOTHING_HIDDEN
  const hidden = { '.': new Set<string>(), '#': new Set<string>() }
  const shown = new Set<string>()
  let rules = 0
  let inMedia = 0
  for (const piece of text.split('}')) {
    if (++rules > MAX_RULES) break
    const braces = piece.split('{')
    if (piece.includes('@media') || piece.includes('@supports')) inMedia++
    const body = braces[braces.length - 1] ?? ''
    const selector = braces[braces.length - 2] ?? ''
    if (braces.length < 2) {
      if (inMedia > 0) inMedia--
      continue
    }
    const names = selector.match(/[.#][\w-]{1,60}/g) ?? []
    if (/display\s*:\s*none/i.test(body)) {
      const alone = /^\s*([.#])([\w-]{1,60})\s*$/
      if (inMedia === 0) {
        for (const single of selector.split(',')) {
          const match = alone.exec(single.replace(/\/\*[\s\S]*?\*\//g, ''))
          if (match !== null) hidden[match[1] as '.' | '#'].add(match[2] ?? '')
        }
      }
    } else if (/display\s*:/i.test(body)) for (const name of names) shown.add(name)
  }
  const left = (mark: '.' | '#'): string[] => [...hidden[mark]].filter((name) => !shown.has(`${mark}${name}`))
  const [classes, ids] = [left('.'), left('#')]
  const key = [...classes.map((name) => `.${name}`), ...ids.map((name) => `#${name}`)].sort().join(' ')
  return { classes: new Set(classes), ids: new Set(ids), key }
}

/** True when an element's class or id is hidden from the start. */
export function hiddenByName(names: HiddenNames, attrs: Readonly<Record<string, string>>): boolean {
  if (names.classes.size === 0 && names.ids.size === 0) return false
  if (attrs.id !== undefined && names.ids.has(attrs.id)) return true
  if (attrs.class === undefined || names.classes.size === 0) return false
  return attrs.class
    .slice(0, 300)
    .split(/\s+/)
    .some((word) => names.classes.has(word))
}
