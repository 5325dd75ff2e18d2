/** A column's entries in every shape that portals give lists, and what is no entry of it. */
import { describe, expect, it } from 'vitest'
import { framed, HERE, read } from './page.js'

const A = {
  title: '区教育局召开秋季开学工作会议',
  url: `${HERE}202609/t20260903_1.html`,
  date: '2026-09-03',
  source: null,
}
const B = {
  title: '关于做好2026年招生工作的通知',
  url: `${HERE}202608/t20260828_2.html`,
  date: '2026-08-28',
  source: null,
}
const hrefA = './202609/t20260903_1.html'
const hrefB = './202608/t20260828_2.html'

describe('list shapes', () => {
  const shapes: [string, string][] = [
    [
      'ul and li',
      `<ul><li><a href="${hrefA}">${A.title}</a><span>2026-09-03</span></li><li><a href="${hrefB}">${B.title}</a><span>[2026-08-28]</span></li></ul>`,
    ],
    [
      'grids above a count of pages',
      `<section><div class="rows"><div class="r"><a href="${hrefA}">${A.title}</a><time>2026-09-03</time></div><div class="r"><a href="${hrefB}">${B.title}</a><time>2026-08-28</time></div></div><div class="pg"><button>上一页</button><span>1/1</span><button>下一页</button> 共2条</div></section>`,
    ],
    [
      'grids above a line that counts pages',
      `<section><div class="r"><a href="${hrefA}">${A.title}</a><time>2026-09-03</time></div><div class="r"><a href="${hrefB}">${B.title}</a><time>2026-08-28</time></div><p>共2条 1/1 <button>下一页</button></p></section>`,
    ],
    [
      'grids below a day of their own',
      `<section><p>更新日期：2026-09-05</p><div class="r"><a href="${hrefA}">${A.title}</a><time>2026-09-03</time></div><div class="r"><a href="${hrefB}">${B.title}</a><time>2026-08-28</time></div></section>`,
    ],
    [
      'li that nobody closes',
      `<ul><li><a href="${hrefA}">${A.title}</a><span>2026-09-03</span><li><a href="${hrefB}">${B.title}</a><span>2026年8月28日</span></ul>`,
    ],
    [
      'dl with dt and dd',
      `<dl><dt><a href="${hrefA}">${A.title}</a></dt><dd>2026-09-03</dd><dt><a href="${hrefB}">${B.title}</a></dt><dd>2026/08/28</dd></dl>`,
    ],
    [
      'dl per entry',
      `<dl><dt>2026-09-03</dt><dd><a href="${hrefA}">${A.title}</a></dd></dl><dl><dt>2026-08-28</dt><dd><a href="${hrefB}">${B.title}</a></dd></dl>`,
    ],
    [
      'dd rows',
      `<dl><dd><a href="${hrefA}">${A.title}</a><em>(2026-09-03)</em></dd><dd><a href="${hrefB}">${B.title}</a><em>(2026-08-28)</em></dd></dl>`,
    ],
    [
      'table rows',
      `<table><tr><td><img src="/images/dot.gif"></td><td><a href="${hrefA}">${A.title}</a></td><td>2026-09-03</td></tr><tr><td></td><td><a href="${hrefB}">${B.title}</a></td><td>2026-08-28</td></tr></table>`,
    ],
    [
      'a table per row',
      `<table><tr><td><a href="${hrefA}">${A.title}</a></td><td>2026-09-03</td></tr></table><table><tr><td><a href="${hrefB}">${B.title}</a></td><td>2026-08-28</td></tr></table>`,
    ],
    [
      'links and dates side by side',
      `<div><a href="${hrefA}">${A.title}</a> 2026-09-03<br><a href="${hrefB}">${B.title}</a> 2026-08-28<br></div>`,
    ],
    [
      'div rows with the date in the link',
      `<div class="row"><a href="${hrefA}" title="${A.title}"><div class="text">${A.title.slice(0, 8)}...</div><div class="d">2026-09-03</div></a></div><div class="row"><a href="${hrefB}" title="${B.title}"><div class="text">${B.title}</div><div class="d">2026-08-28</div></a></div>`,
    ],
    [
      'big day beside year and month, with words below',
      `<div class="item"><div class="time"><b>03</b><span>2026-09</span></div><h3><a href="${hrefA}">${A.title}</a></h3><p>会议于2025年1月1日筹备。</p></div><div class="item"><div class="time"><b>28</b><span>2026-08</span></div><h3><a href="${hrefB}">${B.title}</a></h3><p>学校名单附后。</p></div>`,
    ],
    [
      'a date split over elements',
      `<ul><li><a href="${hrefA}">${A.title}</a><i>2026</i>-<i>09</i>-<i>03</i></li><li><a href="${hrefB}">${B.title}</a><i>2026</i>-<i>08</i>-<i>28</i></li></ul>`,
    ],
    [
      'a row that opens by its handler',
      `<table><tr onclick="location.href='${hrefA}'"><td>${A.title}</td><td>2026-09-03</td></tr><tr onclick="window.open('${hrefB}')"><td>${B.title}</td><td>2026-08-28</td></tr></table>`,
    ],
    [
      'literal document.writeln',
      `<script>document.writeln("<ul><li><a href='${hrefA}'>${A.title}</a><span>2026-09-03</span></li>");document.writeln('<li><a href="${hrefB}">${B.title}</a><span>2026-08-28</span></li></ul>');</script>`,
    ],
    [
      'an inline data store',
      `<div id="77"><script type="text/xml"><datastore><totalrecord>2</totalrecord><totalpage>1</totalpage><recordset><record><![CDATA[<li><a href="${hrefA}">${A.title}</a><span>2026-09-03</span></li>]]></record><record><![CDATA[<li><a href="${hrefB}">${B.title}</a><span>2026-08-28</span></li>]]></record></recordset></datastore></script></div>`,
    ],
    [
      'a category link before the title',
      `<ul><li>[<a href="/jy/">教育</a>] <a href="${hrefA}">${A.title}</a><span>2026-09-03</span></li><li>[<a href="/jy/">教育</a>] <a href="${hrefB}">${B.title}</a><span>2026-08-28</span></li></ul>`,
    ],
    [
      'a label before the date',
      `<ul><li><a href="${hrefA}">${A.title}</a><p>发布时间：2026-09-03 10:20</p></li><li><a href="${hrefB}">${B.title}</a><p>发布时间：2026-08-28 08:00</p></li></ul>`,
    ],
    [
      'dates without year that their addresses settle',
      `<ul><li><a href="${hrefA}">${A.title}</a><span>09-03</span></li><li><a href="${hrefB}">${B.title}</a><span>08-28</span></li></ul>`,
    ],
  ]
  it.each(shapes)('%s', (_, html) => {
    const facts = read(framed(`<h2>工作动态</h2>${html}`))
    expect(facts.items).toEqual([A, B])
    expect(facts).toMatchObject({
      kind: 'column',
      newest: '2026-09-03',
      needsScript: false,
      placeholder: null,
    })
  })

  it('keeps an entry that only a script opens', () => {
    const facts = read(
      framed(`<ul><li><p onclick="xq(1)">${A.title}</p></a><span>2026-09-03</span></li></ul>`),
    )
    expect(facts.items).toEqual([{ ...A, url: null }])
  })

  it('reads a catalogue by its header and leaves out rows that repeat the labels or are empty', () => {
    const labels = '<td>索引号</td><td>发布机构</td><td>信息名称</td><td>生成日期</td><td>废止日期</td>'
    const facts = read(
      framed(
        `<table><tr>${labels}</tr><tr><td>330-1</td><td>区教育局</td><td>围栏改造工程磋商公告</td><td>2026-07-27</td><td></td></tr><tr>${labels}</tr><tr><td></td><td></td><td></td><td></td><td></td></tr></table>`,
      ),
    )
    expect(facts.items).toEqual([
      { title: '围栏改造工程磋商公告', url: null, date: '2026-07-27', source: '区教育局' },
    ])
    expect(facts.indexNumber).toBe('330-1')
  })

  it('leaves a date null that nothing settles, or that does not exist', () => {
    const facts = read(
      framed(
        `<ul><li><a href="/a/1.html">${A.title}</a><span>09-03</span></li><li><a href="/a/2.html">${B.title}</a><span>2026-02-30</span></li></ul>`,
      ),
    )
    expect(facts.items.map((item) => item.date)).toEqual([null, null])
    expect(facts.newest).toBeNull()
  })

  it('takes a list in groups of five with rules between them for one list', () => {
    const group = (from: number) =>
      `<ul>${[0, 1, 2, 3, 4].map((n) => `<li><a href="./t20260903_${from + n}.html">检查情况通报第${from + n}期</a><span>2026-09-03</span></li>`).join('')}</ul><div class="line"></div>`
    const facts = read(framed(`<div class="list">${group(0)}${group(5)}${group(10)}${group(15)}</div>`))
    expect(facts.items).toHaveLength(20)
  })

  it('counts tab panels that wait behind the first, not a hidden twin of the list', () => {
    const tab = (n: number, style: string) =>
      `<ul class="list1" style="${style}"><li><a href="./t20260903_${n}.html">第${n}号文件</a><span>2026-09-03</span></li></ul>`
    const tabs = read(framed(`<div class="tabs">${tab(1, '')}${tab(2, 'display:none')}</div>`))
    expect(tabs.items.map((item) => item.title)).toEqual(['第1号文件', '第2号文件'])
    const twin = read(
      framed(
        `<div style="display:none"><ul><li ms-repeat="docs"><a>{{el.title}}</a><span>2020-01-01</span></li></ul>暂无数据<img src="/loading.gif"></div>${tab(1, '')}`,
      ),
    )
    expect(twin.items.map((item) => item.title)).toEqual(['第1号文件'])
    const panel = (n: number, style: string) =>
      `<div id="c${n}" style="${style}"><div>${tab(n, '')}</div></div>`
    const panels = read(framed(`<div class="tabs">${panel(1, '')}${panel(2, 'display:none')}</div>`))
    expect(panels.items.map((item) => item.title)).toEqual(['第1号文件', '第2号文件'])
    const first = '<div id="c1"><ul class="list1"></ul></div>'
    const behind = read(framed(`<div class="tabs">${first}${panel(2, 'display:none')}</div>`))
    expect(behind.items.map((item) => item.title)).toEqual(['第2号文件'])
    // What a script brings goes before what waits behind it.
    const fills = "<script>$.ajax({url:'/list.json',success:function(d){$('.list1').html(d)}})</script>"
    const brought = read(framed(`<div class="tabs">${first}${panel(2, 'display:none')}</div>${fills}`))
    expect(brought).toMatchObject({ items: [], needsScript: true })
  })
})

