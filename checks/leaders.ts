/** What the leaders' pages say of each leader: name, post, duties, career. A number for people, never a finding. 领导信息 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { byText } from '../src/model/draft.js'

/** Leaders named in the unit's leaders columns; nothing is measured where there is no such column. */
export const leaders = defineCheck({
  id: 'leaders',
  version: 1,
  codes: [],
  needs: ['suspicious', 'columns'],
  params: z.object({}),
  run({ suspicious, columns }) {
    const own = columns.filter(({ role, assignedAway }) => role === 'leaders' && !assignedAway)
    const examined = new Set(own.map(({ url }) => url))
    if (own.length === 0) return { examined, findings: [] }
    const named = [...suspicious.leaders].sort((a, b) => byText(a.name, b.name))
    const without = (lacks: (one: (typeof named)[number]) => boolean) =>
      named.filter(lacks).map(({ name }) => name)
    return {
      examined,
      findings: [],
      metrics: [
        {
          name: 'leaders-named',
          pages: [...new Set([...examined, ...named.map(({ url }) => url)])].sort().slice(0, 20),
          value: named.length,
          facts: {
            names: named.map(({ name }) => name),
            withoutPost: without(({ post }) => post === null),
            withoutDuties: without(({ duties }) => !duties),
            withoutCareer: without(({ career }) => !career),
          },
        },
      ],
    }
  },
})
