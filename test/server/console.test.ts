/** The console: signing in, each role's own pages, the main tasks by their forms, hostile text, two runs compared. */
import { describe, expect, it } from 'vitest'
import { entryOf } from '../../src/ledger/decide.js'
import { listDisputes } from '../../src/ledger/disputes.js'
import { putFinding } from '../../src/ledger/finding-rows.js'
import { findFinding } from '../../src/ledger/read.js'
import { standingLists } from '../../src/ledger/rectification-read.js'
import type { Sighting } from '../../src/ledger/results-read.js'
import { ROLES } from '../../src/model/access.js'
import { errorPage } from '../../src/server/console/routes.js'
import { backTo } from '../../src/server/console/visit.js'
import { compared } from '../../src/server/pages/runs.js'
import { daysBetween } from '../../src/server/pages/unit.js'
import { mayUse } from '../../src/server/route.js'
import { ROUTES } from '../../src/server/routes.js'
import { EVIL, storedFinding } from './finding.js'
import { as } from './person.js'
import { deduct, PASSWORD, served } from './served.js'

describe('pages', () => {
  const pages = ROUTES.filter((route) => route.kind === 'page' && !route.policy.open)

  it('are refused to strangers and answered to the roles of their policy only', async () => {
    const office = await served()
    const wrong: string[] = []
    for (const role of ROLES) {
      const person = as(office, role, role === 'unit' ? 'edu' : undefined)
      for (const route of pages.filter(({ path }) => path !== '/logout')) {
        const url = route.path.replace(/:\w+/g, 'none')
        const answer = route.method === 'GET' ? await person.get(url) : await person.post(url, {})
        const may = mayUse(route.policy, { name: role, role, scopes: [], unit: null })
        // A unit's own people are let in to the page and then refused what is another unit's.
        const foreign = role === 'unit' && may && answer.statusCode === 403
        if (!foreign && may !== (answer.statusCode !== 403))
          wrong.push(`${route.method} ${route.path} ${role}`)
        if (answer.statusCode >= 500) wrong.push(`${route.method} ${route.path} ${answer.statusCode}`)
      }
    }
    expect(wrong).toEqual([])
    const stranger = await office.app.inject({ url: '/findings?state=open' })
    expect([stranger.statusCode, stranger.headers.location]).toEqual([
      303,
      '/login?next=%2Ffindings%3Fstate%3Dopen',
    ])
  })

  it('lead nobody to a page that refuses them', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding())
    deduct(office.ledger, 'edu', 1)
    const refused: string[] = []
    for (const role of ROLES) {
      const person = as(office, role, role === 'unit' ? 'edu' : undefined)
      const seen = new Set(['/'])
      // Page after page, as somebody clicks through all of it.
      for (const url of seen) {
        const answer = await person.get(url)
        if (answer.statusCode === 403) refused.push(`${role} ${url}`)
        const links = [...answer.body.matchAll(/href="(\/[^"]*)"/g)].map(([, to = '']) =>
          to.replaceAll('&amp;', '&').replace(/#.*$/, ''),
        )
        for (const to of [...links, String(answer.headers.location ?? '/')])
          if (!/^\/(?:assets|files|reports|papers\/|handover|registry\/export)|lang=/.test(to)) seen.add(to)
        if (seen.size > 200) break
      }
      expect([role, seen.size > 8]).toEqual([role, true])
    }
    expect(refused).toEqual([])
  })

  it('show crawled text as text, wherever it stands', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding())
    const person = as(office, 'office')
    for (const url of ['/findings', `/findings/f-${'a'.repeat(16)}`, '/review', '/units/edu']) {
      const page = await person.get(url)
      expect(page.statusCode).toBe(200)
      expect(page.body).toContain('&lt;script&gt;')
      expect(page.body).not.toMatch(/<script>|<img src=x|href="javascript:|\u202e|style=/)
    }
    const policy = (await person.get('/')).headers['content-security-policy']
    expect(String(policy)).not.toContain('unsafe')
  })

  it('speak the language that was chosen, and name every key', async () => {
    const office = await served()
    const person = as(office, 'administrator')
    for (const url of [
      '/',
      '/findings',
      '/disputes',
      '/rectification',
      '/records',
      '/agenda',
      '/runs',
      '/registry',
      '/accounts',
    ]) {
      const [zh, en] = [await person.get(url), await person.get(`${url}?lang=en`)]
      expect([zh.statusCode, en.statusCode]).toEqual([200, 200])
      expect(zh.body).toContain('<html lang="zh-CN">')
      expect(en.body).toContain('<html lang="en">')
      expect(`${zh.body}${en.body}`).not.toMatch(/\[console\./)
    }
  })

  it('tell what went wrong in a sentence, with a way back', () => {
    const request = { query: {}, cookies: {}, headers: {} } as Parameters<typeof errorPage>[1]
    const problem = { type: 't', title: 'Conflict', status: 409, detail: EVIL, instance: '/' }
    expect(errorPage(problem, request, null)).toMatch(/409[\s\S]*&lt;script&gt;[\s\S]*href="\/"/)
  })
})

describe('signing in', () => {
  it('opens a session by the form, leads back to pages of ours only, and ends it', async () => {
    const office = await served()
    await office.account('li', 'viewer')
    const sign = (password: string, next: string) =>
      office.app.inject({
        method: 'POST',
        url: '/login',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ name: 'li', password, next }).toString(),
      })
    expect((await sign('wrong', '/')).statusCode).toBe(401)
    const done = await sign(PASSWORD, '//evil.example/')
    expect([done.statusCode, done.headers.location]).toEqual([303, '/'])
    const cookie = String(done.headers['set-cookie']).split(';', 1)[0] ?? ''
    expect((await office.app.inject({ url: '/findings', headers: { cookie } })).statusCode).toBe(200)
  })

  it.each([
    ['/review?what=entries', '/review?what=entries'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['', '/'],
  ])('leads from %s to %s', (given, to) => {
    expect(backTo(given, '/')).toBe(to)
  })
})

