/** Verification of an evidence package, offline and step by step: sums, items, proofs, seals, stamps; the first broken thing is named. */
import { openArchive } from '../documents/archive.js'
import { canonicalJson, sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import { type EvidenceManifest, evidenceManifestSchema } from '../model/evidence.js'
import { type PackageAbout, packageSchema } from '../model/evidence-package.js'
import { ledgerHash } from '../model/ledger.js'
import { proofSchema, type Seal } from '../model/seal.js'
import { isSignedBy, keyIdOf } from './keys.js'
import { provenRoot } from './merkle.js'
import { fileName, sealFolder } from './package.js'
import { parseSeal } from './seal.js'
import { checkStamp } from './timestamp.js'
import { type Broken, unfoundedClaim } from './verify.js'

/** What a package came to. `steps`: message keys of what held, with their facts, in order. */
export interface PackageVerification {
  readonly valid: boolean
  readonly steps: readonly Broken[]
  readonly broken: Broken | null
  readonly about: PackageAbout | null
  /** Stamped times, UTC milliseconds, with the authority's name. Empty: not timestamped. */
  readonly stamps: readonly { readonly at: number; readonly authority: string }[]
  /** Ids of the keys that signed. */
  readonly keys: readonly string[]
}

/** What the verifier trusts beyond the package: public keys and authorities' roots, both PEM. */
export interface Trust {
  readonly publicKey?: string
  readonly roots?: string
}

/** Ends the verification at the first broken thing. */
class Break extends Error {
  constructor(readonly what: Broken) {
    super(what.key)
  }
}

function fail(what: string, facts: Broken['facts'] = {}): never {
  throw new Break({ key: `evidence.package.${what}`, facts })
}

/** The files of a package by their names in it. */
export type PackageFiles = ReadonlyMap<string, Buffer>
type Files = PackageFiles

/** A package is ours, and large where a finding was seen for a year; a bomb is told by its ratio all the same. */
const LIMITS = { entries: 50_000, bytes: 1_500_000_000, part: 1_000_000_000, ratio: 100 } as const

/** True for names that a package has and nothing else has. */
export function isPackage(files: { has(name: string): boolean }): boolean {
  return files.has('SHA256SUMS') || files.has('package.json')
}

async function readFiles(bytes: Buffer, file: string): Promise<Files> {
  const archive = await openArchive(bytes, LIMITS).catch(() => null)
  if (archive === null) throw new UserFault('evidence.not-package', { file }, 2)
  const files = new Map<string, Buffer>()
  for (const name of archive.names) {
    const content = await archive.read(name).catch(() => null)
    if (content === null) fail('damaged', { name })
    files.set(name, content)
  }
  if (!isPackage(files)) throw new UserFault('evidence.not-package', { file }, 2)
  return files
}

function part(files: Files, name: string): Buffer {
  return files.get(name) ?? fail('missing', { name })
}

function json(files: Files, name: string): unknown {
  try {
    return JSON.parse(part(files, name).toString('utf8'))
  } catch (error) {
    if (error instanceof Break) throw error
    return fail('damaged', { name })
  }
}

/** A signature that holds; a key that is none is as bad as a wrong one. */
function holds(publicPem: string, bytes: Buffer, signature: Buffer): boolean {
  try {
    return isSignedBy(publicPem, bytes, signature)
  } catch {
    return false
  }
}

function checkSums(files: Files): string {
  const sums = part(files, 'SHA256SUMS')
  const listed = new Map<string, string>()
  for (const line of sums.toString('utf8').split('\n')) {
    if (line === '') continue
    const found = /^([0-9a-f]{64}) {2}([^\0]+)$/.exec(line)
    if (!found) fail('damaged', { name: 'SHA256SUMS' })
    listed.set(found?.[2] ?? '', found?.[1] ?? '')
  }
  for (const [name, hash] of listed) if (sha256(part(files, name)) !== hash) fail('altered', { name })
  for (const name of files.keys())
    if (!listed.has(name) && name !== 'SHA256SUMS' && name !== 'SHA256SUMS.sig') fail('extra', { name })
  const key = part(files, 'SHA256SUMS.pub.pem').toString('utf8')
  if (!holds(key, sums, part(files, 'SHA256SUMS.sig'))) fail('signature', { name: 'SHA256SUMS' })
  return keyIdOf(key)
}

function manifestOf(files: Files, id: string): EvidenceManifest {
  const name = `items/${id.replace(/^sha256:/, '')}.json`
  const bytes = part(files, name)
  const parsed = evidenceManifestSchema.safeParse(json(files, name))
  if (
    `sha256:${sha256(bytes)}` !== id ||
    !parsed.success ||
    canonicalJson(parsed.data) !== bytes.toString('utf8')
  )
    fail('altered', { name })
  return parsed.data as EvidenceManifest
}

function checkItem(files: Files, id: string, pruned: ReadonlySet<string>): EvidenceManifest {
  const manifest = manifestOf(files, id)
  for (const file of manifest.files) {
    const name = fileName(file)
    if (pruned.has(file.sha256) && !files.has(name)) continue
    const bytes = part(files, name)
    if (sha256(bytes) !== file.sha256 || bytes.length !== file.bytes) fail('altered', { name })
  }
  const wrong = unfoundedClaim(manifest)
  if (wrong) throw new Break(wrong)
  return manifest
}

function checkSeal(files: Files, folder: string): { seal: Seal; bytes: Buffer; key: string } {
  const bytes = part(files, `${folder}/seal.json`)
  const seal = parseSeal(bytes) ?? fail('damaged', { name: `${folder}/seal.json` })
  const key = part(files, `${folder}/seal.pub.pem`).toString('utf8')
  if (!holds(key, bytes, part(files, `${folder}/seal.sig`)) || keyIdOf(key) !== seal.key)
    fail('signature', { name: `${folder}/seal.json` })
  return { seal, bytes, key }
}

function checkProof(files: Files, id: string, manifest: EvidenceManifest, seal: Seal): void {
  const name = `proofs/${id.replace(/^sha256:/, '')}.json`
  const proof = proofSchema.safeParse(json(files, name))
  if (!proof.success) fail('damaged', { name })
  const { item, ...path } = proof.data ?? fail('damaged', { name })
  const root = provenRoot(Buffer.from(id.slice('sha256:'.length), 'hex'), path)
  if (item !== id || root !== seal.root || path.size !== seal.items || manifest.run !== seal.run)
    fail('proof', { name })
}

function checkRows(about: PackageAbout): void {
  for (const { hash, ...row } of about.entry?.rows ?? [])
    if (ledgerHash(row) !== hash) fail('row', { seq: row.seq })
}

async function stampsOf(
  files: Files,
  folder: string,
  sealed: { seal: Seal; bytes: Buffer },
  trust: Trust,
): Promise<{ at: number; authority: string }[]> {
  const names = [...files.keys()]
    .filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.tsr'))
    .sort()
  const stamps: { at: number; authority: string }[] = []
  for (const name of names) {
    const enclosed = part(files, name.replace(/tsr$/, 'ca.pem')).toString('utf8')
    const expected = { around: sealed.seal.sealedAt }
    const check = await checkStamp(part(files, name), sealed.bytes, trust.roots ?? enclosed, expected)
    if (!check.valid) throw new Break({ key: `evidence.stamp.${check.why}`, facts: { name } })
    stamps.push({ at: check.at, authority: check.authority })
  }
  return stamps
}

/**
 * Verifies a package from its bytes alone, or from its files where it was unpacked. Broken things are a result;
 * UserFault (exit status 2) when the file is no package at all or the trusted key is none.
 * @param file name, for messages
 */
export async function verifyPackage(
  given: Buffer | PackageFiles,
  file: string,
  trust: Trust = {},
): Promise<PackageVerification> {
  const trusted = trust.publicKey === undefined ? null : keyIdOf(trust.publicKey)
  const steps: Broken[] = []
  const keys = new Set<string>()
  const stamps: { at: number; authority: string }[] = []
  let about: PackageAbout | null = null
  const held = (what: string, facts: Broken['facts'] = {}): void =>
    void steps.push({ key: `evidence.held.${what}`, facts })
  try {
    const files = Buffer.isBuffer(given) ? await readFiles(given, file) : given
    keys.add(checkSums(files))
    held('sums', { files: files.size })
    about =
      packageSchema.safeParse(json(files, 'package.json')).data ?? fail('damaged', { name: 'package.json' })
    const sealed = new Map<string, ReturnType<typeof checkSeal>>()
    const pruned = new Set(about.pruned ?? [])
    let encrypted = 0
    for (const { id, seal } of about.items) {
      const manifest = checkItem(files, id, pruned)
      encrypted += manifest.files.filter((file) => file.cipher).length
      const known = sealed.get(seal) ?? checkSeal(files, seal)
      if (seal !== sealFolder(known.seal.run)) fail('damaged', { name: 'package.json' })
      sealed.set(seal, known)
      checkProof(files, id, manifest, known.seal)
    }
    held('items', { items: about.items.length })
    if (encrypted > 0) held('encrypted', { files: encrypted })
    if (pruned.size > 0) held('pruned', { files: pruned.size })
    for (const [folder, one] of sealed) {
      keys.add(one.seal.key)
      held('seal', { run: one.seal.run, digits: sha256(one.bytes).slice(0, 16), key: one.seal.key })
      stamps.push(...(await stampsOf(files, folder, one, trust)))
    }
    checkRows(about)
    if (about.entry) held('rows', { rows: about.entry.rows.length })
    if (trusted !== null && [...keys].some((key) => key !== trusted)) fail('stranger', { key: trusted })
    if (trusted !== null) held('key', { key: trusted })
    for (const { at, authority } of stamps) held('stamp', { at: new Date(at).toISOString(), authority })
  } catch (error) {
    if (!(error instanceof Break)) throw error
    return { valid: false, steps, broken: error.what, about, stamps, keys: [...keys] }
  }
  return { valid: true, steps, broken: null, about, stamps, keys: [...keys] }
}
