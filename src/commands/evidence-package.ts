/** `evidence export | keys`: packages that stand without us, and the keys that sign them. */
import { existsSync, writeFileSync } from 'node:fs'
import { packagePage, type ShownItem } from '../../reports/package/page.js'
import { packageReadme } from '../../reports/package/readme.js'
import { currentKey, publicKeys, rotateKey } from '../evidence/keys.js'
import { buildPackage, fileName, maskedName, type PackedItem, sealFolder } from '../evidence/package.js'
import { maskedPicture } from '../evidence/picture.js'
import { itemProof, readSeal, stampsBeside } from '../evidence/seal.js'
import { originalOf, shownPicture } from '../evidence/shown-picture.js'
import { type EvidenceStore, openStore } from '../evidence/store.js'
import { verifyItem } from '../evidence/verify.js'
import { type Ledger, openLedger } from '../ledger/open.js'
import {
  evidenceFor,
  evidenceIdsOfRun,
  findEntry,
  findFinding,
  listEntries,
  type StoredFinding,
} from '../ledger/read.js'
import { registry } from '../ledger/registry-store.js'
import { rowsOfEntry } from '../ledger/rows.js'
import { UserFault } from '../model/error.js'
import type { PackageAbout } from '../model/evidence-package.js'
import type { Entry } from '../model/ledger.js'
import { formatPoints } from '../model/points.js'
import { keptIn } from './evidence-keep.js'
import { sentence } from './inspection-document.js'
import { toolName } from './package-root.js'
import type { Shell } from './shell.js'
import { usage } from './shell.js'
import { table } from './terminal.js'

function aboutFinding(finding: StoredFinding, unitName: string): NonNullable<PackageAbout['finding']> {
  const { id, no, fingerprint, unit, check, code, verdict, state, url, facts } = finding
  return {
    id,
    no,
    fingerprint,
    unit,
    unitName,
    check,
    code,
    verdict,
    state,
    url,
    where: [...finding.where],
    subject: finding.subjectText,
    message: { zh: sentence(code, facts, 'zh-CN'), en: sentence(code, facts, 'en') },
    firstSeen: new Date(finding.firstSeen).toISOString(),
    lastSeen: new Date(finding.lastSeen).toISOString(),
  }
}

function aboutEntry(ledger: Ledger, entry: Entry): NonNullable<PackageAbout['entry']> {
  const { id, state, rubric, indicator, clause } = entry
  return {
    id,
    state,
    points: formatPoints(entry.points),
    rubric,
    indicator,
    clause,
    rows: rowsOfEntry(ledger, id),
  }
}

/** An item whose masked copies are still being made. `pruned`: hashes of its files that are there no more. */
interface Packing extends PackedItem {
  readonly masked: Map<string, Buffer>
  readonly pruned: readonly string[]
}

async function pack(shell: Shell, ledger: Ledger, store: EvidenceStore, id: string): Promise<Packing> {
  const { broken, manifest, pruned } = await verifyItem(store, id, keptIn(shell.dataDir, ledger))
  if (broken !== null) throw new UserFault(broken.key, broken.facts)
  if (manifest === null) throw new Error(`no manifest in a sound item ${id}`)
  const seal = readSeal(shell.dataDir, manifest.run)
  const sealed = seal && evidenceIdsOfRun(ledger, manifest.run)
  const proof = sealed && itemProof(sealed, id)
  if (!seal || !proof || proof.size !== seal.seal.items)
    throw new UserFault('evidence.unsealed', { run: manifest.run })
  return { id, manifest, proof, seal, masked: new Map(), pruned }
}

/** Width and height of a PNG, from its header. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

/** The item's picture as the package shows it; an encrypted one as a masked copy, which is put into the package. */
async function pictureIn(
  shell: Shell,
  store: EvidenceStore,
  item: Packing,
  copies: Map<string, Buffer>,
): Promise<ShownItem['picture']> {
  const shown = shownPicture(item.manifest)
  if (!shown) return null
  const { file, regions: frames } = shown
  if (item.pruned.includes(file.sha256)) return null
  const stored = await store.readBlob(file.sha256)
  const png = originalOf(shell.dataDir, file, stored)
  if (png === null || (shown.hide && !file.cipher)) return 'withheld'
  if (!file.cipher) return { name: fileName(file), ...sizeOf(png), frames, masked: false, from: file.from }
  const { jpeg, width, height } = await maskedPicture(png, shown)
  copies.set(file.sha256, jpeg)
  return { name: maskedName(file.sha256), width, height, frames, masked: true }
}

