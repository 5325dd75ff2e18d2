/** A few threads that read files: begun when the first file comes, ended when one takes too long or too much. */
import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { DocumentReader, DocumentText } from '../model/file.js'
import { formatOf } from './format.js'
import { unreadDocument } from './reading.js'

/** Bounds of reading; all have defaults. */
export interface ReaderLimits {
  /** Threads at a time. */
  readonly threads?: number
  /** One file. */
  readonly timeoutMs?: number
  /** Of a thread's heap. */
  readonly heapMb?: number
  /** By which the whole process may grow while files are read: what unfolds outside the heap. */
  readonly growthMb?: number
  /** The thread's code, where it does not stand beside this file. */
  readonly entry?: URL
}

const THREADS = 2
const TIMEOUT_MS = 20_000
const HEAP_MB = 512
const GROWTH_MB = 700
const WATCH_MS = 100
/** Formats that are unfolded. */
const OPENED: ReadonlySet<string> = new Set(['zip', 'pdf', 'doc', 'text'])
/** A thread is replaced after so many files: what a library forgot to free goes with it. */
const FILES_PER_THREAD = 300

interface Task {
  readonly body: Uint8Array
  readonly url: string
  readonly resolve: (document: DocumentText) => void
}

interface Thread {
  readonly worker: Worker
  task: Task | null
  timer: NodeJS.Timeout | null
  files: number
}

/** Reads in this thread: the readers of formats are loaded by whom they serve. */
const readHere: DocumentReader['read'] = async (body, hint) => {
  const { readDocument } = await import('./read-document.js')
  return readDocument(body, hint)
}

function givenUp({ body }: Task): DocumentText {
  const format = formatOf(body)
  return unreadDocument(format === 'zip' ? 'archive' : format, 'limit')
}

class Readers implements DocumentReader {
  readonly #threads = new Set<Thread>()
  readonly #waiting: Task[] = []
  #watch: NodeJS.Timeout | null = null
  #restBytes = 0
  #closed = false

  constructor(private readonly limits: Required<ReaderLimits>) {}

  read(body: Uint8Array, hint: { readonly url: string }): Promise<DocumentText> {
    // What is not opened needs no thread to be told so.
    if (!OPENED.has(formatOf(body))) return readHere(body, hint)
    return new Promise((resolve) => {
      const task: Task = { body, url: hint.url, resolve }
      if (this.#closed) {
        resolve(givenUp(task))
        return
      }
      this.#waiting.push(task)
      this.#next()
    })
  }

  async rest(): Promise<void> {
    const idle = [...this.#threads].filter((thread) => thread.task === null)
    await Promise.all(idle.map((thread) => this.#end(thread)))
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#waiting.splice(0)) task.resolve(givenUp(task))
    await Promise.all([...this.#threads].map((thread) => this.#giveUp(thread)))
  }

  #next(): void {
    const idle = [...this.#threads].find((thread) => thread.task === null)
    if (this.#waiting.length === 0) return
    if (!idle && this.#threads.size >= this.limits.threads) return
    const thread = idle ?? this.#begin()
    const task = this.#waiting.shift()
    if (task) this.#give(thread, task)
  }

  #begin(): Thread {
    const worker = new Worker(this.limits.entry, {
      resourceLimits: {
        maxOldGenerationSizeMb: this.limits.heapMb,
        maxYoungGenerationSizeMb: 16,
        stackSizeMb: 4,
      },
      // What a library wants to say is no business of the user's.
      stdout: true,
      stderr: true,
      env: {},
    })
    const thread: Thread = { worker, task: null, timer: null, files: 0 }
    worker.on('message', (document: DocumentText) => this.#done(thread, document))
    // Out of memory, or a library that threw where nobody caught it: this file is not read, the next one is.
    worker.on('error', () => void this.#giveUp(thread))
    worker.on('exit', () => void this.#giveUp(thread))
    this.#threads.add(thread)
    return thread
  }

  #give(thread: Thread, task: Task): void {
    thread.task = task
    thread.files += 1
    thread.worker.ref()
    thread.timer = setTimeout(() => void this.#giveUp(thread), this.limits.timeoutMs)
    this.#watchMemory()
    // A copy of its own: what is sent is gone here, and the caller keeps the bytes as evidence.
    const body = new Uint8Array(task.body)
    thread.worker.postMessage({ body, url: task.url }, [body.buffer])
  }

  #done(thread: Thread, document: DocumentText): void {
    const { task } = thread
    this.#rest(thread)
    task?.resolve(document)
    if (thread.files >= FILES_PER_THREAD) void this.#end(thread)
    this.#next()
  }

  #rest(thread: Thread): void {
    if (thread.timer) clearTimeout(thread.timer)
    thread.timer = null
    thread.task = null
    thread.worker.unref()
    this.#watchMemory()
  }

  /** Ends a thread; the file that it had is said to be beyond the limits, and another thread takes the next. */
  #giveUp(thread: Thread): Promise<void> {
    const { task } = thread
    const ended = this.#end(thread)
    task?.resolve(givenUp(task))
    if (!this.#closed) this.#next()
    return ended
  }

  async #end(thread: Thread): Promise<void> {
    this.#rest(thread)
    if (!this.#threads.delete(thread)) return
    thread.worker.removeAllListeners()
    // What fails while it is ended is of no interest any more.
    thread.worker.on('error', () => undefined)
    await thread.worker.terminate()
  }

  /** Memory outside the heap is nobody's limit: while a file is read, the growth of the process is. */
  #watchMemory(): void {
    const busy = [...this.#threads].some((thread) => thread.task !== null)
    if (!busy && this.#watch) {
      clearInterval(this.#watch)
      this.#watch = null
    }
    if (!busy || this.#watch) return
    this.#restBytes = process.memoryUsage.rss()
    this.#watch = setInterval(() => {
      if (process.memoryUsage.rss() - this.#restBytes < this.limits.growthMb * 1_000_000) return
      for (const thread of [...this.#threads]) if (thread.task) void this.#giveUp(thread)
      this.#restBytes = process.memoryUsage.rss()
    }, WATCH_MS)
    this.#watch.unref()
  }
}

/** The thread's code beside this file; null where the program runs from its sources, as in tests. */
function builtEntry(): URL | null {
  const entry = new URL('./worker.js', import.meta.url)
  return existsSync(entry) ? entry : null
}

/** Opens the readers of a run. No thread runs before the first file comes. */
export function openDocumentReaders(limits: ReaderLimits = {}): DocumentReader {
  const entry = limits.entry ?? builtEntry()
  if (entry === null) return { read: readHere, close: async () => undefined }
  return new Readers({
    threads: limits.threads ?? THREADS,
    timeoutMs: limits.timeoutMs ?? TIMEOUT_MS,
    heapMb: limits.heapMb ?? HEAP_MB,
    growthMb: limits.growthMb ?? GROWTH_MB,
    entry,
  })
}
