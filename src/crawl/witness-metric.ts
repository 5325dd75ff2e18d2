/** Metrics after the witness: a number stands only when it was collected twice with the same value per keyword. */
import { canonicalJson } from '../model/canonical.js'
import type { JudgedCheck, Metric } from '../model/finding.js'
import type { WitnessedMetric } from '../model/inspection.js'
import type { SearchView } from '../model/portal.js'

/** What must be equal in both collections: the value and, where there are any, the numbers per keyword. */
function measured(metric: Metric): string {
  return canonicalJson([metric.value, metric.facts.perKeyword ?? null])
}

/** The metric with `agreed` by the second collection. */
export function witnessMetric(
  judged: JudgedCheck,
  metric: Metric,
  again: readonly JudgedCheck[],
  search: ReadonlyMap<string, SearchView>,
  evidence: string,
): WitnessedMetric {
  const second = again
    .filter((one) => one.unit === judged.unit && one.check === judged.check)
    .flatMap((one) => one.outcome.metrics ?? [])
    .find((one) => one.name === metric.name)
  // Without a second collection the overlay holds the first one, which would agree with itself.
  const twice = metric.pages === undefined && search.has(judged.unit)
  return {
    check: judged.check,
    name: metric.name,
    value: metric.value,
    facts: metric.facts,
    agreed: twice && second !== undefined && measured(second) === measured(metric),
    evidence: [evidence],
    ...(metric.askedBy ? { askedBy: [...metric.askedBy] } : {}),
  }
}
