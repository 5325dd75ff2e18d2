/** A crawled page is hostile input: whatever it holds, reading ends soon and gives facts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageSummarySchema, summarisePage } from '../../src/artifacts/page-summary.js'
import { readPage } from '../../src/artifacts/read-page.js'
import { readTree } from '../../src/artifacts/tree.js'
import { HERE, read } from './page.js'

describe('hostile pages', () => {
  const row = (n: number) =>
    `<li><a href="/t20260101_${n}.html">第${n}号文件的全文</a><span>2026-01-01</span></li>`
  it.each<[string, string]>([
    ['nothing', ''],
    ['50,000 nested blocks', `${'<div>'.repeat(50_000)}文`],
    ['20,000 nested lists with one entry', `${'<ul><li>'.repeat(20_000)}<a href="/x">文件</a>2026-01-01`],
    [
      'nested handlers',
      Array.from({ length: 20_000 }, (_, n) => `<div onclick="f(${n})">${n}<p>2026-01-01</p>`).join(''),
    ],
    [
      '100,000 links',
      `<ul>${Array.from({ length: 100_000 }, (_, n) => `<li><a href="/${n}">链接</a></li>`).join('')}</ul>`,
    ],
    ['one long line of dates', '2026-01-01 '.repeat(50_000)],
    ['labels without values', '索 引 号 ： '.repeat(20_000)],
    ['open brackets', '<'.repeat(200_000)],
    ['closers of nothing', `${'<div>'.repeat(5_000)}${'</b></p>'.repeat(5_000)}`],
    ['open comments and scripts', '<!--<script><style><%--'.repeat(5_000)],
  ])('%s', (_, html) => {
    const started = performance.now()
    expect(() => pageSummarySchema.parse(summarisePage(read(html)))).not.toThrow()
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('puts side by side what is nested deeper than browsers draw, and finds its way out again', () => {
    const deep = (tag: string, text: string) =>
      `${`<${tag}>`.repeat(2_000) + text + `</${tag}>`.repeat(1_500)}中${`</${tag}>`.repeat(500)}`
    const tree = readTree(`<div>${deep('h1', '文')}</div><p>后</p><div hidden>${deep('div', '密')}</div>`)
    const depths: number[] = []
    for (const el of tree.els) {
      const outer = tree.els[el.parent]
      depths.push((depths[el.parent] ?? 0) + 1)
      if (outer) expect([el.index > outer.index, el.end <= outer.end]).toEqual([true, true])
    }
    expect(depths.reduce((most, depth) => Math.max(most, depth))).toBe(513)
    expect(tree.els.filter(({ tag }) => tag === 'p').map(({ parent }) => parent)).toEqual([-1])
    expect(tree.visible.replace(/\s/g, '')).toBe('文中后')
  })

  it('keeps at most 20,000 links and 3,000 entries', () => {
    const facts = read(`<ul>${Array.from({ length: 25_000 }, (_, n) => row(n)).join('')}</ul>`)
    expect([facts.links.length, facts.items.length]).toEqual([20_000, 3_000])
  })

  it('is not confused by prototype names', () => {
    const facts = read(
      '<a __proto__=1 constructor=2 href="/constructor">__proto__</a><meta name="__proto__" content="x"><form><input name="toString"></form>',
    )
    expect(facts.links.map((link) => link.target)).toEqual(['http://xxgk.yunxi.gov.cn/constructor'])
  })

  it('drops control characters from texts', () => {
    expect(read('<title>甲\u0000乙\u200b丙\u2068丁\u2069</title>').title).toBe('甲乙丙丁')
    expect(read('<div id="zoom">甲\u0000\u200b乙</div>').text).toBe('甲乙')
  })

  it('never throws and always fits the schema, on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (body) => {
        pageSummarySchema.parse(summarisePage(readPage({ url: HERE, body, contentType: null })))
      }),
      { numRuns: 200, seed: 7 },
    )
  })

  it('never throws on pieces of markup in any order', () => {
    const piece = fc.constantFrom(
      '<ul>',
      '<li>',
      '</ul>',
      '<a href="/x">',
      '</a>',
      '<table><tr><td>',
      '</table>',
      '2026-01-05',
      '暂无信息',
      '<form>',
      '<input name=q>',
      '<script>',
      '</script>',
      '<iframe src=/y>',
      '当前位置：首页 > 甲',
      '文号：',
      '<datastore><record>',
      '<div class=nav>',
      '</div>',
      '<option>',
      '<!--',
      '-->',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        pageSummarySchema.parse(summarisePage(read(pieces.join(''))))
      }),
      { numRuns: 300, seed: 11 },
    )
  })

  it('reads the same page the same way twice', () => {
    const html = `<ul>${row(1)}${row(2)}</ul>`
    expect(read(html)).toEqual(read(html))
  })
})
