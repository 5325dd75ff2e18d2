/** Random lives of a portal: whatever happens in whatever order, nobody is charged without a confirmed problem, or twice. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listEntries, listFindings } from '../../src/ledger/read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import type { UnitResult } from '../../src/model/inspection.js'
import { finding, HOUR, inspect, ORIGIN, ownSite, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

const CODES = [
  finding('link-broken', `${ORIGIN}/dead.html`),
  finding('column-empty', `${ORIGIN}/a/`),
  finding('published-late', `${ORIGIN}/doc.html`, { occurredOn: '2026-02-10' }),
]

interface Visit {
  readonly shown: readonly (typeof CODES)[number][]
  readonly agreed: boolean
  readonly status: UnitResult['status']
  readonly reason: string | null
  readonly purpose: 'formal' | 'monitor' | 'recheck' | 'self-check' | 'trial'
  readonly day: number
  readonly hours: number
}

const visit: fc.Arbitrary<Visit> = fc.record({
  shown: fc.subarray(CODES),
  agreed: fc.boolean(),
  status: fc.constantFrom('inspected', 'inspected', 'inspected', 'partial', 'inconclusive'),
  reason: fc.constantFrom(null, null, 'limit'),
  purpose: fc.constantFrom('formal', 'formal', 'monitor', 'recheck', 'self-check', 'trial'),
  day: fc.integer({ min: 1, max: 28 }),
  hours: fc.integer({ min: 1, max: 40 }),
})

/** Walks through the visits; `twice`: each is done a second time at once. */
async function lived(visits: readonly Visit[], twice: boolean) {
  const { ledger, clock, dir } = ledgerAt()
  const subjects = Object.fromEntries(CODES.map((one) => [one.check, [one.subject]]))
  for (const one of visits) {
    clock.now += one.hours * HOUR
    const unit = unitResult('edu', {
      status: one.status,
      reason: one.reason,
      examined: subjects,
      findings: one.shown.map((shown) => ({ ...shown, agreed: one.agreed })),
    })
    const at = `2026-03-${String(one.day).padStart(2, '0')}`
    const inspection = { site: ownSite('edu'), units: [unit], at, purpose: one.purpose }
    for (let times = 0; times < (twice ? 2 : 1); times += 1) await inspect(ledger, clock, inspection)
  }
  const rows = [...ledgerRows(ledger)].map((row) => [row.key, row.kind, row.points, row.clause])
  const states = listFindings(ledger).map((one) => [one.fingerprint, one.state, one.verdict])
  return { ledger, dir, rows, states }
}

test('an entry has a confirmed finding, one each, and the chain is sound', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { maxLength: 8 }), async (visits) => {
      const { ledger, dir } = await lived(visits, false)
      const findings = new Map(listFindings(ledger).map((one) => [one.fingerprint, one]))
      const entries = listEntries(ledger)
      for (const entry of entries) {
        const charged = findings.get(entry.finding ?? '')
        expect(charged).toMatchObject({ verdict: 'problem', formal: true, confirmedOn: expect.any(String) })
      }
      expect(new Set(entries.map((entry) => entry.finding)).size).toBe(entries.length)
      const proven = visits.some((one) => one.agreed && one.status === 'inspected')
      if (!proven) expect(entries).toEqual([])
      expect(verifyLedger(dir).valid).toBe(true)
    }),
    { numRuns: 40 },
  )
})

test('doing every inspection twice changes nothing', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { maxLength: 5 }), async (visits) => {
      const once = await lived(visits, false)
      const twice = await lived(visits, true)
      expect([twice.rows, twice.states]).toEqual([once.rows, once.states])
    }),
    { numRuns: 25 },
  )
})
