/** Catalogue tables: a header row names the columns (索引号, 信息名称, 生成日期), rows may hold no link at all. */

import type { PlainDate } from '../model/date.js'
import { findDates } from './dates.js'
import { clickablesIn, titleOf } from './rows.js'
import { type El, type Tree, tidy } from './tree.js'
import type { View } from './view.js'

/** One filled row of a catalogue. */
export interface CatalogueRow {
  readonly el: El
  readonly title: string
  readonly url: string | null
  readonly date: PlainDate | null
  readonly monthDay: { readonly month: number; readonly day: number } | null
  readonly source: string | null
  readonly indexNumber: string | null
}

/** One catalogue table. */
export interface Catalogue {
  readonly el: El
  readonly rows: readonly CatalogueRow[]
}

const TITLE_HEAD =
  /^(?:信息名称|文件名称|公文名称|名称|标题|信息标题|文件标题|公文标题|主题|内容|目录名称|信件标题|来信标题|事项名称|项目名称|公开事项|题名|文件名)$/
const DATE_HEAD =
  /^(?:生成日期|成文日期|发布日期|发布时间|公开日期|公开时间|日期|时间|发文日期|印发日期|公布日期|生成时间|更新时间|更新日期|产生日期|发表时间)$/
const BEST_DATE = /发布|公开|公布/
const SOURCE_HEAD = /发布机构|发文机关|发布单位|发布部门|来源|公开单位|责任部门|发文单位|受理单位/
const INDEX_HEAD = /索引号|索引码/

const MAX_ROWS = 3000

function cellsOf(tree: Tree, row: El): { el: El; text: string }[] {
  const cells: { el: El; text: string }[] = []
  for (let i = row.index + 1; i < row.end && cells.length < 30; ) {
    const el = tree.els[i]
    if (el === undefined) break
    if (el.tag === 'td' || el.tag === 'th')
      cells.push({ el, text: tidy(tree.visible.slice(el.from, el.to), 400) })
    i = el.tag === 'td' || el.tag === 'th' ? el.end : i + 1
  }
  return cells
}

function holdsTable(tree: Tree, row: El): boolean {
  for (let i = row.index + 1; i < Math.min(row.end, row.index + 200); i++)
    if (tree.els[i]?.tag === 'table') return true
  return false
}

interface Head {
  readonly texts: readonly string[]
  readonly title: number
  readonly date: number
  readonly source: number
  readonly index: number
}

function readHead(texts: readonly string[]): Head | null {
  const squeezed = texts.map((text) => text.replace(/\s/g, ''))
  const title = squeezed.findIndex((text) => TITLE_HEAD.test(text))
  if (title < 0 || squeezed.length < 2 || squeezed.some((text) => text.length > 12)) return null
  const dates = squeezed.map((text, i) => (DATE_HEAD.test(text) ? i : -1)).filter((i) => i >= 0)
  const date = dates.find((i) => BEST_DATE.test(squeezed[i] ?? '')) ?? dates[0] ?? -1
  const index = squeezed.findIndex((text) => INDEX_HEAD.test(text))
  if (date < 0 && index < 0) return null
  return { texts: squeezed, title, date, source: squeezed.findIndex((text) => SOURCE_HEAD.test(text)), index }
}

/** Tables with a header row that names a title and a date or index number. Rows that repeat the header or are empty are none. */
export function readCatalogues(view: View): Catalogue[] {
  const { tree } = view
  if (!tree.names.has('tr')) return []
  const found: Catalogue[] = []
  let head: Head | null = null
  let table: El | null = null
  let rows: CatalogueRow[] = []
  const flush = (): void => {
    if (table !== null && head !== null) found.push({ el: table, rows })
    head = null
    table = null
    rows = []
  }
  for (const el of tree.els) {
    if (table !== null && el.index >= table.end) flush()
    if (el.tag !== 'tr' || el.hidden || holdsTable(tree, el)) continue
    const cells = cellsOf(tree, el)
    const named = readHead(cells.map((cell) => cell.text))
    if (head === null) {
      if (named === null) continue
      head = named
      table = tableOf(tree, el)
      continue
    }
    if (named === null && rows.length < MAX_ROWS) {
      const row = readRow(view, el, cells, head)
      if (row !== null) rows.push(row)
    }
  }
  flush()
  return found
}

function tableOf(tree: Tree, row: El): El {
  let el = row
  for (let i = 0; i < 4 && el.tag !== 'table'; i++) el = tree.els[el.parent] ?? el
  return el
}

function readRow(
  view: View,
  el: El,
  cells: readonly { el: El; text: string }[],
  head: Head,
): CatalogueRow | null {
  if (cells.length < Math.min(2, head.texts.length)) return null
  const cell = cells[head.title]
  if (cell === undefined || cell.text === '') return null
  const link = clickablesIn(view, cell.el)[0] ?? clickablesIn(view, el)[0]
  const mark = head.date < 0 ? undefined : findDates(cells[head.date]?.text ?? '')[0]
  const text = (at: number): string | null => (at < 0 ? null : (cells[at]?.text ?? '') || null)
  return {
    el,
    title:
      link === undefined || !cell.text.includes(link.text.slice(0, 8))
        ? cell.text
        : titleOf(view, link) || cell.text,
    url: link?.url ?? null,
    date: mark?.date ?? null,
    monthDay: mark?.monthDay ?? null,
    source: text(head.source),
    indexNumber: text(head.index),
  }
}
