/** What can be taken away from the console: in which format, by whom, and several files as one. */
import { beforeEach, describe, expect, it } from 'vitest'
import { beginRun } from '../../src/ledger/runs.js'
import { render } from '../../src/messages/catalogue.js'
import { UserFault } from '../../src/model/error.js'
import { as } from './person.js'
import { type Served, served } from './served.js'

let office: Served
let run: string
beforeEach(async () => {
  office = await served()
  const about = {
    purpose: 'formal',
    at: '2026-05-20',
    period: '2026',
    tool: 't',
    actor: 'a',
    resumeKey: 'k',
  } as const
  run = beginRun(office.ledger, { ...about, units: ['edu'], rubrics: [] })
})

const nameOf = (headers: Readonly<Record<string, unknown>>): string =>
  decodeURIComponent(String(headers['content-disposition']).replace(/^.*''/, ''))

describe('the report of a run', () => {
  it.each([
    ['', '检查批次-2026-05-20.xlsx', 'report'],
    ['?format=pdf&unit=edu', '检查批次-2026-05-20-区教育局.pdf', 'report'],
  ])('%s is the file %s', async (query, name, text) => {
    const answer = await as(office, 'viewer').get(`/reports/${run}${query}`)
    expect([answer.statusCode, nameOf(answer.headers), answer.body]).toEqual([200, name, text])
  })

  it('of several files is one to keep', async () => {
    const answer = await as(office, 'viewer').get(`/reports/${run}?format=csv&lang=en`)
    expect([answer.rawPayload.subarray(0, 2).toString(), nameOf(answer.headers)]).toEqual([
      'PK',
      'Run-2026-05-20.zip',
    ])
    expect(answer.body).toContain('findings.csv')
    expect(office.reports).toEqual([{ run, unit: '', format: 'csv' }])
  })

  it('is a unit’s own where its people ask', async () => {
    const own = as(office, 'unit', 'edu')
    expect((await own.get(`/reports/${run}?unit=edu`)).statusCode).toBe(200)
    expect((await own.get(`/reports/${run}?unit=tax`)).statusCode).toBe(403)
    expect((await own.get(`/reports/${run}`)).statusCode).toBe(403)
    expect(office.reports).toHaveLength(1)
  })

  it('is refused for a run that there is not and a format that is none', async () => {
    const viewer = as(office, 'viewer')
    expect((await viewer.get('/reports/none')).statusCode).toBe(404)
    expect((await viewer.get(`/reports/${run}?format=exe`)).statusCode).toBe(422)
    expect(office.reports).toEqual([])
  })
})

describe('a paper', () => {
  it('as a PDF is written apart, and named for its unit', async () => {
    const answer = await as(office, 'unit', 'edu').get('/papers/notice?unit=edu&format=pdf')
    expect([answer.statusCode, nameOf(answer.headers)]).toEqual([200, '整改通知单-区教育局.pdf'])
    expect(office.reports).toEqual([
      { kind: 'notice', format: 'pdf', unit: 'edu', publication: '', dispute: '', period: '', rubric: '' },
    ])
  })

  it('as a PDF is refused like any other to another unit', async () => {
    const other = as(office, 'unit', 'tax')
    expect((await other.get('/papers/notice?unit=edu&format=pdf')).statusCode).toBe(403)
    expect((await other.get('/papers/leader?format=pdf')).statusCode).toBe(403)
    expect(office.reports).toEqual([])
  })

  it('that cannot be written says why', async () => {
    const detail = render('cli.report.no-browser', {}, 'zh-CN')
    Object.assign(office.office, {
      report: () => Promise.reject(new UserFault('server.report-failed', { detail })),
    })
    const answer = await as(office, 'office').get('/papers/notice?unit=edu&format=pdf')
    expect([answer.statusCode, answer.json().detail]).toEqual([409, `没有生成：${detail}`])
  })
})

it('the hand-over record is the office’s, no unit’s', async () => {
  const answer = await as(office, 'office').get('/handover?unit=edu&format=csv')
  expect(answer.statusCode).toBe(200)
  expect(office.reports).toEqual([{ kind: 'handover', format: 'csv', unit: 'edu', period: '' }])
  expect((await as(office, 'unit', 'edu').get('/handover?unit=edu')).statusCode).toBe(403)
})

describe('the desk', () => {
  it('writes what the form asks, with number and day, in a template of one’s own', async () => {
    const person = as(office, 'office')
    const form = { kind: 'notice', format: 'pdf', unit: 'edu', publication: 'p', number: '云〔2026〕8号' }
    const done = await person.upload(
      '/papers',
      { ...form, due: '2026-06-30' },
      { name: '模板.docx', text: 'zip' },
      'template',
    )
    expect([done.statusCode, nameOf(done.headers)]).toEqual([200, '整改通知单-区教育局.docx'])
    const about = { kind: 'notice', unit: 'edu', publication: '', dispute: '', due: '2026-06-30' }
    expect(office.reports).toEqual([{ ...about, format: 'docx', number: '云〔2026〕8号', template: 'zip' }])
    const all = await person.post('/papers', { kind: 'notice', format: 'csv' })
    expect(all.statusCode).toBe(422)
    await person.post('/papers', { kind: 'circular', format: 'html', unit: 'edu' })
    expect(office.reports.at(-1)).toMatchObject({ kind: 'circular', format: 'html', unit: '' })
  })

  it('is not for viewers nor units', async () => {
    for (const person of [as(office, 'viewer'), as(office, 'unit', 'edu')]) {
      expect((await person.get('/papers')).statusCode).toBe(403)
      expect((await person.post('/papers', { kind: 'leader', format: 'docx' })).statusCode).toBe(403)
    }
    expect((await as(office, 'office').get('/papers')).body).toContain('{{标题}}')
  })
})
