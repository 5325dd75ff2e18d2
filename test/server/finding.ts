/** One finding as the database holds it, whose crawled texts are hostile. */
import type { StoredFinding } from '../../src/ledger/finding-rows.js'
import { NOW } from './served.js'

/** Text of a page that would like to be markup. */
export const EVIL = '<script>alert(1)</script>\u202e"\'><img src=x onerror=alert(2)>'

/** A doubtful link of `edu`. */
export function storedFinding(over: Partial<StoredFinding> = {}): StoredFinding {
  return {
    fingerprint: 'a'.repeat(32),
    id: `f-${'a'.repeat(16)}`,
    no: '2026-区教育局-001',
    unit: 'edu',
    site: 'http://127.0.0.1:1',
    shared: false,
    units: ['edu'],
    check: 'broken-link',
    checkVersion: 1,
    code: 'link-broken',
    nature: 'state',
    subject: '/x',
    subjectText: EVIL,
    occurredOn: null,
    verdict: 'cannot-tell',
    state: 'candidate',
    url: 'javascript:alert(3)',
    where: [EVIL, '长'.repeat(400)],
    facts: { text: EVIL, cause: 'http-404', target: EVIL },
    askedBy: null,
    urgent: false,
    formal: true,
    firstSeen: NOW,
    lastSeen: NOW,
    confirmedOn: null,
    confirmedRun: null,
    fixedAt: null,
    fixedRun: null,
    fixedBy: null,
    goneSince: false,
    recurrences: 0,
    dismissal: null,
    ...over,
  }
}
