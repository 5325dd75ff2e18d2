/** Reliability matrix A: what portals send. Rows are named by their number. */
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { cleanUp, job, pagesOf, run } from '../crawl/jobs.js'
import { inspecting, problems, reached } from './inspecting.js'
import { answer, closeAll, type Handler, home, page, raw, serve } from './server.js'

afterEach(async () => {
  cleanUp()
  await closeAll()
})

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const gbk = (text: string): Uint8Array => {
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder('gbk')
  for (let high = 0x81; high < 0xff; high += 1)
    for (let low = 0x40; low < 0xff; low += 1)
      table.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Uint8Array.from([...text].flatMap((char) => table.get(char) ?? [char.charCodeAt(0)]))
}
const NOTICE = '关于做好政府信息公开工作的通知'

describe('A. content', () => {
  it('1: an empty page is a doubt as a link, and a fault as a start page once three looks agree', async () => {
    let flaky = 0
    const portal = await serve({
      '/': home('/empty.html', '/flaky.html'),
      '/empty.html': answer(200, HTML),
      '/flaky.html': (_request, response) => {
        flaky += 1
        response.writeHead(200, HTML).end(flaky < 3 ? '' : page('好'))
      },
    })
    const result = await inspecting(job(portal.origin))
    expect(reached(result, portal.origin)).toEqual(['link-broken /empty.html cannot-tell empty-file'])
    for (const blank of [await serve({ '/': answer(200, HTML) }), await serve({ '/': answer(204) })]) {
      const start = await inspecting(job(blank.origin))
      expect(start.units[0]).toMatchObject({ status: 'unreachable', reason: 'empty-file' })
      expect(reached(start, blank.origin)).toEqual(['homepage-unreachable / problem empty-file'])
    }
  })

  it.each([
    ['2', 'gzip', gzipSync(Buffer.alloc(60_000_000))],
    ['3', 'br', brotliCompressSync(Buffer.alloc(60_000_000))],
  ])(
    '%s: a %s bomb is cut, is no fault, and leaves the portal not wholly read',
    async (_row, encoding, bomb) => {
      const portal = await serve({
        '/': home('/bomb.html'),
        '/bomb.html': answer(200, { ...HTML, 'content-encoding': encoding }, bomb),
      })
      const before = process.memoryUsage().rss
      const result = await inspecting(job(portal.origin))
      expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000)
      expect(reached(result, portal.origin)).toEqual([])
      expect(problems(result)).toEqual([])
      expect(result.units[0]?.notVisited).toEqual([{ url: `${portal.origin}/bomb.html`, reason: 'failed' }])
    },
  )

  it('4: a wrong Content-Length is a doubt at most', async () => {
    const body = page('正文')
    const head = (length: number) =>
      `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n${body}`
    const bytes = Buffer.byteLength(body)
    const origin = await raw((path, socket) =>
      socket.end(path === '/short' ? head(bytes - 9) : path === '/long' ? head(bytes + 50) : head(bytes)),
    )
    const portal = await serve({ '/': home(`${origin}/short`, `${origin}/long`, `${origin}/right`) })
    const result = await inspecting(job(portal.origin))
    expect(reached(result, portal.origin)).toEqual([`link-broken ${origin}/long cannot-tell protocol`])
  })

  it('5: a body that drips is ended by the total time', async () => {
    const portal = await serve({
      '/': home('/drip.html'),
      '/drip.html': (_request, response) => {
        response.writeHead(200, HTML)
        const timer = setInterval(() => response.write('<'), 50)
        response.on('close', () => clearInterval(timer))
      },
    })
    const result = await inspecting(job(portal.origin), { http: { timeouts: { totalMs: 300 } } })
    expect(reached(result, portal.origin)).toEqual(['link-broken /drip.html cannot-tell timeout'])
  })

  it.each<[string, Handler]>([
    [
      '6: GBK without any charset',
      answer(200, { 'content-type': 'text/html' }, gbk(`<title>${NOTICE}</title><h1>${NOTICE}</h1>`)),
    ],
    [
      '7: GBK that says utf-8',
      answer(200, HTML, gbk(`<meta charset=utf-8><title>${NOTICE}</title><h1>${NOTICE}</h1>`)),
    ],
    [
      '8: UTF-16 with its mark',
      answer(200, { 'content-type': 'text/html' }, Buffer.from(`\ufeff<title>${NOTICE}</title>`, 'utf16le')),
    ],
    ['9: NUL and control characters', answer(200, HTML, `<title>${NOTICE}\u0000\u0007\u001b[2J</title>`)],
  ])('%s is read', async (_row, handler) => {
    const portal = await serve({ '/': handler })
    const harvest = await run(job(portal.origin))
    expect([...harvest.pages()].map((one) => one.facts?.title?.replace('[2J', ''))).toEqual([NOTICE])
  })

  it('10: script, formula, escape and right-to-left text in a title stay text', async () => {
    const title = '&lt;script&gt;alert(1)&lt;/script&gt;=HYPERLINK(1)\u001b[31m\u202e文'
    const portal = await serve({ '/': page('', title) })
    const harvest = await run(job(portal.origin))
    const [read] = [...harvest.pages()].map((one) => one.facts?.title)
    expect(read).toContain('=HYPERLINK(1)')
    expect(read).not.toMatch(/[\u0000-\u001f\u202a-\u202e<>]/)
  })

  it.each([
    ['11: one line of 9 MB', `${page('')}${'x'.repeat(9_000_000)}<a href="/x.html">末</a>`],
    ['13: 50,000 nested blocks', `${'<div>'.repeat(50_000)}<a href="/x.html">内</a>`],
    ['14: a base that is a script', '<base href="javascript:1"><a href="/x.html">链</a>'],
  ])('%s is read in bounded time', async (_row, html) => {
    const portal = await serve({ '/': html, '/x.html': page('好') })
    const began = Date.now()
    const harvest = await run(job(portal.origin))
    expect(pagesOf(harvest, portal.origin)[0]).toBe('0 start /')
    expect(harvest.starts.get('edu')?.outcome).toBe('ok')
    expect(Date.now() - began).toBeLessThan(8_000)
  })

  it('12: of 100,000 links the bounded share is probed, each once', async () => {
    const links = Array.from({ length: 100_000 }, (_, n) => `<a href="/a.pdf?n=${n % 50}">附件${n}</a>`).join(
      '',
    )
    const portal = await serve(
      { '/': page(links) },
      answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.4'),
    )
    const harvest = await run(job(portal.origin))
    expect(harvest.starts.get('edu')?.outcome).toBe('ok')
    expect(new Set(portal.asked).size).toBe(portal.asked.length)
  })

  it('15, 16: a portal of frames, and one that sends on by meta refresh, is read behind them', async () => {
    const inner = page('<ul><li><a href="/gk/1.html">公开指南</a></li></ul>')
    const frames = await serve({
      '/': '<html><frameset rows="*"><frame src="/main.html"></frameset></html>',
      '/main.html': inner,
      '/gk/1.html': page('指南'),
    })
    expect(pagesOf(await run(job(frames.origin)), frames.origin)).toEqual([
      '0 start /',
      '0 frame /main.html',
      '1 menu /gk/1.html',
    ])
    const refresh = await serve({
      '/': '<html><head><meta http-equiv="refresh" content="0; url=/index/main.html"></head></html>',
      '/index/main.html': inner,
      '/gk/1.html': page('指南'),
    })
    expect(pagesOf(await run(job(refresh.origin)), refresh.origin)).toEqual([
      '0 start /',
      '0 start /index/main.html',
      '1 menu /gk/1.html',
    ])
  })

  it('17: soft 404s need two signs and the browser', async () => {
    const lost = page('<h1>404</h1><p>抱歉，您访问的页面不存在或已删除</p>', '页面不存在')
    const portal = await serve({ '/': home('/old/1.html', '/old/2.html') }, (request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else if (request.url === '/old/2.html') response.writeHead(302, { location: '/' }).end()
      else response.writeHead(200, HTML).end(lost)
    })
    const result = await inspecting(job(portal.origin))
    expect(reached(result, portal.origin)).toEqual(['link-broken /old/1.html cannot-tell soft-404'])
  })

  it('18: a page with a token that changes at each load gives the same result', async () => {
    let loads = 0
    const portal = await serve({
      '/': (_request, response) => {
        loads += 1
        response.writeHead(200, HTML).end(`${home('/a.html', '/gone.html')}<i>${loads}</i>`)
      },
      '/a.html': page('好'),
    })
    const lines = async () => reached(await inspecting(job(portal.origin)), portal.origin)
    const first = await lines()
    expect(first).toEqual(['link-broken /gone.html problem http-404'])
    expect(await lines()).toEqual(first)
  })

  it('21, 22: a file of another type, or damaged, or encrypted, is there', async () => {
    const files: Record<string, Uint8Array> = {
      '/word.pdf': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '/broken.pdf': Buffer.from('%PDF-1.4\n%%EOF'),
      '/zip.xlsx': Buffer.from('PK\u0003\u0004'),
    }
    const portal = await serve({ '/': home(...Object.keys(files)) }, (request, response) => {
      const body = files[request.url ?? '']
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(body)
    })
    expect(reached(await inspecting(job(portal.origin)), portal.origin)).toEqual([])
  })

  it('22b: a file that the server calls a page is the file that its bytes are', async () => {
    const files: Record<string, Uint8Array> = {
      '/a.rar': Buffer.from('526172211a0700cf907300000d', 'hex'),
      '/a.doc': Buffer.from('{\\rtf1\\ansi 申请表}'),
      '/a.xls': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '/a.jpg': Buffer.from('ffd8ffe000104a4649460001', 'hex'),
      '/a.7z': Buffer.from('377abcaf271c0004', 'hex'),
    }
    const portal = await serve({ '/': home(...Object.keys(files)) }, (request, response) => {
      const body = files[request.url ?? '']
      response.writeHead(body ? 200 : 404, HTML).end(body)
    })
    expect(reached(await inspecting(job(portal.origin)), portal.origin)).toEqual([])
  })

  it('23: a file of 0 bytes, or a page of errors in its place, is broken', async () => {
    const portal = await serve({
      '/': home('/empty.doc', '/error.pdf', '/module/download/downfile.jsp?filename=b.wps'),
      '/module/download/downfile.jsp?filename=b.wps': answer(200, HTML, page('<p>文件不存在！</p>', '提示')),
      '/empty.doc': answer(200, { 'content-type': 'application/msword' }),
      '/error.pdf': answer(200, HTML, page('<p>系统出错了</p>', '出错')),
    })
    expect(reached(await inspecting(job(portal.origin)), portal.origin)).toEqual([
      'attachment-broken /empty.doc problem empty-file',
      'attachment-broken /error.pdf problem html-for-file',
      'attachment-broken /module/download/downfile.jsp?filename=b.wps problem html-for-file',
    ])
  })
})
