/** Score tables: one line per unit, and a unit's sheet with automatic, assisted and pending rows told apart. */
import type { ScoreDocument, UnitDocument } from '../../src/model/document.js'
import { html, type Markup } from './markup.js'
import type { Words } from './words.js'

/** "27.5 / 34（待评 66）": what is scored so far, of how much, and what a person has yet to score. */
export function scoreText(score: ScoreDocument, words: Words): string {
  return words('score', { score: score.score, assessed: score.assessed, pending: score.pending })
}

function bar(score: ScoreDocument): Markup {
  const max = Number(score.max) || 1
  const share = (points: number) => `${Math.max(0, (points / max) * 100).toFixed(1)}%`
  const lost = Number(score.assessed) - Number(score.score)
  return html`<div class="bar" role="img" aria-label="${score.score}/${score.max}"><i style="width:${share(Number(score.score))}"></i><s style="width:${share(lost)}"></s><em style="width:${share(Number(score.pending))}"></em></div>`
}

/** The overview: every unit with its standing, scores and counts. `href` leads to the unit's part. */
export function scoreTable(
  units: readonly UnitDocument[],
  words: Words,
  href: (unit: UnitDocument) => string,
): Markup {
  const rows = units.map((unit) => {
    const problems = unit.findings.filter(
      (finding) =>
        finding.verdict === 'problem' && finding.state !== 'fixed' && finding.state !== 'dismissed',
    ).length
    const doubts = unit.findings.filter((finding) => finding.verdict === 'cannot-tell').length
    const score = unit.scores[0]
    return html`<tr><td><a href="${href(unit)}">${unit.name}</a></td><td><span class="tag ${unit.status}">${words(`status.${unit.status}`)}</span></td>
<td class="num">${score ? scoreText(score, words) : '—'}</td><td class="wide">${score ? bar(score) : ''}</td><td class="num">${problems}</td><td class="num">${doubts}</td><td class="num wide">${unit.pages}</td></tr>`
  })
  return html`<table><thead><tr><th>${words('unit')}</th><th>${words('status')}</th><th class="num">${words('points')}</th><th class="wide">${words('share')}</th><th class="num">${words('problems')}</th><th class="num">${words('doubts')}</th><th class="num wide">${words('pages')}</th></tr></thead><tbody>${rows}</tbody></table>`
}

/** One unit's sheet under one rubric. `numbers` gives the number people say for a finding, by fingerprint. */
export function scoreSheet(
  score: ScoreDocument,
  title: string,
  words: Words,
  numbers: ReadonlyMap<string, string>,
): Markup {
  const rows = score.indicators.map((row) => {
    const points =
      row.status === 'scored'
        ? `${row.score} / ${row.max}`
        : row.status === 'pending'
          ? `— / ${row.max}`
          : '—'
    const note = [
      row.because,
      row.interval ? words('interval', { low: row.interval[0], high: row.interval[1] }) : null,
      row.preview !== '0' ? words('preview', { points: row.preview }) : null,
      ...row.entries.map((entry) =>
        words('entry', {
          clause: entry.clause,
          points: entry.points,
          effective: entry.effective,
          state: words(`entry.${entry.state}`),
          number: numbers.get(entry.finding ?? '') ?? '',
        }),
      ),
    ].filter((line): line is string => line !== null && line !== '')
    return html`<tr><td>${row.id}</td><td>${row.title}${note.map((line) => html`<div class="clause">${line}</div>`)}</td><td><span class="tag">${words(`method.${row.method}`)}</span></td><td><span class="tag ${row.status}">${words(`row.${row.status}`)}</span></td><td class="num">${points}</td></tr>`
  })
  return html`<h3>${title}　${scoreText(score, words)}</h3><table><thead><tr><th>${words('row')}</th><th>${words('indicator')}</th><th>${words('method')}</th><th>${words('state')}</th><th class="num">${words('points')}</th></tr></thead><tbody>${rows}</tbody></table>`
}
