/** The overview's route: what waits, scores, trends, counts. */
import { assessmentId, assessmentStage } from '../../ledger/assessment.js'
import { listDisputes } from '../../ledger/disputes.js'
import type { Ledger } from '../../ledger/open.js'
import { listEntries, listFindings } from '../../ledger/read.js'
import { standingLists } from '../../ledger/rectification-read.js'
import { registry } from '../../ledger/registry-store.js'
import { scoresOverTime } from '../../ledger/results-read.js'
import type { PlainDate } from '../../model/date.js'
import type { Point } from '../pages/charts.js'
import type { Words } from '../pages/frame.js'
import { type OverviewData, overviewPage } from '../pages/overview.js'
import { choicesOf, chosen, standingsOf, writeMark } from '../read/standings.js'
import { everyone, type Route } from '../route.js'
import { REVIEWERS } from './review.js'
import { holds, page } from './visit.js'

/** Share of the assessed marks that all units kept together, after each formal run. */
function trendOf(ledger: Ledger, rubric: string, period: string): Point[] {
  const held = new Map<string, { score: number; assessed: number }>()
  const points: { run: string; label: string; percent: number }[] = []
  for (const { run, unit, at, score, assessed } of scoresOverTime(ledger, rubric, period)) {
    held.set(unit, { score, assessed })
    const all = [...held.values()]
    const whole = all.reduce((sum, one) => sum + one.assessed, 0)
    if (whole <= 0) continue
    const percent = (all.reduce((sum, one) => sum + one.score, 0) / whole) * 100
    if (points.at(-1)?.run === run) points.pop()
    points.push({ run, label: at.slice(5), percent: Math.max(0, percent) })
  }
  return points.slice(-24)
}

type Counts = Pick<OverviewData, 'waiting' | 'byCheck' | 'byUnit'>

function counted(ledger: Ledger, today: PlainDate, timezone: string, words: Words): Counts {
  const open = listFindings(ledger).filter((one) => one.state === 'candidate' || one.state === 'confirmed')
  const problems = open.filter((one) => one.verdict === 'problem')
  const names = new Map(
    registry(ledger)
      .load()
      .units.map(({ id, name }) => [id, name]),
  )
  const tally = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }
  const overdue = standingLists(ledger, today, timezone)
    .flatMap(({ items }) => items)
    .filter(({ standing }) => standing === 'overdue' || standing === 'not-mended').length
  const pending = listEntries(ledger).filter((one) => one.state === 'pending' && one.kind !== 'external')
  return {
    waiting: [
      { key: 'problems', count: problems.length, href: '/findings?verdict=problem' },
      { key: 'urgent', count: open.filter((one) => one.urgent).length, href: '/findings?urgent=1' },
      { key: 'doubts', count: open.length - problems.length, href: '/review' },
      { key: 'entries', count: pending.length, href: '/review?what=entries' },
      { key: 'disputes', count: listDisputes(ledger, { state: 'open' }).length, href: '/disputes' },
      { key: 'overdue', count: overdue, href: '/rectification' },
    ],
    byCheck: tally(problems.map((one) => one.check)).map(([check, value]) => ({
      label: words.of('check', `${check}.title`),
      value,
      href: `/findings?check=${check}`,
    })),
    byUnit: tally(problems.map((one) => one.unit)).map(([unit, value]) => ({
      label: names.get(unit) ?? unit,
      value,
      href: `/units/${encodeURIComponent(unit)}`,
    })),
  }
}

/** Where those who may not decide read what waits for those who may. */
const READ_INSTEAD: Readonly<Record<string, string>> = {
  '/review': '/findings?verdict=cannot-tell',
  '/review?what=entries': '/entries?state=pending',
}

const HELD = new WeakMap<Ledger, { readonly mark: string; readonly counts: Counts }>()

/** The counts, kept until somebody writes or the day ends. */
function countsOf(ledger: Ledger, today: PlainDate, timezone: string, words: Words): Counts {
  const mark = `${writeMark(ledger)} ${today} ${words.language}`
  const held = HELD.get(ledger)
  if (held?.mark === mark) return held.counts
  const counts = counted(ledger, today, timezone, words)
  HELD.set(ledger, { mark, counts })
  return counts
}

export const overviewRoutes: readonly Route[] = [
  page('/', everyone(null), 'Overview', (visit) => {
    const { ledger, principal, frame, today } = visit
    // A unit's own people begin at their unit.
    if (principal.unit !== null) return { to: `/units/${encodeURIComponent(principal.unit)}` }
    const meant = chosen(
      ledger,
      { rubric: visit.asked('rubric'), period: visit.asked('period') },
      today.slice(0, 4),
    )
    const standings = meant ? standingsOf(ledger, meant.rubric, meant.period) : []
    const counts = countsOf(ledger, today, frame.timezone, frame.words)
    const body = overviewPage(frame, {
      rubric: meant && { id: meant.rubric.id, name: meant.rubric.name },
      period: meant?.period ?? today.slice(0, 4),
      stage: meant && assessmentStage(ledger, assessmentId(meant.rubric.id, meant.period)).stage,
      choices: choicesOf(ledger),
      standings,
      trend: meant ? trendOf(ledger, meant.rubric.id, meant.period) : [],
      ...counts,
      waiting: counts.waiting.map((one) => ({
        ...one,
        href: holds(principal, REVIEWERS) ? one.href : (READ_INSTEAD[one.href] ?? one.href),
      })),
    })
    return { title: frame.words('overview'), body }
  }),
]
