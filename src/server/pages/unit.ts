/** A unit's page: standing, scores, columns as a tree with their freshness, findings, entries, history. */
import { html, link, type Markup } from '../../../reports/html/markup.js'
import type { StoredFinding } from '../../ledger/read.js'
import type { RecordedResult } from '../../ledger/results-read.js'
import type { PlainDate } from '../../model/date.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import type { Score } from '../../model/scoring.js'
import { line, type Point, share } from './charts.js'
import { entryTable } from './entry.js'
import { findingTable } from './findings.js'
import type { Frame } from './frame.js'
import { card, lines, paperLinks, reportLinks, table, tag, time } from './parts.js'

/** One column of the unit as it was last read, under its place in the tree. */
export interface ShownColumn {
  readonly path: readonly string[]
  readonly name: string
  readonly url: string
  readonly items: number
  readonly newest: PlainDate | null
  readonly complete: boolean
  readonly maxAgeDays: number | null
  /** It stands in the register, not only on the portal. */
  readonly registered: boolean
}

/** What the page shows. */
export interface UnitData {
  readonly id: string
  readonly name: string
  readonly kind: string | null
  readonly portal: string | null
  readonly latest: RecordedResult | null
  readonly results: readonly RecordedResult[]
  readonly scores: readonly { readonly title: string; readonly score: Score; readonly sheet: string }[]
  readonly columns: readonly ShownColumn[]
  readonly today: PlainDate
  readonly findings: readonly StoredFinding[]
  readonly entries: readonly Entry[]
  readonly titles: (entry: Entry) => string
  readonly trend: readonly Point[]
  readonly names: ReadonlyMap<string, string>
  /** The reader may change the registers. */
  readonly edit: boolean
}

const DAY_MS = 86_400_000

/** Whole days between two plain dates. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

interface Branch {
  readonly columns: ShownColumn[]
  readonly below: Map<string, Branch>
}

/** A tree is as deep as offices draw it: what claims to be deeper stands at the last level. */
const DEEPEST = 6

function treeOf(columns: readonly ShownColumn[]): Branch {
  const root: Branch = { columns: [], below: new Map() }
  for (const column of columns) {
    let branch = root
    for (const name of column.path.slice(0, DEEPEST)) {
      const next = branch.below.get(name) ?? { columns: [], below: new Map() }
      branch.below.set(name, next)
      branch = next
    }
    branch.columns.push(column)
  }
  return root
}

/**
 * How fresh a column is. A list without items may be a page that needs none: only what an inspection found at fault is
 * called a fault, and that leads to its finding.
 */
function freshness(column: ShownColumn, data: UnitData, frame: Frame): Markup {
  const { words } = frame
  const fault = data.findings.find(
    (one) =>
      one.code.startsWith('column-') &&
      (one.state === 'candidate' || one.state === 'confirmed') &&
      (one.subjectText === column.url || one.facts.column === column.name),
  )
  const marked = fault
    ? html` <a href="/findings/${fault.id}">${tag(fault.verdict, words.of('console.column', fault.code))}</a>`
    : ''
  if (column.items === 0)
    return html`${tag('', words(column.complete ? 'column.single' : 'column.unread'))}${marked}`
  if (column.newest === null) return html`${tag('', words('column.undated'))}${marked}`
  const age = daysBetween(column.newest, data.today)
  return html`${tag(fault ? '' : 'good', words('column.newest', { day: column.newest, age }))}${marked}`
}

/** Where an editor registers a column that an inspection found. */
function pinned(column: ShownColumn, data: UnitData, frame: Frame): Markup {
  if (!data.edit || column.registered) return html``
  const query = new URLSearchParams({ kind: 'column', id: data.id, name: column.name, url: column.url })
  return html` <a href="/registry/edit?${query.toString()}">${frame.words('column.pin')}</a>`
}

function branchOf(branch: Branch, data: UnitData, frame: Frame): Markup {
  const { words } = frame
  const own = branch.columns.map(
    (column) =>
      html`<li>${link(column.url, column.name)} ${freshness(column, data, frame)} <small>${words('column.items', { count: column.items })}${column.maxAgeDays === null ? '' : html` · ${words('column.limit', { days: column.maxAgeDays })}`}</small>${pinned(column, data, frame)}</li>`,
  )
  const below = [...branch.below].map(
    ([name, next]) =>
      html`<li><details open><summary>${name}</summary>${branchOf(next, data, frame)}</details></li>`,
  )
  return html`<ul class="tree">${below}${own}</ul>`
}

