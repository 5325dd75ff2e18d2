/** One unit's site under a clock that the test moves. */
import { listFindings } from '../../src/ledger/read.js'
import type { UnitResult } from '../../src/model/inspection.js'
import type { UnitSpec } from '../../src/model/site.js'
import type { Confirm } from '../../src/model/workspace.js'
import { HOUR, inspect, ownSite } from './made.js'
import { ledgerAt } from './opened.js'

/** One unit's site with a clock: each visit is an inspection; the state of the only finding comes back. */
export function watch(confirm: Confirm = 'immediate', over: Partial<UnitSpec> = {}) {
  const { ledger, clock } = ledgerAt()
  const site = ownSite('edu', over)
  return {
    ledger,
    clock,
    visit: async (
      unit: UnitResult,
      given: { at?: string; purpose?: 'monitor' | 'recheck' | 'self-check' } = {},
    ) => {
      await inspect(ledger, clock, { site, units: [unit], ...given }, { confirm })
      clock.now += HOUR
      return listFindings(ledger)
        .map((one) => one.state)
        .join(' ')
    },
    only: () => {
      const [one] = listFindings(ledger)
      if (!one) throw new Error('no finding is recorded')
      return one
    },
  }
}
