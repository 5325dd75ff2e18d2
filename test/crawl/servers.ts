/** Small local servers for the crawl's tests: a table of paths, and a count of what was asked. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CrawlSettings } from '../../src/model/inspection.js'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export interface TestServer {
  readonly origin: string
  readonly port: number
  /** Paths asked, in order. */
  readonly asked: string[]
  close(): Promise<void>
}

const open: TestServer[] = []

/** Starts a server on a free port of 127.0.0.1. `fallback` answers what the table lacks (default: 404). */
export async function serve(
  routes: Record<string, Handler | string>,
  fallback: Handler = (_request, response) => {
    response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>')
  },
): Promise<TestServer> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (typeof route === 'string')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(route)
    else (route ?? fallback)(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const handle: TestServer = {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  open.push(handle)
  return handle
}

/** Closes every server that a test started. */
export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()))
}

/** Settings that allow the machine itself and repeat quickly. */
export function testSettings(overrides: Partial<CrawlSettings> = {}): CrawlSettings {
  return {
    contact: null,
    allowPrivate: ['127.0.0.1'],
    namedOrigins: [],
    canaries: [],
    connections: 4,
    requestsPerSecond: 1000,
    maxPages: 1000,
    retrySeconds: [0, 0.01, 0.02],
    confirm: 'immediate',
    browser: false,
    ...overrides,
  }
}
