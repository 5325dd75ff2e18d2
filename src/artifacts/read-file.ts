/** The facts of a file: its text as lines, the tables and prose of an annual report, numbers of persons masked. */
import type { DocumentText, FileFacts, PlacedLine } from '../model/file.js'
import type { ReportParts } from '../model/page.js'
import { readExposed } from './personal.js'
import { paragraphsOf, placedTitle, withoutPageNumbers, wordsOf } from './placed-text.js'
import {
  applicationsFromRows,
  disputesFromRows,
  isTableLine,
  labelledApplications,
  placedApplications,
  placedDisputes,
  tablesFromCells,
} from './report-rows.js'

/** Raised whenever the same bytes could now give other facts; part of the key under which facts are stored. */
export const FILE_READER_VERSION = 3

const MAX_TEXT = 60_000
/** Personal numbers are looked for further than text is kept. */
const MAX_SCANNED = 1_000_000
const MAX_TABLES = 12
const MAX_ROWS = 200
const MAX_CELL = 300

/** Words that only the standard tables of a report hold. */
const STANDARD = /本年新收|结转下年度|制发件数|处理决定数量|尚未审结|结果维持/
const REPORT_OPENING = /(?:信息|政务)公开.{0,16}(?:年度报告|年报|年度工作报告)/

type Rows = readonly (readonly string[])[]
const squeezed = (rows: Rows): string =>
  rows
    .map((row) => row.join(''))
    .join('')
    .replace(/\s/g, '')

function bounded(rows: Rows): string[][] {
  return rows.slice(0, MAX_ROWS).map((row) => row.map((cell) => cell.slice(0, MAX_CELL)))
}

/** Lines of flowing blocks: cells of a table each on a line of their own, as a browser shows them to a copier. */
function lineTexts(document: DocumentText): string[] {
  return document.blocks.flatMap((block) =>
    'text' in block
      ? block.text.split('\n')
      : block.rows.map((row) => row.filter((cell, i) => cell !== row[i - 1] || cell === '').join('\n')),
  )
}

/** A report whose tables are grids, or rows of cells without widths. */
function flowingReport(document: DocumentText): ReportParts {
  const tables = document.blocks.flatMap((block) =>
    'rows' in block && STANDARD.test(squeezed(block.rows)) ? [block.rows] : [],
  )
  const ragged = document.format === 'doc'
  const told = ragged
    ? tables.flatMap((rows) => {
        const text = squeezed(rows)
        const found =
          applicationsFromRows(rows) ?? disputesFromRows(rows, text) ?? tablesFromCells(rows, text)
        return [found ?? bounded(rows)]
      })
    : tables.map(bounded)
  const prose = document.blocks.flatMap((block) => {
    if ('text' in block) return isTableLine([block.text]) ? [] : [block.text]
    if (!STANDARD.test(squeezed(block.rows))) return block.rows.map((row) => row.join(' '))
    // Where nothing parts the last row from what follows, the next heading stands in its last cell.
    return ragged ? block.rows.flatMap((row) => row.filter((cell) => !isTableLine([cell]))) : []
  })
  return { tables: told.slice(0, MAX_TABLES), prose: prose.join('\n').slice(0, MAX_TEXT) }
}

/** A report that is set in places. A table that cannot be told for sure stands as its lines, which no reader takes for one. */
function placedReport(lines: readonly PlacedLine[]): ReportParts {
  const rows = lines.map(wordsOf)
  const inTable = ({ cells }: PlacedLine) => isTableLine(cells.map(({ text }) => text))
  const applications = placedApplications(lines) ?? labelledApplications(lines)
  const disputes = placedDisputes(lines, squeezed(rows))
  const untold = applications === null && /本年新收|结转下年度/.test(squeezed(rows))
  const tables = [
    ...(applications ? [applications] : []),
    ...(disputes ? [disputes] : []),
    ...(untold ? [bounded(lines.filter(inTable).map(wordsOf))] : []),
  ]
  const prose = paragraphsOf(lines, inTable)
  return { tables, prose: prose.join('\n').slice(0, MAX_TEXT) }
}

/** First lines that are short enough to be a heading, where nothing else tells. */
function openingOf(texts: readonly string[]): string | null {
  const first = texts.find((text) => text.trim() !== '')?.trim() ?? ''
  const one = first.length >= 4 && first.length <= 80 && !first.includes('\n')
  return one && !/[。;；]$/.test(first) ? first : null
}

/** What of a file judging may know. */
export function readFile(document: DocumentText): FileFacts {
  const { format, standing, pages, images, cut } = document
  const lines = withoutPageNumbers(document.lines)
  const texts = lines.length > 0 ? paragraphsOf(lines, () => false) : lineTexts(document)
  const whole = texts.join('\n')
  const exposed = readExposed(whole.slice(0, MAX_SCANNED))
  const blot = (text: string): string => exposed?.blot(text) ?? text
  const title = placedTitle(lines) ?? openingOf(texts)
  const opening = `${title ?? ''}\n${whole.slice(0, 600)}`.replace(/\s/g, '')
  const isReport = REPORT_OPENING.test(opening) || STANDARD.test(whole.replace(/\s/g, ''))
  const report = isReport ? (lines.length > 0 ? placedReport(lines) : flowingReport(document)) : null
  return {
    format,
    standing,
    pages,
    images,
    title: title === null ? null : blot(title),
    textLength: whole.replace(/\s/g, '').length,
    text: blot(whole.slice(0, MAX_TEXT)),
    cut: cut || whole.length > MAX_TEXT,
    loose: lines.some(({ cells }) => cells.length > 1),
    ...(report
      ? {
          report: {
            tables: report.tables.map((rows) => rows.map((row) => row.map(blot))),
            prose: blot(report.prose),
          },
        }
      : {}),
    ...(exposed ? { personal: exposed.found } : {}),
  }
}
