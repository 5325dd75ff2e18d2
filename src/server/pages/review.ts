/** The review queue: what nobody could tell, entries that wait to be posted, dismissals that wait for a second person; one key each. */
import { html, link, type Markup } from '../../../reports/html/markup.js'
import type { Dismissal } from '../../ledger/dismissals.js'
import type { StoredFinding } from '../../ledger/read.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import { sentenceOf } from './finding.js'
import type { Frame } from './frame.js'
import { button, field, form, lines, time } from './parts.js'

export const QUEUES = ['doubts', 'entries', 'dismissals'] as const
export type Queue = (typeof QUEUES)[number]

/** One entry that waits, with the finding that it rests on. */
export interface WaitingEntry {
  readonly entry: Entry
  readonly title: string
  readonly finding: StoredFinding | null
}

/** What the queue shows: one of its parts, and how long each is. */
export interface ReviewData {
  readonly queue: Queue
  readonly counts: Readonly<Record<Queue, number>>
  readonly names: ReadonlyMap<string, string>
  readonly doubts: readonly { readonly finding: StoredFinding; readonly evidence: string | null }[]
  readonly entries: readonly WaitingEntry[]
  readonly dismissals: readonly { readonly dismissal: Dismissal; readonly finding: StoredFinding }[]
  /** May post and void, and answer dismissals; who asked for one may not answer it. */
  readonly second: boolean
  readonly reader: string
}

function about(finding: StoredFinding, data: ReviewData, frame: Frame): Markup {
  const { words } = frame
  return lines([
    [words('finding.unit'), data.names.get(finding.unit) ?? finding.unit],
    [
      words('finding.number'),
      html`<a href="/findings/${finding.id}">${finding.no}</a> <code>${finding.code}</code>`,
    ],
    [words('finding.path'), finding.where.join(' › ')],
    [words('finding.page'), link(finding.url, finding.url)],
    [words('finding.last'), time(frame, finding.lastSeen)],
  ])
}

function doubt({ finding, evidence }: ReviewData['doubts'][number], data: ReviewData, frame: Frame): Markup {
  const { words } = frame
  const src =
    evidence === null ? null : `/findings/${finding.id}/picture?evidence=${encodeURIComponent(evidence)}`
  const shot =
    src === null
      ? ''
      : html`<details><summary>${words('picture')}</summary><figure><img src="${src}" alt="${words('picture')}" loading="lazy"></figure></details>`
  return html`<article class="item" data-item id="${finding.id}"><h3>${sentenceOf(finding, words)}</h3>${about(finding, data, frame)}${shot}${form(
    frame,
    `/findings/${finding.id}/rule`,
    html`<input type="hidden" name="back" value="review">${field(words('reason'), 'reason', { required: true })}${button(words('rule.problem'), { value: 'problem', key: 'y' })}${button(words('rule.clean'), { value: 'clean', kind: 'plain', key: 'n' })}`,
    { kind: 'row' },
  )}</article>`
}

function waiting({ entry, title, finding }: WaitingEntry, data: ReviewData, frame: Frame): Markup {
  const { words } = frame
  const decide = data.second
    ? form(
        frame,
        `/entries/${encodeURIComponent(entry.id)}/decide`,
        html`<input type="hidden" name="back" value="/review?what=entries">${field(words('reason'), 'reason', { hint: words('entry.reason-hint') })}${button(words('entry.post'), { value: 'post', key: 'p' })}${button(words('entry.void'), { value: 'void', kind: 'no', key: 'v' })}`,
        { kind: 'row' },
      )
    : html`<p class="sub">${words('entry.second')}</p>`
  return html`<article class="item" data-item id="${entry.id}"><h3>${data.names.get(entry.unit) ?? entry.unit} · ${title} · ${formatPoints(entry.points)}</h3><blockquote>${entry.clause}</blockquote>${finding ? html`<p><a href="/findings/${finding.id}">${sentenceOf(finding, words)}</a></p>` : ''}<p class="sub">${entry.arithmetic} · ${entry.assessment} ${entry.bucket}</p>${decide}</article>`
}

function dismissal(
  { dismissal: asked, finding }: ReviewData['dismissals'][number],
  data: ReviewData,
  frame: Frame,
): Markup {
  const { words } = frame
  const own = asked.actor === data.reader
  const decide =
    data.second && !own
      ? form(
          frame,
          `/findings/${finding.id}/dismissal`,
          html`<input type="hidden" name="back" value="review">${field(words('note'), 'reason')}${button(words('dismiss.approve'), { value: 'approved', key: 'y' })}${button(words('dismiss.refuse'), { value: 'refused', kind: 'no', key: 'n' })}`,
          { kind: 'row' },
        )
      : html`<p class="sub">${words('dismiss.second')}</p>`
  return html`<article class="item" data-item id="${finding.id}"><h3>${sentenceOf(finding, words)}</h3>${about(finding, data, frame)}<p>${words('dismiss.asked', { actor: asked.actor, until: asked.until, scope: words.of('findings.scope', asked.scope) })}</p><blockquote>${asked.reason}</blockquote>${decide}</article>`
}

/** The whole page, without its frame. */
export function reviewPage(frame: Frame, data: ReviewData): Markup {
  const { words } = frame
  const tabs = QUEUES.map(
    (queue) =>
      html`<a class="tile" href="/review?what=${queue}"${queue === data.queue ? html` aria-current="true"` : ''}><b>${data.counts[queue]}</b><span>${words(`queue.${queue}`)}</span></a>`,
  )
  const items =
    data.queue === 'doubts'
      ? data.doubts.map((one) => doubt(one, data, frame))
      : data.queue === 'entries'
        ? data.entries.map((one) => waiting(one, data, frame))
        : data.dismissals.map((one) => dismissal(one, data, frame))
  const more = data.counts[data.queue] - items.length
  return html`<div class="tiles">${tabs}</div><p class="sub">${words('keys')} <kbd>j</kbd> <kbd>k</kbd> ${words('keys.move')} <kbd>r</kbd> ${words('keys.reason')} <kbd>Esc</kbd> ${words('keys.leave')}</p><section class="card"><h2>${words(`queue.${data.queue}`)}</h2>${items.length > 0 ? items : html`<p class="sub">${words('queue-empty')}</p>`}${more > 0 ? html`<p class="sub">${words('queue-more', { count: more })}</p>` : ''}</section>`
}
