/** The leader's page: ranks with their change, how much was mended, the gravest problems with their pictures; one glance. */
import { listFindings } from '../../src/ledger/read.js'
import { standingLists } from '../../src/ledger/rectification-read.js'
import { registry } from '../../src/ledger/registry-store.js'
import { lastChanges, latestStatus } from '../../src/ledger/results-read.js'
import { render } from '../../src/messages/catalogue.js'
import { formatPoints } from '../../src/model/points.js'
import { type PaperSource, problemPictures, problemTable, say } from './findings.js'
import { type Block, type Paper, type PaperTable, writtenDay } from './paper.js'

/** One unit as it is ranked; points in whole hundredths. */
export interface RankedUnit {
  readonly id: string
  readonly name: string
  readonly group: string | null
  readonly place: number | null
  readonly score: number
  readonly assessed: number
}

/** What is scored. */
export interface LeaderGiven {
  readonly rubric: { readonly id: string; readonly name: string }
  readonly period: string
  readonly units: readonly RankedUnit[]
}

/** Most units of the table: the best and the last, where there are more. */
const SHOWN = 30
const TOP_PROBLEMS = 6

const signed = (points: number | undefined): string =>
  points === undefined
    ? '—'
    : points > 0
      ? `▲ ${formatPoints(points)}`
      : points < 0
        ? `▼ ${formatPoints(-points)}`
        : '0'

function rankTable(source: PaperSource, given: LeaderGiven): PaperTable {
  const moved = lastChanges(source.ledger, given.rubric.id, given.period)
  const share = (one: RankedUnit) => (one.assessed > 0 ? one.score / one.assessed : 1)
  const sorted = [...given.units].sort(
    (a, b) => (a.place ?? 1e9) - (b.place ?? 1e9) || share(b) - share(a) || (a.name < b.name ? -1 : 1),
  )
  const shown = sorted.length <= SHOWN ? sorted : [...sorted.slice(0, SHOWN / 2), ...sorted.slice(-SHOWN / 2)]
  return {
    kind: 'table',
    heads: ['rank', 'unit', 'score', 'assessed', 'change'].map((head) => say(source, `head.${head}`)),
    rows: shown.map((one) => [
      one.place === null ? '—' : String(one.place),
      one.name,
      formatPoints(one.score),
      formatPoints(one.assessed),
      signed(moved.get(one.id)),
    ]),
    widths: [10, 44, 16, 16, 14],
  }
}

/** The page. Units that were never inspected are said to be, not ranked last. */
export async function leaderPaper(source: PaperSource, given: LeaderGiven): Promise<Paper> {
  const { ledger, language } = source
  const findings = listFindings(ledger).filter(({ verdict }) => verdict === 'problem')
  const open = findings.filter(({ state }) => state === 'confirmed')
  const fixed = findings.filter(({ state }) => state === 'fixed')
  const listed = standingLists(ledger, source.today, source.timezone).flatMap(({ items }) => items)
  const late = listed.filter(({ standing }) => standing === 'overdue' || standing === 'not-mended').length
  const rate =
    open.length + fixed.length === 0
      ? '—'
      : `${Math.round((fixed.length / (open.length + fixed.length)) * 100)} %`
  const top = [...open]
    .sort(
      (a, b) =>
        Number(b.urgent) - Number(a.urgent) || b.recurrences - a.recurrences || a.firstSeen - b.firstSeen,
    )
    .slice(0, TOP_PROBLEMS)
  const tally = new Map<string, number>()
  for (const { check } of open) tally.set(check, (tally.get(check) ?? 0) + 1)
  const kinds = [...tally]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 5)
    .map(([check, count]) => `${render(`check.${check}.title`, {}, language)} ${count}`)
    .join('、')
  const status = latestStatus(ledger)
  const unseen = registry(ledger)
    .load()
    .units.filter(({ id }) => !['inspected'].includes(status.get(id)?.status ?? ''))
  const facts = {
    open: open.length,
    fixed: fixed.length,
    rate,
    late,
    units: given.units.length,
    kinds: kinds || '—',
  }
  const blocks: Block[] = [
    { kind: 'text', text: say(source, 'leader.summary', facts) },
    { kind: 'heading', text: say(source, 'leader.ranks') },
    rankTable(source, given),
    ...(top.length === 0
      ? []
      : [{ kind: 'heading' as const, text: say(source, 'leader.top') }, problemTable(source, top, '')]),
    {
      kind: 'note',
      text: say(source, 'leader.coverage', {
        unseen:
          unseen.length === 0
            ? '0'
            : `${unseen.length}（${unseen
                .slice(0, 20)
                .map(({ name }) => name)
                .join('、')}）`,
      }),
    },
    ...(await problemPictures(source, top)),
  ]
  return {
    kind: 'leader',
    name: 'leader',
    title: say(source, 'leader.title', { rubric: given.rubric.name, period: given.period }),
    number: '',
    to: '',
    blocks,
    from: source.office,
    day: writtenDay(source.today, language === 'en'),
    due: '',
  }
}
