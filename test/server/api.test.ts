/** The HTTP API of the contract: lists by pages, inspections, runs as events, disputes, one unit's own rows. */
import { describe, expect, it } from 'vitest'
import { finishRun } from '../../src/ledger/runs.js'
import { deduct, served } from './served.js'

const json = (answer: { json(): unknown }) => answer.json() as Record<string, unknown>

describe('lists', () => {
  it('go on where the page before ended, and refuse a cursor that is not theirs', async () => {
    const { app, token } = await served()
    const headers = { authorization: token(['units:read']) }
    const first = json(await app.inject({ url: '/api/v1/units?limit=1', headers }))
    expect((first.items as { id: string }[]).map((unit) => unit.id)).toEqual(['edu'])
    const second = json(
      await app.inject({ url: `/api/v1/units?limit=1&cursor=${String(first.next)}`, headers }),
    )
    expect([(second.items as { id: string }[]).map((unit) => unit.id), second.next]).toEqual([['tax'], null])
    expect((await app.inject({ url: '/api/v1/units?cursor=!!', headers })).statusCode).toBe(422)
  })

  it('show a unit’s token that unit only', async () => {
    const { app, ledger, token } = await served()
    deduct(ledger, 'edu', 1)
    deduct(ledger, 'tax', 2)
    const headers = { authorization: token(['units:read', 'ledger:read'], 'tax') }
    const units = json(await app.inject({ url: '/api/v1/units', headers })).items as { id: string }[]
    const rows = json(await app.inject({ url: '/api/v1/ledger', headers })).items as { unit: string }[]
    expect([units.map((unit) => unit.id), rows.map((row) => row.unit)]).toEqual([['tax'], ['tax']])
  })
})

describe('an inspection', () => {
  it('is begun with 202, and its end is told as an event', async () => {
    const { app, ledger, token, started } = await served()
    const headers = { authorization: token(['inspections:write', 'runs:read']) }
    const payload = { units: ['edu'], purpose: 'monitor' }
    const begun = await app.inject({ method: 'POST', url: '/api/v1/inspections', headers, payload })
    const { id } = begun.json() as { id: string }
    expect([begun.statusCode, begun.headers.location]).toEqual([202, `/api/v1/runs/${id}`])
    expect(started).toMatchObject([{ units: ['edu'], purpose: 'monitor', actor: 'token:t1' }])
    finishRun(ledger, id, 'complete')
    const told = await app.inject({
      url: `/api/v1/runs/${id}`,
      headers: { ...headers, accept: 'text/event-stream' },
    })
    expect(told.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(told.body.split('\n').slice(0, 2)).toEqual(['id: 1', 'event: end'])
    expect((await app.inject({ url: '/api/v1/runs/none', headers })).statusCode).toBe(404)
  })

  it('of a purpose or a key that there is not is refused', async () => {
    const { app, token, started } = await served()
    const headers = { authorization: token(['inspections:write']) }
    for (const payload of [{ purpose: 'x' }, { unit: 'edu' }, { units: 'edu' }]) {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/inspections', headers, payload })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, 'application/problem+json'])
    }
    expect(started).toEqual([])
  })
})

describe('a dispute', () => {
  it('is opened by its unit alone and decided by the office, and the feed tells the reversal', async () => {
    const { app, ledger, token } = await served()
    const entry = deduct(ledger, 'edu', 1)
    const post = (authorization: string, url: string, payload: Record<string, unknown>) =>
      app.inject({ method: 'POST', url: `/api/v1/${url}`, headers: { authorization }, payload })
    const statement = { entry, statement: '已于当日整改' }
    expect((await post(token(['disputes:write'], 'tax'), 'disputes', statement)).statusCode).toBe(403)
    const opened = await post(token(['disputes:write'], 'edu'), 'disputes', statement)
    const { id } = opened.json() as { id: string }
    expect([opened.statusCode, id]).toEqual([201, 'D-2026-001'])
    const decision = { outcome: 'cancelled', reason: '误判', code: 'false-positive' }
    const decide = (authorization: string) => post(authorization, `disputes/${id}/decision`, decision)
    expect((await decide(token(['disputes:decide'], 'edu'))).statusCode).toBe(403)
    const decided = await decide(token(['disputes:decide']))
    expect([decided.statusCode, json(decided).outcome, json(decided).entryState]).toEqual([
      200,
      'cancelled',
      'reversed',
    ])
    expect((await decide(token(['disputes:decide']))).statusCode).toBe(409)
    const feed = await app.inject({
      url: '/api/v1/ledger?after=1',
      headers: { authorization: token(['ledger:read']) },
    })
    const items = json(feed).items as Record<string, unknown>[]
    expect(items.map((row) => [row.seq, row.kind, row.effective, row.effectiveChange])).toEqual([
      [2, 'assessment-dispute', '-1', '0'],
      [3, 'assessment-decision', '-1', '0'],
      [4, 'reverse', '0', '1'],
    ])
    const rest = await app.inject({
      url: '/api/v1/ledger?limit=1&cursor=3',
      headers: { authorization: token(['ledger:read']) },
    })
    expect((json(rest).items as { seq: number }[]).map((row) => row.seq)).toEqual([4])
  })
})

describe('the description', () => {
  it('names every route of the API with what goes in and who may', async () => {
    const { app } = await served()
    const described = (await app.inject({ url: '/api/v1/openapi.json' })).json() as {
      openapi: string
      paths: Record<string, Record<string, { security: unknown; parameters?: unknown[] }>>
    }
    expect(described.openapi).toBe('3.1.0')
    expect(described.paths['/api/v1/disputes/{id}/decision']?.post?.security).toEqual([
      { bearer: ['disputes:decide'] },
    ])
    expect(described.paths['/api/v1/findings']?.get?.parameters).toHaveLength(6)
    expect(described.paths['/healthz']?.get?.security).toEqual([])
  })
})
