/** Official papers by command: notices, circular, decision, leader's page, a template of one's own; and the hand-over record. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import mammoth from 'mammoth'
import { describe, expect, it } from 'vitest'
import { openDispute } from '../../src/ledger/disputes.js'
import { openLedger } from '../../src/ledger/open.js'
import { office } from './office.js'

type Office = Awaited<ReturnType<typeof office>>

/** Writes papers; gives their text by file name. */
async function written(at: Office, ...args: string[]): Promise<Record<string, string>> {
  const dir = join(at.data, 'papers')
  const { files } = (await at.json('report', ...args, '-o', dir)) as { files: string[] }
  const texts: Record<string, string> = {}
  for (const file of files) {
    const bytes = readFileSync(file)
    texts[basename(file)] = file.endsWith('.docx')
      ? (await mammoth.extractRawText({ buffer: bytes })).value
      : bytes.toString('utf8')
  }
  return texts
}

async function published(at: Office): Promise<void> {
  await at.run('assessments', 'advance', 'ouhai-2017/2026', '--to', 'approved')
  await at.run(
    'assessments',
    'publish',
    'ouhai-2017/2026',
    ...['--date', '2026-05-20', '--number', '云政办〔2026〕9号', '--title', '考核情况通报'],
  )
}

describe('a paper', () => {
  it('tells one unit what is to be mended: clause, path, address, due day', async () => {
    const at = await office()
    const texts = await written(
      at,
      ...['--kind', 'notice', '--unit', 'edu', '--due', '2026-06-10', '--number', '云公开〔2026〕1号'],
      ...['--format', 'html,docx'],
    )
    expect(Object.keys(texts)).toEqual(['notice-edu.html', 'notice-edu.docx'])
    for (const text of Object.values(texts)) {
      expect(text).toContain('政务公开问题整改通知单')
      expect(text).toContain('云公开〔2026〕1号')
      expect(text).toContain('工作动态')
      expect(text).toContain('2026年6月10日')
      expect(text).toContain('检查范围')
      // What nobody is sure of is no problem to be mended.
      expect(text).not.toContain('传真')
    }
  })

  it('is not written where there is nothing to say', async () => {
    const at = await office()
    expect(await at.run('report', '--kind', 'urgent', '--unit', 'edu')).toMatchObject({ status: 1 })
    expect(await at.run('report', '--kind', 'circular')).toMatchObject({ status: 1 })
    expect(await at.run('report', '--kind', 'opinion')).toMatchObject({ status: 2 })
    expect(await at.run('report', '--kind', 'notice', '--format', 'csv')).toMatchObject({ status: 2 })
    expect(await at.run('report', '--kind', 'notice', '--unit', 'nobody')).toMatchObject({ status: 2 })
  })

  it('is a circular of what was published, and a page for leaders', async () => {
    const at = await office()
    await published(at)
    const circular = (await written(at, '--kind', 'circular'))['circular-ouhai-2017-2026-1.html'] ?? ''
    expect(circular).toContain('云政办〔2026〕9号')
    expect(circular).toMatch(/区教育局[\s\S]*未考核单位/)
    const leader = (await written(at, '--kind', 'leader', '--lang', 'en'))['leader.html'] ?? ''
    expect(leader).toContain('2 units; 2 open problems')
  })

  it('answers a dispute once it is decided', async () => {
    const at = await office()
    const { entries } = (await at.json('ledger', 'list')) as { entries: { id: string }[] }
    const ledger = openLedger(at.data, { now: () => at.clock.now })
    const { id } = openDispute(ledger, {
      entry: entries[0]?.id ?? '',
      statement: '已经更新',
      by: '王',
      onBehalf: true,
      scan: null,
      files: [],
      openedOn: '2026-05-20',
      dueOn: null,
      actor: '王',
    })
    ledger.close()
    expect(await at.run('report', '--kind', 'opinion', '--dispute', id)).toMatchObject({ status: 1 })
    await at.run(
      'dispute',
      'decide',
      id,
      'cancelled',
      ...['--code', 'false-positive', '--reason', '经复查属误判', '--as', '李'],
    )
    const [text] = Object.values(await written(at, '--kind', 'opinion', '--dispute', id))
    expect(text).toMatch(/申诉复核意见书[\s\S]*已经更新[\s\S]*误判[\s\S]*经复查属误判/)
  })
})

