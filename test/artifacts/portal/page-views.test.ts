/** What single pages are taken for: attachments promised, documents marked, articles empty, upper portals linked. */
import { describe, expect, it } from 'vitest'
import { annexOf } from '../../../src/artifacts/portal/annex.js'
import type { SitePage } from '../../../src/artifacts/portal/site-index.js'
import { read } from '../page.js'
import { ORIGIN, unit } from './harvested.js'
import { article, list, PAGES, page, seen } from './small-portal.js'

const TEXT = '<p>各有关单位要高度重视，结合工作实际抓好落实，及时公开进展情况，接受社会监督。</p>'

/** The portal with one more article in its list of notices. */
function withArticle(body: string, title = '关于开展年度考评的通知', index = '') {
  return {
    ...PAGES,
    '/tzgg/': page('通知公告', list(['/tzgg/t9.html', title, '2026-05-20'])),
    '/tzgg/t9.html': article(title, '2026-05-20', { body, index, trail: ['通知公告'] }),
  }
}
const viewOf = (body: string, title?: string, index?: string) =>
  seen(withArticle(body, title, index)).pages.find(({ url }) => url === `${ORIGIN}/tzgg/t9.html`)

describe('attachments promised', () => {
  const END = '<p>云溪区教育局</p><p>2026年5月20日</p>'
  it.each([
    [
      'a list and nothing else',
      `${TEXT}<p>附件：1.考评表</p><p>2.评分标准</p>${END}`,
      undefined,
      'none',
      null,
    ],
    ['a bare heading', `${TEXT}<p>附件：考评表</p>`, undefined, 'none', null],
    ['a sentence', '<p>请各校按时报送，具体安排详见附件。</p>', undefined, 'none', null],
    ['nothing said', TEXT, undefined, null, null],
    ['a file', `${TEXT}<p>附件：<a href="/f/1.doc">考评表</a></p>`, undefined, 'shown', null],
    [
      'a link by script',
      `${TEXT}<p>附件：<a href="javascript:down(3)">考评表.doc</a></p>`,
      undefined,
      'shown',
      null,
    ],
    [
      'words that hand a file over by a script of the site',
      `${TEXT}<p>附件：<span onclick="downFile('/f/4.xls')">考评表</span></p>`,
      undefined,
      'none',
      'script',
    ],
    [
      'words that only print the page',
      `${TEXT}<p>附件：考评表</p><p><span onclick="window.print()">打印</span></p>`,
      undefined,
      'none',
      null,
    ],
    [
      'a link to a page of that name',
      `${TEXT}<p>附件：1.考评表</p><p><a href="/x/3.html">考评表</a></p>`,
      undefined,
      'shown',
      null,
    ],
    ['a frame', `${TEXT}<p>附件：考评表</p><iframe src="/view.html?f=1"></iframe>`, undefined, 'shown', null],
    [
      'the annex in the text',
      `${TEXT}<p>附件：考评表</p>${END}<p>附件</p><p>考评表</p><p>一、考评按百分制。</p>`,
      undefined,
      'follows',
      null,
    ],
    [
      'the annex as a table',
      `${TEXT}<p>详见附件。</p>${END}<p>附件1</p><table><tr><td>学校</td><td>得分</td></tr><tr><td>一小</td><td>98</td></tr></table>`,
      undefined,
      'follows',
      null,
    ],
    ['left out', `${TEXT}<p>附件略。</p>`, undefined, null, null],
    ['left out of a list', `${TEXT}<p>附件：1.考评表（略）</p>${END}`, undefined, 'declared', null],
    ['sent apart', `${TEXT}<p>附件：考评表（另发）</p>`, undefined, 'declared', null],
    ['kept in the house', `${TEXT}<p>附件：考评表（内部资料）</p>`, undefined, 'declared', null],
    ['for some alone', `${TEXT}<p>附件：考评表（仅发相关单位）</p>`, undefined, 'declared', null],
    [
      'behind an address',
      `${TEXT}<p>附件：考评表（网址：http://www.yunxi.test/a）</p>`,
      undefined,
      'declared',
      null,
    ],
    ['not disclosed', `${TEXT}<p>附件：考评表（此附件不公开）</p>`, undefined, 'declared', null],
    ['to be had elsewhere', '<p>报名表见附件，请登录区教育局网站下载。</p>', undefined, 'declared', null],
    ['none', `${TEXT}<p>附件：无</p>`, undefined, 'declared', null],
    ['another document’s', '<p>标准按照《考评办法》附件2执行。</p>', undefined, null, null],
    [
      'a picture',
      `${TEXT}<p>附件：考评表</p><p><img src="/a.jpg" width="600"></p>`,
      undefined,
      'none',
      'pictures',
    ],
    [
      'a script that speaks of files',
      `${TEXT}<p>附件：考评表</p><div id="fj"></div><script>load('fujian')</script>`,
      undefined,
      'none',
      'script',
    ],
    [
      'an explanation',
      '<p>考评办法明确了评分项目和权重，具体标准见附件。</p>',
      '《考评办法》政策解读',
      'none',
      'other-document',
    ],
  ])('%s', (_, body, title, standing, doubt) => {
    const { annex } = viewOf(body, title) ?? {}
    expect(annex === null || annex === undefined ? [null, null] : [annex.standing, annex.doubt]).toEqual([
      standing,
      doubt,
    ])
  })

  it('are sought in the box beside the text too', () => {
    const pages = withArticle(`${TEXT}<p>附件：考评表</p>`)
    const boxed = pages['/tzgg/t9.html'].replace(
      '<div class="footer">',
      '<div class="sidebar"><a href="/f/1.xls">考评表.xls</a></div><div class="footer">',
    )
    const view = seen({ ...pages, '/tzgg/t9.html': boxed }).pages.find(({ url }) => url.endsWith('t9.html'))
    expect(view?.annex?.standing).toBe('shown')
  })

  it('are there where a link of the text answers with a file, whatever it is called', () => {
    const facts = read(
      article('关于开展年度考评的通知', '2026-05-20', {
        body: `<p>具体安排详见附件。</p><p><a href="/f.jsp?id=3">考评安排</a></p>${TEXT}`,
      }),
      `${ORIGIN}/tzgg/t9.html`,
    )
    const standing = (file: string) => {
      const targets = { common: new Set<string>(), isFile: (url: string) => url === `${ORIGIN}${file}` }
      return annexOf({ facts } as SitePage, '关于开展年度考评的通知', targets)?.standing
    }
    expect([standing('/f.jsp?id=3'), standing('/other.jsp')]).toEqual(['shown', 'none'])
  })
})

