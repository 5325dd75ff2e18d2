/** Filing: the documents that pages offer are fetched once their links are known to work, and read as files. */
import { dirname, join } from 'node:path'
import PQueue from 'p-queue'
import { type WantedFile, wantedFiles } from '../artifacts/portal/wanted-files.js'
import { FILE_READER_VERSION, readFile } from '../artifacts/read-file.js'
import { normaliseUrl } from '../model/address.js'
import type { Attempt, Reach } from '../model/attempt.js'
import {
  type DocumentReader,
  FILE_USES,
  type FileFacts,
  type FileRecord,
  type FileUse,
} from '../model/file.js'
import type { PageFacts } from '../model/page.js'
import type { CrawlContext } from './context.js'
import type { HttpAnswer } from './ports.js'
import { lookAt } from './reading.js'
import { FileContents } from './state/files.js'
import { crawlDbPath } from './state/folder.js'

/** Files read per unit and use. Beyond it a file counts as not looked at. */
const PER_UNIT: Readonly<Record<FileUse, number>> = { report: 15, guide: 10, form: 6, attachment: 100 }
const PER_SITE: Readonly<Record<FileUse, number>> = {
  report: 1_000,
  guide: 600,
  form: 400,
  attachment: 1_000,
}
const AT_ONCE = 4
/** So many files that eat time or memory are no accident: the other attachments are left alone. */
const LIMITS_HIT = 5
/** Texts of attachments are not kept in memory: what they expose was found already. */
const KEPT_TEXT = 2_000

/** What the bytes at hand say, or why nothing is said. */
export interface Filed {
  readonly facts: FileFacts | null
  readonly attempt: Attempt
}

/** Where files of earlier runs are remembered. */
export interface FileMemory {
  find(key: string): FileFacts | null
  keep(key: string, facts: FileFacts): void
  /** What is being read at this moment: two names of one file are read once. */
  readonly reading?: Map<string, Promise<FileFacts>>
}

/** Names the bytes, how they were named, and who reads them. */
function keyOf(sha256: string, url: string, tool: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''
  return [FILE_READER_VERSION, tool, ending, sha256].join(' ')
}

const TOO_LARGE: FileFacts = {
  format: 'other',
  standing: 'limit',
  pages: null,
  images: 0,
  title: null,
  textLength: 0,
  text: '',
  cut: true,
  loose: false,
}

/** Reads what an answer brought: from memory where the same bytes were read before. */
export async function fileFrom(
  answer: HttpAnswer,
  reader: DocumentReader,
  tool: string,
  memory: FileMemory | null,
): Promise<Filed> {
  const { attempt } = lookAt(answer, 'attachment', false)
  if (attempt.cause === 'too-large') return { facts: TOO_LARGE, attempt }
  if (attempt.cause !== null || answer.body === null || attempt.bodySha256 === null)
    return { facts: null, attempt }
  const key = keyOf(attempt.bodySha256, attempt.finalUrl, tool)
  const known = memory?.find(key)
  if (known) return { facts: known, attempt }
  const read = async () =>
    readFile(await reader.read(answer.body ?? new Uint8Array(), { url: attempt.finalUrl }))
  const reading = memory?.reading?.get(key) ?? read()
  memory?.reading?.set(key, reading)
  const facts = await reading
  memory?.reading?.delete(key)
  // A limit may be the machine's on a busy day: the next run tries again.
  if (facts.standing !== 'limit') memory?.keep(key, facts)
  return { facts, attempt }
}

/** What comes of the work, or null as soon as the signal aborts: nobody waits for a file that takes its time. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

interface Wanted extends WantedFile {
  readonly unit: string
}

/** The files of one crawl: first what pages offer is noted, then the most wanted are read. */
export class Filing {
  readonly #wanted = new Map<string, Wanted>()
  #limitsHit = 0

  constructor(private readonly context: CrawlContext) {}

  /** Notes the files of a page that was read. */
  consider(url: string, facts: PageFacts): void {
    const { territory } = this.context
    const own = territory.isJudged(url, 'scope', facts)
    const unit = territory.unitOf(url)?.id ?? ''
    for (const file of wantedFiles(facts)) {
      const named = file.use !== 'attachment' && territory.names(file.name, facts.title, facts.source)
      if (!own && !named && file.use !== 'form') continue
      const address = normaliseUrl(file.url)
      const known = address === null ? undefined : this.#wanted.get(address)
      if (address === null || (known && FILE_USES.indexOf(known.use) <= FILE_USES.indexOf(file.use))) continue
      this.#wanted.set(address, { ...file, url: address, unit })
    }
  }

