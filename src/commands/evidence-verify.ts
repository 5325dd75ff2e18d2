/** `evidence verify`: a package, the folder of a sealed run, or a whole data directory; the first broken thing is named. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { keyIdOf, publicKeys } from '../evidence/keys.js'
import { openStore } from '../evidence/store.js'
import { type Broken, verifyItem } from '../evidence/verify.js'
import { isPackage, type PackageFiles, type Trust, verifyPackage } from '../evidence/verify-package.js'
import { holdsSeal, type RunTrust, verifyRun } from '../evidence/verify-run.js'
import { type Ledger, ledgerPath, openLedger } from '../ledger/open.js'
import { evidenceIdsOfRun, listEvidence } from '../ledger/read.js'
import { ledgerRows } from '../ledger/rows.js'
import { runById } from '../ledger/runs.js'
import type { Seal } from '../model/seal.js'
import { keptIn } from './evidence-keep.js'
import { ExitWith, type Shell } from './shell.js'
import { plain } from './terminal.js'
import { readUserFile } from './user-file.js'

/** What verifying came to, whatever was verified. */
interface Found {
  readonly steps: readonly Broken[]
  readonly broken: Broken | null
  readonly stamps: readonly { readonly at: number; readonly authority: string }[]
  readonly keys: readonly string[]
  readonly finding?: string | null
  readonly entry?: string | null
}

function tell(shell: Shell, path: string, found: Found, known: boolean): void {
  const { broken, keys, stamps, steps } = found
  const said = (one: Broken): string => shell.say(one.key, one.facts)
  const document = {
    file: path,
    valid: broken === null,
    timestamped: stamps.length > 0,
    stamps: stamps.map(({ at, authority }) => ({ at: new Date(at).toISOString(), authority })),
    keys,
    steps: steps.map((step) => ({ ...step, message: said(step) })),
    broken: broken && { ...broken, message: said(broken) },
    finding: found.finding ?? null,
    entry: found.entry ?? null,
  }
  const stamped = shell.say(`evidence.verdict.${stamps.length > 0 ? 'stamped' : 'unstamped'}`)
  const separator = shell.language === 'en' ? '; ' : '；'
  const lines = broken
    ? [shell.say('evidence.verdict.broken', { message: said(broken) })]
    : [
        `${shell.say('evidence.verdict.valid')}${separator}${stamped}`,
        ...(known ? [] : [shell.say('evidence.verdict.unknown-key', { keys: keys.join(' ') })]),
      ]
  shell.result(document, () => [...steps.map((step) => `✓ ${said(step)}`), ...lines].join('\n'))
  if (broken === null) return
  shell.host.stderr.write(`${plain(lines.join('\n'))}\n`)
  throw new ExitWith(1)
}

/** Most files of an unpacked package. */
const MOST_FILES = 50_000

/** The files of an unpacked package; null where the folder holds none. */
function unpacked(folder: string): PackageFiles | null {
  if (!isPackage({ has: (name) => existsSync(join(folder, name)) })) return null
  const files = new Map<string, Buffer>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || files.size >= MOST_FILES) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(folder, path).split(sep).join('/'), readFileSync(path))
  }
  return files
}

async function packageFound(given: Buffer | PackageFiles, path: string, trust: Trust): Promise<Found> {
  const { about, ...found } = await verifyPackage(given, path, trust)
  return { ...found, finding: about?.finding?.id ?? null, entry: about?.entry?.id ?? null }
}

/** The items of a run that its newest seal ought to hold; null where it has gone on since, or goes on. */
function sealedItems(ledger: Ledger, { run, sealedAt }: Seal): string[] | null {
  const known = runById(ledger, run)
  if (known && (known.status === 'running' || (known.finishedAt ?? 0) > sealedAt)) return null
  return evidenceIdsOfRun(ledger, run)
}

function runFound(folder: string, trust: Omit<RunTrust, 'evidence'>, ledger: Ledger | null) {
  return verifyRun(folder, { ...trust, evidence: (seal) => ledger && sealedItems(ledger, seal) })
}

/** Whether the ledger's row that a run was sealed with is still the same. */
function brokenHead(rows: ReadonlyMap<number, string>, seal: Seal): Broken | null {
  const { seq, hash } = seal.ledger
  if (seq === 0 || rows.get(seq) === hash) return null
  return { key: 'evidence.package.head', facts: { run: seal.run, seq } }
}

interface Verifying {
  readonly shell: Shell
  readonly dataDir: string
  readonly ledger: Ledger
}

