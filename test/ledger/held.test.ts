/** What a long-lived reader holds in memory is what the database says, whoever changed it and whatever was taken back. */
import { describe, expect, it } from 'vitest'
import { append, entryId } from '../../src/ledger/append.js'
import { heldPerUnit } from '../../src/ledger/changes.js'
import { putFinding } from '../../src/ledger/finding-rows.js'
import { foldEntries } from '../../src/ledger/fold.js'
import { heldEntries } from '../../src/ledger/held-entries.js'
import { heldFindings } from '../../src/ledger/held-findings.js'
import { type Ledger, openLedger } from '../../src/ledger/open.js'
import { listFindings } from '../../src/ledger/read.js'
import { registry } from '../../src/ledger/registry-store.js'
import { scoresOverTime } from '../../src/ledger/results-read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { finding, inspect, MONDAY, ORIGIN, platform, unitResult } from './made.js'
import { folder, ledgerAt } from './opened.js'

/** Books with a finding at each of two units. */
async function books() {
  const dir = folder()
  const { ledger } = ledgerAt(MONDAY, dir)
  const units = ['edu', 'gov'].map((id) =>
    unitResult(id, { findings: [finding('column-empty', `${ORIGIN}/${id}/list/`)] }),
  )
  await inspect(ledger, { now: MONDAY }, { site: platform(['edu', 'gov']), units })
  return { ledger, dir }
}

const direct = (ledger: Ledger) =>
  ledger.sql('SELECT no, unit, state FROM findings ORDER BY no').all() as Record<string, string>[]
const held = (ledger: Ledger) =>
  (heldFindings(ledger) ?? []).map(({ no, unit, state }) => ({ no, unit, state }))

/** Sets the state of the finding of a unit. */
function dismiss(ledger: Ledger, unit: string): void {
  const [found] = listFindings(ledger, { unit })
  if (!found) throw new Error('no finding')
  ledger.immediate(() => putFinding(ledger, { ...found, state: 'dismissed' }))
}

describe('held findings', () => {
  it('follow our own changes, those of another connection, and none that was taken back', async () => {
    const { ledger, dir } = await books()
    expect(held(ledger)).toEqual(direct(ledger))
    dismiss(ledger, 'edu')
    expect(held(ledger).map(({ state }) => state)).toEqual(['dismissed', 'confirmed'])
    expect(() =>
      ledger.immediate(() => {
        ledger.sql(`UPDATE findings SET state = 'fixed'`).run()
        expect(listFindings(ledger).map(({ state }) => state)).toEqual(['fixed', 'fixed'])
        throw new Error('taken back')
      }),
    ).toThrow('taken back')
    expect(held(ledger)).toEqual(direct(ledger))
    dismiss(ledger, 'gov')
    expect(held(ledger).map(({ state }) => state)).toEqual(['dismissed', 'dismissed'])
    const other = openLedger(dir)
    other.sql(`UPDATE findings SET state = 'candidate' WHERE unit = 'edu'`).run()
    other.close()
    expect(held(ledger)).toEqual(direct(ledger))
    expect(held(ledger)[0]?.state).toBe('candidate')
  })

  it('are not held by who only reads', async () => {
    const { dir } = await books()
    const reader = openLedger(dir, { readonly: true })
    expect([heldFindings(reader), listFindings(reader).length]).toEqual([null, 2])
    reader.close()
  })
})

describe('held entries', () => {
  it('are those of all rows, also after a transaction was taken back', async () => {
    const { ledger } = await books()
    const deduct = (n: number) =>
      append(ledger, {
        ...{ kind: 'deduct', assessment: 'r/2026', bucket: 'Y', unit: 'edu', rubric: 'r', indicator: '1' },
        ...{ rule: '1.1', decidedBy: 'person', actor: 'a', key: `${n}`.padEnd(64, '0') },
        ...{ entry: entryId(`${n}`.padEnd(64, '0')), occurrence: `o${n}`, points: -100, clause: 'c' },
      } as Parameters<typeof append>[1])
    const all = () => foldEntries(ledgerRows(ledger))
    deduct(1)
    expect(heldEntries(ledger)).toEqual(all())
    expect(() =>
      ledger.immediate(() => {
        deduct(2)
        expect(heldEntries(ledger)).toEqual(all())
        throw new Error('taken back')
      }),
    ).toThrow('taken back')
    deduct(3)
    const place = { assessment: 'r/2026', bucket: 'Y', unit: 'edu', rubric: 'r', indicator: '1', rule: '1.1' }
    append(ledger, {
      kind: 'post',
      decidedBy: 'person',
      actor: 'a',
      entry: entryId('1'.padEnd(64, '0')),
      ...place,
    })
    expect(heldEntries(ledger)).toEqual(all())
    expect(heldEntries(ledger).map(({ state }) => state)).toContain('posted')
  })
})

describe('what is computed of a unit', () => {
  it('is computed again after a change of the unit or of all, not after one of another unit', async () => {
    const { ledger } = await books()
    const kept = new Map<string, { mark: string; value: number }>()
    let computed = 0
    const ask = () =>
      heldPerUnit(kept, { ledger, unit: 'edu', key: 'k' }, () => {
        computed += 1
        return computed
      })
    expect([ask(), ask()]).toEqual([1, 1])
    dismiss(ledger, 'gov')
    expect(ask()).toBe(1)
    dismiss(ledger, 'edu')
    expect([ask(), ask()]).toEqual([2, 2])
    ledger.sql(`UPDATE findings SET shared = 1 WHERE unit = 'gov'`).run()
    expect(ask()).toBe(3)
    ledger.immediate(() => expect(ask()).toBe(4))
    expect(ask()).toBe(3)
  })
})

describe('the registers', () => {
  it('are read again only after they were changed', async () => {
    const { ledger, dir } = await books()
    const unit = (id: string) => ({ id, name: id, portal: `${ORIGIN}/${id}/` })
    registry(ledger).update({ units: [unit('edu')] })
    const first = registry(ledger).load()
    dismiss(ledger, 'edu')
    expect(registry(ledger).load()).toBe(first)
    registry(ledger).update({ units: [unit('gov')] })
    expect(
      registry(ledger)
        .load()
        .units.map(({ id }) => id),
    ).toEqual(['edu', 'gov'])
    const other = openLedger(dir)
    registry(other).update({ units: [unit('tax')] })
    other.close()
    expect(
      registry(ledger)
        .load()
        .units.map(({ id }) => id),
    ).toEqual(['edu', 'gov', 'tax'])
  })
})

it('scores over time follow our own recordings, those of another connection, and narrow to a unit', async () => {
  const { ledger, dir } = await books()
  const told = () => scoresOverTime(ledger, 'test', '2026').map(({ unit, score }) => `${unit} ${score}`)
  const direct = () =>
    ledger.sql(`SELECT unit || ' ' || (json ->> '$.score') FROM run_scores ORDER BY run, unit`).pluck().all()
  expect(told()).toEqual(direct())
  expect(told()).toHaveLength(2)
  const again = { site: platform(['edu']), units: [unitResult('edu')] }
  await inspect(ledger, { now: MONDAY + 1 }, again)
  expect(told()).toHaveLength(3)
  const other = openLedger(dir)
  other.sql(`UPDATE run_scores SET json = json_set(json, '$.score', 77)`).run()
  other.close()
  expect(told()).toEqual(direct())
  expect(scoresOverTime(ledger, 'test', '2026', 'gov').map(({ score }) => score)).toEqual([77])
})
