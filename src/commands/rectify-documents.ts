/** Problem lists as people read them: as data, on a terminal, and as the spreadsheet that a unit fills in. */
import type { StandingItem, StandingList } from '../ledger/rectification-read.js'
import { CLAIM_NAMES, SHEET_FIELDS, sheetHeaders } from '../registry/problem-sheet.js'
import { type Sheet, writeXlsx } from '../tables/xlsx.js'
import { sentence } from './inspection-document.js'
import { listing, type Shell, word } from './shell.js'

/** One finding on a list as data. */
function itemDocument(shell: Shell, item: StandingItem) {
  const { finding, standing, dueOn, receivedOn, reply, verdict, mendedOn, recheckDue } = item
  return {
    id: finding.id,
    no: finding.no,
    code: finding.code,
    message: sentence(finding.code, finding.facts, shell.language),
    url: finding.url,
    where: finding.where,
    state: finding.state,
    standing,
    dueOn,
    receivedOn,
    mendedOn,
    recheckDue,
    reply: reply && {
      on: reply.day,
      claim: reply.claim,
      text: reply.text,
      files: reply.files,
      by: reply.actor,
    },
    verdict: verdict && { on: verdict.day, verdict: verdict.verdict, text: verdict.text, by: verdict.actor },
    before: item.before,
    after: item.after,
  }
}

/** A list as data. */
export function listDocument(shell: Shell, { list, standing, items, events }: StandingList) {
  return {
    ...list,
    issuedAt: new Date(list.issuedAt).toISOString(),
    standing,
    items: items.map((item) => itemDocument(shell, item)),
    events: events.map((event) => ({ ...event, recordedAt: new Date(event.recordedAt).toISOString() })),
  }
}

/** Lists for a terminal, each with its findings. */
export function listsText(shell: Shell, lists: readonly StandingList[]): string {
  if (lists.length === 0) return shell.say('rectify.none')
  return lists
    .map(({ list, standing, items }) =>
      [
        shell.say('rectify.head', {
          id: list.id,
          unit: list.unit,
          issued: list.issuedOn,
          due: list.dueOn,
          standing: word(shell, 'rectify.standing', standing),
        }),
        listing(
          shell,
          ['number', 'state', 'due', 'message'],
          items.map((item) => [
            item.finding.no,
            word(shell, 'rectify.standing', item.standing),
            item.dueOn,
            sentence(item.finding.code, item.finding.facts, shell.language),
          ]),
        ),
      ].join('\n'),
    )
    .join('\n\n')
}

function cellsOf(shell: Shell, item: StandingItem, names: ReadonlyMap<string, string>): string[] {
  const { finding, reply } = item
  const english = shell.language === 'en'
  const claim = reply?.claim ?? null
  const cells: Readonly<Record<(typeof SHEET_FIELDS)[number], string>> = {
    number: finding.no,
    unit: names.get(finding.unit) ?? finding.unit,
    type: word(shell, 'check', `${finding.check}.title`),
    said: sentence(finding.code, finding.facts, shell.language),
    where: finding.where.join(' › '),
    url: finding.url,
    found: new Date(finding.firstSeen).toISOString().slice(0, 10),
    due: item.dueOn,
    standing: word(shell, 'rectify.standing', item.standing),
    claim: claim === null ? '' : english ? claim : (CLAIM_NAMES[claim][0] ?? claim),
    measures: reply?.text ?? '',
    done: '',
    files: reply?.files.map((file) => file.name).join('、') ?? '',
    contact: '',
  }
  return SHEET_FIELDS.map((field) => cells[field])
}

const WIDTHS = [20, 14, 14, 44, 28, 40, 12, 12, 12, 12, 36, 12, 24, 16]

/** The spreadsheet of lists: one sheet, findings by list and number. `names`: unit ids to names. */
export function listsSheet(
  shell: Shell,
  lists: readonly StandingList[],
  names: ReadonlyMap<string, string>,
): Promise<Buffer> {
  const title = lists.length === 1 ? (lists[0]?.list.id ?? '') : ''
  const sheet: Sheet = {
    name: shell.say('rectify.sheet'),
    title: shell.say('rectify.title', { id: title }),
    headers: sheetHeaders(shell.language === 'en'),
    rows: lists.flatMap(({ items }) => items.map((item) => cellsOf(shell, item, names))),
    widths: WIDTHS,
  }
  return writeXlsx([sheet])
}
