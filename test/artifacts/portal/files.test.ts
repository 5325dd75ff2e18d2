/** A unit's portal whose guide, reports and form are documents, or lie one level down. */
import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../../fixtures/documents/blocks.js'
import { docxOf, ofdOf } from '../../../fixtures/documents/office.js'
import { pdfOf, pdfOfLines, scannedPdf } from '../../../fixtures/documents/pdf.js'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import { wantedFiles } from '../../../src/artifacts/portal/wanted-files.js'
import type { FileRecord } from '../../../src/model/file.js'
import type { Artifacts } from '../../../src/model/portal.js'
import { recordOf, reportBlocks } from '../../documents/made.js'
import { framed, read } from '../page.js'
import { harvest, job, ORIGIN, type Served, site } from './harvested.js'
import { article, edu, GUIDE, list, MENU, PAGES, page } from './small-portal.js'

/** The artifacts of a portal with files by path; those that are null were asked for in vain. */
async function seenWith(
  pages: Readonly<Record<string, Served>>,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Artifacts> {
  const spec = site([edu])
  const records = new Map<string, FileRecord>()
  for (const [path, body] of Object.entries(files))
    records.set(`${ORIGIN}${path}`, await recordOf(`${ORIGIN}${path}`, body))
  const found = harvest(spec, { ...PAGES, ...pages })
  const artifacts = assemble({ ...found, file: (url) => records.get(url) }, job(spec)).get('edu')
  if (!artifacts) throw new Error('not assembled')
  return artifacts
}

const GUIDE_BLOCKS = blocksOf(GUIDE)
const WITHOUT_FAX = blocksOf(GUIDE.replace('<p>传真：无</p>', ''))
const missing = ({ guide }: Artifacts) =>
  guide.elements
    .filter(({ found }) => found === null)
    .map(({ element, unsure }) => (unsure ? `${element}?` : element))
const guidePage = (content: string) => ({ '/zn/': page('政府信息公开指南', content) })
const attachedGuide = (path: string) =>
  guidePage(`<h1>政府信息公开指南</h1><p>全文见附件。</p><p>附件：<a href="${path}">公开指南</a></p>`)

describe('a guide', () => {
  it.each([
    ['/zn/a.pdf', pdfOf(GUIDE_BLOCKS)],
    ['/zn/a.docx', docxOf(GUIDE_BLOCKS)],
    ['/zn/a.ofd', ofdOf(GUIDE_BLOCKS)],
  ])('attached as %s is read there, and is the page that it is attached to', async (path, body) => {
    const artifacts = await seenWith(attachedGuide(path), { [path]: body })
    expect(artifacts.guide).toMatchObject({ url: `${ORIGIN}/zn/`, unreadable: false, outdated: [] })
    expect(artifacts.guide.from).toContain(`${ORIGIN}${path}`)
    expect(missing(artifacts)).toEqual([])
  })

  it('attached says where the unit is, when it is open and how to call it', async () => {
    const { institution } = await seenWith(attachedGuide('/zn/a.docx'), {
      '/zn/a.docx': docxOf(GUIDE_BLOCKS),
    })
    const told = institution.elements.filter(({ found }) => found?.url === `${ORIGIN}/zn/a.docx`)
    expect(told.map(({ element }) => element)).toEqual(['address', 'hours', 'phone'])
  })

  it('attached without a fax number lacks it', async () => {
    expect(missing(await seenWith(attachedGuide('/zn/a.pdf'), { '/zn/a.pdf': pdfOf(WITHOUT_FAX) }))).toEqual([
      'fax',
    ])
  })

  it('that the menu leads to is the document itself', async () => {
    const menu = [
      ...MENU.filter(([, label]) => !/指南/.test(label)),
      ['/zn/a.pdf', '政府信息公开指南'],
    ] as const
    const pages = Object.fromEntries(
      Object.entries(PAGES).map(([path, html]) => [
        path,
        typeof html === 'string' ? html.replace('href="/zn/"', 'href="/zn/a.pdf"') : html,
      ]),
    )
    const artifacts = await seenWith(
      { ...pages, '/zn/': page('区教育局', '<p>栏目调整。</p>', menu) },
      { '/zn/a.pdf': pdfOf(WITHOUT_FAX) },
    )
    expect(artifacts.guide).toMatchObject({ url: `${ORIGIN}/zn/a.pdf`, unreadable: false })
    expect(missing(artifacts)).toEqual(['fax'])
  })

  it('that rests on repealed law does so in a document too', async () => {
    const old = blocksOf(`${GUIDE}<p>本机关自收到申请之日起15个工作日内予以答复。</p>`)
    const { guide } = await seenWith(attachedGuide('/zn/a.docx'), { '/zn/a.docx': docxOf(old) })
    expect(guide.outdated).toMatchObject([{ reason: 'reply-15-days' }])
  })

  it.each([
    ['is a scan', { '/zn/a.pdf': scannedPdf() }],
    ['is of a format that is not read', { '/zn/a.pdf': Buffer.from('Rar!\u001a') }],
    ['was not read', {}],
  ])('whose document %s cannot be judged', async (_, files) => {
    const { guide } = await seenWith(attachedGuide('/zn/a.pdf'), files)
    expect(guide).toMatchObject({ url: `${ORIGIN}/zn/`, unreadable: true, outdated: [] })
  })

  it('on a page is completed by an attachment, and by a page one level down', async () => {
    const bare = GUIDE.replace('<p>传真：无</p>', '').replace('<p>联系电话：0577-88110001</p>', '')
    const pages = guidePage(
      `${bare}<p>详见<a href="/zn/lx.html">联系方式</a></p><p>附件：<a href="/zn/b.docx">机构一览表</a></p>`,
    )
    const contact = { '/zn/lx.html': page('联系方式', '<h1>联系方式</h1><p>联系电话：0577-88110001</p>') }
    const table = docxOf(
      blocksOf(
        '<table><tr><td>受理机构</td><td>传真</td></tr><tr><td>教育局办公室</td><td>0577-88110002</td></tr></table><p>传真：0577-88110002</p>',
      ),
    )
    expect(missing(await seenWith(pages, {}))).toEqual(['phone', 'fax'])
    expect((await seenWith(pages, {})).guide.unreadable).toBe(true)
    expect(missing(await seenWith({ ...pages, ...contact }, { '/zn/b.docx': table }))).toEqual([])
  })

  it('needs no form to be read', async () => {
    const pages = guidePage(
      `${GUIDE.replace('<p>传真：无</p>', '')}<p>附件：<a href="/zn/b.wps">申请表.wps</a></p>`,
    )
    const artifacts = await seenWith(pages, {})
    expect(artifacts.guide.unreadable).toBe(false)
    expect(missing(artifacts)).toEqual(['fax'])
  })

  it.each([
    ['a label without a value beside it', ['传真']],
    ['a label that its cell wraps', ['传', '真']],
  ])('leaves open %s where a document is set in places', async (_, label) => {
    const set = (text: string, x: number, y: number) => ({ page: 1, x, y, size: 11, text })
    const texts = [
      '为方便公民获取政府信息，编制本指南。',
      '公开范围见目录，申请人可提出申请。',
      '受理机构：云溪区教育局办公室',
      '办公地址：云溪区学院路18号',
      '办公时间：工作日8:30-12:00',
      '联系电话：0577-88110001',
      '电子邮箱：jyj@yunxi.gov.cn',
    ]
    const lines = [
      ...texts.map((text, n) => set(text, 60, 70 + n * 20)),
      set('0577-88110002', 300, 214),
      ...label.map((text, n) => set(text, 60, 222 + n * 14)),
      set('（办公室）', 300, 230),
      set('备注', 60, 260),
      set('无', 300, 260),
    ]
    const artifacts = await seenWith(attachedGuide('/zn/a.pdf'), { '/zn/a.pdf': pdfOfLines(lines, 1) })
    expect(missing(artifacts)).toEqual(['fax?'])
  })

  it('in traditional characters is read, and quoted as it is written', async () => {
    const traditional =
      '<p>為方便公民獲取政府信息，編制本指南。公開範圍見目錄，申請人可提出申請。</p><p>受理機構：雲溪區教育局辦公室</p><p>辦公地址：雲溪區學院路18號</p><p>辦公時間：工作日8:30-12:00</p><p>聯繫電話：0577-88110001</p><p>傳真：無</p><p>電子郵箱：jyj@yunxi.gov.cn</p>'
    const artifacts = await seenWith(attachedGuide('/zn/a.docx'), {
      '/zn/a.docx': docxOf(blocksOf(traditional)),
    })
    expect(missing(artifacts)).toEqual([])
    expect(artifacts.guide.elements[1]?.found?.quote).toBe('雲溪區學院路18號')
  })
})

describe('annual reports', () => {
  const REPORTS = [
    ['/nb/2025.pdf', '2025年政府信息公开工作年度报告', '2026-01-20'],
    ['/nb/t24.html', '2024年政府信息公开工作年度报告', '2025-01-20'],
    ['/nb/2023.pdf', '2023年政府信息公开工作年度报告', '2024-01-20'],
  ] as const
  const pages = {
    '/nb/': page('政府信息公开年报', list(...REPORTS)),
    '/nb/t24.html': article('2024年政府信息公开工作年度报告', '2025-01-20', {
      trail: ['政府信息公开年报'],
      body: '<p>报告全文见附件。</p><p>附件：<a href="/nb/2024.docx">报告全文</a> <a href="/nb/x.docx">2022年度报告</a></p>',
    }),
  }

  it('are read from their documents, on their own and attached', async () => {
    const { reports } = await seenWith(pages, {
      '/nb/2025.pdf': pdfOf(reportBlocks(2025)),
      '/nb/2024.docx': docxOf(reportBlocks(2024)),
      '/nb/x.docx': docxOf(reportBlocks(2022)),
      '/nb/2023.pdf': scannedPdf(),
    })
    const content = (year: number) => reports.reports.find((report) => report.year === year)?.content
    expect(content(2025)).toMatchObject({ from: [`${ORIGIN}/nb/2025.pdf`], images: 0, files: 0, cut: false })
    expect(content(2025)?.parts.tables).toHaveLength(2)
    // Another year's beside it is not this one's.
    expect(content(2024)).toMatchObject({ from: [`${ORIGIN}/nb/2024.docx`], files: 0 })
    expect(content(2024)?.parts.prose).toContain('总体情况')
    expect(content(2023)).toEqual({
      parts: { tables: [], prose: '' },
      images: 0,
      files: 0,
      cut: false,
      from: [`${ORIGIN}/nb/2023.pdf`],
      unread: 'pictures',
    })
  })

  it('stay without content where nothing was read', async () => {
    const { reports } = await seenWith(pages, {})
    expect(reports.reports.map(({ year, content }) => [year, content?.files])).toEqual([
      [2025, undefined],
      [2024, 1],
      [2023, undefined],
    ])
  })
})

describe('files', () => {
  it('are listed once, with where they stand and whether they were read', async () => {
    const pages = {
      '/gzdt/t1.html': article('区教育局开展安全检查', '2026-11-12', {
        body: '<p>现将名单公布如下，请各单位对照落实。</p><p>附件：<a href="/f/a.docx">名单.docx</a> <a href="/f/b.xls">汇总.xls</a></p>',
      }),
    }
    const { files } = await seenWith(pages, {
      '/f/a.docx': docxOf(blocksOf('<p>补助发放名单：李某 身份证号码330303197805060419</p>')),
      '/f/b.xls': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    })
    expect(files.filter(({ url }) => url.includes('/f/'))).toEqual([
      {
        url: `${ORIGIN}/f/a.docx`,
        name: '名单.docx',
        page: `${ORIGIN}/gzdt/t1.html`,
        where: ['首页', '工作动态', '区教育局开展安全检查'],
        read: true,
        personal: [{ kind: 'resident-id', masked: '3303************19', certain: true }],
      },
      expect.objectContaining({ url: `${ORIGIN}/f/b.xls`, read: false, personal: [] }),
    ])
  })

  const uses = (html: string, title = '关于安全检查的通知') =>
    wantedFiles(read(framed(html, { title }))).map(
      ({ url, name, use }) => `${use} ${new URL(url).pathname} ${name}`,
    )

  it('are wanted for what their page and name say', () => {
    const body =
      '<h1>关于安全检查的通知</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>各单位：请按要求抓好落实，及时报送进展情况。</p>'
    expect(
      uses(
        `${body}<p>附件：<a href="/a.docx">1.名单</a><a href="/b.zip">2.材料</a><a href="/c.pdf">3.申请表</a></p></div>`,
      ),
    ).toEqual(['attachment /a.docx 1.名单', 'form /c.pdf 3.申请表'])
    expect(
      uses(
        `${body}<p><iframe src="/pdfjs/viewer.html?file=/d.pdf" width="800" height="900"></iframe></p></div>`,
      ),
    ).toEqual(['attachment /d.pdf '])
  })
})

describe('a portal in traditional characters', () => {
  it('has the columns, the guide and the reports that it has', async () => {
    const menu = [
      ['/zn/', '政府信息公開指南'],
      ['/nb/', '政府信息公開年報'],
    ] as const
    const artifacts = await seenWith(
      {
        '/': page('雲溪區教育局', '<h2>雲溪區教育局</h2>', menu),
        '/zn/': page('政府信息公開指南', GUIDE.replace('政府信息公开指南', '政府信息公開指南'), menu),
        '/nb/': page(
          '政府信息公開年報',
          list(['/nb/2025.docx', '雲溪區教育局2025年政府信息公開工作年度報告', '2026-01-20']),
          menu,
        ),
      },
      { '/nb/2025.docx': docxOf(reportBlocks(2025)) },
    )
    expect(artifacts.columns.map(({ role }) => role).sort()).toEqual(['annual-report', 'guide'])
    expect(artifacts.guide.url).toBe(`${ORIGIN}/zn/`)
    expect(artifacts.reports.reports).toMatchObject([
      { year: 2025, title: '雲溪區教育局2025年政府信息公開工作年度報告', content: { files: 0 } },
    ])
  })
})
