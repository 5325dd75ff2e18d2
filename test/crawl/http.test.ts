/** The HTTP client against servers that misbehave: every fault comes back as data with its cause. */
import { createServer as createTcp, type Server } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { userAgentOf } from '../../src/crawl/answer.js'
import { openEgress } from '../../src/crawl/egress.js'
import { openHttp } from '../../src/crawl/http.js'
import type { HttpPort } from '../../src/crawl/ports.js'
import { closeServers, type Handler, serve, testSettings } from './servers.js'

const clients: HttpPort[] = []
const sockets: Server[] = []

function client(
  settings: Parameters<typeof testSettings>[0] = {},
  deps: Parameters<typeof openHttp>[1] = {},
) {
  const http = openHttp(testSettings(settings), deps)
  clients.push(http)
  return http
}

/** A raw TCP server, for answers that node:http would never give. */
async function raw(answer: string | null): Promise<string> {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      if (answer === null) socket.resetAndDestroy()
      else socket.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  sockets.push(server)
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((http) => http.close()))
  await closeServers()
  for (const server of sockets.splice(0)) server.close()
})

const text = (body: Uint8Array | null): string => Buffer.from(body ?? []).toString('utf8')
const packed =
  (encoding: string, pack: (body: Buffer) => Buffer): Handler =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding })
    response.end(pack(Buffer.from('<p>政府信息公开</p>')))
  }

describe('answers', () => {
  it('keeps what evidence needs of a plain answer', async () => {
    const server = await serve({ '/a': '<p>一</p>' })
    const answer = await client({}, { now: () => 5 }).get(`${server.origin}/a#top`)
    expect(answer.attempt).toEqual({
      client: 'http',
      url: `${server.origin}/a#top`,
      startedAt: 5,
      finishedAt: 5,
      finalUrl: `${server.origin}/a`,
      status: 200,
      cause: null,
      error: null,
      address: '127.0.0.1',
      redirects: [],
      bytes: 10,
      bodySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      contentType: 'text/html; charset=utf-8',
    })
    expect(text(answer.body)).toBe('<p>一</p>')
  })

  it.each<[string, Handler]>([
    ['gzip', packed('gzip', gzipSync)],
    ['deflate', packed('deflate', deflateSync)],
    ['raw deflate', packed('deflate', deflateRawSync)],
    ['br', packed('br', brotliCompressSync)],
    ['gzip in gzip', packed('gzip, gzip', (body) => gzipSync(gzipSync(body)))],
    ['plain text said to be gzip', packed('gzip', (body) => body)],
    ['plain text said to be zstd', packed('zstd', (body) => body)],
    [
      'gzip with more behind it',
      packed('gzip', (body) => Buffer.concat([gzipSync(body), Buffer.from('<p>more')])),
    ],
    [
      'gzip with a wrong sum',
      packed('gzip', (body) => Buffer.concat([gzipSync(body).subarray(0, -8), Buffer.alloc(8)])),
    ],
  ])('decodes %s', async (_name, handler) => {
    const server = await serve({ '/': handler })
    const answer = await client().get(`${server.origin}/`)
    expect([answer.attempt.cause, text(answer.body)]).toEqual([null, '<p>政府信息公开</p>'])
  })

  it('stops at a bomb, and never takes it for a fault of the portal', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000))
    const server = await serve({
      '/': (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html' }).end(bomb),
    })
    const answer = await client().get(`${server.origin}/`)
    expect([answer.attempt.cause, answer.body]).toEqual(['too-large', null])
  })

  it('reads the start of a large file only when probing', async () => {
    const server = await serve({
      '/big.pdf': (_request, response) =>
        response
          .writeHead(200, { 'content-type': 'application/pdf', 'content-length': 3_000_000 })
          .end(Buffer.alloc(3_000_000, '%PDF')),
    })
    const http = client()
    const probe = await http.get(`${server.origin}/big.pdf`, { probe: true })
    expect([probe.attempt.cause, probe.attempt.bytes, probe.body?.length]).toEqual([null, 3_000_000, 65_536])
    const cut = await http.get(`${server.origin}/big.pdf`, { maxBytes: 1_000 })
    expect([cut.attempt.cause, cut.body?.length]).toEqual(['too-large', 1_000])
  })

  it('says who it is, and hides cookies from evidence', async () => {
    let agent = ''
    const server = await serve({
      '/': (request, response) => {
        agent = request.headers['user-agent'] ?? ''
        response.writeHead(200, { 'set-cookie': 'a=1', 'x-a': 'b' }).end('x')
      },
    })
    const http = client({ contact: '政务公开办 0577-00000000' }, { tool: 'xuncha 1.2.3' })
    const answer = await http.get(`${server.origin}/`)
    expect(agent).toBe(`Xuncha/1.2 (+${encodeURIComponent('政务公开办')} 0577-00000000)`)
    expect(Object.keys(answer.headers)).not.toContain('set-cookie')
    expect(answer.headers['x-a']).toBe('b')
    expect(userAgentOf('xuncha 0.1.0', null)).toBe('Xuncha/0.1')
    expect(userAgentOf('xuncha 0.1.0', 'a\r\nb: c\ud800')).toBe('Xuncha/0.1 (+a  b: c%EF%BF%BD)')
  })
})

