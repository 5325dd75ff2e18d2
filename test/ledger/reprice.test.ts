/** Properties of repricing: what is listed is what is done, done twice is done once, and there and back is where it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinnedVersion } from '../../src/ledger/assessment.js'
import { postEntry } from '../../src/ledger/decide.js'
import { listEntries } from '../../src/ledger/read.js'
import { planReprice, type RepricingRubric, reprice } from '../../src/ledger/reprice.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { finding, inspect, ORIGIN, ownSite, testRubric, unitResult } from './made.js'
import { folder, ledgerAt } from './opened.js'

const ASSESSMENT = 'test/2026'
const NAMES = ['a', 'b', 'c', 'd', 'e']

/** A version in which findings cost so much, by rule; without a price a rule is gone. */
function version(name: string, prices: Readonly<Record<string, number | null>>): RepricingRubric {
  const base = testRubric({ version: name })
  return {
    ...base,
    propose: (facts) =>
      base.propose(facts).flatMap((one) => {
        const points = prices[one.rule]
        return points === null || points === undefined ? [] : [{ ...one, points }]
      }),
    priceOfRecord: () => undefined,
  }
}

const BY = { actor: '王五', reason: '细则修订' }
const prices = fc.record({
  'link-broken': fc.constantFrom(-100, -50, -200, null),
  'column-empty': fc.constantFrom(-100, -50, null),
})

/** A ledger with some dead links and empty columns, some of their entries posted. */
async function filled(first: RepricingRubric, posted: number) {
  const at = ledgerAt(undefined, folder())
  const findings = NAMES.map((name, index) =>
    finding(index % 2 === 0 ? 'link-broken' : 'column-empty', `${ORIGIN}/${name}`),
  )
  const units = [unitResult('edu', { findings })]
  await inspect(at.ledger, at.clock, { site: ownSite('edu'), units }, { rubrics: [first] })
  for (const entry of listEntries(at.ledger).slice(0, posted))
    postEntry(at.ledger, entry.id, { actor: '王五', reason: null })
  return at
}

const live = (ledger: Parameters<typeof listEntries>[0]) =>
  listEntries(ledger)
    .filter(({ state }) => state === 'pending' || state === 'posted')
    .map(({ rule, finding: of, points }) => ({ rule, of, points }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

test('listing writes nothing; doing it leaves nothing to do; the ledger only grows, and verifies', async () => {
  await fc.assert(
    fc.asyncProperty(prices, prices, fc.nat(5), async (before, after, posted) => {
      const [first, second] = [version('1', before), version('2', after)]
      const { ledger, dir } = await filled(first, posted)
      const rows = [...ledgerRows(ledger)]
      const plan = planReprice(ledger, ASSESSMENT, second)
      expect([...ledgerRows(ledger)]).toEqual(rows)
      const taken = new Map(listEntries(ledger).map(({ id, state }) => [id, state]))
      expect(reprice(ledger, ASSESSMENT, second, BY)).toEqual(plan)
      expect([...ledgerRows(ledger)].slice(0, rows.length)).toEqual(rows)
      expect(pinnedVersion(ledger, ASSESSMENT)?.version).toBe('2')
      expect(planReprice(ledger, ASSESSMENT, second).lines).toEqual([])
      // What is live is priced by the new version; what was posted stays posted.
      for (const { rule, points } of live(ledger)) expect(points).toBe(after[rule as keyof typeof after])
      for (const { id, state } of listEntries(ledger))
        if (taken.get(id) === 'posted') expect(['posted', 'reversed']).toContain(state)
      expect(verifyLedger(dir)).toMatchObject({ valid: true })
    }),
    { numRuns: 25 },
  )
})

test('where no rule went away, there and back is where it was', async () => {
  const kept = fc.record({
    'link-broken': fc.constantFrom(-100, -50, -200),
    'column-empty': fc.constantFrom(-100, -50),
  })
  await fc.assert(
    fc.asyncProperty(kept, kept, async (before, after) => {
      const { ledger } = await filled(version('1', before), 2)
      const was = live(ledger)
      reprice(ledger, ASSESSMENT, version('2', after), BY)
      reprice(ledger, ASSESSMENT, version('3', before), BY)
      expect(live(ledger)).toEqual(was)
    }),
    { numRuns: 15 },
  )
})

test('what a finding cost stays its cost though it was mended since', async () => {
  const first = version('1', { 'link-broken': -100 })
  const { ledger, clock } = await filled(first, 0)
  const examined = { 'broken-link': NAMES.map((name) => `/${name}`) }
  clock.now += 86_400_000
  await inspect(
    ledger,
    clock,
    { site: ownSite('edu'), units: [unitResult('edu', { examined })], at: '2026-03-03' },
    { rubrics: [first] },
  )
  const fixed = ledger.db.prepare(`SELECT count(*) FROM findings WHERE state = 'fixed'`).pluck().get()
  expect(fixed).toBe(3)
  const plan = planReprice(ledger, ASSESSMENT, version('2', { 'link-broken': -50 }))
  expect(plan.lines.map(({ change, from, to }) => [change, from, to])).toEqual(
    [1, 2, 3].map(() => ['adjust', -100, -50]),
  )
})
