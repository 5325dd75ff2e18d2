/** The straight line: crawl → artifacts → checks → findings → witness; `record` stands on the other side of the boundary. */
import { adoptWordings } from './artifacts/lexicon.js'
import type { WorkCalendar } from './check.js'
import { type CollectDeps, collect, type OpenHarvest } from './crawl/collect.js'
import { visiting } from './crawl/referer.js'
import { type Environment, type Witnessed, witness } from './crawl/witness.js'
import type { EvidenceStore } from './evidence/store.js'
import { askedAgain, type Judgement, judge } from './judge.js'
import type { InspectionJob, InspectionResult, UnitResult } from './model/inspection.js'
import type { Ipv6Probe } from './model/ipv6.js'
import type { SearchView } from './model/portal.js'
import { isCommon, outageFinding, outageOf, unitResult } from './result.js'

/** What an inspection works with: the network's two clients, the evidence store, the calendar, the clock. */
export interface InspectPorts extends CollectDeps {
  readonly store: EvidenceStore
  readonly environment: Environment
  readonly calendar: WorkCalendar
  /** Asks whether hosts can be reached over IPv6; without it nothing is measured of that. */
  readonly ipv6?: Ipv6Probe
}

/** Start pages that answered: of the others, and of a site at rest, nobody asks anything more. */
function answering({ site, starts }: OpenHarvest): string[] {
  return site.units.flatMap(({ id, portal }) => (starts.get(id)?.outcome === 'ok' ? [portal] : []))
}

function secondLook(
  job: InspectionJob,
  harvest: OpenHarvest,
  judgement: Judgement,
  ports: InspectPorts,
): Promise<Witnessed> {
  let searched: Promise<ReadonlyMap<string, SearchView>> | null = null
  const asked = askedAgain(judgement)
  return witness({
    job,
    harvest,
    judged: judgement.judged,
    judge: (again) => judge(again, job, ports.calendar, asked).judged,
    recollectSearch: async (unit) => {
      searched ??= harvest.searchAgain()
      return (await searched).get(unit) ?? null
    },
    common: (unit, finding) => isCommon(judgement.artifacts.get(unit), finding),
    searched: (unit) => judgement.artifacts.get(unit)?.coverage.searched ?? [],
    ...ports,
    http: visiting(ports.http, job.site),
  })
}

/** Says what came of each unit, and which checks found something, by number of findings. */
function tellUnits(units: readonly UnitResult[], { log }: Pick<InspectPorts, 'log'>): void {
  for (const { id, status, reason, pages, findings } of units) {
    const checks: Record<string, number> = {}
    for (const { check } of findings) checks[check] = (checks[check] ?? 0) + 1
    log.info({ unit: id, status, reason, pages, checks }, 'a unit was inspected')
  }
}

/** From judging to the result. */
async function concluded(
  job: InspectionJob,
  harvest: OpenHarvest,
  ports: InspectPorts,
  startedAt: number,
): Promise<InspectionResult> {
  const judgement = judge(harvest, job, ports.calendar)
  for (const [unit, { check, error }] of judgement.bugs)
    ports.log.error({ unit, check, err: error }, 'a check failed by a bug of ours')
  const seen = await secondLook(job, harvest, judgement, ports)
  const outage = outageOf(harvest)
  const units = job.site.units
    .filter((unit) => job.inspect.includes(unit.id))
    .map((unit) => unitResult(unit, job, harvest, judgement, seen))
  tellUnits(units, ports)
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
    outage: outage ? outageFinding(outage, job.site, seen) : null,
    canary: harvest.canary,
    ...(ports.environment.vantage === undefined ? {} : { vantage: ports.environment.vantage }),
    units,
    evidence: seen.evidence,
    gone: [...seen.gone],
    keys: seen.keys.map(({ id, secret }) => ({ id, secret: secret.toString('base64') })),
  }
}

/**
 * Inspects one site with its units: crawl to witness. Writes only the site's own state and evidence blobs.
 * `interrupted` in the result says that it was stopped: such a result is not recorded, the crawl can be resumed.
 */
export async function inspect(job: InspectionJob, ports: InspectPorts): Promise<InspectionResult> {
  const startedAt = ports.now()
  adoptWordings(job.wordings)
  const collected = await collect(job, ports)
  const ipv6 = job.startsOnly ? undefined : await ports.ipv6?.(answering(collected))
  const harvest: OpenHarvest = ipv6 ? Object.assign(collected, { ipv6 }) : collected
  const conclude = (): Promise<InspectionResult> => concluded(job, harvest, ports, startedAt)
  try {
    return await (harvest.big && ports.memory ? ports.memory.sparing(conclude) : conclude())
  } finally {
    harvest.close()
  }
}
