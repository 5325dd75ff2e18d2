/** Ways that only a script leads: routes in fragments, menus without addresses, and what is neither. */
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { normaliseUrl, subjectKey } from '../../src/model/address.js'
import { read } from './page.js'

const FRONT = 'http://xxgk.yunxi.gov.cn/'
const NAMES = ['工作动态', '通知公告', '政策文件', '政府信息公开指南', '依申请公开']
const SCRIPT = '<script src="/js/app.js"></script>'
const page = (body: string, script = SCRIPT) =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪区水务局</title></head><body><div class="top"><b>云溪区水务局</b></div>${body}<div class="foot">云溪区水务局主办</div>${script}</body></html>`
const each = (line: (name: string, n: number) => string) => NAMES.map(line).join('')

describe('a route in the fragment', () => {
  it.each([
    ['a route', '#/list/3', `${FRONT}#/list/3`],
    ['a route after a bang', '#!/list/3', `${FRONT}#!/list/3`],
    ['a route of another file', 'index.html#/list/3', `${FRONT}index.html#/list/3`],
    ['the front page', '/#/', FRONT],
    ['a jump within another page', '/zn.html#contact', `${FRONT}zn.html`],
  ])('%s', (_name, href, url) => {
    expect(normaliseUrl(href, FRONT)).toBe(url)
  })

  it('is in no identity', () => {
    expect(subjectKey(`${FRONT}#/list/3`, [FRONT.slice(0, -1)])).toBe('/')
  })

  it('is where links and entries lead; a jump leads nowhere', () => {
    const facts = read(
      page(`<ul class="nav">${each((name, n) => `<li><a href="#/list/${n}">${name}</a></li>`)}</ul>
<div class="crumb"><a href="#/">首页</a> &gt; 通知公告</div><ul class="list"><li><a href="#/detail/15">关于开展专项检查的通知</a><span>2026-07-08</span></li><li><a href="#/detail/16">关于暂停受理业务的通告</a><span>2026-05-20</span></li></ul><a href="#top">顶部</a>`),
      `${FRONT}#/list/1`,
    )
    expect(facts).toMatchObject({
      kind: 'column',
      items: [
        { title: '关于开展专项检查的通知', url: `${FRONT}#/detail/15`, date: '2026-07-08' },
        { title: '关于暂停受理业务的通告', url: `${FRONT}#/detail/16`, date: '2026-05-20' },
      ],
      menu: NAMES.map((label, n) => ({ label, url: `${FRONT}#/list/${n}` })),
    })
    expect(facts.signs?.unled).toBeUndefined()
    expect(facts.links.find(({ text }) => text === '顶部')?.target).toBeNull()
  })

  it('is no front page', () => {
    expect(read(page('<h2>机构职能</h2><p>负责本区水利工作。</p>'), `${FRONT}#/node/9`).kind).toBe('other')
    expect(read(page('<h2>机构职能</h2><p>负责本区水利工作。</p>'), `${FRONT}#/`).kind).toBe('home')
  })
})

