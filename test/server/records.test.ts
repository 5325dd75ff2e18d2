/** Records at the console: the office registers them one by one or as a table, each is priced at once, its unit reads its own. */
import { describe, expect, it } from 'vitest'
import { listEntries } from '../../src/ledger/read.js'
import { listRecords } from '../../src/ledger/records.js'
import { registry } from '../../src/ledger/registry-store.js'
import { as } from './person.js'
import { type Served, served } from './served.js'

/** An office whose workspace names a rubric; the clock says 2026-05-20. */
async function office(): Promise<Served> {
  const made = await served()
  registry(made.ledger).update({ defaults: { rubric: 'ouhai-2017' } })
  return made
}

const LATE = {
  type: 'application',
  unit: 'edu',
  on: '2026-05-06',
  title: '张某申请信息公开',
  received: '2026-03-02',
  answered: '2026-05-06',
}

/** The form's field for the rules of the rubric, and a rule by a word of its row. */
async function ruleOffered(made: Served, word: RegExp): Promise<Record<string, string>> {
  const { body } = await as(made, 'office').get('/records')
  const [, options = ''] = /<select name="rule ouhai-2017">([\s\S]*?)<\/select>/.exec(body) ?? []
  const found = [...options.matchAll(/<option value="([^"]+)">([^<]*)/g)].find(([, , text]) =>
    word.test(text ?? ''),
  )
  if (!found?.[1]) throw new Error(`no rule like ${word.source} is offered`)
  return { 'rule ouhai-2017': found[1] }
}

describe('one record', () => {
  it('is registered and priced by the office, and its unit reads it with its file, no other unit', async () => {
    const made = await office()
    const rule = await ruleOffered(made, /依申请|申请/)
    const done = await as(made, 'office').upload(
      '/records',
      { ...LATE, ...rule },
      { name: '答复书.txt', text: '答复' },
    )
    expect([done.statusCode, done.headers.location]).toEqual([303, '/records?done=registered'])
    const [record] = listRecords(made.ledger)
    expect(record).toMatchObject({
      type: 'application',
      unit: 'edu',
      on: '2026-05-06',
      received: '2026-03-02',
      rules: [rule['rule ouhai-2017']],
      decidedBy: 'person',
      actor: 'office-all',
      source: null,
    })
    const [entry] = listEntries(made.ledger)
    expect(entry).toMatchObject({ unit: 'edu', occurrence: record?.id, state: 'pending' })
    const own = await as(made, 'unit', 'edu').get('/records')
    expect(own.body).toContain('张某申请信息公开')
    expect(own.body).toContain(`/entries/${entry?.id}`)
    expect(own.body).not.toContain('method="post" action="/records"')
    const file = /\/files\/[0-9a-f]{64}/.exec(own.body)?.[0] ?? ''
    expect((await as(made, 'unit', 'edu').get(file)).body).toBe('答复')
    const other = as(made, 'unit', 'tax')
    expect((await other.get('/records?unit=edu')).body).not.toContain('张某')
    expect((await other.get(file)).statusCode).toBe(404)
    expect((await as(made, 'unit', 'edu').get(`/entries/${entry?.id}`)).body).toContain(record?.id)
  })

  it('answered in time costs nothing, and the page says so', async () => {
    const made = await office()
    const rule = await ruleOffered(made, /依申请|申请/)
    const done = await as(made, 'office').post('/records', { ...LATE, answered: '2026-03-09', ...rule })
    expect(done.statusCode).toBe(200)
    expect(done.body).toContain('登记后不能修改')
    expect(done.body).toContain('下列事项只登记，没有计分')
    expect([listRecords(made.ledger).length, listEntries(made.ledger)]).toEqual([1, []])
  })

  it.each([
    ['an unknown unit', { unit: 'nobody' }],
    ['points that are none', { points: '很多' }],
    ['an unknown rule', { 'rule ouhai-2017': 'no-such-rule' }],
    ['no title', { title: '' }],
    ['a day that is none', { on: '2026-02-30' }],
    ['an unknown type', { type: 'gossip' }],
  ])('with %s is refused, and the form keeps what it held', async (_, wrong) => {
    const made = await office()
    const done = await as(made, 'office').post('/records', { ...LATE, note: '备注的话', ...wrong })
    expect(done.statusCode).toBe(422)
    if (!('on' in wrong || 'type' in wrong)) expect(done.body).toContain('备注的话')
    expect(listRecords(made.ledger)).toEqual([])
  })

  it('is not registered twice', async () => {
    const made = await office()
    const person = as(made, 'office')
    expect((await person.post('/records', { ...LATE, type: 'circular' })).statusCode).toBe(200)
    expect((await person.post('/records', { ...LATE, type: 'circular' })).statusCode).toBe(422)
    expect(listRecords(made.ledger)).toHaveLength(1)
  })

  it('is nothing that others may register', async () => {
    const made = await office()
    for (const role of ['viewer', 'evaluator', 'reviewer', 'administrator'] as const) {
      const person = as(made, role)
      expect([role, (await person.get('/records')).statusCode]).toEqual([role, 200])
      expect([role, (await person.post('/records', LATE)).statusCode]).toEqual([role, 403])
    }
  })

  it('shows hostile text as text', async () => {
    const made = await office()
    const evil = '<script>alert(1)</script>'
    await as(made, 'office').post('/records', { ...LATE, type: 'circular', title: evil, note: evil })
    const { body } = await as(made, 'viewer').get('/records')
    expect(body).toContain('&lt;script&gt;')
    expect(body).not.toContain('<script>')
  })
})

