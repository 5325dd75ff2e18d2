/** column-quota: entries of the last ended quarter against the number that the register asks. */
import { columnQuota } from '../../checks/column-quota.js'
import type { QuotaView } from '../../src/model/portal-duties.js'
import { at } from './artifacts.js'
import { checkTable } from './tester.js'

const URL_OF = at('gzdt/')
const quota = (changes: Partial<QuotaView> = {}): QuotaView => ({
  column: '工作动态',
  url: URL_OF,
  where: ['首页', '工作动态'],
  quota: 3,
  since: null,
  dates: ['2026-06-30', '2026-07-01', '2026-08-15', '2026-09-30', '2026-10-01'],
  undated: 0,
  complete: true,
  lookAt: [URL_OF, at('gzdt/2.html')],
  ...changes,
})
const FEW = ['2026-06-30', '2026-07-01', '2026-10-01', '2026-10-02', '2026-10-03']
const missed = (
  items: number,
  why: string | null = null,
  bucket = ['2026-Q3', '2026-07-01', '2026-09-30'],
) => ({
  code: 'column-quota-missed' as const,
  verdict: why === null ? ('problem' as const) : ('cannot-tell' as const),
  subject: URL_OF,
  url: URL_OF,
  where: ['首页', '工作动态'],
  facts: {
    column: '工作动态',
    items,
    quota: 3,
    bucket: bucket[0] ?? '',
    first: bucket[1] ?? '',
    last: bucket[2] ?? '',
    ...(why === null ? {} : { why }),
  },
  at: { pages: [URL_OF, at('gzdt/2.html')], region: { kind: 'page' as const } },
})
const examined = [URL_OF]

checkTable(columnQuota, {
  clean: [
    {
      name: 'exactly as many as asked, both ends of the quarter counted',
      seen: { quotas: [quota()] },
      examined,
    },
    { name: 'no quota is registered', seen: { quotas: [] }, examined: [] },
    {
      name: 'owed only since a day within the quarter',
      seen: { quotas: [quota({ dates: FEW, since: '2026-07-02' })] },
      examined: [],
    },
    {
      name: 'the last day of a quarter does not end it',
      seen: { quotas: [quota({ dates: ['2026-04-01', '2026-05-01', '2026-06-01'] })] },
      at: '2026-09-30',
      examined,
    },
  ],
  problem: [
    { name: 'one too few', seen: { quotas: [quota({ dates: FEW })] }, findings: [missed(1)], examined },
    {
      name: 'owed since the first day of the quarter',
      seen: { quotas: [quota({ dates: FEW, since: '2026-07-01' })] },
      findings: [missed(1)],
      examined,
    },
    {
      name: 'in January the fourth quarter of the year before',
      seen: { quotas: [quota()] },
      at: '2027-01-05',
      findings: [missed(1, null, ['2026-Q4', '2026-10-01', '2026-12-31'])],
      examined,
    },
    {
      name: 'undated entries that would not make it up',
      seen: { quotas: [quota({ dates: FEW, undated: 1 })] },
      findings: [missed(1)],
      examined,
    },
  ],
  cannotTell: [
    {
      name: 'the list was not read to its end',
      seen: { quotas: [quota({ dates: FEW, complete: false })] },
      findings: [missed(1, 'incomplete')],
      examined,
    },
    {
      name: 'undated entries may make it up',
      seen: { quotas: [quota({ dates: FEW, undated: 2 })] },
      findings: [missed(1, 'undated')],
      examined,
    },
  ],
})
