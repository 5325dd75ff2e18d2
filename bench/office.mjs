/**
 * `npm run bench -- --office`: 200 signed-in people with one request each in two seconds, while a monitoring run of all
 * units is inspected by a child and recorded by the server that answers them. Prints what each page took.
 */
import { fork, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addAccount, beginSession } from '../dist/src/ledger/accounts.js'
import { openLedger } from '../dist/src/ledger/open.js'
import { addToken } from '../dist/src/ledger/tokens.js'

const BIN = join(import.meta.dirname, '..', 'bin', 'xuncha.js')
/** The office of a district: units, and what each of them publishes. */
const [UNITS, COLUMNS, ITEMS] = [60, 8, 12]
const [SESSIONS, EVERY_MS, LONGEST_MS] = [200, 2_000, 180_000]
/** The goal: 95 of 100 pages within so many milliseconds, and no error. */
const GOAL_MS = 300
const say = (text) => process.stderr.write(`${text}\n`)

async function portals() {
  const child = fork(join(import.meta.dirname, 'office-portals.mjs'), [UNITS, COLUMNS, ITEMS].map(String))
  const told = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (status) => reject(new Error(`the portals ended with ${status}`)))
  })
  return { ...told, close: () => child.disconnect() }
}

/** Half of the units have sites of their own, half live on one platform, whose result is recorded in one transaction. */
function workspace(folder, { origins, platform }) {
  const portalOf = (no) => (no % 2 === 0 ? `${origins[no]}/` : `${platform}/u${no}/`)
  const units = origins.map((_, no) => {
    const lives = no % 2 === 0 ? '' : ', platform: together'
    return `  - { id: u${no}, name: 第${no}局, kind: department, group: 第${no % 4}组, portal: "${portalOf(no)}"${lives} }`
  })
  const home = `platforms:\n  - { id: together, name: 公开平台, home: "${platform}/" }`
  const confirm = 'confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.05, 0.1] }'
  const path = join(folder, 'office.yaml')
  writeFileSync(
    path,
    `defaults: { rubric: ouhai-2017, ${confirm}, sampling: { perDay: 0 } }\n${home}\nunits:\n${units.join('\n')}\n`,
  )
  return path
}

/** A first formal inspection, so that there is something to show. */
function inspect(data, file, at) {
  const args = ['inspect', '--units', file, '--at', at, '--no-browser', '--concurrency', '8', '--data', data]
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', maxBuffer: 1e9 })
  if (status !== 0) throw new Error(`inspect: ${status} ${stderr.slice(-500)}`)
}

/** Sessions of every role, a token, and what there is to look at. */
function furnish(data) {
  const ledger = openLedger(data)
  try {
    const roles = ['viewer', 'evaluator', 'reviewer', 'office', 'unit']
    const people = Array.from({ length: SESSIONS }, (_, no) => {
      const role = roles[no % roles.length]
      const unit = role === 'unit' ? `u${no % UNITS}` : null
      const [name, secret] = [`p${no}`, randomBytes(24).toString('base64url')]
      addAccount(ledger, { name, role, unit, actor: 'bench' })
      beginSession(ledger, name, secret, 'csrf')
      return { role, unit, cookie: `xuncha=${secret}` }
    })
    const token = randomBytes(24).toString('base64url')
    const scopes = ['inspections:write', 'runs:read']
    addToken(ledger, { name: 'bench', secret: token, scopes, unit: null, expiresAt: null, actor: 'bench' })
    const findings = ledger.db.prepare('SELECT id, unit FROM findings ORDER BY id').all()
    const rows = ledger.db.prepare('SELECT count(*) FROM ledger').pluck().get()
    return { people, token, findings, rows }
  } finally {
    ledger.close()
  }
}

async function serve(data) {
  const args = ['serve', '--port', '0', '--no-schedule', '--data', data, '--log-level', 'error']
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, XUNCHA_BROWSER: 'none' },
  })
  let told = ''
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`the server ended with ${status}: ${told.slice(-500)}`)))
    child.stderr.on('data', (chunk) => {
      told = (told + chunk).slice(-100_000)
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(told)
      if (found) resolve(found[0])
    })
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    url,
    pid: child.pid,
    said: () => told,
    close: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** Pages by name; what a person may look at, in turns. */
function pathsOf({ role, unit }, findings) {
  const own = unit ?? `u${Math.floor(Math.random() * UNITS)}`
  const visible = unit === null ? findings : findings.filter((one) => one.unit === unit)
  const one = visible[Math.floor(Math.random() * visible.length)]
  const all = [
    ...(unit === null
      ? [
          ['/', '/'],
          ['/runs', '/runs'],
          ['/assessments', '/assessments'],
        ]
      : []),
    ['/units/:id', `/units/${own}`],
    ['/units/:id/sheet', `/units/${own}/sheet`],
    ['/findings', '/findings'],
    ['/findings?unit', `/findings?unit=${own}`],
    ...(one ? [['/findings/:id', `/findings/${one.id}`]] : []),
    ['/entries', '/entries'],
    ['/disputes', '/disputes'],
    ['/rectification', '/rectification'],
    ['/api/v1/findings', `/api/v1/findings?unit=${own}`],
    ...(['evaluator', 'reviewer', 'office'].includes(role) ? [['/review', '/review']] : []),
  ]
  return all
}

