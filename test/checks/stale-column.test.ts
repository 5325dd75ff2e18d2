/** stale-column: whose gap, from which date, and what is never stale. */
import { staleColumn } from '../../checks/stale-column.js'
import type { ColumnView } from '../../src/model/portal.js'
import { at, column, emptyList } from './artifacts.js'
import { checkTable } from './tester.js'

const news = (changes: Partial<ColumnView> = {}) => column('工作动态', 'dt/', { role: 'news', ...changes })
const stale = (newest: string, ageDays: number, changes: Record<string, unknown> = {}) => ({
  code: 'column-stale' as const,
  subject: at('dt/'),
  url: at('dt/'),
  where: ['首页', '工作动态'],
  facts: {
    column: '工作动态',
    role: 'news',
    newest,
    ageDays,
    maxAgeDays: 14,
    basis: 'default',
    ...changes,
  } as Record<string, string | number>,
  at: { pages: [at('dt/')], region: { kind: 'text' as const, text: newest } },
})
const fine = (name: string, changes: Partial<ColumnView>, examined = true) => ({
  name,
  seen: { columns: [news({ newest: '2020-01-01', ...changes })] },
  examined: examined ? [at('dt/')] : [],
})

checkTable(staleColumn, {
  clean: [
    fine('14 days old to the day', { newest: '2026-11-07' }),
    fine('newer than the assessment date: age 0', { newest: '2027-01-01' }),
    fine('an undated list', { newest: null, undated: 12 }),
    {
      name: 'an empty list',
      seen: { columns: [emptyList('工作动态', 'dt/', { role: 'news' })] },
      examined: [at('dt/')],
    },
    fine('no gap is known', { role: 'other' }, false),
    fine('an archive', { archive: true }, false),
    fine('a single page', { form: 'single' }, false),
    fine('not rendered', { read: 'unrendered' }, false),
    fine('another unit owns it', { assignedAway: true }, false),
    fine(
      'the register times a guide, which changes with the facts',
      {
        role: 'guide',
        maxAgeDays: 90,
        maxAgeFrom: 'register',
      },
      false,
    ),
    {
      name: 'a sub-column is fresh',
      seen: {
        columns: [
          news({ newest: '2026-01-01', children: [at('dt/1/')] }),
          column('镇街动态', 'dt/1/', { newest: '2026-11-20', children: [at('dt/')] }),
        ],
      },
      examined: [at('dt/')],
    },
    {
      name: 'pinned longer than its role would have it',
      seen: { columns: [news({ newest: '2026-09-01', maxAgeDays: 90, maxAgeFrom: 'pinned' })] },
      examined: [at('dt/')],
    },
    {
      name: 'an old list on an earlier assessment date',
      seen: { columns: [news({ newest: '2026-03-01' })] },
      at: '2026-03-10',
      examined: [at('dt/')],
    },
  ],
  problem: [
    {
      name: '15 days old',
      seen: { columns: [news({ newest: '2026-11-06' })] },
      findings: [stale('2026-11-06', 15)],
      examined: [at('dt/')],
    },
    {
      name: 'pins and the register before the role, roles before nothing',
      seen: {
        columns: [
          column('公开指南', 'a/', {
            role: 'guide',
            newest: '2025-01-01',
            maxAgeDays: 365,
            maxAgeFrom: 'pinned',
          }),
          column('应急管理', 'b/', { newest: '2026-08-01', maxAgeDays: 90, maxAgeFrom: 'register' }),
          column('通知公告', 'c/', { role: 'notices', newest: '2026-05-21' }),
          column('政策文件', 'd/', { role: 'documents', newest: '2026-05-22' }),
        ],
      },
      findings: [
        {
          path: 'a/',
          column: '公开指南',
          role: 'guide',
          newest: '2025-01-01',
          ageDays: 689,
          maxAgeDays: 365,
          basis: 'pinned',
        },
        {
          path: 'b/',
          column: '应急管理',
          role: 'other',
          newest: '2026-08-01',
          ageDays: 112,
          maxAgeDays: 90,
          basis: 'register',
        },
        {
          path: 'c/',
          column: '通知公告',
          role: 'notices',
          newest: '2026-05-21',
          ageDays: 184,
          maxAgeDays: 183,
          basis: 'default',
        },
      ].map(({ path, ...facts }) => ({
        code: 'column-stale' as const,
        subject: at(path),
        url: at(path),
        where: ['首页', facts.column],
        facts,
        at: { pages: [at(path)], region: { kind: 'text' as const, text: facts.newest } },
      })),
      examined: ['a/', 'b/', 'c/', 'd/'].map(at),
    },
    {
      name: 'parameters of the run',
      seen: { columns: [news({ newest: '2026-11-11' })] },
      params: { news: 7 },
      findings: [stale('2026-11-11', 10, { maxAgeDays: 7 })],
      examined: [at('dt/')],
    },
    {
      name: 'the list was not read to its end, and its newest entries stand first',
      seen: { columns: [news({ newest: '2026-01-05', complete: false, newestFirst: true })] },
      findings: [stale('2026-01-05', 320)],
      examined: [at('dt/')],
    },
    {
      name: 'one undated entry among many dated ones',
      seen: { columns: [news({ newest: '2026-01-05', undated: 1 })] },
      findings: [stale('2026-01-05', 320)],
      examined: [at('dt/')],
    },
  ],
  cannotTell: [
    {
      name: 'the list was not read to its end, and stands in no order',
      seen: { columns: [news({ newest: '2026-01-05', complete: false })] },
      findings: [{ ...stale('2026-01-05', 320, { why: 'incomplete' }), verdict: 'cannot-tell' }],
      examined: [at('dt/')],
    },
    {
      name: 'its page says that it is kept up no longer',
      seen: { columns: [news({ newest: '2026-01-05', stopped: true })] },
      findings: [{ ...stale('2026-01-05', 320, { why: 'stopped' }), verdict: 'cannot-tell' }],
      examined: [at('dt/')],
    },
    {
      name: 'the first entry is undated',
      seen: { columns: [news({ newest: '2026-01-05', undated: 1, undatedFirst: true })] },
      findings: [{ ...stale('2026-01-05', 320, { why: 'undated' }), verdict: 'cannot-tell' }],
      examined: [at('dt/')],
    },
    {
      name: 'a quarter of its entries is undated',
      seen: { columns: [news({ newest: '2026-01-05', undated: 3 })] },
      findings: [{ ...stale('2026-01-05', 320, { why: 'undated' }), verdict: 'cannot-tell' }],
      examined: [at('dt/')],
    },
  ],
})
