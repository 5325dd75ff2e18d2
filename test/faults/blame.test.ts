/** Reliability matrix B, rows 42 and 43: what our own network does to a run, at any time, blames nobody. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEgress } from '../../src/crawl/egress.js'
import type { InspectionResult } from '../../src/model/inspection.js'
import { folder, xuncha } from '../commands/command-line.js'
import { cleanUp, job } from '../crawl/jobs.js'
import { testSettings } from '../crawl/servers.js'
import { inspecting } from './inspecting.js'
import { closeAll, closedPort, type Handler, home, page, serve } from './server.js'

// At the end: these run side by side, for each waits a second for the network to come back.
afterAll(async () => {
  cleanUp()
  await closeAll()
})

const MARK = '中国政府网'
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const LINKS = Array.from({ length: 12 }, (_, index) => `/p/${index}.html`)

/** A network that is up, down, or behind a sign-in page, for the portal and the canary alike. */
function network() {
  const state = { mode: 'up' as 'up' | 'down' | 'captive', portal: 0, canary: 0, sung: 0 }
  const through =
    (well: Handler): Handler =>
    (request, response) => {
      if (state.mode === 'down') request.socket.destroy()
      else if (state.mode === 'captive') response.writeHead(200, HTML).end(page('请登录校园网', '认证'))
      else well(request, response)
    }
  return { state, through }
}

const set = (state: { mode: string }, mode: 'up' | 'down' | 'captive'): void => {
  state.mode = mode
}

/** Inspects a portal with dead links while `change` alters the network at each request of the portal. */
async function during(
  change: (state: ReturnType<typeof network>['state'], asked: 'portal' | 'canary') => void,
): Promise<InspectionResult> {
  const { state, through } = network()
  const canary = await serve({}, (request, response) => {
    state.canary += 1
    change(state, 'canary')
    // Over a kept connection a request that was not answered is sent once more: each of these has its own.
    const well: Handler = (_request, answer) =>
      answer.writeHead(200, { ...HTML, connection: 'close' }).end(MARK)
    through(well)(request, response)
  })
  const portal = await serve({}, (request, response) => {
    state.portal += 1
    change(state, 'portal')
    const known = request.url === '/' || request.url?.endsWith('.html')
    through((_request, answer) =>
      answer.writeHead(known ? 200 : 404, HTML).end(request.url === '/' ? home(...LINKS) : page('好')),
    )(request, response)
  })
  const one = job(portal.origin, { settings: { canaries: [{ url: `${canary.origin}/`, contains: MARK }] } })
  return inspecting(one, { canaryEveryMs: 0 })
}

const verdictOf = (result: InspectionResult) => ({
  status: result.units[0]?.status,
  reason: result.units[0]?.reason,
  findings: result.units.flatMap((unit) => unit.findings).length,
  outage: result.outage,
})
const NOBODY = { status: 'inconclusive', reason: 'network', findings: 0, outage: null }

describe.concurrent('B. our own network', () => {
  it.each<[string, Parameters<typeof during>[0]]>([
    ['42: off at the start', (state) => set(state, 'down')],
    ['42: off in mid-run', (state) => set(state, state.portal > 5 ? 'down' : 'up')],
    [
      '42: off in mid-run and back before the end',
      (state, asked) => {
        if (state.portal > 5 && state.sung < 2) {
          state.mode = 'down'
          if (asked === 'canary') state.sung += 1
        } else state.mode = 'up'
      },
    ],
    ['43: a captive portal at the start', (state) => set(state, 'captive')],
    ['43: a captive portal in mid-run', (state) => set(state, state.portal > 5 ? 'captive' : 'up')],
  ])('%s: nothing is found, and the unit is inconclusive', async (_row, change) => {
    expect(verdictOf(await during(change))).toEqual(NOBODY)
  })

  it('42: names alone are lost, although addresses are remembered', async () => {
    const canary = await serve({ '/': MARK })
    const portal = await serve({ '/': home('http://a.example.gov.cn/', 'http://b.example.gov.cn/') })
    let lookups = 0
    const egress = openEgress(testSettings(), {
      resolve: async (host) => {
        lookups += 1
        if (host !== 'canary.example.cn' || lookups > 1)
          throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
        return [{ address: '127.0.0.1', family: 4 }]
      },
    })
    const canaries = [{ url: `http://canary.example.cn:${canary.port}/`, contains: MARK }]
    const result = await inspecting(job(portal.origin, { settings: { canaries } }), { http: { egress } })
    expect(verdictOf(result)).toEqual(NOBODY)
  })

  it('42: one of three canaries may fail, two may not', async () => {
    const good = await serve({ '/': MARK })
    const closed = `http://127.0.0.1:${await closedPort()}/`
    const colour = async (...urls: string[]) => {
      const portal = await serve({ '/': page('好') })
      const canaries = urls.map((url) => ({ url, contains: MARK }))
      return (await inspecting(job(portal.origin, { settings: { canaries } }))).canary
    }
    expect(await colour(`${good.origin}/`, `${good.origin}/`, closed)).toBe('green')
    expect(await colour(`${good.origin}/`, closed, closed)).toBe('red')
  })
})

describe('B. a run without network for a while', () => {
  it('42: the run goes on when the network returns, and ends with 3', async () => {
    let sung = 0
    const canary = await serve({}, (_request, response) => {
      sung += 1
      response.writeHead(sung <= 2 ? 502 : 200, HTML).end(MARK)
    })
    const portals = [await serve({ '/': home('/gone.html') }), await serve({ '/': home('/gone.html') })]
    const data = folder()
    const file = join(data, 'w.yaml')
    writeFileSync(
      file,
      `defaults:
  canaries: [{ url: "${canary.origin}/", contains: ${MARK} }]
  allowPrivate: ["127.0.0.1"]
  confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.01, 0.02] }
units:
${portals.map(({ origin }, index) => `  - { id: u${index}, name: 第${index}局, portal: "${origin}/" }`).join('\n')}
`,
    )
    const left = await xuncha(['inspect', '--units', file, '--data', data, '--concurrency', '1', '--json'])
    const { units } = JSON.parse(left.stdout) as {
      units: { status: string; findings: { code: string }[] }[]
    }
    expect([left.status, units.map((unit) => unit.status).sort()]).toEqual([3, ['inconclusive', 'inspected']])
    const blamed = units.filter((unit) => unit.findings.length > 0)
    expect(blamed.map((unit) => unit.status)).toEqual(['inspected'])
  })
})