const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (_request, response) => {
    response.writeHead(code, headers).end(body)
  }

describe('causes', () => {
  it.each<[string, string, Handler]>([
    ['404', 'http-404', status(404)],
    ['410', 'http-410', status(410)],
    ['401', 'login', status(401)],
    ['403', 'forbidden', status(403)],
    ['405', 'forbidden', status(405)],
    ['412', 'challenge', status(412)],
    ['429', 'rate-limited', status(429, { 'retry-after': 'garbage' })],
    ['521', 'challenge', status(521)],
    ['500', 'http-5xx', status(500)],
    ['503', 'http-5xx', status(503)],
    ['503 with a wall cookie', 'challenge', status(503, { 'set-cookie': '__jsluid_s=1' })],
    ['200 with nothing but a wall', 'challenge', status(200, {}, '<script>$_ts=window["$_ts"];</script>')],
    ['304 unasked', 'protocol', status(304)],
    ['302 without a target', 'protocol', status(302)],
    ['a redirect off the web', 'protocol', status(302, { location: 'weixin://x' })],
    ['a redirect to itself', 'redirect-loop', status(302, { location: '/' })],
    ['a redirect to a private address', 'egress', status(302, { location: 'http://169.254.169.254/' })],
    ['a redirect to the machine itself', 'egress', status(302, { location: 'http://[::1]:1/' })],
    [
      'a body shorter than announced',
      'protocol',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100, connection: 'close' })
        response.write('x')
        setTimeout(() => response.socket?.end(), 20)
      },
    ],
    [
      'a coding that nobody asked for',
      'protocol',
      packed('zstd', () => Buffer.from('28b52ffd2000010000', 'hex')),
    ],
    [
      'a broken body',
      'protocol',
      (_request, response) => {
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 255, 255]))
      },
    ],
  ])('%s is %s', async (_name, cause, handler) => {
    const server = await serve({ '/': handler })
    expect((await client().get(`${server.origin}/`)).attempt.cause).toBe(cause)
  })

  it('takes a page that carries the script of its wall for the page', async () => {
    const server = await serve({ '/': '<script>$_ts=1;</script><a href="/a">政务公开</a>' })
    expect((await client().get(`${server.origin}/`)).attempt.cause).toBe(null)
  })

  it.each([
    [
      'asks again where a connection kept for later was closed meanwhile',
      1,
      [null, null],
      ['/1', '/2', '/2'],
    ],
    ['takes a connection that was closed unanswered for what it is', 0, ['reset', 'reset'], ['/1', '/2']],
  ])('%s', async (_name, answers, causes, requests) => {
    const asked: string[] = []
    const server = createTcp((socket) => {
      let left = answers
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        asked.push(/^GET (\S+)/.exec(chunk.toString('latin1'))?.[1] ?? '')
        if (left === 0) return void socket.end()
        left -= 1
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    sockets.push(server)
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const http = client()
    const found: unknown[] = []
    for (const path of ['/1', '/2']) {
      found.push((await http.get(origin + path)).attempt.cause)
      // The connection is kept for later once its answer was taken note of.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect([found, asked]).toEqual([causes, requests])
  })

  it('tells refused, reset, nonsense and slow apart', async () => {
    const closed = await serve({})
    await closed.close()
    const server = await serve({
      '/silent': () => undefined,
      '/drip': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('x'), 10)
        response.on('close', () => clearInterval(timer))
      },
    })
    const http = client({}, { timeouts: { headersMs: 300, totalMs: 400 } })
    const causes = await Promise.all(
      [
        closed.origin,
        await raw(null),
        await raw('nonsense\r\n\r\n'),
        `${server.origin}/silent`,
        `${server.origin}/drip`,
      ].map(async (url) => (await http.get(url)).attempt.cause),
    )
    expect(causes).toEqual(['refused', 'reset', 'protocol', 'timeout', 'timeout'])
  })

  it('knows a name without an address, and one with a private address', async () => {
    const egress = openEgress(testSettings({ allowPrivate: [] }), {
      resolve: async (host) => {
        if (host === 'oa.example.gov.cn') return [{ address: '10.0.0.1', family: 4 }]
        throw new Error(`getaddrinfo ENOTFOUND ${host}`)
      },
    })
    const http = client({}, { egress })
    const urls = [
      'http://no.example.gov.cn/',
      'http://oa.example.gov.cn/',
      'http://10.0.0.1/',
      'file:///etc/passwd',
      'no url',
    ]
    const attempts = await Promise.all(urls.map(async (url) => (await http.get(url)).attempt))
    expect(attempts.map((attempt) => [attempt.cause, attempt.address])).toEqual([
      ['dns', null],
      ['split-horizon', null],
      ['private-address', null],
      ['egress', null],
      ['protocol', null],
    ])
  })

  it('stops when told to', async () => {
    const server = await serve({ '/': () => undefined })
    const stop = new AbortController()
    const asked = client().get(`${server.origin}/`, { signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    expect((await asked).attempt).toMatchObject({ cause: 'internal', error: 'aborted' })
    expect((await client().get(`${server.origin}/`, { signal: AbortSignal.abort() })).attempt.error).toBe(
      'aborted',
    )
  })
})

describe('kept connections', () => {
  it('sends once more, over a new one, what a host closed all of them under', async () => {
    const server = createTcp((socket) => {
      let answered = 0
      socket.on('error', () => undefined)
      socket.on('data', () => {
        answered += 1
        if (answered > 1) socket.resetAndDestroy()
        else setTimeout(() => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx'), 20)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    sockets.push(server)
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const http = client()
    const side = await Promise.all([1, 2, 3, 4].map((at) => http.get(`${origin}/${at}`)))
    expect(side.map(({ attempt }) => attempt.cause)).toEqual([null, null, null, null])
    expect((await http.get(`${origin}/5`)).attempt.cause).toBe(null)
  })
})

describe('politeness', () => {
  it('never opens more sockets to a host than its limit', async () => {
    let now = 0
    let most = 0
    const server = await serve({}, (_request, response) => {
      now += 1
      most = Math.max(most, now)
      setTimeout(() => {
        now -= 1
        response.writeHead(200).end('x')
      }, 5)
    })
    const http = client()
    await Promise.all(Array.from({ length: 60 }, (_, index) => http.get(`${server.origin}/${index}`)))
    expect([server.asked.length, most]).toEqual([60, 10])
  })
})
