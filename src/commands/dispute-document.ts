/** A dispute as commands print it. */
import type { disputeDocument } from '../dispute-desk.js'
import { type Shell, word } from './shell.js'
import { table } from './terminal.js'

export { disputeDocument as documentOf } from '../dispute-desk.js'

/** The document. */
export type DisputeDocument = ReturnType<typeof disputeDocument>

function stateText(shell: Shell, one: DisputeDocument): string {
  if (one.outcome !== null) return word(shell, 'cli.outcome', one.outcome)
  const due = one.dueOn === null ? '' : shell.say('cli.dispute.due', { day: one.dueOn })
  return `${word(shell, 'cli.dispute-state', one.overdue ? 'overdue' : 'open')}${due}`
}

/** Disputes for a terminal. */
export function printed(shell: Shell, disputes: readonly DisputeDocument[]): string {
  const heads = ['dispute', 'unit', 'entry', 'points', 'stage', 'statement']
  return table(
    heads.map((name) => shell.say(`cli.book.${name}`)),
    disputes.map((one) => [
      one.id,
      one.unit,
      one.entry,
      one.points,
      stateText(shell, one),
      one.statement ?? '',
    ]),
  )
}