describe('a table', () => {
  const csv = (rows: string) => ({ name: '登记.csv', text: `单位,日期,类别,标题,佐证材料\n${rows}` })

  it('is registered as a whole or not at all', async () => {
    const made = await office()
    const person = as(made, 'office')
    const wrong = csv('区教育局,2026-03-01,通报,第一件,\n没有的局,2026-03-02,通报,第二件,\n')
    const refused = await person.upload('/records/import', {}, wrong, 'table')
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('3: ')
    expect(listRecords(made.ledger)).toEqual([])
    const right = csv('区教育局,2026-03-01,通报,第一件,\n区税务局,2026-03-02,表彰,第二件,\n')
    await person.upload('/records/import', {}, right, 'table')
    expect(listRecords(made.ledger).map(({ unit, type, source }) => [unit, type, source])).toEqual([
      ['edu', 'circular', '登记.csv'],
      ['tax', 'award', '登记.csv'],
    ])
  })

  it('brings the files along that its rows name', async () => {
    const made = await office()
    as(made, 'office')
    const part = (field: string, name: string, text: string) =>
      `--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n${text}\r\n`
    const rows = csv('区教育局,2026-03-01,通报,第一件,通报.txt\n')
    const payload = `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\ncsrf\r\n${part('table', rows.name, rows.text)}${part('files', '通报.txt', '全文')}--b--\r\n`
    const headers = { cookie: 'xuncha=secret-office-all', 'content-type': 'multipart/form-data; boundary=b' }
    const url = '/records/import'
    await made.app.inject({ method: 'POST', url, headers, payload: Buffer.from(payload) })
    const [record] = listRecords(made.ledger)
    expect(record?.files.map(({ name, bytes }) => [name, bytes])).toEqual([['通报.txt', 6]])
    const kept = await as(made, 'viewer').get(`/files/${record?.files[0]?.sha256}`)
    expect(kept.body).toBe('全文')
  })

  it('never makes the server read a file of its own', async () => {
    const made = await office()
    const rows = csv('区教育局,2026-03-01,通报,第一件,/etc/hostname\n')
    const done = await as(made, 'office').upload('/records/import', {}, rows, 'table')
    expect(done.statusCode).toBe(422)
    expect(done.body).toContain('/etc/hostname')
    expect(listRecords(made.ledger)).toEqual([])
  })
})
