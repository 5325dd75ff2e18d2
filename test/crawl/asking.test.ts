/** A page that comes back unchanged is no result of a search. */
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { cameBack } from '../../src/crawl/asking.js'

const page = (title: string, content: string, path = '/') =>
  readPage({
    url: `http://gov.test${path}`,
    body: Buffer.from(`<title>${title}</title><form method="post"><input name="key"></form>${content}`),
    contentType: 'text/html; charset=utf-8',
  })

const START = page('区统计局', '<p>欢迎访问区统计局网站。</p>')

describe('a page that comes back', () => {
  it.each([
    ['the start page itself', START, page('区统计局', '<p>欢迎访问区统计局网站。</p>'), true],
    ['other words under the same title', START, page('区统计局', '<p>共找到3条信息。</p>'), false],
    ['another title', START, page('站内检索', '<p>欢迎访问区统计局网站。</p>'), false],
    ['results', START, page('搜索结果', '<p>共找到0条结果</p>', '/search?q=a'), false],
    ['a search by template', null, START, false],
  ])('%s', (_, stood, facts, back) => {
    expect(cameBack(stood, facts)).toBe(back)
  })
})
