/** The process boundary: what one inspection is asked to do and what it hands back. Serialisable both ways. */
import { z } from 'zod'
import { plainDateSchema } from './date-schema.js'
import { dutiesSchema } from './duty.js'
import { evidenceManifestSchema, quotedClauseSchema } from './evidence.js'
import type { Facts } from './finding.js'
import { siteSpecSchema } from './site-spec.js'
import { purposeSchema, UNIT_STATUSES } from './vocabulary.js'
import { watchSchema } from './watch.js'
import { windowSchema } from './window-schema.js'
import { wordingsSchema } from './wordings.js'

/** What the rubrics of a run need collected: the union, each with who asked. */
const needsSchema = z.object({
  keywords: z.array(z.object({ keyword: z.string(), askedBy: z.array(z.string()) })),
  requiredColumns: z.array(
    z.object({
      name: z.string(),
      synonyms: z.array(z.string()),
      kinds: z.array(z.string()).nullable(),
      /** Asked only of units with (true) or without (false) a website of their own; absent or null: of all. */
      ownSite: z.boolean().nullable().optional(),
      askedBy: z.array(z.string()),
    }),
  ),
  /** Rubrics that ask for the portal to have a search at all. */
  search: z.array(z.string()),
  /** Clauses that price findings, quoted in the evidence; `subjects`, `column`: what they are about, null: whatever. */
  clauses: z
    .array(
      quotedClauseSchema.extend({
        codes: z.array(z.string()),
        subjects: z.array(z.string()).nullable(),
        column: z.string().nullable(),
      }),
    )
    .optional(),
  /** Duties with a limit; absent: none is asked for. */
  duties: dutiesSchema.optional(),
})
export type Needs = z.infer<typeof needsSchema>

/** Settings of a crawl, resolved from the workspace and the command line. */
export const crawlSettingsSchema = z.object({
  contact: z.string().nullable(),
  allowPrivate: z.array(z.string()),
  /** Origins that the workspace names: allowed although private. */
  namedOrigins: z.array(z.string()),
  canaries: z.array(z.object({ url: z.string(), contains: z.string() })),
  connections: z.number().int().positive(),
  requestsPerSecond: z.number().positive(),
  maxPages: z.number().int().positive(),
  retrySeconds: z.array(z.number().nonnegative()),
  /** immediate, or observations on several days: said in the evidence. */
  confirm: z.string(),
  browser: z.boolean(),
  /** Hours in which monitoring may ask, in the site's time zone; null or absent: always. */
  window: windowSchema.nullable().optional(),
  /** Most requests of one monitoring inspection of a site; null or absent: as many as it takes. */
  maxRequests: z.number().int().positive().nullable().optional(),
})
export type CrawlSettings = z.infer<typeof crawlSettingsSchema>

/** A finding as earlier inspections saw it. */
const seenFindingSchema = z.object({
  fingerprint: z.string(),
  unit: z.string(),
  check: z.string(),
  code: z.string(),
  /** Subject key, and the subject as it was named. */
  subject: z.string(),
  subjectText: z.string(),
  /** Page it was seen on. */
  url: z.string(),
})

/**
 * A finding that stands on a problem list (整改清单), as it was before this inspection: what `not-rectified` and
 * `recurred` are judged by. Lists of findings that are settled otherwise (dismissed, exempted) are left out.
 */
const rectificationSchema = seenFindingSchema.extend({
  /** Public id of the finding, `f-…`. */
  finding: z.string(),
  /** How an editor finds its page. */
  where: z.array(z.string()),
  issuedOn: plainDateSchema,
  /** Last day for mending it, extensions included. */
  dueOn: plainDateSchema,
  /** Day on which it was found mended after the list was issued; null: it never was. */
  mendedOn: plainDateSchema.nullable(),
  /** It was mended, and earlier inspections have confirmed it anew since. */
  confirmedAgain: z.boolean().optional(),
})
export type Rectification = z.infer<typeof rectificationSchema>

/** An open finding as the database holds it: its identity, and where it was seen. */
const knownFindingSchema = seenFindingSchema.extend({
  /** Its newest complete item of evidence: where nothing changed, its pictures do again. Absent: there is none. */
  evidence: z.string().optional(),
})
export type KnownFinding = z.infer<typeof knownFindingSchema>

/** One site's inspection, history handed in. */
export const inspectionJobSchema = z.object({
  schema: z.literal('xuncha.job/1'),
  runId: z.string(),
  purpose: purposeSchema,
  at: plainDateSchema,
  tool: z.string(),
  site: siteSpecSchema,
  /** Ids of the units to inspect; the others of the site are known for attribution only. */
  inspect: z.array(z.string()),
  /** Only start pages are looked at, and judged by whether they answer; one that does is `inconclusive`: nothing else was seen. */
  startsOnly: z.boolean().optional(),
  settings: crawlSettingsSchema,
  needs: needsSchema,
  history: z.object({
    /** Open findings that the database holds: one that the inspection finds gone gets its proof. Absent: none. */
    known: z.array(knownFindingSchema).optional(),
    /** Where open findings of the site are seen, and what they are about: absolute URLs. */
    open: z.array(z.string()).optional(),
    /** Document URL to the day one of our inspections first saw it. */
    firstSeen: z.record(z.string(), plainDateSchema),
    /** Column key to the earlier days on which its list was read to the end; absent: none. */
    lists: z.record(z.string(), z.array(plainDateSchema)).optional(),
    /** Column URLs under an open rectification. */
    rectifying: z.array(z.string()),
    /** Findings of the job's units on problem lists that are not closed, by fingerprint; absent: none. */
    rectifications: z.array(rectificationSchema).optional(),
    /** Units that carried a piece of page frame when they were last read, by its signature. */
    frameUnits: z.record(z.string(), z.array(z.string())),
  }),
  /** The operator's synonyms for the reader; absent: none. */
  wordings: wordingsSchema.optional(),
  /** The operator's lists: expressions, leaders, accounts; absent: none. */
  watch: watchSchema.optional(),
  /** Extra years of the working-day calendar, from the operator's file. */
  calendarFile: z.string().nullable(),
  dataDir: z.string(),
  /** Equal keys may resume each other's crawl state (contract §7). */
  resumeKey: z.string(),
})
export type InspectionJob = z.infer<typeof inspectionJobSchema>

