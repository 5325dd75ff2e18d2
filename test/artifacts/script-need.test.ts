/** Whether a page's content comes by script; payloads that scripts fetch are lists of their own. */
import { describe, expect, it } from 'vitest'
import { framed, HERE, read } from './page.js'

const FETCH = `<script>$.ajax({url:'/api/list',success:function(d){$('#list').html(d)}})</script>`

describe('needs a script', () => {
  it.each([
    [
      'an application shell',
      '<html><head><title>公开</title></head><body><div id="app"></div><script src="/js/chunk-vendors.3f2.js"></script><script src="/js/app.1c.js"></script></body></html>',
    ],
    ['an empty list that its script fills', framed(`<h2>工作动态</h2><ul id="list"></ul>${FETCH}`)],
    [
      'a frame that holds nothing but the script of its menu',
      '<html><body><script src="menu.js"></script></body></html>',
    ],
    [
      'next to nothing beside the menu, with a script of the portal',
      `<html><body><ul>${'<li><a href="/lm/1.html">政府信息公开指南</a></li>'.repeat(12)}</ul><p>您的位置：首页 &gt; 人事信息</p><div id="xxlb" data-lm="14"></div><p>主办：云溪区水务局</p><script src="/res/xx.js"></script></body></html>`,
    ],
    [
      'a list that says it is loading',
      framed(`<ul id="list"><li class="loading">正在加载…</li></ul><script src="/js/list.js"></script>`),
    ],
    ['a list with a placeholder that its script replaces', framed(`<div id="list">暂无数据</div>${FETCH}`)],
    [
      'a template that nothing filled in',
      framed('<ul><li v-for="a in rows"><a>{{a.title}}</a></li></ul><script src="/js/own.js"></script>'),
    ],
    [
      'an empty list with the site’s own script',
      framed('<ul class="news-list"></ul><script src="/js/column.js"></script>'),
    ],
    [
      'an empty list with a plugin that the site wrote',
      framed('<ul class="news-list"></ul><script src="/js/jquery.list.js?v=2"></script>'),
    ],
    [
      'an empty list with a script of the site’s that begins like a library',
      framed('<ul class="news-list"></ul><script src="/js/jquery.gov.js"></script>'),
    ],
    [
      'an empty list with a script in a library’s folder',
      framed('<ul class="news-list"></ul><script src="/visit/js/getDataList.js"></script>'),
    ],
    [
      'a table of which only the head stands there, with the site’s own script',
      framed(
        '<table class="tb"><thead><tr><th>标题</th><th>发布日期</th></tr></thead><tbody></tbody></table><script src="/js/column.js"></script>',
      ),
    ],
  ])('%s', (_, html) => {
    expect(read(html)).toMatchObject({ needsScript: true, placeholder: null, items: [] })
  })

  it.each([
    ['a page without scripts', framed('<ul id="list"></ul>')],
    [
      'a frame that only counts visits',
      '<html><body><script src="/visitcount/count.js"></script></body></html>',
    ],
    [
      'the head of a table under a library',
      framed(
        '<table><thead><tr><th>标题</th></tr></thead><tbody></tbody></table><script src="/js/jquery.js"></script>',
      ),
    ],
    [
      'an empty list with counters, a library and a carousel',
      framed(
        '<ul class="list"></ul><p>暂无信息</p><script src="/js/jquery.min.js"></script><script src="https://hm.baidu.com/hm.js"></script><script src="/js/swiper.js"></script>',
      ),
    ],
    [
      'an empty list with plugins that move and print',
      framed(
        '<ul class="list"></ul><script src="/js/jquery-3.6.0.min.js"></script><script src="/js/jQuery-jcMarquee.js"></script><script src="/js/jquery.SuperSlide.2.1.js"></script><script src="/js/jquery.jqprint-0.3.js"></script><script src="/js/navlist.js"></script>',
      ),
    ],
    [
      'a page that only loads its header and footer',
      framed(
        `<div id="head"></div><h2>指南</h2><p>暂无信息</p><script>$('#head').load('head.html');$('#footer').load('footer.html')</script>`,
      ),
    ],
    [
      'a list that stands there',
      framed(
        `<ul id="list"><li><a href="/a/t20260101_1.html">第一号文件</a><span>2026-01-01</span></li></ul>${FETCH}`,
      ),
    ],
    [
      'a list in an inline data store',
      framed(
        `<script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/a/1.html">第一号文件</a></li>]]></record></recordset></datastore></script><script src="/js/jpage.js"></script>`,
      ),
    ],
  ])('not %s', (_, html) => {
    expect(read(html).needsScript).toBe(false)
  })
})

