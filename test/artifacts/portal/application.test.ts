/** The on-application entry: forms and look-alikes, sign-in, postal ways, entries of two steps. */
import { describe, expect, it } from 'vitest'
import type { ApplicationView } from '../../../src/model/portal.js'
import { ORIGIN, type Served } from './harvested.js'
import { MENU, type Menu, PAGES, page, seen } from './small-portal.js'

const WITH_ENTRY: Menu = [...MENU, ['/sq/', '依申请公开']]

const field = (label: string, name: string) => `<p><label>${label} <input name="${name}"></label></p>`
const form = (...fields: readonly string[]) =>
  `<form method="post" action="/submit"><h3>政府信息公开申请表</h3>${fields.join('')}<button>提交</button></form>`
const FULL = form(
  field('申请人姓名', 'a'),
  field('联系电话', 'b'),
  field('所需政府信息内容描述', 'c'),
  field('获取信息的方式', 'd'),
)

function applied(entry: Served | null, more: Readonly<Record<string, Served>> = {}): ApplicationView {
  const home = page('云溪区教育局', '<p>欢迎访问</p>', entry === null ? MENU : WITH_ENTRY)
  return seen({ ...PAGES, '/': home, ...(entry === null ? {} : { '/sq/': entry }), ...more }).application
}

describe('application', () => {
  it.each<[string, Served | null, Readonly<Record<string, Served>>, Partial<ApplicationView>]>([
    [
      'a whole form',
      page('依申请公开', FULL),
      {},
      {
        entry: `${ORIGIN}/sq/`,
        channel: 'online',
        fields: ['applicant', 'contact', 'content', 'form'],
        formUrl: `${ORIGIN}/sq/`,
        common: false,
      },
    ],
    [
      'a form that does not ask how',
      page(
        '依申请公开',
        form(field('申请人姓名', 'a'), field('联系电话', 'b'), field('所需政府信息内容描述', 'c')),
      ),
      {},
      { channel: 'online', fields: ['applicant', 'contact', 'content'] },
    ],
    [
      'a form that asks everything but who applies',
      page(
        '依申请公开',
        form(field('联系电话', 'b'), field('所需政府信息内容描述', 'c'), field('获取信息的方式', 'd')),
      ),
      {},
      { channel: 'online', fields: ['contact', 'content', 'form'] },
    ],
    [
      'who applies is no description of what is wanted',
      page(
        '依申请公开',
        form(field('申请人姓名或名称', 'a'), field('联系电话', 'b'), field('获取信息的方式', 'd')),
      ),
      {},
      { channel: 'online', fields: ['applicant', 'contact', 'form'] },
    ],
    [
      'labels that only the controls themselves hint at',
      page(
        '依申请公开',
        '<h1>依申请公开</h1><form method="post" action="/s"><input name="n" placeholder="申请人姓名"><input name="t" placeholder="联系电话"><textarea name="c" placeholder="所需信息内容描述"></textarea><select name="w" title="获取信息的方式"><option>邮寄</option></select><button>提交</button></form>',
      ),
      {},
      { channel: 'online', fields: ['applicant', 'contact', 'content', 'form'] },
    ],
    [
      'a form in a frame, which the page round it says is for applications',
      page('依申请公开', '<iframe src="/f.html" width="900" height="600"></iframe>'),
      {
        '/f.html': `<form method="post" action="/s">${field('姓名', 'a')}${field('联系方式', 'b')}${field('内容描述', 'c')}${field('载体形式', 'd')}</form>`,
      },
      { channel: 'online', fields: ['applicant', 'contact', 'content', 'form'] },
    ],
    [
      'a form behind a notice that one agrees to',
      page(
        '依申请公开',
        '<p>请如实填写，本机关二十个工作日内答复。</p><p><a href="/sq/2.html">同意并填写</a></p>',
      ),
      { '/sq/2.html': page('在线填写', FULL) },
      {
        channel: 'online',
        fields: ['applicant', 'contact', 'content', 'form'],
        formUrl: `${ORIGIN}/sq/2.html`,
      },
    ],
    [
      'a sign-in by a code',
      page(
        '依申请公开',
        '<form action="/sms"><p>手机号 <input name="m"> 验证码 <input name="c"><button>登 录</button></p></form>',
      ),
      {},
      { login: true, fields: [] },
    ],
    [
      'a letter form is none',
      page(
        '依申请公开',
        `<form action="/x" method="post"><h3>在线咨询</h3>${field('姓名', 'a')}${field('电话', 'b')}${field('咨询内容', 'c')}${field('标题', 'd')}</form>`,
      ),
      {},
      { channel: 'none', fields: [] },
    ],
    [
      'a search for documents is none',
      page(
        '依申请公开',
        `<form><p>依申请公开的信息</p>${field('索引号', 'a')}${field('标题名称', 'b')}${field('文号', 'c')}<input type="submit" value="搜索"></form>`,
      ),
      {},
      { channel: 'none', fields: [] },
    ],
    [
      'by post, with a form to download',
      page(
        '依申请公开',
        '<p>申请人可填写申请表，以邮寄、传真或当面递交的方式提出申请。</p><p><a href="/sq/sqb.doc">政府信息公开申请表.doc</a></p>',
      ),
      {},
      { channel: 'offline', fields: [] },
    ],
    [
      'a button that leads to the form',
      page(
        '依申请公开',
        '<p>申请须知：请先阅读本须知再填写申请。</p><p><a href="/sq/form.html">在线申请</a></p>',
      ),
      { '/sq/form.html': page('在线申请', FULL) },
      { channel: 'online', formUrl: `${ORIGIN}/sq/form.html` },
    ],
    [
      'a button that leads to a dead form',
      page(
        '依申请公开',
        '<p>申请须知：请先阅读本须知再填写申请。</p><p><a href="/sq/form.html">在线申请</a></p>',
      ),
      {},
      { channel: 'unread', formUrl: `${ORIGIN}/sq/form.html` },
    ],
    [
      'a sign-in page',
      page(
        '依申请公开',
        '<form action="/login" method="post"><label>用户名<input name="u"></label><label>密码<input type="password" name="p"></label></form>',
      ),
      {},
      { login: true, formUrl: null },
    ],
    ['no entry at all', null, {}, { entry: null, reach: null, channel: 'none' }],
  ])('reads %s', (_, entry, more, expected) => {
    expect(applied(entry, more)).toMatchObject(expected)
  })

  it('names the entry although its page fails, and links to it are entries', () => {
    const home = page('云溪区教育局', '<p>欢迎访问</p>', WITH_ENTRY)
    const artifacts = seen({ ...PAGES, '/': home })
    expect(artifacts.application).toMatchObject({
      entry: `${ORIGIN}/sq/`,
      reach: { outcome: 'broken', cause: 'http-404' },
      channel: 'unread',
    })
    expect(artifacts.links.find((link) => link.target === `${ORIGIN}/sq/`)?.role).toBe('entry')
  })

  it('judges an entry on another site once for all', () => {
    const menu: Menu = [...MENU, ['http://ysq.zj.test/apply', '依申请公开']]
    expect(seen({ ...PAGES, '/': page('云溪区教育局', '<p>欢迎访问</p>', menu) }).application).toMatchObject({
      entry: 'http://ysq.zj.test/apply',
      channel: 'unread',
      common: true,
    })
  })
})
