/** The registers at the console: every entry by its form, tried on the live page, as text with its comments, put back. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listVersions, versionAt } from '../../src/ledger/register-versions.js'
import { registry } from '../../src/ledger/registry-store.js'
import {
  columnEntrySchema,
  defaultsSchema,
  exemptionEntrySchema,
  platformEntrySchema,
  type Registry,
  registerRowSchema,
  unitEntrySchema,
} from '../../src/model/workspace.js'
import { syncedYaml } from '../../src/registry/yaml-sync.js'
import { entryMeant, fieldsOf, markOf, type RegisterKind } from '../../src/server/console/register-desk.js'
import { formData } from '../../src/server/pages/register-form.js'
import { as } from './person.js'
import { type Served, served } from './served.js'

const held = (office: Served): Registry => registry(office.ledger).load()

/** Sends the form of an entry with the mark that its page carries. */
function edit(
  office: Served,
  meant: { kind: RegisterKind; id?: string; n?: number },
  fields: Record<string, string>,
  act = 'save',
) {
  const { kind, id = '', n } = meant
  const entry = entryMeant(held(office), { kind, id, n: n ?? null })
  const at = {
    'of-kind': kind,
    'of-id': id,
    'of-n': n === undefined ? '' : String(n),
    'of-mark': markOf(entry),
    do: act,
  }
  return as(office, 'office').post('/registry/edit', { ...at, ...fields })
}

