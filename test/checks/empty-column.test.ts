/** empty-column: empty lists, and the many that only look empty. */
import { emptyColumn } from '../../checks/empty-column.js'
import type { ColumnView } from '../../src/model/portal.js'
import { at, column, emptyList } from './artifacts.js'
import { checkTable } from './tester.js'

const empty = (name: string, path: string, placeholder: string | null = null) => ({
  code: 'column-empty' as const,
  subject: at(path),
  url: at(path),
  where: ['首页', name],
  facts: { column: name, role: 'other', placeholder },
  at: {
    pages: [at(path)],
    region: placeholder === null ? { kind: 'page' as const } : { kind: 'text' as const, text: placeholder },
  },
})
const clean = (name: string, changes: Partial<ColumnView>, more: readonly ColumnView[] = []) => ({
  name,
  seen: { columns: [emptyList('行政处罚', 'cf/', changes), ...more] },
  examined: [at('cf/'), ...more.map(({ url }) => url)],
})
const unseen = (name: string, changes: Partial<ColumnView>) => ({
  name,
  seen: { columns: [emptyList('行政处罚', 'cf/', changes)] },
  examined: [],
})
const doubtful = (name: string, changes: Partial<ColumnView>, why: string) => ({
  name,
  seen: { columns: [emptyList('行政处罚', 'cf/', { placeholder: '暂无信息', ...changes })] },
  findings: [
    {
      ...empty('行政处罚', 'cf/', '暂无信息'),
      verdict: 'cannot-tell' as const,
      facts: { column: '行政处罚', role: changes.role ?? 'other', placeholder: '暂无信息', why },
    },
  ],
  examined: [at('cf/')],
})

