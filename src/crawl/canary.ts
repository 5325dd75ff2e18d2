/** The network self-test: well-known pages that must answer before, during and after a crawl, or nothing counts. */
import type { HttpPort } from './ports.js'

/** green: most canaries answer as they should. none: nothing is configured. */
export type CanaryColour = 'green' | 'red' | 'none'

const EVERY_MS = 60_000
const AGAIN_AFTER_MS = 1_000
/** Failures that may be our own network's are followed by a self-test, at most this often. */
const DOUBT_EVERY_MS = 5_000

function marks(body: Uint8Array | null, marker: string): boolean {
  if (body === null) return false
  return ['utf-8', 'gb18030'].some((charset) => new TextDecoder(charset).decode(body).includes(marker))
}

/** One crawl's self-test. Once red, it stays red: what was seen meanwhile cannot be told apart. */
export class Canary {
  #colour: CanaryColour
  #timer: NodeJS.Timeout | null = null
  #onRed: (() => void) | null = null
  #asked = Number.NEGATIVE_INFINITY
  #asking: Promise<CanaryColour> | null = null

  constructor(
    private readonly http: HttpPort,
    private readonly canaries: readonly { readonly url: string; readonly contains: string }[],
    private readonly signal: AbortSignal,
    private readonly doubtEveryMs: number = DOUBT_EVERY_MS,
  ) {
    this.#colour = canaries.length === 0 ? 'none' : 'green'
  }

  /** What is known so far. */
  get colour(): CanaryColour {
    return this.#colour
  }

  async #sing(): Promise<boolean> {
    const answers = await Promise.all(
      this.canaries.map(async ({ url, contains }) => {
        const { attempt, body } = await this.http.get(url, {
          signal: this.signal,
          fresh: true,
          unpinned: true,
        })
        return attempt.cause === null && marks(body, contains)
      }),
    )
    return answers.filter(Boolean).length * 2 > answers.length
  }

  /** Asks now, and once more before it says red. Does nothing where none is configured or the crawl was stopped. */
  async ask(): Promise<CanaryColour> {
    if (this.#colour !== 'green' || this.signal.aborted) return this.#colour
    // Who asks while it is asked already gets that answer: a second one might come from a network that is back.
    this.#asking ??= this.#test().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async #test(): Promise<CanaryColour> {
    this.#asked = performance.now()
    if (await this.#sing()) return this.#colour
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
    if (this.signal.aborted || (await this.#sing())) return this.#colour
    if (!this.signal.aborted) this.#colour = 'red'
    return this.#colour
  }

  /** Asks every minute, and when doubted, until `rest`; calls back once when it turns red. */
  watch(onRed: () => void): void {
    if (this.#colour !== 'green') return
    this.#onRed = onRed
    this.#timer = setInterval(() => this.#check(), EVERY_MS)
    this.#timer.unref()
  }

  #check(): void {
    this.ask().then(
      (colour) => {
        if (colour === 'red') this.#end()
      },
      () => this.#end(),
    )
  }

  #end(): void {
    const onRed = this.#onRed
    this.rest()
    onRed?.()
  }

  /** Something failed as it would without a network: asks soon, so that a short outage between two minutes is seen. */
  doubt(): void {
    if (this.#onRed === null || performance.now() - this.#asked < this.doubtEveryMs) return
    this.#check()
  }

  /** Stops watching. */
  rest(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
    this.#onRed = null
  }
}
