/** publication-deadline: twenty working days, and everything that is not the unit's delay. */
import { isWorkday } from 'chinese-days'
import { publicationDeadline } from '../../checks/publication-deadline.js'
import { addDays } from '../../src/model/date.js'
import type { DocumentView } from '../../src/model/portal.js'
import { at, document } from './artifacts.js'
import { checkTable } from './tester.js'

const late = (seen: DocumentView, workingDays: number | null, doubt: Record<string, string> = {}) => ({
  code: 'published-late' as const,
  subject: seen.url,
  occurredOn: seen.published,
  url: seen.url,
  where: ['首页', '政策文件', seen.title],
  facts: {
    title: seen.title,
    formed: seen.formed,
    formedFrom: seen.formedFrom,
    published: seen.published,
    workingDays,
    firstSeen: seen.firstSeen,
    documentNumber: seen.documentNumber,
    source: seen.source,
    ...doubt,
  },
  at: {
    pages: [seen.url],
    region: { kind: 'text' as const, text: seen.published ?? '' },
  },
})
const fine = (name: string, seen: DocumentView, examined = true) => ({
  name,
  seen: { documents: [seen] },
  examined: examined ? [seen.url] : [],
})
const doubtful = (
  name: string,
  seen: DocumentView,
  workingDays: number | null,
  doubt: Record<string, string>,
) => ({
  name,
  seen: { documents: [seen] },
  findings: [{ ...late(seen, workingDays, doubt), verdict: 'cannot-tell' as const }],
  examined: [seen.url],
})

const onTime = document('a', '2025-01-15', '2025-02-18')
const over = document('b', '2025-01-15', '2025-02-19')
const number = '云教〔2025〕3号'
/** Ten documents stamped with one day, formed on ten days; and ten formed on four. */
const scattered = Array.from({ length: 10 }, (_, n) =>
  document(`旧${n}`, `2020-${String(n + 1).padStart(2, '0')}-08`, '2022-05-20'),
)
const batch = Array.from({ length: 10 }, (_, n) => document(`批${n}`, `2022-01-1${n % 4}`, '2022-05-20'))

/** A second opinion, day by day. */
function workdays({ formed, published }: DocumentView): number {
  let count = 0
  for (let day = addDays(formed ?? '', 1); day <= (published ?? ''); day = addDays(day, 1))
    if (isWorkday(day)) count++
  return count
}

checkTable(publicationDeadline, {
  clean: [
    fine('twenty working days over the Spring Festival', onTime),
    fine('published on the day it was formed', document('c', '2025-01-15', '2025-01-15')),
    fine('no formation date', document('d', null, '2025-03-01'), false),
    fine('no publication date', document('e', '2025-01-01', null), false),
    fine('published before it was formed', document('f', '2025-03-01', '2025-01-01'), false),
    fine('formed before the rule was in force', document('g', '2008-04-30', '2009-04-30'), false),
    fine('published after the assessment date', document('h', '2026-09-01', '2026-11-22'), false),
    fine('we saw it before its stated date', { ...over, firstSeen: '2025-02-01' }),
    fine('its column was under rectification', { ...over, underRectification: true }),
    fine('twenty calendar days need no calendar', document('i', '2026-12-20', '2027-01-09'), false),
    {
      ...fine(
        'twenty calendar days need no calendar, on a later assessment date',
        document('i', '2026-12-20', '2027-01-09'),
      ),
      at: '2027-06-01',
    },
    {
      name: 'its first copy was in time: by number, and by title where one has none',
      seen: {
        documents: [
          { ...onTime, documentNumber: number, title: '关于招生的通知' },
          { ...over, documentNumber: '云教[2025] 3号', title: '招生通知' },
          document('z', '2025-01-15', '2025-06-01', { title: '关于招生的通知' }),
        ],
      },
      examined: [onTime.url, over.url, at('wj/z.html')],
    },
  ],
  problem: [
    {
      name: 'twenty-one working days',
      seen: { documents: [onTime, over] },
      findings: [late(over, 21)],
      examined: [onTime.url, over.url],
    },
    {
      name: 'first seen on its stated day or later',
      seen: {
        documents: [
          { ...over, firstSeen: '2025-02-19' },
          document('b2', '2025-01-15', '2025-02-19', { firstSeen: '2025-02-20' }),
        ],
      },
      findings: [
        late({ ...over, firstSeen: '2025-02-19' }, 21),
        late(document('b2', '2025-01-15', '2025-02-19', { firstSeen: '2025-02-20' }), 21),
      ],
      examined: [over.url, at('wj/b2.html')],
    },
    {
      name: 'two copies, both late: one defect, the first',
      seen: {
        documents: [
          document('k2', '2025-01-15', '2025-05-01', { documentNumber: number }),
          document('k1', '2025-01-15', '2025-04-01', { documentNumber: number }),
        ],
      },
      findings: [late(document('k1', '2025-01-15', '2025-04-01', { documentNumber: number }), 50)],
      examined: [at('wj/k1.html'), at('wj/k2.html')],
    },
    {
      name: 'unlike numbers are unlike documents, whatever their titles',
      seen: {
        documents: [
          { ...onTime, title: '处罚决定书', documentNumber: '1号' },
          { ...over, title: '处罚决定书', documentNumber: '2号' },
        ],
      },
      findings: [late({ ...over, title: '处罚决定书', documentNumber: '2号' }, 21)],
      examined: [onTime.url, over.url],
    },
    {
      name: 'ten documents formed on four days are a late batch, no migration',
      seen: { documents: batch },
      findings: batch.map((one) => late(one, workdays(one))),
      examined: batch.map(({ url }) => url),
    },
    {
      name: 'nine documents formed on nine days are no migration',
      seen: { documents: scattered.slice(0, 9) },
      findings: scattered.slice(0, 9).map((one) => late(one, workdays(one))),
      examined: scattered.slice(0, 9).map(({ url }) => url),
    },
  ],
  cannotTell: [
    doubtful('a repost or joint document', { ...over, foreign: true }, 21, { why: 'foreign' }),
    {
      ...doubtful('a year without a calendar', document('j', '2026-12-01', '2027-03-01'), null, {
        why: 'calendar',
        cause: 'calendar',
      }),
      at: '2027-06-01',
    },
    {
      name: 'a migration day stamps many old documents',
      seen: { documents: scattered },
      findings: scattered.map((one) => ({
        ...late(one, workdays(one), { why: 'migration' }),
        verdict: 'cannot-tell' as const,
      })),
      examined: scattered.map(({ url }) => url),
    },
  ],
})
