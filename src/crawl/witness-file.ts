/** The second look at a file: fetched anew, and read anew unless its bytes are the same. */
import type { DocumentReader, FileRecord } from '../model/file.js'
import { fileFrom } from './filing.js'
import type { HttpPort } from './ports.js'
import type { SecondLook } from './witness-look.js'

/** Looks again at a file that the crawl read. What it says now goes into the second judgement. */
export async function lookAtFile(
  old: FileRecord,
  looking: {
    readonly http: HttpPort
    readonly documents?: DocumentReader | null
    readonly tool?: string
    readonly signal: AbortSignal
  },
): Promise<SecondLook> {
  const { url } = old
  const failed: SecondLook = { url, holds: false, record: null, answer: null, attempts: [] }
  const reader = looking.documents
  if (!reader || looking.signal.aborted || old.facts === null) return failed
  const answer = await looking.http.get(url, { fresh: true, signal: looking.signal })
  const same = answer.attempt.cause === null && answer.attempt.bodySha256 === old.bodySha256
  const memory = { find: () => (same ? old.facts : null), keep: () => undefined }
  const { facts, attempt } = await fileFrom(answer, reader, looking.tool ?? '', memory)
  const seen = { ...failed, answer, attempts: [attempt] }
  if (facts === null) return seen
  const reach = { ...old.reach, attempts: [...old.reach.attempts, attempt] }
  return { ...seen, holds: true, file: { ...old, facts, reach, bodySha256: attempt.bodySha256 } }
}
