/** A full disk: what does not fit is refused in a sentence, nothing of it is kept, and what was recorded stays sound. */
import { expect, test } from 'vitest'
import { append } from '../../src/ledger/append.js'
import { openDispute } from '../../src/ledger/disputes.js'
import { freeze } from '../../src/ledger/frozen.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { UserFault } from '../../src/model/error.js'
import { finding, inspect, ORIGIN, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

/** Lets the file grow by so many pages only; null: no limit. */
function limit(db: { pragma(text: string, options?: object): unknown }, pages: number | null): void {
  const now = db.pragma('page_count', { simple: true }) as number
  db.pragma(`max_page_count = ${pages === null ? 1_000_000 : now + pages}`)
}

test('rows, documents and disputes are refused whole; with space again all goes on', async () => {
  const { ledger, clock, dir } = ledgerAt()
  const site = ownSite('edu')
  const findings = ['a', 'b'].map((name) => finding('link-broken', `${ORIGIN}/${name}`))
  const { entries } = await inspect(ledger, clock, { site, units: [unitResult('edu', { findings })] })
  const before = [...ledgerRows(ledger)]
  const open = () =>
    openDispute(ledger, {
      entry: entries[0] ?? '',
      statement: '申诉理由'.repeat(4_000),
      by: '教育局',
      onBehalf: false,
      scan: null,
      files: [],
      openedOn: '2026-03-02',
      dueOn: null,
      actor: '李四',
    })
  limit(ledger.db, 0)
  const refused = (work: () => unknown): string => {
    try {
      work()
    } catch (error) {
      if (error instanceof UserFault) return error.key
      throw error
    }
    return 'nothing'
  }
  expect(refused(open)).toBe('ledger.disk-full')
  expect(
    refused(() => ledger.immediate(() => freeze(ledger, { schema: 'x', text: '字'.repeat(20_000) }))),
  ).toBe('ledger.disk-full')
  expect([...ledgerRows(ledger)]).toEqual(before)
  expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: before.length })
  limit(ledger.db, null)
  expect(open().id).toBe('D-2026-001')
  append(ledger, { kind: 'assessment-open', assessment: 'x/2026', decidedBy: 'person', actor: '王科' })
  expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: before.length + 2 })
})
