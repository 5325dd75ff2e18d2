/** Duties of units as the rosters of the year's assessments say them: by when an annual report is due (contract §2). */
import { assessmentId, settingsOf } from '../../ledger/assessment.js'
import type { Ledger } from '../../ledger/open.js'
import type { RunPlan } from './plan.js'

/**
 * The plan with the due days that rosters name in place of the registry's. Where two rosters differ, the later day
 * holds: what is late under one of them only is for that one's people to say.
 */
export function underRosters(ledger: Ledger, plan: RunPlan): RunPlan {
  const due = new Map<string, string>()
  for (const rubric of plan.rubrics)
    for (const { unit, annualReportDue } of settingsOf(ledger, assessmentId(rubric.id, plan.period)).roster ??
      []) {
      const held = due.get(unit)
      if (annualReportDue !== null && (held === undefined || held < annualReportDue))
        due.set(unit, annualReportDue)
    }
  if (due.size === 0) return plan
  const sites = plan.sites.map((part) => {
    const units = part.site.units.map((unit) => ({ ...unit, reportDue: due.get(unit.id) ?? unit.reportDue }))
    return { ...part, site: { ...part.site, units } }
  })
  return { ...plan, sites }
}
