/** What sharing makes of a result: shared findings, and each unit's own. */
import { type SiteMemory, share } from '../../src/ledger/share.js'
import type { InspectionResult, UnitResult } from '../../src/model/inspection.js'
import type { SiteSpec } from '../../src/model/site.js'
import { MONDAY, resultOf } from './made.js'

const NOTHING: SiteMemory = {
  frames: new Map(),
  columns: new Map(),
  read: new Set(),
  holdsEvidence: () => true,
}

/** Shares the units of a site; `memory` is what earlier inspections left. */
export function told(
  site: SiteSpec,
  units: readonly UnitResult[],
  memory: Partial<SiteMemory> = {},
  over: Partial<InspectionResult> = {},
) {
  const out = share(resultOf({ site, units, over }, 'run', MONDAY), { ...NOTHING, ...memory })
  return {
    shared: out.shared.map((one) => ({
      code: one.code,
      unit: one.unit,
      subject: one.subject,
      verdict: one.verdict,
      units: one.units,
    })),
    units: Object.fromEntries(
      out.units.map((unit) => [
        unit.id,
        {
          status: unit.status,
          reason: unit.reason,
          findings: unit.findings.map((one) => `${one.code} ${one.subject} ${one.verdict}`),
        },
      ]),
    ),
  }
}
