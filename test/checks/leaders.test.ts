/** leaders: a number with its gaps by name, and nothing where there is no such column. */
import { leaders } from '../../checks/leaders.js'
import { at, column, suspicious } from './artifacts.js'
import { checkTable } from './tester.js'

const COLUMN = column('领导信息', 'ld/', { role: 'leaders' })
const leader = (name: string, post: string | null, duties: boolean, career: boolean) => ({
  name,
  url: at(`ld/${name}.html`),
  post,
  duties,
  career,
})

checkTable(leaders, {
  clean: [
    { name: 'no leaders column', seen: { columns: [column('动态', 'dt/')] }, examined: [] },
    {
      name: 'a column of another unit',
      seen: { columns: [{ ...COLUMN, assignedAway: true }] },
      examined: [],
    },
    {
      name: 'two leaders, one without duties and career',
      seen: {
        columns: [COLUMN],
        suspicious: suspicious({
          leaders: [leader('王明', '局长', true, true), leader('李红', '副局长', false, false)],
        }),
      },
      examined: [COLUMN.url],
      metrics: [
        {
          name: 'leaders-named',
          value: 2,
          pages: [COLUMN.url, at('ld/李红.html'), at('ld/王明.html')].sort(),
          facts: {
            names: ['李红', '王明'],
            withoutPost: [],
            withoutDuties: ['李红'],
            withoutCareer: ['李红'],
          },
        },
      ],
    },
    {
      name: 'a column that names nobody',
      seen: { columns: [COLUMN] },
      examined: [COLUMN.url],
      metrics: [
        {
          name: 'leaders-named',
          value: 0,
          pages: [COLUMN.url],
          facts: { names: [], withoutPost: [], withoutDuties: [], withoutCareer: [] },
        },
      ],
    },
  ],
  problem: [],
  cannotTell: [],
})
