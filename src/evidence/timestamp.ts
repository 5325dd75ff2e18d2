/** Time stamps of authorities (RFC 3161) over a seal: asked for, checked down to the authority's certificate. */
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** Outcome of checking a stamp; `why` ends a message key `evidence.stamp.…`. `at`: UTC milliseconds. */
export type StampCheck =
  | { readonly valid: true; readonly at: number; readonly authority: string }
  | { readonly valid: false; readonly why: StampFault }

/** What can be wrong with a stamp. */
export type StampFault =
  | 'unreadable'
  | 'refused'
  | 'imprint'
  | 'nonce'
  | 'usage'
  | 'expired'
  | 'chain'
  | 'signature'
  | 'window'

/** A request in DER and the nonce that the answer must repeat. */
export interface StampRequest {
  readonly der: Buffer
  readonly nonce: Buffer
}

/** How far a stamp may lie from the sealing. */
export const STAMP_WINDOW_MS = 24 * 3_600_000

const SHA256 = '2.16.840.1.101.3.4.2.1'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'

type EngineCrypto = ConstructorParameters<typeof pkijs.CryptoEngine>[0]['crypto']
const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as EngineCrypto })

function exact(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer
}

function imprintOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** A request for a stamp over the SHA-256 of these bytes; the authority is asked to enclose its certificate. */
export function stampRequest(bytes: Uint8Array): StampRequest {
  const nonce = randomBytes(8)
  // A positive INTEGER without a leading zero byte: what every authority repeats alike.
  nonce[0] = 0x40 | ((nonce[0] ?? 0) & 0x3f)
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: SHA256,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: exact(imprintOf(bytes)) }),
    }),
    certReq: true,
    nonce: new asn1js.Integer({ valueHex: exact(nonce) }),
  })
  return { der: Buffer.from(request.toSchema().toBER()), nonce }
}

interface Opened {
  readonly signed: pkijs.SignedData
  readonly info: pkijs.TSTInfo
}

function parsed(der: Uint8Array): asn1js.AsnType | null {
  const { offset, result } = asn1js.fromBER(exact(der))
  return offset === der.byteLength ? result : null
}

function open(response: Uint8Array): Opened | StampFault {
  try {
    const schema = parsed(response)
    if (schema === null) return 'unreadable'
    const answer = new pkijs.TimeStampResp({ schema })
    // 0 granted, 1 granted with modifications.
    if (answer.status.status > 1 || !answer.timeStampToken) return 'refused'
    const signed = new pkijs.SignedData({ schema: answer.timeStampToken.content })
    const content = signed.encapContentInfo.eContent
    if (signed.encapContentInfo.eContentType !== TST_INFO || !content) return 'unreadable'
    const info = parsed(new Uint8Array(content.getValue()))
    return info === null ? 'unreadable' : { signed, info: new pkijs.TSTInfo({ schema: info }) }
  } catch {
    return 'unreadable'
  }
}

/** The certificate of the one who signed, found among those enclosed by issuer and serial number. */
function signerOf(signed: pkijs.SignedData): pkijs.Certificate | null {
  const sid = signed.signerInfos[0]?.sid
  if (!(sid instanceof pkijs.IssuerAndSerialNumber) || signed.signerInfos.length !== 1) return null
  for (const one of signed.certificates ?? [])
    if (
      one instanceof pkijs.Certificate &&
      one.issuer.isEqual(sid.issuer) &&
      one.serialNumber.isEqual(sid.serialNumber)
    )
      return one
  return null
}

/** RFC 3161 §2.3: the key is for time stamping and for nothing else, and says so in a critical extension. */
function isForStamping(certificate: pkijs.Certificate): boolean {
  const usage = certificate.extensions?.find((one) => one.extnID === EXTENDED_KEY_USAGE)
  if (!usage?.critical || !(usage.parsedValue instanceof pkijs.ExtKeyUsage)) return false
  const purposes = usage.parsedValue.keyPurposes
  return purposes.length === 1 && purposes[0] === TIME_STAMPING
}

function certificatesIn(pem: string): pkijs.Certificate[] {
  const found: pkijs.Certificate[] = []
  for (const [, body = ''] of pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)) {
    const schema = parsed(Buffer.from(body, 'base64'))
    if (schema !== null) found.push(new pkijs.Certificate({ schema }))
  }
  return found
}

function nameOf(certificate: pkijs.Certificate): string {
  const texts = certificate.subject.typesAndValues.map((one) => String(one.value.valueBlock.value))
  return texts.join(', ').slice(0, 200)
}

function sameBytes(one: ArrayBuffer, other: Uint8Array): boolean {
  return Buffer.from(one).equals(Buffer.from(other))
}

async function signedUnder(
  opened: Opened,
  signer: pkijs.Certificate,
  roots: pkijs.Certificate[],
  bytes: Uint8Array,
): Promise<StampFault | null> {
  const chain = new pkijs.CertificateChainValidationEngine({
    trustedCerts: roots,
    certs: [signer, ...(opened.signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)],
    checkDate: opened.info.genTime,
  })
  const { result } = await chain.verify({}, engine)
  if (!result) return 'chain'
  // The chain was followed above, at the stamped time; here only the signature is asked about.
  const signature = await opened.signed
    .verify(
      { signer: 0, checkChain: false, extendedMode: true, trustedCerts: roots, data: exact(bytes) },
      engine,
    )
    .catch(() => null)
  return signature?.signatureVerified ? null : 'signature'
}

/**
 * Checks an authority's answer, down to the certificates that are trusted. Never throws for what the answer holds.
 * @param response TimeStampResp in DER, as it came
 * @param bytes what was stamped
 * @param trusted the authority's root certificates, PEM; several may follow each other
 * @param expected `around`: UTC ms that the stamp must be near; `nonce`: that of the request, when it is at hand
 */
export async function checkStamp(
  response: Uint8Array,
  bytes: Uint8Array,
  trusted: string,
  expected: { readonly around: number; readonly nonce?: Uint8Array },
): Promise<StampCheck> {
  const opened = open(response)
  if (typeof opened === 'string') return { valid: false, why: opened }
  const why = await faultOf(opened, bytes, trusted, expected).catch((): StampFault => 'unreadable')
  if (why !== null) return { valid: false, why }
  const signer = signerOf(opened.signed)
  return {
    valid: true,
    at: opened.info.genTime.getTime(),
    authority: signer === null ? '' : nameOf(signer),
  }
}

async function faultOf(
  opened: Opened,
  bytes: Uint8Array,
  trusted: string,
  expected: { readonly around: number; readonly nonce?: Uint8Array },
): Promise<StampFault | null> {
  const { info, signed } = opened
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  if (
    hashAlgorithm.algorithmId !== SHA256 ||
    !sameBytes(hashedMessage.valueBlock.valueHexView.slice().buffer, imprintOf(bytes))
  )
    return 'imprint'
  if (
    expected.nonce &&
    !(info.nonce && sameBytes(info.nonce.valueBlock.valueHexView.slice().buffer, expected.nonce))
  )
    return 'nonce'
  const signer = signerOf(signed)
  if (signer === null) return 'chain'
  if (!isForStamping(signer)) return 'usage'
  const at = info.genTime.getTime()
  if (at < signer.notBefore.value.getTime() || at > signer.notAfter.value.getTime()) return 'expired'
  const broken = await signedUnder(opened, signer, certificatesIn(trusted), bytes)
  if (broken !== null) return broken
  return Math.abs(at - expected.around) > STAMP_WINDOW_MS ? 'window' : null
}