async function shownOf(shell: Shell, store: EvidenceStore, item: Packing): Promise<ShownItem> {
  const { id, manifest, seal, masked } = item
  const picture = await pictureIn(shell, store, item, masked)
  return { id, manifest, seal: seal.seal, sealDigits: seal.sha256.slice(0, 16), picture }
}

interface Meant {
  readonly finding: StoredFinding | null
  readonly entry: Entry | null
  readonly ids: readonly string[]
}

function meant(ledger: Ledger, name: string): Meant {
  const named = findEntry(ledger, name)
  const finding = findFinding(ledger, named?.finding ?? name)
  // A finding is told with what it cost, where it did.
  const entry =
    named ?? listEntries(ledger, finding?.unit).find((one) => one.finding === finding?.fingerprint) ?? null
  const ids = evidenceFor(ledger, name)
  if (ids.length === 0) throw usage('cli.evidence.unknown', { id: name })
  return { entry, finding, ids }
}

/** Exports the evidence of one entry or finding. Never writes over a file. */
export async function exportPackage(shell: Shell, name: string, path: string): Promise<void> {
  if (existsSync(path)) throw usage('cli.file-exists', { file: path })
  const store = openStore(shell.dataDir)
  const ledger = openLedger(shell.dataDir, { readonly: true })
  try {
    const { finding, entry, ids } = meant(ledger, name)
    const items: Packing[] = []
    for (const id of ids) items.push(await pack(shell, ledger, store, id))
    const unit = registry(ledger)
      .load()
      .units.find((one) => one.id === finding?.unit)
    const pruned = [...new Set(items.flatMap((item) => item.pruned))].sort()
    const about: PackageAbout = {
      schema: 'xuncha.package/1',
      tool: toolName(),
      exportedAt: shell.host.now(),
      finding: finding && aboutFinding(finding, unit?.name ?? finding.unit),
      entry: entry && aboutEntry(ledger, entry),
      items: items.map(({ id, manifest }) => ({ id, run: manifest.run, seal: sealFolder(manifest.run) })),
      ...(pruned.length > 0 ? { pruned } : {}),
    }
    const shown: ShownItem[] = []
    for (const item of items) shown.push(await shownOf(shell, store, item))
    const seals = [...new Set(items.map((item) => sealFolder(item.manifest.run)))]
    const stamped = items.some((item) => stampsBeside(item.seal).length > 0)
    const bytes = await buildPackage({
      about,
      items,
      store,
      key: currentKey(shell.dataDir),
      readme: packageReadme({ about, seals, stamped }),
      page: packagePage(about, shown),
    })
    writeFileSync(path, bytes, { flag: 'wx' })
    const facts = { file: path, items: items.length, bytes: bytes.length }
    shell.result(facts, () => shell.say('evidence.exported', facts))
  } finally {
    ledger.close()
  }
}

/** Lists the public keys, or starts a new one; `out` writes the public key in use to a file. */
export function keys(shell: Shell, flags: { readonly rotate?: boolean; readonly output?: string }): void {
  if (flags.output !== undefined && existsSync(flags.output))
    throw usage('cli.file-exists', { file: flags.output })
  const fresh = flags.rotate === true ? rotateKey(shell.dataDir) : null
  if (fresh) shell.note('evidence.key.rotated', { id: fresh.id })
  if (flags.output !== undefined)
    writeFileSync(flags.output, currentKey(shell.dataDir).publicPem, { flag: 'wx' })
  const known = publicKeys(shell.dataDir)
  shell.result({ keys: known }, () =>
    known.length === 0
      ? shell.say('evidence.key.none')
      : table(
          ['', ''],
          known.map((key) => [key.id, shell.say(`evidence.key.${key.current ? 'current' : 'former'}`)]),
        ),
  )
}
