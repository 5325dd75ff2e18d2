/** Small parts of the crawl: folder names, traps, queries as a browser spells them, signs of an error page. */
import { describe, expect, it } from 'vitest'
import { isHtml } from '../../src/crawl/look.js'
import { similarity } from '../../src/crawl/nowhere.js'
import { encodeIn, queryFor } from '../../src/crawl/query.js'
import { crawlDbPath, siteFolder } from '../../src/crawl/state/folder.js'
import { Shapes, trapOf } from '../../src/crawl/traps.js'

describe('folders', () => {
  it.each([
    ['district', /^district-[0-9a-f]{8}$/],
    ['http://127.0.0.1:8101', /^127\.0\.0\.1_8101-[0-9a-f]{8}$/],
    ['../../etc/passwd', /^etc_passwd-[0-9a-f]{8}$/],
    ['云溪区', /^[0-9a-f]{8}$/],
    ['..', /^[0-9a-f]{8}$/],
    [`http://${'a'.repeat(300)}.gov.cn`, /^a{60}-[0-9a-f]{8}$/],
  ])('%s', (id, folder) => {
    expect(siteFolder(id)).toMatch(folder)
  })

  it('tells alike names apart', () => {
    expect(siteFolder('http://a.gov.cn')).not.toBe(siteFolder('https://a.gov.cn'))
    expect(crawlDbPath('/data', 'x')).toBe(`/data/sites/${siteFolder('x')}/crawl.db`)
  })
})

describe('traps', () => {
  it.each([
    ['http://a/art/2011/11/11/art_11_11.html', null],
    ['http://a/a/a/b.html', null],
    ['http://a/a/a/a/b.html', 'repetition'],
    [
      `http://a/${'x1/y2/'.repeat(2)}${Array.from({ length: 20 }, (_, index) => `s${index}`).join('/')}`,
      'segments',
    ],
    [`http://a/?q=${'x'.repeat(2_000)}`, 'length'],
  ])('%s is %s', (url, why) => {
    expect(trapOf(url)).toBe(why)
  })

  it('lets calendars turn only so far', () => {
    const shapes = new Shapes()
    const verdicts = Array.from({ length: 202 }, (_, day) => shapes.verdict(`http://a/cal?date=${day}`))
    expect(verdicts.slice(0, 200).every((one) => one === null)).toBe(true)
    expect(verdicts.slice(200)).toEqual(['calendar', 'calendar'])
    expect(shapes.verdict('http://a/list?page=7')).toBe(null)
  })
})

describe('queries', () => {
  it('encodes in the charset of the page', () => {
    expect(encodeIn('公开 a&b', 'utf-8')).toBe('%E5%85%AC%E5%BC%80%20a%26b')
    expect(encodeIn('公开 a&b', 'gb2312')).toBe('%B9%AB%BF%AA%20a%26b')
    expect(encodeIn('a\ud800', 'utf-8')).toBe('a')
  })

  it('fills templates and forms', () => {
    expect(queryFor({ found: 'template', template: 'http://a/s?q={keyword}&k={keyword}' }, '公开').url).toBe(
      'http://a/s?q=%E5%85%AC%E5%BC%80&k=%E5%85%AC%E5%BC%80',
    )
    const field = (name: string, value: string, type = 'text') => ({ name, value, type, label: '' })
    const fields = [
      field('site', '12', 'hidden'),
      field('q', '请输入'),
      field('go', '搜索', 'submit'),
      field('', 'x'),
    ]
    const form = { action: 'http://a/search.do?old=1#x', method: 'get' as const, field: 'q', fields }
    const way = { found: 'form' as const, form, page: 'http://a/', charset: 'gbk' }
    expect(queryFor(way, '公开')).toEqual({ url: 'http://a/search.do?site=12&q=%B9%AB%BF%AA', form: null })
    expect(queryFor({ ...way, form: { ...form, method: 'post' } }, '公开')).toEqual({
      url: 'http://a/search.do?old=1#x',
      form: [field('site', '12', 'hidden'), field('q', '公开')],
    })
  })
})

describe('signs', () => {
  it.each<[string | null, string, boolean]>([
    ['text/html', '<p>x', true],
    ['application/pdf', '<!DOCTYPE html><p>', true],
    ['application/octet-stream', '\ufeff <html>', true],
    ['text/html', '%PDF-1.4', false],
    ['application/msword', '\u00d0\u00cf\u0011\u00e0', false],
    [null, 'plain', false],
  ])('%s with %s is HTML: %s', (type, start, html) => {
    const latin = start.charCodeAt(0) > 255 ? Buffer.from(start) : Buffer.from(start, 'latin1')
    expect(isHtml(type, latin)).toBe(html)
  })

  it('measures likeness', () => {
    expect(similarity('', '')).toBe(1)
    expect(similarity('', '您访问的页面不存在')).toBe(0)
    expect(similarity('您访问的页面不存在，请返回首页', '您访问的页面不存在，请返回首页')).toBe(1)
    expect(similarity('您访问的页面不存在，请返回首页', '关于印发年度工作要点的通知')).toBe(0)
  })
})
