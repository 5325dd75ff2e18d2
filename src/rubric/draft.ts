/** Drafts a rubric from a scoring table: what the words say for certain becomes rules, everything else an open question. Pure. */
import { formatPoints, parsePoints } from '../model/points.js'
import type { DraftRow, DraftTable } from './draft-table.js'
import { findFlaws } from './lint.js'
import { type RubricDocument, rubricDocumentSchema } from './schema.js'

/** A sum that the document declares beside the one that its rows give. */
export interface DraftSum {
  readonly where: string
  readonly declared: string
  readonly sum: string
}

/** A drafted rubric with what a person has to look at. */
export interface Draft {
  readonly document: RubricDocument
  /** Sums that do not agree. */
  readonly sums: readonly DraftSum[]
}

/** What the table itself does not say. */
export interface DraftGiven {
  readonly id: string
  readonly name: string
  readonly year: number
}

type Rules = Record<string, unknown>[]

const AMOUNT = /(扣除?|减|加)\s*(\d{1,3}(?:\.\d{1,2})?)\s*分/
/** Ends of clauses that carry a price of their own. */
const PARTS = /(?<=[。；;\n])/

/** Rules that the wording of a row states without doubt. */
function rulesOf(row: DraftRow, id: string): Rules {
  const rules: Rules = []
  for (const part of row.clause.split(PARTS)) {
    const clause = part.trim().replace(/[。；;]$/, '')
    if (clause === '') continue
    const own = { id: `${id}-${rules.length + 1}`, clause }
    const amounts = [...clause.matchAll(new RegExp(AMOUNT, 'g'))]
    const [, verb = '', number = ''] = amounts[0] ?? []
    const points = parsePoints(number) ?? 0
    // 扣1-3分, 每项扣1分、最多扣5分, 分别扣1分和2分: more than one number is a person's to take apart.
    const single = amounts.length === 1 && !/酌情|以内|至多|最多|[-~～—至]\s*\d+(?:\.\d+)?\s*分/.test(clause)
    if (single && points > 0 && verb !== '加' && !row.adds && points <= row.max)
      rules.push({ ...own, type: 'manual', points: formatPoints(-points) })
    else if (single && points > 0 && verb === '加' && row.adds)
      rules.push({ ...own, type: 'manual', points: formatPoints(points), cap: formatPoints(row.max) })
    else if (/不得分|得0分|计0分/.test(clause) && amounts.length === 0 && !row.adds)
      rules.push({ ...own, type: 'ceiling', ceiling: '0' })
    else if (/扣|酌情|加分/.test(clause) || amounts.length > 0)
      rules.push({ ...own, type: 'discretionary', ...(row.adds && { sign: 'award' }) })
  }
  return rules
}

function question(id: string, zh: string, en: string, changes: readonly string[]) {
  const answer = { zh: '尚未答复：按下列各行由人工判定', en: 'not answered: a person decides row by row' }
  return { id, type: 'text', question: { zh, en }, default: 'declared', answer, changes }
}

interface NumberedRow {
  readonly row: DraftRow
  readonly id: string
  readonly group: string | undefined
  readonly rules: Rules
}

function questionsAbout(rows: readonly NumberedRow[], sums: readonly (DraftSum & { rows: string[] })[]) {
  const open = rows.filter(({ rules }) => rules.length === 0).map(({ id }) => id)
  const free = rows
    .filter(({ rules }) => rules.some((rule) => rule.type === 'discretionary'))
    .map(({ id }) => id)
  const bonus = rows.filter(({ row }) => row.adds).map(({ id }) => id)
  return [
    ...sums.map((one, n) =>
      question(
        `sum-${n + 1}`,
        `“${one.where}”写明${one.declared}分，各行合计${one.sum}分，以哪个为准？`,
        `"${one.where}" says ${one.declared} points, its rows add up to ${one.sum}: which holds?`,
        one.rows,
      ),
    ),
    ...(open.length > 0
      ? [
          question(
            'no-price',
            '这些行没有写明怎样扣分，如何计分？',
            'These rows name no price: how are they scored?',
            open,
          ),
        ]
      : []),
    ...(free.length > 0
      ? [
          question(
            'discretion',
            '这些行是酌情、分档或一句多个分值，各扣多少？可在同名参数文件的 tariffs 中定出标准。',
            'These rows leave the amount open, or name several in one sentence: how much each? The parameters file may set tariffs.',
            free,
          ),
        ]
      : []),
    ...(bonus.length > 0
      ? [
          question(
            'bonus',
            '这些行按加分项起草（不计入满分），是否如此？',
            'These rows are drafted as bonuses beyond the full marks: is that so?',
            bonus,
          ),
        ]
      : []),
    question(
      'automation',
      '全部各行暂由人工计分；哪些行由程序自动检查，何时的问题开始计分？',
      'Every row is scored by a person so far: which are to be checked by the program, and from which date on?',
      rows.map(({ id }) => id),
    ),
  ]
}