describe('an entry', () => {
  it('is added by its form, refused with a sentence and the form as it was filled', async () => {
    const office = await served()
    const fields = { id: 'civil', name: '区民政局', portal: 'http://127.0.0.1:3/', aliases: '民政局\n区民政' }
    const wrong = await edit(office, { kind: 'unit' }, { ...fields, portal: 'nonsense' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('value="nonsense"')
    expect(wrong.body).toContain('role="alert"')
    expect((await edit(office, { kind: 'unit' }, fields)).statusCode).toBe(303)
    expect(held(office).units.at(-1)).toEqual({
      id: 'civil',
      name: '区民政局',
      portal: 'http://127.0.0.1:3/',
      aliases: ['民政局', '区民政'],
    })
    expect((await edit(office, { kind: 'unit' }, fields)).statusCode).toBe(409)
  })

  it('keeps what its form has no field for, and loses what was emptied', async () => {
    const office = await served()
    registry(office.ledger).update({
      units: [
        {
          id: 'edu',
          name: '区教育局',
          portal: 'http://127.0.0.1:1/',
          group: '部门组',
          columns: [{ name: '工作动态', url: './gzdt/' }],
          pauses: [{ from: '2026-10-01T22:00', to: '2026-10-02T08:00', reason: '维护' }],
        },
      ],
    })
    const page = await as(office, 'office').get('/registry/edit?kind=unit&id=edu')
    expect(page.body).toContain('value="2026-10-01T22:00"')
    expect(page.body).toContain('kind=column&amp;id=edu&amp;n=0')
    await edit(
      office,
      { kind: 'unit', id: 'edu' },
      { id: 'edu', name: '区教育局', portal: 'http://127.0.0.1:1/', 'duties.annualReport.due': '03-31' },
    )
    expect(held(office).units[0]).toEqual({
      id: 'edu',
      name: '区教育局',
      portal: 'http://127.0.0.1:1/',
      columns: [{ name: '工作动态', url: './gzdt/' }],
      duties: { annualReport: { due: '03-31' } },
    })
  })

  it('is not laid over what somebody else changed meanwhile', async () => {
    const office = await served()
    const fields = { 'of-kind': 'unit', 'of-id': 'edu', 'of-n': '', do: 'save', 'of-mark': 'stale' }
    const answer = await as(office, 'office').post('/registry/edit', {
      ...fields,
      id: 'edu',
      name: '改名',
      portal: 'http://127.0.0.1:1/',
    })
    expect([answer.statusCode, held(office).units[0]?.name]).toEqual([409, '区教育局'])
  })

  it('may be a column of a unit, a row of the register, an exemption, a platform, the settings', async () => {
    const office = await served()
    await edit(office, { kind: 'platform' }, { id: 'pt', name: '平台', home: 'http://127.0.0.1:9/' })
    await edit(office, { kind: 'column', id: 'edu' }, { name: '招生', url: './zs/', maxAgeDays: '90' })
    await edit(
      office,
      { kind: 'row' },
      { holder: 'pt', name: '财政', owner: '区教育局', frequency: '每季度' },
    )
    await edit(office, { kind: 'exemption' }, { unit: 'edu', column: '处罚', basis: '无此职能' })
    const settings = {
      timezone: 'Asia/Shanghai',
      'confirm.mode': 'observed',
      'confirm.observations': '4',
      'confirm.codes.0.code': 'link-broken',
      'confirm.codes.0.days': '3',
      allowPrivate: '127.0.0.1:1-99',
      'politeness.connections': '2',
    }
    await edit(office, { kind: 'defaults' }, settings)
    const { platforms, units, columns, exemptions, defaults } = held(office)
    expect(platforms).toEqual([{ id: 'pt', name: '平台', home: 'http://127.0.0.1:9/' }])
    expect(units[0]?.columns).toEqual([{ name: '招生', url: './zs/', maxAgeDays: 90 }])
    expect(columns.map(({ holder, name, owner }) => [holder, name, owner])).toEqual([
      ['pt', '财政', '区教育局'],
    ])
    expect(exemptions).toEqual([{ unit: 'edu', column: '处罚', basis: '无此职能' }])
    expect(defaults).toEqual({
      timezone: 'Asia/Shanghai',
      confirm: { observations: 4, codes: { 'link-broken': { days: 3 } } },
      allowPrivate: ['127.0.0.1:1-99'],
      politeness: { connections: 2 },
    })
    await edit(office, { kind: 'defaults' }, { 'confirm.observations': '5' })
    expect(held(office).defaults).toEqual({ confirm: { observations: 5 } })
    await edit(office, { kind: 'defaults' }, { 'confirm.mode': 'immediate' })
    expect(held(office).defaults).toEqual({ confirm: 'immediate' })
    const wrong = await edit(office, { kind: 'exemption' }, { unit: 'nobody', basis: 'x' })
    expect([wrong.statusCode, held(office).exemptions.length]).toEqual([422, 1])
    await edit(office, { kind: 'exemption', n: 0 }, {}, 'remove')
    await edit(office, { kind: 'column', id: 'edu', n: 0 }, {}, 'remove')
    expect([held(office).exemptions, held(office).units[0]?.columns]).toEqual([[], []])
  })

  it('that sends secrets somewhere is an administrator’s to change, however it comes', async () => {
    const office = await served()
    const mail = {
      'notify.mail.host': 'mail.example',
      'notify.mail.from': 'a@b.example',
      'notify.mail.to': 'c@d.example',
      'notify.mail.password': 'env:XUNCHA_QUEUE_SECRET',
    }
    expect((await edit(office, { kind: 'defaults' }, mail)).statusCode).toBe(403)
    const person = as(office, 'office')
    const text =
      'defaults: { notify: { webhooks: [{ url: "http://e.example/", secret: "file:/k" }] } }\nunits: []\n'
    const file = { name: 'w.yaml', text }
    expect((await person.upload('/registry/import', { what: 'units' }, file, 'file')).statusCode).toBe(403)
    const page = await person.get('/registry/text')
    const mark = /name="mark" value="(\w+)"/.exec(page.body)?.[1] ?? ''
    expect((await person.post('/registry/text', { mark, text })).statusCode).toBe(403)
    expect(held(office).defaults.notify).toBe(undefined)
    const own = { 'of-kind': 'defaults', 'of-id': '', 'of-n': '', 'of-mark': markOf(held(office).defaults) }
    const done = await as(office, 'administrator').post('/registry/edit', { ...own, do: 'save', ...mail })
    expect([done.statusCode, held(office).defaults.notify?.mail?.host]).toEqual([303, 'mail.example'])
    // What it does not touch stays the office's, in whatever order the file says it.
    const { mail: sent = null, ...rest } = held(office).defaults.notify ?? {}
    const turned = Object.fromEntries(Object.entries(sent ?? {}).reverse())
    registry(office.ledger).update({ defaults: { notify: { mail: turned, ...rest } as never } })
    expect((await edit(office, { kind: 'defaults' }, { ...mail, posting: 'automatic' })).statusCode).toBe(303)
  })

  it('is tried on the live page without being saved', async () => {
    const office = await served()
    const answer = await edit(office, { kind: 'column', id: 'edu' }, { name: '动态', url: './gzdt/' }, 'try')
    expect(answer.body).toContain('http://127.0.0.1:1/gzdt/')
    expect(answer.body).toContain('2026-05-01')
    expect(answer.body).toContain('value="./gzdt/"')
    expect(held(office).units[0]?.columns).toBe(undefined)
  })

  it('refuses hostile names of fields and places that there are not', async () => {
    const office = await served()
    const person = as(office, 'office')
    for (const url of [
      '?kind=unit&id=none',
      '?kind=column&id=none',
      '?kind=exemption&n=7',
      '?kind=__proto__',
    ])
      expect((await person.get(`/registry/edit${url}`)).statusCode).toBe(404)
    const data = formData([{ path: 'a.b', kind: 'line' }], () => 'x', JSON.parse('{"__proto__": 1}'))
    expect([data.a, Object.getPrototypeOf(data) === Object.prototype]).toEqual([{ b: 'x' }, true])
  })
})

/** Paths of everything that a schema lets somebody write; of a table by code its own columns. */
function pathsOf(schema: JsonSchema, before = ''): string[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (parts.length > 0) return [...new Set(parts.flatMap((one) => pathsOf(one, before)))]
  if (schema.items?.properties) return pathsOf(schema.items, before)
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([key, value]) =>
      pathsOf(value, before === '' ? key : `${before}.${key}`),
    )
  const table = schema.additionalProperties
  if (typeof table === 'object' && table.properties) return [`${before}.code`, ...pathsOf(table, before)]
  return [before]
}

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
}

