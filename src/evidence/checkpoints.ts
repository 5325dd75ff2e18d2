/** Signed checkpoints of the ledger, outside the database: who cuts its tail or stamps it anew contradicts them. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../model/canonical.js'
import { currentKey, isSignedBy, publicKeys, type SigningKey } from './keys.js'

const headSchema = z.object({
  /** Number of the last row, 0 where there is none. */
  seq: z.number().int().nonnegative(),
  /** Hash of the last row, 64 zeros where there is none. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
/** The end of a chain. */
export type ChainHead = z.infer<typeof headSchema>

const checkpointSchema = z.object({
  schema: z.literal('xuncha.checkpoint/1'),
  /** head: the chain ended here. restore: a backup that ends here took the place of what `replaced` says. */
  kind: z.enum(['head', 'restore']),
  ...headSchema.shape,
  replaced: headSchema.nullable(),
  /** UTC milliseconds. */
  at: z.number().int(),
  /** Id of the key that signed. */
  key: z.string(),
  /** Ed25519 in base64 over the domain line and the canonical JSON of everything else. */
  signature: z.string(),
})
/** One line of the file. */
export type Checkpoint = z.infer<typeof checkpointSchema>

/** A line of the file, counted from 1; `checkpoint` is null where it is none, or not signed by a key of ours. */
export interface FoundCheckpoint {
  readonly line: number
  readonly checkpoint: Checkpoint | null
}

/** Where checkpoints lie. */
export function checkpointPath(dataDir: string): string {
  return join(dataDir, 'checkpoints', 'ledger.jsonl')
}

function signedBytes({ signature: _, ...rest }: Checkpoint): Buffer {
  return Buffer.from(`xuncha/checkpoint/1\n${canonicalJson(rest)}`, 'utf8')
}

/** Signs and appends one checkpoint. Throws the file system's error where it cannot be written. */
function write(
  dataDir: string,
  key: SigningKey,
  told: Omit<Checkpoint, 'schema' | 'key' | 'signature'>,
): void {
  const path = checkpointPath(dataDir)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const unsigned: Checkpoint = { schema: 'xuncha.checkpoint/1', ...told, key: key.id, signature: '' }
  const signature = key.sign(signedBytes(unsigned)).toString('base64')
  // The line end before it keeps apart what a full disk may have cut off earlier.
  appendFileSync(path, `\n${canonicalJson({ ...unsigned, signature })}\n`, { mode: 0o600 })
}

/**
 * Signs each end of the chain that it is told. What the disk refuses to take is no fault of the row, which is in the
 * database already: the next checkpoint covers it, and `verify` says up to where the chain is signed. A damaged key
 * throws UserFault here, before anything is written.
 */
export function headSigner(dataDir: string, now: () => number): (head: ChainHead) => void {
  const key = currentKey(dataDir)
  return (head) => {
    try {
      write(dataDir, key, { kind: 'head', ...head, replaced: null, at: now() })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
}

/** Says under our signature that a restored backup, ending at `head`, took the place of a chain ending at `replaced`. */
export function signRestore(
  dataDir: string,
  head: ChainHead,
  replaced: ChainHead | null,
  now: () => number,
): void {
  write(dataDir, currentKey(dataDir), { kind: 'restore', ...head, replaced, at: now() })
}

/**
 * The checkpoints of a data directory, or of a file that was kept elsewhere, in order; null where no file is but one is
 * due: keys are there, so this program has signed.
 */
export function readCheckpoints(dataDir: string, file?: string): FoundCheckpoint[] | null {
  const path = file ?? checkpointPath(dataDir)
  const keys = new Map(publicKeys(dataDir).map(({ id, pem }) => [id, pem]))
  if (file === undefined && !existsSync(path)) return keys.size > 0 ? null : []
  // What stands behind the last line end is being written this moment, or was cut off: it says nothing yet.
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.flatMap((text, index): FoundCheckpoint[] => {
    if (text.trim() === '') return []
    const checkpoint = parsed(text)
    const pem = checkpoint ? keys.get(checkpoint.key) : undefined
    const sound =
      checkpoint !== null &&
      pem !== undefined &&
      isSignedBy(pem, signedBytes(checkpoint), Buffer.from(checkpoint.signature, 'base64'))
    return [{ line: index + 1, checkpoint: sound ? checkpoint : null }]
  })
}

function parsed(text: string): Checkpoint | null {
  try {
    const found = checkpointSchema.safeParse(JSON.parse(text))
    return found.success ? found.data : null
  } catch {
    return null
  }
}