const factsSchema = z.custom<Facts>((value) => typeof value === 'object' && value !== null)

/** A finding after the witness: `subject` is the subject key, `agreed` that an independent second look agrees. */
const witnessedFindingSchema = z.object({
  check: z.string(),
  checkVersion: z.number().int(),
  code: z.string(),
  subject: z.string(),
  /** The subject as the check named it: a full URL where it is one. */
  subjectText: z.string(),
  occurredOn: plainDateSchema.nullable(),
  verdict: z.enum(['problem', 'cannot-tell']),
  url: z.string(),
  where: z.array(z.string()),
  facts: factsSchema,
  frame: z.array(z.string()),
  /** It stands on what serves several units by its nature (a place, a common form, the platform's search). */
  common: z.boolean(),
  agreed: z.boolean(),
  evidence: z.array(z.string()),
  askedBy: z.array(z.string()).optional(),
})
export type WitnessedFinding = z.infer<typeof witnessedFindingSchema>

/** A metric; `agreed` when collected twice with the same value per keyword. */
const witnessedMetricSchema = z.object({
  check: z.string(),
  name: z.string(),
  value: z.number().int(),
  facts: factsSchema,
  agreed: z.boolean(),
  evidence: z.array(z.string()),
  askedBy: z.array(z.string()).optional(),
})
export type WitnessedMetric = z.infer<typeof witnessedMetricSchema>

/** One column as the result prints it. */
const columnSummarySchema = z.object({
  name: z.string(),
  url: z.string(),
  role: z.string(),
  items: z.number().int(),
  newest: plainDateSchema.nullable(),
  complete: z.boolean(),
})

/** How much of what a check looks at was looked at: of `known` inputs `looked` this time, `recent` in the last seven days. */
export const checkCoverageSchema = z.object({
  check: z.string(),
  inputs: z.enum(['start', 'search', 'columns', 'pages', 'links']),
  known: z.number().int(),
  looked: z.number().int(),
  recent: z.number().int(),
})
export type CheckCoverage = z.infer<typeof checkCoverageSchema>

/** One unit's part of an inspection. */
export const unitResultSchema = z.object({
  id: z.string(),
  status: z.enum(UNIT_STATUSES),
  reason: z.string().nullable(),
  pages: z.number().int(),
  notVisited: z.array(z.object({ url: z.string(), reason: z.string() })),
  links: z.object({ checked: z.number().int(), broken: z.number().int(), unverified: z.number().int() }),
  columns: z.array(columnSummarySchema),
  /** Per check id the subject keys that it judged. A check that did not run is absent. */
  examined: z.record(z.string(), z.array(z.string())),
  /**
   * Subject keys of links and columns that were met and not judged. With `examined` it is everything that the portal
   * holds; null where portal and places were not read to their end: then nothing is known to have vanished.
   */
  unjudged: z.array(z.string()).nullable(),
  /** Per check; absent in results of versions that did not count. */
  coverage: z.array(checkCoverageSchema).optional(),
  findings: z.array(witnessedFindingSchema),
  metrics: z.array(witnessedMetricSchema),
  /** Signatures of frame links that the unit's pages carry; recorded before any is judged. */
  frame: z.array(z.string()),
  /** Documents seen with dates: what the backdating witness rests on. */
  documents: z.array(z.object({ url: z.string(), published: plainDateSchema.nullable() })),
})
export type UnitResult = z.infer<typeof unitResultSchema>

/** What `inspect(job)` returns and `record(result)` takes. */
export const inspectionResultSchema = z.object({
  schema: z.literal('xuncha.result/1'),
  runId: z.string(),
  purpose: purposeSchema,
  at: plainDateSchema,
  tool: z.string(),
  site: siteSpecSchema,
  startedAt: z.number().int(),
  finishedAt: z.number().int(),
  interrupted: z.boolean(),
  /** The site as a whole did not answer: one shared finding, every unit inconclusive. */
  outage: witnessedFindingSchema.nullable(),
  canary: z.enum(['green', 'red', 'none']),
  /** Where it was looked from, as the worker names it; absent: nobody said. */
  vantage: z.string().optional(),
  units: z.array(unitResultSchema),
  evidence: z.array(evidenceManifestSchema),
  /** Proofs that known findings are gone, ids of evidence by fingerprint; they count where `record` finds them fixed. */
  gone: z.array(z.object({ fingerprint: z.string(), evidence: z.string() })).optional(),
  /** Keys of originals that hold personal data, `secret` in base64: kept by whoever records the result, and nowhere else. */
  keys: z.array(z.object({ id: z.string(), secret: z.string() })).optional(),
})
export type InspectionResult = z.infer<typeof inspectionResultSchema>
