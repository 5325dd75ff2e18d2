/** `ledger reprice`: what another version of the rubric would change in an assessment, listed first, done with --yes. */

import type { Ledger } from '../ledger/open.js'
import { openLedger } from '../ledger/open.js'
import { listRecords } from '../ledger/records.js'
import {
  planReprice,
  type RepriceLine,
  type RepricePlan,
  type RepricingRubric,
  reprice,
} from '../ledger/reprice.js'
import type { Entry } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import { rubricNamed } from '../rubric/load.js'
import { priceRecord } from '../rubric/record.js'
import type { Rubric } from '../rubric/schema.js'
import { found } from './assessment-document.js'
import { openForWriting } from './open-data.js'
import { scoringRubric } from './run/scoring.js'
import { type Shell, usage, word } from './shell.js'
import { table } from './terminal.js'

interface Flags {
  readonly rubric?: string
  readonly reason?: string
  readonly yes?: boolean
}

/** The rubric with the prices of what is registered outside the web. */
function repricing(ledger: Ledger, rubric: Rubric): RepricingRubric {
  const records = new Map(listRecords(ledger).map((record) => [record.id, record]))
  // A rule over a list names the missing item before the record.
  const recordOf = ({ occurrence }: Entry) => records.get(occurrence.slice(occurrence.indexOf('#') + 1))
  return {
    ...scoringRubric(rubric),
    priceOfRecord: (entry, facts) => {
      const record = recordOf(entry)
      if (!record || record.type === 'rank' || record.points !== null) return undefined
      const { occurrence, rule } = entry
      const priced = priceRecord(rubric, facts, { occurrence, rule, on: record.on, points: null })
      return priced.entry?.points ?? null
    },
  }
}

const shownPoints = (points: number | null): string => (points === null ? '—' : formatPoints(points))

function printed(shell: Shell, plan: RepricePlan, done: boolean): string {
  const heads = ['change', 'unit', 'row', 'entry', 'from', 'to'].map((name) => shell.say(`cli.book.${name}`))
  const rows = plan.lines.map((line) => [
    word(shell, 'cli.change', line.change),
    line.unit,
    `${line.indicator} ${line.rule}`,
    line.entry,
    shownPoints(line.from),
    line.because === null ? shownPoints(line.to) : shell.say(line.because),
  ])
  const { assessment, from, to } = plan
  const facts = { assessment, from, to, count: plan.lines.length }
  return [
    shell.say(done ? 'cli.reprice.done' : 'cli.reprice.would', facts),
    ...(rows.length > 0 ? [table(heads, rows)] : []),
  ].join('\n')
}

function lineDocument({ from, to, because, ...line }: RepriceLine, shell: Shell) {
  return {
    ...line,
    from: from === null ? null : formatPoints(from),
    to: to === null ? null : formatPoints(to),
    because: because === null ? null : shell.say(because),
  }
}

/** Lists or does it. @throws UserFault for an unknown assessment, a rubric of another id, --yes without a reason */
export function repriceIt(shell: Shell, assessment: string, flags: Flags): void {
  const ledger = flags.yes ? openForWriting(shell) : openLedger(shell.dataDir, { readonly: true })
  try {
    const one = found(ledger, assessment)
    const rubric = rubricNamed(flags.rubric ?? one.rubric)
    if (rubric.id !== one.rubric) throw usage('cli.reprice.other-rubric', { assessment, found: rubric.id })
    if (rubric.version === one.version) throw usage('cli.reprice.same', { assessment, version: one.version })
    const priced = repricing(ledger, rubric)
    const reason = flags.reason?.trim() ?? ''
    if (flags.yes && reason === '') throw usage('ledger.reason-needed', { action: 'reprice' })
    const plan = flags.yes
      ? reprice(ledger, assessment, priced, { actor: shell.actor, reason })
      : planReprice(ledger, assessment, priced)
    const document = {
      ...plan,
      done: flags.yes === true,
      lines: plan.lines.map((line) => lineDocument(line, shell)),
    }
    shell.result(document, () => printed(shell, plan, flags.yes === true))
    if (!flags.yes) shell.note('cli.reprice.how')
  } finally {
    ledger.close()
  }
}
