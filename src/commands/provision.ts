/** Gets a browser and a Chinese font where it can, announced and bounded in time, and says in one line what is missing. */
import { execFile, execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { findBrowser } from '../crawl/browser-find.js'
import type { MessageFacts } from '../messages/catalogue.js'

const PLAYWRIGHT_MS = 60_000
const PACKAGES_MS = 240_000
const PROBE_MS = 10_000

/** What provisioning works with. */
export interface ProvisionDeps {
  readonly env: Readonly<Record<string, string | undefined>>
  /** One line to a person. */
  say(key: string, facts?: MessageFacts): void
  /** Runs a program for at most so long; false when it fails, is missing or takes longer. */
  run?(program: string, args: readonly string[], timeoutMs: number): Promise<boolean>
  hasBrowser?(): boolean
  hasFonts?(): boolean
  readonly root?: boolean
}

/** True when fontconfig knows a font for Chinese, or cannot be asked where none is needed (not on Linux). */
export function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true
  try {
    const listed = execFileSync('fc-list', [':lang=zh', 'family'], {
      timeout: PROBE_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return listed.toString().trim() !== ''
  } catch {
    return false
  }
}

function runProgram(program: string, args: readonly string[], timeoutMs: number): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', env, maxBuffer: 64 * 1024 * 1024 } as const
    execFile(program, [...args], options, (error) => resolve(error === null))
  })
}

function playwrightCli(): string {
  return join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
}

/** What is still missing afterwards. */
export interface Provisioned {
  readonly browser: boolean
  readonly fonts: boolean
}

/**
 * Ensures a browser and a Chinese font: Playwright's own install first, then, as root, Debian's packages.
 * Nothing is installed with XUNCHA_NO_INSTALL=1, and never with XUNCHA_BROWSER set. Never throws.
 */
export async function ensureTools(deps: ProvisionDeps): Promise<Provisioned> {
  const run = deps.run ?? runProgram
  const browser = deps.hasBrowser ?? (() => findBrowser(deps.env) !== null)
  const fonts = deps.hasFonts ?? hasChineseFont
  const root = deps.root ?? process.getuid?.() === 0
  const chosen = (deps.env.XUNCHA_BROWSER ?? '') !== ''
  if (deps.env.XUNCHA_BROWSER === 'none') {
    deps.say('cli.provision.browser-off')
    return { browser: false, fonts: fonts() }
  }
  const refused = deps.env.XUNCHA_NO_INSTALL === '1' || chosen
  if (!refused && !browser()) {
    deps.say('cli.provision.playwright', { seconds: PLAYWRIGHT_MS / 1000 })
    await run(process.execPath, [playwrightCli(), 'install', '--only-shell', 'chromium'], PLAYWRIGHT_MS)
  }
  const packages = [
    ...(browser() ? [] : ['chromium-headless-shell']),
    ...(fonts() ? [] : ['fontconfig', 'fonts-noto-cjk']),
  ]
  if (!refused && root && packages.length > 0) {
    deps.say('cli.provision.packages', { packages: packages.join(' '), seconds: PACKAGES_MS / 1000 })
    const started = Date.now()
    const left = () => Math.max(1_000, PACKAGES_MS - (Date.now() - started))
    if (await run('apt-get', ['update', '-qq'], left()))
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], left())
  }
  const got = { browser: browser(), fonts: fonts() }
  if (!got.browser) deps.say('cli.provision.no-browser')
  if (!got.fonts) deps.say('cli.provision.no-fonts')
  return got
}
