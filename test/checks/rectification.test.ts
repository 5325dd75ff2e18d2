/** rectification: what stands on problem lists, before and after its due date. */
import { rectification } from '../../checks/rectification.js'
import type { RectificationView } from '../../src/model/portal-duties.js'
import { at } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = at('tzgg/')
const ID = 'f-0123456789abcdef'
const listed = (changes: Partial<RectificationView> = {}): RectificationView => ({
  finding: ID,
  fingerprint: '0123456789abcdef0123456789abcdef',
  unit: 'edu',
  check: 'stale-column',
  code: 'column-stale',
  subject: '/tzgg/',
  subjectText: URL_OF,
  url: URL_OF,
  where: ['首页', '通知公告'],
  issuedOn: '2026-09-01',
  dueOn: '2026-10-31',
  mendedOn: null,
  now: 'problem',
  lookAt: [URL_OF],
  ...changes,
})
const found = (code: 'not-rectified' | 'recurred', doubt = false) => ({
  code,
  verdict: doubt ? ('cannot-tell' as const) : ('problem' as const),
  subject: ID,
  url: URL_OF,
  where: ['首页', '通知公告'],
  facts: {
    finding: ID,
    dueOn: '2026-10-31',
    issuedOn: '2026-09-01',
    code: 'column-stale',
    subject: URL_OF,
    ...(code === 'recurred' ? { mendedOn: '2026-10-12' } : {}),
    ...(doubt ? { why: 'rectified-unclear' } : {}),
  },
})
const one = (view: RectificationView) => ({ seen: { rectifications: [view] }, examined: [ID] })

checkTable(rectification, {
  clean: [
    { name: 'mended', ...one(listed({ now: 'gone' })) },
    { name: 'mended before, and still so', ...one(listed({ now: 'gone', mendedOn: '2026-10-12' })) },
    { name: 'due today', ...one(listed()), at: '2026-10-31' },
    { name: 'nobody looked', ...one(listed({ now: 'not-examined' })), examined: [] },
    { name: 'the list came later', ...one(listed({ issuedOn: '2026-11-22' })), examined: [] },
    { name: 'no list', seen: {}, examined: [] },
  ],
  problem: [
    { name: 'a day overdue', ...one(listed()), at: '2026-11-01', findings: [found('not-rectified')] },
    {
      name: 'back before its due date',
      ...one(listed({ mendedOn: '2026-10-12' })),
      at: '2026-10-20',
      findings: [found('recurred')],
    },
  ],
  cannotTell: [
    {
      name: 'overdue, and this time nobody can say',
      ...one(listed({ now: 'cannot-tell' })),
      findings: [found('not-rectified', true)],
    },
    {
      name: 'back, perhaps',
      ...one(listed({ now: 'cannot-tell', mendedOn: '2026-10-12' })),
      findings: [found('recurred', true)],
    },
  ],
})