  /** The files to read, the most wanted first; whatever the order in which pages came. */
  #chosen(): Wanted[] {
    const counts = new Map<string, number>()
    const spend = (key: string, most: number): boolean => {
      const spent = counts.get(key) ?? 0
      counts.set(key, spent + 1)
      return spent < most
    }
    return [...this.#wanted.values()]
      .sort(
        (a, b) =>
          FILE_USES.indexOf(a.use) - FILE_USES.indexOf(b.use) ||
          ((b.published ?? '') < (a.published ?? '')
            ? -1
            : (b.published ?? '') > (a.published ?? '')
              ? 1
              : 0) ||
          (a.url < b.url ? -1 : 1),
      )
      .filter(({ unit, use }) => spend(`${use} ${unit}`, PER_UNIT[use]) && spend(use, PER_SITE[use]))
  }

  /** Fetches and reads the files. Empty where no reader of files is at hand. */
  async read(): Promise<Map<string, FileRecord>> {
    const { context } = this
    const records = new Map<string, FileRecord>()
    const reader = context.deps.documents ?? null
    const chosen = reader ? this.#chosen() : []
    this.#wanted.clear()
    if (!reader || chosen.length === 0) return records
    const { job } = context
    const store = FileContents.open(join(dirname(crawlDbPath(job.dataDir, job.site.id)), 'files.db'))
    const memory: FileMemory = {
      find: (key) => store.find(key, context.now()),
      keep: (key, facts) => store.keep(key, facts, context.now()),
      reading: new Map(),
    }
    try {
      const queue = new PQueue({ concurrency: AT_ONCE })
      await queue.addAll(
        chosen.map((file) => async () => {
          const record = await this.#one(file, reader, memory)
          if (record) records.set(file.url, record)
        }),
      )
    } finally {
      store.close(context.now())
    }
    return records
  }

  async #one(file: Wanted, reader: DocumentReader, memory: FileMemory): Promise<FileRecord | null> {
    const { context } = this
    const { url, use } = file
    if (context.signal.aborted || (use === 'attachment' && this.#limitsHit >= LIMITS_HIT)) return null
    const known = context.state.reachOf(url)
    if (known && known.outcome !== 'ok') return this.#failed(url, known)
    const probed = this.#fromProbe(known, memory)
    if (probed && known) return this.#record(file, known, probed, known.attempts.at(-1)?.bodySha256 ?? null)
    if ((await context.robots.verdict(url)) === 'disallowed') return null
    if (context.health.givenUp(url)) return null
    const answer = await context.lanes.run(url, () => context.http.get(url, { signal: context.signal }))
    context.health.note(answer.attempt)
    if (context.signal.aborted) return null
    const filed = await unlessAborted(fileFrom(answer, reader, context.job.tool, memory), context.signal)
    if (filed === null) return null
    const { facts, attempt } = filed
    const ok = facts !== null
    const reach: Reach = {
      url,
      outcome: ok ? 'ok' : 'unverified',
      cause: ok ? null : attempt.cause,
      status: attempt.status,
      bytes: attempt.bytes,
      finalUrl: attempt.finalUrl,
      attempts: [...(known?.attempts ?? []), attempt],
    }
    if (!ok) return this.#failed(url, reach)
    if (facts.standing === 'limit') this.#limitsHit += 1
    return this.#record(file, reach, facts, attempt.bodySha256)
  }

  /** A small file was read to its end when its link was tried: its hash may name what is known already. */
  #fromProbe(known: Reach | undefined, memory: FileMemory): FileFacts | null {
    const last = known?.attempts.at(-1)
    return last?.bodySha256 && last.cause === null
      ? memory.find(keyOf(last.bodySha256, last.finalUrl, this.context.job.tool))
      : null
  }

  #failed(url: string, reach: Reach): FileRecord {
    return { url, finalUrl: reach.finalUrl, facts: null, reach, bodySha256: null }
  }

  #record(file: Wanted, reach: Reach, facts: FileFacts, bodySha256: string | null): FileRecord {
    const kept =
      file.use === 'attachment' && facts.text.length > KEPT_TEXT
        ? { ...slim(facts), text: facts.text.slice(0, KEPT_TEXT) }
        : facts
    return {
      url: file.url,
      finalUrl: normaliseUrl(reach.finalUrl) ?? reach.finalUrl,
      facts: kept,
      reach,
      bodySha256,
    }
  }
}

function slim({ report: _, ...facts }: FileFacts): FileFacts {
  return facts
}
