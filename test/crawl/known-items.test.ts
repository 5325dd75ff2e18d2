/** Known articles: which are asked for, and whether a result page shows one. */
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { chooseKnown, outcomeOf } from '../../src/crawl/known-items.js'
import type { PageRecord } from '../../src/model/harvest.js'
import type { PageFacts } from '../../src/model/page.js'

const ORIGIN = 'http://www.yunxi.test'
const AT = '2026-11-21'

function record(
  path: string,
  title: string,
  published: string | null,
  changes: Partial<PageFacts> = {},
): PageRecord {
  const url = `${ORIGIN}${path}`
  const blank = readPage({
    url,
    body: Buffer.from('<html><body></body></html>'),
    contentType: 'text/html',
    status: 200,
  })
  return {
    url,
    finalUrl: url,
    depth: 2,
    via: 'link',
    parent: null,
    facts: { ...blank, kind: 'article', title, published, column: path.split('/')[1] ?? '', ...changes },
    rendered: false,
    reach: { url, outcome: 'ok', cause: null, status: 200, bytes: 1, finalUrl: url, attempts: [] },
    bodySha256: null,
  }
}

const chosen = (records: readonly PageRecord[], own = (_: string) => true) =>
  (chooseKnown(records, (url) => (own(url) ? 'edu' : null), 1, AT).get('edu') ?? []).map(({ url }) =>
    url.slice(ORIGIN.length),
  )

describe('known articles', () => {
  const A = record('/dt/1.html', '区教育局开展校园安全检查', '2026-10-01')
  const B = record('/dt/2.html', '区教育局召开教学工作会议', '2026-09-01')
  const C = record('/gg/3.html', '关于义务教育招生的公告', '2026-04-01')
  const D = record('/gg/4.html', '关于教师资格认定的公告', '2026-03-01')

  it('come from different columns first, the newest first, three at most', () => {
    expect(chosen([D, B, C, A])).toEqual(['/dt/1.html', '/gg/3.html', '/dt/2.html'])
  })

  it.each<[string, PageRecord]>([
    ['too new to be in the index', record('/dt/9.html', '区教育局开展消防安全检查', '2026-11-01')],
    ['too old', record('/dt/9.html', '区教育局开展消防安全检查', '2020-11-01')],
    ['too short a title', record('/dt/9.html', '公告', '2026-09-10')],
    ['too long a title', record('/dt/9.html', '关于'.repeat(30), '2026-09-10')],
    ['without a day', record('/dt/9.html', '区教育局开展消防安全检查', null)],
    ['a list', record('/dt/9.html', '区教育局开展消防安全检查', '2026-09-10', { kind: 'column' })],
    ['an error page', record('/dt/9.html', '区教育局开展消防安全检查', '2026-09-10', { softError: '404' })],
    [
      'filled by script',
      record('/dt/9.html', '区教育局开展消防安全检查', '2026-09-10', { needsScript: true }),
    ],
  ])('never one that is %s', (_, page) => {
    expect(chosen([page])).toEqual([])
  })

  it('never a title that two pages bear, nor another unit’s', () => {
    expect(chosen([A, record('/dt/7.html', A.facts?.title ?? '', '2026-08-01')])).toEqual([])
    expect(chosen([A], () => false)).toEqual([])
  })
})

describe('a result page', () => {
  const ITEM = {
    title: '关于印发校外培训管理办法的通知',
    url: `${ORIGIN}/wj/1.html`,
    phrase: '关于印发校外培训管理办法',
  }
  const results = (body: string): PageFacts =>
    readPage({
      url: `${ORIGIN}/search?q=x`,
      body: Buffer.from(
        `<html><head><title>搜索结果</title></head><body><div class="top"><form action="/search"><input name="q" value="x"><input type="submit" value="搜索"></form></div>${body}</body></html>`,
      ),
      contentType: 'text/html',
      status: 200,
    })
  const entry = (url: string, title: string) =>
    `<li><h3><a href="${url}">${title}</a></h3><p>各校：现印发给你们，请遵照执行。</p><span>2026-06-04</span></li>`

  it.each([
    [
      'found by its title',
      `<ul class="result">${entry('/x?id=9', ITEM.title)}${entry('/b', '另一条信息的标题')}</ul>`,
      'found',
    ],
    [
      'found by a title cut short',
      `<ul class="result">${entry('/x?id=9', '关于印发校外培训管理办…')}${entry('/b', '另一条信息的标题')}</ul>`,
      'found',
    ],
    [
      'found by its address',
      `<ul class="result">${entry('/wj/1.html', '通知')}${entry('/b', '另一条信息的标题')}</ul>`,
      'found',
    ],
    [
      'other results',
      `<p>找到相关结果2条</p><ul class="result">${entry('/a', '区教育局召开会议')}${entry('/b', '另一条信息的标题')}</ul>`,
      'other',
    ],
    ['none', '<p>抱歉，没有找到与“x”相关的结果</p>', 'none'],
    ['none, counted', '<p>为您找到相关结果 0 条</p>', 'none'],
    ['nothing that a reader can tell', '<div id="app"></div>', 'unread'],
  ])('%s', (_, body, expected) => {
    expect(outcomeOf(results(body), ITEM)).toBe(expected)
  })

  it('that could not be read says nothing', () => {
    expect(outcomeOf(null, ITEM)).toBe('unread')
  })
})
