/** A finding that is fixed holds the proof of it beside what proved the fault; a proof alone fixes nothing. */
import { expect, test } from 'vitest'
import { evidenceOf, findFinding, listFindings } from '../../src/ledger/read.js'
import { record } from '../../src/ledger/record.js'
import { evidenceId } from '../../src/model/evidence.js'
import {
  DAY,
  depsOf,
  finding,
  inspect,
  manifest,
  newRun,
  ORIGIN,
  ownSite,
  resultOf,
  unitResult,
} from './made.js'
import { ledgerAt } from './opened.js'

const EMPTY = finding('column-empty', `${ORIGIN}/czyjs/`)

test.each([
  ['examined and gone', { [EMPTY.check]: [EMPTY.subject] }, 'fixed', 2],
  ['not looked at', {}, 'confirmed', 1],
] as const)('%s: %s', async (_, examined, state, items) => {
  const { ledger, clock } = ledgerAt()
  const site = ownSite('edu')
  await inspect(
    ledger,
    clock,
    { site, units: [unitResult('edu', { findings: [EMPTY] })] },
    { confirm: 'immediate' },
  )
  clock.now += DAY
  const fingerprint = listFindings(ledger)[0]?.fingerprint ?? ''
  const second = {
    site,
    units: [unitResult('edu', { examined: examined as unknown as Record<string, string[]> })],
  }
  const run = newRun(ledger, second)
  const proof = manifest(run, 'edu', EMPTY.check, EMPTY.code, clock.now)
  const evidence = evidenceId(proof)
  const result = resultOf(second, run, clock.now)
  const told = { ...result, evidence: [...result.evidence, proof], gone: [{ fingerprint, evidence }] }
  await record(ledger, told, depsOf({ confirm: 'immediate' }, clock))
  expect(findFinding(ledger, fingerprint)?.state).toBe(state)
  const held = evidenceOf(ledger, fingerprint)
  expect([held.length, held.at(-1) === evidence]).toEqual([items, items === 2])
})
