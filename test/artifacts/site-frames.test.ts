/** Frames of sites: what was read of a page does not depend on what was read before it. */
import { describe, expect, it, vi } from 'vitest'
import { randomOf } from '../../fixtures/mutate/random.js'
import { PORTALS } from '../../fixtures/portals/index.js'
import type { PageInput } from '../../src/artifacts/read-page.js'
import type { PageFacts } from '../../src/model/page.js'

type Read = (input: PageInput) => PageFacts

/** A reader that has not read anything yet. */
async function freshReader(): Promise<Read> {
  vi.resetModules()
  return (await import('../../src/artifacts/read-page.js')).readPage
}

const page = (url: string, html: string): PageInput => ({
  url,
  body: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
  status: 200,
})

/** Every page of every fixture portal. */
function fixturePages(): PageInput[] {
  const origins = Object.fromEntries(PORTALS.map(({ name }, at) => [name, `http://${at}.example.gov.cn`]))
  return PORTALS.flatMap((portal) =>
    Object.entries(portal.routes(origins)).flatMap(([path, route]) =>
      typeof route === 'string' ? [page(`${origins[portal.name]}${path}`, route)] : [],
    ),
  )
}

const TEXT = '为贯彻落实上级决策部署，结合我区实际，现将有关事项通知如下，请认真抓好落实。'
const nav = (folder: string) =>
  Array.from({ length: 24 }, (_, at) => `<li><a href="/${folder}/${at}/">栏目名称${at}</a></li>`).join('')

/** Pages of two sites in turn: frames that part in the middle, are broken off, or are hidden by one page's own styles. */
const PARTS = [
  '',
  '<div class="x">',
  '</div>',
  '</ul></div>',
  '<p>',
  '<!-- 正文 begin -->',
  '<meta name="ContentStart">',
  '<title>第二个标题</title>',
  '<svg><title>图</title>',
  '</svg>',
  '<select><option>一',
  '<script>var a = "<div>";</script>',
  '<script>',
  '<a href="/c/1.html">',
  '</a>',
  '<table><tr><td>',
  '<!--',
  '-->',
  '<a title="',
  '">',
  '<b hidden>',
  '&nb',
  '<',
]

function craftedPages(): PageInput[] {
  const random = randomOf(11)
  const some = (): string => random.pick(PARTS)
  return Array.from({ length: 240 }, (_, n) => {
    const site = n % 2 === 0 ? 'a' : 'b'
    const style = random.int(4) === 0 ? '<style>.nav{display:none}</style>' : ''
    const [head, body, tail] = [some(), some() + some(), some()]
    const html = `<!doctype html><html><head><title>关于${n}的通知</title>${style}</head><body>
<div class="top"><a href="/">某某区${site}局</a></div><div class="nav"><ul>${nav(site)}</ul>${head}<ul>${nav('more')}</ul></div>
<div class="main">当前位置：<a href="/">首页</a> &gt; <a href="/x/">栏目</a><h1>关于${n}的通知</h1><p>发布日期：2026-03-01</p>
<div id="zoom">${body}<p>${TEXT.repeat(1 + (n % 4))}</p></div></div>
<div class="foot">${tail}<ul>${nav('foot')}</ul><p>主办：某某区${site}局　网站标识码：3303990012</p></div></body></html>`
    return page(
      `http://${site}.example.gov.cn/x/${n}.html`,
      random.int(20) === 0 ? html.slice(0, random.int(html.length)) : html,
    )
  })
}

/** Facts of pages read in an order, at their places in the list. */
async function readInOrder(pages: readonly PageInput[], order: readonly number[]): Promise<PageFacts[]> {
  const readPage = await freshReader()
  const facts: PageFacts[] = []
  for (const at of order) facts[at] = readPage(pages[at] as PageInput)
  return facts
}

