/** An official paper as a Word file, by itself or in the office's own template with placeholders. */
import type { IPatch, Paragraph, Table } from 'docx'
import { UserFault } from '../../src/model/error.js'
import type { Block, Paper, PaperTable } from './paper.js'

type Library = typeof import('docx')
type Piece = Paragraph | Table

/** Sizes in half points: title 小二, body 三号 is too big for tables, so they are set in 小四 and 五号. */
const TITLE = 44
const BODY = 32
const CELL = 21
const PICTURE_WIDTH = 560
const PICTURE_HEIGHT = 620
/** Width of a page between its margins, in twentieths of a point. */
const PAGE_WIDTH = 8844
const BODY_FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: '仿宋_GB2312',
  cs: 'Times New Roman',
}
const HEAD_FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: '黑体',
  cs: 'Times New Roman',
}
const TITLE_FONT = {
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  eastAsia: '方正小标宋简体',
  cs: 'Times New Roman',
}

/** Text as XML can hold it. */
const held = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/\p{Cs}/gu, '')

function tableOf(docx: Library, { heads, rows, widths }: PaperTable): Table {
  const all = widths.reduce((sum, width) => sum + width, 0) || 1
  const columnWidths = widths.map((width) => Math.round((width / all) * PAGE_WIDTH))
  const cell = (text: string, n: number, bold: boolean) =>
    new docx.TableCell({
      width: { size: columnWidths[n] ?? 1000, type: docx.WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 80, right: 80 },
      children: held(text)
        .split('\n')
        .map(
          (part) =>
            new docx.Paragraph({
              children: [new docx.TextRun({ text: part, bold, size: CELL, font: BODY_FONT })],
            }),
        ),
    })
  return new docx.Table({
    columnWidths,
    width: { size: PAGE_WIDTH, type: docx.WidthType.DXA },
    layout: docx.TableLayoutType.FIXED,
    rows: [
      new docx.TableRow({ tableHeader: true, children: heads.map((text, n) => cell(text, n, true)) }),
      ...rows.map(
        (row) => new docx.TableRow({ cantSplit: true, children: row.map((text, n) => cell(text, n, false)) }),
      ),
    ],
  })
}

async function pictureOf(docx: Library, jpeg: Buffer, caption: string): Promise<Paragraph[]> {
  const { default: sharp } = await import('sharp')
  const { width = PICTURE_WIDTH, height = PICTURE_WIDTH } = await sharp(jpeg).metadata()
  const share = Math.min(1, PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
  const transformation = { width: Math.round(width * share), height: Math.round(height * share) }
  return [
    new docx.Paragraph({
      keepNext: true,
      children: [new docx.ImageRun({ type: 'jpg', data: jpeg, transformation })],
    }),
    new docx.Paragraph({
      spacing: { after: 240 },
      children: [new docx.TextRun({ text: held(caption), size: CELL, font: BODY_FONT })],
    }),
  ]
}

async function blockOf(docx: Library, block: Block): Promise<Piece[]> {
  if (block.kind === 'table') return [tableOf(docx, block), new docx.Paragraph({ children: [] })]
  if (block.kind === 'picture') return pictureOf(docx, block.jpeg, block.caption)
  if (block.kind === 'page') return [new docx.Paragraph({ children: [new docx.PageBreak()] })]
  const small = block.kind === 'note'
  const heading = block.kind === 'heading'
  return held(block.text)
    .split('\n')
    .map(
      (text) =>
        new docx.Paragraph({
          keepNext: heading,
          spacing: { line: small ? 340 : 560, lineRule: docx.LineRuleType.EXACT, before: heading ? 120 : 0 },
          indent: { firstLine: small ? 420 : 640 },
          children: [
            new docx.TextRun({ text, size: small ? CELL : BODY, font: heading ? HEAD_FONT : BODY_FONT }),
          ],
        }),
    )
}

async function piecesOf(docx: Library, blocks: readonly Block[]): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const block of blocks) pieces.push(...(await blockOf(docx, block)))
  return pieces
}

function line(
  docx: Library,
  text: string,
  options: object,
  font: object = BODY_FONT,
  size = BODY,
): Paragraph[] {
  if (text === '') return []
  return [new docx.Paragraph({ ...options, children: [new docx.TextRun({ text: held(text), size, font })] })]
}

