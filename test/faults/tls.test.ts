/** Reliability matrix B, TLS: whatever is wrong with a certificate or a protocol is a doubt, never a dead link. */
import { createSecureServer } from 'node:http2'
import type { TlsOptions } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openEgress } from '../../src/crawl/egress.js'
import type { BrowserPort } from '../../src/crawl/ports.js'
import { cleanUp, job } from '../crawl/jobs.js'
import { testSettings } from '../crawl/servers.js'
import { type Certificates, HAS_OPENSSL, makeCertificates } from './certificates.js'
import { inspecting, problems, reached } from './inspecting.js'
import { closeAll, home, listen, page, secure, serve } from './server.js'

let made: Certificates
beforeAll(() => {
  if (HAS_OPENSSL) made = makeCertificates()
})
afterEach(async () => {
  cleanUp()
  await closeAll()
})

const HOST = 'edu.example.gov.cn'
const LOCAL = ['127.0.0.1']
/** Every name is this machine. */
const egress = () =>
  openEgress(testSettings({ allowPrivate: LOCAL }), {
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })

/** A portal that links to the address, and what its inspection says; the root of the certificates is trusted. */
async function linked(url: string, browser: BrowserPort | null = null): Promise<readonly string[]> {
  const portal = await serve({ '/': home(url) })
  const one = job(portal.origin, { settings: { browser: browser !== null } })
  const result = await inspecting(one, { browser, http: { egress: egress(), ca: made.ca } })
  expect(problems(result).filter((code) => code === 'link-broken')).toEqual([])
  return reached(result, portal.origin).map((line) => line.replace(url, 'URL'))
}

const OLD: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }

describe.runIf(HAS_OPENSSL)('B. TLS', () => {
  it.each<[string, (all: Certificates) => TlsOptions, readonly string[]]>([
    ['a good certificate', (all) => all.good, []],
    ['a complete chain', (all) => all.complete, []],
    ['29: expired', (all) => all.expired, ['link-broken URL cannot-tell tls']],
    ['30: of another host', (all) => all.wrongHost, ['link-broken URL cannot-tell tls']],
    ['31: self-signed', (all) => all.selfSigned, ['link-broken URL cannot-tell tls']],
    ['32: incomplete chain', (all) => all.incomplete, ['link-broken URL cannot-tell tls']],
    ['33: TLS 1.0 only', (all) => ({ ...all.good, ...OLD }), ['link-broken URL cannot-tell tls']],
  ])('%s', async (_row, options, expected) => {
    const port = await secure(options(made), page('好'))
    expect(await linked(`https://${HOST}:${port}/x.html`)).toEqual(expected)
  })

  it('30–33 as a start page: unreachable, with a doubt and no problem', async () => {
    const port = await secure(made.expired, page('好'))
    const origin = `https://${HOST}:${port}`
    const result = await inspecting(job(origin), { http: { egress: egress(), ca: made.ca } })
    expect(result.units[0]).toMatchObject({ status: 'unreachable', reason: 'tls' })
    expect(reached(result, origin)).toEqual(['homepage-unreachable / cannot-tell tls'])
  })

  it('32: what the browser forgives is no fault at all', async () => {
    const port = await secure(made.incomplete, page('好'))
    const shown: BrowserPort['render'] = async (url) => ({
      finalUrl: url,
      html: page('好'),
      attempt: {
        ...{ client: 'browser', url, finalUrl: url, startedAt: 0, finishedAt: 1, status: 200, cause: null },
        ...{
          error: null,
          address: '127.0.0.1',
          redirects: [],
          bytes: 9,
          bodySha256: null,
          contentType: null,
        },
      },
    })
    const nothing = { full: null, mhtml: null, regions: [], missing: [] }
    const browser: BrowserPort = {
      ...{ version: 'Chromium 1', viewport: '1x1@1', render: shown, search: (url: string) => shown(url) },
      capture: async (url) => ({ ...(await shown(url)), viewport: null, ...nothing }),
      click: async () => 'something',
      close: async () => undefined,
    }
    expect(await linked(`https://${HOST}:${port}/x.html`, browser)).toEqual([])
  })

  it('36: a server of HTTP/2 alone is a doubt', async () => {
    const server = createSecureServer({ ...made.good, allowHTTP1: false })
    server.on('sessionError', () => undefined)
    const port = await listen(server)
    const lines = await linked(`https://${HOST}:${port}/x.html`)
    expect(lines).toEqual([
      expect.stringMatching(/^link-broken URL cannot-tell (tls|reset|protocol|forbidden)$/),
    ])
  })
})
