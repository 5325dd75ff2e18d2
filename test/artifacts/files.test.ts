/** The facts of files: reports in every format say the same, what cannot be told is not, and no number leaves the reader. */
import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docxOf, ofdOf, xlsxOf } from '../../fixtures/documents/office.js'
import { pdfOf, pdfOfLines } from '../../fixtures/documents/pdf.js'
import { summariseFile } from '../../src/artifacts/file-summary.js'
import { readFile } from '../../src/artifacts/read-file.js'
import type { DocumentBlock } from '../../src/model/file.js'
import type { ReportParts } from '../../src/model/page.js'
import { missingSections, proseShingles, similarity } from '../../src/model/report-prose.js'
import {
  applicationMismatches,
  disputeMismatches,
  readApplications,
  readDisputes,
} from '../../src/model/report-tables.js'
import { factsOf, NAME, reportBlocks } from '../documents/made.js'

type Write = (blocks: ReturnType<typeof reportBlocks>) => Uint8Array
const FORMATS: readonly (readonly [string, Write])[] = [
  ['PDF', pdfOf],
  ['PDF by the usual table', (blocks) => pdfOf(blocks, { codes: 'usual' })],
  ['PDF with radicals', (blocks) => pdfOf(blocks, { spelled: { 工: '⼯', 行: '⾏', 见: '⻅', 民: '⺠' } })],
  ['DOCX', (blocks) => docxOf(blocks)],
  ['OFD', ofdOf],
]

/** What is wrong in a report, by what its checks rest on. */
function judged(report: ReportParts | undefined) {
  const tables = report?.tables ?? []
  const applications = tables.map(readApplications).find((one) => one !== null) ?? null
  const disputes = tables.map(readDisputes).find((one) => one !== null) ?? null
  return {
    missing: report ? missingSections(report.prose) : null,
    applications:
      applications &&
      applicationMismatches(applications).map(({ identity, left, right }) => [identity, left, right]),
    disputes: disputes && disputeMismatches(disputes),
  }
}

describe('a report in an old Word file whose merged rows nothing parts', () => {
  const factsOfRows = (flaw = {}) => {
    const blocks: DocumentBlock[] = []
    for (const block of reportBlocks(2025, flaw)) {
      const last = blocks.at(-1)
      if (!('rows' in block)) {
        // What follows a table stands in the last cell of its last row.
        if (last && 'rows' in last && block.text.length < 40)
          blocks[blocks.length - 1] = { rows: [[...(last.rows[0] ?? []), block.text]] }
        else blocks.push({ text: block.text })
      } else blocks.push({ rows: [block.rows.flatMap((row) => row.map(({ text }) => text || '0'))] })
    }
    const rest = { pages: null, images: 0, lines: [], cut: false }
    return readFile({ format: 'doc', standing: 'read', blocks, ...rest })
  }

  it('has its sections and its numbers', () => {
    expect(judged(factsOfRows().report)).toEqual({ missing: [], applications: [], disputes: [] })
    expect(judged(factsOfRows({ miscounted: 1 }).report).applications).toEqual([
      ['applications-balance', 8, 9],
      ['applications-results', 8, 9],
    ])
  })
})

describe.each(FORMATS)('a report as %s', (_, write) => {
  it('is whole where it is whole', async () => {
    const { title, report } = await factsOf(write(reportBlocks(2025)))
    expect(title).toBe(`${NAME}2025年政府信息公开工作年度报告`)
    expect(judged(report)).toEqual({ missing: [], applications: [], disputes: [] })
  })

  it('lacks the section that it lacks, and contradicts itself where it does', async () => {
    const { report } = await factsOf(write(reportBlocks(2025, { without: 6, miscounted: 1 })))
    expect(judged(report)).toEqual({
      missing: [6],
      applications: [
        ['applications-balance', 8, 9],
        ['applications-results', 8, 9],
      ],
      disputes: [],
    })
  })

  it('reads like itself on a page, and unlike the year before', async () => {
    const shingles = async (year: number, form: Write = write) =>
      proseShingles((await factsOf(form(reportBlocks(year)))).report?.prose ?? '') ?? new Set<string>()
    const own = await shingles(2025)
    expect(similarity(own, await shingles(2025, (blocks) => docxOf(blocks)))).toBe(100)
    expect(similarity(own, await shingles(2024))).toBeLessThan(70)
  })
})

const line = (text: string, n: number) => ({ page: 1, x: 60, y: 70 + n * 18, size: 11, text })
const typed = (...texts: string[]) => factsOf(pdfOfLines(texts.map(line), 1))
const HEAD = [`${NAME}2025年政府信息公开工作年度报告`, '三、收到和处理政府信息公开申请情况']
const NAMES = '自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计'

