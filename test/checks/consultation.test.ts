/** consultation: what closed, and what is told of it. */
import { consultation } from '../../checks/consultation.js'
import type { ConsultationView } from '../../src/model/portal-duties.js'
import { at, CUT } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = at('zqyj/3.html')
const LIST = at('zqyj/')
const TITLE = '关于《停车管理办法（征求意见稿）》公开征求意见的公告'
const call = (changes: Partial<ConsultationView> = {}): ConsultationView => ({
  url: URL_OF,
  title: TITLE,
  where: ['首页', '意见征集', TITLE],
  closed: '2026-10-20',
  result: 'none',
  doubt: null,
  lookAt: [URL_OF, LIST],
  ...changes,
})
const params = { consultation: [{ days: 30, askedBy: ['baohe-2021'] }] }
const lacking = (why: string | null = null, more: Record<string, unknown> = {}) => ({
  code: 'consultation-without-result' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '意见征集', TITLE],
  facts: {
    closed: '2026-10-20',
    title: TITLE,
    days: 32,
    limit: 30,
    counted: 'calendar',
    ...(why === null ? {} : { why }),
    ...more,
  } as Record<string, string | number | string[]>,
  at: { pages: [URL_OF, LIST], region: { kind: 'page' as const } },
  askedBy: ['baohe-2021'],
})
const one = (view: ConsultationView) => ({ seen: { consultations: [view] }, params, examined: [URL_OF] })

checkTable(consultation, {
  clean: [
    { name: 'the page tells its result', ...one(call({ result: 'own' })) },
    { name: 'another page tells it', ...one(call({ result: 'page' })) },
    { name: 'the limit ends today', ...one(call({ closed: '2026-10-22' })) },
    { name: 'still open', ...one(call({ closed: '2026-11-30' })), examined: [] },
    { name: 'nobody knows when it closed', ...one(call({ closed: null })), examined: [] },
    { name: 'no rubric asks', seen: { consultations: [call()] }, examined: [] },
    {
      name: 'thirty working days have not passed',
      ...one(call()),
      params: { consultation: [{ days: 30, counted: 'working', askedBy: [] }] },
    },
  ],
  problem: [
    { name: 'no result after the limit', ...one(call()), findings: [lacking()] },
    {
      name: 'in working days',
      ...one(call()),
      params: { consultation: [{ days: 20, counted: 'working', askedBy: ['baohe-2021'] }] },
      findings: [lacking(null, { days: 23, limit: 20, counted: 'working' })],
    },
  ],
  cannotTell: [
    {
      name: 'a result that may be its own',
      ...one(call({ result: 'similar' })),
      findings: [lacking('result-similar')],
    },
    { name: 'of another body', ...one(call({ doubt: 'foreign' })), findings: [lacking('foreign')] },
    { name: 'by script', ...one(call({ doubt: 'script' })), findings: [lacking('script')] },
    {
      name: 'the portal was not read to its end',
      seen: { consultations: [call()], coverage: CUT },
      params,
      findings: [lacking('coverage', { gaps: ['blocked', 'limit'] })],
      examined: [URL_OF],
    },
  ],
})
