/** The overview: what waits for somebody, the score table by group, and the charts. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { formatPoints } from '../../model/points.js'
import type { UnitStanding } from '../read/standings.js'
import { type Bar, bars, columns, line, type Point, share } from './charts.js'
import type { Frame, Words } from './frame.js'
import { card, paperLinks, tag } from './parts.js'

/** What the overview shows. Points in whole hundredths. */
export interface OverviewData {
  readonly rubric: { readonly id: string; readonly name: string } | null
  readonly period: string
  readonly stage: string | null
  readonly choices: readonly { readonly rubric: string; readonly period: string }[]
  readonly standings: readonly UnitStanding[]
  /** What waits, each with the page that shows it. */
  readonly waiting: readonly { readonly key: string; readonly count: number; readonly href: string }[]
  readonly trend: readonly Point[]
  readonly byCheck: readonly Bar[]
  readonly byUnit: readonly Bar[]
}

/** "27.5 / 34": what is scored so far, of how much was assessed. */
function scoreCell(standing: UnitStanding, words: Words): Markup {
  const { score } = standing
  if (score === null) return html`<span class="sub">${words('not-inspected')}</span>`
  return html`<b>${formatPoints(score.score)}</b> / ${formatPoints(score.assessed)}${score.grade ? html` ${tag('good', score.grade)}` : ''}`
}

/** A difference in points; a minus sign and a word for it, never a colour alone. */
function changeText(change: number | null, words: Words): Markup {
  if (change === null) return html`<span class="sub">—</span>`
  if (change === 0) return html`<span title="${words('unchanged')}">0</span>`
  const text = `${change > 0 ? '▲ ' : '▼ '}${formatPoints(Math.abs(change))}`
  return html`<span class="${change > 0 ? 'up' : 'down'}">${text}</span>`
}

function unitRow(standing: UnitStanding, problems: ReadonlyMap<string, number>, frame: Frame): Markup {
  const { words } = frame
  const { score, rank, status } = standing
  const bar = score
    ? share({
        max: score.max,
        score: score.score,
        lost: score.assessed - score.score,
        label: words('share-of', {
          score: formatPoints(score.score),
          lost: formatPoints(score.assessed - score.score),
          pending: formatPoints(score.pending),
        }),
      })
    : ''
  return html`<tr><td class="num wide">${rank ? `${rank.place}` : '—'}</td><td><a href="/units/${standing.unit}">${standing.name}</a></td><td>${status ? tag(status, words.say(`report.status.${status}`)) : tag('', words('not-inspected'))}</td><td class="num">${scoreCell(standing, words)}</td><td class="num">${changeText(standing.change, words)}</td><td class="wide">${bar}</td><td class="num wide">${score ? formatPoints(score.pending) : '—'}</td><td class="num">${problems.get(standing.unit) ?? 0}</td></tr>`
}

const byScore = (a: UnitStanding, b: UnitStanding): number =>
  (a.rank?.place ?? 1e9) - (b.rank?.place ?? 1e9) ||
  (a.score === null ? 1 : 0) - (b.score === null ? 1 : 0) ||
  lostOf(a) - lostOf(b) ||
  (a.name < b.name ? -1 : 1)

const lostOf = ({ score }: UnitStanding): number => (score ? score.assessed - score.score : 0)

function groupTables(data: OverviewData, frame: Frame): Markup[] {
  const { words } = frame
  const problems = new Map(data.byUnit.map((bar) => [(bar.href ?? '').slice('/units/'.length), bar.value]))
  const groups = new Map<string, UnitStanding[]>()
  for (const standing of data.standings) {
    const name = standing.group === null ? words('no-group') : words.of('cli.kind', standing.group)
    groups.set(name, [...(groups.get(name) ?? []), standing])
  }
  const heads: readonly (readonly [string, string])[] = [
    ['rank', 'num wide'],
    ['unit', ''],
    ['result', ''],
    ['score', 'num'],
    ['change', 'num'],
    ['shares', 'wide'],
    ['pending', 'num wide'],
    ['problems', 'num'],
  ]
  return [...groups].map(
    ([name, rows]) =>
      html`<h3>${name} <small>${words('units-count', { count: rows.length })}</small></h3><div class="scroll" tabindex="0" role="region" aria-label="${name}"><table><caption class="unseen">${name}</caption><thead><tr>${heads.map(([key, kind]) => html`<th scope="col" class="${kind}">${words(`head.${key}`)}</th>`)}</tr></thead><tbody>${[...rows].sort(byScore).map((row) => unitRow(row, problems, frame))}</tbody></table></div>`,
  )
}

/** Ten bins of the share of marks that was kept, of what was assessed. */
export function distribution(standings: readonly UnitStanding[]): Bar[] {
  const bins = Array.from({ length: 10 }, (_, n) => ({ label: `${n * 10}–${n * 10 + 10}`, value: 0 }))
  for (const { score } of standings) {
    if (!score || score.assessed <= 0) continue
    const bin = bins[Math.max(0, Math.min(9, Math.floor((score.score / score.assessed) * 10)))]
    if (bin) bin.value += 1
  }
  return bins
}

function chooser(data: OverviewData, words: Words): Markup {
  if (data.choices.length < 2) return html``
  return html`<p class="filters">${data.choices.map(({ rubric, period }) => {
    const here = rubric === data.rubric?.id && period === data.period
    return html`<a href="/?rubric=${rubric}&amp;period=${period}"${here ? html` aria-current="true"` : ''}>${here ? html`<b>${rubric} ${period}</b>` : `${rubric} ${period}`}</a>`
  })}</p><p class="unseen">${words('choose-rubric')}</p>`
}

/** The whole page, without its frame. */
export function overviewPage(frame: Frame, data: OverviewData): Markup {
  const { words } = frame
  const tiles = data.waiting.map(
    ({ key, count, href }) =>
      html`<a class="tile" href="${href}"><b>${count}</b><span>${words(`waiting.${key}`)}</span></a>`,
  )
  const about = data.rubric
    ? words('overview-about', {
        rubric: data.rubric.name,
        period: data.period,
        stage: words.of('cli.stage', data.stage),
      })
    : words('no-assessment')
  const charts: readonly (readonly [string, Markup])[] = [
    ['chart.trend', line(words('chart.trend'), data.trend)],
    ['chart.distribution', columns(words('chart.distribution'), distribution(data.standings))],
    ['chart.by-check', bars(words('chart.by-check'), data.byCheck)],
    ['chart.by-unit', bars(words('chart.by-unit'), data.byUnit.slice(0, 12))],
  ]
  const drawn = charts.filter(([, chart]) => chart.text !== '')
  return html`<p class="sub">${about}</p>${chooser(data, words)}<div class="tiles">${tiles}</div>${card(words('score-table'), html`${groupTables(data, frame)}<p class="sub">${words('score-note')}</p>${data.rubric ? html`<p>${paperLinks(frame, 'leader', { rubric: data.rubric.id, period: data.period })}</p>` : ''}`, 'scores')}<div class="two">${drawn.map(([key, chart]) => card(words(key), chart))}</div>`
}
