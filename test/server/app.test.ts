/** The application: who may use which route, sessions with their forms' tokens, lock-out, headers. */
import { describe, expect, it } from 'vitest'
import { beginSession, sessionOf } from '../../src/ledger/accounts.js'
import { auditLines } from '../../src/ledger/tokens.js'
import { ROLES, SCOPES } from '../../src/model/access.js'
import { mayUse } from '../../src/server/route.js'
import { ROUTES } from '../../src/server/routes.js'
import { signIn } from '../../src/server/sign-in.js'
import { NOW, PASSWORD, served } from './served.js'

const OPEN_ROUTES = ['GET /healthz', 'GET /metrics', 'GET /api/v1/openapi.json']
const API = ROUTES.filter((route) => route.kind !== 'page' && !route.path.startsWith('/assets/'))
const guarded = API.filter((route) => !route.policy.open)
const nameOf = (route: { method: string; path: string }) => `${route.method} ${route.path}`

describe('routes', () => {
  it('are open only where that is meant, and every other names its roles and its scope', () => {
    expect(API.filter((route) => route.policy.open).map(nameOf)).toEqual(OPEN_ROUTES)
    for (const { policy } of guarded)
      if (!policy.open) expect([policy.roles.length > 0, policy.scope !== null]).toEqual([true, true])
  })

  it('are one each', () => {
    const names = ROUTES.map(nameOf)
    expect(new Set(names).size).toBe(names.length)
  })

  it('refuse strangers, and answer each role and each scope as the list says', async () => {
    const { app, ledger, token, account } = await served()
    const bearers = new Map(SCOPES.map((scope) => [scope, token([scope])]))
    const cookies = new Map<string, string>()
    for (const role of ROLES) {
      await account(role, role, role === 'unit' ? 'edu' : undefined)
      beginSession(ledger, role, `cookie-${role}`, 'csrf')
      cookies.set(role, `xuncha=cookie-${role}`)
    }
    const wrong: string[] = []
    for (const route of guarded) {
      const url = route.path.replace(':id', 'none')
      const ask = async (headers: Record<string, string>) => {
        const answer = await app.inject({ method: route.method, url, headers })
        return answer.statusCode
      }
      if ((await ask({})) !== 401) wrong.push(`${nameOf(route)} stranger`)
      for (const [role, cookie] of cookies) {
        const status = await ask({ cookie, 'x-csrf-token': 'csrf' })
        const known = ROLES.find((one) => one === role) ?? null
        const may = mayUse(route.policy, { name: role, role: known, scopes: [], unit: null })
        // What is let in fails later, on its empty input, never for want of rights.
        if (may !== (status !== 403 && status !== 401)) wrong.push(`${nameOf(route)} ${role} ${status}`)
      }
      for (const [scope, authorization] of bearers) {
        const status = await ask({ authorization })
        const may = !route.policy.open && route.policy.scope === scope
        if (may !== (status !== 403)) wrong.push(`${nameOf(route)} ${scope} ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('a session', () => {
  it('changes nothing without the token of its forms, nor from another site', async () => {
    const { app, ledger, account, started } = await served()
    await account('li', 'evaluator')
    beginSession(ledger, 'li', 'secret', 'form-token')
    const ask = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/inspections',
        headers: { cookie: 'xuncha=secret', ...headers },
        payload: { units: ['edu'] },
      })
    const forms = { 'x-csrf-token': 'form-token' }
    expect((await ask({})).statusCode).toBe(403)
    expect((await ask({ 'x-csrf-token': 'form-tokem' })).statusCode).toBe(403)
    expect((await ask({ ...forms, origin: 'http://evil.example' })).statusCode).toBe(403)
    expect(started).toEqual([])
    const done = await ask({ ...forms, origin: 'http://localhost:80', host: 'localhost' })
    expect([done.statusCode, started.map((one) => one.actor)]).toEqual([202, ['li']])
    expect(auditLines(ledger, 1).map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual([
      ['li', 'POST /api/v1/inspections', '202'],
    ])
  })

  it('can send no form at all without its token, whatever its role, nor one from another site', async () => {
    const { app, ledger, account } = await served()
    const changing = ROUTES.filter(({ method, policy }) => method !== 'GET' && !policy.open)
    expect(changing.length).toBeGreaterThan(25)
    const wrong: string[] = []
    for (const role of ROLES) {
      await account(role, role, role === 'unit' ? 'edu' : undefined)
      beginSession(ledger, role, `secret-${role}`, 'form-token')
      for (const { method, path, policy } of changing) {
        if (policy.open || !policy.roles.includes(role)) continue
        const url = path.replace(/:\w+/g, 'none')
        const ask = async (headers: Record<string, string>) => {
          const cookie = `xuncha=secret-${role}`
          return (await app.inject({ method, url, headers: { cookie, ...headers } })).json().type
        }
        const types = [
          await ask({}),
          await ask({ 'x-csrf-token': 'form-token', origin: 'http://evil.example' }),
        ]
        if (types.join() !== 'urn:xuncha:problem:server.form-expired,urn:xuncha:problem:server.foreign-form')
          wrong.push(`${role} ${path} ${types.join()}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('can send no files without end', async () => {
    const { app, ledger, account } = await served()
    await account('li', 'office')
    beginSession(ledger, 'li', 'secret', 'form-token')
    const send = (length: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/records/import',
        headers: { cookie: 'xuncha=secret', 'content-type': 'multipart/form-data; boundary=b', ...length },
      })
    expect((await send({ 'content-length': String(101 * 1024 ** 2) })).statusCode).toBe(413)
    expect((await send({ 'transfer-encoding': 'chunked' })).statusCode).toBe(413)
  })

  it('ends after twelve hours', async () => {
    const { ledger, account } = await served()
    await account('li', 'viewer')
    beginSession(ledger, 'li', 'secret', 'c')
    expect(sessionOf(ledger, 'secret')?.account.name).toBe('li')
    expect(sessionOf({ ...ledger, now: () => NOW + 12 * 3_600_000 }, 'secret')).toBe(null)
  })

  it('is refused after five wrong passwords, the right one too', async () => {
    const { ledger, account } = await served()
    await account('li', 'viewer')
    const why: unknown[] = []
    for (const password of ['1', '2', '3', '4', '5', PASSWORD]) why.push(await signIn(ledger, 'li', password))
    expect(why.slice(4)).toEqual([{ why: 'wrong' }, { why: 'locked' }])
    const later = await signIn({ ...ledger, now: () => NOW + 16 * 60_000 }, 'li', PASSWORD)
    expect('account' in later && later.account.name).toBe('li')
    expect(await signIn(ledger, 'nobody', PASSWORD)).toEqual({ why: 'wrong' })
  })
})

describe('answers', () => {
  it('carry a strict content policy, and say what is wrong as a problem document', async () => {
    const { app } = await served()
    const answer = await app.inject({ url: '/api/v1/nothing?lang=en' })
    expect(answer.headers['content-security-policy']).toContain("default-src 'none';script-src 'self'")
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toEqual({
      type: 'urn:xuncha:problem:server.no-such-page',
      title: 'Not Found',
      status: 404,
      detail: 'there is no such address: /api/v1/nothing',
      instance: '/api/v1/nothing',
    })
  })

  it.each([
    ['PUT', '/api/v1/units', 'GET'],
    ['DELETE', '/api/v1/disputes', 'GET, POST'],
    ['POST', '/api/v1/runs/01?lang=en', 'GET'],
    ['GET', '/api/v1/disputes/7/decision', 'POST'],
  ] as const)('say with which method an address can be asked: %s %s', async (method, url, allow) => {
    const { app } = await served()
    const answer = await app.inject({ method, url, headers: { 'accept-language': 'en' } })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow])
    expect(answer.headers['content-type']).toBe('application/problem+json')
    const path = url.replace(/\?.*/, '')
    expect(answer.json().detail).toBe(`${path} cannot be asked with ${method}, expected ${allow}`)
  })
})
