/** Evidence of an inspection: files stored once per page, pictures taken once per page, one manifest per claim. */
import PQueue from 'p-queue'
import type { EvidenceStore } from '../evidence/store.js'
import type { Attempt } from '../model/attempt.js'
import type { EvidenceFile, EvidenceManifest, EvidenceRegion } from '../model/evidence.js'
import { PICTURE_ROLES } from '../model/evidence-parts.js'
import type { Sighting } from '../model/finding.js'
import { labelOf } from './browser-capture.js'
import type { BrowserPort, Capture, HttpAnswer } from './ports.js'
import type { Concealing } from './witness-conceal.js'
import type { SecondLook, TargetLook } from './witness-look.js'
import { type Shown, shownBy } from './witness-shown.js'

const CAPTURES_AT_ONCE = 2
const ATTEMPTS_MAX = 40

type Region = Sighting['region']

/** What a page gave when it was captured. */
export interface Captured {
  readonly files: readonly EvidenceFile[]
  readonly regions: readonly EvidenceRegion[]
  readonly attempt: Attempt | null
  readonly missing: readonly string[]
  /** How much the browser showed; absent where nobody asked, null where it showed no page. */
  readonly shown?: Shown | null
}

const NOT_CAPTURED: Captured = { files: [], regions: [], attempt: null, missing: [...PICTURE_ROLES] }

/** Where files go, and which of them are concealed on the way. */
export interface Keeping {
  readonly store: EvidenceStore
  readonly concealing: Concealing
}

async function fileOf(
  { store, concealing }: Keeping,
  role: EvidenceFile['role'],
  of: string,
  mediaType: string,
  bytes: Uint8Array | string | null,
): Promise<EvidenceFile[]> {
  if (bytes === null) return []
  const plain = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes
  const hidden = concealing.conceal(role, of, plain)
  const blob = await store.putBlob(hidden?.bytes ?? plain)
  return [{ role, of, mediaType, ...blob, ...(hidden ? { cipher: hidden.cipher } : {}) }]
}

