/** Identity of a finding: the same defect at the same place has the same fingerprint in every run. */
import { canonicalJson, sha256 } from './canonical.js'
import type { PlainDate } from './date.js'

/** First 32 hex digits of SHA-256 over the canonical list that contract §9 names. `subjectKey` comes from address.ts. */
export function fingerprintOf(
  unit: string,
  code: string,
  subjectKey: string,
  occurredOn: PlainDate | null,
): string {
  const parts = ['xuncha/finding/1', unit, code, subjectKey, ...(occurredOn === null ? [] : [occurredOn])]
  return sha256(canonicalJson(parts)).slice(0, 32)
}

/** Public id of a finding. */
export function findingId(fingerprint: string): string {
  return `f-${fingerprint.slice(0, 16)}`
}
