/** Charts as SVG of the program's own: bars, columns, a line; each says its numbers in text as well. */
import { html, type Markup } from '../../../reports/html/markup.js'

/** One bar: what it is of, how much, and where it leads. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly href?: string
}

const WIDTH = 520
const LABEL = 150
const ROW = 26

/** A label that fits beside a bar; the whole of it stands in the title. */
function short(text: string, most: number): string {
  const chars = [...text]
  const wide = (char: string): number => ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1)
  let width = 0
  for (const [index, char] of chars.entries()) {
    width += wide(char)
    if (width > most) return `${chars.slice(0, Math.max(1, index - 1)).join('')}…`
  }
  return text
}

/** Horizontal bars, longest first as given; nothing where there are none. */
export function bars(title: string, rows: readonly Bar[]): Markup {
  if (rows.length === 0) return html``
  const most = Math.max(1, ...rows.map((row) => row.value))
  const room = WIDTH - LABEL - 50
  const drawn = rows.map((row, n) => {
    const y = n * ROW
    const width = Math.max(2, Math.round((row.value / most) * room))
    const bar = html`<g><title>${row.label} ${row.value}</title><text x="${LABEL - 8}" y="${y + 17}" text-anchor="end">${short(row.label, 20)}</text><rect class="mark" x="${LABEL}" y="${y + 5}" width="${width}" height="${ROW - 10}" rx="3"/><text x="${LABEL + width + 6}" y="${y + 17}">${row.value}</text></g>`
    return row.href === undefined ? bar : html`<a href="${row.href}">${bar}</a>`
  })
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${rows.length * ROW + 4}" role="group" aria-label="${title}">${drawn}</svg>`
}

/** Upright columns over their labels. */
export function columns(title: string, rows: readonly Bar[]): Markup {
  if (rows.length === 0) return html``
  const height = 170
  const most = Math.max(1, ...rows.map((row) => row.value))
  const step = (WIDTH - 20) / rows.length
  const drawn = rows.map((row, n) => {
    const tall = Math.round((row.value / most) * 120)
    const x = Math.round(10 + n * step)
    const middle = Math.round(x + step / 2)
    return html`<g><title>${row.label} ${row.value}</title><rect class="mark" x="${x + 4}" y="${140 - tall}" width="${Math.max(4, Math.round(step - 8))}" height="${tall}" rx="2"/>${row.value > 0 ? html`<text x="${middle}" y="${134 - tall}" text-anchor="middle">${row.value}</text>` : ''}<text x="${middle}" y="158" text-anchor="middle">${row.label}</text></g>`
  })
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}: ${rows.map((row) => `${row.label} ${row.value}`).join(', ')}"><line class="axis" x1="10" y1="140.5" x2="${WIDTH - 10}" y2="140.5"/>${drawn}</svg>`
}

/** One point of a line: its label, and its share of the whole between 0 and 100. */
export interface Point {
  readonly label: string
  readonly percent: number
}

const round = (value: number): number => Math.round(value * 10) / 10

/** A line of shares, on a scale that begins a little under the lowest. */
export function line(title: string, points: readonly Point[]): Markup {
  if (points.length === 0) return html``
  const lowest = Math.min(...points.map((point) => point.percent))
  const from = Math.max(0, Math.floor((lowest - 5) / 10) * 10)
  const y = (percent: number): number => round(150 - ((percent - from) / (100 - from || 1)) * 130)
  const step = points.length > 1 ? (WIDTH - 90) / (points.length - 1) : 0
  const x = (n: number): number => round(points.length > 1 ? 50 + n * step : WIDTH / 2)
  const grid = [from, (from + 100) / 2, 100].map(
    (percent) =>
      html`<line class="grid" x1="46" x2="${WIDTH - 20}" y1="${y(percent)}" y2="${y(percent)}"/><text x="40" y="${y(percent) + 4}" text-anchor="end">${percent}%</text>`,
  )
  const every = Math.ceil(points.length / 6)
  const dots = points.map(
    (point, n) =>
      html`<g><title>${point.label} ${round(point.percent)}%</title><circle class="mark" cx="${x(n)}" cy="${y(point.percent)}" r="4"/>${n % every === 0 || n === points.length - 1 ? html`<text x="${x(n)}" y="170" text-anchor="middle">${point.label}</text>` : ''}</g>`,
  )
  const way = points.map((point, n) => `${x(n)},${y(point.percent)}`).join(' ')
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} 178" role="img" aria-label="${title}: ${points.map((point) => `${point.label} ${round(point.percent)}%`).join(', ')}">${grid}<polyline class="line" points="${way}"/>${dots}</svg>`
}

/** Points held, lost and waiting as parts of one bar; whole hundredths. */
export function share(of: {
  readonly max: number
  readonly score: number
  readonly lost: number
  readonly label: string
}): Markup {
  const max = Math.max(1, of.max)
  const part = (points: number): number => round((Math.max(0, Math.min(points, max)) / max) * 120)
  const good = part(of.score)
  const lost = part(of.lost)
  return html`<svg class="share" viewBox="0 0 120 10" role="img" aria-label="${of.label}"><rect class="wait" width="120" height="10"/><rect class="good" width="${good}" height="10"/><rect class="lost" x="${good}" width="${lost}" height="10"/></svg>`
}