describe('the forms', () => {
  it.each([
    ['unit', unitEntrySchema],
    ['platform', platformEntrySchema],
    ['column', columnEntrySchema],
    ['row', registerRowSchema],
    ['exemption', exemptionEntrySchema],
    ['defaults', defaultsSchema],
  ] as const)('of a %s hold all that a workspace file may say of it', (kind, schema) => {
    const known = pathsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
    const fields = fieldsOf(kind).flatMap((one) =>
      one.kind === 'rows' ? one.fields.map((sub) => `${one.path}.${sub.path}`) : [one.path],
    )
    // Columns have a form of their own; a mode stands for the word that takes the place of the rules.
    const missing = known.filter((path) => !fields.includes(path) && !/^(?:columns\.|confirm$)/.test(path))
    expect(missing).toEqual([])
    expect(fields.filter((path) => !known.includes(path) && path !== 'confirm.mode')).toEqual([])
  })
})

describe('the text', () => {
  const TEXT = `# 云溪区
defaults:
  timezone: Asia/Shanghai # 东八区
units:
  # 教育
  - { id: edu, name: 区教育局, portal: "http://127.0.0.1:1/" }
  - id: tax # 税务
    name: 区税务局
    portal: http://127.0.0.1:2/
`
  const save = async (office: Served, text: string) => {
    const page = await as(office, 'office').get('/registry/text')
    const mark = /name="mark" value="(\w+)"/.exec(page.body)?.[1] ?? ''
    return as(office, 'office').post('/registry/text', { mark, text })
  }

  it('is saved as it was written, and its comments outlast a change by form', async () => {
    const office = await served()
    expect((await save(office, TEXT)).statusCode).toBe(303)
    await edit(
      office,
      { kind: 'unit', id: 'tax' },
      { id: 'tax', name: '市税务局', portal: 'http://127.0.0.1:2/' },
    )
    const text = versionAt(office.ledger)?.workspace ?? ''
    expect(text).toBe(TEXT.replace('区税务局', '市税务局'))
    expect(listVersions(office.ledger).map(({ what, actor }) => [what, actor])).toEqual([
      ['unit tax', 'office-all'],
      ['text', 'office-all'],
      ['before', '-'],
    ])
  })

  it('is refused line by line, and an earlier one is put back', async () => {
    const office = await served()
    await save(office, TEXT)
    const wrong = await save(office, TEXT.replace('portal: http://127.0.0.1:2/', 'portal: 2'))
    expect([wrong.statusCode, /<li>9: /.test(wrong.body)]).toEqual([422, true])
    await save(office, TEXT.replace('  # 教育\n', '').replace('Asia/Shanghai', 'Asia/Urumqi'))
    expect(held(office).defaults.timezone).toBe('Asia/Urumqi')
    const [, before] = listVersions(office.ledger)
    await as(office, 'office').post(`/registry/versions/${before?.no}`, {})
    expect([held(office).defaults.timezone, versionAt(office.ledger)?.workspace]).toEqual([
      'Asia/Shanghai',
      TEXT,
    ])
  })

  it('takes files in and gives them out', async () => {
    const office = await served()
    const file = { name: '单位名单.csv', text: '编号,单位名称,网址\ncivil,区民政局,http://127.0.0.1:3/\n' }
    const person = as(office, 'office')
    expect((await person.upload('/registry/import', { what: 'units' }, file, 'file')).statusCode).toBe(303)
    expect(held(office).units.map(({ id }) => id)).toEqual(['edu', 'tax', 'civil'])
    const csv = await person.get('/registry/export?what=units&format=csv')
    expect(csv.body).toContain('区民政局')
  })
})

describe('text brought up to date', () => {
  it.each([
    ['a: 1 # one\nb: [1, 2]\n', { a: 2, b: [1, 2] }, 'a: 2 # one\nb: [ 1, 2 ]\n'],
    ['# top\na: 1\nb: 2\n', { b: 2 }, '# top\nb: 2\n'],
    ['not: [valid', { a: 1 }, 'a: 1\n'],
    ['l:\n  - id: x # ex\n    v: 1\n  - id: y\n', { l: [{ id: 'y' }, { id: 'x', v: 2 }] }, null],
  ])('%j', (text, value, expected) => {
    const written = syncedYaml(text, value)
    if (expected === null) expect(written).toContain('# ex')
    else expect(written).toBe(expected)
  })
})
