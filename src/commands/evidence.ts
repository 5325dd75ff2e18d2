/** `evidence list | show | export | verify | prune | forget | keys`: what proves a finding. */
import { openStore } from '../evidence/store.js'
import { type Kept, verifyItem } from '../evidence/verify.js'
import { openLedger } from '../ledger/open.js'
import { findFinding, listEvidence } from '../ledger/read.js'
import type { EvidenceManifest } from '../model/evidence.js'
import { findingId } from '../model/identity.js'
import { forget, itemsMeant, keptIn, prune } from './evidence-keep.js'
import { exportPackage, keys } from './evidence-package.js'
import { verifyAt } from './evidence-verify.js'
import { group, leaf, option, type Register } from './program.js'
import { ExitWith, listing, optionsOf, type Shell, usage } from './shell.js'
import { oneLine, plain } from './terminal.js'

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
        : listing(
            shell,
            ['taken', 'unit', 'code', 'number', 'evidence'],
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
    [
      manifest.tool,
      manifest.at,
      new Date(manifest.takenAt).toISOString(),
      manifest.environment.browser ?? '',
      manifest.environment.vantage === undefined
        ? ''
        : shell.say('evidence.vantage', { vantage: manifest.environment.vantage }),
    ]
      .filter((part) => part !== '')
      .join('  '),
    ...attempts,
    `${shell.say('cli.head.files')}:`,
    ...files,
  ].join('\n')
}

const EVIDENCE_ID = /^(?:sha256:)?[0-9a-f]{64}$/

/** One item, verified: the document and the same as text. */
async function verified(shell: Shell, id: string, kept: Kept) {
  const { valid, broken, manifest, notes } = await verifyItem(openStore(shell.dataDir), id, kept)
  const message = broken === null ? null : shell.say(broken.key, broken.facts)
  const said =
    message === null
      ? shell.say('cli.evidence.valid', { files: manifest?.files.length ?? 0 })
      : shell.say('cli.evidence.broken', { message })
  return {
    document: {
      id,
      valid,
      broken: broken === null ? null : { ...broken, message },
      notes: notes.map((note) => ({ ...note, message: shell.say(note.key, note.facts) })),
      manifest,
    },
    said,
    text: [
      ...(manifest === null ? [] : [shown(shell, id, manifest), '']),
      said,
      ...notes.map((note) => shell.say(note.key, note.facts)),
    ].join('\n'),
  }
}

async function show(shell: Shell, name: string): Promise<void> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  const [ids, kept] = [itemsMeant(ledger, name), keptIn(shell.dataDir, ledger)]
  ledger.close()
  const items = await Promise.all(ids.map((id) => verified(shell, id, kept)))
  const documents = items.map((item) => item.document)
  shell.result(EVIDENCE_ID.test(name) ? documents[0] : { of: name, evidence: documents }, () =>
    items.map((item) => item.text).join('\n\n'),
  )
  const broken = items.filter((item) => !item.document.valid)
  for (const item of broken) shell.host.stderr.write(`${plain(item.said)}\n`)
  if (broken.length > 0) throw new ExitWith(1)
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
  leaf(evidence, registrar, {
    name: 'export <ENTRY|FINDING>',
    key: 'evidence.export',
    prints: true,
    options: [option(registrar, '-o, --output <FILE>', 'package-file').makeOptionMandatory()],
    run: (shell, command, [name]) =>
      exportPackage(shell, String(name), optionsOf<{ output: string }>(command).output),
  })
  leaf(evidence, registrar, {
    name: 'verify <FILE|DIR>',
    key: 'evidence.verify',
    prints: true,
    options: [
      option(registrar, '--key <FILE>', 'public-key'),
      option(registrar, '--tsa-ca <FILE>', 'tsa-ca'),
    ],
    run: (shell, command, [file]) => verifyAt(shell, String(file), optionsOf(command)),
  })
  leaf(evidence, registrar, {
    name: 'prune',
    key: 'evidence.prune',
    prints: true,
    changes: true,
    options: [
      option(registrar, '--older-than <DAYS>', 'older-than'),
      option(registrar, '--dry-run', 'dry-run'),
      option(registrar, '--reason <TEXT>', 'reason'),
    ],
    run: (shell, command) => prune(shell, optionsOf(command)),
  })
  leaf(evidence, registrar, {
    name: 'forget <ITEM|FINDING|ENTRY>',
    key: 'evidence.forget',
    prints: true,
    changes: true,
    options: [option(registrar, '--reason <TEXT>', 'reason')],
    run: (shell, command, [name]) => forget(shell, String(name), optionsOf(command)),
  })
  leaf(evidence, registrar, {
    name: 'keys',
    key: 'evidence.keys',
    prints: true,
    changes: true,
    options: [option(registrar, '--rotate', 'rotate'), option(registrar, '-o, --output <FILE>', 'key-file')],
    run: (shell, command) => keys(shell, optionsOf(command)),
  })
}
