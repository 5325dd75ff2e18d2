/** Disputes as a list, and one with what the unit said, its files, what a new look saw, and the decision. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { Dispute, LookedAgain } from '../../ledger/disputes.js'
import type { StoredFinding } from '../../ledger/read.js'
import { DISPUTE_REASONS, OUTCOMES } from '../../model/dispute.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import { sentenceOf } from './finding.js'
import type { Frame } from './frame.js'
import {
  words as area,
  button,
  card,
  choice,
  field,
  files,
  form,
  lines,
  paperLinks,
  table,
  tag,
  time,
} from './parts.js'

/** One line of the list. */
export interface ListedDispute {
  readonly dispute: Dispute
  readonly unitName: string
  readonly title: string
  readonly overdue: boolean
}

/** State of a dispute as a mark: overdue before open, the outcome once decided. */
function stateTag(dispute: Dispute, overdue: boolean, frame: Frame): Markup {
  const { words } = frame
  if (dispute.state === 'decided') return tag('decided', words.of('cli.outcome', dispute.outcome))
  return overdue
    ? tag('overdue', words.say('cli.dispute-state.overdue'))
    : tag('open', words.say('cli.dispute-state.open'))
}

/** The list, without its frame. */
export function disputesPage(frame: Frame, listed: readonly ListedDispute[]): Markup {
  const { words } = frame
  const rows = listed.map(({ dispute, unitName, title, overdue }) => [
    html`<a href="/disputes/${dispute.id}">${dispute.id}</a>`,
    unitName,
    title,
    stateTag(dispute, overdue, frame),
    dispute.said?.dueOn ?? '—',
    time(frame, dispute.openedAt),
  ])
  return html`<section class="card">${table(
    words('nav.disputes'),
    [
      { label: words('dispute.number') },
      { label: words('finding.unit') },
      { label: words('entry.indicator') },
      { label: words('entry.state') },
      { label: words('dispute.due') },
      { label: words('dispute.opened'), kind: 'wide' },
    ],
    rows,
    words('no-disputes'),
  )}<p class="sub">${words('dispute.how')}</p></section>`
}

/** What the page of one dispute shows. */
export interface DisputeData extends ListedDispute {
  readonly entry: Entry
  readonly finding: StoredFinding | null
  readonly seen: LookedAgain | null
  /** May decide; somebody who recorded the dispute may not. */
  readonly decide: boolean
}

function decision(data: DisputeData, frame: Frame): Markup {
  const { dispute } = data
  const { words } = frame
  if (dispute.state === 'decided')
    return card(
      words('dispute.decision'),
      html`<p>${tag('decided', words.of('cli.outcome', dispute.outcome))} ${words.of('console.dispute-reason', dispute.code)}</p><blockquote>${dispute.decided?.reason ?? dispute.reason ?? ''}</blockquote>${lines(
        [
          [words('dispute.decided-by'), dispute.decidedBy],
          [words('dispute.decided-at'), time(frame, dispute.decidedAt)],
          [
            words('dispute.points'),
            dispute.decided?.points == null ? null : formatPoints(dispute.decided.points),
          ],
          [words('dispute.files'), files(dispute.decided?.files ?? [], words)],
        ],
      )}<p>${paperLinks(frame, 'opinion', { dispute: dispute.id })}</p>`,
    )
  if (!data.decide) return html``
  return card(
    words('dispute.decide'),
    form(
      frame,
      `/disputes/${encodeURIComponent(dispute.id)}/decision`,
      html`${choice(
        words('dispute.outcome'),
        'outcome',
        OUTCOMES.map((one) => [one, words.say(`cli.outcome.${one}`)] as const),
      )}${choice(words('dispute.code'), 'code', [['', words('dispute.no-code')], ...DISPUTE_REASONS.map((one) => [one, words(`dispute-reason.${one}`)] as const)])}${field(words('dispute.points'), 'points', { hint: words('dispute.points-hint', { points: formatPoints(data.entry.points) }) })}${area(words('reason'), 'reason', '', true)}<label>${words('dispute.files')}<input type="file" name="files" multiple></label><div class="buttons">${button(words('dispute.settle'))}</div>`,
      { files: true },
    ),
  )
}

/** The page of one dispute, without its frame. */
export function disputePage(frame: Frame, data: DisputeData): Markup {
  const { dispute, entry, finding, seen } = data
  const { words } = frame
  const said = dispute.said
  const look = seen === null ? words('dispute.not-looked') : words.of('recheck.outcome', seen.outcome)
  return html`<p>${stateTag(dispute, data.overdue, frame)}</p>${card(
    words('dispute.statement'),
    html`<blockquote>${said?.statement ?? ''}</blockquote>${lines([
      [
        words('finding.unit'),
        html`<a href="/units/${encodeURIComponent(dispute.unit)}">${data.unitName}</a>`,
      ],
      [words('dispute.by'), said?.by ?? dispute.openedBy],
      [words('dispute.opened'), time(frame, dispute.openedAt)],
      [words('dispute.due'), said?.dueOn ?? null],
      [words('dispute.files'), files([...(said?.scan ? [said.scan] : []), ...(said?.files ?? [])], words)],
    ])}`,
  )}${card(
    words('dispute.contested'),
    html`<h3>${data.title}</h3><blockquote>${entry.clause}</blockquote>${lines([
      [
        words('entry.points'),
        html`<b>${formatPoints(entry.points)}</b> ${tag(entry.state, words.say(`cli.entry.${entry.state}`))}`,
      ],
      [words('entry.arithmetic'), entry.arithmetic],
      [
        words('entry.finding'),
        finding
          ? html`<a href="/findings/${finding.id}">${finding.no} ${sentenceOf(finding, words)}</a>`
          : null,
      ],
      [words('dispute.looked'), finding ? look : null],
    ])}`,
  )}${decision(data, frame)}`
}
