/** `findings list | show`: what was found, and in which state it is. */
import { Option } from 'commander'
import { findingJson } from '../ledger/inspection-json.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import {
  evidenceOf,
  type FindingFilter,
  findFinding,
  listFindings,
  type StoredFinding,
} from '../ledger/read.js'
import { FINDING_STATES } from '../model/vocabulary.js'
import { sentence } from './inspection-document.js'
import { described, group, leaf, option, type Register } from './program.js'
import { optionsOf, type Shell, usage, word } from './shell.js'
import { oneLine, table } from './terminal.js'

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
        : table(
            ['number', 'unit', 'state', 'code', 'message'].map((name) => shell.say(`cli.head.${name}`)),
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
    ],
    run: (shell, command) => {
      const { unit, state, code, run } = optionsOf<FindingFilter>(command)
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
        const detail = documentOf(shell, ledger, finding)
        shell.result(detail, () => shown(shell, detail))
      } finally {
        ledger.close()
      }
    },
  })
}
