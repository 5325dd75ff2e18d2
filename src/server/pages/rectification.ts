/** Problem lists as they stand: each finding with its due day, the unit's answer, and what a person found on looking again. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { StandingItem, StandingList } from '../../ledger/rectification-read.js'
import { CLAIMS, GIVEN_VERDICTS } from '../../model/rectification.js'
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
  hiddenFields,
  paperLinks,
  tag,
} from './parts.js'

/** What the page shows, with what the reader may do. */
export interface RectificationData {
  readonly lists: readonly StandingList[]
  readonly names: ReadonlyMap<string, string>
  /** Units of which something could be put on a list. */
  readonly issuable: readonly { readonly unit: string; readonly count: number }[]
  readonly may: { readonly reply: boolean; readonly judge: boolean; readonly issue: boolean }
}

function reply(list: string, item: StandingItem, frame: Frame): Markup {
  const { words } = frame
  const claims = CLAIMS.map((one) => [one, words(`claim.${one}`)] as const)
  return html`<details><summary>${words('rectify.reply')}</summary>${form(
    frame,
    `/rectification/${encodeURIComponent(list)}/reply`,
    html`${hiddenFields({ finding: item.finding.id })}${choice(words('rectify.claim'), 'claim', claims)}${area(words('rectify.measures'), 'text', '', true)}<label>${words('dispute.files')}<input type="file" name="files" multiple></label><div class="buttons">${button(words('rectify.send'))}</div>`,
    { files: true },
  )}</details>`
}

function judge(list: string, item: StandingItem, frame: Frame): Markup {
  const { words } = frame
  const verdicts = GIVEN_VERDICTS.map((one) => [one, words(`verdict.${one}`)] as const)
  return html`<details><summary>${words('rectify.judge')}</summary>${form(
    frame,
    `/rectification/${encodeURIComponent(list)}/verdict`,
    html`${hiddenFields({ finding: item.finding.id })}${choice(words('rectify.verdict'), 'verdict', verdicts)}${area(words('reason'), 'reason', '', true)}<div class="buttons">${button(words('rectify.record'))}</div>`,
  )}</details>`
}

function itemPart(list: string, item: StandingItem, data: RectificationData, frame: Frame): Markup {
  const { words } = frame
  const { finding } = item
  const answered = item.reply
    ? html`<p>${words('rectify.answered', { day: item.reply.day })} ${item.reply.claim === null ? '' : words(`claim.${item.reply.claim}`)}</p>${item.reply.text === null ? '' : html`<blockquote>${item.reply.text}</blockquote>`}${item.reply.files.length > 0 ? files(item.reply.files, words) : ''}`
    : ''
  const open = item.standing !== 'mended' && item.standing !== 'dismissed'
  return html`<article class="item"><h3><a href="/findings/${finding.id}">${sentenceOf(finding, words)}</a></h3><p>${tag(item.standing, words.say(`rectify.standing.${item.standing}`))} ${words('rectify.due', { day: item.dueOn })} <small>${finding.no}</small>${item.recheckDue ? html` ${tag('pending', words('rectify.recheck-due'))}` : ''}</p>${answered}${data.may.reply && open ? reply(list, item, frame) : ''}${data.may.judge && open ? judge(list, item, frame) : ''}</article>`
}

function issueForm(data: RectificationData, frame: Frame): Markup {
  const { words } = frame
  if (!data.may.issue || data.issuable.length === 0) return html``
  const units = data.issuable.map(
    ({ unit, count }) => [unit, `${data.names.get(unit) ?? unit}（${count}）`] as const,
  )
  return card(
    words('rectify.issue'),
    form(
      frame,
      '/rectification',
      html`${choice(words('finding.unit'), 'unit', units)}${field(words('rectify.until'), 'until', { type: 'date', required: true })}${field(words('rectify.document'), 'document')}${button(words('rectify.issue-now'))}`,
      { kind: 'row' },
    ),
  )
}

/** The whole page, without its frame. */
export function rectificationPage(frame: Frame, data: RectificationData): Markup {
  const { words } = frame
  const lists = data.lists.map(({ list, standing, items }) =>
    card(
      `${data.names.get(list.unit) ?? list.unit} ${list.id}`,
      html`<p>${tag(standing, words.say(`rectify.standing.${standing}`))} ${words('rectify.issued', { day: list.issuedOn })} ${words('rectify.due', { day: list.dueOn })} ${list.document ?? ''}</p><p>${paperLinks(frame, 'notice', { unit: list.unit })}</p>${items.map((item) => itemPart(list.id, item, data, frame))}`,
      list.id,
    ),
  )
  const desk = data.may.judge ? html`<p><a class="do" href="/papers">${words('papers.open')}</a></p>` : ''
  return html`${desk}${issueForm(data, frame)}${lists.length > 0 ? lists : html`<section class="card"><p class="sub">${words('no-lists')}</p></section>`}`
}
