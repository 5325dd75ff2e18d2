/** A stage for the shared queue: a real redis-server, slow portals, workers in processes of their own, a cable to cut. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { pagesWith } from '../commands/portal.js'

const ROOT = join(import.meta.dirname, '..', '..')
const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/usr/bin/valkey-server'].find(
  existsSync,
)

/** Things to undo, last first. */
const undo: (() => unknown)[] = []

/** Ends everything that a stage began. */
export async function strike(): Promise<void> {
  for (const one of undo.splice(0).reverse()) await one()
}

/** A folder that goes with the stage. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'xuncha-queue-'))
  undo.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function until(what: string, is: () => boolean | Promise<boolean>, timeoutMs = 40_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; !(await is()); ) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export { until }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.write('PING\r\n'))
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** A redis-server that writes everything down, and can be stopped and started again with what it held. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  restart(): Promise<void>
}

/** Starts redis-server on a port of its own. Throws a sentence where this machine has none. */
export async function redisServer(): Promise<RedisServer> {
  if (!REDIS) throw new Error('no redis-server on this machine: apt-get install redis-server')
  const port = await freePort()
  const dir = folder()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '']
  const begin = async () => {
    const started = spawn(REDIS, [...args, '--appendonly', 'yes', '--appendfsync', 'always'], {
      stdio: 'ignore',
    })
    await until('redis-server', () => answers(port))
    return started
  }
  let child = await begin()
  const stop = async () => {
    child.kill('SIGTERM')
    await ended(child)
  }
  undo.push(stop)
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    restart: async () => {
      await stop()
      child = await begin()
    },
  }
}

/** A cable between workers and Redis: what passes it can be cut off and let through again. */
export async function cable(port: number): Promise<{ url: string; cut(): void; mend(): void }> {
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  undo.push(() => {
    cut()
    server.close()
  })
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      whole = true
    },
  }
}

/** Portals on loopback, all alike, that answer after a while and count who asked. */
export interface Portals {
  /** A workspace file that names them as units u0, u1, … */
  readonly file: string
  readonly units: readonly string[]
  /** Requests so far, over all of them. */
  asked(): number
  /** Most requests that one portal answered at the same time. */
  atOnce(): number
}

/** Opens portals with a dead link each. */
export async function portals(count: number, delayMs: number, defaults = ''): Promise<Portals> {
  const pages = pagesWith(['/old/1.html'])
  let asked = 0
  let most = 0
  const origins: string[] = []
  for (let index = 0; index < count; index += 1) {
    let open = 0
    const server = createHttp((request, response) => {
      asked += 1
      open += 1
      most = Math.max(most, open)
      const page = pages[request.url ?? '/']
      setTimeout(() => {
        open -= 1
        response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
        response.end(page ?? '<title>404</title>')
      }, delayMs)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    undo.push(() => {
      server.close()
      server.closeAllConnections()
    })
    origins.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  }
  const units = origins.map((_, index) => `u${index}`)
  const lines = origins.map(
    (origin, index) => `  - { id: u${index}, name: 区第${index}局, kind: department, portal: "${origin}" }`,
  )
  const quick = 'confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.02, 0.04] }'
  const file = join(folder(), 'w.yaml')
  writeFileSync(
    file,
    `defaults: { rubric: ouhai-2017, posting: automatic, ${quick}${defaults} }\nunits:\n${lines.join('\n')}\n`,
  )
  return { file, units, asked: () => asked, atOnce: () => most }
}

/** A command of this program in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  readonly out: () => string
  readonly said: () => string
  readonly done: Promise<number | null>
}

/** Starts the built command line. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'xuncha.js'), ...args, '--lang', 'en'], {
    env: { ...process.env, XUNCHA_BROWSER: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    said += chunk
  })
  const done = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  undo.push(async () => {
    child.kill('SIGKILL')
    await ended(child)
  })
  return { child, out: () => out, said: () => said, done }
}

/** Starts a worker with a data directory of its own, and waits until it takes orders. Dead after two seconds of silence. */
export async function worker(url: string, ...more: readonly string[]): Promise<Running> {
  const running = start([
    'worker',
    '--redis',
    url,
    '--data',
    folder(),
    '--lease',
    '2',
    '--grace',
    '0',
    ...more,
  ])
  await until('a worker', () => running.said().includes('worker ready') || running.child.exitCode !== null)
  return running
}

/** What two runs are compared by (contract §7), and how often each unit was recorded. */
export function booked(dataDir: string) {
  const db = new Database(join(dataDir, 'xuncha.db'), { readonly: true })
  try {
    const rows = (sql: string) => db.prepare(sql).all()
    return {
      ledger: rows('SELECT key, kind, points, clause FROM ledger WHERE key IS NOT NULL ORDER BY key, kind'),
      findings: rows(
        'SELECT fingerprint, unit, code, subject, state, verdict, facts FROM findings ORDER BY fingerprint',
      ),
      units: rows('SELECT unit, status, count(*) AS times FROM unit_results GROUP BY unit ORDER BY unit'),
    }
  } finally {
    db.close()
  }
}