const article = (n: number, { before = '', top = '', bottom = '', html = '<html>' } = {}): string =>
  `<!doctype html>${html}<head><title>关于${n}的通知</title></head>\n${before}<body>政务公开<div class="nav"><ul>${nav('a')}</ul>${top}</div>
<div class="main"><h1>关于${n}的通知</h1><p>发布日期：2026-03-01</p><div id="zoom"><p>${n}${TEXT.repeat(3)}</p></div></div>
<div class="foot"><ul>${nav('foot')}</ul>${bottom}</div></body></html>`

/** Pages whose ends are alike, read one after the other. */
const ALIKE: readonly [string, string[]][] = [
  [
    'is broken off within a tag',
    [article(1), article(2).slice(0, article(2).indexOf('"/a/20/"')), article(3), article(4)],
  ],
  [
    'is broken off within a text',
    [article(1), article(2).replace('栏目名称20<', '栏目名称20<<'), article(3), article(4)],
  ],
  [
    'marks where its article begins',
    [1, 2, 3, 4].map((n) =>
      article(n, { top: `<div><!-- 正文 begin --><p>${TEXT}</p></div><ul>${nav('b')}</ul>` }),
    ),
  ],
  [
    'has a title in its foot, where another has none in its head',
    [1, 2, 3, 4].map((n) => {
      const html = article(n, { bottom: '<svg><title>图标</title></svg><title>某某区人民政府</title>' })
      return n < 3 ? html : html.replace(`<title>关于${n}的通知</title>`, '')
    }),
  ],
  [
    'follows other words',
    [1, 2, 3, 4].map((n) => article(n, { before: n < 3 ? '' : `<span>第${n}页</span> ` })),
  ],
  [
    'stands in another element',
    [1, 2, 3, 4].map((n) => article(n, { html: n < 3 ? '<html>' : '<html><p>' })),
  ],
  [
    'closes more than another opens',
    [1, 2, 3, 4].map((n) => article(n, { bottom: '</div></div>', top: n < 3 ? '' : '<div><div class="x">' })),
  ],
  [
    'ends in a script that is not closed',
    [1, 2, 3, 4].map((n) => article(n, { bottom: '<script>var a = "' })),
  ],
  [
    'holds all forms, frames, pictures and tables of its pages',
    [1, 2, 3, 4].map((n) =>
      article(n, {
        bottom:
          '<form action="/s"><input name="q"></form><iframe src="/f/list.html"></iframe><img src="/x.jpg" width="400"><table><tr><th>索引号</th><th>信息名称</th></tr><tr><td>001</td><td><a href="/q/1.html">某文件的名称</a></td></tr></table>',
      }),
    ),
  ],
  [
    'stands on a page whose styles hide it',
    [1, 2, 3, 4].map((n) =>
      article(n, n === 3 ? { html: '<html><style>.nav, .foot { display: none }</style>' } : {}),
    ),
  ],
]

describe('a frame that', () => {
  it.each(ALIKE)('%s changes no page read later', async (_name, htmls) => {
    const pages = htmls.map((html, n) => page(`http://a.example.gov.cn/x/${n}.html`, html))
    const places = pages.map((_, at) => at)
    const together = await readInOrder(pages, [...places, ...places])
    for (const at of places)
      expect((await readInOrder(pages, [at]))[at], pages[at]?.url).toStrictEqual(together[at])
  })
})

describe('a page read after others', () => {
  it.each<[string, () => PageInput[], number]>([
    ['of the fixture portals, in any order', fixturePages, 40],
    ['of two sites in turn, whatever their frames hold', craftedPages, 30],
  ])(
    '%s, says what it says when it is read first',
    async (_name, pagesOf, every) => {
      const pages = pagesOf()
      const places = pages.map((_, at) => at)
      const known = await readInOrder(pages, places)
      for (const seed of [3, 4]) {
        const shuffled = randomOf(seed).shuffled(places)
        // Once more, when all frames have been met.
        expect(await readInOrder(pages, [...shuffled, ...places])).toStrictEqual(known)
      }
      for (const at of places.filter((place) => place % every === 0))
        expect((await readInOrder(pages, [at]))[at], pages[at]?.url).toStrictEqual(known[at])
    },
    120_000,
  )
})
