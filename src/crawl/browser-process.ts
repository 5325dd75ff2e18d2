/** One browser process: launched through the egress proxy, known by its process id, and killed when it does not close. */
import type { Browser, BrowserContext } from 'playwright'
import type { BrowserDeps } from './browser.js'
import { type Confinement, confinedStart } from './browser-confined.js'

/** Quiet, without side channels: no QUIC, no WebRTC round the proxy, no traffic of the browser's own. */
const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-speech-api',
  '--dns-prefetch-disable',
  '--no-pings',
  '--mute-audio',
  // A page that eats memory loses its own renderer, not the machine.
  '--js-flags=--max-old-space-size=1024',
  '--disable-dev-shm-usage',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  // A second belt: no name is ever resolved by the browser itself.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
] as const

/** What a visitor sees in a closed shadow root is to be read, too: every root is an open one. */
const OPEN_SHADOWS = `(() => {
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (init) { return attach.call(this, { ...init, mode: 'open' }) }
})()`

/** The headless shell has no popup blocker: windows open only on a real click, as in every visitor's browser. */
const POPUP_BLOCKER = `(() => {
  const open = window.open
  window.open = function (...given) {
    const active = navigator.userActivation
    return active && !active.isActive ? null : open.apply(this, given)
  }
})()`

const CLOSE_MS = 4_000
const LAUNCH_MS = 60_000
export const VIEWPORT = { width: 1280, height: 900 } as const

/** The promise's value, or `late` after so many milliseconds; rejects as the promise does. */
export async function inTime<T, L>(promise: Promise<T>, ms: number, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  promise.catch(() => undefined)
  try {
    return await Promise.race([
      promise,
      new Promise<L>((resolve) => {
        timer = setTimeout(() => resolve(late), ms)
      }),
    ])
  } finally {
    clearTimeout(timer)
  }
}

/** As inTime, but a rejection is `late` as well. */
export function within<T>(promise: Promise<T>, ms: number, late: T): Promise<T> {
  return inTime(
    promise.catch(() => late),
    ms,
    late,
  )
}

/** A running browser. `jobs` counts what was asked of it, for recycling. */
export class BrowserProcess {
  jobs = 0
  contexts = 0
  #closing = false

  private constructor(
    readonly browser: Browser,
    readonly pid: number | null,
    /** Version number, e.g. 156.0.8078.79. */
    readonly version: string,
    readonly userAgent: string,
  ) {}

  /** Starts it. Rejects with Playwright's error when it cannot run so confined; nothing is left running then. */
  static async launch(
    deps: BrowserDeps,
    proxyUrl: string,
    confinement: Confinement,
  ): Promise<BrowserProcess> {
    const start = confinedStart(deps.executable, confinement)
    // Loading it takes as long as reading a thousand pages: only who opens a browser does.
    const { chromium } = await import('playwright')
    const browser = await chromium
      .launch({
        executablePath: start.executable,
        headless: true,
        chromiumSandbox: start.chromiumSandbox,
        env: start.env,
        args: [...FLAGS],
        // With its blocker off every script may open windows; a real click may still.
        ignoreDefaultArgs: ['--disable-popup-blocking'],
        proxy: { server: proxyUrl, bypass: '<-loopback>' },
        timeout: LAUNCH_MS,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      })
      .finally(() => start.end())
    try {
      const session = await browser.newBrowserCDPSession()
      const { userAgent } = await session.send('Browser.getVersion')
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      const pid = processInfo.find((one) => one.type === 'browser')?.id ?? null
      await session.detach()
      return new BrowserProcess(browser, pid, browser.version(), `${userAgent} ${asciiOnly(deps.userAgent)}`)
    } catch (error) {
      await within(browser.close(), CLOSE_MS, undefined)
      throw error
    }
  }

  get alive(): boolean {
    return this.browser.isConnected() && !this.#closing
  }

  /** A fresh context: nothing stored, nothing granted, nothing downloaded. */
  async newContext(timezone: string): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      userAgent: this.userAgent,
      viewport: VIEWPORT,
      deviceScaleFactor: 1,
      locale: 'zh-CN',
      timezoneId: timezone,
      serviceWorkers: 'block',
      acceptDownloads: false,
      permissions: [],
      javaScriptEnabled: true,
      ignoreHTTPSErrors: false,
    })
    await context.addInitScript(POPUP_BLOCKER)
    await context.addInitScript(OPEN_SHADOWS)
    return context
  }

  /** Closes it, by force when it does not close in time. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    const closed = await within(
      this.browser.close().then(() => true),
      CLOSE_MS,
      false,
    )
    if (!closed) this.kill()
  }

  /** Ends the process at once; what it was doing fails as a crash. */
  kill(): void {
    this.#closing = true
    if (this.pid === null) return
    try {
      process.kill(this.pid, 'SIGKILL')
    } catch {
      // It is gone already, which is what was wanted.
    }
  }
}

/** Header-safe text: a contact in Chinese is percent-encoded. */
function asciiOnly(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (part) => encodeURIComponent(part.replace(/[\ud800-\udfff]/g, '')))
}
