/** Evidence packages: one finding's or entry's items with proofs, seals and what a stranger needs to check them, as a ZIP. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, sha256 } from '../model/canonical.js'
import type { EvidenceManifest } from '../model/evidence.js'
import { endingOf, type PackageAbout } from '../model/evidence-package.js'
import type { ItemProof } from '../model/seal.js'
import type { SigningKey } from './keys.js'
import { type StoredSeal, stampsBeside } from './seal.js'
import type { EvidenceStore } from './store.js'
import { buildWacz } from './wacz.js'
import { zipFiles } from './zip.js'

/** One item with what proves that it was there when its run was sealed. */
export interface PackedItem {
  readonly id: string
  readonly manifest: EvidenceManifest
  readonly proof: ItemProof
  readonly seal: StoredSeal
  /** Copies of its encrypted pictures on which nothing personal can be read, by the hash of the ciphertext; JPEG. */
  readonly masked: ReadonlyMap<string, Buffer>
}

/** What a package is made of. Pages for people are rendered by the caller, who knows the languages. */
export interface PackageParts {
  readonly about: PackageAbout
  readonly items: readonly PackedItem[]
  readonly store: EvidenceStore
  readonly key: SigningKey
  readonly readme: string
  readonly page: string
}

/** Folder of a run's seal inside a package. */
export function sealFolder(run: string): string {
  return `seals/${run}`
}

/** Name of a stored file inside a package. */
export function fileName(file: EvidenceManifest['files'][number]): string {
  return `files/${file.sha256}.${endingOf(file.role, file.mediaType, file.cipher !== undefined)}`
}

/** Name of the masked copy of an encrypted picture inside a package; `hash`: of the ciphertext. */
export function maskedName(hash: string): string {
  return `masked/${hash}.jpg`
}

const hexOf = (id: string): string => id.replace(/^sha256:/, '')

function addSeal(files: Map<string, Buffer>, stored: StoredSeal): void {
  const folder = sealFolder(stored.seal.run)
  const put = (ending: string, name: string): void =>
    void files.set(`${folder}/${name}`, readFileSync(join(stored.folder, `${stored.base}.${ending}`)))
  put('json', 'seal.json')
  put('sig', 'seal.sig')
  put('pub.pem', 'seal.pub.pem')
  put('sm3', 'seal.sm3')
  for (const [index, name] of stampsBeside(stored).entries()) {
    const stem = index === 0 ? 'seal' : `seal.${index + 1}`
    files.set(`${folder}/${stem}.tsr`, readFileSync(join(stored.folder, name)))
    files.set(`${folder}/${stem}.ca.pem`, readFileSync(join(stored.folder, name.replace(/tsr$/, 'ca.pem'))))
  }
}

/** Builds a package. Throws UserFault when a stored file is missing or altered: nothing broken is ever handed out. */
export async function buildPackage(parts: PackageParts): Promise<Buffer> {
  const { about, items, key, store } = parts
  const files = new Map<string, Buffer>()
  files.set('index.html', Buffer.from(parts.page, 'utf8'))
  files.set('README.txt', Buffer.from(parts.readme, 'utf8'))
  files.set('package.json', Buffer.from(`${canonicalJson(about)}\n`, 'utf8'))
  const pruned = new Set(about.pruned ?? [])
  const masked = new Map(items.flatMap((item) => [...item.masked]))
  for (const { id, manifest, proof, seal } of items) {
    files.set(`items/${hexOf(id)}.json`, Buffer.from(canonicalJson(manifest), 'utf8'))
    files.set(`proofs/${hexOf(id)}.json`, Buffer.from(`${canonicalJson(proof)}\n`, 'utf8'))
    for (const file of manifest.files)
      if (!pruned.has(file.sha256)) files.set(fileName(file), await store.readBlob(file.sha256))
    addSeal(files, seal)
  }
  for (const [hash, copy] of masked) files.set(maskedName(hash), copy)
  const manifests = items.map(({ manifest }) => ({
    ...manifest,
    files: manifest.files.filter((file) => !pruned.has(file.sha256)),
  }))
  files.set('archive.wacz', await buildWacz(manifests, (hash) => store.readBlob(hash), about, masked))
  files.set('SHA256SUMS.pub.pem', Buffer.from(key.publicPem, 'utf8'))
  const sums = Buffer.from(
    [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, bytes]) => `${sha256(bytes)}  ${name}\n`)
      .join(''),
    'utf8',
  )
  files.set('SHA256SUMS', sums)
  files.set('SHA256SUMS.sig', key.sign(sums))
  return zipFiles(files, about.exportedAt)
}