/** The paper as the bytes of a .docx file: title, number, addressee, blocks, signature and day. */
export async function paperDocx(paper: Paper): Promise<Buffer> {
  const docx = await import('docx')
  const { AlignmentType } = docx
  const centre = { alignment: AlignmentType.CENTER, spacing: { after: 240 } }
  const right = { alignment: AlignmentType.RIGHT, spacing: { before: 120 } }
  const children: Piece[] = [
    ...line(docx, paper.title, { ...centre, spacing: { before: 240, after: 240 } }, TITLE_FONT, TITLE),
    ...line(docx, paper.number, centre),
    ...line(docx, paper.to === '' ? '' : `${paper.to}：`, { spacing: { after: 60 } }),
    ...(await piecesOf(docx, paper.blocks.filter(beforeSignature(paper)))),
    ...line(docx, paper.from, right),
    ...line(docx, paper.day, right),
    ...(await piecesOf(
      docx,
      paper.blocks.filter((block, n, all) => !beforeSignature(paper)(block, n, all)),
    )),
  ]
  const file = new docx.Document({
    creator: 'Xuncha',
    title: paper.title,
    sections: [
      {
        properties: { page: { margin: { top: 2098, bottom: 1984, left: 1588, right: 1474 } } },
        footers: {
          default: new docx.Footer({
            children: [
              new docx.Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new docx.TextRun({ children: ['— ', docx.PageNumber.CURRENT, ' —'], size: 24 })],
              }),
            ],
          }),
        },
        children,
      },
    ],
  })
  return docx.Packer.toBuffer(file)
}

/** What stands before the signature: everything up to the first page break; pictures are an annex. */
export function beforeSignature(paper: Paper): (block: Block, n: number, all: readonly Block[]) => boolean {
  const cut = paper.blocks.findIndex(({ kind }) => kind === 'page')
  return (_, n) => cut < 0 || n < cut
}

/** Placeholders of a template, in Chinese and English, and which text each stands for. */
const PLACES: Readonly<
  Record<string, keyof Pick<Paper, 'title' | 'number' | 'to' | 'from' | 'day' | 'due'>>
> = {
  标题: 'title',
  文号: 'number',
  单位: 'to',
  落款: 'from',
  日期: 'day',
  期限: 'due',
  title: 'title',
  number: 'number',
  to: 'to',
  from: 'from',
  day: 'day',
  due: 'due',
}
const WHOLE = ['正文', 'body'] as const
const TABLES = ['问题清单', 'problems'] as const
const PICTURES = ['截图', 'pictures'] as const

/** What stands in a paper was crawled or typed: it never is a placeholder itself, so that nothing is filled in there. */
const unbraced = (text: string): string => text.replace(/\{(?=\{)/g, '{ ')

function unbracedBlock(block: Block): Block {
  if (block.kind === 'page') return block
  if (block.kind === 'picture') return { ...block, caption: unbraced(block.caption) }
  if (block.kind !== 'table') return { ...block, text: unbraced(block.text) }
  return {
    ...block,
    heads: block.heads.map(unbraced),
    rows: block.rows.map((row) => row.map(unbraced)),
  }
}

/** Every placeholder that a template may use, for messages and help. */
export const PLACEHOLDERS: readonly string[] = [...Object.keys(PLACES), ...WHOLE, ...TABLES, ...PICTURES]

/**
 * The paper in the office's own template: `{{标题}}`, `{{单位}}`, `{{正文}}` and the like are replaced, the rest stays.
 * @throws UserFault for a file that is no template, or names no placeholder or an unknown one
 */
export async function paperInTemplate(paper: Paper, template: Buffer, path: string): Promise<Buffer> {
  const docx = await import('docx')
  let named: readonly string[]
  try {
    named = await docx.patchDetector({ data: template })
  } catch (error) {
    throw new UserFault(
      'paper.bad-template',
      { path, detail: error instanceof Error ? error.message : '' },
      2,
    )
  }
  const unknown = named.find((name) => !PLACEHOLDERS.includes(name))
  if (named.length === 0 || unknown !== undefined)
    throw new UserFault(
      unknown === undefined ? 'paper.no-placeholder' : 'paper.unknown-placeholder',
      { path, found: unknown ?? '', known: PLACEHOLDERS.map((name) => `{{${name}}}`).join(' ') },
      2,
    )
  const patches: Record<string, IPatch> = {}
  const put = async (names: readonly string[], blocks: readonly Block[]) => {
    for (const name of names)
      if (named.includes(name))
        patches[name] = {
          type: docx.PatchType.DOCUMENT,
          children: await piecesOf(docx, blocks.map(unbracedBlock)),
        }
  }
  for (const [name, field] of Object.entries(PLACES))
    patches[name] = {
      type: docx.PatchType.PARAGRAPH,
      children: [new docx.TextRun(unbraced(held(paper[field])))],
    }
  await put(WHOLE, paper.blocks)
  await put(TABLES, paper.blocks.filter(({ kind }) => kind === 'table').slice(0, 1))
  await put(
    PICTURES,
    paper.blocks.filter(({ kind }) => kind === 'picture'),
  )
  return docx.patchDocument({ outputType: 'nodebuffer', data: template, patches, keepOriginalStyles: true })
}
