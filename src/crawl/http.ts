/** The HTTP client: guarded, paced, bounded, honest; every failure comes back as data. */
import { hash } from 'node:crypto'
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import type { Attempt, Hop } from '../model/attempt.js'
import type { Cause } from '../model/fault.js'
import type { CrawlSettings } from '../model/inspection.js'
import { bytesOf, isWhole, latin1Start, shownHeaders, userAgentOf } from './answer.js'
import { causeOfError, causeOfStatus, describeError, isChallenge } from './cause.js'
import { type Chain, chainFrom, sentOn, stepOf } from './chain.js'
import { type Channels, EgressRefusal, openChannels, type Timeouts } from './channels.js'
import { connectionFacts } from './connection-facts.js'
import { chainCookies } from './cookies.js'
import { Courtesy } from './courtesy.js'
import { decodeBody, LIMITS } from './decode.js'
import { type Egress, openEgress, spellsPrivate } from './egress.js'
import { type ExchangeAnswer, exchange, StaleConnection } from './exchange.js'
import { openPacer, type Pacer } from './pacer.js'
import type { HttpAnswer, HttpPort, Validators } from './ports.js'
import { withoutFragment } from './redirect.js'
import { toldTo } from './referer.js'
import { requestHeaders } from './request-headers.js'

/** A probe reads this much: enough for an empty file, an error page served as one, a sign-in page. */
export const PROBE_BYTES = 65_536
/** Browsers give up after 20; what they still follow is not broken. */
const REDIRECTS_MAX = 20
const TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 15_000, totalMs: 60_000 }
/** Each address of a host gets this long; Node's own 250 ms turn slow dual-stack hosts into false timeouts. */
const ADDRESS_ATTEMPT_MS = 5_000

/** What a client may share with others; all have defaults. */
export interface HttpDeps {
  readonly egress?: Egress
  readonly pacer?: Pacer
  /** What hosts asked of the run's other clients as well. */
  readonly courtesy?: Courtesy
  /** "xuncha x.y.z", for the user agent. */
  readonly tool?: string
  readonly now?: () => number
  readonly timeouts?: Partial<Timeouts>
  /** Certificate authorities (PEM) to trust instead of the usual ones. */
  readonly ca?: string
}

interface Wanted {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly form: string | null
  readonly signal: AbortSignal | undefined
  readonly maxBytes: number
  readonly probe: boolean
  readonly fresh: boolean
  readonly unpinned: boolean
  readonly unhashed: boolean
  readonly unless: Validators | null
  readonly from: string | null
}

interface Ending {
  readonly cause: Cause | null
  readonly error: string | null
  readonly answer: ExchangeAnswer | null
}

/** An answer as it is given away. A class: literals with a getter have each a shape of their own, and slow down whoever reads them. */
class Answered implements HttpAnswer {
  constructor(
    readonly attempt: Attempt,
    readonly body: Uint8Array | null,
    readonly complete: boolean,
    private readonly received: ExchangeAnswer | null,
  ) {}

  get headers(): Readonly<Record<string, string>> {
    return shownHeaders(this.received)
  }
}

class HttpClient implements HttpPort {
  readonly #headers: ReturnType<typeof requestHeaders>

  constructor(
    private readonly channels: Channels,
    private readonly egress: Egress,
    private readonly pacer: Pacer,
    private readonly courtesy: Courtesy,
    userAgent: string,
    private readonly timeouts: Timeouts,
    private readonly now: () => number,
  ) {
    this.#headers = requestHeaders(userAgent)
  }

  get: HttpPort['get'] = (url, options = {}) =>
    this.fetch({
      url,
      method: 'GET',
      form: null,
      signal: options.signal,
      maxBytes: options.probe ? PROBE_BYTES : (options.maxBytes ?? LIMITS.wireBytes),
      probe: options.probe ?? false,
      fresh: options.fresh ?? false,
      unpinned: options.unpinned ?? false,
      unhashed: options.unhashed ?? false,
      unless: options.unless ?? null,
      from: options.from ?? null,
    })

  post: HttpPort['post'] = (url, form, options = {}) =>
    this.fetch({
      url,
      method: 'POST',
      form: new URLSearchParams(form.map((field): [string, string] => [field.name, field.value])).toString(),
      signal: options.signal,
      maxBytes: LIMITS.wireBytes,
      probe: false,
      fresh: true,
      unpinned: false,
      unhashed: false,
      unless: null,
      from: null,
    })

  spacing(url: string, intervalMs: number): void {
    this.pacer.spacing(url, intervalMs)
  }

  spare(url: string): boolean {
    return this.channels.spare(url)
  }

  close(): Promise<void> {
    return this.channels.close()
  }

  private async fetch(wanted: Wanted): Promise<HttpAnswer> {
    let url: string
    try {
      url = withoutFragment(wanted.url)
    } catch (error) {
      return this.answerOf(wanted, this.now(), wanted.url, [], {
        cause: 'protocol',
        error: describeError(error),
        answer: null,
      })
    }
    const chain = chainFrom(url, wanted, this.timeouts.totalMs, this.now())
    for (;;) {
      const ending = await this.hop(wanted, chain)
      if (ending) return this.answerOf(wanted, chain.startedAt, chain.url, chain.redirects, ending)
    }
  }

