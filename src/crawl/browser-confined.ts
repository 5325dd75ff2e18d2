/** The browser's confinement: its own sandbox, and a user without rights where this program runs as root. */
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Egress, isLoopbackAddress } from './egress.js'

/**
 * sandbox: Chromium's own, under the user that we are. nobody: the same, but as `nobody`, because Chromium's sandbox
 * refuses root. none: a page that breaks out of its renderer is us, so only loopback portals are opened.
 */
export type Confinement = 'sandbox' | 'nobody' | 'none'

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv']
const NOBODY = 65_534
/** What a browser needs of our surroundings; the rest (tokens, home folders) is none of its business. */
const PASSED_ON = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'FONTCONFIG_PATH',
  'FONTCONFIG_FILE',
  'LD_LIBRARY_PATH',
]

function setpriv(): string | null {
  for (const path of SETPRIV) {
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not there: the next one.
    }
  }
  return null
}

/** The confinements to try on this machine, strictest first. */
export function confinementsHere(): Confinement[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return ['sandbox', 'none']
  return setpriv() === null ? ['none'] : ['nobody', 'none']
}

/** How an executable is started under a confinement; `end` removes what was made for it, after the start. */
export interface ConfinedStart {
  readonly executable: string
  readonly chromiumSandbox: boolean
  readonly env: Readonly<Record<string, string>>
  end(): void
}

/** Single quotes for the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * A small script in place of the executable: it gives the browser's profile to nobody and becomes the browser.
 * Playwright makes the profile's folder and names it on the command line.
 */
function scriptFor(executable: string, via: string): string {
  return `#!/bin/sh
profile=
for given in "$@"; do
  case "$given" in --user-data-dir=*) profile="\${given#--user-data-dir=}" ;; esac
done
[ -d "$profile" ] || exit 1
chown ${NOBODY}:${NOBODY} "$profile"
HOME="$profile" exec ${via} --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all ${quoted(executable)} "$@"
`
}

/** Prepares a start. Throws where the script cannot be written. */
export function confinedStart(executable: string, confinement: Confinement): ConfinedStart {
  const env = Object.fromEntries(
    PASSED_ON.flatMap((name): [string, string][] => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const home = process.env.HOME
  const usual = { chromiumSandbox: confinement === 'sandbox', env: home ? { ...env, HOME: home } : env }
  const via = setpriv()
  if (confinement !== 'nobody' || via === null) return { ...usual, executable, end: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-browser-'))
  const script = join(folder, 'start')
  writeFileSync(script, scriptFor(executable, via), { mode: 0o700 })
  return {
    executable: script,
    chromiumSandbox: true,
    env,
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The guard of a browser without a sandbox: nothing but this machine's own portals, as far as the guard lets it. */
export function loopbackOnly(egress: Egress): Egress {
  return {
    async check(url, options) {
      const verdict = await egress.check(url, options)
      if (!verdict.allowed || verdict.addresses.every(({ address }) => isLoopbackAddress(address)))
        return verdict
      return {
        allowed: false,
        cause: 'egress',
        error: 'without its sandbox the browser opens loopback portals only',
      }
    },
  }
}
