/** Which originals of an inspection hold personal data: they are stored encrypted, under one key for each page. */
import { readExposed } from '../artifacts/personal.js'
import { type DataKey, encrypted, makeDataKey } from '../evidence/data-keys.js'
import { sha256 } from '../model/canonical.js'
import type { EvidenceFile } from '../model/evidence.js'
import type { JudgedCheck } from '../model/finding.js'
import type { Harvest } from '../model/harvest.js'
import type { SecondLook } from './witness-look.js'

/** What is concealed in one inspection. */
export interface Concealing {
  /** Numbers of persons that a page or document shows, masked; empty where it shows none. */
  shown(url: string): readonly string[]
  /** True for a page of which a finding says so: nothing that its number could be worked out from is written down. */
  isNamed(url: string): boolean
  /** Ciphertext in place of an original, with the key's id; null where the original may be stored as it is. */
  conceal(
    role: EvidenceFile['role'],
    url: string,
    bytes: Uint8Array,
  ): { readonly bytes: Buffer; readonly cipher: NonNullable<EvidenceFile['cipher']> } | null
  /** The keys that were used: whoever records the inspection keeps them. */
  keys(): DataKey[]
}

/** Made by us from what was received, with every number masked. */
const MASKED_ROLES: ReadonlySet<EvidenceFile['role']> = new Set(['text'])
/** Of the wire: no content of the page. */
const BARE_ROLES: ReadonlySet<EvidenceFile['role']> = new Set(['headers'])

function namedBy(judged: readonly JudgedCheck[]): Set<string> {
  return new Set(
    judged
      .flatMap(({ outcome }) => outcome.findings)
      .flatMap(({ code, subject }) => (code === 'personal-data-exposed' ? [subject] : [])),
  )
}

/** `judged`: by both looks. The same bytes under another address are concealed with the same key. */
export function concealing(
  harvest: Harvest,
  judged: readonly JudgedCheck[],
  looks: ReadonlyMap<string, SecondLook>,
): Concealing {
  const named = namedBy(judged)
  const known = new Map<string, readonly string[]>()
  const keys = new Map<string, DataKey>()
  const bodies = new Map<string, string>()
  for (const url of named)
    for (const hash of [
      harvest.page(url)?.bodySha256,
      harvest.file?.(url)?.bodySha256,
      looks.get(url)?.answer?.attempt.bodySha256,
    ])
      if (hash) bodies.set(hash, url)
  const shown = (url: string): readonly string[] => {
    const before = known.get(url)
    if (before) return before
    const pages = [harvest.page(url)?.facts, looks.get(url)?.record?.facts]
    const files = [harvest.file?.(url)?.facts, looks.get(url)?.file?.facts]
    const found = [
      ...pages.flatMap((facts) => facts?.signs?.personal ?? []),
      ...files.flatMap((facts) => facts?.personal ?? []),
    ].map(({ masked }) => masked)
    known.set(url, found)
    return found
  }
  const keyOf = (url: string): DataKey => {
    const held = keys.get(url) ?? makeDataKey()
    keys.set(url, held)
    return held
  }
  const reasonOf = (role: EvidenceFile['role'], url: string, bytes: Uint8Array): string | null => {
    if (BARE_ROLES.has(role)) return null
    if (MASKED_ROLES.has(role)) return readExposed(Buffer.from(bytes).toString('utf8')) ? url : null
    return named.has(url) || shown(url).length > 0 ? url : (bodies.get(sha256(bytes)) ?? null)
  }
  return {
    shown,
    isNamed: (url) => named.has(url),
    conceal(role, url, bytes) {
      const of = reasonOf(role, url, bytes)
      if (of === null) return null
      const key = keyOf(of)
      return { bytes: encrypted(bytes, key), cipher: { algorithm: 'aes-256-gcm', key: key.id } }
    },
    keys: () => [...keys.values()],
  }
}
