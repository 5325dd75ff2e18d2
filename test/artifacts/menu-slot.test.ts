/** Places for menus that scripts fill: on which pages a menu may still come, and on which the HTML holds all of it. */
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'

const NAMES = [
  '工作动态',
  '通知公告',
  '政策文件',
  '政策解读',
  '机构职能',
  '领导信息',
  '政府信息公开指南',
  '依申请公开',
]
const links = (count: number) =>
  NAMES.slice(0, count)
    .map((name, n) => `<li><a href="/c${n}/">${name}</a></li>`)
    .join('')
const LIST =
  '<ul class="list"><li><a href="/a/t20261112_1.html">市水利局检查水库安全</a><span>2026-11-12</span></li><li><a href="/a/t20261110_2.html">市水利局召开防汛会商会</a><span>2026-11-10</span></li></ul>'
const OWN = '<script src="/script/0/2203.js"></script>'

const slot = (top: string, { named = 3, more = '', rendered = false } = {}) => {
  const text = `<html><head><title>宁河市水利局</title></head><body><h1>宁河市水利局</h1>${top}<ul class="quick">${links(named)}</ul><div class="content">${LIST}</div>${more}</body></html>`
  const url = 'http://slj.yunxi.gov.cn/zwgk/'
  return readPage({
    url,
    body: Buffer.from(text),
    contentType: 'text/html; charset=utf-8',
    ...(rendered ? { text } : {}),
  }).signs?.menuSlot
}

describe('a place for a menu', () => {
  it.each([
    ['a script stands alone in it', `<div class="box">${OWN}</div>`],
    ['a script loads it', `<div id="public1"></div><script>$('#public1').load('/inc/top.html')</script>`],
    ['it is called so, and the site has a script of its own', `<div id="topnav"></div>${OWN}`],
    ['it is a head', `<header></header>${OWN}`],
  ])('is seen where %s', (_, top) => expect(slot(top)).toBe(true))

  it('is seen in a script that is called a menu, where the page names no column', () => {
    const script = '<script src="/js/topmenu.js"></script>'
    expect(slot(script, { named: 0 })).toBe(true)
    expect(slot(script, { named: 1 })).toBeUndefined()
    expect(slot('<script src="/js/common.js"></script>', { named: 0 })).toBeUndefined()
  })

  it('is seen beside the content, whatever the head holds', () => {
    expect(slot('<ul class="left-menu"></ul>', { named: 8, more: OWN })).toBe(true)
  })

  it.each([
    ['a head where the page holds its menu', '<div id="header"></div>', { named: 8, more: OWN }],
    ['an empty place without scripts', '<div id="topnav"></div>', {}],
    [
      'an empty place under scripts that bring no menu',
      '<div id="topnav"></div>',
      { more: '<script src="/js/jquery.min.js"></script><script src="https://hm.baidu.com/hm.js"></script>' },
    ],
    ['a menu that stands there', `<div id="nav"><ul>${links(8)}</ul></div>`, { more: OWN }],
    ['a picture', '<div class="banner"><img src="/images/top.jpg"></div>', { more: OWN }],
    ['what a browser has shown', '<div id="topnav"></div>', { more: OWN, rendered: true }],
  ])('is not seen in %s', (_, top, rest) => expect(slot(top, rest)).toBeUndefined())
})
