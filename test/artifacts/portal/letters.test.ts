/** Letters as pages of several shapes tell of them: when each came, and when it was answered. */
import { describe, expect, it } from 'vitest'
import { article, list, seen } from './duty-portal.js'

const TITLE = '关于公积金提取'

function letter(body: string) {
  const { letters } = seen({
    '/xx/': list('领导信箱', [['/xx/1.html', TITLE, '2026-05-18']]),
    '/xx/1.html': article(TITLE, body, '2026-05-18'),
  })
  return letters.map(({ received, replied, state }) => [received, replied, state])
}
const row = (label: string, value: string) => `<tr><td>${label}</td><td>${value}</td></tr>`

describe('a letter', () => {
  it.each<[string, string, [string, string | null, string]]>([
    [
      'with labelled days',
      '<p>来信时间：2026-05-18</p><p>内容：如何提取？</p><p>回复时间：2026-05-20</p><p>回复：您好，请登录平台办理。</p>',
      ['2026-05-18', '2026-05-20', 'answered'],
    ],
    [
      'with days before the words',
      '<p>网友 张** 于 2026-05-18 15:22:31 提问：</p><p>如何提取？</p><p>县住建局 于 2026-05-20 09:00:12 回复：</p><p>您好，请登录平台办理。</p>',
      ['2026-05-18', '2026-05-20', 'answered'],
    ],
    [
      'closed long after the reply, which bears its own day',
      `<table>${row('提交时间', '2026-05-18')}${row('办结时间', '2026-06-08')}${row('回复', '您好！请登录平台办理。（2026-05-20）')}</table>`,
      ['2026-05-18', '2026-05-20', 'answered'],
    ],
    [
      'closed, with a reply that bears no day',
      `<table>${row('提交时间', '2026-05-18')}${row('办结时间', '2026-06-08')}${row('回复', '您好！请登录平台办理。')}</table>`,
      ['2026-05-18', '2026-06-08', 'answered'],
    ],
    [
      'that is to be answered by a day',
      '<p>来信时间：2026-05-18</p><p>我们将于2026年6月1日答复您。</p><p>办理状态：办理中</p>',
      ['2026-05-18', null, 'open'],
    ],
  ])('%s', (_, body, expected) => {
    expect(letter(body)).toEqual([expected])
  })
})

describe('a call for opinions', () => {
  const doubtOf = (title: string) =>
    seen({
      '/zj/': list('意见征集', [['/zj/1.html', title, '2026-02-20']]),
      '/zj/1.html': article(title, '<p>征求意见截止日期：2026年3月20日，欢迎提出意见。</p>', '2026-02-20'),
    }).consultations.map(({ doubt }) => doubt)

  it('of a commission under its short name is another body’s', () => {
    expect(doubtOf('省发改委关于《能源条例（草案）》征求意见的公告')).toEqual(['foreign'])
    expect(doubtOf('区教育局关于《学区划分办法》征求意见的公告')).toEqual([null])
  })
})
