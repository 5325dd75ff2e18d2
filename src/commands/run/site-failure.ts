/** The result of a site that a bug of ours hit: its units are undecided and lose nothing (contract §3). */
import type { InspectionJob, InspectionResult } from '../../model/inspection.js'

/** Every unit of the job `inconclusive`, reason `internal`, with nothing found, examined or read. */
export function failedResult(job: InspectionJob, startedAt: number, finishedAt: number): InspectionResult {
  return {
    schema: 'xuncha.result/1',
    runId: job.runId,
    purpose: job.purpose,
    at: job.at,
    tool: job.tool,
    site: job.site,
    startedAt,
    finishedAt,
    interrupted: false,
    outage: null,
    canary: 'none',
    units: job.inspect.map((id) => ({
      id,
      status: 'inconclusive' as const,
      reason: 'internal',
      pages: 0,
      notVisited: [],
      links: { checked: 0, broken: 0, unverified: 0 },
      columns: [],
      examined: {},
      unjudged: null,
      findings: [],
      metrics: [],
      frame: [],
      documents: [],
    })),
    evidence: [],
  }
}
