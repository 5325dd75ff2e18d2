/** The network's two clients and the reader of files for a run, opened once and shared by its sites. */
import { availableParallelism } from 'node:os'
import type { Logger } from 'pino'
import { userAgentOf } from '../../crawl/answer.js'
import { findBrowser } from '../../crawl/browser-find.js'
import { Courtesy } from '../../crawl/courtesy.js'
import { openEgress } from '../../crawl/egress.js'
import { openHttp } from '../../crawl/http.js'
import { openPacer, type PaceLimits, type Pacer } from '../../crawl/pacer.js'
import type { BrowserPort, HttpPort } from '../../crawl/ports.js'
import { openDocumentReaders } from '../../documents/pool.js'
import type { DocumentReader } from '../../model/file.js'
import type { CrawlSettings } from '../../model/inspection.js'
import type { Shell } from '../shell.js'

/** Open clients; `close` ends all, whatever state they are in. */
export interface Clients {
  readonly http: HttpPort
  readonly browser: BrowserPort | null
  readonly documents: DocumentReader
  readonly userAgent: string
  close(): Promise<void>
}

/** True when a browser is at hand and not forbidden. */
export function browserAtHand(env: Readonly<Record<string, string | undefined>>): boolean {
  return findBrowser(env) !== null
}

async function launch(
  shell: Shell,
  settings: CrawlSettings,
  given: {
    egress: ReturnType<typeof openEgress>
    pacer: Pacer
    makeRoom: (url: string) => boolean
    courtesy: Courtesy
    userAgent: string
    timezone: string
    log: Logger
  },
): Promise<BrowserPort | null> {
  const found = settings.browser ? findBrowser(shell.host.env) : null
  if (!found) return null
  try {
    const { openBrowser } = await import('../../crawl/browser.js')
    const browser = await openBrowser({
      executable: found.path,
      egress: given.egress,
      pacer: given.pacer,
      makeRoom: given.makeRoom,
      courtesy: given.courtesy,
      userAgent: given.userAgent,
      timezone: given.timezone,
      now: shell.host.now,
      log: given.log,
    })
    if (browser.confined === false) shell.note('cli.browser-unconfined', { path: found.path })
    return browser
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
    shell.note('cli.browser-failed', { path: found.path, detail })
    return null
  }
}

/**
 * Opens the clients of a run. A browser that cannot be launched is said on stderr, and the run goes on without one.
 * @param share lays what other processes take over this one's pace; absent: there are no others
 * @throws UserFault for an `allowPrivate` entry that cannot be read
 */
export async function openClients(
  shell: Shell,
  settings: CrawlSettings,
  tool: string,
  timezone: string,
  share: (own: Pacer, limits: PaceLimits) => Pacer = (own) => own,
): Promise<Clients> {
  const egress = openEgress(settings)
  const userAgent = userAgentOf(tool, settings.contact)
  // One budget per host for pages, probes and the browser.
  const pacer = share(openPacer(settings), settings)
  const courtesy = new Courtesy(pacer, shell.host.now)
  const http = openHttp(settings, { egress, pacer, courtesy, tool, now: shell.host.now })
  const browser = await launch(shell, settings, {
    egress,
    pacer,
    makeRoom: (url) => http.spare?.(url) ?? false,
    courtesy,
    userAgent,
    timezone,
    log: shell.log,
  })
  // One processor stays with the crawl: a thread more than there are costs its start and gains nothing.
  const documents = openDocumentReaders({ threads: Math.max(1, Math.min(2, availableParallelism() - 1)) })
  return {
    http,
    browser,
    documents,
    userAgent,
    close: async () => {
      await Promise.allSettled([browser?.close(), http.close(), documents.close()])
    },
  }
}