describe('work', () => {
  it('rules on a doubt with a reason, not without', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding())
    const person = as(office, 'evaluator')
    const url = `/findings/f-${'a'.repeat(16)}/rule`
    expect((await person.post(url, { do: 'clean' })).statusCode).toBe(422)
    const done = await person.post(url, { do: 'clean', reason: '人工查看正常', back: 'review' })
    expect([done.statusCode, done.headers.location]).toEqual([303, '/review?done=ruled'])
    expect(findFinding(office.ledger, 'a'.repeat(32))?.state).toBe('dismissed')
  })

  it('contests an entry as its unit with a file, and decides as a reviewer', async () => {
    const office = await served()
    const entry = deduct(office.ledger, 'edu', 1)
    const other = as(office, 'unit', 'tax')
    const own = as(office, 'unit', 'edu')
    const file = { name: '佐证.txt', text: '材料' }
    const open = `/entries/${entry}/dispute`
    expect((await other.upload(open, { statement: '不是我们' }, file)).statusCode).toBe(403)
    expect((await own.upload(open, { statement: '' }, file)).statusCode).toBe(422)
    const done = await own.upload(open, { statement: '已经公开' }, file)
    const [dispute] = listDisputes(office.ledger)
    expect([done.statusCode, done.headers.location]).toEqual([303, `/disputes/${dispute?.id}?done=disputed`])
    const kept = dispute?.said?.files[0]
    expect([kept?.name, kept?.bytes]).toEqual(['佐证.txt', 6])
    expect((await own.get(`/files/${kept?.sha256}`)).body).toBe('材料')
    expect((await other.get(`/files/${kept?.sha256}`)).statusCode).toBe(404)
    expect((await other.get(`/disputes/${dispute?.id}`)).statusCode).toBe(403)
    const reviewer = as(office, 'reviewer')
    const decision = { outcome: 'cancelled', code: 'false-positive', reason: '属误判' }
    await reviewer.upload(`/disputes/${dispute?.id}/decision`, decision, { name: '', text: '' })
    expect(entryOf(office.ledger, entry).state).toBe('reversed')
  })

  it('takes no files from strangers', async () => {
    const office = await served()
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const answer = await office.app.inject({
      method: 'POST',
      url: '/entries/x/dispute',
      headers,
      payload: '--b--',
    })
    expect(answer.statusCode).toBe(401)
  })

  it('posts an entry as the second person, voids only with a reason', async () => {
    const office = await served()
    const [first, second] = [deduct(office.ledger, 'edu', 1), deduct(office.ledger, 'edu', 2)]
    const person = as(office, 'reviewer')
    await person.post(`/entries/${first}/decide`, { do: 'post' })
    expect((await person.post(`/entries/${second}/decide`, { do: 'void' })).statusCode).toBe(422)
    expect([first, second].map((id) => entryOf(office.ledger, id).state)).toEqual(['posted', 'pending'])
  })

  it('issues a problem list, takes the unit’s answer and a verdict', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding({ verdict: 'problem', state: 'confirmed' }))
    await as(office, 'office').post('/rectification', { unit: 'edu', until: '2026-06-10' })
    const lists = () => standingLists(office.ledger, '2026-05-20', 'Asia/Shanghai', 'edu')
    const id = lists()[0]?.list.id ?? ''
    const fields = { finding: `f-${'a'.repeat(16)}`, claim: 'mended', text: '已修复' }
    const foreign = as(office, 'unit', 'tax')
    expect((await foreign.post(`/rectification/${id}/reply`, fields)).statusCode).toBe(403)
    await as(office, 'unit', 'edu').post(`/rectification/${id}/reply`, fields)
    expect(lists()[0]?.items[0]?.standing).toBe('replied')
    const page = await as(office, 'unit', 'edu').get(`/findings/f-${'a'.repeat(16)}`)
    expect(page.body).toMatch(/列入整改清单[\s\S]*回复整改情况：已整改，已修复/)
  })

  it('looks at one finding again on demand', async () => {
    const office = await served()
    putFinding(office.ledger, storedFinding())
    const id = `f-${'a'.repeat(16)}`
    const done = await as(office, 'evaluator').post(`/findings/${id}/recheck`, {})
    expect([done.headers.location, office.rechecked]).toEqual([
      '/runs/again?done=recheck-begun',
      [`${id} evaluator-all`],
    ])
  })
})

describe('two runs', () => {
  const seen = (fingerprint: string, state: Sighting['state']): [string, Sighting] => [
    fingerprint,
    { fingerprint, no: fingerprint, unit: 'edu', code: 'link-broken', facts: {}, verdict: 'problem', state },
  ]

  it('differ by identity; what the later one did not look at is undecided', () => {
    const earlier = new Map([
      seen('a', 'confirmed'),
      seen('b', 'confirmed'),
      seen('c', 'candidate'),
      seen('e', 'fixed'),
    ])
    const later = new Map([seen('a', 'confirmed'), seen('b', 'fixed'), seen('d', 'candidate')])
    const names = Object.entries(compared(earlier, later)).map(([kind, all]) => [
      kind,
      all.map(({ no }) => no),
    ])
    expect(Object.fromEntries(names)).toEqual({ new: ['d'], fixed: ['b'], undecided: ['c'], same: ['a'] })
  })

  it('counts days between two dates', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
  })
})
