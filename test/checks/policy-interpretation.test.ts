/** policy-interpretation: what interprets a document, when, and whether they lead to each other. */
import { policyInterpretation } from '../../checks/policy-interpretation.js'
import type { PolicyView } from '../../src/model/portal-duties.js'
import { at, CUT, document } from './artifacts.js'
import { checkTable } from './tester.js'

const DOC = at('zcwj/12.html')
const READ = at('zcjd/4.html')
const LIST = at('zcjd/')
const TITLE = '区教育局关于印发《校外培训管理办法》的通知'
const WHERE = ['首页', '政策文件', TITLE]
/** A Monday; 20 working days later is 2026-07-03, for 19 June is a holiday. */
const policy = (changes: Partial<PolicyView> = {}): PolicyView => ({
  url: DOC,
  title: TITLE,
  where: WHERE,
  published: '2026-06-04',
  interpretation: null,
  similar: null,
  doubt: null,
  lookAt: [DOC, LIST],
  ...changes,
})
const interpreted = (
  published: string | null,
  changes: Partial<NonNullable<PolicyView['interpretation']>> = {},
): PolicyView =>
  policy({
    interpretation: {
      url: READ,
      title: '《校外培训管理办法》解读',
      published,
      read: true,
      fromDocument: true,
      toDocument: true,
      ...changes,
    },
  })
const ASKED = ['ouhai-2017']
const params = { interpretation: [{ days: 20, counted: 'working', askedBy: ASKED }] }
const linked = { interpretation: [{ days: 20, counted: 'working', linked: true, askedBy: ASKED }] }
const BASE = { document: DOC, title: TITLE, published: '2026-06-04' }
const ABOUT = { interpretation: READ, interpretationTitle: '《校外培训管理办法》解读' }
const text = { kind: 'text' as const, text: TITLE }
const shared = { subject: DOC, where: WHERE, askedBy: ASKED }
const verdict = (why: string | null) => ({
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
})
const missing = (days: number | null, why: string | null = null, more: Record<string, unknown> = {}) => ({
  ...shared,
  ...verdict(why),
  code: 'interpretation-missing' as const,
  url: DOC,
  facts: {
    ...BASE,
    days,
    limit: 20,
    counted: 'working',
    ...(why === null ? {} : { why }),
    ...more,
  } as Record<string, string | number>,
  at: { pages: [DOC, LIST], region: text },
})
const late = (on: string, days: number | null, why: string | null = null, published = BASE.published) => ({
  ...shared,
  ...verdict(why),
  code: 'interpretation-late' as const,
  url: READ,
  occurredOn: on,
  facts: {
    ...BASE,
    published,
    days,
    limit: 20,
    counted: 'working',
    interpreted: on,
    ...ABOUT,
    ...(why === null ? {} : { why }),
  },
  at: { pages: [DOC, READ], region: text },
})
const unlinked = (lacking: string, why: string | null = null) => ({
  ...shared,
  ...verdict(why),
  code: 'interpretation-unlinked' as const,
  url: DOC,
  facts: { ...BASE, days: 1, lacking, ...ABOUT, ...(why === null ? {} : { why }) },
  at: { pages: why === null ? [DOC, READ] : [DOC], region: text },
})
const one = (view: PolicyView) => ({ seen: { policies: [view] }, params, examined: [DOC] })
const MIGRATED = Array.from({ length: 10 }, (_, n) =>
  document(`迁移${n}`, `2026-0${(n % 5) + 1}-10`, '2026-06-04'),
)

checkTable(policyInterpretation, {
  clean: [
    {
      name: 'the rubric names no limit, and nobody set one',
      ...one(policy()),
      params: { interpretation: [{ days: null, counted: 'calendar', askedBy: ASKED }] },
    },
    { name: 'interpreted the next day', ...one(interpreted('2026-06-05')) },
    { name: 'interpreted on the last day', ...one(interpreted('2026-07-03')) },
    { name: 'interpreted before it came out', ...one(interpreted('2026-06-01')) },
    { name: 'interpreted, nobody knows when', ...one(interpreted(null)) },
    { name: 'not yet due', ...one(policy()), at: '2026-07-03' },
    { name: 'no rubric asks', seen: { policies: [policy()] }, examined: [] },
    { name: 'of another year', ...one(policy({ published: '2025-06-04' })), examined: [] },
    { name: 'its day is not shown', ...one(policy({ published: null })), examined: [] },
    {
      name: 'before the day from which it is asked',
      ...one(policy()),
      params: { interpretation: [{ days: 20, since: '2026-06-05', askedBy: ASKED }] },
      examined: [],
    },
    { name: 'linked as asked', ...one(interpreted('2026-06-05')), params: linked },
    {
      name: 'links are not asked for',
      ...one(interpreted('2026-06-05', { fromDocument: false, toDocument: false })),
    },
    {
      name: 'whether a film leads back nobody asks',
      ...one(interpreted('2026-06-05', { read: false, toDocument: false })),
      params: linked,
    },
  ],
  problem: [
    { name: 'none', ...one(policy()), at: '2026-07-06', findings: [missing(21)] },
    {
      name: 'a document of last December that fell due this year',
      ...one(policy({ published: '2025-12-10' })),
      at: '2026-02-02',
      findings: [missing(37, null, { published: '2025-12-10' })],
    },
    { name: 'a day late', ...one(interpreted('2026-07-06')), findings: [late('2026-07-06', 21)] },
    {
      name: 'neither leads to the other',
      ...one(interpreted('2026-06-05', { fromDocument: false, toDocument: false })),
      params: linked,
      findings: [unlinked('both')],
    },
    {
      name: 'the interpretation does not lead back',
      ...one(interpreted('2026-06-05', { toDocument: false })),
      params: linked,
      findings: [unlinked('to-document')],
    },
  ],
  cannotTell: [
    {
      name: 'an interpretation with a title alike',
      ...one(policy({ similar: at('zcjd/9.html') })),
      findings: [missing(116, 'interpretation-similar', { similar: at('zcjd/9.html') })],
    },
    { name: 'a script may link', ...one(policy({ doubt: 'script' })), findings: [missing(116, 'script')] },
    {
      name: 'the portal was not read to its end',
      seen: { policies: [policy()], coverage: CUT },
      params,
      findings: [missing(116, 'coverage', { gaps: ['blocked', 'limit'] })],
      examined: [DOC],
    },
    {
      name: 'stamped by a migration',
      seen: { policies: [interpreted('2026-07-06')], documents: MIGRATED },
      params,
      findings: [late('2026-07-06', 21, 'migration')],
      examined: [DOC],
    },
    {
      name: 'an unread page that the document does not lead to',
      ...one(interpreted('2026-06-05', { read: false, fromDocument: false, toDocument: false })),
      params: linked,
      findings: [unlinked('both', 'interpretation-unread')],
    },
  ],
})
