/** The registers: files update what they name and delete nothing. */
import { expect, test } from 'vitest'
import { registry } from '../../src/ledger/registry-store.js'
import type { RegisterRow, WorkspaceFile } from '../../src/model/workspace.js'
import { ledgerAt } from './opened.js'

const EDU = { id: 'edu', name: '区教育局', portal: 'http://127.0.0.1:8101/' }
const GOV = { id: 'gov', name: '区政府办公室', portal: 'http://127.0.0.1:8102/' }
const FILE: WorkspaceFile = {
  defaults: { rubric: 'ouhai-2017', posting: 'automatic' },
  platforms: [{ id: 'district', name: '平台', home: 'http://127.0.0.1:8100/' }],
  units: [GOV, EDU],
  exemptions: [{ unit: 'edu', column: '行政处罚', basis: '无处罚职能' }],
}

test('what was written comes back, in its order', () => {
  const { ledger } = ledgerAt()
  const store = registry(ledger)
  expect(store.load()).toEqual({ defaults: {}, platforms: [], units: [], exemptions: [], columns: [] })
  store.update(FILE)
  expect(store.load()).toEqual({ ...FILE, columns: [] })
})

test('another file updates what it names and the defaults, and deletes none', () => {
  const { ledger } = ledgerAt()
  const store = registry(ledger)
  store.update(FILE)
  store.update({
    defaults: { rubric: 'wuwei-2020' },
    units: [
      { ...EDU, name: '区教育和体育局' },
      { ...EDU, id: 'tax', name: '区税务局' },
    ],
    exemptions: [
      { unit: 'edu', column: '行政处罚', basis: '改由上级行使' },
      { unit: 'edu', code: 'link-broken', basis: '迁站' },
    ],
  })
  const held = store.load()
  expect(held.defaults).toEqual({ rubric: 'wuwei-2020', posting: 'automatic' })
  expect(held.units.map((unit) => unit.name)).toEqual(['区政府办公室', '区教育和体育局', '区税务局'])
  expect(held.exemptions.map((one) => one.basis)).toEqual(['改由上级行使', '迁站'])
  expect(held.platforms).toEqual(FILE.platforms)
})

test.each([
  ['a unit', { units: [{ ...EDU, id: 'district' }] }],
  ['a platform', { platforms: [{ id: 'edu', name: '平台', home: 'http://127.0.0.1:8100/' }] }],
])('%s whose id is taken by the other register is refused, and nothing of the file is kept', (_, file) => {
  const { ledger } = ledgerAt()
  const store = registry(ledger)
  store.update(FILE)
  const before = store.load()
  expect(() => store.update({ defaults: { rubric: 'x' }, ...file })).toThrow(
    expect.objectContaining({ key: 'ledger.id-taken', exitStatus: 2 }),
  )
  expect(store.load()).toEqual(before)
})

test('an imported column register replaces the rows of the holders that it names', () => {
  const { ledger } = ledgerAt()
  const store = registry(ledger)
  const row = (holder: string, name: string): RegisterRow => ({ holder, name, owner: 'edu' })
  store.replaceColumns([row('district', '预算'), row('district', '决算'), row('edu', '通知')])
  store.replaceColumns([row('district', '规划')])
  expect(store.load().columns.map((one) => `${one.holder} ${one.name}`)).toEqual([
    'edu 通知',
    'district 规划',
  ])
})
