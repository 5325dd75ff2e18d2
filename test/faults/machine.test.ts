/** Reliability matrix E: kills, signals, full and closed disks, few descriptors, clocks, locks; and equal runs at the end. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { folder, xuncha } from '../commands/command-line.js'
import { cleanUp, job, run } from '../crawl/jobs.js'
import { start } from '../end-to-end/harness.js'
import { inspecting, reached } from './inspecting.js'
import { answer, closeAll, type Handler, home, page, serve, type TestServer } from './server.js'

const mounted: string[] = []
afterEach(async () => {
  cleanUp()
  await closeAll()
  for (const path of mounted.splice(0)) spawnSync('umount', ['-l', path])
})

const HTML = { 'content-type': 'text/html; charset=utf-8' }
interface Printed {
  readonly units: readonly {
    readonly findings: readonly {
      readonly code: string
      readonly subject: string
      readonly verdict: string
    }[]
  }[]
}

const NO_BROWSER = { XUNCHA_BROWSER: 'none' }
const article = (n: number) =>
  page(
    `<div class="article"><h1>通知${n}</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${'正文。'.repeat(80)}</p>
    <a href="/gone/${n % 5}.html">旧文${n}</a><a href="/f/${n}.pdf">附件${n}</a></div></div>`,
    `通知${n}`,
  )

/** A portal of columns, articles, dead links and dead files. `meet` sees each request first; true: it answers itself. */
async function portal(meet: Handler | null = null): Promise<TestServer> {
  return serve({}, (request, response) => {
    meet?.(request, response)
    if (response.writableEnded || response.destroyed || request.socket.destroyed) return
    const path = request.url ?? '/'
    const number = Number(/(\d+)\.html$/.exec(path)?.[1] ?? -1)
    const entries = Array.from({ length: 24 }, (_, n) => `/a/${n}.html`)
    if (path === '/')
      response.writeHead(200, HTML).end(home('/zn/', '/gs/', '/kong/', ...entries.slice(0, 12)))
    else if (path === '/zn/' || path === '/gs/') response.writeHead(200, HTML).end(home(...entries))
    else if (/^\/a\/\d+\.html$/.test(path)) response.writeHead(200, HTML).end(article(number))
    else if (/^\/f\/.*[02468]\.pdf$/.test(path))
      answer(200, { 'content-type': 'application/pdf' }, '%PDF-1.4')(request, response)
    else response.writeHead(404, HTML).end('<h1>404</h1>')
  })
}

function workspace(dir: string, origins: readonly string[]): string {
  const file = join(dir, 'w.yaml')
  const units = origins.map(
    (origin, n) => `  - { id: u${n}, name: 第${n}局, kind: department, portal: "${origin}/" }`,
  )
  writeFileSync(
    file,
    `defaults: { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.01, 0.02] } }\nunits:\n${units.join('\n')}\n`,
  )
  return file
}

const args = (file: string, data: string, ...more: string[]) => [
  ...['inspect', '--units', file, '--data', data, '--at', '2026-05-20', '--rubric', 'ouhai-2017', '--json'],
  ...more,
]

/** What must be equal in two runs (contract §7): findings without evidence and times, and entries by key. */
async function outcome(data: string, stdout: string): Promise<unknown> {
  const document = JSON.parse(stdout) as {
    run: { status: string }
    units: { id: string; status: string; pages: number; links: object; findings: Record<string, unknown>[] }[]
  }
  const rows = (await xuncha(['ledger', 'export', '--format', 'jsonl', '--data', data])).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return {
    status: document.run.status,
    units: document.units.map(({ id, status, pages, links, findings }) => ({
      ...{ id, status, pages, links },
      findings: findings.map((one) => [one.fingerprint, one.verdict, one.state, one.no]).sort(),
    })),
    entries: rows.map((row) => [row.key, row.kind, row.points, row.clause].join(' ')).sort(),
  }
}

describe('E. stopping and going on', () => {
  it('63, 75: killed and terminated again and again, it ends as one whole run does', async () => {
    let stop: { at: number; how: () => void } | null = null
    let asked = 0
    const server = await portal(() => {
      asked += 1
      if (stop && asked >= stop.at) {
        stop.how()
        stop = null
      }
    })
    const [broken, whole] = [folder(), folder()]
    const file = workspace(broken, [server.origin])
    for (const [at, signal, status] of [
      [3, 'SIGKILL', null],
      [20, 'SIGTERM', 130],
      [45, 'SIGKILL', null],
    ] as const) {
      asked = 0
      const { child, done } = start(args(file, broken), NO_BROWSER)
      stop = { at, how: () => void child.kill(signal) }
      expect((await done).status).toBe(status)
    }
    const last = await start(args(file, broken), NO_BROWSER).done
    const once = await start(args(file, whole), NO_BROWSER).done
    expect([last.status, once.status]).toEqual([0, 0])
    const [left, right] = [await outcome(broken, last.stdout), await outcome(whole, once.stdout)]
    expect(left).toEqual(right)
    expect(JSON.stringify(right)).toContain('deduct')
    expect((await xuncha(['ledger', 'verify', '--data', broken])).status).toBe(0)
  }, 60_000)

  it('one site or eight at once, answers early or late: the same result', async () => {
    const delays: Handler = (request, response) => {
      const late = [...(request.url ?? '')].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 17, 7)
      if (late % 3 !== 0) return
      const { end } = response
      response.end = ((...given: Parameters<typeof end>) => {
        setTimeout(() => end.apply(response, given), late)
        return response
      }) as typeof end
    }
    const server = [await portal(delays), await portal(), await portal(delays)]
    const results: unknown[] = []
    for (const concurrency of ['1', '8']) {
      const data = folder()
      const file = workspace(
        data,
        server.map(({ origin }) => origin),
      )
      const ran = await xuncha(args(file, data, '--concurrency', concurrency))
      expect(ran.status).toBe(0)
      results.push(await outcome(data, ran.stdout))
    }
    expect(results[1]).toEqual(results[0])
  }, 30_000)
})

