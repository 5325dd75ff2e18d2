/** `evidence list | show`: what proves a finding. */
import { openStore } from '../evidence/store.js'
import { verifyItem } from '../evidence/verify.js'
import { openLedger } from '../ledger/open.js'
import { findFinding, listEvidence } from '../ledger/read.js'
import type { EvidenceManifest } from '../model/evidence.js'
import { findingId } from '../model/identity.js'
import { group, leaf, option, type Register } from './program.js'
import { ExitWith, optionsOf, type Shell, usage } from './shell.js'
import { oneLine, table } from './terminal.js'

interface Filter {
  readonly unit?: string
  readonly run?: string
  readonly finding?: string
}

function list(shell: Shell, filter: Filter): void {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const named = filter.finding === undefined ? null : findFinding(ledger, filter.finding)
    if (filter.finding !== undefined && !named) throw usage('cli.findings.unknown', { id: filter.finding })
    const items = listEvidence(ledger, {
      ...(filter.unit === undefined ? {} : { unit: filter.unit }),
      ...(filter.run === undefined ? {} : { run: filter.run }),
    })
      .filter((item) => named === null || item.fingerprints.includes(named.fingerprint))
      .map(({ takenAt, fingerprints, ...item }) => ({
        ...item,
        takenAt: new Date(takenAt).toISOString(),
        findings: fingerprints.map(findingId),
      }))
    shell.result({ evidence: items }, () =>
      items.length === 0
        ? shell.say('cli.evidence.none')
        : table(
            ['taken', 'unit', 'code', 'number', 'evidence'].map((name) => shell.say(`cli.head.${name}`)),
            items.map((item) => [item.takenAt, item.unit, item.code, item.findings.join(' '), item.id]),
          ),
    )
  } finally {
    ledger.close()
  }
}

function shown(shell: Shell, id: string, manifest: EvidenceManifest): string {
  const attempts = manifest.attempts.map((attempt) => {
    const how = attempt.status === null ? (attempt.error ?? attempt.cause ?? '') : `HTTP ${attempt.status}`
    return `  ${new Date(attempt.startedAt).toISOString()}  ${attempt.client}  ${oneLine(how)}  ${oneLine(attempt.finalUrl)}`
  })
  const files = manifest.files.map(
    (file) => `  ${file.role}  ${file.bytes}  ${file.sha256}  ${oneLine(file.of)}`,
  )
  return [
    `${id}  ${manifest.unit}  ${manifest.claim.code}  ${oneLine(manifest.claim.subject)}`,
    `${manifest.tool}  ${manifest.at}  ${new Date(manifest.takenAt).toISOString()}  ${manifest.environment.browser ?? ''}`,
    ...attempts,
    `${shell.say('cli.head.files')}:`,
    ...files,
  ].join('\n')
}

async function show(shell: Shell, id: string): Promise<void> {
  const verified = await verifyItem(openStore(shell.dataDir), id)
  const { manifest, broken } = verified
  const message = broken === null ? null : shell.say(broken.key, broken.facts)
  shell.result(
    { id, valid: verified.valid, broken: broken === null ? null : { ...broken, message }, manifest },
    () =>
      [
        ...(manifest === null ? [] : [shown(shell, id, manifest), '']),
        message === null
          ? shell.say('cli.evidence.valid', { files: manifest?.files.length ?? 0 })
          : shell.say('cli.evidence.broken', { message }),
      ].join('\n'),
  )
  if (!verified.valid) throw new ExitWith(1)
}

export const registerEvidence: Register = (program, registrar) => {
  const evidence = group(program, registrar, 'evidence')
  leaf(evidence, registrar, {
    name: 'list',
    key: 'evidence.list',
    prints: true,
    options: [
      option(registrar, '--unit <ID>', 'unit'),
      option(registrar, '--run <ID>', 'run-only'),
      option(registrar, '--finding <FINDING>', 'finding'),
    ],
    run: (shell, command) => list(shell, optionsOf<Filter>(command)),
  })
  leaf(evidence, registrar, {
    name: 'show <ID>',
    key: 'evidence.show',
    prints: true,
    run: (shell, _, [id]) => show(shell, String(id)),
  })
}
