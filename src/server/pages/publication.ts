/** A publication as it was frozen: its official document, the scores by group, and what changed since the one before. */
import { html, type Markup } from '../../../reports/html/markup.js'
import { formatPoints } from '../../model/points.js'
import type { Publication, PublishedUnit } from '../../model/publication.js'
import { assessmentPath, officialText } from './assessments.js'
import type { Frame } from './frame.js'
import { card, lines, paperLinks, table, tag, time } from './parts.js'

const place = ({ rank }: PublishedUnit): number => rank?.place ?? Number.MAX_SAFE_INTEGER

function groupParts(frame: Frame, publication: Publication): Markup[] {
  const { words } = frame
  const heads = [
    { label: words('head.rank'), kind: 'num' as const },
    { label: words('head.unit') },
    { label: words('head.score'), kind: 'num' as const },
    { label: words('head.pending'), kind: 'num wide' as const },
    { label: words('publication.grade'), kind: 'wide' as const },
  ]
  return publication.groups.map(({ group, units, average }) => {
    const name = group === null ? words('no-group') : words.of('cli.kind', group)
    const rows = publication.units
      .filter((one) => one.group === group)
      .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1))
      .map((one) => [
        one.rank === null ? '—' : one.rank.place,
        html`<a href="/units/${encodeURIComponent(one.unit)}">${one.name}</a>`,
        one.score === null
          ? words('publication.not-assessed')
          : html`<b>${formatPoints(one.score.score)}</b> / ${formatPoints(one.score.assessed)}`,
        one.score === null ? '—' : formatPoints(one.score.pending),
        one.score?.grade ?? '—',
      ])
    const mean = average === null ? '' : words('publication.average', { average: formatPoints(average) })
    return html`<h3>${name} <small>${words('units-count', { count: units })} ${mean}</small></h3>${table(name, heads, rows, words('no-units'))}`
  })
}

/** The whole page, without its frame. `names`: units by id. `no`: which publication of its assessment it is. */
export function publicationPage(
  frame: Frame,
  publication: Publication,
  names: ReadonlyMap<string, string>,
): Markup {
  const { words } = frame
  const { rubric, period, changes } = publication
  const told = changes.map((one) => [
    one.seq,
    one.unit === null ? '—' : (names.get(one.unit) ?? one.unit),
    one.indicator ?? '—',
    html`${tag(one.kind, words.of('console.row', one.kind))}${one.points === null ? '' : ` ${formatPoints(one.points)}`}`,
    one.reason ?? '',
  ])
  const heads = ['seq', 'unit', 'indicator', 'change', 'reason'].map((name) => ({
    label: words(`publication.${name}`),
  }))
  const about = lines([
    [
      words('assessment'),
      html`<a href="${assessmentPath(rubric, period)}">${publication.title ?? publication.assessment}</a>`,
    ],
    [words('publication.official'), officialText(publication.official) || null],
    [words('publication.buckets'), publication.buckets.join('、')],
    [words('publication.at'), html`${time(frame, publication.publishedAt)} ${publication.actor}`],
    [
      words('publication.through'),
      html`${publication.through.seq} <code>${publication.through.hash.slice(0, 16)}</code>`,
    ],
  ])
  return html`<p class="sub">${words('publication.frozen')}</p><section class="card">${about}<p>${paperLinks(frame, 'circular', { publication: publication.id })}</p></section>${card(words('score-table'), groupParts(frame, publication))}${card(words('publication.told'), table(words('publication.told'), heads, told, words('publication.nothing-told')))}`
}
