/** Documents in a crawl: which are fetched, that the same bytes are read once, and how the witness looks at them again. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { blocksOf } from '../../fixtures/documents/blocks.js'
import { docxOf } from '../../fixtures/documents/office.js'
import { openHttp } from '../../src/crawl/http.js'
import { lookAtPages, overlayOf } from '../../src/crawl/witness-look.js'
import { readDocument } from '../../src/documents/read-document.js'
import type { DocumentReader, DocumentText } from '../../src/model/file.js'
import { cleanUp, dataDir, job, run } from './jobs.js'
import { closeServers, type Handler, serve, testSettings } from './servers.js'

afterEach(async () => {
  cleanUp()
  await closeServers()
})

/** Reads in this thread, and keeps count. */
function counting(read: DocumentReader['read'] = readDocument) {
  const asked: string[] = []
  const reader: DocumentReader = {
    read: (body, hint) => {
      asked.push(new URL(hint.url).pathname)
      return read(body, hint)
    },
    close: async () => undefined,
  }
  return { reader, asked }
}

const page = (title: string, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="nav"><ul><li><a href="/">首页</a></li></ul></div><div class="article"><h1>${title}</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${'各单位要认真落实。'.repeat(30)}</p>${body}</div></div></body></html>`
const file =
  (body: Uint8Array, status = 200): Handler =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(body)
const LIST = docxOf(blocksOf('<p>补助发放名单：李某 身份证号码330303197805060419</p>'))
const links = (...names: readonly string[]) => names.map((name) => `<a href="/${name}">${name}</a>`).join(' ')

describe('documents that pages offer', () => {
  const portal = (more: Record<string, Handler | string> = {}) =>
    serve({
      '/': page('区教育局通知', `附件：${links('a.docx', 'copy.docx', 'gone.docx', 'b.zip')}`),
      '/a.docx': file(LIST),
      '/copy.docx': file(LIST),
      '/b.zip': file(Buffer.from('PK\x03\x04')),
      ...more,
    })

  it('are fetched and read, the same bytes once, and never again while they stay the same', async () => {
    const site = await portal()
    const folder = dataDir()
    const first = counting()
    const harvest = await run(job(site.origin, { job: { dataDir: folder } }), { documents: first.reader })
    expect(first.asked).toHaveLength(1)
    for (const name of ['a.docx', 'copy.docx'])
      expect(harvest.file?.(`${site.origin}/${name}`)?.facts).toMatchObject({
        format: 'docx',
        standing: 'read',
        personal: [{ masked: '3303************19' }],
      })
    expect(harvest.file?.(`${site.origin}/gone.docx`)).toMatchObject({
      facts: null,
      reach: { outcome: 'broken' },
    })
    expect(harvest.file?.(`${site.origin}/b.zip`)).toBeUndefined()
    harvest.close()
    const second = counting()
    const again = await run(job(site.origin, { job: { dataDir: folder, resumeKey: 'next' } }), {
      documents: second.reader,
    })
    expect(second.asked).toEqual([])
    expect(again.file?.(`${site.origin}/a.docx`)?.facts).toMatchObject({ standing: 'read' })
  })

  it('are read anew where the store is gone or the program is another', async () => {
    const site = await portal()
    const folder = dataDir()
    const once = async (tool: string) => {
      const { reader, asked } = counting()
      ;(
        await run(job(site.origin, { job: { dataDir: folder, tool, resumeKey: tool } }), {
          documents: reader,
        })
      ).close()
      return asked.length
    }
    expect(await once('xuncha 0.1.0')).toBe(1)
    expect(await once('xuncha 0.2.0')).toBe(1)
    expect(await once('xuncha 0.2.0')).toBe(0)
    rmSync(join(folder, 'sites'), { recursive: true, force: true })
    expect(await once('xuncha 0.2.0')).toBe(1)
  })

  it('that take their time hold up nobody who stops the run', async () => {
    const site = await portal()
    const stop = new AbortController()
    const never = { read: () => new Promise<DocumentText>(() => stop.abort()), close: async () => undefined }
    const harvest = await run(job(site.origin), { documents: never, signal: stop.signal })
    expect(harvest.interrupted).toBe(true)
  })

  it('stay unread without a reader, and nothing else changes', async () => {
    const site = await portal()
    const harvest = await run(job(site.origin))
    expect(harvest.file?.(`${site.origin}/a.docx`)).toBeUndefined()
    expect(harvest.reach(`${site.origin}/a.docx`)).toMatchObject({ outcome: 'ok' })
  })

  it('are left alone where robots.txt says so', async () => {
    const site = await portal({ '/robots.txt': 'User-agent: *\nDisallow: /a.docx\n' })
    const { reader } = counting()
    const harvest = await run(job(site.origin), { documents: reader })
    expect(harvest.file?.(`${site.origin}/a.docx`)?.facts ?? null).toBeNull()
    expect(site.asked).not.toContain('/a.docx')
  })

  it('that exceed the limits are told as data, and after a few of them attachments are left alone', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `f${n}.docx`)
    const site = await serve({
      '/': page('区教育局通知', `附件：${links(...names)}`),
      ...Object.fromEntries(
        names.map((name, n) => [`/${name}`, file(Buffer.concat([LIST, Buffer.alloc(n)]))]),
      ),
    })
    const limit: DocumentText = {
      ...(await readDocument(Buffer.from(''), { url: 'http://a/' })),
      standing: 'limit',
    }
    const { reader, asked } = counting(async () => limit)
    const harvest = await run(job(site.origin), { documents: reader })
    const facts = names.map((name) => harvest.file?.(`${site.origin}/${name}`)?.facts?.standing)
    expect(facts).toContain('limit')
    expect(facts).toContain(undefined)
    expect(asked.length).toBeLessThan(15)
  })
})

describe('the witness', () => {
  it('fetches a document again and reads what it says now', async () => {
    let body = LIST
    const site = await serve({
      '/': page('区教育局通知', `附件：${links('a.docx')}`),
      '/a.docx': (request, response) => file(body)(request, response),
    })
    const { reader, asked } = counting()
    const harvest = await run(job(site.origin), { documents: reader })
    const http = openHttp(testSettings())
    const url = `${site.origin}/a.docx`
    const look = async () => {
      const looking = {
        http,
        browser: null,
        documents: reader,
        tool: 't',
        signal: new AbortController().signal,
      }
      const looks = await lookAtPages([url], harvest, looking)
      return {
        look: looks.get(url),
        now: overlayOf(harvest, looks, new Map(), new Map()).file?.(url)?.facts?.personal,
      }
    }
    const same = await look()
    expect(same.look).toMatchObject({ holds: true, attempts: [{ status: 200 }] })
    expect(same.now).toHaveLength(1)
    expect(asked).toHaveLength(1)
    body = docxOf(blocksOf('<p>补助发放名单：李某 身份证号码330303********0419</p>'))
    const mended = await look()
    expect([mended.look?.holds, mended.now]).toEqual([true, undefined])
    expect(asked).toHaveLength(2)
    await site.close()
    expect((await look()).look).toMatchObject({ holds: false })
    await http.close()
  })
})
