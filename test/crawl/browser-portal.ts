/** Loopback portals for the browser's tests, plain pages by path, and a browser that may open them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openBrowser } from '../../src/crawl/browser.js'
import { findBrowser } from '../../src/crawl/browser-find.js'
import type { PoolLimits } from '../../src/crawl/browser-pool.js'
import { openEgress } from '../../src/crawl/egress.js'
import type { BrowserPort } from '../../src/crawl/ports.js'

/** What a path answers: HTML, or a function that answers itself. */
export type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void)

/** A running server and what was asked of it. */
export interface Portal {
  readonly origin: string
  readonly hits: string[]
  close(): Promise<void>
}

/** Starts a server on a free loopback port. `upgrades` are counted as hits too. */
export async function startPortal(answers: Readonly<Record<string, Answer>>): Promise<Portal> {
  const hits: string[] = []
  const server: Server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`)
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined
    if (answer === undefined) {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<p>页面不存在</p>')
    } else if (typeof answer === 'string') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer)
    } else answer(request, response)
  })
  server.on('upgrade', (request, socket) => {
    hits.push(`UPGRADE ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A browser that may open these portals and nothing else; null on a machine without one. */
export async function browserFor(
  portals: readonly Portal[],
  limits: Partial<PoolLimits> = {},
): Promise<BrowserPort | null> {
  const found = findBrowser(process.env)
  if (!found) return null
  return openBrowser({
    executable: found.path,
    egress: openEgress({ allowPrivate: [], namedOrigins: portals.map(({ origin }) => origin) }),
    userAgent: 'Xuncha/0.1.0 (+政务公开办)',
    timezone: 'Asia/Shanghai',
    now: Date.now,
    log: { info: () => undefined, warn: () => undefined },
    limits,
  })
}
