/** The report as a Word file: the overview, each unit's sheet and findings with the pictures that prove them. */
import type { Paragraph, Table } from 'docx'
import type { FindingDocument, UnitDocument } from '../../src/model/document.js'
import type { HtmlReportInput } from '../html/index.js'
import { reportPicture } from '../html/pictures.js'
import { moment, type Words, wordsIn } from '../html/words.js'
import { clausesOf, reportTables } from '../tables/index.js'

/** Pictures of one file; further findings name their evidence, which holds them. */
const MAX_PICTURES = 200
const PICTURE_WIDTH = 560
const PICTURE_HEIGHT = 700

type Library = typeof import('docx')

/** Text as XML can hold it. */
const held = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/\p{Cs}/gu, '')

interface Making {
  readonly docx: Library
  readonly input: HtmlReportInput
  readonly words: Words
  pictures: number
}

function line({ docx }: Making, text: string, options: object = {}): Paragraph {
  return new docx.Paragraph({ children: [new docx.TextRun({ text: held(text) })], ...options })
}

function tableOf(
  { docx }: Making,
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Table {
  const cell = (text: string | number, bold = false) =>
    new docx.TableCell({
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: held(String(text))
        .split('\n')
        .map((part) => new docx.Paragraph({ children: [new docx.TextRun({ text: part, bold, size: 18 })] })),
    })
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: [
      new docx.TableRow({ tableHeader: true, children: headers.map((text) => cell(text, true)) }),
      ...rows.map((row) => new docx.TableRow({ cantSplit: true, children: row.map((text) => cell(text)) })),
    ],
  })
}

async function pictureOf(making: Making, finding: FindingDocument): Promise<Paragraph[]> {
  if (making.pictures >= MAX_PICTURES) return []
  const { docx, input, words } = making
  const picture = await reportPicture(finding.evidence, input.evidence)
  if (picture === null) return []
  making.pictures += 1
  const data = Buffer.from(picture.dataUri.slice(picture.dataUri.indexOf(',') + 1), 'base64')
  const { default: sharp } = await import('sharp')
  const { width = PICTURE_WIDTH, height = PICTURE_WIDTH } = await sharp(data).metadata()
  const share = Math.min(1, PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
  const transformation = { width: Math.round(width * share), height: Math.round(height * share) }
  const at = moment(picture.takenAt, input.timezone)
  return [
    new docx.Paragraph({ children: [new docx.ImageRun({ type: 'jpg', data, transformation })] }),
    line(making, words(picture.framed ? 'picture' : 'pictureWhole', { at, url: picture.of })),
  ]
}

async function findingPart(making: Making, finding: FindingDocument, unit: UnitDocument | null) {
  const { docx, input, words } = making
  const said = `${words(`verdict.${finding.verdict}`)} · ${words(`finding.${finding.state}`)}　${finding.message}`
  const seen = words('seenFromTo', {
    first: moment(finding.firstSeen, input.timezone),
    last: moment(finding.lastSeen, input.timezone),
  })
  const facts: [string, string][] = [
    [words('number'), finding.no],
    [words('where'), finding.where.join(' › ')],
    [words('page'), finding.url],
    [words('clause'), clausesOf(finding, unit).join('\n')],
    [words('seen'), seen],
    [words('evidence'), finding.evidence.join('\n')],
  ]
  return [
    line(making, said, { heading: docx.HeadingLevel.HEADING_4 }),
    tableOf(
      making,
      [words('item'), words('content')],
      facts.filter(([, value]) => value !== ''),
    ),
    ...(await pictureOf(making, finding)),
  ]
}

async function unitPart(making: Making, unit: UnitDocument) {
  const { docx, input, words } = making
  const standing = words(`status.${unit.status}`)
  const reason = unit.reason === null ? '' : words(`reason.${unit.reason}`)
  const parts: (Paragraph | Table)[] = [
    line(making, unit.name, { heading: docx.HeadingLevel.HEADING_1 }),
    line(making, reason === '' ? standing : words('statusBecause', { status: standing, reason })),
  ]
  for (const score of unit.scores) {
    const { score: sum, assessed, pending } = score
    const total = words('score', { score: sum, assessed, pending })
    const heading = `${input.rubricName(score.rubric)}　${total}`
    parts.push(line(making, heading, { heading: docx.HeadingLevel.HEADING_2 }))
    const rows = score.indicators.map((row) => [
      row.id,
      row.title,
      words(`method.${row.method}`),
      words(`row.${row.status}`),
      `${row.status === 'scored' ? row.score : '—'} / ${row.max}`,
      [...row.entries.map((entry) => `${entry.clause} ${entry.points}`), row.because ?? '']
        .filter(Boolean)
        .join('\n'),
    ])
    parts.push(
      tableOf(
        making,
        ['row', 'indicator', 'method', 'state', 'points', 'deductions'].map((key) => words(key)),
        rows,
      ),
    )
  }
  const heading = words('findings', { count: unit.findings.length })
  parts.push(line(making, heading, { heading: docx.HeadingLevel.HEADING_2 }))
  if (unit.findings.length === 0) parts.push(line(making, words('noFindings')))
  for (const finding of unit.findings) parts.push(...(await findingPart(making, finding, unit)))
  return parts
}

/** The report as the bytes of a .docx file. */
export async function wordReport(input: HtmlReportInput): Promise<Buffer> {
  const docx = await import('docx')
  const { document } = input
  const words = wordsIn(input.language)
  const making: Making = { docx, input, words, pictures: 0 }
  const [overview] = reportTables({ ...input, words })
  const { at, startedAt, purpose } = document.run
  const started = moment(startedAt, input.timezone)
  const children: (Paragraph | Table)[] = [
    line(making, words('title'), { heading: docx.HeadingLevel.TITLE }),
    line(making, words('subtitle', { at, started, purpose: words(`purpose.${purpose}`) })),
    line(making, words('overview'), { heading: docx.HeadingLevel.HEADING_1 }),
    tableOf(making, overview?.headers ?? [], overview?.rows ?? []),
  ]
  if (document.shared.length > 0) {
    children.push(line(making, words('shared'), { heading: docx.HeadingLevel.HEADING_1 }))
    children.push(line(making, words('sharedNote')))
    for (const finding of document.shared) children.push(...(await findingPart(making, finding, null)))
  }
  for (const unit of document.units) children.push(...(await unitPart(making, unit)))
  const { id: run, tool } = document.run
  const seal = input.seal === null ? '' : `　${words('footerSeal', { seal: input.seal })}`
  const written = moment(input.writtenAt, input.timezone)
  children.push(line(making, `${words('footer', { run, tool, written })}${seal}`))
  const file = new docx.Document({
    creator: tool,
    title: words('title'),
    styles: {
      default: {
        document: {
          run: { font: { ascii: 'Arial', hAnsi: 'Arial', eastAsia: 'SimSun', cs: 'Arial' }, size: 21 },
        },
      },
    },
    sections: [{ children }],
  })
  return docx.Packer.toBuffer(file)
}