/** When an inspection began; runs tell of other units too, so that a unit's own people have no link to them. */
function runLink(result: RecordedResult, frame: Frame): Markup {
  const at = time(frame, result.startedAt)
  return frame.principal?.unit ? at : html`<a href="/runs/${result.run}">${at}</a>`
}

function scoreParts(data: UnitData, frame: Frame): Markup {
  const { words } = frame
  if (data.scores.length === 0) return html`<p class="sub">${words('no-assessment')}</p>`
  return html`${data.scores.map(({ title, score, sheet }) => {
    const lost = score.assessed - score.score
    const facts = {
      score: formatPoints(score.score),
      lost: formatPoints(lost),
      pending: formatPoints(score.pending),
    }
    return html`<h3>${title}</h3><p><b>${formatPoints(score.score)}</b> / ${formatPoints(score.assessed)} ${share({ max: score.max, score: score.score, lost, label: words('share-of', facts) })} <small>${words('share-of', facts)}</small></p><p><a href="${sheet}">${words('sheet.open')}</a></p>`
  })}`
}

function standing(data: UnitData, frame: Frame): Markup {
  const { words } = frame
  const { latest } = data
  if (!latest) return html`<p class="sub">${words('not-inspected')}</p>`
  const { summary } = latest
  const because = latest.reason === null ? '' : `（${words.of('report.reason', latest.reason)}）`
  return html`${lines([
    [
      words('head.result'),
      html`${tag(latest.status, words.say(`report.status.${latest.status}`))}${because}`,
    ],
    [words('unit.inspected'), html`${runLink(latest, frame)} ${words.of('report.purpose', latest.purpose)}`],
    [words('unit.counts'), words.say('report.counts', { pages: summary.pages, ...summary.links })],
    [words('unit.not-visited'), summary.notVisited.length === 0 ? null : String(summary.notVisited.length)],
  ])}${summary.notVisited.length === 0 ? '' : html`<details><summary>${words('unit.why-not')}</summary><ul>${summary.notVisited.slice(0, 100).map((gap) => html`<li>${gap.url} — ${words.of('report.gap', gap.reason)}</li>`)}</ul></details>`}${reportLinks(frame, latest.run, data.id)}`
}

/** Notices that there is something to write in. */
function papersOf(data: UnitData, open: readonly StoredFinding[], frame: Frame): Markup {
  const confirmed = open.some((one) => one.verdict === 'problem' && one.state === 'confirmed')
  const urgent = open.some((one) => one.urgent)
  if (!confirmed && !urgent) return html``
  return html`<p>${confirmed ? paperLinks(frame, 'notice', { unit: data.id }) : ''}${urgent ? paperLinks(frame, 'urgent', { unit: data.id }) : ''}</p>`
}

/** The whole page, without its frame. */
export function unitPage(frame: Frame, data: UnitData): Markup {
  const { words } = frame
  const open = data.findings.filter((one) => one.state === 'candidate' || one.state === 'confirmed')
  const ids = new Map(data.findings.map((one) => [one.fingerprint, { id: one.id, no: one.no }]))
  const history = table(
    words('unit.history'),
    [
      { label: words('run.started') },
      { label: words('run.purpose') },
      { label: words('head.result') },
      { label: words('run.pages'), kind: 'num' },
    ],
    data.results.map((one) => [
      runLink(one, frame),
      words.of('report.purpose', one.purpose),
      html`${tag(one.status, words.say(`report.status.${one.status}`))} ${words.of('report.reason', one.reason)}`,
      one.summary.pages,
    ]),
    words('not-inspected'),
  )
  return html`<p class="sub">${words.of('cli.kind', data.kind)} ${data.portal === null ? '' : link(data.portal, data.portal)}</p><div class="two">${card(words('unit.standing'), standing(data, frame))}${card(words('unit.scores'), scoreParts(data, frame))}</div>${card(words('unit.findings', { count: open.length }), html`${papersOf(data, open, frame)}${findingTable(open, data.names, frame)}`)}${card(words('unit.columns', { count: data.columns.length }), data.columns.length === 0 ? html`<p class="sub">${words('no-columns')}</p>` : branchOf(treeOf(data.columns), data, frame))}${card(words('entries'), entryTable(data.entries, frame, data.titles, ids))}<div class="two">${data.trend.length > 0 ? card(words('chart.trend'), line(words('chart.trend'), data.trend)) : ''}${card(words('unit.history'), history)}</div>`
}
