/** The standard tables of an annual report as grids, and its prose without them. */
import type { ReportParts } from '../model/page.js'
import { linesOf } from './body.js'
import { type El, type Tree, tidy } from './tree.js'

const MAX_TABLES = 12
const MAX_LOOKED = 200
const MAX_CELLS = 6_000
const MAX_SPAN = 40
const MAX_PROSE = 60_000

/** Words that the standard tables hold and no other table of an article does. */
const STANDARD = /本年新收|结转下年度|制发件数|处理决定数量|尚未审结|结果维持/

function children(tree: Tree, el: El, tags: ReadonlySet<string>, through: ReadonlySet<string>): El[] {
  const found: El[] = []
  for (let i = el.index + 1; i < el.end; ) {
    const child = tree.els[i]
    if (child === undefined) break
    if (tags.has(child.tag)) {
      found.push(child)
      i = child.end
    } else i = through.has(child.tag) ? i + 1 : child.end
  }
  return found
}

const ROWS = new Set(['tr'])
const CELLS = new Set(['td', 'th'])
const GROUPS = new Set(['tbody', 'thead', 'tfoot', 'form'])
const NONE: ReadonlySet<string> = new Set()

const span = (raw: string | undefined): number => {
  const value = Number.parseInt(raw ?? '1', 10)
  return Number.isNaN(value) || value < 1 ? 1 : Math.min(value, MAX_SPAN)
}

/** A table as a grid. */
function gridOf(tree: Tree, table: El): string[][] {
  const grid: string[][] = []
  const taken = new Map<string, string>()
  let cells = 0
  for (const [y, row] of children(tree, table, ROWS, GROUPS).entries()) {
    const line: string[] = []
    let x = 0
    const carried = () => {
      for (let text = taken.get(`${y} ${x}`); text !== undefined; text = taken.get(`${y} ${++x}`))
        line[x] = text
    }
    for (const cell of row.hidden ? [] : children(tree, row, CELLS, NONE)) {
      carried()
      const text = tidy(tree.visible.slice(cell.from, cell.to).split('\n').join(' '), 300).normalize('NFKC')
      const [wide, high] = [span(cell.attrs.colspan), span(cell.attrs.rowspan)]
      for (let dx = 0; dx < wide; dx++, x++) {
        line[x] = text
        for (let dy = 1; dy < high; dy++) taken.set(`${y + dy} ${x}`, text)
      }
      cells += wide
      if (cells > MAX_CELLS) return grid
    }
    carried()
    grid.push(Array.from(line, (text) => text ?? ''))
  }
  return grid
}

/** Innermost tables of a range that hold standard rows. */
function standardTables(tree: Tree, from: number, to: number): El[] {
  const found: El[] = []
  let looked = 0
  for (let i = from; i < to && found.length < MAX_TABLES && looked < MAX_LOOKED; i++) {
    const el = tree.els[i]
    if (el?.tag !== 'table' || el.hidden) continue
    looked++
    if (!STANDARD.test(squeezed(tree, el))) continue
    const inner = innerTables(tree, el).some((table) => STANDARD.test(squeezed(tree, table)))
    if (!inner) found.push(el)
  }
  return found
}

function innerTables(tree: Tree, el: El): El[] {
  const found: El[] = []
  for (let i = el.index + 1; i < el.end && found.length < 50; i++) {
    const child = tree.els[i]
    if (child?.tag === 'table') found.push(child)
  }
  return found
}

const squeezed = (tree: Tree, el: El): string =>
  tree.visible.slice(el.from, Math.min(el.to, el.from + 100_000)).replace(/[\s\u0001]/g, '')

/** Tables and prose of the body, or of the whole page where none was found; null for a page that is no report. */
export function readReport(tree: Tree, body: El | null, isReport: boolean): ReportParts | null {
  const whole = body === null || !isReport
  const [from, to] = whole ? [0, tree.els.length] : [body.index, body.end]
  if (!isReport && !STANDARD.test(tree.visible)) return null
  const tables = standardTables(tree, from, to)
  if (!isReport && tables.length === 0) return null
  const [start, end] = body === null ? [0, tree.visible.length] : [body.from, body.to]
  const prose: string[] = []
  let at = start
  for (const table of tables) {
    if (table.from > at) prose.push(linesOf(tree, at, table.from, MAX_PROSE))
    at = Math.max(at, table.to)
  }
  if (end > at) prose.push(linesOf(tree, at, end, MAX_PROSE))
  return {
    tables: tables.map((table) => gridOf(tree, table)),
    prose: prose
      .filter((piece) => piece !== '')
      .join('\n')
      .slice(0, MAX_PROSE),
  }
}
