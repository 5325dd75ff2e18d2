/** Ledgers in folders that are gone after the test, with a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { type Ledger, openLedger } from '../../src/ledger/open.js'
import { MONDAY } from './made.js'

const folders: string[] = []
const open: Ledger[] = []

/** A folder that is gone after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'xuncha-ledger-'))
  folders.push(made)
  return made
}

/** A ledger on a new folder, with a clock that the test moves. */
export function ledgerAt(start = MONDAY, dir = folder()) {
  const clock = { now: start }
  const ledger = openLedger(dir, { now: () => clock.now })
  open.push(ledger)
  return { ledger, clock, dir }
}

afterEach(() => {
  for (const ledger of open.splice(0)) ledger.close()
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
})