  /** One step of a chain; null when it leads on. */
  private async hop(wanted: Wanted, chain: Chain): Promise<Ending | null> {
    const cookie = chain.cookies?.header(chain.url) ?? ''
    const { length } = chain.redirects
    if (length > 0 && (length > REDIRECTS_MAX || chain.seen.has(stepOf(chain, cookie))))
      return { cause: 'redirect-loop', error: `${length} redirects`, answer: null }
    if (this.courtesy.isPaused(chain.url))
      return { cause: 'rate-limited', error: 'the host asked for a long pause', answer: null }
    let answer: ExchangeAnswer
    try {
      answer = await this.send(wanted, chain, cookie)
    } catch (error) {
      if (wanted.signal?.aborted) return { cause: 'internal', error: 'aborted', answer: null }
      if (error instanceof EgressRefusal) return this.refusal(error, chain)
      // As every browser does: nobody has said anything of the request yet.
      if (error instanceof StaleConnection && chain.method === 'GET' && !chain.resent) {
        chain.resent = true
        // Its neighbours are likely to have been closed with it.
        this.channels.renew(chain.url)
        return null
      }
      const cause = causeOfError(error)
      this.courtesy.note(chain.url, cause, chain.tookMs)
      return { cause, error: describeError(error), answer: null }
    }
    if (answer.setCookie.length > 0) {
      chain.cookies ??= chainCookies()
      chain.cookies.take(chain.url, answer.setCookie)
    }
    const sent = sentOn(chain, answer, cookie)
    if (sent === 'on') return null
    if (sent !== 'end') return { cause: 'protocol', error: sent.error, answer }
    // Nothing changed since the reading that was asked about: an answer as good as the page.
    const unchanged = answer.status === 304 && wanted.unless !== null && chain.redirects.length === 0
    const cause = unchanged ? null : causeOfStatus(answer.status)
    this.courtesy.note(chain.url, cause, chain.tookMs, answer.header('retry-after'))
    return { cause, error: cause ? `HTTP ${answer.status}` : null, answer }
  }

  /** A redirect into private addresses is ours to refuse and says nothing about the link as it is written. */
  private refusal(error: EgressRefusal, chain: Chain): Ending {
    const { cause } = error.verdict
    const onTheWay = chain.redirects.length > 0 && (cause === 'private-address' || cause === 'split-horizon')
    return { cause: onTheWay ? 'egress' : cause, error: error.message, answer: null }
  }

  private async send(wanted: Wanted, chain: Chain, cookie: string): Promise<ExchangeAnswer> {
    const { signal, unpinned } = wanted
    signal?.throwIfAborted()
    // What is known at once is not waited for: most requests of a crawl go out in the same turn.
    const judging = this.egress.check(chain.url, { unpinned })
    const verdict = judging instanceof Promise ? await judging : judging
    if (!verdict.allowed) throw new EgressRefusal(verdict)
    const address = verdict.addresses[0]?.address ?? null
    const release =
      this.pacer.take(chain.url, address) ?? (await this.pacer.acquire(chain.url, address, signal))
    const began = performance.now()
    if (chain.redirects.length === 0) chain.startedAt = this.now()
    try {
      return await exchange(this.channels, {
        url: chain.url,
        method: chain.method,
        headers: this.#headers({
          fresh: wanted.fresh,
          cookie,
          unless: chain.redirects.length === 0 ? wanted.unless : null,
          form: chain.form !== null,
          from: toldTo(chain.url, wanted.from),
        }),
        body: chain.form,
        maxBytes: wanted.maxBytes,
        budgetMs: Math.max(1, chain.budgetMs),
        signal,
      })
    } finally {
      chain.tookMs = performance.now() - began
      chain.budgetMs -= chain.tookMs
      release()
    }
  }

  private answerOf(
    wanted: Wanted,
    startedAt: number,
    finalUrl: string,
    redirects: readonly Hop[],
    ending: Ending,
  ): HttpAnswer {
    const { answer } = ending
    const decoded = answer ? decodeBody(answer.wire, answer.header('content-encoding') ?? '') : null
    const body = decoded?.body ?? null
    const complete = answer?.complete ?? false
    const start = body ? latin1Start(body, 4_096) : ''
    let { cause, error } = ending
    if (answer && isChallenge(answer.status, answer.setCookie.join(' '), start)) cause = 'challenge'
    if (!cause && decoded?.fault) {
      cause = decoded.fault
      error = `body cannot be decoded: ${decoded.fault}`
    }
    if (!cause && answer && !answer.complete && !wanted.probe) {
      cause = 'too-large'
      error = `longer than ${Math.min(wanted.maxBytes, LIMITS.wireBytes)} bytes`
    }
    const attempt: Attempt = {
      client: 'http',
      url: wanted.url,
      startedAt,
      finishedAt: this.now(),
      finalUrl,
      status: answer?.status ?? null,
      cause,
      error,
      address: !answer && spellsPrivate(finalUrl) ? null : this.channels.addressOf(finalUrl),
      redirects,
      bytes: bytesOf(answer, body),
      bodySha256:
        (cause !== null || !wanted.unhashed) && isWhole(answer) && body ? hash('sha256', body, 'hex') : null,
      contentType: answer?.header('content-type')?.slice(0, 200) ?? null,
    }
    if (wanted.fresh && answer)
      Object.assign(attempt, connectionFacts(this.channels.connectionOf(finalUrl), answer))
    return new Answered(attempt, body, complete, answer)
  }
}

/** Opens the client for one run. Throws a UserFault for an `allowPrivate` entry that cannot be read. */
export function openHttp(settings: CrawlSettings, deps: HttpDeps = {}): HttpPort {
  setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS)
  const now = deps.now ?? Date.now
  const egress = deps.egress ?? openEgress(settings)
  const pacer = deps.pacer ?? openPacer(settings)
  const timeouts = { ...TIMEOUTS, ...deps.timeouts }
  const channels = openChannels(egress, pacer, timeouts, deps.ca)
  const userAgent = userAgentOf(deps.tool ?? 'xuncha 0.1.0', settings.contact)
  const courtesy = deps.courtesy ?? new Courtesy(pacer, now)
  return new HttpClient(channels, egress, pacer, courtesy, userAgent, timeouts, now)
}
