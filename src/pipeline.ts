/** The straight line: crawl → artifacts → checks → findings → witness, and, on the other side of the boundary, record. */
import { stateCouncilCalendar } from './calendar/state-council.js'
import type { WorkCalendar } from './check.js'
import { type CollectDeps, collect } from './crawl/collect.js'
import { type WitnessEnvironment, witness } from './crawl/witness.js'
import type { EvidenceStore } from './evidence/store.js'
import { judge } from './judge.js'
import type { Harvest } from './model/harvest.js'
import type { InspectionJob, InspectionResult } from './model/inspection.js'
import { outageFinding, outageOf, unitResult } from './result.js'

/** What an inspection works with: the network's two clients, the evidence store, the clock. */
export interface InspectPorts extends CollectDeps {
  readonly store: EvidenceStore
  readonly environment: WitnessEnvironment
  readonly calendar?: WorkCalendar
}

/**
 * Inspects one site with its units: crawl to witness. Writes only the site's own state and evidence blobs.
 * `interrupted` in the result says that it was stopped: such a result is not recorded, the crawl can be resumed.
 */
export async function inspect(job: InspectionJob, ports: InspectPorts): Promise<InspectionResult> {
  const startedAt = ports.now()
  const calendar = ports.calendar ?? stateCouncilCalendar()
  const harvest = await collect(job, ports)
  try {
    const judgement = judge(harvest, job, calendar)
    for (const [unit, error] of judgement.bugs) ports.log.error({ unit, error: String(error) }, 'a check failed')
    const seen = await witness({
      job,
      harvest,
      judgement,
      judge: (again: Harvest) => judge(again, job, calendar),
      ports,
    })
    const outage = outageOf(harvest)
    return {
      schema: 'xuncha.result/1',
      runId: job.runId,
      purpose: job.purpose,
      at: job.at,
      tool: job.tool,
      site: job.site,
      startedAt,
      finishedAt: ports.now(),
      interrupted: harvest.interrupted || ports.signal.aborted,
      outage: outage ? outageFinding(outage, job.site, [], true) : null,
      canary: harvest.canary,
      units: job.site.units.filter((unit) => job.inspect.includes(unit.id)).map((unit) => unitResult(unit, job, harvest, judgement, seen)),
      evidence: [...seen.evidence],
    }
  } finally {
    harvest.close()
  }
}