const figure = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

async function ask(url, person, [name, path], times) {
  const began = performance.now()
  try {
    const answer = await fetch(`${url}${path}`, { headers: { cookie: person.cookie }, redirect: 'manual' })
    const text = await answer.text()
    const took = performance.now() - began
    const list = times.took.get(name) ?? []
    list.push(took)
    times.took.set(name, list)
    if (answer.status !== 200 || text.length < 100) times.errors.push(`${path} ${answer.status}`)
  } catch (error) {
    times.errors.push(`${path} ${error.message}`)
  }
}

/** One person: a request every two seconds, whether or not the last one was answered at once. */
async function work(url, person, findings, times, running) {
  await sleep(Math.random() * EVERY_MS)
  for (let turn = Math.floor(Math.random() * 20); running(); turn += 1) {
    const paths = pathsOf(person, findings)
    const next = performance.now() + EVERY_MS
    await ask(url, person, paths[turn % paths.length], times)
    await sleep(Math.max(0, next - performance.now()))
  }
}

async function startRun(url, token) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/inspections`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ purpose: 'monitor', fresh: true }),
  })
  if (answer.status !== 202) throw new Error(`POST /inspections: ${answer.status} ${await answer.text()}`)
  const { id } = await answer.json()
  return async () => await (await fetch(`${url}/api/v1/runs/${id}`, { headers })).json()
}

function table({ took, errors }, run, facts) {
  const all = [...took.values()].flat().sort((a, b) => a - b)
  const rows = [...took]
    .map(([name, list]) => ({ name, sorted: [...list].sort((a, b) => a - b) }))
    .sort((a, b) => figure(b.sorted, 0.95) - figure(a.sorted, 0.95))
  const line = (name, sorted) =>
    `| ${name} | ${sorted.length} | ${figure(sorted, 0.5).toFixed(0)} | ${figure(sorted, 0.95).toFixed(0)} | ${(sorted.at(-1) ?? 0).toFixed(0)} |`
  const good = figure(all, 0.95) < GOAL_MS && errors.length === 0
  return [
    `## The office: ${SESSIONS} sessions, one request each per ${EVERY_MS / 1000} s, while a monitoring run writes`,
    '',
    `${UNITS} units of ${COLUMNS * ITEMS} pages, ${facts.findings} findings, ${facts.rows} ledger rows; the run: ${run.progress.units.done}/${run.progress.units.total} units, ${run.status}, ${facts.seconds.toFixed(0)} s. Server's CPU ${facts.cpu.toFixed(0)} s, ${((facts.cpu * 1000) / Math.max(1, all.length)).toFixed(1)} ms a request with all that it recorded; largest memory ${facts.peak.toFixed(0)} MB; longest pause of the server ${facts.pause.toFixed(0)} ms.`,
    '',
    '| page | requests | p50 ms | p95 ms | longest ms |',
    '| --- | ---: | ---: | ---: | ---: |',
    line('**all**', all),
    ...rows.map(({ name, sorted }) => line(name, sorted)),
    '',
    `Errors: ${errors.length}${errors.length > 0 ? ` (${errors.slice(0, 5).join('; ')})` : ''}. Goal, p95 under ${GOAL_MS} ms and no error: ${good ? 'reached' : 'missed'}.`,
    '',
  ].join('\n')
}

/** Seconds of processor time of a process by itself. */
async function cpuOf(pid) {
  const { readFileSync } = await import('node:fs')
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
  return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, peak: Number(peak) / 1024 }
}

/** The report, as Markdown. @param folder an empty one that the caller removes */
export async function officeReport(folder) {
  const data = join(folder, 'data')
  const sites = await portals()
  try {
    const file = workspace(folder, sites)
    say('the office: a first inspection')
    inspect(data, file, '2026-10-09')
    const { people, token, findings, rows } = furnish(data)
    const server = await serve(data)
    try {
      say(`  ${findings.length} findings; ${SESSIONS} sessions and a monitoring run`)
      const times = { took: new Map(), errors: [] }
      const began = performance.now()
      const runNow = await startRun(server.url, token)
      let run = await runNow()
      const running = () => run.status === 'running' && performance.now() - began < LONGEST_MS
      const watching = (async () => {
        while (running()) {
          await sleep(1_000)
          run = await runNow()
        }
      })()
      await Promise.all([
        watching,
        ...people.map((person) => work(server.url, person, findings, times, running)),
      ])
      const seconds = (performance.now() - began) / 1000
      const { cpu, peak } = await cpuOf(server.pid)
      const figures = await (await fetch(`${server.url}/metrics`)).text()
      const pause = Number(/^xuncha_pause_longest_seconds (\S+)/m.exec(figures)?.[1] ?? 0) * 1000
      return table(times, run, { findings: findings.length, rows, seconds, cpu, peak, pause })
    } finally {
      await server.close()
    }
  } finally {
    sites.close()
  }
}
