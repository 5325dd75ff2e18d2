/** What closes a finding is evidence, too: known findings that are seen no more are proved gone by the pages as they are now. */
import PQueue from 'p-queue'
import { subjectKey } from '../model/address.js'
import type { Attempt } from '../model/attempt.js'
import type { EvidenceManifest } from '../model/evidence.js'
import type { JudgedCheck } from '../model/finding.js'
import type { InspectionJob, KnownFinding } from '../model/inspection.js'
import { ownOrigins } from '../model/site.js'
import type { HttpAnswer, HttpPort } from './ports.js'
import { captureAll, ownRegions, storeLooks } from './witness-evidence.js'
import { type Proof, storeManifest } from './witness-manifest.js'

/** Proofs per inspection; where more is mended at once, the crawl's own record has to do for the rest. */
const PROOFS_MAX = 100
const PARALLEL = 8
/** Nothing of these is recorded. */
const APART: ReadonlySet<string> = new Set(['self-check', 'trial'])

/** Proofs by fingerprint, with their manifests, which the store holds already. */
export interface ProvedGone {
  readonly gone: { readonly fingerprint: string; readonly evidence: string }[]
  readonly evidence: EvidenceManifest[]
}

/**
 * Known findings that were looked at and are shown by nobody: their subject was judged, or no page holds it any more.
 * Whether one is fixed is decided when the inspection is recorded; a proof too many harms nobody.
 */
export function vanished(
  job: InspectionJob,
  judged: readonly JudgedCheck[],
  met: (url: string) => boolean,
): { known: KnownFinding; checkVersion: number }[] {
  if (APART.has(job.purpose)) return []
  const shown = new Set<string>()
  const examined = new Set<string>()
  const ran = new Map<string, number>()
  for (const { unit, check, checkVersion, outcome } of judged) {
    const spec = job.site.units.find((one) => one.id === unit) ?? null
    const origins = ownOrigins(job.site, spec)
    ran.set(`${unit}\n${check}`, checkVersion)
    for (const { code, subject } of outcome.findings)
      shown.add(`${unit}\n${code}\n${subjectKey(subject, origins)}`)
    for (const subject of outcome.examined) examined.add(`${unit}\n${check}\n${subjectKey(subject, origins)}`)
  }
  return (job.history.known ?? [])
    .flatMap((known) => {
      const { unit, check, code, subject, subjectText } = known
      const checkVersion = ran.get(`${unit}\n${check}`)
      if (checkVersion === undefined || !job.inspect.includes(unit)) return []
      if (shown.has(`${unit}\n${code}\n${subject}`)) return []
      const looked =
        examined.has(`${unit}\n${check}\n${subject}`) || (isAddress(subjectText) && !met(subjectText))
      return looked ? [{ known, checkVersion }] : []
    })
    .slice(0, PROOFS_MAX)
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

function addressesOf({ url, subjectText }: KnownFinding): string[] {
  return [...new Set([url, subjectText])].filter(isAddress)
}

async function askAll(
  http: HttpPort,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, HttpAnswer>> {
  const answers = new Map<string, HttpAnswer>()
  const queue = new PQueue({ concurrency: PARALLEL })
  await queue.addAll(
    urls.map((url) => async () => {
      if (!signal.aborted) answers.set(url, await http.get(url, { fresh: true, signal }))
    }),
  )
  return answers
}

/** Takes the proof of each: the page it was seen on and what it was about, asked for and pictured anew. */
export async function proveGone(
  proof: Proof & { readonly http: HttpPort; readonly signal: AbortSignal },
  cases: readonly { readonly known: KnownFinding; readonly checkVersion: number }[],
): Promise<ProvedGone> {
  const proved: ProvedGone = { gone: [], evidence: [] }
  const { browser, http, signal } = proof
  const urls = [...new Set(cases.flatMap(({ known }) => addressesOf(known)))]
  const answers = await askAll(http, urls, signal)
  const targets = new Map(
    [...answers].map(([url, answer]) => [url, { answer, attempt: answer.attempt, now: null }]),
  )
  const files = await storeLooks(proof, new Map(), targets)
  const pages = cases.map(({ known }) => known.url).filter((url) => isPage(answers.get(url)))
  const captured = await captureAll(new Map(pages.map((url) => [url, []])), browser, proof, signal)
  for (const { known, checkVersion } of cases) {
    const own = addressesOf(known)
    const attempts: Attempt[] = own.flatMap((url) => answers.get(url)?.attempt ?? [])
    if (attempts.length === 0) continue
    const picture = captured.get(known.url)
    const { unit, check, code, subjectText } = known
    const { id, manifest } = await storeManifest(
      proof,
      {
        unit,
        check,
        checkVersion,
        claim: { code, subject: subjectText, kind: 'gone', facts: '{}' },
        searched: [],
      },
      {
        attempts: picture?.attempt ? [...attempts, picture.attempt] : attempts,
        files: [...own.flatMap((url) => files.get(url) ?? []), ...(picture?.files ?? [])],
        regions: picture ? ownRegions(picture, { kind: 'page' }) : [],
        missing: picture?.missing ?? [],
      },
    )
    proved.gone.push({ fingerprint: known.fingerprint, evidence: id })
    proved.evidence.push(manifest)
  }
  return proved
}

/** A browser would only download what is no page. */
function isPage(answer: HttpAnswer | undefined): boolean {
  return answer?.attempt.status != null && /html|xml|text\/plain/i.test(answer.attempt.contentType ?? 'html')
}
