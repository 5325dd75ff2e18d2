/** The standard tables of annual reports (2021 format) as numbers, and the arithmetic that must hold in them. */
import { plainHan, simplified } from './han.js'

/** A grid of cell texts. */
export type Grid = readonly (readonly string[])[]

/** A number as a cell gives it. `blank`: empty, a dash or a stroke, which counts as 0; `empty`: nothing at all. */
interface Cell {
  readonly value: number
  readonly blank: boolean
  readonly empty: boolean
}

/** Seven cells: the six kinds of applicants and their total. null: something else than a number stands there. */
type Row = readonly (Cell | null)[]

/** Table three: applications. */
export interface Applications {
  readonly received: Row
  readonly carriedIn: Row
  /** Results (一) to (六), line by line, with their names. */
  readonly results: readonly { readonly name: string; readonly row: Row }[]
  readonly handled: Row
  readonly carriedOn: Row
}

/** Table four: three groups of four outcomes and a total. */
export type Disputes = readonly Row[]

/** Two numbers that ought to be equal. `doubtful`: a blank cell takes part. */
export interface Mismatch {
  readonly identity: string
  readonly left: number
  readonly right: number
  /** Name of the column or row in which it does not hold. */
  readonly at: string
  readonly doubtful: boolean
}

const COLUMNS = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
/** Lines of results in the format: 1 + 1 + 8 + 3 + 5 + 3. */
const RESULT_LINES = 21

function cellOf(text: string): Cell | null {
  const plain = text.normalize('NFKC').replace(/[\s,，]/g, '')
  if (/^(?:|[/\\]|[-—–－_]+|无|空)$/.test(plain)) return { value: 0, blank: true, empty: plain === '' }
  const found = /^(\d{1,9})(?:\.0+)?(?:件|条|宗|次|个)?$/.exec(plain)
  return found ? { value: Number(found[1]), blank: false, empty: false } : null
}

/** Numbers of the identities that are no sums of a whole row or column. */
const FEW = 4

const squeeze = (text: string): string => simplified(plainHan(text)).replace(/\s/g, '')

/** Cells of a row before its numbers, each once: the names that it goes by. */
function nameOf(row: readonly string[], from: number): string {
  return [...new Set(row.slice(0, from).map(squeeze))].join(' ')
}

/** Columns of the six kinds and their total; null where the head is not that of the format. */
function firstColumn(grid: Grid): number | null {
  for (const row of grid.slice(0, 8)) {
    const names = row.map(squeeze)
    const person = names.findIndex((name) => /^自然人$/.test(name))
    if (person < 0) continue
    const total = names.findIndex((name, i) => i > person && /^(?:总计|合计|总数)$/.test(name))
    if (total - person === 6) return person
  }
  return null
}

/** Reads table three; null where the grid is another table, or not laid out as the format has it. */
export function readApplications(grid: Grid): Applications | null {
  const from = firstColumn(grid)
  if (from === null) return null
  const width = grid.find((row) => row.map(squeeze)[from] === '自然人')?.length ?? 0
  const rows = grid.map((row) => {
    // A row that cells of earlier rows, too tall, push to the right still ends in its numbers.
    const start = row.length > width ? row.length - COLUMNS.length : from
    return { name: nameOf(row, start), row: COLUMNS.map((_, i) => cellOf(row[start + i] ?? '')) }
  })
  const at = (pattern: RegExp, after = -1) => rows.findIndex(({ name }, i) => i > after && pattern.test(name))
  const received = at(/本年新收/)
  const carriedIn = at(/上年结转/)
  const carriedOn = at(/结转下年度/)
  const handled = at(/总计|合计/, carriedIn)
  if (received < 0 || carriedIn <= received || handled <= carriedIn || carriedOn <= handled) return null
  const [one, two, three, four] = [received, carriedIn, handled, carriedOn].map((i) => rows[i]?.row)
  if (!one || !two || !three || !four) return null
  return {
    received: one,
    carriedIn: two,
    results: rows.slice(carriedIn + 1, handled),
    handled: three,
    carriedOn: four,
  }
}

/** Table three in pieces, as a break of the page leaves them: a row of a later piece ends in its seven numbers. */
function rejoined(grids: readonly Grid[]): Grid | null {
  const start = grids.findIndex(
    (grid) => firstColumn(grid) !== null && /本年新收/.test(squeeze(grid.flat().join(''))),
  )
  const rows = (start < 0 ? [] : grids.slice(start)).flatMap((grid) => {
    const from = firstColumn(grid)
    return grid.flatMap((row) => {
      const last = row.length - COLUMNS.length
      const at = from !== null && from <= last ? from : last
      const numbers = row.slice(at, at + COLUMNS.length)
      const isShifted = at < 1 || /\d/.test(squeeze(row[at - 1] ?? '').replace(/^\d[.、]/, ''))
      return isShifted || numbers.some((cell) => cellOf(cell) === null) ? [] : [[nameOf(row, at), ...numbers]]
    })
  })
  return rows.length === 0 ? null : [['', ...COLUMNS], ...rows]
}

/** Table three of a report, whole or in pieces. */
export function applicationsIn(grids: readonly Grid[]): Applications | null {
  for (const grid of grids) {
    const whole = readApplications(grid)
    if (whole !== null) return whole
  }
  const pieces = rejoined(grids)
  const read = pieces === null ? null : readApplications(pieces)
  return read?.results.length === RESULT_LINES ? read : null
}