describe('tables without lines', () => {
  it('are told by the names of their rows', async () => {
    const { report } = await typed(
      ...HEAD,
      NAMES,
      '一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6',
      '二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0',
      '（一）予以公开 5 0 0 0 0 0 5',
      '（七）总计 5 0 0 0 0 0 5',
      '四、结转下年度继续办理 0 0 0 0 0 0 0',
    )
    expect(judged(report).applications).toEqual([['applications-balance', 6, 5]])
  })

  it.each([
    ['a number is missing', ['一、本年新收政府信息公开申请数量 5 1 0 0 0 6']],
    ['a row stands twice', ['一、本年新收 5 1 0 0 0 0 6', '一、本年新收 4 1 0 0 0 0 5']],
    ['the heads are not there', []],
  ])('are not told where %s', async (_, rows) => {
    const { report } = await typed(
      ...HEAD,
      rows.length > 0 ? NAMES : '附表',
      ...(rows.length > 0 ? rows : ['一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6']),
      '二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0',
      '（七）总计 5 0 0 0 0 0 5',
      '四、结转下年度继续办理 0 0 0 0 0 0 0',
    )
    expect(judged(report).applications).toBeNull()
    // Something is there that could not be read: that is for a person.
    expect(report?.tables.length).toBe(1)
  })

  it('take no page number for a row', async () => {
    const blocks = reportBlocks(2025)
    const once = await factsOf(pdfOf(blocks))
    expect(once.pages).toBeGreaterThan(1)
    expect(once.text).not.toMatch(/^-\s*1\s*-$/m)
    expect(judged(once.report).applications).toEqual([])
  })
})

describe('flowing text', () => {
  it('joins what wraps and keeps apart what stands apart', async () => {
    const sentence = '公民、法人或者其他组织可以向本机关提出获取政府信息的申请，'.repeat(3)
    const { text, loose } = await factsOf(
      pdfOf(
        blocksOf(
          `<h1>政府信息公开指南</h1><p>${sentence}</p><p>二、工作机构</p><table><tr><td>传真</td><td>0577-88110002</td></tr></table>`,
        ),
      ),
    )
    expect(text.split('\n')).toEqual([
      '政府信息公开指南',
      sentence.normalize('NFKC'),
      '二、工作机构',
      '传真',
      '0577-88110002',
    ])
    expect(loose).toBe(true)
  })
})

describe('numbers of persons', () => {
  const ID = '330303197805060419'
  const LIST = `<h1>补助发放名单</h1><table><tr><td>姓名</td><td>身份证号码</td></tr><tr><td>李某</td><td>${ID}</td></tr></table>`

  it.each([
    ['PDF', pdfOf(blocksOf(LIST))],
    ['DOCX', docxOf(blocksOf(LIST))],
    ['OFD', ofdOf(blocksOf(LIST))],
    [
      'XLSX',
      xlsxOf([
        [
          ['姓名', '身份证号码'],
          ['李某', ID],
        ],
      ]),
    ],
    ['TXT', Buffer.from(`补助发放名单\n姓名 李某\n身份证号码 ${ID}`)],
  ])('are found in %s and stand nowhere in its facts', async (_, body) => {
    const facts = await factsOf(body)
    expect(facts.personal).toEqual([{ kind: 'resident-id', masked: '3303************19', certain: true }])
    expect(JSON.stringify(facts)).not.toContain(ID)
  })

  it.each([
    ['masked', '330303********0419'],
    ['of an organisation', '统一社会信用代码91330303MA2AB3CD4E'],
    ['with a wrong last digit', '330303197805060418'],
  ])('that are %s are none', async (_, text) => {
    const { personal } = await factsOf(docxOf(blocksOf(`<p>补助发放名单：李某 ${text}</p>`)))
    expect(personal).toBeUndefined()
  })
})

describe('the summary', () => {
  it('says of a file what page says of a page', async () => {
    const facts = await factsOf(
      docxOf(
        blocksOf(
          '<p>云溪区教育局信息公开指南</p><p>云教发〔2026〕3号</p><p>为方便公众获取信息，编制本指南。</p>',
        ),
      ),
    )
    expect(summariseFile(facts, 'http://a.test/x.docx')).toMatchObject({
      schema: 'xuncha.page/1',
      url: 'http://a.test/x.docx',
      kind: 'guide',
      title: '云溪区教育局信息公开指南',
      documentNumber: '云教发〔2026〕3号',
      published: null,
      document: { format: 'docx', standing: 'read', tables: 0, personal: [], cut: false },
    })
    const report = await factsOf(pdfOf(reportBlocks(2025)))
    expect(summariseFile(report, 'http://a.test/r.pdf')).toMatchObject({
      kind: 'annual-report',
      document: { format: 'pdf', pages: 3, tables: 2 },
    })
  })
})