function headersText(answer: HttpAnswer): string {
  const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`)
  return [`HTTP ${answer.attempt.status}`, ...lines.sort(), ''].join('\n')
}

/** Status line, headers and body of an answer, stored. */
async function storeAnswer(keeping: Keeping, url: string, answer: HttpAnswer): Promise<EvidenceFile[]> {
  if (answer.attempt.status === null) return []
  const type = answer.attempt.contentType ?? 'application/octet-stream'
  return [
    ...(await fileOf(keeping, 'body', url, type, answer.body)),
    ...(await fileOf(keeping, 'headers', url, 'text/plain; charset=utf-8', headersText(answer))),
  ]
}

/** What the second look at a page leaves: the answer, and the text that was judged. */
async function storeLook(keeping: Keeping, look: SecondLook): Promise<EvidenceFile[]> {
  const text = look.record?.facts?.text ?? look.file?.facts?.text ?? null
  return [
    ...(look.answer ? await storeAnswer(keeping, look.url, look.answer) : []),
    ...(await fileOf(keeping, 'text', look.url, 'text/plain; charset=utf-8', text)),
  ]
}

/** Files by address: of the pages looked at again, and of the targets asked again. Each is stored once. */
export async function storeLooks(
  keeping: Keeping,
  pages: ReadonlyMap<string, SecondLook>,
  targets: ReadonlyMap<string, TargetLook>,
): Promise<Map<string, EvidenceFile[]>> {
  const files = new Map<string, EvidenceFile[]>()
  for (const [url, { answer }] of targets) files.set(url, await storeAnswer(keeping, url, answer))
  for (const [url, look] of pages) files.set(url, await storeLook(keeping, look))
  return files
}

async function storeCapture(keeping: Keeping, url: string, capture: Capture): Promise<Captured> {
  const html = 'text/html; charset=utf-8'
  const files = [
    ...(await fileOf(keeping, 'dom', url, html, capture.html)),
    ...(await fileOf(keeping, 'mhtml', url, 'multipart/related', capture.mhtml)),
    ...(await fileOf(keeping, 'viewport', url, 'image/png', capture.viewport)),
    ...(await fileOf(keeping, 'full', url, 'image/png', capture.full)),
  ]
  // Where a number that the page shows was not measured, masks would hide too little: the whole picture is hidden then.
  const measured = new Set(capture.regions.flatMap(({ mask, text }) => (mask ? [text] : [])))
  const whole = keeping.concealing.shown(url).every((number) => measured.has(number))
  const regions = capture.regions.filter(({ mask }) => !mask || whole)
  return { files, regions, attempt: capture.attempt, missing: capture.missing }
}

/** What is known of pages before they are captured. */
export interface SeenBefore {
  readonly looks: ReadonlyMap<string, SecondLook>
  readonly measured: ReadonlySet<string>
}

/** True where the browser was given something else than the page that the second look had read. */
function isAnother({ attempt }: Capture, look: SecondLook | undefined): boolean {
  return attempt.cause !== null && look?.record != null
}

/**
 * Captures each page once with the regions of all its claims, two at a time. Nothing is dropped: what fails is missing.
 * @param seen what the second look read, and the pages of which is told how much they show: where it read a page and
 * the browser is given something else (a wall, an error), the picture would prove the wrong thing and is not kept
 */
export async function captureAll(
  wanted: ReadonlyMap<string, readonly Region[]>,
  browser: BrowserPort | null,
  keeping: Keeping,
  signal: AbortSignal,
  seen: SeenBefore = { looks: new Map(), measured: new Set() },
): Promise<Map<string, Captured>> {
  const captured = new Map<string, Captured>()
  const queue = new PQueue({ concurrency: CAPTURES_AT_ONCE })
  await queue.addAll(
    [...wanted].map(([url, regions]) => async () => {
      const numbers: Region[] = keeping.concealing.shown(url).length > 0 ? [{ kind: 'numbers' }] : []
      const sought = distinct([...regions, ...numbers])
      const taken = browser && !signal.aborted ? await browser.capture(url, sought) : null
      if (!taken || isAnother(taken, seen.looks.get(url))) {
        captured.set(url, { ...NOT_CAPTURED, attempt: taken?.attempt ?? null })
        return
      }
      const shown = seen.measured.has(url) ? { shown: shownBy(url, taken) } : {}
      captured.set(url, { ...(await storeCapture(keeping, url, taken)), ...shown })
    }),
  )
  return captured
}

function distinct(regions: readonly Region[]): Region[] {
  const byName = new Map(regions.map((region) => [`${region.kind} ${labelOf(region)}`, region]))
  return [...byName.values()].filter((region) => region.kind !== 'page')
}

/**
 * The regions of a capture that belong to one claim, and those that whatever shows its picture blots out. A region
 * without a picture of its page is of no use.
 */
export function ownRegions(captured: Captured, region: Region): EvidenceRegion[] {
  if (!captured.files.some((file) => file.role === 'full' || file.role === 'viewport')) return []
  return captured.regions.filter(
    ({ mask, text }) => mask || (region.kind !== 'page' && text === labelOf(region)),
  )
}

/** Attempts in the order of time, each once; the last ones where there are too many. */
export function inTime(attempts: readonly Attempt[]): Attempt[] {
  const distinctOnes = new Map(
    attempts.map((attempt) => [`${attempt.client} ${attempt.startedAt} ${attempt.url}`, attempt]),
  )
  return [...distinctOnes.values()]
    .sort((a, b) => a.startedAt - b.startedAt || (a.url < b.url ? -1 : a.url > b.url ? 1 : 0))
    .slice(-ATTEMPTS_MAX)
}

/** Files each once, in a fixed order. */
export function distinctFiles(files: readonly EvidenceFile[]): EvidenceFile[] {
  const seen = new Map(files.map((file) => [`${file.of} ${file.role} ${file.sha256}`, file]))
  return [...seen.values()]
}

/** An attempt as a manifest holds it: plain values, whole milliseconds. */
export function plainAttempt(attempt: Attempt): EvidenceManifest['attempts'][number] {
  const { dns, tls, ...plain } = attempt
  return {
    ...plain,
    ...(dns ? { dns: [...dns] } : {}),
    ...(tls ? { tls: { ...tls, chain: [...tls.chain] } } : {}),
    startedAt: Math.round(attempt.startedAt),
    finishedAt: Math.round(attempt.finishedAt),
    redirects: attempt.redirects.map((hop) => ({ ...hop })),
  }
}