describe('a list under a heading that blocks beside others have', () => {
  const entry =
    '<ul class="x"><li><a href="/tp/1.html">全区造林现场会召开</a><span>2026-09-01</span></li></ul>'
  const page = (title: string, before: string) =>
    read(
      `<html><head><title>${title}</title></head><body>${before}<div class="box"><h2>热点回应</h2>${entry}</div></body></html>`,
    ).items.length
  it.each([
    ['is its own by the title', '热点回应-区林业局', '', 1],
    [
      'is its own by the trail',
      '区林业局',
      '<div class="pos">当前位置：<a href="/">首页</a> &gt; 热点回应</div>',
      1,
    ],
    [
      'is its own by what leads to it',
      '区林业局',
      `<ul class="nav"><li><a href="${HERE}">热点回应</a></li></ul>`,
      1,
    ],
    ['is none of it where the page is called otherwise', '规划计划-区林业局', '', 0],
  ])('%s', (_, title, before, items) => expect(page(title, before)).toBe(items))
})

describe('what is no entry', () => {
  const side = `<div class="side"><h3>热点资讯</h3><ul><li><a href="/rd/t20260901_9.html">全区教育大会召开</a><span>2026-09-01</span></li></ul></div>`

  it('leaves side blocks out of an empty column and sees its placeholder', () => {
    const facts = read(framed(`${side}<h2>行政处罚</h2><div class="list"><ul></ul><p>暂无信息</p></div>`))
    expect(facts).toMatchObject({ kind: 'column', items: [], placeholder: '暂无信息', needsScript: false })
  })

  it('leaves side blocks out beside the list itself', () => {
    const facts = read(
      framed(`${side}<ul><li><a href="${hrefA}">${A.title}</a><span>2026-09-03</span></li></ul>`),
    )
    expect(facts.items).toEqual([A])
  })

  it('counts neither menus, friend links, options, pagers nor comments', () => {
    const facts = read(
      framed(`<div class="con"><!-- <li><a href="/x">旧闻</a>2011-01-01</li> --><%-- <li><a href="/y">模板</a>2012-01-01</li> --%>
        <div class="page"><a href="index_1.html">下一页</a></div></div>`),
    )
    expect(facts.items).toEqual([])
  })

  it('counts every block of a column home, the one in its sidebar too', () => {
    const block = (name: string, n: number) =>
      `<div class="b"><h3>${name}</h3><ul><li><a href="/w/t20260903_${n}.html">第${n}号文件</a><span>09-03</span></li></ul></div>`
    const facts = read(
      framed(
        `<div class="side">${block('工作报告', 1)}</div>${block('政府文件', 2)}${block('统计信息', 3)}${block('政府采购', 4)}`,
      ),
    )
    expect(facts.items.map((item) => item.title)).toEqual([
      '第1号文件',
      '第2号文件',
      '第3号文件',
      '第4号文件',
    ])
  })

  it('keeps the list before the pager when other dated blocks stand on the page', () => {
    const facts = read(
      framed(`<ul class="zx"><li><a href="/z/t20260101_1.html">专题之一</a><span>2026-01-01</span></li></ul><h2>工作动态</h2>
        <ul class="lb"><li><a href="${hrefA}">${A.title}</a><span>2026-09-03</span></li></ul><div class="page"><a href="index_1.html">下一页</a></div>`),
    )
    expect(facts.items).toEqual([A])
  })

  it('reads undated articles as entries and short labels as a menu', () => {
    const articles = read(
      framed(
        '<ul class="list"><li><a href="/a/t20260101_1.html">机构设置方案</a></li><li><a href="/a/t20260101_2.html">人员编制方案</a></li></ul>',
      ),
    )
    expect(articles.items.map(({ title, date }) => ({ title, date }))).toEqual([
      { title: '机构设置方案', date: null },
      { title: '人员编制方案', date: null },
    ])
    const menu = read(
      framed('<ul class="lm"><li><a href="/zn/">公开指南</a></li><li><a href="/zd/">公开制度</a></li></ul>'),
    )
    expect(menu.items).toEqual([])
    expect(menu.menu.map((entry) => entry.label)).toEqual(expect.arrayContaining(['公开指南', '公开制度']))
  })
})

