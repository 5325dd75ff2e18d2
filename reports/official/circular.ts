/** The circular 通报 to all units out of a publication, and 《复核意见书》 out of a decided dispute. */

import type { Dispute } from '../../src/ledger/disputes.js'
import { entryOf } from '../../src/ledger/entry-state.js'
import { findFinding } from '../../src/ledger/read.js'
import { registry } from '../../src/ledger/registry-store.js'
import { render } from '../../src/messages/catalogue.js'
import { formatPoints } from '../../src/model/points.js'
import type { Publication, PublishedUnit } from '../../src/model/publication.js'
import { moment } from '../html/words.js'
import { type PaperSource, say, sentenceOf } from './findings.js'
import { type Block, type Paper, type PaperTable, writtenDay } from './paper.js'

const place = ({ rank }: PublishedUnit): number => rank?.place ?? Number.MAX_SAFE_INTEGER

function groupTable(source: PaperSource, publication: Publication, group: string | null): PaperTable {
  const rows = publication.units
    .filter((one) => one.group === group)
    .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
    .map((one) => [
      one.rank === null ? '—' : String(one.rank.place),
      one.name,
      one.score === null ? say(source, 'not-assessed') : formatPoints(one.score.score),
      one.score === null ? '—' : formatPoints(one.score.assessed),
      one.score === null ? '—' : formatPoints(one.score.pending),
      one.score?.grade ?? '',
    ])
  return {
    kind: 'table',
    heads: ['rank', 'unit', 'score', 'assessed', 'pending', 'grade'].map((head) =>
      say(source, `head.${head}`),
    ),
    rows,
    widths: [10, 38, 14, 14, 12, 12],
  }
}

/** Marks that units lost by indicator: what the circular names as common problems. */
function lostTable(source: PaperSource, publication: Publication): Block[] {
  const lost = new Map<string, { title: string; units: number; points: number }>()
  for (const { score } of publication.units)
    for (const row of score?.indicators ?? []) {
      const taken = row.score === null ? 0 : row.max - row.score
      if (taken <= 0) continue
      const held = lost.get(row.id) ?? { title: row.title, units: 0, points: 0 }
      lost.set(row.id, { title: row.title, units: held.units + 1, points: held.points + taken })
    }
  const rows = [...lost]
    .sort((a, b) => b[1].points - a[1].points || (a[0] < b[0] ? -1 : 1))
    .slice(0, 15)
    .map(([id, { title, units, points }]) => [`${id} ${title}`, String(units), formatPoints(points)])
  if (rows.length === 0) return []
  const heads = ['indicator', 'units', 'lost'].map((head) => say(source, `head.${head}`))
  return [
    { kind: 'heading', text: say(source, 'circular.lost') },
    { kind: 'table', heads, rows, widths: [70, 15, 15] },
  ]
}

function changesTable(source: PaperSource, publication: Publication): Block[] {
  if (publication.changes.length === 0) return []
  const names = new Map(publication.units.map(({ unit, name }) => [unit, name]))
  const rows = publication.changes.map(({ unit, indicator, kind, points, reason }) => [
    unit === null ? '—' : (names.get(unit) ?? unit),
    indicator ?? '—',
    `${render(`console.row.${kind}`, {}, source.language)}${points === null ? '' : ` ${formatPoints(points)}`}`,
    reason ?? '',
  ])
  const heads = ['unit', 'indicator', 'change', 'reason'].map((head) => say(source, `head.${head}`))
  return [
    { kind: 'heading', text: say(source, 'circular.changes') },
    { kind: 'table', heads, rows, widths: [24, 16, 20, 40] },
  ]
}

