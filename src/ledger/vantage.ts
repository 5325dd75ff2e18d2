/** Vantage points: what was looked at from outside the allowed ones is seen, told, and counts for nothing (contract §6). */
import type { InspectionResult, WitnessedFinding } from '../model/inspection.js'

/** The name of the place where nobody named one. */
const UNNAMED_VANTAGE = 'local'

/** Where a result was looked from. */
export function vantageOf(result: Pick<InspectionResult, 'vantage'>): string {
  return result.vantage ?? UNNAMED_VANTAGE
}

function doubted(finding: WitnessedFinding): WitnessedFinding {
  return { ...finding, verdict: 'cannot-tell', agreed: false }
}

/**
 * The result as it counts: from a vantage point that is not allowed every unit is inconclusive, for portals answer
 * differently there, and its findings are doubts.
 * @param allowed names of the vantage points that count; null: every one does
 */
export function heldToVantage(result: InspectionResult, allowed: readonly string[] | null): InspectionResult {
  if (allowed === null || allowed.includes(vantageOf(result))) return result
  return {
    ...result,
    outage: result.outage && doubted(result.outage),
    units: result.units.map((unit) => ({
      ...unit,
      status: 'inconclusive',
      reason: 'vantage',
      findings: unit.findings.map(doubted),
      metrics: unit.metrics.map((metric) => ({ ...metric, agreed: false })),
    })),
    gone: [],
  }
}
