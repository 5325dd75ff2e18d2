/** The smallest complete unit, site and job: what a test does not speak of stays at its default. */
import type { InspectionJob } from '../src/model/inspection.js'
import type { SiteSpec, UnitSpec } from '../src/model/site.js'

/** A department with a site of its own below its portal's address. */
export function unitSpecimen(id: string, portal: string, over: Partial<UnitSpec> = {}): UnitSpec {
  return {
    id,
    name: `区${id}局`,
    kind: 'department',
    aliases: [],
    formerNames: [],
    group: null,
    ownSite: true,
    disclosure: true,
    portal,
    scopes: [{ by: 'prefix', url: portal }],
    formerOrigins: [],
    upperPortals: [],
    search: null,
    reportDue: '01-31',
    columns: [],
    exemptions: [],
    timezone: 'Asia/Shanghai',
    takesRest: false,
    ...over,
  }
}

/** A site of these units that begins at `origin`. */
export function siteSpecimen(
  origin: string,
  units: readonly UnitSpec[],
  over: Partial<SiteSpec> = {},
): SiteSpec {
  return {
    id: origin,
    name: 'portal',
    home: `${origin}/`,
    origin,
    platform: units.length > 1,
    operator: null,
    formerOrigins: [],
    units: [...units],
    places: [],
    columns: [],
    robotsAuthorised: null,
    pauses: [],
    timezone: 'Asia/Shanghai',
    ...over,
  }
}

/** A formal inspection of all units of a site, without a browser, with a short breath. */
export function jobSpecimen(site: SiteSpec, over: Partial<InspectionJob> = {}): InspectionJob {
  return {
    schema: 'xuncha.job/1',
    runId: 'run',
    purpose: 'formal',
    at: '2026-11-21',
    tool: 'xuncha 0.1.0',
    site,
    inspect: site.units.map((unit) => unit.id),
    settings: {
      contact: null,
      allowPrivate: [],
      namedOrigins: [],
      canaries: [],
      connections: 4,
      requestsPerSecond: 5,
      maxPages: 1000,
      retrySeconds: [0],
      confirm: 'immediate',
      browser: false,
    },
    needs: { keywords: [], requiredColumns: [], search: [] },
    history: { firstSeen: {}, rectifying: [], frameUnits: {} },
    calendarFile: null,
    dataDir: '/nowhere',
    resumeKey: 'key',
    ...over,
  } as InspectionJob
}
