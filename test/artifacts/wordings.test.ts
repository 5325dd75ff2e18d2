/** An operator's synonyms: each part is read once it is in force, and nothing of it stays when it is taken back. */
import { afterEach, describe, expect, it } from 'vitest'
import { adoptWordings } from '../../src/artifacts/lexicon.js'
import { findContact } from '../../src/artifacts/portal/elements.js'
import { roleOf } from '../../src/artifacts/portal/roles.js'
import { columnMatches } from '../../src/artifacts/portal/synonyms.js'
import { readPage } from '../../src/artifacts/read-page.js'
import { BUNDLED } from '../../src/artifacts/synonyms.js'
import type { Wordings } from '../../src/model/wordings.js'

afterEach(() => adoptWordings(undefined))

const URL_OF = 'http://www.yunxi.test/gk/xx.html'
const page = (body: string) =>
  readPage({
    url: URL_OF,
    body: Buffer.from(
      `<!DOCTYPE html><html><head><meta charset="utf-8"><title>页面</title></head><body><div class="nav"><a href="/a/">首页</a></div><div class="con">${body}</div></body></html>`,
    ),
    contentType: 'text/html',
    status: 200,
  })
const ARTICLE = (label: string) =>
  page(
    `<h1>关于校车安全的通知</h1><p>发布日期：2026-05-12　${label}：安全管理科</p><div class="article-content"><p>各学校要认真落实安全责任，逐级检查到位，确保校车安全。</p></div>`,
  )

/** What is asked, the synonyms that answer it, and the answers without and with them. */
const CASES: readonly (readonly [string, Wordings, () => unknown, unknown, unknown])[] = [
  [
    'a role',
    { roles: { news: ['镇街快报'] } },
    () => roleOf('镇街快报', URL_OF, null)?.role,
    undefined,
    'news',
  ],
  [
    'an entry as a role',
    { application: ['公开信息求取'] },
    () => roleOf('公开信息求取', URL_OF, null)?.role,
    undefined,
    'application',
  ],
  [
    'a group that joins a bundled one',
    { columns: [['政策解读', '明白纸']] },
    () => columnMatches({ name: '文件解读', synonyms: [] }, '明白纸'),
    false,
    true,
  ],
  [
    'a group of its own',
    { columns: [['村务公开', '阳光村务']] },
    () => columnMatches({ name: '村务公开', synonyms: [] }, '阳光村务'),
    false,
    true,
  ],
  ['a field', { fields: { 来源: ['供稿处室'] } }, () => ARTICLE('供稿处室').source, null, '安全管理科'],
  [
    'a contact',
    { elements: { phone: ['便民座席(白天)'] } },
    () => findContact('便民座席(白天) 88001234', 'phone'),
    null,
    '便民座席(白天)：88001234',
  ],
  [
    'a placeholder',
    { placeholder: ['此处留白'] },
    () => page('<ul class="list"></ul><p>此处留白</p>').placeholder,
    null,
    '此处留白',
  ],
  [
    'a declared nothing',
    { notApplicable: ['不在职责之内'] },
    () => page('<p>本事项不在职责之内</p>').notApplicable,
    null,
    '本事项不在职责之内',
  ],
  [
    'an error page',
    { softError: ['页面已搬家'] },
    () => page('<p>页面已搬家</p>').softError,
    null,
    '页面已搬家',
  ],
  [
    'an entry',
    { application: ['公开信息求取'] },
    () => page('<a href="/sq/">公开信息求取</a>').applicationEntry,
    null,
    'http://www.yunxi.test/sq/',
  ],
]

describe('synonyms of an operator', () => {
  it.each(CASES)('%s', (_, wordings, ask, without, wanted) => {
    expect(ask()).toEqual(without)
    adoptWordings(wordings)
    expect(ask()).toEqual(wanted)
    adoptWordings(undefined)
    expect(ask()).toEqual(without)
  })

  it('are words, never patterns', () => {
    adoptWordings({ placeholder: ['.*'], softError: ['(a+)+$'], fields: { 来源: ['[源]'] } })
    expect(page('<p>欢迎访问本网站</p>')).toMatchObject({ placeholder: null, softError: null })
  })
})

describe('the bundled synonyms', () => {
  it('name no column twice', () => {
    const all = BUNDLED.columns.flat()
    expect(all.filter((label, at) => all.indexOf(label) !== at)).toEqual([])
  })
  it('give each spelling of a field one label', () => {
    const all = Object.values(BUNDLED.fields).flat()
    expect(all.filter((label, at) => all.indexOf(label) !== at)).toEqual([])
  })
})
