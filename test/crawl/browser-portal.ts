/** Loopback portals for the browser's tests: plain pages by path, and a second server that must never be reached. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

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
