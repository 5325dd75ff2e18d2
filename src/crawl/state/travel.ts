/** A site's state on its way between machines: whoever inspects it next goes on from what the last one learnt. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import type { Objects } from '../../evidence/objects.js'
import { sha256 } from '../../model/canonical.js'
import { crawlDbPath, siteFolder } from './folder.js'

/** What travels: what pages and files said, and when each address was last looked at. */
const FILES = ['crawl.db', 'known.db', 'files.db'] as const
/** A larger file stays where it is: the next machine reads the site anew. */
const MOST_BYTES = 1024 * 1024 * 1024
/** Beside the state: which of the travelling states it is. */
const MARK = 'travel.json'

const stateSchema = z.object({
  schema: z.literal('xuncha.site-state/1'),
  files: z.array(z.object({ name: z.enum(FILES), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
type State = z.infer<typeof stateSchema>

const squeeze = promisify(gzip)
const unfold = promisify(gunzip)

const keyOf = (site: string, name: string): string => `sites/${siteFolder(site)}/${name}`
const fileKey = (site: string, hash: string): string => keyOf(site, `${hash}.gz`)
const POINTER = 'state.json'

function textOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function stateOf(text: string | null): State | null {
  if (text === null) return null
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * Takes over the site's state from the shared store, unless it is what this machine left there or goes on from. State is
 * derived: what is missing or altered is left out, and costs only time.
 */
export async function fetchState(dataDir: string, site: string, objects: Objects): Promise<void> {
  const folder = dirname(crawlDbPath(dataDir, site))
  const pointer = (await objects.get(keyOf(site, POINTER)))?.toString('utf8') ?? null
  const state = stateOf(pointer)
  if (pointer === null || state === null || pointer === textOrNull(join(folder, MARK))) return
  mkdirSync(folder, { recursive: true })
  rmSync(join(folder, MARK), { force: true })
  for (const { name, sha256: hash } of state.files) {
    const packed = await objects.get(fileKey(site, hash))
    if (packed === null || sha256(packed) !== hash) continue
    const path = join(folder, name)
    const temporary = `${path}.${process.pid}.tmp`
    writeFileSync(temporary, await unfold(packed, { maxOutputLength: MOST_BYTES }))
    for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true })
    renameSync(temporary, path)
  }
  writeFileSync(join(folder, MARK), pointer)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Leaves the site's state in the shared store, and removes there what it replaces. The databases must be closed. */
export async function sendState(dataDir: string, site: string, objects: Objects): Promise<void> {
  const folder = dirname(crawlDbPath(dataDir, site))
  const before = stateOf((await objects.get(keyOf(site, POINTER)))?.toString('utf8') ?? null)
  const files: State['files'] = []
  for (const name of FILES) {
    const size = sizeOf(join(folder, name))
    if (size === 0 || size > MOST_BYTES) continue
    const packed = await squeeze(readFileSync(join(folder, name)))
    const hash = sha256(packed)
    if (!(await objects.has(fileKey(site, hash)))) await objects.put(fileKey(site, hash), packed)
    files.push({ name, sha256: hash })
  }
  if (files.length === 0) return
  const state: State = { schema: 'xuncha.site-state/1', files }
  const pointer = JSON.stringify(state)
  await objects.put(keyOf(site, POINTER), Buffer.from(pointer, 'utf8'))
  writeFileSync(join(folder, MARK), pointer)
  const kept = new Set(files.map((file) => file.sha256))
  for (const { sha256: hash } of before?.files ?? [])
    if (!kept.has(hash)) await objects.remove(fileKey(site, hash))
}
