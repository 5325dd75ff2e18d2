/** The egress proxy: connects only where the guard allows, to what it pinned, and never lets a site pose as it. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Egress, openEgress } from '../../src/crawl/egress.js'
import {
  EGRESS_HEADER,
  type EgressProxy,
  type ProxyLimits,
  startEgressProxy,
} from '../../src/crawl/egress-proxy.js'
import { type Portal, startPortal } from './browser-portal.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function proxyFor(egress: Egress, limits: Partial<ProxyLimits> = {}): Promise<EgressProxy> {
  const proxy = await startEgressProxy(egress, limits)
  open.push(proxy)
  return proxy
}

async function site(answers: Parameters<typeof startPortal>[0]): Promise<Portal> {
  const portal = await startPortal(answers)
  open.push(portal)
  return portal
}

interface Seen {
  readonly status: number | null
  readonly marker: string | undefined
  readonly body: string
}

/** GETs an absolute address through the proxy, as a browser does. */
function through(proxy: EgressProxy, url: string): Promise<Seen> {
  const { hostname, port } = new URL(proxy.url)
  return new Promise((resolve) => {
    const asked = request(
      { host: hostname, port, path: url, headers: { host: new URL(url).host } },
      (answer) => {
        const parts: Buffer[] = []
        const done = (): void =>
          resolve({
            status: answer.statusCode ?? null,
            marker: answer.headers[EGRESS_HEADER] as string | undefined,
            body: Buffer.concat(parts).toString(),
          })
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', done)
        answer.on('error', done)
      },
    )
    asked.on('error', () => resolve({ status: null, marker: undefined, body: '' }))
    asked.end()
  })
}

/** Status line that CONNECT gets. */
function tunnel(proxy: EgressProxy, target: string): Promise<string> {
  const { hostname, port } = new URL(proxy.url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`),
    )
    socket.on('data', (data) => {
      resolve(data.toString().split('\r\n', 1)[0] ?? '')
      socket.destroy()
    })
    socket.on('error', () => resolve('error'))
  })
}

const closed = openEgress({ allowPrivate: [], namedOrigins: [] })

describe('the egress proxy', () => {
  it('lets through what the workspace names, by GET and by CONNECT, and notes the address', async () => {
    const portal = await site({ '/': 'hello' })
    const proxy = await proxyFor(openEgress({ allowPrivate: [], namedOrigins: [portal.origin] }))
    expect(await through(proxy, `${portal.origin}/`)).toEqual({
      status: 200,
      marker: undefined,
      body: 'hello',
    })
    expect(await tunnel(proxy, new URL(portal.origin).host)).toBe('HTTP/1.1 200 Connection established')
    expect(proxy.noteOf(portal.origin)).toEqual({ cause: null, address: '127.0.0.1', error: null })
  })

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::ffff:127.0.0.1]',
    'localhost.',
    '169.254.169.254',
    '100.100.100.200',
    '10.0.0.1',
  ])('refuses %s in its own name, and nobody is contacted', async (host) => {
    const portal = await site({ '/': 'secret' })
    const port = new URL(portal.origin).port
    const proxy = await proxyFor(closed)
    expect(await through(proxy, `http://${host}:${port}/`)).toMatchObject({ status: 403, marker: 'denied' })
    expect(await tunnel(proxy, `${host}:${port}`)).toBe('HTTP/1.1 403 Forbidden')
    expect(portal.hits).toEqual([])
    expect(proxy.noteOf(`http://${host}:${port}/`)?.cause).toBe('private-address')
  })

  it('connects to the pinned address, so that a name that changes its mind gains nothing', async () => {
    const portal = await site({ '/': 'pinned' })
    const { port } = new URL(portal.origin)
    const asked: string[] = []
    const proxy = await proxyFor({
      check: async (url) => {
        asked.push(url)
        return { allowed: true, addresses: [{ address: '127.0.0.1', family: 4 }] }
      },
    })
    expect((await through(proxy, `http://rebound.example:${port}/`)).body).toBe('pinned')
    expect(asked).toEqual([`http://rebound.example:${port}/`])
  })

  it("takes its own header off a site's answer", async () => {
    const portal = await site({
      '/': (_, response) => void response.writeHead(403, { [EGRESS_HEADER]: 'denied' }).end('no'),
    })
    const proxy = await proxyFor(openEgress({ allowPrivate: [], namedOrigins: [portal.origin] }))
    expect(await through(proxy, `${portal.origin}/`)).toEqual({ status: 403, marker: undefined, body: 'no' })
  })

  it('says why nothing came: refused, reset, unknown name', async () => {
    const portal = await site({ '/reset': (asked) => void asked.socket.destroy() })
    const dead = await startPortal({})
    await dead.close()
    const proxy = await proxyFor(openEgress({ allowPrivate: ['127.0.0.1'], namedOrigins: [] }))
    expect(await through(proxy, `${dead.origin}/`)).toMatchObject({ status: 502, marker: 'failed' })
    expect(proxy.noteOf(dead.origin)?.cause).toBe('refused')
    expect(await through(proxy, `${portal.origin}/reset`)).toMatchObject({ status: 502, marker: 'failed' })
    expect(proxy.noteOf(portal.origin)?.cause).toBe('reset')
    expect(await through(proxy, 'http://name.invalid/')).toMatchObject({ status: 403, marker: 'denied' })
    expect(proxy.noteOf('http://name.invalid/')?.cause).toBe('dns')
  })

  it('bounds bytes, and survives headers that nobody may send', async () => {
    const portal = await site({
      '/endless': (_, response) => {
        response.writeHead(200)
        const more = (): void => {
          if (!response.destroyed) response.write(Buffer.alloc(16_384), more)
        }
        more()
      },
      '/odd': (asked) =>
        void asked.socket.end('HTTP/1.1 200 OK\r\nx-odd: a\u0001b\r\ncontent-length: 2\r\n\r\nhi'),
      '/fine': 'fine',
    })
    const egress = openEgress({ allowPrivate: [], namedOrigins: [portal.origin] })
    const proxy = await proxyFor(egress, { bytes: 100_000 })
    const endless = await through(proxy, `${portal.origin}/endless`)
    expect(endless.body.length).toBeLessThanOrEqual(200_000)
    await through(proxy, `${portal.origin}/odd`)
    expect((await through(proxy, `${portal.origin}/fine`)).body).toBe('fine')
  })
})