/** Reads table four: five numbers under each of 行政复议, 未经复议直接起诉, 复议后起诉; null where the grid is another table. */
export function readDisputes(grid: Grid): Disputes | null {
  const head = grid.findIndex(
    (row) => row.filter((cell) => /维持/.test(squeeze(cell))).length === 3 && row.length === 15,
  )
  if (head < 0) return null
  const names = (grid[head] ?? []).map(squeeze)
  const inOrder = names.every((name, i) => [/维持/, /纠正/, /其他/, /未审结/, /总计|合计/][i % 5]?.test(name))
  const cells = grid[head + 1]?.map(cellOf)
  if (!inOrder || cells?.length !== 15) return null
  return [0, 5, 10].map((start) => cells.slice(start, start + 5))
}

/** Left and right of an identity from the cells that take part; null where one cannot be read. */
function compare(identity: string, at: string, left: Row, right: Row): Mismatch | null {
  const cells = [...left, ...right]
  if (cells.some((cell) => cell === null)) return null
  const sum = (row: Row) => row.reduce((total, cell) => total + (cell?.value ?? 0), 0)
  const [a, b] = [sum(left), sum(right)]
  if (a === b) return null
  // A side that is blank throughout was left out, not miscounted; of a few numbers each one counts.
  const blank = (row: Row) => row.every((cell) => cell?.blank)
  const gap = cells.length <= FEW && cells.some((cell) => cell?.empty)
  return { identity, left: a, right: b, at, doubtful: gap || blank(left) || blank(right) }
}

/** The mismatch to be told of several of one identity: the certain first, the total's column, else the first. */
function telling(found: readonly (Mismatch | null)[]): Mismatch | null {
  const all = found.filter((one) => one !== null)
  const certain = all.filter((one) => !one.doubtful)
  const pool = certain.length > 0 ? certain : all
  return pool.find((one) => one.at === '总计') ?? pool[0] ?? null
}

/** Every identity of table three that does not hold, once each. */
export function applicationMismatches(table: Applications): Mismatch[] {
  const { received, carriedIn, results, handled, carriedOn } = table
  const pick = (row: Row, i: number): Row => [row[i] ?? null]
  const perColumn = (identity: string, left: (i: number) => Row, right: (i: number) => Row) =>
    telling(COLUMNS.map((name, i) => compare(identity, name, left(i), right(i))))
  const balance = perColumn(
    'applications-balance',
    (i) => [...pick(received, i), ...pick(carriedIn, i)],
    (i) => [...pick(handled, i), ...pick(carriedOn, i)],
  )
  const summed = perColumn(
    'applications-results',
    (i) => results.flatMap(({ row }) => pick(row, i)),
    (i) => pick(handled, i),
  )
  // With lines more or fewer than the format has, what is added up may not be what was meant.
  const sums = summed && results.length !== RESULT_LINES ? { ...summed, doubtful: true } : summed
  const rows = [
    { name: '本年新收', row: received },
    { name: '上年结转', row: carriedIn },
    ...results,
    { name: '总计', row: handled },
    { name: '结转下年度', row: carriedOn },
  ]
  const kinds = telling(
    rows.map(({ name, row }) =>
      compare('applicants-total', name.slice(0, 40), row.slice(0, 6), row.slice(6)),
    ),
  )
  return [balance, sums, kinds].filter((one) => one !== null)
}

/** Every total of table four that is not the sum of its four outcomes. */
export function disputeMismatches(table: Disputes): Mismatch[] {
  return ['review-total', 'lawsuit-total', 'lawsuit-after-review-total'].flatMap(
    (identity, i) => compare(identity, '总计', table[i]?.slice(0, 4) ?? [], table[i]?.slice(4) ?? []) ?? [],
  )
}

/** This year's 上年结转 against last year's 结转下年度, in the column of totals. */
export function carriedMismatch(thisYear: Applications, lastYear: Applications): Mismatch | null {
  return compare('carried-over', '总计', thisYear.carriedIn.slice(6), lastYear.carriedOn.slice(6))
}

const QUOTED =
  /(?:收到|新收|受理)(?:公民|法人|其他组织|和|及|、|各类|自然人|社会公众|的)*(?:政府)?信息(?:依申请)?公开申请(?:件|事项)?(?:共|共计|合计|总计|总数)?[为是]?\s*(\d{1,7})\s*(?:件|条|宗|例|份)/g

/** The number of applications that the text gives for the year against table three; null where the text gives none, or several. */
export function quotedMismatch(prose: string, year: number, table: Applications): Mismatch | null {
  const [received, carried] = [table.received[6], table.carriedIn[6]]
  if (!received || !carried || received.blank) return null
  const numbers = new Set<number>()
  for (const sentence of prose
    .normalize('NFKC')
    .slice(0, 60_000)
    .split(/[。\n]/)) {
    for (const match of sentence.matchAll(QUOTED)) {
      const before = sentence.slice(0, match.index)
      // Numbers of other years, of parts, and of what one channel brought are no totals of this year.
      if (
        /(?:20\d\d年|去年|上年)[^,，;；]{0,20}$/.test(before) &&
        !new RegExp(`${year}年[^,，;；]{0,20}$`).test(before)
      )
        return null
      if (
        /其中|网上|网络|信函|当面|邮件|邮寄|传真|现场|系统|平台|本级|直属|下属|各(?:镇|乡|街道|部门|单位|科室)|部门[和及、]|政府办|全区|全县|全市|累计|以来|历年|近.年/.test(
          before,
        )
      )
        return null
      numbers.add(Number(match[1]))
    }
  }
  const [quoted] = numbers
  if (numbers.size !== 1 || quoted === undefined) return null
  if (quoted === received.value || quoted === received.value + carried.value) return null
  return { identity: 'text-applications', left: quoted, right: received.value, at: '总计', doubtful: false }
}
