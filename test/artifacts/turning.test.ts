/** Lists that a script turns: which controls count, and what becomes of a list that was turned. */
import { describe, expect, it } from 'vitest'
import { withTurned } from '../../src/artifacts/turning.js'
import { framed, HERE, read } from './page.js'

const LIST =
  '<ul class="list"><li><a href="t1.html">区教育局开展校园安全检查</a><span>2026-11-12</span></li><li><a href="t2.html">区教育局召开工作会议</a><span>2026-11-10</span></li></ul>'

const listed = (more: string) => read(framed(`${LIST}<div class="pages">${more}</div>`))

describe('a control for the next page without an address', () => {
  it.each([
    ['an address that is none', '<a href="javascript:void(0)">下一页</a>'],
    ['a handler', '<a onclick="go(2)">下一页&gt;</a>'],
    ['a post back', `<a href="javascript:__doPostBack('pager','2')">下页</a>`],
    [
      'a button of a library, with an arrow only',
      '<button class="btn-next" type="button"><i class="icon"></i></button>',
    ],
    ['an item round a button', '<li class="ant-pagination-next" title="下一页"><button>›</button></li>'],
    ['more of the same', '<div class="more" onclick="load()">点击加载更多</div>'],
    [
      'numbers that only a script answers',
      '<b>1</b> <a href="javascript:go(2)">2</a> <a href="javascript:go(3)">3</a>',
    ],
    ['a total beyond what is shown', '<span>共 40 条</span><a href="#">下一页</a>'],
  ])('turns: %s', (_, more) => {
    expect(listed(more).pager).toMatchObject({ urls: [], turns: true })
  })

  it.each([
    ['an address', '<a href="index_1.html">下一页</a>'],
    ['numbers with addresses', '<b>1</b> <a href="index_1.html">2</a> <a href="index_2.html">3</a>'],
    ['spent', '<a class="disabled" href="javascript:void(0)">下一页</a>'],
    ['spent by what stands round it', '<li class="page-item disabled"><a href="#">下一页</a></li>'],
    ['a button that cannot be pressed', '<button class="btn-next" disabled>下一页</button>'],
    ['no control at all', '<span>下一页</span>'],
    ['everything is shown', '<span>共 2 条</span><a href="javascript:;">下一页</a>'],
    ['one page', '<span>共1页</span><a href="javascript:;">下一页</a>'],
    ['the way to the whole list', '<a href="#">更多</a>'],
    ['another article', '<a href="#">下一篇</a>'],
    ['hidden', '<div style="display:none"><a href="#">下一页</a></div>'],
  ])('does not: %s', (_, more) => {
    expect(listed(more).pager?.turns).toBeUndefined()
  })

  it('turns a list in the root, whose trail begins with the front page', () => {
    const { pager } = read(
      framed(`${LIST}<div class="pages"><a href="javascript:__doPostBack('p','2')">下一页</a></div>`),
      'http://xxgk.yunxi.gov.cn/ShowClass.aspx?ClassID=1',
    )
    expect(pager).toEqual({ total: null, pages: null, urls: [], turns: true })
  })

  it('is scrolling where a script then brings more, of a list that fills a screen', () => {
    const rows = Array.from(
      { length: 6 },
      (_, n) => `<li><a href="t${n}.html">区教育局第${n}期情况通报</a><span>2026-11-0${n + 1}</span></li>`,
    )
    const grows = `<script>$(window).scroll(function(){ $.get('/more', function(d){ $('.list').append(d) }) })</script>`
    const of = (count: number, script: string) =>
      read(framed(`<ul class="list">${rows.slice(0, count).join('')}</ul>${script}`)).pager
    expect(of(6, grows)?.turns).toBe(true)
    expect([
      of(3, grows),
      of(6, '<script>$(window).scroll(function(){ $(".top").show() })</script>'),
    ]).toEqual([null, null])
  })

  it('is no number of a slide above the list', () => {
    const slide = '<ul><li onclick="show(1)">1</li><li onclick="show(2)">2</li></ul>'
    expect(read(framed(`${slide}${LIST}`)).pager).toBeNull()
  })

  it('is nothing to a page without a list', () => {
    expect(read(framed('<p>图片欣赏</p><a href="javascript:void(0)">下一页</a>')).pager).toBeNull()
  })
})

describe('a list that was turned', () => {
  const first = listed('<span>共 3 条</span><a href="javascript:void(0)">下一页</a>')
  const second = read(
    framed(
      '<ul class="list"><li><a href="t2.html">区教育局召开工作会议</a><span>2026-11-10</span></li><li><a href="t3.html">区教育局走访慰问教师</a><span>2026-09-10</span></li></ul>',
    ),
  )
  const dates = ['2026-11-12', '2026-11-10', '2026-09-10']

  it('holds every entry once and the links of all pages, and is read to its end', () => {
    const whole = withTurned(first, [second], false)
    expect(whole.items.map(({ date }) => date)).toEqual(dates)
    expect(whole.pager).toEqual({ total: 3, pages: null, urls: [] })
    const targets = whole.links.map(({ target }) => target)
    expect(targets.filter((target) => target === `${HERE}t3.html`)).toHaveLength(1)
    expect(targets.filter((target) => target === `${HERE}t2.html`)).toHaveLength(1)
    expect(whole.text).toContain('走访慰问教师')
  })

  it('says so where it goes on', () => {
    expect(withTurned(first, [second], true)).toMatchObject({
      pager: { total: 3, turns: true },
      newest: '2026-11-12',
    })
  })

  it('stays what it is where nothing was turned', () => {
    expect(withTurned(second, [], false)).toBe(second)
    expect(withTurned(first, [], false).pager).toEqual({ total: 3, pages: null, urls: [] })
  })
})
