/** Finding a Chromium on this machine: an explicit path, Playwright's own, then the system's. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import type * as Playwright from 'playwright'

/** An executable that was found, and what to call it. */
export interface FoundBrowser {
  readonly path: string
  /** `Chromium headless shell`, `Chromium` or `Google Chrome`. */
  readonly product: string
}

type Env = Readonly<Record<string, string | undefined>>

const ON_PATH = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
] as const

const USUAL_PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/lib/chromium/headless_shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function productOf(path: string): string {
  if (/headless[-_]shell/.test(path)) return 'Chromium headless shell'
  return /chrome/i.test(basename(path)) && !/chrom(e-linux|ium)/i.test(path) ? 'Google Chrome' : 'Chromium'
}

/** Playwright's browsers stand beside each other: `chromium-N/…/chrome` and `chromium_headless_shell-N/…/headless_shell`. */
function playwrightShell(chrome: string): string | null {
  const folder = dirname(dirname(chrome))
  const revision = /chromium-(\d+)$/.exec(folder)?.[1]
  if (revision === undefined) return null
  const root = join(dirname(folder), `chromium_headless_shell-${revision}`)
  try {
    for (const inner of readdirSync(root).sort()) {
      for (const name of ['headless_shell', 'chrome-headless-shell']) {
        const path = join(root, inner, name)
        if (isExecutable(path)) return path
      }
    }
  } catch {
    return null
  }
  return null
}

function playwrightOwn(): string[] {
  let chrome = ''
  try {
    // Loading it takes as long as reading a thousand pages: only who wants a browser does.
    const { chromium } = createRequire(import.meta.url)('playwright') as typeof Playwright
    chrome = chromium.executablePath()
  } catch {
    return []
  }
  const shell = playwrightShell(chrome)
  // The shell needs half the memory and opens a page four times as fast.
  return [...(shell ? [shell] : []), chrome]
}

/**
 * The browser to use, or null. Order: XUNCHA_BROWSER (a path, alone; `none` means no browser), Playwright's own,
 * `chromium-headless-shell`, then Chromium and Chrome of the system, on PATH and in the usual places.
 * @param own where Playwright keeps its browsers, best first
 */
export function findBrowser(env: Env, own: () => string[] = playwrightOwn): FoundBrowser | null {
  const named = env.XUNCHA_BROWSER?.trim()
  if (named === 'none') return null
  if (named) return isExecutable(named) ? { path: named, product: productOf(named) } : null
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)))
  const path = [...own(), ...onPath, ...USUAL_PLACES].find(isExecutable)
  return path === undefined ? null : { path, product: productOf(path) }
}