checkTable(emptyColumn, {
  clean: [
    { name: 'a filled list', seen: { columns: [column('通知公告', 'tz/')] }, examined: [at('tz/')] },
    clean('a list filled by script', { items: 3, read: 'rendered' }),
    clean('a single page with text', { form: 'single', textLength: 300 }),
    clean('a list-shaped page that is a page of text', { textLength: 200 }),
    clean('a list-shaped page of prose by its role', { role: 'leaders', textLength: 30 }),
    clean('a prose page in which one field says 暂无', {
      form: 'single',
      textLength: 120,
      placeholder: '暂无',
    }),
    clean('it holds sub-columns with items', { children: [at('cf/1/')] }, [column('处罚决定', 'cf/1/')]),
    clean('a sub-column of a sub-column has items, in a ring of links', { children: [at('cf/1/')] }, [
      column('处罚决定', 'cf/1/', { form: 'parent', items: 0, children: [at('cf/'), at('cf/2/')] }),
      column('简易程序', 'cf/2/'),
    ]),
    clean('it leads straight to another site', { form: 'external' }),
    clean('it only holds columns', { form: 'parent' }),
    clean('no menu leads to it', { inMenu: false }),
    unseen('its list could not be rendered', { read: 'unrendered' }),
    unseen('it was blocked', { read: 'blocked' }),
    unseen('it failed', { read: 'failed' }),
    unseen('another unit owns it', { assignedAway: true }),
    unseen('a guide has a check of its own', { role: 'guide' }),
    unseen('an empty report column is a missing report', { role: 'annual-report' }),
    unseen('a single page without text may be a picture', { form: 'single', textLength: 0 }),
  ],
  problem: [
    {
      name: 'an empty list, and one that says so, each once however often the menu names it',
      seen: {
        columns: [
          emptyList('行政处罚', 'cf/'),
          emptyList('行政处罚决定', 'cf/', { path: ['首页', '公开', '行政处罚决定'] }),
          emptyList('行政处罚', 'cf/', { path: ['底部'], inMenu: false }),
          emptyList('双公示', 'sg/', { textLength: 99 }),
          emptyList('政府采购', 'cg/', { placeholder: '暂无相关信息', textLength: 60, read: 'rendered' }),
        ],
      },
      findings: [empty('行政处罚', 'cf/'), empty('政府采购', 'cg/', '暂无相关信息'), empty('双公示', 'sg/')],
      examined: [at('cf/'), at('cg/'), at('sg/')],
    },
    {
      name: 'a page of which all the text is that it is under construction',
      seen: {
        columns: [
          emptyList('应急管理', 'yj/', { form: 'single', textLength: 16, placeholder: '栏目正在建设中' }),
        ],
      },
      findings: [empty('应急管理', 'yj/', '栏目正在建设中')],
      examined: [at('yj/')],
    },
    {
      name: 'empty sub-columns are found, their parent is not found once more',
      seen: {
        columns: [
          emptyList('财政信息', 'cz/', { children: [at('cz/ys/')] }),
          emptyList('预算', 'cz/ys/', { path: ['首页', '财政信息', '预算'] }),
        ],
      },
      findings: [{ ...empty('预算', 'cz/ys/'), where: ['首页', '财政信息', '预算'] }],
      examined: [at('cz/'), at('cz/ys/')],
    },
  ],
  cannotTell: [
    {
      name: 'it says that the unit has none',
      seen: {
        columns: [
          emptyList('行政强制', 'qz/', { textLength: 40, notApplicable: '本单位不涉及行政强制事项' }),
          emptyList('行政征收', 'zs/', { form: 'single', textLength: 40, notApplicable: '本单位无此项职能' }),
        ],
      },
      findings: [
        {
          ...empty('行政强制', 'qz/'),
          verdict: 'cannot-tell',
          facts: {
            column: '行政强制',
            role: 'other',
            placeholder: null,
            why: 'not-applicable',
            notApplicable: '本单位不涉及行政强制事项',
          },
          at: { pages: [at('qz/')], region: { kind: 'text', text: '本单位不涉及行政强制事项' } },
        },
        {
          ...empty('行政征收', 'zs/'),
          verdict: 'cannot-tell',
          facts: {
            column: '行政征收',
            role: 'other',
            placeholder: null,
            why: 'not-applicable',
            notApplicable: '本单位无此项职能',
          },
          at: { pages: [at('zs/')], region: { kind: 'text', text: '本单位无此项职能' } },
        },
      ],
      examined: [at('qz/'), at('zs/')],
    },
    doubtful('its further pages were not read', { complete: false }, 'incomplete'),
    doubtful('a sub-column was never reached', { children: [at('cf/1/')] }, 'children-unread'),
    doubtful('much text stands beside the placeholder', { textLength: 260 }, 'text'),
    doubtful('institution pages are prose', { role: 'institution', textLength: 60 }, 'text'),
    {
      name: 'links beside the content may be its entries',
      seen: { columns: [emptyList('行政处罚', 'cf/', { listsAside: true })] },
      findings: [
        {
          ...empty('行政处罚', 'cf/'),
          verdict: 'cannot-tell',
          facts: { column: '行政处罚', role: 'other', placeholder: null, why: 'aside' },
        },
      ],
      examined: [at('cf/')],
    },
    {
      name: 'more text than a list’s furniture, less than a page',
      seen: { columns: [emptyList('行政处罚', 'cf/', { textLength: 100 })] },
      findings: [
        {
          ...empty('行政处罚', 'cf/'),
          verdict: 'cannot-tell',
          facts: { column: '行政处罚', role: 'other', placeholder: null, why: 'text' },
        },
      ],
      examined: [at('cf/')],
    },
    {
      name: 'a sub-column could not be read',
      seen: {
        columns: [
          emptyList('行政处罚', 'cf/', { children: [at('cf/1/')] }),
          emptyList('处罚决定', 'cf/1/', { read: 'unrendered' }),
        ],
      },
      findings: [
        {
          ...empty('行政处罚', 'cf/'),
          verdict: 'cannot-tell',
          facts: { column: '行政处罚', role: 'other', placeholder: null, why: 'children-unread' },
        },
      ],
      examined: [at('cf/')],
    },
    {
      name: 'what could not be read is said of the column right above it',
      seen: {
        columns: [
          emptyList('行政处罚', 'cf/', { children: [at('cf/1/')] }),
          emptyList('处罚决定', 'cf/1/', { children: [at('cf/1/2/')] }),
          emptyList('决定公示', 'cf/1/2/', { read: 'failed' }),
        ],
      },
      findings: [
        {
          ...empty('处罚决定', 'cf/1/'),
          verdict: 'cannot-tell',
          facts: { column: '处罚决定', role: 'other', placeholder: null, why: 'children-unread' },
        },
      ],
      examined: [at('cf/1/')],
    },
  ],
})
