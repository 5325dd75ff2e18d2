/** required-columns: usual other names, kinds, who asked, and what is never column-missing. */
import { requiredColumns } from '../../checks/required-columns.js'
import { artifacts, at, CUT, column, PORTAL } from './artifacts.js'
import { checkTable } from './tester.js'

const { unit } = artifacts()
const missing = (name: string, synonyms: readonly string[] = [], askedBy?: readonly string[]) => ({
  code: 'column-missing' as const,
  subject: name,
  url: PORTAL,
  facts: { column: name, synonyms },
  ...(askedBy ? { askedBy } : {}),
})
const found = (name: string, required: string, label: string, synonyms: readonly string[] = []) => ({
  name,
  seen: { columns: [column(label, 'x/')] },
  params: { required: [{ name: required, synonyms }] },
  examined: [required],
})

checkTable(requiredColumns, {
  clean: [
    { name: 'nothing is asked', seen: {}, examined: [] },
    found('by its name', '建议提案', '建议提案'),
    found('by its name with spaces and full-width marks', '行政许可/处罚', ' 行政许可／处罚 '),
    found('by a synonym', '权责清单', '权力清单和责任清单目录', ['权力清单']),
    {
      name: 'by a usual other name, which is not told where it is missing',
      seen: { columns: [column('重点工程', 'x/')] },
      params: { required: [{ name: '重大项目', usual: ['重点工程'] }] },
      examined: ['重大项目'],
    },
    found('inside a longer label', '财政预决算', '区本级财政预决算公开'),
    found('by a shorter usual name', '国民经济和社会发展规划', '发展规划'),
    found('without 信息公开专栏', '重点领域信息公开专栏', '重点领域'),
    {
      name: 'as a label on the way to a column',
      seen: { columns: [column('2026年', 'x/', { path: ['首页', '政府采购', '2026年'] })] },
      params: { required: [{ name: '政府采购' }] },
      examined: ['政府采购'],
    },
    {
      name: 'by its role',
      seen: { columns: [column('看懂政策', 'x/', { role: 'interpretation' })] },
      params: { required: [{ name: '政策解读' }] },
      examined: ['政策解读'],
    },
    {
      name: 'by the role of the register',
      seen: { columns: [column('我们的钱', 'x/', { role: 'budget' })] },
      params: { required: [{ name: '收支', role: 'budget' }] },
      examined: ['收支'],
    },
    {
      name: 'guide, catalogue, report and entry have codes of their own',
      seen: {},
      params: {
        required: [
          '政府信息公开指南',
          '主动公开基本目录',
          '政府信息公开工作年度报告',
          '年报',
          '依申请公开',
        ].map((name) => ({ name })),
      },
      examined: [],
    },
    {
      name: 'so has a column that the register gives such a role',
      seen: {},
      params: { required: [{ name: '办事须知', role: 'guide' }] },
      examined: [],
    },
    {
      name: 'asked of towns only',
      seen: {},
      params: { required: [{ name: '惠民补贴', kinds: ['town', 'street'] }] },
      examined: [],
    },
  ],
  problem: [
    {
      name: 'neither by its name nor by a usual one',
      seen: { columns: [column('工作动态', 'x/')] },
      params: { required: [{ name: '重大项目', usual: ['重点工程'] }] },
      examined: ['重大项目'],
      findings: [missing('重大项目')],
    },
    {
      name: 'no column of that name, its menus to be looked at again',
      seen: {
        columns: [
          column('信息公开', 'gk/', { form: 'parent' }),
          column('政府信息公开', 'zfxxgk/', { form: 'parent' }),
          column('规划', 'gh/'),
        ],
      },
      params: {
        required: [
          {
            name: '政府信息公开平台',
            synonyms: ['公开平台'],
            kinds: ['department'],
            askedBy: ['wuwei-2020'],
          },
        ],
      },
      findings: [
        {
          ...missing('政府信息公开平台', ['公开平台'], ['wuwei-2020']),
          at: { pages: [PORTAL, at('gk/'), at('zfxxgk/')], region: { kind: 'page' } },
        },
      ],
      examined: ['政府信息公开平台'],
    },
    {
      name: 'two rubrics ask for one column; the register asks for everybody',
      seen: {},
      params: {
        required: [
          { name: '政策解读', synonyms: ['文件解读'], askedBy: ['b'] },
          { name: '政策解读', synonyms: ['解读'], askedBy: ['a'] },
          { name: '政府公报', askedBy: ['a'] },
          { name: '政府公报' },
          { name: '人事信息', kinds: ['town'], askedBy: ['a'] },
        ],
      },
      findings: [missing('政府公报'), missing('政策解读', ['文件解读', '解读'], ['a', 'b'])],
      examined: ['政策解读', '政府公报'],
    },
    {
      name: 'a column of a role that unlike columns share does not answer for another',
      seen: { columns: [column('行政许可', 'xk/', { role: 'permits-penalties' })] },
      params: { required: [{ name: '行政处罚', role: 'permits-penalties' }] },
      findings: [missing('行政处罚')],
      examined: ['行政处罚'],
    },
    {
      name: 'a short name in a long label, or in one that no menu has, is chance',
      seen: {
        columns: [
          column('深入开展党史学习教育专题活动专栏', 'a/'),
          column('教育督导', 'b/', { inMenu: false }),
        ],
      },
      params: { required: [{ name: '义务教育', synonyms: ['教育'] }] },
      findings: [missing('义务教育', ['教育'])],
      examined: ['义务教育'],
    },
  ],
  cannotTell: [
    {
      name: 'the portal was not read to its end',
      seen: { coverage: CUT },
      params: { required: [{ name: '政策解读' }] },
      findings: [
        {
          ...missing('政策解读'),
          verdict: 'cannot-tell',
          facts: { column: '政策解读', synonyms: [], why: 'coverage', gaps: ['blocked', 'limit'] },
        },
      ],
      examined: ['政策解读'],
    },
    {
      name: 'a column has one of its short names in its own',
      seen: { columns: [column('稳岗就业', 'c/')] },
      params: { required: [{ name: '就业创业', synonyms: ['就业'] }] },
      findings: [
        {
          ...missing('就业创业', ['就业']),
          verdict: 'cannot-tell',
          facts: { column: '就业创业', synonyms: ['就业'], why: 'similar', similar: '稳岗就业' },
        },
      ],
      examined: ['就业创业'],
    },
    {
      name: 'asked of towns, and the kind of the unit is unclear',
      seen: { unit: { ...unit, kind: null } },
      params: { required: [{ name: '惠民补贴', kinds: ['town'] }] },
      findings: [
        {
          ...missing('惠民补贴'),
          verdict: 'cannot-tell',
          facts: { column: '惠民补贴', synonyms: [], why: 'kind' },
        },
      ],
      examined: ['惠民补贴'],
    },
  ],
})
