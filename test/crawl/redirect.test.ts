/** Redirects: where answers send a client on to, as browsers follow them. */
import { afterEach, describe, expect, it } from 'vitest'
import { openHttp } from '../../src/crawl/http.js'
import type { HttpPort } from '../../src/crawl/ports.js'
import { closeServers, type Handler, serve, testSettings } from './servers.js'

const clients: HttpPort[] = []

function client(): HttpPort {
  const http = openHttp(testSettings())
  clients.push(http)
  return http
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((http) => http.close()))
  await closeServers()
})

const text = (body: Uint8Array | null): string => Buffer.from(body ?? []).toString('utf8')
const status =
  (code: number, headers: Record<string, string>): Handler =>
  (_request, response) => {
    response.writeHead(code, headers).end()
  }

describe('redirects', () => {
  it('keeps every hop and the cookies of the chain, and reads Chinese targets', async () => {
    const server = await serve({
      '/a': status(302, { location: '/b', 'set-cookie': 'pass=1; path=/' }),
      '/b': (request, response) => {
        if (request.headers.cookie === 'pass=1')
          response.writeHead(301, { location: Buffer.from('/公开', 'utf8').toString('latin1') }).end()
        else response.writeHead(302, { location: '/a' }).end()
      },
      '/%E5%85%AC%E5%BC%80': 'end',
    })
    const answer = await client().get(`${server.origin}/a`)
    expect(answer.attempt.finalUrl).toBe(`${server.origin}/%E5%85%AC%E5%BC%80`)
    expect(answer.attempt.redirects.map((hop) => [hop.url, hop.status])).toEqual([
      [`${server.origin}/a`, 302],
      [`${server.origin}/b`, 301],
    ])
    expect(text(answer.body)).toBe('end')
  })

  it('reads targets in the bytes that they came in, whatever their charset', async () => {
    const water = Buffer.from([0xcb, 0xae, 0xc0, 0xfb]).toString('latin1')
    const server = await serve({
      '/path': status(302, { location: `/${water}.html` }),
      '/query': status(302, { location: `/show.jsp?name=${water}` }),
      '/%CB%AE%C0%FB.html': 'there',
      '/show.jsp?name=%CB%AE%C0%FB': 'there',
    })
    for (const path of ['path', 'query'])
      expect((await client().get(`${server.origin}/${path}`)).attempt.cause).toBe(null)
  })

  it('goes where a Refresh header sends visitors at once, and is not led about for ever', async () => {
    let renewed = 0
    const server = await serve({}, (request, response) => {
      const path = request.url ?? '/'
      const refresh = {
        '/': '0; url=/index/',
        '/quoted': "1;URL='/index/'",
        '/cookie': '0; url=/cookie',
        '/later': '30; url=/index/',
        '/again': '5',
        '/to': '0; url=/fro',
        '/fro': '0; url=/to',
        '/off': '0; url=javascript:history.back()',
      }[path]
      if (path === '/index/' || request.headers.cookie === 'pass=1') response.writeHead(200).end('there')
      else if (path.startsWith('/renewed')) {
        renewed += 1
        response.writeHead(200, { refresh: `1; url=/renewed?${renewed}` }).end('news')
      } else if (path === '/missing') response.writeHead(404, { refresh: '0; url=/index/' }).end()
      else response.writeHead(200, { refresh, 'set-cookie': path === '/cookie' ? 'pass=1' : 'x=1' }).end()
    })
    const seen = async (path: string) => {
      const { attempt, body } = await client().get(server.origin + path)
      return [attempt.finalUrl.replace(server.origin, ''), attempt.cause, text(body)]
    }
    expect(await seen('/')).toEqual(['/index/', null, 'there'])
    expect(await seen('/quoted')).toEqual(['/index/', null, 'there'])
    expect(await seen('/cookie')).toEqual(['/cookie', null, 'there'])
    expect(await seen('/later')).toEqual(['/later', null, ''])
    expect(await seen('/again')).toEqual(['/again', null, ''])
    expect(await seen('/off')).toEqual(['/off', null, ''])
    expect(await seen('/to')).toEqual([expect.stringMatching(/^\/(to|fro)$/), 'protocol', ''])
    expect(await seen('/renewed')).toEqual([expect.stringMatching(/^\/renewed\?\d$/), null, 'news'])
    expect(await seen('/missing')).toEqual(['/missing', 'http-404', ''])
  })

  it('follows as many as browsers do and no more', async () => {
    const server = await serve({}, (request, response) => {
      const left = Number((request.url ?? '').slice(1))
      if (left === 0) response.writeHead(200).end('there')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    const http = client()
    expect((await http.get(`${server.origin}/20`)).attempt.cause).toBe(null)
    expect((await http.get(`${server.origin}/40`)).attempt.cause).toBe('redirect-loop')
    expect(server.asked.length).toBeLessThan(45)
  })

  it('posts a form and follows the answer with GET', async () => {
    let body = ''
    const server = await serve({
      '/search': (request, response) => {
        request.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        request.on('end', () => response.writeHead(302, { location: '/result' }).end())
      },
      '/result': (request, response) => response.writeHead(200).end(request.method),
    })
    const answer = await client().post(`${server.origin}/search`, [
      { name: 'q', label: '', type: 'text', value: '公开' },
    ])
    expect([body, text(answer.body)]).toEqual([`q=${encodeURIComponent('公开')}`, 'GET'])
  })
})
