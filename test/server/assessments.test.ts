/** Assessments at the console: opened, set, a row entered by hand with its files, approved, published; entries corrected; papers. */
import { describe, expect, it } from 'vitest'
import { settingsOf } from '../../src/ledger/assessment.js'
import { entryOf } from '../../src/ledger/decide.js'
import { putFinding } from '../../src/ledger/finding-rows.js'
import { listPublications } from '../../src/ledger/publish.js'
import { listEntries } from '../../src/ledger/read.js'
import { rowsOfEntry } from '../../src/ledger/rows.js'
import { storedFinding } from './finding.js'
import { as } from './person.js'
import { deduct, type Served, served } from './served.js'

const AT = '/assessments/ouhai-2017/2026'

async function opened(): Promise<Served> {
  const office = await served()
  const answer = await as(office, 'office').post('/assessments', {
    rubric: 'ouhai-2017',
    period: '2026',
    per: 'year',
    title: '年度考核',
    disputeDays: '15',
    monitorDays: '',
    reason: '年初部署',
  })
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${AT}?done=assessment-opened`])
  return office
}

/** Enters points by hand with a file; gives the entry. */
async function entered(office: Served) {
  const fields = {
    rubric: 'ouhai-2017',
    period: '2026',
    indicator: '1',
    points: '-1',
    bucket: 'Y',
    reason: '一次违规',
  }
  const file = { name: '通报.txt', text: '材料' }
  const answer = await as(office, 'evaluator').upload('/units/edu/entries', fields, file)
  expect(answer.statusCode).toBe(303)
  const [entry] = listEntries(office.ledger, 'edu')
  if (!entry) throw new Error('no entry')
  return entry
}

describe('an assessment', () => {
  it('is opened once, with its settings, and set anew with a roster', async () => {
    const office = await opened()
    const person = as(office, 'office')
    expect((await person.post('/assessments', { rubric: 'ouhai-2017', period: '2026' })).statusCode).toBe(409)
    expect((await person.post('/assessments', { rubric: 'none', period: '2026' })).statusCode).toBe(422)
    const fields = {
      do: 'settings',
      title: '年度考核',
      per: 'quarter',
      disputeDays: '7',
      feedbackDays: '6',
      monitorDays: '3',
    }
    expect((await person.post(AT, { ...fields, unit: [] })).statusCode).toBe(422)
    await person.post(AT, { ...fields, unit: ['edu'] })
    const settings = settingsOf(office.ledger, 'ouhai-2017/2026')
    const { per, disputeWorkingDays, feedbackWorkingDays, monitorGraceWorkingDays } = settings
    expect([per, disputeWorkingDays, feedbackWorkingDays, monitorGraceWorkingDays]).toEqual([
      'quarter',
      7,
      6,
      3,
    ])
    expect(settings.roster?.map(({ unit }) => unit)).toEqual(['edu'])
  })

  it('posts what is pending when it is approved, and is published with its document', async () => {
    const office = await opened()
    const entry = await entered(office)
    const person = as(office, 'office')
    expect((await person.post(AT, { do: 'publish' })).statusCode).toBe(409)
    await person.post(AT, { do: 'advance', to: 'approved' })
    expect(entryOf(office.ledger, entry.id).state).toBe('posted')
    const official = { date: '2026-12-20', number: '云政办〔2026〕9号', title: '考核通报' }
    const done = await person.post(AT, { do: 'publish', ...official })
    expect(done.headers.location).toBe(`${AT}/publications/1?done=published`)
    expect(listPublications(office.ledger).map((one) => one.official)).toEqual([official])
    const page = await as(office, 'viewer').get(`${AT}/publications/1`)
    expect(page.body).toMatch(/考核通报[\s\S]*云政办〔2026〕9号[\s\S]*未考核/)
    const circular = await as(office, 'unit', 'edu').get('/papers/circular?format=html')
    expect([circular.statusCode, circular.body.includes('云政办〔2026〕9号')]).toEqual([200, true])
    await person.post(AT, { do: 'reopen', to: 'review', reason: '' })
    expect((await person.get(AT)).body).not.toContain('已退回')
  })
})

describe('an entry', () => {
  it('by hand carries its files to the unit that it is about, and to no other', async () => {
    const office = await opened()
    const entry = await entered(office)
    const page = await as(office, 'unit', 'edu').get(`/entries/${entry.id}`)
    const [, address = ''] = /href="(\/files\/[^"]+)"/.exec(page.body) ?? []
    expect((await as(office, 'unit', 'edu').get(address)).body).toBe('材料')
    expect((await as(office, 'unit', 'tax').get(address)).statusCode).toBe(404)
    expect((await as(office, 'unit', 'tax').get(`/entries/${entry.id}`)).statusCode).toBe(403)
  })

  it('is adjusted and reversed with a reason, by more rows', async () => {
    const office = await served()
    const id = deduct(office.ledger, 'edu', 1)
    const person = as(office, 'office')
    const at = `/entries/${id}/decide`
    await person.post(at, { do: 'post' })
    expect((await person.post(at, { do: 'adjust', points: '-0.5' })).statusCode).toBe(422)
    await person.post(at, { do: 'adjust', points: '-0.5', reason: '从轻' })
    expect(entryOf(office.ledger, id).points).toBe(-50)
    await person.post(at, { do: 'reverse', reason: '误判', back: `/entries/${id}` })
    expect(entryOf(office.ledger, id).state).toBe('reversed')
    const kinds = rowsOfEntry(office.ledger, id).map(({ kind }) => kind)
    expect(kinds).toEqual(['deduct', 'post', 'adjust', 'reverse'])
    const page = await person.get(`/entries/${id}`)
    expect(page.body).toMatch(/调整[\s\S]*从轻[\s\S]*冲销[\s\S]*误判/)
    expect((await person.get('/entries?unit=edu&state=reversed')).body).toContain(`/entries/${id}`)
  })
})

describe('a paper', () => {
  it('is taken away by the office and by the unit that it is about', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding({ verdict: 'problem', state: 'confirmed' }))
    const own = await as(office, 'unit', 'edu').get('/papers/notice?unit=edu')
    expect([own.statusCode, own.headers['content-disposition']]).toEqual([
      200,
      expect.stringContaining('.docx'),
    ])
    const statuses = async (role: 'unit' | 'office', url: string) =>
      (await as(office, role, role === 'unit' ? 'edu' : undefined).get(url)).statusCode
    expect(await statuses('unit', '/papers/notice?unit=tax')).toBe(403)
    expect(await statuses('unit', '/papers/leader')).toBe(403)
    expect(await statuses('office', '/papers/notice?unit=tax')).toBe(409)
    expect(await statuses('office', '/papers/nothing')).toBe(404)
  })
})