/** The circular: number, what was assessed and what was not, scores by group, annexes. */
export function circularPaper(source: PaperSource, publication: Publication): Paper {
  const english = source.language === 'en'
  const { official, groups, units, period } = publication
  const never = units.filter(({ score }) => score === null)
  const pending = units.filter(({ score }) => score !== null && score.pending > 0).length
  const tables = groups.flatMap(({ group, average }): Block[] => {
    const name = group === null ? say(source, 'no-group') : groupName(group, source)
    const mean = average === null ? '' : say(source, 'circular.average', { average: formatPoints(average) })
    return [{ kind: 'heading', text: `${name}${mean}` }, groupTable(source, publication, group)]
  })
  return {
    kind: 'circular',
    name: `circular-${publication.id.replace(/[^\w.-]+/g, '-')}`,
    title: official.title ?? say(source, 'circular.title', { title: publication.title ?? '', period }),
    number: official.number ?? '',
    to: say(source, 'circular.to'),
    blocks: [
      {
        kind: 'text',
        text: say(source, 'circular.opening', {
          units: units.length,
          period,
          buckets: publication.buckets.join('、'),
        }),
      },
      ...tables,
      ...lostTable(source, publication),
      ...changesTable(source, publication),
      {
        kind: 'note',
        text: say(source, 'circular.coverage', {
          never: never.length === 0 ? '0' : `${never.length}（${never.map(({ name }) => name).join('、')}）`,
          pending,
          seq: publication.through.seq,
          hash: publication.through.hash.slice(0, 16),
        }),
      },
    ],
    from: source.office,
    day: writtenDay(official.date ?? source.today, english),
    due: '',
  }
}

function groupName(group: string, { language }: PaperSource): string {
  const kind = render(`cli.kind.${group}`, {}, language)
  return kind.startsWith('[') ? group : kind
}

/** 《复核意见书》: what was contested, what was looked at again, what was decided and why; null while it is open. */
export function opinionPaper(source: PaperSource, dispute: Dispute): Paper | null {
  if (dispute.state !== 'decided' || dispute.outcome === null) return null
  const { ledger, language } = source
  const english = language === 'en'
  const entry = entryOf(ledger, dispute.entry)
  const finding = dispute.finding === null ? null : findFinding(ledger, dispute.finding)
  const held = registry(ledger).load()
  const outcome = render(`cli.outcome.${dispute.outcome}`, {}, language)
  const reason = dispute.code === null ? '' : render(`console.dispute-reason.${dispute.code}`, {}, language)
  const rows: [string, string][] = [
    [say(source, 'opinion.dispute'), dispute.id],
    [say(source, 'head.indicator'), `${entry.indicator}　${entry.clause}`],
    [
      say(source, 'opinion.problem'),
      finding === null ? '' : `${finding.no}　${sentenceOf(finding, language)}`,
    ],
    [say(source, 'head.page'), finding?.url ?? ''],
    [say(source, 'opinion.statement'), dispute.said?.statement ?? ''],
    [say(source, 'opinion.files'), (dispute.said?.files ?? []).map(({ name }) => name).join('、')],
    [say(source, 'opinion.opened'), moment(dispute.openedAt, source.timezone)],
    [say(source, 'opinion.outcome'), [outcome, reason].filter((one) => one !== '').join('：')],
    [say(source, 'opinion.reason'), dispute.decided?.reason ?? dispute.reason ?? ''],
    [
      say(source, 'opinion.points'),
      dispute.decided?.points == null ? '' : formatPoints(dispute.decided.points),
    ],
  ]
  return {
    kind: 'opinion',
    name: `opinion-${dispute.id}`,
    title: say(source, 'opinion.title'),
    number: '',
    to: held.units.find(({ id }) => id === dispute.unit)?.name ?? dispute.unit,
    blocks: [
      { kind: 'text', text: say(source, 'opinion.opening') },
      {
        kind: 'table',
        heads: [say(source, 'head.item'), say(source, 'head.content')],
        rows: rows.filter(([, value]) => value !== ''),
        widths: [22, 78],
      },
      { kind: 'text', text: say(source, `opinion.closing.${dispute.outcome}`) },
    ],
    from: source.office,
    day: writtenDay(dispute.decided?.decidedOn ?? source.today, english),
    due: '',
  }
}
