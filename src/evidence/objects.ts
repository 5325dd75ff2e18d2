/** Objects by name in a place that several machines share: a directory, or a bucket; whatever is written is read back. */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { sha256 } from '../model/canonical.js'
import { UserFault } from '../model/error.js'

/** Raw access to objects: one request, one answer. Throws whatever went wrong. */
export interface ObjectAccess {
  /** The place as messages name it. */
  readonly name: string
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null where there is no such object. */
  get(key: string): Promise<Buffer | null>
  has(key: string): Promise<boolean>
  remove(key: string): Promise<void>
}

/** Objects as the program uses them: tried again where the place fails, and what was written held against its hash. */
export interface Objects extends ObjectAccess {}

const TRIES = 3
const AGAIN_MS = 200

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Objects as files below a folder that all machines see. */
export function folderAccess(folder: string): ObjectAccess {
  const root = resolve(folder)
  const pathOf = (key: string): string => {
    const path = resolve(root, key)
    if (!path.startsWith(root + sep)) throw new Error(`no key of ours: ${key}`)
    return path
  }
  return {
    name: root,
    async put(key, bytes) {
      const path = pathOf(key)
      const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(temporary, bytes, { flush: true })
      await rename(temporary, path)
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    },
    async has(key) {
      try {
        return (await stat(pathOf(key))).isFile()
      } catch (error) {
        if (isMissing(error)) return false
        throw error
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

/** The work, tried again after a pause that doubles. @throws UserFault with what went wrong last */
async function tried<T>(name: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= TRIES) {
        if (error instanceof UserFault) throw error
        const detail = error instanceof Error ? error.message : String(error)
        throw new UserFault('evidence.store-failed', { store: name, detail })
      }
      await new Promise((wake) => setTimeout(wake, AGAIN_MS * 2 ** (attempt - 1)))
    }
  }
}

/** Lays trying again and reading back over raw access. */
export function checkedObjects(access: ObjectAccess): Objects {
  const { name } = access
  return {
    name,
    put: (key, bytes) =>
      tried(name, async () => {
        await access.put(key, bytes)
        const kept = await access.get(key)
        if (kept !== null && sha256(kept) === sha256(bytes)) return
        // It must not stand there under a name that it does not deserve.
        await access.remove(key).catch(() => undefined)
        throw new UserFault('evidence.store-altered', { store: name, key })
      }),
    get: (key) => tried(name, () => access.get(key)),
    has: (key) => tried(name, () => access.has(key)),
    remove: (key) => tried(name, () => access.remove(key)),
  }
}