const sumOf = (rows: readonly NumberedRow[]): number =>
  rows.reduce((sum, { row }) => sum + (row.adds ? 0 : row.max), 0)

/** Where the document's own figures and its rows disagree. */
function sumsOf(table: DraftTable, rows: readonly NumberedRow[]): (DraftSum & { rows: string[] })[] {
  const differs = (where: string, declared: number | null, own: readonly NumberedRow[]) => {
    const sum = sumOf(own)
    if (declared === null || declared === sum || own.length === 0) return []
    const ids = own.map(({ id }) => id)
    return [{ where, declared: formatPoints(declared), sum: formatPoints(sum), rows: ids }]
  }
  return [
    ...table.groups.flatMap(({ title, says }) =>
      differs(
        title,
        says,
        rows.filter(({ row }) => row.group === title && !row.adds),
      ),
    ),
    ...differs('合计', table.total, rows),
  ]
}

function documentOf(
  table: DraftTable,
  given: DraftGiven,
  rows: readonly NumberedRow[],
  sums: readonly (DraftSum & { rows: string[] })[],
): unknown {
  const max = formatPoints(sumOf(rows))
  const groups = table.groups.map(({ title }, n) => {
    const own = rows.filter(({ row }) => row.group === title)
    const wrong = sums.findIndex((one) => one.where === title)
    const label = sums[wrong] && { says: sums[wrong].declared, question: `sum-${wrong + 1}` }
    return { id: `g${n + 1}`, title, max: formatPoints(sumOf(own)), ...(label && { label }) }
  })
  return {
    schema: 'xuncha.rubric/1',
    id: given.id,
    name: given.name,
    year: given.year,
    document: { title: given.name, issuer: '（待填写）' },
    max,
    total: { floor: '0', ceiling: max },
    groups,
    indicators: rows.map(({ row, id, group, rules }) => ({
      id,
      ...(group !== undefined && { group }),
      title: row.title,
      clause: row.clause,
      ...(row.remark !== '' && { remark: row.remark }),
      place: `原表第${row.line}行`,
      max: row.adds ? '0' : formatPoints(row.max),
      method: 'manual',
      ...(row.adds && { adjusts: 'total' }),
      rules,
    })),
    questions: questionsAbout(rows, sums),
  }
}

/** Drafts a rubric that lints. Every row is a person's until somebody says which of them the program checks. */
export function draftRubric(table: DraftTable, given: DraftGiven): Draft {
  const rows = table.rows.map((row, n): NumberedRow => {
    const group = table.groups.findIndex(({ title }) => title === row.group)
    const id = String(n + 1)
    return { row, id, group: group < 0 ? undefined : `g${group + 1}`, rules: rulesOf(row, `r${id}`) }
  })
  const sums = sumsOf(table, rows)
  const document = rubricDocumentSchema.parse(documentOf(table, given, rows, sums))
  const [flaw] = findFlaws(document)
  if (flaw) throw new Error(`a drafted rubric does not lint: ${flaw.key} at ${flaw.path.join('.')}`)
  return { document, sums: sums.map(({ where, declared, sum }) => ({ where, declared, sum })) }
}
