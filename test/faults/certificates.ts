/** Certificates made for one test run: a root, an intermediate authority, and what may be wrong with a server's. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server's key and certificates as node:tls wants them. */
export interface Identity {
  readonly key: string
  readonly cert: string
}

/** Everything that the TLS tests serve. `ca` is the root to trust. */
export interface Certificates {
  readonly ca: string
  readonly good: Identity
  readonly expired: Identity
  readonly wrongHost: Identity
  readonly selfSigned: Identity
  /** Good, but sent without the intermediate certificate. */
  readonly incomplete: Identity
  readonly complete: Identity
}

/** True where openssl is at hand; certificates of the past cannot be made without it. */
export const HAS_OPENSSL = ['/usr/bin/openssl', '/bin/openssl', '/usr/local/bin/openssl'].some((path) =>
  existsSync(path),
)

const CONFIG = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = dn
[dn]
[authority]
basicConstraints = critical,CA:TRUE
`

/** Makes all of them with openssl, in a folder that is gone afterwards. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-tls-'))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')
  writeFileSync(join(folder, 'openssl.cnf'), CONFIG)
  writeFileSync(join(folder, 'index.txt'), '')
  writeFileSync(join(folder, 'serial'), '1000')
  const key = (name: string) =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`)
  const request = (name: string, host: string) => {
    key(name)
    const names = host === '' ? [] : ['-addext', `subjectAltName=DNS:${host}`]
    const given = ['-config', 'openssl.cnf', '-key', `${name}.key`, '-subj', `/CN=${name}`]
    openssl('req', '-new', ...given, ...names, '-out', `${name}.csr`)
  }
  const sign = (name: string, by: string, until: string, ...more: string[]) =>
    openssl(
      ...['ca', '-batch', '-notext', '-config', 'openssl.cnf', '-cert', `${by}.crt`, '-keyfile', `${by}.key`],
      ...['-startdate', '20200101000000Z', '-enddate', until, '-in', `${name}.csr`, '-out', `${name}.crt`],
      ...more,
    )
  const selfSigned = (name: string, ...more: string[]) => {
    key(name)
    const given = ['-config', 'openssl.cnf', '-x509', '-days', '3650', '-key', `${name}.key`]
    openssl('req', ...given, '-subj', `/CN=${name}`, '-out', `${name}.crt`, ...more)
  }
  const LATER = '20991231235959Z'
  const HOST = 'edu.example.gov.cn'
  selfSigned('root', '-extensions', 'authority')
  selfSigned('alone', '-addext', `subjectAltName=DNS:${HOST}`)
  request('middle', '')
  sign('middle', 'root', LATER, '-extensions', 'authority')
  for (const [name, host, by, until] of [
    ['good', HOST, 'root', LATER],
    ['expired', HOST, 'root', '20210101000000Z'],
    ['elsewhere', 'other.example.gov.cn', 'root', LATER],
    ['leaf', HOST, 'middle', LATER],
  ] as const) {
    request(name, host)
    sign(name, by, until)
  }
  const identity = (name: string): Identity => ({ key: text(`${name}.key`), cert: text(`${name}.crt`) })
  const leaf = identity('leaf')
  const made = {
    ca: text('root.crt'),
    good: identity('good'),
    expired: identity('expired'),
    wrongHost: identity('elsewhere'),
    selfSigned: identity('alone'),
    incomplete: leaf,
    complete: { key: leaf.key, cert: leaf.cert + text('middle.crt') },
  }
  rmSync(folder, { recursive: true, force: true })
  return made
}
