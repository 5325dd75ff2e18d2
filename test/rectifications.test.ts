/** rectificationsOf: problem lists held against what the other checks say of the same subjects. */
import { describe, expect, it } from 'vitest'
import { findingOf } from '../src/model/draft.js'
import type { JudgedCheck } from '../src/model/finding.js'
import type { Rectification } from '../src/model/inspection.js'
import { rectificationsOf } from '../src/rectifications.js'
import { job, site, unit } from './artifacts/portal/harvested.js'

const PORTAL = 'http://www.yunxi.test/'
const LIST = `${PORTAL}tzgg/`
const listed = (changes: Partial<Rectification> = {}): Rectification => ({
  finding: 'f-0123456789abcdef',
  fingerprint: '0123456789abcdef0123456789abcdef',
  unit: 'edu',
  check: 'stale-column',
  code: 'column-stale',
  subject: '/tzgg/',
  subjectText: LIST,
  url: LIST,
  where: ['首页'],
  issuedOn: '2026-09-01',
  dueOn: '2026-10-31',
  mendedOn: null,
  ...changes,
})
const UNIT = unit('edu', '区教育局')
const SITE = site([UNIT])
const said = (
  check: string,
  subjects: readonly string[],
  found: JudgedCheck['outcome']['findings'] = [],
): JudgedCheck => ({
  unit: 'edu',
  check,
  checkVersion: 1,
  outcome: { examined: new Set(subjects), findings: found },
})
const stale = (verdict: 'problem' | 'cannot-tell') =>
  findingOf({ code: 'column-stale', verdict, subject: LIST, url: LIST, where: ['首页', '公告'], facts: {} })
const now = (list: Rectification, judged: readonly JudgedCheck[]) => {
  const history = { firstSeen: {}, rectifying: [], frameUnits: {}, rectifications: [list] }
  return rectificationsOf(job(SITE, { history }), UNIT, judged).map((one) => one.now)
}

describe('what stands on a problem list', () => {
  it.each([
    ['is there again', listed(), [said('stale-column', [LIST], [stale('problem')])], ['problem']],
    ['may be there', listed(), [said('stale-column', [LIST], [stale('cannot-tell')])], ['cannot-tell']],
    ['is gone: it was looked at and is clean', listed(), [said('stale-column', [LIST])], ['gone']],
    ['was not looked at', listed(), [said('stale-column', [])], ['not-examined']],
    ['was looked at by another check only', listed(), [said('empty-column', [LIST])], ['not-examined']],
    ['is another unit’s', listed({ unit: 'fin' }), [said('stale-column', [LIST], [stale('problem')])], []],
    ['is an event: it cannot be mended', listed({ code: 'published-late' }), [], []],
    ['is a code of another version', listed({ code: 'no-such-code' }), [], []],
  ] as const)('%s', (_, list, judged, expected) => {
    expect(now(list, judged)).toEqual(expected)
  })

  it('and failed again after it was mended goes to a person: one look confirms no failure', () => {
    const url = `${PORTAL}a.pdf`
    const dead = findingOf({ code: 'link-broken', verdict: 'problem', subject: url, url: PORTAL, facts: {} })
    const list = listed({ check: 'broken-link', code: 'link-broken', subject: '/a.pdf', subjectText: url })
    const judged = [said('broken-link', [url], [dead])]
    expect(now(list, judged)).toEqual(['problem'])
    expect(now({ ...list, mendedOn: '2026-10-12' }, judged)).toEqual(['cannot-tell'])
  })
})
