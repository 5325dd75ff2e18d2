/** What evidence keeps of a connection: the resolver's answers, TLS as it was made, the host's clock; only where asked for anew. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openEgress } from '../../src/crawl/egress.js'
import { openHttp } from '../../src/crawl/http.js'
import { type Certificates, HAS_OPENSSL, makeCertificates } from '../faults/certificates.js'
import { closeAll, page, secure, serve } from '../faults/server.js'
import { testSettings } from './servers.js'

let made: Certificates
beforeAll(() => {
  if (HAS_OPENSSL) made = makeCertificates()
})
afterEach(closeAll)

const settings = testSettings({ allowPrivate: ['127.0.0.1'] })
const egress = () => openEgress(settings, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })

describe.runIf(HAS_OPENSSL)('over TLS', () => {
  it('a request that is evidence tells the answers, version, cipher, chain and end of the certificate', async () => {
    const port = await secure(made.complete, page('好'))
    const http = openHttp(settings, { egress: egress(), ca: made.ca })
    const url = `https://edu.example.gov.cn:${port}/`
    const { attempt } = await http.get(url, { fresh: true })
    const { attempt: hurried } = await http.get(url)
    await http.close()
    expect(attempt).toMatchObject({
      address: '127.0.0.1',
      dns: ['127.0.0.1'],
      tls: {
        version: expect.stringMatching(/^TLSv1\.[23]$/),
        cipher: expect.stringMatching(/^TLS_/),
        notAfter: expect.stringMatching(/ GMT$/),
        error: null,
      },
    })
    expect(attempt.tls?.chain.length).toBeGreaterThan(1)
    expect(new Set(attempt.tls?.chain).size).toBe(attempt.tls?.chain.length)
    expect(Object.keys(hurried)).not.toContain('tls')
  })
})

it('of an address that is spelt no resolver was asked, and without TLS there is nothing of it', async () => {
  const portal = await serve({ '/': page('好') })
  const http = openHttp(testSettings({ namedOrigins: [portal.origin] }))
  const { attempt } = await http.get(`${portal.origin}/`, { fresh: true })
  await http.close()
  expect(attempt.status).toBe(200)
  expect(['dns', 'tls', 'serverDate'].map((name) => name in attempt)).toEqual([false, false, true])
})
