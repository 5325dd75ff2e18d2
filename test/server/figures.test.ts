/** /metrics: every figure has its type once, and counts what was asked and what the books show. */
import { describe, expect, it } from 'vitest'
import { beginRun, finishRun } from '../../src/ledger/runs.js'
import { deduct, served } from './served.js'

describe('/metrics', () => {
  it('is in the format of Prometheus, and counts', async () => {
    const { app, ledger, token } = await served()
    const made = { purpose: 'monitor', at: '2026-05-20', period: '2026', tool: 't', actor: 'a' } as const
    const run = { ...made, resumeKey: 'k', units: ['edu'], rubrics: [] }
    finishRun(ledger, beginRun(ledger, run), 'complete')
    beginRun(ledger, run)
    deduct(ledger, 'edu', 1)
    await app.inject({ method: 'GET', url: '/api/v1/units' })
    await app.inject({
      method: 'GET',
      url: '/api/v1/units',
      headers: { authorization: token(['units:read']) },
    })
    const answer = await app.inject({ method: 'GET', url: '/metrics' })
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    const lines = answer.payload.trimEnd().split('\n')
    const types = lines.filter((line) => line.startsWith('#'))
    expect(new Set(types).size).toBe(types.length)
    for (const line of lines)
      expect(line).toMatch(/^(?:# TYPE \w+ (?:gauge|counter|histogram)|\w+(?:\{[^}]*\})? [\d.e+-]+)$/)
    const named = new Set(types.map((line) => line.split(' ')[2]))
    const bare = lines
      .filter((line) => !line.startsWith('#'))
      .map((line) => (/^\w+/.exec(line)?.[0] ?? '').replace(/_(?:bucket|sum|count)$/, ''))
    expect(bare.filter((name) => !named.has(name))).toEqual([])
    const has = (line: string) => expect(lines).toContain(line)
    has('xuncha_runs{status="complete"} 1')
    has('xuncha_runs{status="running"} 1')
    has('xuncha_findings{state="confirmed"} 0')
    expect(named).toContain('xuncha_pause_longest_seconds')
    has('xuncha_ledger_seq 1')
    has('xuncha_feed_waiting_records 0')
    has('xuncha_http_requests_total{kind="api",status="200"} 1')
    has('xuncha_http_requests_total{kind="api",status="401"} 1')
    has('xuncha_http_request_seconds_count{kind="api"} 2')
    has('# TYPE process_cpu_seconds_total counter')
  })
})
