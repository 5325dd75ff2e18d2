/** Columns whose newest entry is older than the column may be. 更新不及时 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { daysBetween, type PlainDate } from '../src/model/date.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { ColumnView } from '../src/model/portal.js'
import type { ColumnRole } from '../src/model/vocabulary.js'

const days = z.number().int().positive()

/** Longest age in days by role, where neither the unit's pins nor the column register say otherwise. */
const paramsSchema = z.object({
  news: days.default(14),
  notices: days.default(183),
  documents: days.default(183),
})

/** Roles that change when the facts change, not by the calendar: judged only when pinned. */
const UNTIMED: ReadonlySet<ColumnRole> = new Set([
  'guide',
  'catalog',
  'system',
  'annual-report',
  'institution',
  'leaders',
  'application',
])

/** From this share of undated entries on, the newest date may well not be the newest entry's. */
const UNDATED_SHARE = 0.25

interface Gap {
  readonly maxAgeDays: number
  readonly basis: 'pinned' | 'register' | 'default'
}

function gapOf(column: ColumnView, defaults: z.output<typeof paramsSchema>): Gap | null {
  const { maxAgeDays, maxAgeFrom, role } = column
  if (UNTIMED.has(role) && maxAgeFrom !== 'pinned') return null
  if (maxAgeDays !== null) return { maxAgeDays, basis: maxAgeFrom ?? 'register' }
  if (role === 'news' || role === 'notices' || role === 'documents')
    return { maxAgeDays: defaults[role], basis: 'default' }
  return null
}

/** The newest date of a column and of those directly or indirectly below it. */
function newestBelow(column: ColumnView, byUrl: ReadonlyMap<string, ColumnView>): PlainDate | null {
  const seen = new Set([column.url])
  const queue = [...column.children]
  let newest = column.newest
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    const child = byUrl.get(url)
    if (seen.has(url) || !child) continue
    seen.add(url)
    if (child.newest !== null && (newest === null || child.newest > newest)) newest = child.newest
    queue.push(...child.children)
  }
  return newest
}

function doubtOf(column: ColumnView): 'incomplete' | 'undated' | 'stopped' | null {
  if (column.stopped) return 'stopped'
  if (!column.complete && !column.newestFirst) return 'incomplete'
  if (column.undatedFirst) return 'undated'
  return column.undated >= Math.max(1, column.items * UNDATED_SHARE) ? 'undated' : null
}

/** Every dated list of the unit with a known gap; undated lists, archives and single pages are never stale. */
export const staleColumn = defineCheck({
  id: 'stale-column',
  version: 4,
  codes: ['column-stale'],
  needs: ['columns'],
  params: paramsSchema,
  run({ columns }, { params, at }) {
    const ordered = [...columns].sort(
      (a, b) => a.path.length - b.path.length || byText(a.path.join(' '), b.path.join(' ')),
    )
    const byUrl = new Map(ordered.toReversed().map((column) => [column.url, column]))
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const column of byUrl.values()) {
      const gap = gapOf(column, params)
      const read = column.read === 'html' || column.read === 'rendered'
      if (gap === null || !read || column.assignedAway || column.archive || column.form !== 'list') continue
      examined.add(column.url)
      const newest = newestBelow(column, byUrl)
      if (newest === null || column.newest === null) continue
      const ageDays = Math.max(0, daysBetween(newest, at))
      if (ageDays <= gap.maxAgeDays) continue
      const why = doubtOf(column)
      findings.push(
        findingOf({
          code: 'column-stale',
          verdict: why === null ? 'problem' : 'cannot-tell',
          subject: column.url,
          url: column.url,
          where: column.path,
          facts: {
            column: column.name,
            role: column.role,
            newest,
            ageDays,
            maxAgeDays: gap.maxAgeDays,
            basis: gap.basis,
            ...(why === null ? {} : { why }),
          },
          region: { kind: 'text', text: newest },
        }),
      )
    }
    return { examined, findings: inOrder(findings) }
  },
})