describe('official documents', () => {
  const NUMBER = '<p>云教〔2026〕7号</p>'
  it.each([
    ['no number in the text', TEXT, undefined, '', null],
    ['unmarked', NUMBER + TEXT, undefined, '', [null, null]],
    ['unmarked, in other brackets', `<p>云教［2026］7号</p>${TEXT}`, undefined, '', [null, null]],
    ['marked', `${NUMBER}${TEXT}<p>（此件公开发布）</p>`, undefined, '', ['此件公开', null]],
    [
      'marked as this text',
      `${NUMBER}${TEXT}<p>（本文主动公开）</p>`,
      undefined,
      '',
      ['(本文主动公开)', null],
    ],
    ['marked in full', `${NUMBER}${TEXT}<p>〔全文公开〕</p>`, undefined, '', ['〔全文公开〕', null]],
    [
      'marked by its range',
      `${NUMBER}${TEXT}<p>发布范围：全社会</p>`,
      undefined,
      '',
      ['发布范围:全社会', null],
    ],
    ['marked as disclosed', `${NUMBER}${TEXT}<p>(此件主动公开)</p>`, undefined, '', ['此件主动公开', null]],
    [
      'a field',
      NUMBER + TEXT,
      undefined,
      '<table><tr><td>公开方式</td><td>主动公开</td></tr></table>',
      ['主动公开', null],
    ],
    [
      'an empty field',
      NUMBER + TEXT,
      undefined,
      '<table><tr><td>公开属性</td><td></td></tr></table>',
      [null, 'field-empty'],
    ],
    ['older than the rule', `<p>云教〔2015〕7号</p>${TEXT}`, undefined, '', [null, 'before-rule']],
    ['a repost', NUMBER + TEXT, '转发市教育局关于安全工作的通知', '', [null, 'foreign']],
    ['a reply', NUMBER + TEXT, '关于区政协第12号提案的答复', '', [null, 'reply']],
    ['a decision on a case', `<p>云教罚〔2026〕7号</p>${TEXT}`, '行政处罚决定书', '', null],
    [
      'a number in a sentence',
      `<p>根据云教〔2026〕7号文件要求，现将有关事项通知如下。</p>${TEXT}`,
      undefined,
      '',
      null,
    ],
  ])('%s', (_, body, title, index, expected) => {
    const mark = viewOf(body, title, index)?.mark
    expect(mark ? [mark.mark, mark.doubt] : null).toEqual(expected)
  })
})

describe('articles without a body', () => {
  it.each([
    ['title and date', '', 'yes'],
    ['a text', TEXT, null],
    ['a short text', '<p>经研究，予以同意，此复。</p>', null],
    ['a picture', '<p><img src="/a.jpg"></p>', null],
    ['a file', '<p><a href="/f/1.pdf">全文</a></p>', null],
    ['a film', '<video src="/a.mp4"></video>', null],
    ['a frame', '<iframe src="/v.html"></iframe>', null],
    ['a link', '<p><a href="http://www.gov.cn/x.htm">点击查看原文</a></p>', null],
    ['a script in its place', '<script>player("a1")</script>', 'script'],
  ])('%s', (_, body, expected) => {
    expect(viewOf(body || ' ')?.layout?.empty ?? null).toBe(expected)
  })
})

describe('upper portals', () => {
  const CITY = 'http://www.wenzhou.test/'
  const linked = (home: string) =>
    seen(
      { ...PAGES, '/': page('云溪区教育局', home) },
      { unit: unit('edu', '区教育局', { upperPortals: [CITY] }) },
    ).upperPortals
  it.each([
    ['a link', '<a href="http://www.wenzhou.test/">市政府</a>', 'link'],
    ['a link to a page of it, without www', '<a href="https://wenzhou.test/zwgk/">市政府</a>', 'link'],
    ['a picture', '<a href="http://www.wenzhou.test/"><img src="/logo.png"></a>', 'link'],
    ['an option', '<select><option value="http://www.wenzhou.test/">市政府</option></select>', 'link'],
    ['a handler', '<p onclick="window.open(\'http://www.wenzhou.test/\')">市政府</p>', 'link'],
    ['a page that leads on', '<a href="/go.jsp?url=http%3A%2F%2Fwww.wenzhou.test%2F">市政府</a>', 'link'],
    ['another site of its domain', '<a href="http://jyj.wenzhou.test/">市教育局</a>', 'related'],
    ['a script', '<script>var u = "http://www.wenzhou.test/"</script>', 'related'],
    ['nothing', '<p>没有链接</p>', null],
    ['a host that only ends alike', '<a href="http://www.notwenzhou.test/">别的网站</a>', null],
  ])('%s', (_, home, expected) => {
    expect(linked(home)).toEqual([{ url: CITY, linked: expected }])
  })
})
