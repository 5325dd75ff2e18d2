/** What the crawl and the witness ask of the HTTP client and of the browser. No library type leaves src/crawl. */
import type { Attempt } from '../model/attempt.js'
import type { EvidenceRegion } from '../model/evidence.js'
import type { Sighting } from '../model/finding.js'
import type { FormField } from '../model/page.js'

/** Answer of one GET (or POST of a search): the attempt as evidence keeps it, and the body where one was read. */
export interface HttpAnswer {
  readonly attempt: Attempt
  /** Decoded (un-gzipped) bytes, null when the request failed before a body. Truncated bodies carry cause too-large. */
  readonly body: Uint8Array | null
  /** The whole body is there. */
  readonly complete: boolean
  /** Lower-case names; cookies and authorisation left out. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a host said of a page by which it can tell later whether it changed. As sent. */
export interface Validators {
  readonly etag: string | null
  readonly modified: string | null
}

/** The only HTTP client. Guards egress, paces hosts, bounds bytes, seconds and redirects. Never throws for a portal's fault. */
export interface HttpPort {
  get(
    url: string,
    options?: {
      readonly signal?: AbortSignal
      readonly maxBytes?: number
      readonly fresh?: boolean
      readonly probe?: boolean
      /** Asks the resolver anew: a remembered address would hide that names are no longer known. */
      readonly unpinned?: boolean
      /** Whose answer is good need not be proved: its body is not hashed. */
      readonly unhashed?: boolean
      /** Sent as conditions: a page that has not changed since is answered with 304, which is then no failure. */
      readonly unless?: Validators
      /** Where the visitor comes from, sent as the referrer; a plain host is not told of a secure one. */
      readonly from?: string
    },
  ): Promise<HttpAnswer>
  post(
    url: string,
    form: readonly FormField[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<HttpAnswer>
  /** robots.txt asks for so many milliseconds between two requests to the URL's host. */
  spacing?(url: string, intervalMs: number): void
  /** Gives up idle connections to the hosts that share the URL's budget: the browser is about to connect there. True: there were some. */
  spare?(url: string): boolean
  close(): Promise<void>
}

/** A page as the browser shows it. */
export interface Rendered {
  readonly attempt: Attempt
  /** Serialised DOM after scripts settled, iframes of the same site inlined; null when the page failed. */
  readonly html: string | null
  readonly finalUrl: string
  /** Further pages of its list that were turned to, as HTML; `more`: it goes on behind them. Absent where nobody turned. */
  readonly turned?: { readonly pages: readonly string[]; readonly more: boolean }
  /** Data that its scripts asked its own host for did not come. Absent where all came. */
  readonly failed?: true
}

/** One page captured for evidence. Pictures are PNG, unmodified; regions in page coordinates. */
export interface Capture {
  readonly attempt: Attempt
  readonly html: string | null
  readonly viewport: Uint8Array | null
  readonly full: Uint8Array | null
  readonly mhtml: Uint8Array | null
  readonly regions: readonly EvidenceRegion[]
  /** What could not be taken, e.g. 'full'. */
  readonly missing: readonly string[]
  /** Milliseconds, once the page had settled: for the framed picture with the page's copies, and for the full picture. */
  readonly tookMs?: { readonly framed: number; readonly full: number }
}

/** The browser. Contexts and pages are reused within a host; all its traffic goes through the egress guard. */
export interface BrowserPort {
  /** Product and version, e.g. "Chromium 156.0.8078.73 (headless shell)". */
  readonly version: string
  readonly viewport: string
  /** It runs in its sandbox; false: it opens loopback portals only. */
  readonly confined?: boolean
  /**
   * `turns`: how many further pages of a list that a script turns are read with it; default none. `quietMs`: how long a
   * page whose scripts ask for nothing is waited for; default as for any page.
   */
  render(
    url: string,
    options?: { readonly signal?: AbortSignal; readonly turns?: number; readonly quietMs?: number },
  ): Promise<Rendered>
  /** Clicks the visible entry with this text on the page and says whether anything happened. */
  click(url: string, text: string): Promise<'nothing' | 'something'>
  /** Fills the portal's search box and submits as a visitor would; the result page as rendered. */
  search(url: string, field: string, keyword: string): Promise<Rendered>
  capture(url: string, regions: readonly Sighting['region'][]): Promise<Capture>
  close(): Promise<void>
}

/** How the process takes memory. */
export interface MemoryPort {
  /** Does work that holds nearly all that it makes: the heap is swept before it has grown by a third. */
  sparing<T>(work: () => Promise<T>): Promise<T>
  /** Gives back what is waste by now. It takes a third of a second: worth it once a crawl of thousands of pages is over. */
  sweep(): void
}
