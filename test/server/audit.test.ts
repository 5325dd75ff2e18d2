/** The audit log: what anybody did, to what, and how it went, in words; no secret in it, nor in a page or log of an error. */
import { expect, it } from 'vitest'
import { auditLines } from '../../src/ledger/tokens.js'
import { hasMessage } from '../../src/messages/catalogue.js'
import { buildApp } from '../../src/server/app.js'
import { errorPage } from '../../src/server/console/routes.js'
import { OPEN } from '../../src/server/route.js'
import { ROUTES } from '../../src/server/routes.js'
import { as } from './person.js'
import { PASSWORD, served } from './served.js'

it('has a word for every route that changes something', () => {
  const changing = ROUTES.filter(({ method }) => method !== 'GET').map(({ path }) => path)
  expect(changing.length).toBeGreaterThan(25)
  expect(changing.filter((path) => !hasMessage(`console.audit-did.${path}`))).toEqual([])
})

it('says who did what to what, and why it was refused', async () => {
  const office = await served()
  const admin = as(office, 'administrator')
  await admin.post('/accounts', { name: '张三', role: 'unit', unit: 'edu' })
  await as(office, 'office').post('/rectification', { unit: 'edu', until: 'morgen' })
  const lines = auditLines(office.ledger, 10).map(({ actor, target }) => `${actor} ${target}`)
  expect(lines).toEqual([
    'office-all /rectification unit=edu until=morgen',
    'administrator-all /accounts name=张三 unit=edu role=unit',
  ])
  const { body } = await admin.get('/audit')
  expect(body).toContain('新建用户')
  expect(body).toContain('成功')
  expect(body).toContain('下达整改清单')
  expect(body).toMatch(/morgen.{0,20}YYYY|日期/)
  expect(body).not.toContain('cli.inspect.bad-date')
})

it('names the account at the door, never what else was typed there', async () => {
  const office = await served()
  await office.account('li', 'viewer')
  const sign = (name: string, password: string) =>
    office.app.inject({
      method: 'POST',
      url: '/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ name, password }).toString(),
    })
  await sign('li', 'wrong wrong')
  await sign(PASSWORD, 'li')
  const lines = auditLines(office.ledger, 10)
  expect(lines.map(({ actor, target, outcome }) => [actor, target, outcome])).toEqual([
    ['-', '/login', '401'],
    ['li', '/login', '401'],
  ])
  expect(JSON.stringify(lines)).not.toContain(PASSWORD)
})

it('an error tells no log and no page the secret of an invitation', async () => {
  const { office } = await served()
  const told: unknown[] = []
  const failing = {
    method: 'GET',
    path: '/welcome',
    policy: OPEN,
    kind: 'page',
    summary: 's',
    handle: () => {
      throw new Error('bug')
    },
  } as const
  const log = Object.assign(Object.create(office.log) as typeof office.log, {
    error: (facts: unknown) => void told.push(facts),
  })
  const app = await buildApp({ ...office, log }, [failing], errorPage)
  const answer = await app.inject({ url: '/welcome?secret=geheim', headers: { accept: 'text/html' } })
  await app.close()
  expect(answer.statusCode).toBe(500)
  expect(told).toMatchObject([{ url: '/welcome' }])
})

it('an address that there is not is a page for people and a problem document for programs', async () => {
  const { office, ledger } = await served()
  const app = await buildApp(office, ROUTES, errorPage)
  as({ app, ledger } as never, 'viewer')
  const ask = (url: string, accept: string) =>
    app.inject({ url, headers: { accept, cookie: 'xuncha=secret-viewer-all' } })
  const page = await ask('/nope?secret=geheim', 'text/html')
  expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
  expect(page.body).toContain('aria-label="主要栏目"')
  for (const [url, accept] of [
    ['/nope', 'application/json'],
    ['/api/v1/nope', 'text/html'],
  ] as const) {
    const answer = await ask(url, accept)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
  }
  await app.close()
})