describe('declared nothing', () => {
  it.each([
    ['暂无信息', '暂无信息', null],
    ['抱歉，暂无相关内容！', '抱歉，暂无相关内容！', null],
    ['栏目正在建设中，敬请期待！', '栏目正在建设中，敬请期待！', null],
    ['内容更新中', '内容更新中', null],
    ['本单位不涉及行政处罚事项。', null, '本单位不涉及行政处罚事项。'],
    ['我单位无此类信息', null, '我单位无此类信息'],
    ['不涉及此项', null, '不涉及此项'],
    ['本机关无行政强制事项。', null, '本机关无行政强制事项。'],
    ['当前栏目下暂时没有内容哦~', '当前栏目下暂时没有内容哦~', null],
    ['该栏目下没有数据', '该栏目下没有数据', null],
    ['没有记录！', '没有记录！', null],
    ['没有查询到相关数据', '没有查询到相关数据', null],
    ['未找到符合条件的信息', '未找到符合条件的信息', null],
    ['本栏目尚未发布信息', '本栏目尚未发布信息', null],
    ['列表为空', '列表为空', null],
    ['无数据', '无数据', null],
    ['本栏目信息正在整理中，将于近期发布。', '本栏目信息正在整理中，将于近期发布。', null],
    [
      '该栏目暂无公开信息，如有需要请联系0577-88110000',
      '该栏目暂无公开信息，如有需要请联系0577-88110000',
      null,
    ],
    ['杨梅镇人民政府不涉及行政处罚与行政强制事项', null, '杨梅镇人民政府不涉及行政处罚与行政强制事项'],
    ['区统计局无行政许可事项。', null, '区统计局无行政许可事项。'],
    ['不适用', null, '不适用'],
    ['本街道无行政强制权。', null, '本街道无行政强制权。'],
    ['我局无下属事业单位', null, '我局无下属事业单位'],
    ['本年度未发生行政强制行为', null, '本年度未发生行政强制行为'],
    ['截至2026年10月，本单位未作出行政处罚决定。', null, '截至2026年10月，本单位未作出行政处罚决定。'],
    ['2026年度暂无行政处罚案件', null, '2026年度暂无行政处罚案件'],
    ['详见政务服务网', null, '详见政务服务网'],
    ['内容见机构职能栏目', null, '内容见机构职能栏目'],
    ['依法不予公开', null, '依法不予公开'],
    ['暂无行政处罚事项', '暂无行政处罚事项', '暂无行政处罚事项'],
    ['暂无政府采购项目。', '暂无政府采购项目。', '暂无政府采购项目。'],
    ['目前没有正在实施的行政强制措施', '目前没有正在实施的行政强制措施', '目前没有正在实施的行政强制措施'],
    ['无', null, '无'],
    ['无。', null, '无。'],
    ['暂无相关项目', '暂无相关项目', null],
    ['没有检查', null, '没有检查'],
    ['本单位暂无相关信息', null, null],
    ['2026年无信息', null, null],
    ['征求意见征集栏目', null, null],
    ['没有工作就没有发言权', null, null],
    ['本市无偿献血者免费乘坐公交车', null, null],
  ])('%s', (words, placeholder, notApplicable) => {
    expect(read(framed(`<h2>行政处罚</h2><p>${words}</p>`))).toMatchObject({
      items: [],
      placeholder,
      notApplicable,
    })
  })

  it.each([
    ['hidden by its style', '<p style="display: none">暂无信息</p>'],
    ['hidden by a style block', '<style>.none{display:none}</style><p class="none">暂无信息</p>'],
    ['in a template', '<template><p>暂无信息</p></template>'],
    ['in a script', '<script type="text/template"><p>暂无信息</p></script>'],
    ['in a comment', '<!-- 暂无信息 -->'],
  ])('does not believe words %s', (_, html) => {
    expect(read(framed(`<h2>行政处罚</h2>${html}`)).placeholder).toBeNull()
  })
})

describe('a data store that holds all its records', () => {
  const store = (records: number, total: number) =>
    framed(
      `<div id="77"><script type="text/xml"><datastore><totalrecord>${total}</totalrecord><recordset>${Array.from(
        { length: records },
        (_, n) =>
          `<record><![CDATA[<li><a href="./202609/t20260903_${n}.html">${A.title}</a><span>2026-09-03</span></li>]]></record>`,
      ).join('')}</recordset></datastore></script></div>
<script>$("#77").jpage({perPage:15,dataSource:"/module/jpage/dataproxy.jsp?columnid=9&unitid=77"})</script>`,
    )
  it.each([
    [1, 1, []],
    [0, 0, []],
    [1, 40, ['http://xxgk.yunxi.gov.cn/module/jpage/dataproxy.jsp?columnid=9&unitid=77']],
  ])('%i of %i: asks for %j', (records, total, urls) => {
    expect(read(store(records, total)).pager).toMatchObject({ total, urls })
  })
})