describe('a menu that only a script leads on', () => {
  it.each([
    [
      'a tree that a script writes from calls',
      page(
        `<div class="left"><script>d = new dTree('d');${each((name, n) => `d.add(${n},0,'${name}','/col/col${n}/index.html');`)}document.write(d)</script></div>`,
      ),
    ],
    [
      'a tree that a script draws from records',
      page(
        `<ul id="tree"></ul><script>var zNodes=[${each((name, n) => `{"id":${n},"name":"${name}","open":true,"url":"/col/col${n}/index.html"},`)}]</script>`,
      ),
    ],
    [
      'blocks with data',
      page(each((name, n) => `<div class="mi" data-node="${n}"><span>${name}</span></div>`)),
    ],
    [
      'a call with a number',
      page(each((name, n) => `<a href="javascript:;" onclick="go(${n})">${name}</a>`)),
    ],
    [
      'a form that is sent back',
      page(
        `<table><tr>${each((name, n) => `<td><a href="javascript:__doPostBack('menu','${n}')">${name}</a></td>`)}</tr></table>`,
      ),
    ],
    [
      'pictures',
      page(
        each(
          (name, n) =>
            `<div onclick="open${n}()"><img src="/n${n}.png" alt="${name}" width="80" height="30"></div>`,
        ),
      ),
    ],
  ])('%s', (_name, html) => {
    expect(read(html, FRONT).signs?.unled).toBe(true)
  })

  it.each([
    ['links beside headings', page(each((name, n) => `<h3>${name}</h3><a href="/l${n}/">${name}</a>`))],
    [
      'no script',
      page(
        each((name) => `<div class="mi"><span>${name}</span></div>`),
        '',
      ),
    ],
    ['headings', page(each((name) => `<h2><span>${name}</span></h2>`))],
    [
      'a table of facts',
      page(`<table>${each((name) => `<tr><td>${name}</td><td>20个工作日</td></tr>`)}</table>`),
    ],
    [
      'clicks that found an address',
      page(each((name, n) => `<div onclick="location.href='${FRONT}l${n}/'"><span>${name}</span></div>`)),
    ],
  ])('is none: %s', (_name, html) => {
    expect(read(html, `${FRONT}gk/`).signs?.unled).toBeUndefined()
  })

  it('may stand in a script of a front page that names next to nothing itself, until that has run', () => {
    const html = page(
      '<div id="nav"></div><h3>要闻</h3><p>云溪区水务局召开会议。</p>',
      '<script src="/menu.js"></script>',
    )
    const rendered = readPage({ url: FRONT, body: new Uint8Array(), contentType: null, text: html })
    expect([read(html, FRONT), read(html, `${FRONT}gk/`), rendered].map(({ signs }) => signs?.unled)).toEqual(
      [true, undefined, undefined],
    )
  })
})

describe('a function of the page that leads to an address', () => {
  const HELD = `<script>function openwin(u){window.open(u,"","width=780");}
function xq(id){location.href='show.asp?id='+id+"&lang=zh";return false}
var toMain = function(a, b){ parent.main.location = b }
function either(u){if(u){window.open(u)}}
function ajax(u){xhr.open('GET',u)}
function pick(u){window.open(u ? u : 'x.asp')}
function twice(u){window.open(u);location.href='/';}</script>`
  it.each([
    ['its argument', `href="javascript:openwin('show.asp?id=3')"`, `${FRONT}show.asp?id=3`],
    ['what is put round it', 'href="#" onclick="return xq(15);"', `${FRONT}show.asp?id=15&lang=zh`],
    ['its second argument, in another frame', `href="javascript:toMain('x', '/b.htm')"`, `${FRONT}b.htm`],
    ['nothing known', `href="javascript:openit('show.asp?id=3')"`, null],
    ['nowhere for sure', `href="javascript:either('show.asp')"`, null],
    ['no address of a page', `href="javascript:ajax('list.asp')"`, null],
    ['one of two', `href="javascript:pick('show.asp')"`, null],
    ['two places', `href="javascript:twice('show.asp')"`, null],
    ['what the page reckons', 'href="#" onclick="xq(this.id)"', null],
  ])('%s', (_name, attributes, target) => {
    const { links } = read(page(`<ul><li><a ${attributes}>关于开展专项检查的通知</a></li></ul>`, HELD), FRONT)
    expect(links.find(({ text }) => text === '关于开展专项检查的通知')?.target).toBe(target)
  })
})

it('an empty list that a script drew is believed only once the script has run', () => {
  const html = page(
    '<div class="crumb">首页 &gt; 人事信息</div><ul id="feed"></ul><div id="end">暂无数据</div>',
    `<script>fetch('/feed').then((r) => r.text()).then((t) => { document.getElementById('feed').innerHTML = t })</script>`,
  )
  const rendered = readPage({
    url: `${FRONT}l-14.html`,
    body: new Uint8Array(),
    contentType: null,
    text: html,
  })
  expect([read(html, `${FRONT}l-14.html`).placeholder, rendered.placeholder]).toEqual([null, '暂无数据'])
})
