/** `backup FILE` and `restore FILE`: a consistent copy of the database of record, and putting one back. */
import { mkdirSync } from 'node:fs'
import { signRestore } from '../evidence/checkpoints.js'
import { type EvidenceStore, openStore } from '../evidence/store.js'
import { backupTo, restoreFrom } from '../ledger/backup.js'
import { openLedger } from '../ledger/open.js'
import { listEvidence } from '../ledger/read.js'
import { UserFault } from '../model/error.js'
import { leaf, option, type Register } from './program.js'
import { optionsOf, type Shell } from './shell.js'

/** Where the ledger says what is broken, the sentence for it in place of its key. */
async function said<T>(shell: Shell, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UserFault) || error.key !== 'ledger.backup-broken') throw error
    const { key, detail, file } = error.facts
    const broken = shell.say(String(key), JSON.parse(String(detail)) as Record<string, unknown>)
    throw new UserFault('ledger.backup-broken', { file: file ?? '', broken })
  }
}

async function backup(shell: Shell, file: string): Promise<void> {
  const taken = await said(shell, () => backupTo(shell.dataDir, file))
  shell.result(taken, () => shell.say('cli.backup.taken', { ...taken }))
  shell.note('cli.backup.beside', { evidence: taken.evidence })
}

/** Items of the index that the store does not hold: a restored database may be newer than the evidence at hand. */
async function missingEvidence(shell: Shell, store: EvidenceStore): Promise<string[]> {
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const missing: string[] = []
    for (const { id } of listEvidence(ledger)) if (!(await store.hasItem(id))) missing.push(id)
    return missing
  } finally {
    ledger.close()
  }
}

async function restore(shell: Shell, file: string, reason: string | null): Promise<void> {
  const { now } = shell.host
  mkdirSync(shell.dataDir, { recursive: true })
  const done = await said(shell, () => restoreFrom(shell.dataDir, file, { actor: shell.actor, reason, now }))
  signRestore(shell.dataDir, done.head, done.replaced, now)
  const missing = await missingEvidence(shell, openStore(shell.dataDir))
  shell.result({ ...done, missingEvidence: missing }, () =>
    shell.say('cli.backup.restored', { file, rows: done.restored.seq }),
  )
  if (done.aside !== null) shell.note('cli.backup.aside', { file: done.aside })
  if (missing.length > 0) shell.note('cli.backup.missing', { count: missing.length, first: missing[0] })
}

export const registerBackup: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'backup <FILE>',
    key: 'backup',
    prints: true,
    run: (shell, _, [file]) => backup(shell, String(file)),
  })
}

export const registerRestore: Register = (program, registrar) => {
  leaf(program, registrar, {
    name: 'restore <FILE>',
    key: 'restore',
    prints: true,
    changes: true,
    options: [option(registrar, '--reason <TEXT>', 'reason')],
    run: (shell, command, [file]) =>
      restore(shell, String(file), optionsOf<{ reason?: string }>(command).reason ?? null),
  })
}
