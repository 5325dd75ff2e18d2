/** The smallest complete unit, site, job and item of evidence: what a test does not speak of stays at its default. */
import type { EvidenceManifest } from '../src/model/evidence.js'
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

/** An item of evidence that proves nothing but that it was made. */
export function manifestSpecimen(over: Partial<EvidenceManifest> = {}): EvidenceManifest {
  return {
    schema: 'xuncha.evidence/1',
    run: 'run',
    unit: 'edu',
    check: 'empty-column',
    checkVersion: 1,
    claim: { code: 'column-empty', subject: 'http://127.0.0.1/a/', kind: 'absence', facts: '{}' },
    tool: 'xuncha 0.1.0',
    at: '2026-11-21',
    takenAt: 1,
    attempts: [],
    searched: [{ url: 'http://127.0.0.1/a/', bodySha256: null }],
    limits: { hit: false, maxPages: 100 },
    environment: {
      node: 'v20',
      platform: 'linux',
      browser: null,
      userAgent: 'Xuncha/0.1.0',
      viewport: '1280x900@1',
      timezone: 'Asia/Shanghai',
      canary: 'none',
      confirm: 'immediate',
      robots: null,
    },
    files: [],
    regions: [],
    state: 'complete',
    missing: [],
    ...over,
  }
}
