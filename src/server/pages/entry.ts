/** What can be done with one entry of the ledger: post, void, contest; and entries as rows of a table. */
import { html, type Markup } from '../../../reports/html/markup.js'
import type { Entry } from '../../model/ledger.js'
import { formatPoints } from '../../model/points.js'
import type { Frame } from './frame.js'
import { words as area, button, field, form, table, tag } from './parts.js'

/** What the reader may do with entries. */
export interface EntryRights {
  /** Post, void. */
  readonly decide: boolean
  /** Contest. */
  readonly dispute: boolean
}

/** The form to contest an entry, with files. */
function disputeForm(entry: Entry, frame: Frame): Markup {
  const { words } = frame
  return html`<details><summary>${words('dispute.open')}</summary>${form(
    frame,
    `/entries/${encodeURIComponent(entry.id)}/dispute`,
    html`${area(words('dispute.statement'), 'statement', '', true)}<label>${words('dispute.files')}<input type="file" name="files" multiple></label>${field(words('dispute.by'), 'by', { autocomplete: 'name' })}<div class="buttons">${button(words('dispute.send'))}</div>`,
    { files: true },
  )}</details>`
}

/** Forms for one entry as it stands; `back`: the page to return to. */
export function entryForms(
  entry: Entry,
  disputed: boolean,
  may: EntryRights,
  frame: Frame,
  back: string,
): Markup {
  const { words } = frame
  const decide =
    may.decide && entry.state === 'pending' && !disputed
      ? form(
          frame,
          `/entries/${encodeURIComponent(entry.id)}/decide`,
          html`<input type="hidden" name="back" value="${back}">${field(words('reason'), 'reason', { hint: words('entry.reason-hint') })}${button(words('entry.post'), { value: 'post', key: 'p' })}${button(words('entry.void'), { value: 'void', kind: 'no', key: 'v' })}`,
          { kind: 'row' },
        )
      : ''
  const contest =
    may.dispute && !disputed && (entry.state === 'pending' || entry.state === 'posted')
      ? disputeForm(entry, frame)
      : ''
  return html`${decide}${contest}`
}

/** Entries as a table; `titles`: what stands behind an indicator. */
export function entryTable(
  entries: readonly Entry[],
  frame: Frame,
  titles: (entry: Entry) => string,
  findings: ReadonlyMap<string, { readonly id: string; readonly no: string }>,
): Markup {
  const { words } = frame
  return table(
    words('entries'),
    [
      { label: words('entry.indicator') },
      { label: words('entry.points'), kind: 'num' },
      { label: words('entry.state') },
      { label: words('entry.clause') },
      { label: words('entry.finding'), kind: 'wide' },
    ],
    entries.map((entry) => {
      const finding = entry.finding === null ? undefined : findings.get(entry.finding)
      return [
        html`<a href="/entries/${encodeURIComponent(entry.id)}">${titles(entry)}</a>`,
        formatPoints(entry.points),
        tag(entry.state, words.say(`cli.entry.${entry.state}`)),
        html`${entry.clause}<br><small>${entry.arithmetic}</small>`,
        finding ? html`<a href="/findings/${finding.id}">${finding.no}</a>` : '—',
      ]
    }),
    words('no-entries'),
  )
}
