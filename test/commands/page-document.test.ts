/** `xuncha page` on documents, saved and live. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docxOf } from '../../fixtures/documents/office.js'
import { pdfOf, scannedPdf } from '../../fixtures/documents/pdf.js'
import { closeServers, serve } from '../crawl/servers.js'
import { reportBlocks } from '../documents/made.js'
import { folder, xuncha } from './command-line.js'

afterEach(closeServers)

const LIST = docxOf(blocksOf('<p>补助发放名单</p><p>李某 身份证号码330303197805060419</p>'))

describe('page', () => {
  it('prints what is read of a saved document', async () => {
    const path = join(folder(), '2025.pdf')
    writeFileSync(path, pdfOf(reportBlocks(2025)))
    const left = await xuncha(['page', path, '--json'])
    expect(left).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(left.stdout)).toMatchObject({
      schema: 'xuncha.page/1',
      url: 'http://saved.invalid/2025.pdf',
      kind: 'annual-report',
      title: '云溪区教育局2025年政府信息公开工作年度报告',
      items: [],
      document: { format: 'pdf', standing: 'read', pages: 3, tables: 2, personal: [], cut: false },
    })
  })

  it('says of a scan that it holds no text, and shows no number unmasked', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'scan.pdf'), scannedPdf())
    writeFileSync(join(dir, 'list.docx'), LIST)
    const scan = await xuncha(['page', join(dir, 'scan.pdf'), '--lang', 'zh-CN'])
    expect(scan.stdout).toContain('pdf：只有图片，没有文字')
    const list = await xuncha(['page', join(dir, 'list.docx'), '--lang', 'zh-CN'])
    expect(list.stdout).toContain('3303************19')
    expect(list.stdout).not.toContain('330303197805060419')
  })

  it('reads a live document, told by its bytes', async () => {
    const site = await serve({
      '/down.do?id=7': (_, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end(LIST),
    })
    const left = await xuncha(['page', `${site.origin}/down.do?id=7`, '--data', folder(), '--json'])
    expect(JSON.parse(left.stdout)).toMatchObject({
      url: `${site.origin}/down.do?id=7`,
      title: '补助发放名单',
      document: { format: 'docx', standing: 'read', personal: ['3303************19'] },
    })
  })
})
