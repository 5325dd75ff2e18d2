/** The office's own template: what is put in stays text, whatever a portal wrote. */
import { Document, Packer, Paragraph } from 'docx'
import { expect, it } from 'vitest'
import { paperInTemplate } from '../../reports/official/docx.js'
import type { Paper } from '../../reports/official/paper.js'
import { readDocument } from '../../src/documents/read-document.js'

const PAPER: Paper = {
  kind: 'notice',
  name: 'notice-edu',
  title: '整改通知单{{body}}',
  number: '',
  to: '区教育局',
  blocks: [
    { kind: 'heading', text: '一、{{日期}}' },
    { kind: 'text', text: '栏目“{{{{单位}}}}”没有内容，见{{问题清单}}' },
    { kind: 'table', heads: ['{{to}}'], rows: [['{{问题清单}}', '{{标题}}']], widths: [1] },
  ],
  from: '政务公开办',
  day: '2026年5月20日',
  due: '',
}

it('fills in the placeholders of the template, and none that a portal wrote', async () => {
  const template = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: ['{{标题}}', '致{{单位}}：', '{{正文}}', '{{问题清单}}', '{{日期}}'].map(
            (one) => new Paragraph(one),
          ),
        },
      ],
    }),
  )
  const { blocks } = await readDocument(await paperInTemplate(PAPER, template, 't.docx'), { url: 'x.docx' })
  const text = JSON.stringify(blocks)
  expect(text.match(/2026年5月20日/g)).toHaveLength(1)
  expect(text.match(/区教育局/g)).toHaveLength(1)
  expect(text.match(/整改通知单/g)).toHaveLength(1)
  expect(text.replace(/\{ /g, '{')).toContain('栏目“{{{{单位}}}}”没有内容,见{{问题清单}}')
})
