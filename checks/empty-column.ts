/** Columns that hold nothing. 空白栏目 */
import { z } from 'zod'
import { defineCheck } from '../src/check.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import type { ColumnView } from '../src/model/portal.js'
import type { ColumnRole } from '../src/model/vocabulary.js'

/** From so much text of its own a single page is one, whatever it says is still missing. */
const OWN_TEXT_CHARACTERS = 30
/** A list's own furniture (path, table head, pager, search box) is at most so long… */
const FURNITURE_CHARACTERS = 100
/** …and from so much text on, a list without entries is a page of text after all. Between them a person should look. */
const MUCH_TEXT_CHARACTERS = 200

/** Roles whose absence and emptiness have codes of their own: one defect, one code. */
const OWNED_ELSEWHERE: ReadonlySet<ColumnRole> = new Set(['guide', 'catalog', 'annual-report', 'application'])

/** Pages of prose by nature: "暂无" in them is a field without an answer sooner than an empty list. */
const PROSE_ROLES: ReadonlySet<ColumnRole> = new Set(['institution', 'leaders', 'system'])

type Judgement =
  | 'unseen'
  | 'filled'
  | 'empty'
  | 'not-applicable'
  | 'incomplete'
  | 'children-unread'
  | 'text'
  | 'aside'

const couldRead = (column: ColumnView): boolean => column.read === 'html' || column.read === 'rendered'

/** Text of the column's own, beside the sentence that says it is empty. */
function ownText({ textLength, placeholder }: ColumnView): number {
  return Math.max(0, textLength - (placeholder?.length ?? 0))
}

function holdsSomething(column: ColumnView): boolean {
  if (column.items > 0 || column.form === 'external') return true
  return couldRead(column) && column.placeholder === null && column.textLength >= OWN_TEXT_CHARACTERS
}

/** Every column below, each once. */
function below(column: ColumnView, byUrl: ReadonlyMap<string, ColumnView>): ColumnView[] {
  const seen = new Set([column.url])
  const found: ColumnView[] = []
  const queue = [...column.children]
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    if (seen.has(url)) continue
    seen.add(url)
    const child = byUrl.get(url)
    if (!child) continue
    found.push(child)
    queue.push(...child.children)
  }
  return found
}

function judge(column: ColumnView, byUrl: ReadonlyMap<string, ColumnView>): Judgement {
  if (column.assignedAway || OWNED_ELSEWHERE.has(column.role)) return 'unseen'
  if (column.items > 0 || column.form === 'external' || column.form === 'parent') return 'filled'
  if (!couldRead(column)) return 'unseen'
  // No menu leads to it: no visitor meets the empty list.
  if (!column.inMenu) return 'filled'
  const children = below(column, byUrl)
  if (children.some(holdsSomething)) return 'filled'
  const isUnread = (child: ColumnView | undefined): boolean => child === undefined || !couldRead(child)
  if (column.children.some((url) => isUnread(byUrl.get(url)))) return 'children-unread'
  // Said of the column right above it: whoever looks there has looked for those above as well.
  if (children.some(isUnread)) return 'unseen'
  const own = ownText(column)
  if (column.notApplicable !== null && own < MUCH_TEXT_CHARACTERS) return 'not-applicable'
  // Empty sub-columns are found themselves; their parent is the same defect seen from above.
  if (children.length > 0) return 'filled'
  if (column.form === 'single') return judgeSingle(column, own)
  const page = PROSE_ROLES.has(column.role) ? OWN_TEXT_CHARACTERS : MUCH_TEXT_CHARACTERS
  if (own >= page) return column.placeholder === null ? 'filled' : 'text'
  if (column.placeholder === null && own >= FURNITURE_CHARACTERS) return 'text'
  if (column.placeholder === null && column.listsAside) return 'aside'
  return column.complete ? 'empty' : 'incomplete'
}

/** A single page is empty only when all it says is that it is. */
function judgeSingle(column: ColumnView, own: number): Judgement {
  if (column.placeholder !== null) return own < OWN_TEXT_CHARACTERS ? 'empty' : 'filled'
  // Next to no text may be a picture or an embedded file: nothing that this artifact shows.
  return column.textLength > 0 ? 'filled' : 'unseen'
}

function report(column: ColumnView, judged: Judgement): Finding {
  const { name, role, placeholder, notApplicable, url } = column
  const quote = judged === 'not-applicable' ? notApplicable : placeholder
  return findingOf({
    code: 'column-empty',
    verdict: judged === 'empty' ? 'problem' : 'cannot-tell',
    subject: url,
    url,
    where: column.path,
    facts: {
      column: name,
      role,
      placeholder,
      ...(judged === 'empty' ? {} : { why: judged }),
      ...(judged === 'not-applicable' ? { notApplicable } : {}),
    },
    region: quote === null ? { kind: 'page' } : { kind: 'text', text: quote },
  })
}

/** Menu entries first, then short paths: the place by which a column that stands in several is named. */
function byProminence(a: ColumnView, b: ColumnView): number {
  return (
    Number(b.inMenu) - Number(a.inMenu) ||
    a.path.length - b.path.length ||
    byText(a.path.join(' '), b.path.join(' '))
  )
}

/** Every column of the unit that a menu leads to, at the leaves of the tree. */
export const emptyColumn = defineCheck({
  id: 'empty-column',
  version: 3,
  codes: ['column-empty'],
  needs: ['columns'],
  params: z.object({}),
  run({ columns }) {
    const byUrl = new Map<string, ColumnView>()
    for (const column of [...columns].sort(byProminence))
      if (!byUrl.has(column.url)) byUrl.set(column.url, column)
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const column of byUrl.values()) {
      const judged = judge(column, byUrl)
      if (judged === 'unseen') continue
      examined.add(column.url)
      if (judged !== 'filled') findings.push(report(column, judged))
    }
    return { examined, findings: inOrder(findings) }
  },
})
