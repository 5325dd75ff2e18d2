/** The portal's own search: its form, and how often a keyword stands in the result entries. */
import { describe, expect, it } from 'vitest'
import { countKeyword, findSearchForm } from '../../src/artifacts/search.js'
import { HERE, read } from './page.js'

const AT = 'http://xxgk.yunxi.gov.cn/search.do?q=精准扶贫'
const results = (entries: string, total = 2) =>
  read(
    `<html><head><title>搜索结果</title></head><body><div class="nav"><ul><li><a href="/jzfp/">精准扶贫</a></li><li><a href="/tz/">通知公告</a></li></ul></div>
<form action="/search.do"><input name="q" value="精准扶贫"></form><div class="says">为您找到“精准扶贫”相关结果 ${total} 条，相关搜索：精准扶贫政策</div>
${entries}<div class="page"><a href="/search.do?q=精准扶贫&p=2">下一页</a></div><div class="side"><h4>热门搜索</h4><a href="/search.do?q=1">精准扶贫</a></div></body></html>`,
    AT,
  )

describe('countKeyword', () => {
  const twice = { occurrences: 3, entries: 2 }
  it.each([
    [
      'rows of divs',
      '<div class="results"><div class="result"><h3><a href="/a/1">精准扶贫简报</a></h3><p>落实精准扶贫要求。</p></div><div class="result"><h3><a href="/a/2">驻村工作</a></h3><p>帮扶见成效，精准扶贫。</p></div></div>',
      twice,
    ],
    [
      'list rows',
      '<ul><li><a href="/a/1">全区精准扶贫工作简报</a><p>落实精准扶贫要求。</p></li><li><a href="/a/2">驻村工作队员讲故事</a><p>精准扶贫。</p></li></ul>',
      twice,
    ],
    [
      'dl rows',
      '<dl><dt><a href="/a/1">全区精准扶贫工作简报</a></dt><dd>落实精准扶贫要求。</dd><dt><a href="/a/2">驻村工作队员讲故事</a></dt><dd>精准扶贫。</dd></dl>',
      twice,
    ],
    [
      'titles and words in turn',
      '<div><h3><a href="/a/1">全区精准扶贫工作简报</a></h3><p>落实精准扶贫要求。</p><h3><a href="/a/2">驻村工作队员讲故事</a></h3><p>帮扶，精准扶贫。</p></div>',
      twice,
    ],
    [
      'highlighting inside the word',
      '<div class="result"><h3><a href="/a/1" title="精准扶贫简报"><em>精准</em><em>扶贫</em>简报</a></h3><p>落实<font color="red">精准</font>扶贫要求。</p></div><div class="result"><h3><a href="/a/2">驻村工作</a></h3><p>精 准 扶 贫。</p></div>',
      twice,
    ],
    [
      'a single entry',
      '<div class="list"><div class="it"><h3><a href="/a/1">精准扶贫工作情况简报</a></h3><p>落实精准扶贫要求。</p></div></div>',
      { occurrences: 2, entries: 1 },
    ],
    [
      'labelled lines about the entry',
      '<div class="result"><h3><a href="/a/1">驻村工作情况的简报</a></h3><p>帮扶见成效。</p><p>栏目：精准扶贫</p><p>http://a.gov.cn/精准扶贫/1.html</p></div>',
      { occurrences: 0, entries: 0 },
    ],
  ])('%s', (_, entries, count) => {
    const facts = results(entries)
    expect(facts.kind).toBe('search-results')
    expect(countKeyword(facts, '精准扶贫')).toEqual(count)
  })

  it('finds nothing where the search found nothing', () => {
    const facts = results('<div class="none">没有找到与“精准扶贫”相关的结果，换个词试试。</div>', 0)
    expect(facts.results).toEqual([])
    expect(countKeyword(facts, '精准扶贫')).toEqual({ occurrences: 0, entries: 0 })
  })

  it('folds full-width and half-width forms', () => {
    expect(
      countKeyword(results('<div class="result"><a href="/a/1">ＧＤＰ统计情况公报</a></div>'), 'gdp')
        .occurrences,
    ).toBe(1)
  })
})

describe('findSearchForm', () => {
  const form = (html: string) => {
    const found = findSearchForm(read(`<html><body>${html}</body></html>`))
    return found === null ? null : { action: found.action, method: found.method, field: found.field }
  }

  it.each([
    [
      'a form that says so',
      '<form action="/so/s" method="get"><input type="hidden" name="siteCode" value="7"><input name="qt" placeholder="请输入搜索内容"><button>搜索</button></form>',
      { action: 'http://xxgk.yunxi.gov.cn/so/s', method: 'get', field: 'qt' },
    ],
    [
      'a posted form with a picture button',
      '<form action="/was5/web/search" method="post"><input name="searchword" value="请输入关键词"><input type="image" src="b.png"></form>',
      { action: 'http://xxgk.yunxi.gov.cn/was5/web/search', method: 'post', field: 'searchword' },
    ],
    [
      'a form whose controls fell out of it',
      '<table><tr><td>站内搜索：</td><form name="f" action="http://was.yunxi.gov.cn/was40/search"></form><td><input type="text" name="searchword"><input type="hidden" name="channelid" value="3"></td></tr></table>',
      { action: 'http://was.yunxi.gov.cn/was40/search', method: 'get', field: 'searchword' },
    ],
    [
      'no login',
      '<form action="/login"><input name="user" placeholder="用户名"><input type="password" name="p"></form>',
      null,
    ],
    [
      'no letter query',
      '<form action="/query"><input name="code" placeholder="信件编号"><input name="pwd" placeholder="查询码"></form>',
      null,
    ],
    ['no subscription', '<form action="/sub"><input name="mail" placeholder="邮件订阅"></form>', null],
  ])('%s', (_, html, wanted) => {
    expect(form(html)).toEqual(wanted)
  })

  it('keeps the other fields as they stand', () => {
    const facts = read(
      '<form action="/search"><input type="hidden" name="siteId" value="12"><input name="key" placeholder="搜索"></form>',
      HERE,
    )
    expect(findSearchForm(facts)?.fields.map(({ name, type, value }) => ({ name, type, value }))).toEqual([
      { name: 'siteId', type: 'hidden', value: '12' },
      { name: 'key', type: 'text', value: '' },
    ])
  })
})
