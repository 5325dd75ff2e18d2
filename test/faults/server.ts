/** Fault servers: portals on loopback that misbehave on the wire, and one whose system never answers a connection. */
import { spawn } from 'node:child_process'
import { connect, createServer as createTcp, type Server, type Socket } from 'node:net'
import { createServer as createTls, type TlsOptions } from 'node:tls'
import { closeServers, type Handler } from '../crawl/servers.js'

export { type Handler, serve, type TestServer } from '../crawl/servers.js'

const closers: (() => Promise<void> | void)[] = []

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Listens on a free port of 127.0.0.1 until the test is over. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return portOf(server)
}

/** A server below HTTP: `speak` is given the path of each request and the socket, and says what it likes. */
export async function raw(speak: (path: string, socket: Socket) => void): Promise<string> {
  const server = createTcp((socket) => {
    socket.once('data', (chunk) => speak(/^\S+ (\S+)/.exec(chunk.toString('latin1'))?.[1] ?? '/', socket))
  })
  return `http://127.0.0.1:${await listen(server)}`
}

/** A TLS server that answers every request with the page; the port is on 127.0.0.1. */
export async function secure(options: TlsOptions, page: string): Promise<number> {
  const server = createTls(options, (socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      const length = Buffer.byteLength(page)
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${page}`,
      )
    })
  })
  server.on('tlsClientError', () => undefined)
  return listen(server)
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createTcp()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

const FROZEN = `
const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.stdout.write(server.address().port + '\\n'))
`

/** A port whose queue is full because its process is stopped: connections to it are neither accepted nor refused. */
export async function blackHole(): Promise<number> {
  const child = spawn(process.execPath, ['-e', FROZEN], { stdio: ['ignore', 'pipe', 'ignore'] })
  const port = await new Promise<number>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))),
  )
  child.kill('SIGSTOP')
  const fillers = Array.from({ length: 4 }, () =>
    connect({ port, host: '127.0.0.1' }).on('error', () => undefined),
  )
  await new Promise((resolve) => setTimeout(resolve, 100))
  closers.push(() => {
    for (const filler of fillers) filler.destroy()
    child.kill('SIGKILL')
  })
  return port
}

/** Closes every server and process that a test started. */
export async function closeAll(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()))
  await closeServers()
}

/** Answers with a status, headers and a body. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string | string[]>> = {},
  body: string | Uint8Array = '',
): Handler {
  return (_request, response) => {
    response.writeHead(status, headers).end(body)
  }
}

/** A page of the portal. */
export function page(body: string, title = '区教育局'): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`
}

/** A home page whose list leads to the addresses. */
export function home(...links: readonly string[]): string {
  return page(
    `<h1>区教育局</h1>${links.map((url) => `<p><a href="${url}">信息 ${url.slice(0, 60)}</a></p>`).join('')}`,
  )
}
