/** The clean-environment check (清洁性检查) of a run: what of this machine could have changed what was seen. */
import { existsSync, readFileSync } from 'node:fs'
import { release, type } from 'node:os'
import { join } from 'node:path'
import type { CheckedMachine } from '../../crawl/witness-manifest.js'
import { sha256 } from '../../model/canonical.js'
import { packageRoot } from '../package-root.js'
import { hasChineseFont } from '../provision.js'

const HOSTS_FILE = '/etc/hosts'
const NAMES_MAX = 200
/** Names that every machine gives itself. */
const OWN = /^(localhost|ip6-|.*\.localdomain$|.*localhost.*)/

function bytesOf(path: string): Buffer | null {
  return existsSync(path) ? readFileSync(path) : null
}

/** Names that a hosts file gives an address to, in lower case, each once. */
export function namesIn(hosts: string): string[] {
  const names = hosts.split('\n').flatMap((line) => (line.split('#')[0] ?? '').trim().split(/\s+/).slice(1))
  return [...new Set(names.map((name) => name.toLowerCase()))].filter(
    (name) => name !== '' && !OWN.test(name),
  )
}

/** Looks at the machine once a run. Proxy variables are named, not told: their values may hold passwords. */
export function cleanCheck(env: Readonly<Record<string, string | undefined>>): CheckedMachine {
  const hosts = bytesOf(HOSTS_FILE)
  const lock = bytesOf(join(packageRoot(), 'package-lock.json'))
  return {
    said: {
      os: `${type()} ${release()}`,
      chineseFont: hasChineseFont(),
      hostsFile: hosts && sha256(hosts),
      proxyVariables: Object.keys(env)
        .filter((name) => /^(https?|all|no|ftp)_proxy$/i.test(name) && env[name])
        .sort(),
      lockFile: lock && sha256(lock),
    },
    hostsNames: hosts ? namesIn(hosts.toString('utf8')).slice(0, NAMES_MAX) : [],
  }
}
