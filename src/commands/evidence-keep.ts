/** `evidence prune | forget`: what is given up for good: files that nothing rests on any more, and keys of personal data. */
import { dataKeyIds, deleteDataKey, readDataKey } from '../evidence/data-keys.js'
import { type EvidenceStore, openStore } from '../evidence/store.js'
import type { Kept } from '../evidence/verify.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import { evidenceFor, evidenceIdsOfRun, indexedEvidence } from '../ledger/read.js'
import { registry } from '../ledger/registry-store.js'
import { goingRuns, handedIn, partedByRetention, prunedBlobs, recordPruned } from '../ledger/retention.js'
import { UserFault } from '../model/error.js'
import type { EvidenceFile, EvidenceManifest } from '../model/evidence.js'
import { openForWriting } from './open-data.js'
import { type Shell, usage } from './shell.js'

const DAY_MS = 86_400_000
const EVIDENCE_ID = /^(?:sha256:)?[0-9a-f]{64}$/

/** What verification is told of a data directory beside its files: keys at hand, and what retention gave up. */
export function keptIn(dataDir: string, ledger: Ledger): Kept {
  return { holdsKey: (id) => readDataKey(dataDir, id) !== null, pruned: prunedBlobs(ledger) }
}

/** Ids of the items meant: the one named, else those that an entry or a finding rests on. */
export function itemsMeant(ledger: Ledger, name: string): string[] {
  const named = EVIDENCE_ID.test(name) ? `sha256:${name.replace(/^sha256:/, '')}` : null
  const held = named === null ? evidenceFor(ledger, name) : [named]
  const known = named === null || indexedEvidence(ledger, named) !== null
  if (held.length === 0 || !known) throw usage('cli.evidence.unknown', { id: name })
  return held
}

/** Manifests of items, null where one is missing or altered: what cannot be read protects nothing and gives up nothing. */
async function manifestOf(store: EvidenceStore, id: string): Promise<EvidenceManifest | null> {
  try {
    return await store.readItem(id)
  } catch (error) {
    if (error instanceof UserFault) return null
    throw error
  }
}

/** Files of items by their hash; what was brought by somebody else is left out: retention leaves it alone. */
async function filesOf(store: EvidenceStore, ids: readonly string[]): Promise<Map<string, EvidenceFile>> {
  const files = new Map<string, EvidenceFile>()
  for (const id of ids)
    for (const file of (await manifestOf(store, id))?.files ?? [])
      if (file.role !== 'submitted') files.set(file.sha256, file)
  return files
}

/** What retention gives up: files that are there, the items that name them, and keys that then open nothing any more. */
async function givenUp(shell: Shell, ledger: Ledger, before: number) {
  const store = openStore(shell.dataDir)
  const { given, kept } = partedByRetention(ledger, before)
  const [files, needed] = [await filesOf(store, given), await filesOf(store, kept)]
  for (const hash of [...needed.keys(), ...handedIn(ledger)]) files.delete(hash)
  for (const hash of [...files.keys()]) if (!(await store.hasBlob(hash))) files.delete(hash)
  const items: string[] = []
  for (const id of given)
    if ((await manifestOf(store, id))?.files.some((file) => files.has(file.sha256))) items.push(id)
  const opening = new Set([...needed.values()].flatMap(({ cipher }) => cipher?.key ?? []))
  const keys = dataKeyIds(shell.dataDir).filter((id) => !opening.has(id))
  return { store, files, items, keys, kept: kept.length }
}

/** Age in days from the command line, else from the workspace. */
function daysMeant(ledger: Ledger, given: string | undefined): number {
  if (given !== undefined && !/^\d{1,5}$/.test(given)) throw usage('evidence.prune.days', { found: given })
  const days = given === undefined ? registry(ledger).load().defaults.retention?.evidenceDays : Number(given)
  if (days === undefined) throw usage('evidence.prune.no-days', {})
  return days
}

/** Gives up the files of items that nothing rests on any more; with `dryRun` only says which. */
export async function prune(
  shell: Shell,
  flags: { readonly olderThan?: string; readonly dryRun?: boolean; readonly reason?: string },
): Promise<void> {
  const ledger = flags.dryRun ? openLedger(shell.dataDir, { readonly: true }) : openForWriting(shell)
  try {
    const before = shell.host.now() - daysMeant(ledger, flags.olderThan) * DAY_MS
    const going = goingRuns(ledger)
    if (going.length > 0 && !flags.dryRun)
      throw new UserFault('evidence.prune.going', { run: going[0] ?? '' })
    const { store, files, items, keys, kept } = await givenUp(shell, ledger, before)
    const blobs = [...files.keys()].sort()
    if (blobs.length + keys.length > 0 && !flags.dryRun) {
      recordPruned(
        ledger,
        { schema: 'xuncha.pruned/1', why: 'retention', items, blobs, keys, before },
        { actor: shell.actor, reason: flags.reason ?? null },
      )
      for (const hash of blobs) await store.removeBlob(hash)
      for (const key of keys) deleteDataKey(shell.dataDir, key)
    }
    const facts = {
      dryRun: flags.dryRun === true,
      before: new Date(before).toISOString(),
      items: items.length,
      files: blobs.length,
      keys: keys.length,
      bytes: [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0),
      kept,
    }
    shell.result({ ...facts, evidence: items }, () =>
      shell.say(flags.dryRun ? 'evidence.prune.would' : 'evidence.prune.done', facts),
    )
  } finally {
    ledger.close()
  }
}

/** Deletes the keys of an item's, a finding's or an entry's encrypted files: from then on nobody can open them. */
export async function forget(shell: Shell, name: string, flags: { readonly reason?: string }): Promise<void> {
  const reason = flags.reason?.trim() ?? ''
  if (reason === '') throw usage('evidence.forget.reason', {})
  const store = openStore(shell.dataDir)
  const ledger = openForWriting(shell)
  try {
    const meant = new Set(itemsMeant(ledger, name))
    const runs = new Set<string>()
    const keys = new Set<string>()
    for (const id of meant) {
      const manifest = await manifestOf(store, id)
      if (manifest) runs.add(manifest.run)
      for (const { cipher } of manifest?.files ?? [])
        if (cipher && readDataKey(shell.dataDir, cipher.key)) keys.add(cipher.key)
    }
    if (keys.size === 0) throw new UserFault('evidence.nothing-encrypted', { id: name })
    // A page's key serves whatever else the run claims of that page.
    const items: string[] = []
    for (const run of runs)
      for (const id of evidenceIdsOfRun(ledger, run))
        if ((await manifestOf(store, id))?.files.some(({ cipher }) => cipher && keys.has(cipher.key)))
          items.push(id)
    const given = { items: items.sort(), blobs: [], keys: [...keys].sort(), before: null }
    recordPruned(ledger, { schema: 'xuncha.pruned/1', why: 'key', ...given }, { actor: shell.actor, reason })
    for (const key of keys) deleteDataKey(shell.dataDir, key)
    shell.result({ keys: given.keys, evidence: given.items }, () =>
      shell.say('evidence.forgotten', { keys: keys.size, items: items.length }),
    )
  } finally {
    ledger.close()
  }
}
