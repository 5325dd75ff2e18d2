/** `findings rule | dismiss | approve`: what people decide about a finding. */
import { Option } from 'commander'
import {
  type AnsweredDismissal,
  answerDismissal,
  askDismissal,
  DISMISSAL_SCOPES,
  type Dismissal,
  type DismissalScope,
} from '../ledger/dismissals.js'
import type { Ledger } from '../ledger/open.js'
import { PERSON_RULINGS } from '../ledger/person-rulings.js'
import { findFinding, type StoredFinding } from '../ledger/read.js'
import { registry } from '../ledger/registry-store.js'
import { dayIn, isPlainDate, type PlainDate } from '../model/date.js'
import { ruleAndPrice } from '../pricing.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { openForWriting } from './open-data.js'
import { described, leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage, word } from './shell.js'

/** The finding of that name. @throws UserFault (exit status 2) where there is none */
export function findingNamed(ledger: Ledger, name: string): StoredFinding {
  const finding = findFinding(ledger, name)
  if (!finding) throw usage('cli.findings.unknown', { id: name })
  return finding
}

/** Today in the workspace's time zone. */
export function today(shell: Shell, ledger: Ledger): PlainDate {
  const { defaults } = registry(ledger).load()
  return dayIn(defaults.timezone ?? DEFAULT_TIMEZONE, shell.host.now())
}

/** A day out of an option; null where it is absent. @throws UserFault (exit status 2) */
export function dayOption(text: string | undefined): PlainDate | null {
  if (text === undefined) return null
  if (!isPlainDate(text)) throw usage('cli.inspect.bad-date', { found: text })
  return text
}

function summary({ id, no, unit, state, verdict, code, dismissal }: StoredFinding) {
  return { id, no, unit, code, state, verdict, dismissal }
}

function rule(
  shell: Shell,
  name: string,
  ruling: string,
  flags: { reason?: string; until?: string; at?: string },
): void {
  const known = PERSON_RULINGS.find((one) => one === ruling)
  if (!known) throw usage('findings.bad-ruling', { found: ruling, known: PERSON_RULINGS.join(' | ') })
  const ledger = openForWriting(shell)
  try {
    const finding = findingNamed(ledger, name)
    const at = dayOption(flags.at) ?? today(shell, ledger)
    const outcome = ruleAndPrice(ledger, finding, {
      actor: shell.actor,
      tell: shell.note,
      ruling: known,
      reason: flags.reason ?? '',
      until: dayOption(flags.until),
      at,
    })
    shell.result({ finding: summary(outcome.finding), entries: outcome.entries }, () =>
      shell.say('findings.ruled', {
        finding: finding.no,
        state: word(shell, 'cli.state', outcome.finding.state),
        entries: outcome.entries.length,
      }),
    )
  } finally {
    ledger.close()
  }
}

function dismissalDocument(shell: Shell, dismissal: Dismissal) {
  const { fingerprint, unit, scope, code, column, reason, until, actor, answer, answeredBy, askedAt } =
    dismissal
  const asked = new Date(askedAt).toISOString()
  return {
    fingerprint,
    unit,
    scope,
    scopeName: word(shell, 'findings.scope', scope),
    code,
    column,
    reason,
    until,
    actor,
    askedAt: asked,
    answer,
    answeredBy,
  }
}

function dismiss(
  shell: Shell,
  name: string,
  flags: { reason?: string; until?: string; scope?: DismissalScope },
): void {
  const ledger = openForWriting(shell)
  try {
    const finding = findingNamed(ledger, name)
    const latest = `${(finding.occurredOn ?? today(shell, ledger)).slice(0, 4)}-12-31`
    const dismissal = askDismissal(ledger, {
      finding,
      scope: flags.scope ?? 'finding',
      reason: flags.reason ?? '',
      until: dayOption(flags.until) ?? latest,
      latest,
      actor: shell.actor,
    })
    shell.result({ finding: summary(finding), dismissal: dismissalDocument(shell, dismissal) }, () =>
      shell.say('findings.asked', {
        finding: finding.no,
        scope: word(shell, 'findings.scope', dismissal.scope),
        until: dismissal.until,
      }),
    )
  } finally {
    ledger.close()
  }
}

function answerText(shell: Shell, name: string, outcome: AnsweredDismissal): string {
  if (outcome.dismissal.answer === 'refused') return shell.say('findings.refused', { finding: name })
  const facts = { finding: name, findings: outcome.findings.length, entries: outcome.entries.length }
  return shell.say('findings.approved', facts)
}

function approve(shell: Shell, name: string, flags: { refuse?: boolean; reason?: string }): void {
  const ledger = openForWriting(shell)
  try {
    const finding = findingNamed(ledger, name)
    const outcome = answerDismissal(ledger, finding, {
      answer: flags.refuse === true ? 'refused' : 'approved',
      reason: flags.reason ?? null,
      actor: shell.actor,
    })
    const document = {
      dismissal: dismissalDocument(shell, outcome.dismissal),
      findings: outcome.findings.map(summary),
      entries: outcome.entries,
    }
    shell.result(document, () => answerText(shell, finding.no, outcome))
  } finally {
    ledger.close()
  }
}

/** Adds the commands that decide to the group `findings`. */
export const registerFindingDecisions: Register = (findings, registrar) => {
  leaf(findings, registrar, {
    name: 'rule <FINDING> <problem|clean>',
    key: 'findings.rule',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--reason <TEXT>', 'reason'),
      option(registrar, '--until <DATE>', 'until'),
      option(registrar, '--at <DATE>', 'ruled-at'),
    ],
    run: (shell, command, [name, ruling]) => rule(shell, String(name), String(ruling), optionsOf(command)),
  })
  leaf(findings, registrar, {
    name: 'dismiss <FINDING>',
    key: 'findings.dismiss',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--reason <TEXT>', 'reason'),
      option(registrar, '--until <DATE>', 'dismissed-until'),
      new Option('--scope <SCOPE>', described(registrar, 'cli.option.dismissal-scope')).choices(
        DISMISSAL_SCOPES,
      ),
    ],
    run: (shell, command, [name]) => dismiss(shell, String(name), optionsOf(command)),
  })
  leaf(findings, registrar, {
    name: 'approve <FINDING>',
    key: 'findings.approve',
    prints: true,
    changes: true,
    options: [option(registrar, '--refuse', 'refuse'), option(registrar, '--reason <TEXT>', 'reason')],
    run: (shell, command, [name]) => approve(shell, String(name), optionsOf(command)),
  })
}
