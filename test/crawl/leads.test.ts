/** What links lead to, whatever page they stand on. */
import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { Addresses } from '../../src/crawl/addresses.js'
import { expand } from '../../src/crawl/expand.js'
import { Leads } from '../../src/crawl/leads.js'
import { Territory } from '../../src/crawl/territory.js'
import { normaliseUrl } from '../../src/model/address.js'
import { job } from './jobs.js'

const ORIGIN = 'http://127.0.0.1:8099'
const HTML = `<title>关于通知的通知</title><div class="nav"><ul><li><a href="/a/">工作动态</a><li><a href="/b/">通知公告</a></ul></div>
  <h1>关于通知的通知</h1><div class="content"><p>${'正文。'.repeat(80)}</p><p><a href="/f/1.pdf">附件</a><img src="/i/1.jpg" width="600" height="400">
  <a href="http://far.example.cn/">上级网站</a></div>`

function setUp(html = HTML) {
  const territory = new Territory(job(ORIGIN))
  const addresses = new Addresses()
  const normalise = (url: string) => normaliseUrl(url)
  const leads = new Leads(addresses, territory, normalise)
  const facts = readPage({
    url: `${ORIGIN}/a/1.html`,
    body: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
  })
  const entry = { url: `${ORIGIN}/a/1.html`, depth: 2, via: 'link', parent: null, mode: 'scope' } as const
  const found = (with_: Leads | null) => {
    const { pages, targets } = expand({ entry, finalUrl: entry.url, facts }, territory, normalise, with_)
    return [...new Set([...pages, ...targets].map(({ url }) => url.replace(ORIGIN, '')))].sort()
  }
  return { addresses, leads, found }
}

const ALL = ['/a/', '/b/', '/f/1.pdf', '/i/1.jpg', 'http://far.example.cn/']

describe('leads', () => {
  test('of addresses that nobody met, all is found', () => {
    const { found, leads } = setUp()
    expect([found(null), found(leads)]).toEqual([ALL, ALL])
  })

  test.each([
    {
      name: 'known from as near',
      depth: 2,
      mode: 'scope',
      left: ['/b/', '/f/1.pdf', '/i/1.jpg', 'http://far.example.cn/'],
    },
    { name: 'known from farther away', depth: 4, mode: 'scope', left: ALL },
    { name: 'known as one step aside', depth: 1, mode: 'hop', left: ALL },
  ] as const)('a page $name', ({ depth, mode, left }) => {
    const { addresses, found, leads } = setUp()
    Object.assign(addresses.of(`${ORIGIN}/a/`), { page: 'waiting', depth, mode })
    expect(found(leads)).toEqual(left)
  })

  test('what is probed as strictly is not found again, what is not, is', () => {
    const { addresses, found, leads } = setUp()
    Object.assign(addresses.of(`${ORIGIN}/f/1.pdf`), { role: 'page' })
    Object.assign(addresses.of(`${ORIGIN}/i/1.jpg`), { role: 'image' })
    Object.assign(addresses.of('http://far.example.cn/'), { role: 'page' })
    expect(found(leads)).toEqual(['/a/', '/b/', '/f/1.pdf'])
  })

  test('a row of noted links is passed over until what was understood is forgotten', () => {
    const menu = Array.from({ length: 20 }, (_, index) => `/m${index}/`)
    const nav = menu.map((href, index) => `<li><a href="${href}">第${index}栏目</a></li>`).join('')
    const { addresses, found, leads } = setUp(HTML.replace('<ul>', `<ul>${nav}`))
    for (const href of menu)
      Object.assign(addresses.of(`${ORIGIN}${href}`), { page: 'waiting', depth: 1, mode: 'scope' })
    expect([found(leads), found(leads)]).toEqual([ALL, ALL])
    // As if it were beyond the scope now.
    Object.assign(addresses.of(`${ORIGIN}/m3/`), { mode: 'hop' })
    expect(found(leads)).toEqual(ALL)
    leads.forget()
    expect(found(leads)).toEqual([...ALL, '/m3/'].sort())
  })
})
