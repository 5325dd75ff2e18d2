/**
 * `npm run bench -- --scale`: what more machines bring. Measures one and two workers over slow portals, and what a page,
 * a finding and a site cost in storage; then walks nights of 14,000 portals through those costs.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { meanRate } from '../dist/src/crawl/pacer.js'
import { openLedger } from '../dist/src/ledger/open.js'
import { simulate, WORLD } from './scale-world.mjs'

const BIN = join(import.meta.dirname, '..', 'bin', 'xuncha.js')
const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/usr/bin/valkey-server'].find(
  existsSync,
)
/** Portals that take long to answer, and have one page after the other. */
const [SITES, PAGES, LATENCY_MS, SLOTS] = [24, 12, 400, 2]
const GOAL = 1.8
const say = (text) => process.stderr.write(`${text}\n`)

function page(no) {
  const next = no + 1 < PAGES ? `<a href="/dt/${no + 1}.html">下一篇</a>` : ''
  return `<html><head><title>第${no}篇</title></head><body><h1>区局召开第${no}次会议</h1><p>发布日期：2026-05-18</p>
<div class="content"><p>${`会议部署了第${no}阶段的工作。`.repeat(40)}</p>${next}</div></body></html>`
}

const HOME = `<html><head><title>区局</title></head><body><h1>区局</h1><ul class="nav"><li><a href="/dt/0.html">工作动态</a></li></ul>
<a href="/old/1.html">旧文</a></body></html>`

/** Portals in this process; `span` is the time from the first request to the last since it was asked for the last time. */
async function portals(count) {
  const times = { first: 0, last: 0, bytes: 0, requests: 0 }
  const servers = []
  for (let n = 0; n < count; n += 1) {
    const server = createServer((request, response) => {
      times.first ||= performance.now()
      const no = /^\/dt\/(\d+)\.html$/.exec(request.url)?.[1]
      const body = request.url === '/' ? HOME : no === undefined ? null : page(Number(no))
      setTimeout(() => {
        times.last = performance.now()
        times.requests += 1
        times.bytes += Buffer.byteLength(body ?? '')
        response.writeHead(body === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
        response.end(body ?? '<title>404</title>')
      }, LATENCY_MS)
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
  }
  return {
    origins: servers.map((server) => `http://127.0.0.1:${server.address().port}`),
    taken() {
      const { first, last, bytes, requests } = times
      Object.assign(times, { first: 0, last: 0, bytes: 0, requests: 0 })
      return { seconds: (last - first) / 1_000, bytes, requests }
    },
    close() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function workspace(base, origins) {
  const units = origins.map(
    (origin, no) => `  - { id: u${no}, name: 第${no}局, kind: department, portal: "${origin}/" }`,
  )
  const confirm = 'confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.05, 0.1] }'
  const path = join(base, 'scale.yaml')
  writeFileSync(path, `defaults: { rubric: ouhai-2017, ${confirm} }\nunits:\n${units.join('\n')}\n`)
  return path
}

function start(args) {
  const child = spawn(process.execPath, [BIN, ...args, '--lang', 'en'], {
    env: { ...process.env, XUNCHA_BROWSER: 'none' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return { child, said: () => said, done: new Promise((resolve) => child.once('close', resolve)) }
}

async function until(is) {
  for (let tries = 0; !(await is()); tries += 1) {
    if (tries > 600) throw new Error('waited in vain')
    await sleep(50)
  }
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function redis(base) {
  const port = 20_000 + (process.pid % 20_000)
  const dir = join(base, 'redis')
  mkdirSync(dir)
  const child = spawn(REDIS, ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''], {
    stdio: 'ignore',
  })
  await until(() => answers(port))
  return { url: `redis://127.0.0.1:${port}`, close: () => child.kill('SIGTERM') }
}

/** One run by so many workers; sites a second from the first request to the last. */
async function throughput(count, { base, url, file, town }) {
  const workers = Array.from({ length: count }, (_, no) =>
    start([
      'worker',
      '--redis',
      url,
      '--data',
      join(base, `w${count}-${no}`),
      '--concurrency',
      String(SLOTS),
    ]),
  )
  await Promise.all(workers.map(({ said }) => until(() => said().includes('worker ready'))))
  town.taken()
  const data = join(base, `c${count}`)
  const run = start(['inspect', '--units', file, '--data', data, '--at', '2026-05-20', '--redis', url])
  const status = await run.done
  if (status !== 0) throw new Error(`inspect ended with ${status}: ${run.said().slice(-500)}`)
  const { seconds } = town.taken()
  for (const { child } of workers) child.kill('SIGTERM')
  await Promise.all(workers.map(({ done }) => done))
  return { data, perSecond: SITES / seconds }
}

function sizeOf(folder, wanted = () => true) {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted(entry.name))
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** What a run leaves behind, per unit, finding and row. */
function storage(data, state) {
  const ledger = openLedger(data, { readonly: true })
  try {
    const count = (sql) => ledger.sql(sql).pluck().get()
    const [rows, findings, items] = ['ledger', 'findings', 'evidence'].map((table) =>
      count(`SELECT count(*) FROM ${table}`),
    )
    const rowBytes = count(
      'SELECT avg(length(key) + length(clause) + length(arithmetic) + 500) FROM ledger WHERE key IS NOT NULL',
    )
    return {
      databasePerUnit: statSync(ledger.path).size / SITES,
      rowsPerUnit: rows / SITES,
      findingsPerUnit: findings / SITES,
      rowBytes,
      itemBytes: sizeOf(join(data, 'evidence')) / items,
      statePerPage: sizeOf(state, (name) => name.endsWith('.db')) / (SITES * (PAGES + 1)),
    }
  } finally {
    ledger.close()
  }
}

/** The report, in Markdown; where this machine has no redis-server it says so. */
export async function scaleReport(base) {
  if (!REDIS)
    return '## More than one machine\n\nNot measured: no redis-server on this machine (apt-get install redis-server).\n'
  const town = await portals(SITES)
  const store = await redis(base)
  try {
    const file = workspace(base, town.origins)
    const given = { base, url: store.url, file, town }
    say('one worker')
    const one = await throughput(1, given)
    say('two workers')
    const two = await throughput(2, given)
    const times = two.perSecond / one.perSecond
    const kept = storage(one.data, join(base, 'w1-0', 'sites'))
    return [
      '## More than one machine',
      '',
      `${SITES} portals of ${PAGES + 1} pages, ${LATENCY_MS} ms per answer; workers of ${SLOTS} slots over one redis-server.`,
      '',
      `- one worker: ${one.perSecond.toFixed(2)} sites a second; two: ${two.perSecond.toFixed(2)}`,
      `- two workers ÷ one: ${times.toFixed(2)} (goal ≥ ${GOAL}) ${times >= GOAL ? '✓' : '✗'}`,
      `- kept per unit: ${(kept.databasePerUnit / 1024).toFixed(0)} KB of the database, ${kept.rowsPerUnit.toFixed(1)} ledger rows, ${kept.findingsPerUnit.toFixed(1)} findings; per evidence item without pictures ${(kept.itemBytes / 1024).toFixed(1)} KB; per page ${(kept.statePerPage / 1024).toFixed(1)} KB of site state`,
      '',
      ...simulate({ ...WORLD, rate: meanRate({ requestsPerSecond: 5 }), measured: kept }),
      '',
    ].join('\n')
  } finally {
    store.close()
    town.close()
  }
}