/** A small file system in memory, where this process may mount one. */
function small(kilobytes: number): string | null {
  const path = join(folder(), 'disk')
  mkdirSync(path)
  const done = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path])
  if (done.status !== 0) return null
  mounted.push(path)
  return path
}

const CAN_MOUNT =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  (() => {
    const path = small(64)
    if (path === null) return false
    spawnSync('umount', ['-l', path])
    mounted.length = 0
    return true
  })()

describe.runIf(CAN_MOUNT)('E. disks', () => {
  it('64: wherever a disk fills up it is one line, and with room again the same result', async () => {
    const server = await portal()
    const whole = folder()
    const once = await xuncha(args(workspace(folder(), [server.origin]), whole))
    const expected = await outcome(whole, once.stdout)
    const needed = Number(execFileSync('du', ['-sk', whole]).toString().split('\t')[0])
    for (const share of [0.3, 0.5, 0.7]) {
      const data = small(Math.round(needed * share)) ?? ''
      const file = workspace(folder(), [server.origin])
      const full = await xuncha(args(file, data, '--lang', 'en'))
      expect([share, full.status, full.stdout]).toEqual([share, 1, ''])
      expect(full.stderr).toMatch(/full|no space/i)
      expect(full.stderr).not.toContain('bug of ours')
      execFileSync('mount', ['-o', 'remount,size=64m', data])
      const again = await xuncha(args(file, data))
      expect(again.status).toBe(0)
      expect(await outcome(data, again.stdout)).toEqual(expected)
    }
  }, 30_000)

  it('65: a directory that may only be read is told in one line', async () => {
    const server = await portal()
    const data = small(2_000) ?? ''
    execFileSync('mount', ['-o', 'remount,ro', data])
    const left = await xuncha(args(workspace(folder(), [server.origin]), data, '--lang', 'en'))
    expect([left.status, left.stdout, left.stderr.trim().split('\n').length]).toEqual([1, '', 1])
  })
})

describe('E. process and clock', () => {
  it.runIf(existsSync('/usr/bin/prlimit'))('66: out of file descriptors in mid-run: our affair', async () => {
    let asked = 0
    let limit = () => undefined
    const server = await portal(() => {
      asked += 1
      if (asked === 6) limit()
    })
    const blamed = (printed: string): string[] =>
      (printed === '' ? [] : (JSON.parse(printed) as Printed).units)
        .flatMap((unit) => unit.findings)
        .flatMap((one) => (one.verdict === 'problem' ? [`${one.code} ${one.subject}`] : []))
    const healthy = folder()
    const file = workspace(healthy, [server.origin])
    const whole = blamed((await xuncha(args(file, healthy), { env: NO_BROWSER })).stdout)
    asked = 0
    const data = folder()
    const { child, done } = start(args(workspace(data, [server.origin]), data), NO_BROWSER)
    limit = () => {
      const open = readdirSync(`/proc/${child.pid}/fd`).length
      execFileSync('/usr/bin/prlimit', ['--pid', String(child.pid), `--nofile=${open}`])
      return undefined
    }
    const { stdout } = await done
    expect(whole.length).toBeGreaterThan(20)
    expect(blamed(stdout).filter((one) => !whole.includes(one))).toEqual([])
  })

  it.each([
    ['two hours back', -2 * 3_600_000],
    ['a day on', 24 * 3_600_000],
  ])('67: a clock that jumps %s changes no result and makes nobody wait', async (_name, jump) => {
    const server = await portal()
    const expected = reached(await inspecting(job(server.origin)), server.origin)
    let read = 0
    const began = performance.now()
    const now = () => {
      read += 1
      return Date.now() + (read > 40 ? jump : 0)
    }
    expect(reached(await inspecting(job(server.origin), { now }), server.origin)).toEqual(expected)
    expect(performance.now() - began).toBeLessThan(8_000)
  })

  it('68: while one process crawls a site, a second one refuses', async () => {
    const server = await portal()
    const data = folder()
    const file = workspace(data, [server.origin])
    const holding = await run(job(server.origin, { job: { dataDir: data } }))
    const refused = await xuncha(args(file, data, '--lang', 'en'))
    expect([refused.status, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toMatch(/is being inspected by another process \(pid \d+\)/)
    holding.close()
    expect((await xuncha(args(file, data))).status).toBe(0)
  })
})
