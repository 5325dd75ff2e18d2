/** Serves the bench's portal from a process of its own; counts requests and simultaneous sockets. Talks to its parent by messages. */
import { createServer } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import { buildSite } from './site.mjs'

const [pages, latency] = process.argv.slice(2).map(Number)
const filler = Buffer.alloc(65_536, 'xuncha bench filler ')
const counts = { requests: 0, sockets: 0, mostSockets: 0 }

/** Bodies wait compressed: so many pages would otherwise fill the memory. */
function pack(answer) {
  if (answer.status !== 200 || answer.body === undefined) return answer
  const { body, ...rest } = answer
  return { ...rest, gzip: gzipSync(body, { level: 5 }) }
}

function bodyOf(answer) {
  if (answer.gzip) return answer.gzip
  if (answer.bytes === undefined) return Buffer.from(answer.body ?? '')
  if (answer.type === 'text/html')
    return Buffer.from(`<!doctype html><title>友情链接</title><p>${'某市门户。'.repeat(60)}</p>`)
  return Buffer.concat([
    Buffer.from(answer.type === 'application/pdf' ? '%PDF-1.4\n' : '\x89\n'),
    filler.subarray(0, answer.bytes),
  ])
}

function send(routes, request, response) {
  const answer = routes.get(request.url) ?? {
    status: 404,
    type: 'text/html; charset=utf-8',
    body: '<!doctype html><title>404</title><h1>404 Not Found</h1>',
  }
  if (answer.location)
    return void response.writeHead(answer.status, { location: answer.location, 'content-length': 0 }).end()
  if (answer.etag && request.headers['if-none-match'] === answer.etag)
    return void response.writeHead(304, { etag: answer.etag }).end()
  const zipped = answer.gzip !== undefined && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = answer.gzip && !zipped ? gunzipSync(answer.gzip) : bodyOf(answer)
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': body.length,
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    ...(answer.etag ? { etag: answer.etag } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function listen(routes, watched) {
  const server = createServer({ keepAliveTimeout: 20_000 }, (request, response) => {
    if (watched) counts.requests += 1
    if (latency > 0) setTimeout(send, latency, routes, request, response)
    else send(routes, request, response)
  })
  if (watched)
    server.on('connection', (socket) => {
      counts.sockets += 1
      counts.mostSockets = Math.max(counts.mostSockets, counts.sockets)
      socket.once('close', () => {
        counts.sockets -= 1
      })
    })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  )
}

const [ownRoutes, foreignRoutes] = [new Map(), new Map()]
const origin = await listen(ownRoutes, true)
const external = await listen(foreignRoutes, false)
const { own, foreign, truth } = buildSite({ pages, origin, external })
for (const [path, answer] of own) ownRoutes.set(path, pack(answer))
for (const [path, answer] of foreign) foreignRoutes.set(path, answer)
process.on('message', (message) => {
  if (message === 'counts') {
    process.send({ ...counts })
    counts.requests = 0
    counts.mostSockets = counts.sockets
  }
})
process.once('disconnect', () => process.exit(0))
process.send({ origin, external, truth })
