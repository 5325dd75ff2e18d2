/** Evidence manifests: what proves a finding later. Contract §9; whole numbers and strings only, hashed canonically. */
import { z } from 'zod'
import { canonicalJson, sha256 } from './canonical.js'

const attemptSchema = z.object({
  client: z.enum(['http', 'browser']),
  url: z.string(),
  startedAt: z.number().int(),
  finishedAt: z.number().int(),
  finalUrl: z.string(),
  status: z.number().int().nullable(),
  cause: z.string().nullable(),
  error: z.string().nullable(),
  address: z.string().nullable(),
  redirects: z.array(
    z.object({ url: z.string(), status: z.number().int(), location: z.string().nullable() }),
  ),
  bytes: z.number().int(),
  bodySha256: z.string().nullable(),
  contentType: z.string().nullable(),
  dns: z.array(z.string()).optional(),
  tls: z
    .object({
      version: z.string().nullable(),
      cipher: z.string().nullable(),
      chain: z.array(z.string()),
      notAfter: z.string().nullable(),
      error: z.string().nullable(),
    })
    .optional(),
  /** The Date header: the host's clock beside ours. */
  serverDate: z.string().optional(),
})

/** The clean-environment check (清洁性检查): what of this machine could have changed what was seen. */
const machineSchema = z.object({
  /** Kernel and its version. */
  os: z.string(),
  /** Whether Chinese can be drawn: without a font pictures show boxes. */
  chineseFont: z.boolean(),
  /** SHA-256 of the hosts file; null where there is none. */
  hostsFile: z.string().nullable(),
  /** Names of the proxy variables that are set; none of them is used. */
  proxyVariables: z.array(z.string()),
  /** SHA-256 of the lock file: which versions of what this program is made of. */
  lockFile: z.string().nullable(),
})

const fileSchema = z.object({
  /** searched: every page on which something was searched, a line of JSON each. submitted: brought by somebody else, who reported it. */
  role: z.enum(['body', 'headers', 'dom', 'mhtml', 'viewport', 'full', 'text', 'searched', 'submitted']),
  /** URL that the file is of; the name of a file that was submitted. */
  of: z.string(),
  mediaType: z.string(),
  /** Length and hash of the blob: of the ciphertext where there is a cipher. */
  bytes: z.number().int(),
  sha256: z.string(),
  /** Taken earlier, in that item: body and text of the page are to the letter what they were then. UTC milliseconds. */
  from: z.object({ item: z.string(), takenAt: z.number().int() }).optional(),
  /** The original holds personal data and is kept encrypted; `key`: id of the key, which lies elsewhere or is deleted. */
  cipher: z
    .object({ algorithm: z.literal('aes-256-gcm'), key: z.string().regex(/^[0-9a-f]{32}$/) })
    .optional(),
})

/** A rectangle in page coordinates, CSS pixels rounded to whole numbers. */
const regionSchema = z.object({
  of: z.string(),
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  text: z.string(),
  /** Personal data stand here: whatever shows the picture blots it out. `text` is what may be told of them. */
  mask: z.literal(true).optional(),
})

/** A clause of a rubric, word for word: the part that a rule prices, and the whole clause round it. */
export const quotedClauseSchema = z.object({
  rubric: z.string(),
  version: z.string(),
  indicator: z.string(),
  rule: z.string(),
  clause: z.string(),
  wording: z.string(),
})

export const evidenceManifestSchema = z.object({
  schema: z.literal('xuncha.evidence/1'),
  run: z.string(),
  unit: z.string(),
  check: z.string(),
  checkVersion: z.number().int(),
  claim: z.object({
    code: z.string(),
    subject: z.string(),
    /** gone: a finding that was known is there no more; the page and what it was about, as they are now. */
    kind: z.enum(['presence', 'absence', 'value', 'availability', 'gone']),
    facts: z.string(),
    /** problem: two looks agree. cannot-tell: for a person. Absent in items of versions that did not say. */
    verdict: z.enum(['problem', 'cannot-tell']).optional(),
    /** The clauses of the run's rubrics that such a finding falls under, word for word; absent: none was asked for. */
    clauses: z.array(quotedClauseSchema).optional(),
  }),
  tool: z.string(),
  at: z.string(),
  takenAt: z.number().int(),
  attempts: z.array(attemptSchema),
  /** For a claim of absence: every page searched, with the hash of what was read; the first ones where they are many. */
  searched: z.array(z.object({ url: z.string(), bodySha256: z.string().nullable() })),
  /** How many they are where `searched` does not hold them all: the file of that role does. */
  searchedTotal: z.number().int().optional(),
  limits: z.object({ hit: z.boolean(), maxPages: z.number().int() }),
  environment: z.object({
    node: z.string(),
    platform: z.string(),
    browser: z.string().nullable(),
    userAgent: z.string(),
    viewport: z.string(),
    timezone: z.string(),
    canary: z.enum(['green', 'red', 'none']),
    confirm: z.string(),
    robots: z.string().nullable(),
    /** Network self-tests before, during and after; empty where none is configured. */
    canaries: z.array(z.string()).optional(),
    machine: machineSchema.optional(),
    /** Where it was looked from, by the name that the operator gave the place. */
    vantage: z.string().optional(),
    /** The hosts file names the site's host: what was seen may not be what others see. */
    hostOverridden: z.boolean().optional(),
  }),
  files: z.array(fileSchema),
  regions: z.array(regionSchema),
  state: z.enum(['complete', 'partial']),
  missing: z.array(z.string()),
})
export type EvidenceManifest = z.infer<typeof evidenceManifestSchema>
export type Machine = z.infer<typeof machineSchema>
export type EvidenceFile = z.infer<typeof fileSchema>
export type EvidenceRegion = z.infer<typeof regionSchema>

/** The id of an evidence item whose canonical form is this text: `sha256:` and its hash. */
export function evidenceIdOf(canonical: string): string {
  return `sha256:${sha256(canonical)}`
}

/** The id of an evidence item: that of its manifest's canonical form. */
export function evidenceId(manifest: EvidenceManifest): string {
  return evidenceIdOf(canonicalJson(manifest))
}