/** Every item of the index with its files; the first that does not hold ends it. */
async function itemsFound({
  shell,
  dataDir,
  ledger,
}: Verifying): Promise<{ step: Broken; runs: ReadonlySet<string> } | { broken: Broken }> {
  const store = openStore(dataDir)
  const kept = keptIn(dataDir, ledger)
  const index = listEvidence(ledger)
  let [encrypted, pruned] = [0, 0]
  for (const { id } of index) {
    const { broken, manifest, pruned: gone } = await verifyItem(store, id, kept)
    if (broken) {
      const message = shell.say(broken.key, broken.facts)
      return { broken: { key: 'evidence.package.item', facts: { id, message } } }
    }
    encrypted += manifest?.files.filter((file) => file.cipher).length ?? 0
    pruned += gone.length
  }
  const step = { key: 'evidence.held.stored', facts: { items: index.length, encrypted, pruned } }
  return { step, runs: new Set(index.map((item) => item.run)) }
}

async function dataFound(all: Verifying, trust: Omit<RunTrust, 'evidence'>): Promise<Found> {
  const { dataDir, ledger } = all
  const items = await itemsFound(all)
  if ('broken' in items) return { steps: [], broken: items.broken, stamps: [], keys: [] }
  const steps = [items.step]
  const stamps: Found['stamps'][number][] = []
  const keys = new Set<string>()
  const rows = new Map([...ledgerRows(ledger)].map(({ seq, hash }) => [seq, hash]))
  const folders = existsSync(join(dataDir, 'runs')) ? readdirSync(join(dataDir, 'runs')) : []
  const runs = new Set([...folders, ...items.runs])
  let unsealed = 0
  for (const run of [...runs].sort()) {
    if (!holdsSeal(join(dataDir, 'runs', run))) {
      unsealed += 1
      continue
    }
    // A run that nothing is known of is of a database that a backup has taken the place of: its seal stands by itself.
    const known = runById(ledger, run) !== null || items.runs.has(run)
    const found = await runFound(join(dataDir, 'runs', run), trust, known ? ledger : null)
    steps.push(...found.steps)
    stamps.push(...found.stamps)
    if (found.seal) keys.add(found.seal.key)
    const broken = found.broken ?? (known && found.seal ? brokenHead(rows, found.seal) : null)
    if (broken) return { steps, broken, stamps, keys: [...keys] }
  }
  if (unsealed > 0) steps.push({ key: 'evidence.held.unsealed', facts: { runs: unsealed } })
  return { steps, broken: null, stamps, keys: [...keys] }
}

async function folderFound(shell: Shell, path: string, trust: Trust): Promise<Found> {
  const isData = existsSync(ledgerPath(path))
  // DATA/runs/ID: the data directory round it knows which items and keys there are.
  const around = dirname(dirname(resolve(path)))
  const beside = basename(dirname(resolve(path))) === 'runs' && existsSync(ledgerPath(around))
  const dataDir = isData ? path : beside ? around : null
  const ledger = dataDir === null ? null : openLedger(dataDir, { readonly: true })
  const own = dataDir === null ? null : new Set(publicKeys(dataDir).map(({ id }) => id))
  const keys = trust.publicKey === undefined ? own : new Set([keyIdOf(trust.publicKey)])
  const trusted = { keys, roots: trust.roots ?? null }
  try {
    if (isData && ledger) return await dataFound({ shell, dataDir: path, ledger }, trusted)
    const { seal, ...found } = await runFound(path, trusted, ledger)
    const rows = new Map(ledger ? [...ledgerRows(ledger)].map(({ seq, hash }) => [seq, hash]) : [])
    const broken = found.broken ?? (ledger && seal && brokenHead(rows, seal))
    return { ...found, broken, keys: seal ? [seal.key] : [] }
  } finally {
    ledger?.close()
  }
}

/** Verifies what lies at the path. Exit status 1 where it is broken, 2 where it is nothing of ours. */
export async function verifyAt(
  shell: Shell,
  path: string,
  given: { readonly key?: string; readonly tsaCa?: string },
): Promise<void> {
  const trust: Trust = {
    ...(given.key === undefined ? {} : { publicKey: readUserFile(given.key).toString('utf8') }),
    ...(given.tsaCa === undefined ? {} : { roots: readUserFile(given.tsaCa).toString('utf8') }),
  }
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const files = isFolder ? unpacked(path) : readUserFile(path)
  const found = files ? await packageFound(files, path, trust) : await folderFound(shell, path, trust)
  tell(shell, path, found, given.key !== undefined)
}