describe('an inline data store', () => {
  it('holds the list beside other entries that the page shows', () => {
    const shown = `<div class="l"><ul>${['11', '12', '13'].map((day) => `<li><a href="/b/${day}.html">本站要闻第${day}条</a><span>2026-11-${day}</span></li>`).join('')}</ul></div>`
    const store =
      '<div id="77"><script type="text/xml"><datastore><recordset><record><![CDATA[<li><a href="/a/1.html">第一号文件</a><span>2026-09-03</span></li>]]></record></recordset></datastore></script></div>'
    expect(read(framed(`${shown}${store}`)).items.map(({ title }) => title)).toEqual([
      '第一号文件',
      '本站要闻第11条',
      '本站要闻第12条',
      '本站要闻第13条',
    ])
  })

  const inline = (store: string) =>
    framed(`<div id="77"><script type="text/xml">${store}</script></div><p>第1页</p>`)
  it.each([
    [
      'names in capitals',
      '<DATASTORE><TOTALRECORD>1</TOTALRECORD><RECORDSET><RECORD><![CDATA[<li><a href="/a/1.html">第一号文件</a></li>]]></RECORD></RECORDSET></DATASTORE>',
      ['第一号文件'],
      false,
    ],
    [
      'entries that nobody can read',
      '<datastore><totalrecord>12</totalrecord><rows enc="1">a8f9</rows></datastore>',
      [],
      true,
    ],
    [
      'no entries at all',
      '<datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>',
      [],
      false,
    ],
  ])('with %s', (_, store, titles, needsScript) => {
    const facts = read(inline(store))
    expect([facts.items.map(({ title }) => title), facts.needsScript]).toEqual([titles, needsScript])
  })
})

describe('payloads', () => {
  it('reads a hanweb data store', () => {
    const xml = `<datastore><totalrecord>3432</totalrecord><totalpage>35</totalpage><nextgroup><![CDATA[<a href="./dataproxy.jsp?page=2&webname=温州市科学技术局"></a>]]></nextgroup><recordset><record><![CDATA[<li><a href="/art/2017/5/24/art_1_2.html" title='关于监督检查的通知'><div class="text">关于监督检查…</div><div class="text-date">2017-05-24</div></a></li>]]></record></recordset></datastore>`
    expect(read(xml, 'http://kj.gov.cn/module/jpage/dataproxy.jsp?page=1')).toMatchObject({
      kind: 'column',
      listFrom: 'datastore',
      siteName: '温州市科学技术局',
      title: null,
      items: [
        {
          title: '关于监督检查的通知',
          url: 'http://kj.gov.cn/art/2017/5/24/art_1_2.html',
          date: '2017-05-24',
          source: null,
        },
      ],
      newest: '2017-05-24',
      pager: { total: 3432, pages: 35, urls: [expect.stringContaining('dataproxy.jsp?page=2')] },
      needsScript: false,
    })
  })

  it('reads a JSON list with dates in any of the usual keys', () => {
    const rows = [
      { docTitle: '甲文件', docPubUrl: '/a/1.html', docRelTime: '2026-01-05 09:00' },
      { docTitle: '乙文件', docPubUrl: '/a/t20251231_2.html' },
      { docTitle: '丙文件', docPubUrl: 'javascript:alert(1)', docRelTime: 1767196800 },
    ]
    const facts = read(JSON.stringify({ code: 0, data: { total: 41, list: rows } }), HERE)
    expect(facts).toMatchObject({
      kind: 'column',
      listFrom: 'datastore',
      pager: { total: 41, pages: null, urls: [] },
    })
    expect(facts.items.map(({ title, date }) => [title, date])).toEqual([
      ['甲文件', '2026-01-05'],
      ['乙文件', '2025-12-31'],
      ['丙文件', '2026-01-01'],
    ])
    expect(facts.items[2]?.url).toBeNull()
  })
})