describe('a template', () => {
  /** A Word file with these paragraphs. */
  async function template(...paragraphs: string[]): Promise<Buffer> {
    const { Document, Packer, Paragraph } = await import('docx')
    return Packer.toBuffer(
      new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] }),
    )
  }

  it('is filled in and otherwise left alone', async () => {
    const at = await office()
    const path = at.file(
      '模板.docx',
      await template('云溪区政府文件', '致{{单位}}：', '{{问题清单}}', '{{日期}}'),
    )
    const texts = await written(
      at,
      ...['--kind', 'notice', '--unit', 'edu', '--format', 'docx', '--template', path],
    )
    expect(texts['notice-edu.docx']).toMatch(
      /云溪区政府文件[\s\S]*致区教育局：[\s\S]*通知公告[\s\S]*2026年5月20日/,
    )
  })

  it.each([
    ['an unknown placeholder', ['{{单位名}}']],
    ['no placeholder', ['只有文字']],
  ])('with %s is refused', async (_, paragraphs) => {
    const at = await office()
    const path = at.file('t.docx', await template(...paragraphs))
    const left = await at.run(
      'report',
      ...['--kind', 'notice', '--unit', 'edu', '--format', 'docx', '--template', path],
    )
    expect([left.status, left.stderr]).toEqual([2, expect.stringContaining('{{单位}}')])
  })

  it('that is no Word file is refused', async () => {
    const at = await office()
    const path = at.file('t.docx', 'no zip')
    expect(await at.run('report', '--kind', 'notice', '--format', 'docx', '--template', path)).toMatchObject({
      status: 2,
    })
  })
})

describe('the hand-over record', () => {
  const MAPPING = `system: 区考核平台
units: { edu: A01 }
indicators: { "14": ZW14 }
codes: { column-empty: KB, column-stale: GX }
fields:
  - { name: 单位编码, from: unit }
  - { name: 指标编码, from: indicator }
  - { name: 分值, from: points }
  - { name: 问题类型, from: code }
`
  it('carries what was posted, in the codes and under the names of the other system', async () => {
    const at = await office()
    await at.run('assessments', 'advance', 'ouhai-2017/2026', '--to', 'approved')
    const mapping = at.file('map.yaml', MAPPING)
    const texts = await written(at, '--kind', 'handover', '--mapping', mapping)
    expect(texts['handover.csv']?.replace('\ufeff', '').trim().split(/\r?\n/).sort()).toEqual([
      'A01,ZW14,-1,GX',
      'A01,ZW14,-1,KB',
      '单位编码,指标编码,分值,问题类型',
    ])
  })

  it('is refused where a code is lacking, or the mapping is none', async () => {
    const at = await office()
    await at.run('assessments', 'advance', 'ouhai-2017/2026', '--to', 'approved')
    const short = at.file('map.yaml', MAPPING.replace('column-empty: KB, ', ''))
    const left = await at.run('report', '--kind', 'handover', '--mapping', short)
    expect([left.status, left.stderr]).toEqual([1, expect.stringContaining('code column-empty')])
    const wrong = at.file('wrong.yaml', 'fields: [{ name: x, from: nothing }]')
    expect(await at.run('report', '--kind', 'handover', '--mapping', wrong)).toMatchObject({ status: 2 })
  })
})

it('the report of a run tells how often disputes found each check wrong', async () => {
  const at = await office()
  const { checks } = await at.json('report', '-o', join(at.data, 'report'))
  expect(
    checks.map(({ id, entries, precision }: Record<string, unknown>) => [id, entries, precision]),
  ).toEqual([
    ['empty-column', 1, '100'],
    ['stale-column', 1, '100'],
  ])
})
