/** robots.txt: what an origin asks of us; a file that cannot be had is part of an outage, not a closure. */
import { createRequire } from 'node:module'
import type robotsParser from 'robots-parser'
import { originOf } from '../model/address.js'
import type { HttpPort } from './ports.js'

/** unavailable: the file answered 5xx or not at all, so nobody knows what is allowed. */
export type RobotsVerdict = 'allowed' | 'disallowed' | 'unavailable'

const AGENT = 'Xuncha'
/** Google reads as much. */
const MOST_BYTES = 512_000

/** The package is CommonJS with types written for a default export; loaded as such it is the function itself. */
const parseRobots = createRequire(import.meta.url)('robots-parser') as typeof robotsParser.default

type Rules = { readonly parsed: ReturnType<typeof parseRobots> | null; readonly available: boolean }

function judged({ parsed, available }: Rules, url: string): RobotsVerdict {
  if (!available) return 'unavailable'
  return parsed?.isAllowed(url, AGENT) === false ? 'disallowed' : 'allowed'
}

/** Tells a client of Crawl-delays. By itself, for robots.txt is asked on when all else of a crawl is forgotten. */
export function spacingOf(http: HttpPort): (origin: string, delayMs: number) => void {
  return (origin, delayMs) => http.spacing?.(`${origin}/`, delayMs)
}

/** Asks each origin once. */
export class Robots {
  readonly #asked = new Map<string, Promise<Rules>>()
  readonly #known = new Map<string, Rules>()

  /**
   * @param lifted origins whose robots.txt a document lifts
   * @param onDelay told of a Crawl-delay, in milliseconds
   */
  constructor(
    private readonly http: HttpPort,
    private readonly lifted: ReadonlySet<string>,
    private readonly signal: AbortSignal,
    private readonly onDelay: (origin: string, delayMs: number) => void = () => undefined,
  ) {}

  /** May we read this URL? At once where its origin was asked before. */
  verdict(url: string): RobotsVerdict | Promise<RobotsVerdict> {
    const origin = originOf(url)
    if (this.lifted.has(origin)) return 'allowed'
    const known = this.#known.get(origin)
    if (known) return judged(known, url)
    let asked = this.#asked.get(origin)
    if (!asked) {
      asked = this.#load(origin).then((rules) => {
        this.#known.set(origin, rules)
        return rules
      })
      this.#asked.set(origin, asked)
    }
    return asked.then((rules) => judged(rules, url))
  }

  /** Asks again for a file that could not be had. */
  async again(url: string): Promise<RobotsVerdict> {
    this.#asked.delete(originOf(url))
    this.#known.delete(originOf(url))
    return this.verdict(url)
  }

  async #load(origin: string): Promise<Rules> {
    const { attempt, body } = await this.http.get(`${origin}/robots.txt`, {
      signal: this.signal,
      maxBytes: MOST_BYTES,
    })
    const { status } = attempt
    if (status !== null && status >= 400 && status < 500) return { parsed: null, available: true }
    // A wall or an endless body says nothing about robots; the page itself will say what is the matter.
    if (attempt.cause === 'challenge' || attempt.cause === 'redirect-loop')
      return { parsed: null, available: true }
    if (status === null || body === null || status >= 300) return { parsed: null, available: false }
    const text = Buffer.from(body).toString('utf8')
    if (/^\s*</.test(text)) return { parsed: null, available: true }
    const parsed = parseRobots(`${origin}/robots.txt`, text)
    const delay = parsed.getCrawlDelay(AGENT)
    if (delay !== undefined && delay > 0) this.onDelay(origin, delay * 1000)
    return { parsed, available: true }
  }
}
