/** Verification of a sealed run where it lies: every seal with its signature, SM3 and stamps, and the items under the newest. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'
import type { Seal } from '../model/seal.js'
import { isSignedBy, keyIdOf } from './keys.js'
import { itemsRoot, parseSeal, sealBase, sealedOrder, stampsBeside } from './seal.js'
import { checkStamp } from './timestamp.js'
import type { Broken } from './verify.js'

/** What a run's folder came to. `steps`: message keys of what held, in order; `broken`: the first thing that did not. */
export interface RunVerification {
  readonly steps: readonly Broken[]
  readonly broken: Broken | null
  /** Of the newest seal. */
  readonly seal: Seal | null
  readonly stamps: readonly { readonly at: number; readonly authority: string }[]
}

/** What a run is held against. */
export interface RunTrust {
  /** Ids of the keys that may have signed; null: whichever lies beside the seal. */
  readonly keys: ReadonlySet<string> | null
  /** Ids of the items that ought to be under this newest seal, as they are known elsewhere; null: nobody knows them here. */
  evidence(newest: Seal): readonly string[] | null
  /** Roots that authorities are checked against, PEM; null: those that lie beside the stamps. */
  readonly roots: string | null
}

class Break extends Error {
  constructor(readonly what: Broken) {
    super(what.key)
  }
}

function fail(what: string, facts: Broken['facts']): never {
  throw new Break({ key: `evidence.package.${what}`, facts })
}

function read(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : fail('missing', { name: path })
}

/** True for a folder that holds any file of a seal. */
export function holdsSeal(folder: string): boolean {
  return ['json', 'sig', 'pub.pem'].some((ending) => existsSync(join(folder, `${sealBase(1)}.${ending}`)))
}

function signed(pem: string, bytes: Buffer, signature: Buffer): boolean {
  try {
    return isSignedBy(pem, bytes, signature)
  } catch {
    return false
  }
}

function checkFiles(folder: string, base: string, keys: RunTrust['keys']): { seal: Seal; bytes: Buffer } {
  const path = (ending: string): string => join(folder, `${base}.${ending}`)
  const bytes = read(path('json'))
  const pem = read(path('pub.pem')).toString('utf8')
  const seal = parseSeal(bytes) ?? fail('altered', { name: path('json') })
  if (!signed(pem, bytes, read(path('sig')))) fail('signature', { name: path('json') })
  if (keyIdOf(pem) !== seal.key) fail('altered', { name: path('pub.pem') })
  if (keys !== null && !keys.has(seal.key)) fail('stranger', { key: [...keys].join(' ') })
  const sm3 = `${createHash('sm3').update(bytes).digest('hex')}  ${base}.json\n`
  if (read(path('sm3')).toString('utf8') !== sm3) fail('altered', { name: path('sm3') })
  return { seal, bytes }
}

async function checkStamps(
  folder: string,
  base: string,
  sealed: { readonly seal: Seal; readonly bytes: Buffer },
  roots: string | null,
): Promise<{ at: number; authority: string }[]> {
  const stamps: { at: number; authority: string }[] = []
  for (const name of stampsBeside({ folder, base })) {
    const enclosed = read(join(folder, name.replace(/tsr$/, 'ca.pem'))).toString('utf8')
    const expected = { around: sealed.seal.sealedAt }
    const check = await checkStamp(read(join(folder, name)), sealed.bytes, roots ?? enclosed, expected)
    if (!check.valid)
      throw new Break({ key: `evidence.stamp.${check.why}`, facts: { name: join(folder, name) } })
    stamps.push({ at: check.at, authority: check.authority })
  }
  return stamps
}

/** Verifies a run's folder. Broken things are a result; UserFault (exit status 2) where the folder holds no seal at all. */
export async function verifyRun(folder: string, trust: RunTrust): Promise<RunVerification> {
  if (!holdsSeal(folder)) throw new UserFault('evidence.not-package', { file: folder }, 2)
  const steps: Broken[] = []
  const stamps: { at: number; authority: string }[] = []
  let newest: Seal | null = null
  let before: string | null = null
  try {
    for (let number = 1; number === 1 || existsSync(join(folder, `${sealBase(number)}.json`)); number += 1) {
      const base = sealBase(number)
      const sealed = checkFiles(folder, base, trust.keys)
      const { seal, bytes } = sealed
      if (seal.number !== number || seal.previous !== before)
        fail('altered', { name: join(folder, `${base}.json`) })
      before = sha256(bytes)
      newest = seal
      const digits = before.slice(0, 16)
      steps.push({ key: 'evidence.held.seal', facts: { run: seal.run, digits, key: seal.key } })
      for (const { at, authority } of await checkStamps(folder, base, sealed, trust.roots)) {
        stamps.push({ at, authority })
        steps.push({ key: 'evidence.held.stamp', facts: { at: new Date(at).toISOString(), authority } })
      }
    }
    const items = newest && trust.evidence(newest)
    if (newest && items) {
      const ids = sealedOrder(items)
      if (itemsRoot(ids) !== newest.root || ids.length !== newest.items) fail('items', { run: newest.run })
      steps.push({ key: 'evidence.held.under-seal', facts: { run: newest.run, items: ids.length } })
    }
  } catch (error) {
    if (!(error instanceof Break)) throw error
    return { steps, broken: error.what, seal: newest, stamps }
  }
  return { steps, broken: null, seal: newest, stamps }
}
