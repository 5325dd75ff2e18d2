/** The report as tables: scores, indicators, findings, what several units share; one list of rows for spreadsheets, CSV and Word. */
import type { FindingDocument, InspectionDocument, UnitDocument } from '../../src/model/document.js'
import type { Sheet } from '../../src/tables/xlsx.js'
import type { Words } from '../html/words.js'
import { moment } from '../html/words.js'

/** What the tables are made of. */
export interface TablesInput {
  readonly document: InspectionDocument
  readonly words: Words
  readonly timezone: string
  rubricName(id: string): string
}

/** A table with the name of its file where each is a file of its own. */
export interface ReportTable extends Sheet {
  readonly file: string
}

/** A cell of points: a number where it is one, so that a spreadsheet can add; else empty. */
const points = (text: string | null): string | number => (text === null || text === '' ? '' : Number(text))

function scores({ document, words, rubricName }: TablesInput): ReportTable {
  const rows = document.units.flatMap((unit) => {
    const standing = [unit.id, unit.name, words(`status.${unit.status}`)]
    const found = [
      unit.findings.filter(
        (one) => one.verdict === 'problem' && one.state !== 'fixed' && one.state !== 'dismissed',
      ).length,
      unit.findings.filter((one) => one.verdict === 'cannot-tell').length,
      unit.pages,
    ]
    const scored = unit.scores.map((score) => [
      ...standing,
      rubricName(score.rubric),
      ...[score.score, score.assessed, score.pending, score.max].map(points),
      ...found,
    ])
    return scored.length > 0 ? scored : [[...standing, '', '', '', '', '', ...found]]
  })
  return {
    file: 'scores',
    name: words('overview'),
    headers: [
      ...['unitId', 'unit', 'status', 'rubric', 'points', 'assessed', 'pendingMarks', 'fullMarks'],
      ...['problems', 'doubts', 'pages'],
    ].map((key) => words(key)),
    rows,
    widths: [14, 20, 12, 30, 10, 10, 10, 10, 8, 8, 8],
  }
}

function indicators({ document, words, rubricName }: TablesInput): ReportTable {
  const rows = document.units.flatMap((unit) =>
    unit.scores.flatMap((score) =>
      score.indicators.map((row) => [
        unit.name,
        rubricName(score.rubric),
        row.id,
        row.title,
        points(row.max),
        points(row.score),
        words(`method.${row.method}`),
        words(`row.${row.status}`),
        row.entries
          .map((entry) => `${entry.clause} ${entry.points} (${words(`entry.${entry.state}`)})`)
          .join('\n'),
        row.because ?? '',
      ]),
    ),
  )
  return {
    file: 'indicators',
    name: words('indicators'),
    headers: [
      ...[
        'unit',
        'rubric',
        'row',
        'indicator',
        'fullMarks',
        'points',
        'method',
        'state',
        'deductions',
        'note',
      ],
    ].map((key) => words(key)),
    rows,
    widths: [20, 28, 8, 36, 8, 8, 8, 8, 50, 40],
  }
}

/** The clauses that a finding was priced by, with the points. */
export function clausesOf(finding: FindingDocument, unit: UnitDocument | null): string[] {
  const entries = (unit?.scores ?? []).flatMap((score) =>
    score.indicators.flatMap((row) => row.entries.map((entry) => ({ row, entry }))),
  )
  return entries
    .filter(({ entry }) => entry.finding === finding.fingerprint)
    .map(({ row, entry }) => `${row.id} · ${entry.clause} (${entry.points})`)
}

function findingCells(finding: FindingDocument, unit: UnitDocument | null, input: TablesInput): string[] {
  const { words, timezone } = input
  return [
    finding.no,
    words(`verdict.${finding.verdict}`),
    words(`finding.${finding.state}`),
    finding.message,
    finding.where.join(' › '),
    finding.url,
    clausesOf(finding, unit).join('\n'),
    moment(finding.firstSeen, timezone),
    moment(finding.lastSeen, timezone),
    finding.code,
    finding.evidence.join('\n'),
  ]
}

const FINDING_HEADS = [
  ...[
    'number',
    'verdictHead',
    'state',
    'finding',
    'where',
    'page',
    'clause',
    'firstSeen',
    'lastSeen',
    'code',
  ],
  'evidence',
]
const FINDING_WIDTHS = [22, 10, 8, 50, 30, 40, 36, 17, 17, 20, 30]

function findings(input: TablesInput): ReportTable {
  const { document, words } = input
  return {
    file: 'findings',
    name: words('findingsHead'),
    headers: ['unit', ...FINDING_HEADS].map((key) => words(key)),
    rows: document.units.flatMap((unit) =>
      unit.findings.map((finding) => [unit.name, ...findingCells(finding, unit, input)]),
    ),
    widths: [20, ...FINDING_WIDTHS],
  }
}

function shared(input: TablesInput): ReportTable[] {
  const { document, words } = input
  if (document.shared.length === 0) return []
  const names = new Map(document.units.map((unit) => [unit.id, unit.name]))
  const operator = (id: string | undefined) => names.get(id ?? '') ?? id ?? ''
  return [
    {
      file: 'shared',
      name: words('shared'),
      headers: ['operator', 'affected', ...FINDING_HEADS].map((key) => words(key)),
      rows: document.shared.map((finding) => [
        operator(finding.unit),
        (finding.units ?? []).map((id) => names.get(id) ?? id).join('、'),
        ...findingCells(finding, null, input),
      ]),
      widths: [20, 30, ...FINDING_WIDTHS],
    },
  ]
}

/** What the report is of: the run, and the first digits of its seal, so that whoever keeps the file can hold it against the run. */
export function originTable(
  input: TablesInput & { readonly writtenAt: number; readonly seal: string | null },
): ReportTable {
  const { document, seal, timezone, words, writtenAt } = input
  const { id, tool, at } = document.run
  return {
    file: 'origin',
    name: words('origin'),
    headers: ['item', 'content'].map((key) => words(key)),
    rows: [
      [words('run'), id],
      [words('assessedOn'), at],
      [words('seal'), seal ?? words('unsealed')],
      [words('tool'), tool],
      [words('writtenAt'), moment(writtenAt, timezone)],
    ],
    widths: [20, 50],
  }
}

/** The tables of a report, the overview first. Every text is a text: crawled pages are quoted in it. */
export function reportTables(input: TablesInput): ReportTable[] {
  return [scores(input), indicators(input), findings(input), ...shared(input)]
}
