/** A time-stamping authority made with stock openssl, honest or not. */
import { execFileSync } from 'node:child_process'
import { createPrivateKey, webcrypto } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** What the authority's certificate is like. Days count from now; negative ones have passed. */
export interface AuthorityPlan {
  readonly usage?: string
  readonly notBefore?: string
  readonly notAfter?: string
}

/** An authority that answers requests; `close` takes its files away. */
export interface Authority {
  /** Root certificate, PEM. */
  readonly ca: string
  /** Path of the root certificate. */
  readonly caFile: string
  answer(request: Uint8Array): Buffer
  /** Answers without asking itself whether its certificate allows it: what a lying authority does. */
  forge(request: Uint8Array): Promise<Buffer>
  close(): void
}

const CONFIG = (dir: string): string => `
[ tsa ]
default_tsa = tsa1
[ tsa1 ]
serial = ${dir}/serial
signer_cert = ${dir}/tsa.pem
certs = ${dir}/ca.pem
signer_key = ${dir}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
`

/** Makes an authority with its own root. */
export function makeAuthority(plan: AuthorityPlan = {}): Authority {
  const dir = mkdtempSync(join(tmpdir(), 'xuncha-tsa-'))
  const ssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' })
  const subject = (name: string): string[] => ['-subj', `/CN=${name}`]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  ssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', ...subject('Test Root'))
  ssl('req', '-new', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', ...subject('Test Authority'))
  writeFileSync(join(dir, 'ext'), `extendedKeyUsage=${plan.usage ?? 'critical,timeStamping'}\n`)
  writeFileSync(join(dir, 'serial'), '01\n')
  writeFileSync(join(dir, 'tsa.cnf'), CONFIG(dir))
  writeFileSync(join(dir, 'index'), '')
  const validity =
    plan.notAfter === undefined
      ? ['-days', '365']
      : ['-not_before', plan.notBefore ?? '20200101000000Z', '-not_after', plan.notAfter]
  ssl(
    ...(plan.notAfter === undefined
      ? [
          'x509',
          '-req',
          '-in',
          'tsa.csr',
          '-CA',
          'ca.pem',
          '-CAkey',
          'ca.key',
          '-CAcreateserial',
          '-extfile',
          'ext',
          '-out',
          'tsa.pem',
          ...validity,
        ]
      : pastArgs(dir, plan)),
  )
  return {
    ca: readFileSync(join(dir, 'ca.pem'), 'utf8'),
    caFile: join(dir, 'ca.pem'),
    answer(request) {
      writeFileSync(join(dir, 'request'), request)
      ssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request', '-out', 'response')
      return readFileSync(join(dir, 'response'))
    },
    forge: (request) =>
      forged(request, readFileSync(join(dir, 'tsa.pem'), 'utf8'), readFileSync(join(dir, 'tsa.key'), 'utf8')),
    close: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** `openssl ca` is the one that sets dates freely in every version. */
function pastArgs(dir: string, plan: AuthorityPlan): string[] {
  writeFileSync(
    join(dir, 'ca.cnf'),
    `[ ca ]\ndefault_ca = d\n[ d ]\ndatabase = ${dir}/index\nnew_certs_dir = ${dir}\nserial = ${dir}/caserial\ndefault_md = sha256\npolicy = p\n[ p ]\ncommonName = supplied\n`,
  )
  writeFileSync(join(dir, 'caserial'), '10\n')
  return [
    'ca',
    '-batch',
    '-config',
    'ca.cnf',
    '-cert',
    'ca.pem',
    '-keyfile',
    'ca.key',
    '-in',
    'tsa.csr',
    '-out',
    'tsa.pem',
    '-startdate',
    plan.notBefore ?? '20200101000000Z',
    '-enddate',
    plan.notAfter ?? '20210101000000Z',
    '-extfile',
    'ext',
    '-notext',
  ]
}

const exact = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer
const schemaOf = (der: Uint8Array) => asn1js.fromBER(exact(der)).result

async function forged(request: Uint8Array, certificate: string, key: string): Promise<Buffer> {
  const asked = new pkijs.TimeStampReq({ schema: schemaOf(request) })
  const der = Buffer.from(certificate.replace(/-----[^-]+-----/g, ''), 'base64')
  const signer = new pkijs.Certificate({ schema: schemaOf(der) })
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: asked.messageImprint,
    serialNumber: new asn1js.Integer({ value: 7 }),
    genTime: new Date(),
    ...(asked.nonce ? { nonce: asked.nonce } : {}),
  })
  const content = info.toSchema().toBER()
  const attributes = [
    ['1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.9.16.1.4' })],
    [
      '1.2.840.113549.1.9.4',
      new asn1js.OctetString({ valueHex: await webcrypto.subtle.digest('SHA-256', content) }),
    ],
  ] as const
  const encapsulated = new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.9.16.1.4' })
  // Set afterwards: the constructor would cut it in pieces, which no authority does.
  encapsulated.eContent = new asn1js.OctetString({ valueHex: content })
  const signed = new pkijs.SignedData({
    version: 3,
    encapContentInfo: encapsulated,
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: attributes.map(([type, value]) => new pkijs.Attribute({ type, values: [value] })),
        }),
      }),
    ],
    certificates: [signer],
  })
  const crypto = webcrypto as ConstructorParameters<typeof pkijs.CryptoEngine>[0]['crypto']
  const privateKey = await crypto.subtle.importKey(
    'pkcs8',
    exact(createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  )
  await signed.sign(privateKey, 0, 'SHA-256', undefined, new pkijs.CryptoEngine({ name: 'node', crypto }))
  const response = new pkijs.TimeStampResp({
    status: new pkijs.PKIStatusInfo({ status: 0 }),
    timeStampToken: new pkijs.ContentInfo({
      contentType: '1.2.840.113549.1.7.2',
      content: signed.toSchema(true),
    }),
  })
  return Buffer.from(response.toSchema().toBER())
}
