/** Pictures that need not be taken again: a finding known before, on a page that says to the letter what it said then. */
import type { EvidenceStore } from '../evidence/store.js'
import { subjectKey } from '../model/address.js'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import type { EvidenceManifest } from '../model/evidence.js'
import { PICTURE_ROLES } from '../model/evidence-parts.js'
import type { Finding } from '../model/finding.js'
import type { InspectionJob } from '../model/inspection.js'
import { ownOrigins, type UnitSpec } from '../model/site.js'
import type { BrowserPort } from './ports.js'
import { SHOWN_PER_CLAIM } from './witness-claim.js'
import type { Captured } from './witness-evidence.js'
import type { SecondLook } from './witness-look.js'
import { isOfPage, isScripted } from './witness-shown.js'

/** A picture is taken anew after so long, whatever the page says: fonts, pictures and style sheets change, too. */
const OLDEST_MS = 30 * 86_400_000

/** What looking for earlier pictures needs. */
export interface Reusing {
  readonly store: EvidenceStore
  readonly browser: BrowserPort | null
  readonly looks: ReadonlyMap<string, SecondLook>
  /** UTC milliseconds. */
  readonly now: number
}

async function itemOf(store: EvidenceStore, id: string): Promise<EvidenceManifest | null> {
  try {
    return await store.readItem(id)
  } catch (error) {
    // Missing here, or altered: then there is nothing to go by.
    if (error instanceof UserFault) return null
    throw error
  }
}

function saysTheSame(manifest: EvidenceManifest, look: SecondLook): boolean {
  const hashOf = (role: 'body' | 'text'): string | undefined =>
    manifest.files.find((file) => file.role === role && file.of === look.url && !file.cipher)?.sha256
  const body = look.answer?.attempt.bodySha256 ?? null
  const text = look.record?.facts?.text ?? null
  return body !== null && text !== null && hashOf('body') === body && hashOf('text') === sha256(text)
}

async function earlierOf(using: Reusing, id: string, url: string): Promise<Captured | null> {
  const { store, browser, looks, now } = using
  const look = looks.get(url)
  const manifest = look && browser ? await itemOf(store, id) : null
  if (!look || !browser || !manifest || manifest.state !== 'complete') return null
  // What proved that it was gone shows the page without it.
  if (manifest.claim.kind === 'gone') return null
  const { environment } = manifest
  if (environment.browser !== browser.version || environment.viewport !== browser.viewport) return null
  if (!saysTheSame(manifest, look)) return null
  const files = manifest.files
    .filter((file) => file.of === url && PICTURE_ROLES.some((role) => role === file.role) && !file.cipher)
    .map((file) => ({ ...file, from: file.from ?? { item: id, takenAt: manifest.takenAt } }))
  const fresh = files.every(({ from }) => now - from.takenAt <= OLDEST_MS)
  if (!fresh || !PICTURE_ROLES.every((role) => files.some((file) => file.role === role))) return null
  for (const file of files) if (!(await store.hasBlob(file.sha256))) return null
  return { files, regions: manifest.regions.filter(({ of }) => of === url), attempt: null, missing: [] }
}

/** A claim whose pages may look as they did when an earlier item was taken. */
interface Pictured {
  readonly unit: UnitSpec
  readonly finding: Finding
  readonly agreed: boolean
  /** Set here, by address. */
  earlier?: ReadonlyMap<string, Captured>
}

/** Finds for each claim that stands what an earlier item of the same finding took of its pages and still shows them. */
export async function findEarlier(
  using: Reusing,
  job: Pick<InspectionJob, 'history' | 'site'>,
  claims: readonly Pictured[],
): Promise<void> {
  const known = new Map(
    (job.history.known ?? []).map((one) => [`${one.unit}\n${one.code}\n${one.subject}`, one.evidence]),
  )
  for (const claim of claims) {
    const { unit, finding } = claim
    const subject = subjectKey(finding.subject, ownOrigins(job.site, unit))
    const id = claim.agreed ? known.get(`${unit.id}\n${finding.code}\n${subject}`) : undefined
    if (id === undefined) continue
    const found = new Map<string, Captured>()
    for (const url of finding.at.pages.slice(0, SHOWN_PER_CLAIM)) {
      const look = using.looks.get(url)
      if (look && isOfPage(finding) && isScripted(look)) continue
      const earlier = await earlierOf(using, id, url)
      if (earlier) found.set(url, earlier)
    }
    claim.earlier = found
  }
}
