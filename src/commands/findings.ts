/** `findings …`: what was found, in which state it is, and what people decide about it. */
import { Option } from 'commander'
import { listDismissals } from '../ledger/dismissals.js'
import { findingJson } from '../ledger/inspection-json.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import {
  evidenceOf,
  type FindingFilter,
  findFinding,
  listFindings,
  type StoredFinding,
} from '../ledger/read.js'
import { rulingsOf } from '../ledger/rulings.js'
import { FINDING_STATES } from '../model/vocabulary.js'
import { registerFindingDecisions } from './findings-decide.js'
import { registerReportedFindings } from './findings-report.js'
import { sentence } from './inspection-document.js'
import { described, group, leaf, option, type Register } from './program.js'
import { listing, optionsOf, type Shell, usage, word } from './shell.js'
import { oneLine } from './terminal.js'

/** The finding with everything that the contract prints of one, and whose it is. */
function documentOf(shell: Shell, ledger: Ledger, finding: StoredFinding) {
  const evidence = evidenceOf(ledger, finding.fingerprint)
  return {
    unit: finding.unit,
    units: finding.units,
    shared: finding.shared,
    ...findingJson({ ...finding, evidence }, (key, facts) => sentence(key, facts, shell.language)),
  }
}

type FindingDetail = ReturnType<typeof documentOf>

function standing(shell: Shell, finding: FindingDetail): string {
  return finding.verdict === 'cannot-tell' && finding.state === 'candidate'
    ? word(shell, 'cli.verdict', 'cannot-tell')
    : word(shell, 'cli.state', finding.state)
}

function list(shell: Shell, filter: FindingFilter): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const { unit, ...rest } = filter
    // A unit's findings are also those that it shares with others.
    const findings = listFindings(ledger, rest)
      .filter((finding) => unit === undefined || finding.unit === unit || finding.units.includes(unit))
      .map((finding) => documentOf(shell, ledger, finding))
    shell.result({ findings }, () =>
      findings.length === 0
        ? shell.say('cli.findings.none')
        : listing(
            shell,
            ['number', 'unit', 'state', 'code', 'message'],
            findings.map((finding) => [
              finding.no,
              finding.shared ? `${finding.unit} (${finding.units.length})` : finding.unit,
              standing(shell, finding),
              finding.code,
              finding.message,
            ]),
          ),
    )
  } finally {
    ledger.close()
  }
}

function shown(shell: Shell, finding: FindingDetail): string {
  const rows: [string, string][] = [
    ['number', `${finding.no}  ${finding.id}`],
    ['unit', finding.shared ? `${finding.unit} → ${finding.units.join(' ')}` : finding.unit],
    ['state', standing(shell, finding)],
    ['check', `${finding.check} ${finding.code}`],
    ['message', finding.message],
    ['column', finding.where.join(' › ')],
    ['url', finding.url],
    ['value', finding.subject],
    ['taken', `${finding.firstSeen} — ${finding.lastSeen}`],
    ...finding.evidence.map((id): [string, string] => ['evidence', id]),
  ]
  return rows.map(([name, value]) => `${shell.say(`cli.head.${name}`)}: ${oneLine(value)}`).join('\n')
}

/** What people decided about a finding, in order of time; points of time in ISO form. */
function decidedOn(ledger: Ledger, finding: StoredFinding) {
  const rulings = rulingsOf(ledger, finding.fingerprint).map((one) => ({
    what: one.ruling === 'problem' ? 'problem' : one.second === null ? 'clean' : 'dismissed',
    by: one.second === null ? [one.actor] : [one.actor, one.second],
    reason: one.reason,
    until: one.until,
    at: new Date(one.ruledAt).toISOString(),
  }))
  const asked = listDismissals(ledger)
    .filter((one) => one.fingerprint === finding.fingerprint && one.answer !== 'approved')
    .map((one) => ({
      what: one.answer ?? 'asked',
      by: one.answeredBy === null ? [one.actor] : [one.actor, one.answeredBy],
      reason: one.reason,
      until: one.until,
      at: new Date(one.askedAt).toISOString(),
    }))
  return { decisions: [...rulings, ...asked].sort((a, b) => (a.at < b.at ? -1 : 1)) }
}

function decisionLine(shell: Shell, one: ReturnType<typeof decidedOn>['decisions'][number]): string {
  return shell.say('findings.decision', {
    at: one.at,
    what: word(shell, 'findings.what', one.what),
    by: one.by.join('、'),
    reason: one.reason,
    until: one.until ?? '',
  })
}

function listAsked(shell: Shell): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const asked = listDismissals(ledger, true).map((one) => ({
      ...one,
      askedAt: new Date(one.askedAt).toISOString(),
      no: findFinding(ledger, one.fingerprint)?.no ?? one.fingerprint,
    }))
    shell.result({ dismissals: asked }, () =>
      asked.length === 0
        ? shell.say('findings.none-asked')
        : listing(
            shell,
            ['number', 'unit', 'kind', 'until', 'by', 'reason'],
            asked.map((one) => [
              one.no,
              one.unit,
              word(shell, 'findings.scope', one.scope),
              one.until,
              one.actor,
              one.reason,
            ]),
          ),
    )
  } finally {
    ledger.close()
  }
}

export const registerFindings: Register = (program, registrar) => {
  const findings = group(program, registrar, 'findings')
  leaf(findings, registrar, {
    name: 'list',
    key: 'findings.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      new Option('--state <STATE>', described(registrar, 'cli.option.finding-state')).choices(FINDING_STATES),
      option(registrar, '--code <CODE>', 'code'),
      option(registrar, '--run <ID>', 'run-only'),
      option(registrar, '--asked', 'asked'),
    ],
    run: (shell, command) => {
      const { unit, state, code, run, asked } = optionsOf<FindingFilter & { asked?: boolean }>(command)
      if (asked === true) return listAsked(shell)
      list(shell, {
        ...(unit === undefined ? {} : { unit }),
        ...(state === undefined ? {} : { state }),
        ...(code === undefined ? {} : { code }),
        ...(run === undefined ? {} : { run }),
      })
    },
  })
  leaf(findings, registrar, {
    name: 'show <FINDING>',
    key: 'findings.show',
    prints: true,
    run: (shell, _, [name]) => {
      const ledger = openLedger(shell.dataDir, { readonly: true })
      try {
        const finding = findFinding(ledger, String(name))
        if (!finding) throw usage('cli.findings.unknown', { id: String(name) })
        const detail = { ...documentOf(shell, ledger, finding), ...decidedOn(ledger, finding) }
        shell.result(detail, () =>
          [shown(shell, detail), ...detail.decisions.map((one) => decisionLine(shell, one))].join('\n'),
        )
      } finally {
        ledger.close()
      }
    },
  })
  registerReportedFindings(findings, registrar)
  registerFindingDecisions(findings, registrar)
}
