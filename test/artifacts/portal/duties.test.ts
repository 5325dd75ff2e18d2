/** Letters and consultations, as portals of several shapes show them. */
import { describe, expect, it } from 'vitest'
import { article, list, page, seen } from './duty-portal.js'
import { ORIGIN, type Served } from './harvested.js'

describe('letters', () => {
  const letter = (body: string) => {
    const shown = seen({
      '/xx/': list('局长信箱', [
        ['/xx/1.html', '关于公交站台的建议', '2026-11-02'],
        ['/xx/2.html', '关于校车的咨询', '2026-11-01'],
      ]),
      '/xx/1.html': page('关于公交站台的建议', `<h1>关于公交站台的建议</h1>${body}`),
      '/xx/2.html': page(
        '关于校车的咨询',
        '<p>来信时间：2026-11-01 回复时间：2026-11-02 回复内容：您好，已安排。</p>',
      ),
    }).letters
    return shown.find(({ subject }) => subject === `${ORIGIN}/xx/1.html`)
  }

  it.each([
    [
      'a table of labels and values',
      '<table><tr><th>来信时间</th><td>2026-11-02</td><th>答复时间</th><td>2026-11-10 09:12</td></tr></table><p>答复内容：您好，已转相关科室办理，感谢您的关心。</p>',
      { received: '2026-11-02', replied: '2026-11-10', state: 'answered' },
    ],
    [
      'spans with brackets and Chinese dates',
      '<p><span>【提交时间】</span><span>2026年11月2日</span></p><p>【办理状态】已办结</p><p>【办结时间】2026年11月6日</p>',
      { received: '2026-11-02', replied: '2026-11-06', state: 'answered' },
    ],
    [
      'waiting',
      '<p>写信时间：2026/11/2</p><p>处理状态：处理中</p><p>回复内容：暂无回复</p>',
      { received: '2026-11-02', replied: null, state: 'open' },
    ],
    [
      'not taken',
      '<p>留言时间：2026-11-02</p><p>办理状态：不予受理</p>',
      { received: '2026-11-02', replied: null, state: 'closed' },
    ],
    [
      'accepted later, passed on, not answered',
      '<p>来信日期：2026-11-02　受理日期：2026-11-04　转办时间：2026-11-05</p><p>信件状态：已转办</p>',
      { received: '2026-11-02', accepted: '2026-11-04', replied: null, state: 'open' },
    ],
    [
      'answered without a day',
      '<p>咨询时间：2026-11-02</p><p>回复内容：您好，您反映的公交站台问题已列入明年计划。</p>',
      { received: '2026-11-02', replied: null, state: 'answered' },
    ],
    [
      'nothing said of a reply',
      '<p>来信时间：2026-11-02</p><p>来信内容：希望增设站台。</p>',
      { state: 'unclear' },
    ],
    [
      'answered twice: the first reply counts',
      '<p>来信时间：2026-11-02</p><p>再次答复时间：2026-11-16</p><p>首次答复时间：2026-11-05</p>',
      { replied: '2026-11-05', state: 'answered' },
    ],
    [
      'closed long after the reply',
      '<p>来信时间：2026-11-02</p><p>办结时间：2026-11-18</p><p>回复时间：2026-11-04</p>',
      { replied: '2026-11-04', state: 'answered' },
    ],
    [
      'a day by which it is due is no reply',
      '<p>来信时间：2026-11-02</p><p>应答复时间：2026-11-09</p><p>限办结时间：2026-11-09</p><p>办理状态：办理中</p>',
      { replied: null, state: 'open' },
    ],
    [
      'a state in a cell of its own',
      '<table><tr><td>写信时间</td><td>2026-11-02</td></tr><tr><td>办理状态</td><td>正在办理</td></tr></table>',
      { replied: null, state: 'open' },
    ],
    [
      'a state of no duty in a cell of its own',
      '<table><tr><td>写信时间</td><td>2026-11-02</td></tr><tr><td>办理状态</td><td>来信人已撤回</td></tr></table>',
      { replied: null, state: 'closed' },
    ],
    [
      'a reply below a state that nobody changed',
      '<p>来信时间：2026-11-02</p><p>办理状态：已受理</p><p>回复内容：您好，公租房申请材料请见办事指南，需身份证、户口簿。</p>',
      { replied: null, state: 'unclear' },
    ],
    [
      'a word on how it goes is no reply',
      '<p>来信时间：2026-11-02</p><p>办理状态：办理中</p><p>办理情况：正在核实处理，请您耐心等待我局答复。</p>',
      { replied: null, state: 'open' },
    ],
    [
      'words of the letter are no state',
      '<p>来信时间：2026-11-02</p><p>来信内容：基本情况：未成年子女每日步行上学。</p><p>来信收悉。经研究，站台已列入计划。</p>',
      { replied: null, state: 'answered' },
    ],
    [
      'handled by another body',
      '<p>来信时间：2026-11-02 办理单位：区水利局</p><p>状态：办理中</p>',
      { state: 'open', doubt: 'other-unit' },
    ],
    [
      'handled by an office of the unit',
      '<p>来信时间：2026-11-02 办理单位：区教育局办公室</p><p>状态：办理中</p>',
      { state: 'open', doubt: null },
    ],
  ])('%s', (_, body, expected) => {
    expect(letter(body)).toMatchObject(expected)
  })

  it('of a table alone: days by the order of its headings', () => {
    const rows = [
      ['关于校服的咨询', '2026-11-02', '2026-11-05', '已回复'],
      ['关于食堂的投诉', '2026-11-03', '', '处理中'],
    ]
    const { letters } = seen({
      '/xx/': page(
        '局长信箱',
        `<h2>局长信箱</h2><table><tr><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>${rows
          .map(
            ([title, ...cells], n) =>
              `<tr><td><a href="javascript:open(${n})">${title}</a></td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
          )
          .join('')}</table>`,
      ),
    })
    expect(letters.map(({ title, received, replied, state }) => [title, received, replied, state])).toEqual([
      ['关于校服的咨询', '2026-11-02', '2026-11-05', 'answered'],
      ['关于食堂的投诉', '2026-11-03', null, 'open'],
    ])
  })
})

describe('letters of a list with pages of their own', () => {
  const ROWS = [
    ['路灯不亮咨询建议', '2026-10-12', '2026-10-28', '已回复'],
    ['垃圾堆积咨询建议', '2026-10-15', '', '处理中'],
    ['公园关闭咨询建议', '2026-10-16', '', ''],
  ] as const
  const shown = seen({
    '/xx/': page(
      '局长信箱',
      `<table><tr><th>标题</th><th>来信时间</th><th>回复时间</th><th>状态</th></tr>${ROWS.map(([title, ...cells], n) => `<tr><td><a href="/xx/s_${n}.html">${title}</a></td>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
    ),
    ...Object.fromEntries(
      ROWS.map(([title, came, replied], n) => [
        `/xx/s_${n}.html`,
        page(
          title,
          `<h1>${title}</h1><dl><dt>来信时间</dt><dd>${came} 10:20</dd><dt>来信内容</dt><dd>请尽快处理</dd><dt>回复时间</dt><dd>${replied}</dd><dt>回复内容</dt><dd>${replied ? '您好，已安排处理，感谢关注与支持。' : ''}</dd></dl>`,
        ),
      ]),
    ),
  })

  it('take what their page leaves open from the list, and an empty reply as none', () => {
    expect(shown.letters.map(({ title, replied, state }) => [title, replied, state])).toEqual([
      ['路灯不亮咨询建议', '2026-10-28', 'answered'],
      ['垃圾堆积咨询建议', null, 'open'],
      ['公园关闭咨询建议', null, 'open'],
    ])
  })

  it('are no columns, whatever word their titles hold', () => {
    expect(shown.columns.map(({ name }) => name)).not.toContain('垃圾堆积咨询建议')
  })
})

describe('consultations', () => {
  const NAME = '关于《停车管理办法（征求意见稿）》公开征求意见的公告'
  const call = (body: string, more: Record<string, Served> = {}, entries: [string, string, string][] = []) =>
    seen({
      '/zj/': list('意见征集', [
        ['/zj/1.html', NAME, '2026-06-04'],
        ['/zj/9.html', '关于公开征集志愿者的公告', '2026-06-01'],
        ['/zj/8.html', '关于公开征集节水标语的启事', '2026-06-01'],
        ...entries,
      ]),
      '/zj/1.html': article(NAME, body),
      '/zj/9.html': article('关于公开征集志愿者的公告', '<p>截止时间：2026年6月10日</p>', '2026-06-01'),
      '/zj/8.html': article('关于公开征集节水标语的启事', '<p>截止时间：2026年6月11日</p>', '2026-06-01'),
      ...more,
    }).consultations

  it.each([
    ['<p>征求意见时间：2026年6月4日至2026年7月4日。</p>', '2026-07-04'],
    ['<p>意见征集期限为2026年6月4日-7月4日。</p>', '2026-07-04'],
    ['<p>截止日期：2026-07-04 17:00</p>', '2026-07-04'],
    ['<p>有关意见请于2026年7月4日前以书面形式反馈。</p>', '2026-07-04'],
    ['<p>自公告发布之日起30日内提出意见。</p>', '2026-07-04'],
    ['<p>截止日期：2026-06-20。</p><p>现将征求意见时间延长至2026年7月4日。</p>', '2026-07-04'],
    ['<p>欢迎提出意见。办法自2026年8月1日起施行。</p>', null],
  ])('%s closes on %s', (body, closed) => {
    expect(call(body).map((one) => [one.title, one.closed])).toEqual([[NAME, closed]])
  })

  const CLOSED = '<p>截止日期：2026年7月4日</p>'
  it.each<[string, string, Record<string, Served>, [string, string, string][], string]>([
    ['nothing', CLOSED, {}, [], 'none'],
    ['a promise', `${CLOSED}<p>征集结果将于截止后公布。</p>`, {}, [], 'none'],
    ['an empty part', `${CLOSED}<p>征集结果：暂无</p>`, {}, [], 'none'],
    ['a part of its page', `${CLOSED}<h3>征集结果</h3><p>共收到意见12条，采纳8条。</p>`, {}, [], 'own'],
    [
      'a part below its body',
      `${CLOSED}</div><div class="fk"><h4>意见反馈情况</h4><p>截至7月4日，未收到意见建议。</p>`,
      {},
      [],
      'own',
    ],
    [
      'a link of its page',
      `${CLOSED}<p><a href="/zj/2.html">查看结果反馈</a></p>`,
      { '/zj/2.html': article('反馈', '<p>采纳8条。</p>') },
      [],
      'own',
    ],
    [
      'another entry',
      CLOSED,
      { '/zj/3.html': article('《停车管理办法（征求意见稿）》意见采纳情况', '<p>采纳8条。</p>') },
      [['/zj/3.html', '《停车管理办法（征求意见稿）》意见采纳情况', '2026-07-20']],
      'page',
    ],
    [
      'an entry in other words',
      CLOSED,
      { '/zj/3.html': article('停车管理办法公开征求意见情况反馈', '<p>采纳8条。</p>') },
      [['/zj/3.html', '停车管理办法公开征求意见情况反馈', '2026-07-20']],
      'page',
    ],
    [
      'an entry on something alike',
      CLOSED,
      { '/zj/3.html': article('停车收费管理办法征求意见结果', '<p>采纳1条。</p>') },
      [['/zj/3.html', '停车收费管理办法征求意见结果', '2026-07-20']],
      'similar',
    ],
    [
      'an entry under a bare title that names it in its text',
      CLOSED,
      {
        '/zj/3.html': article(
          '意见征集结果公示',
          '<p>我局就《停车管理办法（征求意见稿）》征求意见，收到意见3条。</p>',
        ),
      },
      [['/zj/3.html', '意见征集结果公示', '2026-07-20']],
      'page',
    ],
    [
      'an entry under a bare title that links to it',
      CLOSED,
      { '/zj/3.html': article('征集反馈', '<p>收到意见3条。<a href="/zj/1.html">原公告</a></p>') },
      [['/zj/3.html', '征集反馈', '2026-07-20']],
      'page',
    ],
    [
      'an entry on something else whose neighbour it is',
      CLOSED,
      {
        '/zj/3.html': article(
          '养犬规定征求意见结果',
          `<p>收到意见1条。</p><p>上一篇：<a href="/zj/1.html">${NAME}</a></p>`,
        ),
      },
      [['/zj/3.html', '养犬规定征求意见结果', '2026-07-20']],
      'none',
    ],
    [
      'an entry on something else',
      CLOSED,
      { '/zj/3.html': article('养犬规定征求意见结果', '<p>采纳1条。</p>') },
      [['/zj/3.html', '养犬规定征求意见结果', '2026-07-20']],
      'none',
    ],
  ])('result: %s', (_, body, more, entries, expected) => {
    expect(call(body, more, entries).find(({ title }) => title === NAME)?.result).toBe(expected)
  })

  it('a link beside it in the list leads to its result', () => {
    const { consultations } = seen({
      '/zj/': page(
        '意见征集',
        `<h2>意见征集</h2><ul class="list"><li><a href="/zj/1.html">${NAME}</a> <a href="/zj/fk1.html">查看反馈</a><span>2026-06-04</span></li><li><a href="/zj/5.html">关于征求《养犬规定》意见的公告</a><span>2026-06-02</span></li></ul>`,
      ),
      '/zj/1.html': article(NAME, CLOSED),
      '/zj/5.html': article('关于征求《养犬规定》意见的公告', CLOSED),
      '/zj/fk1.html': article('反馈', '<p>采纳8条。</p>'),
    })
    expect(Object.fromEntries(consultations.map(({ url, result }) => [url, result]))).toEqual({
      [`${ORIGIN}/zj/1.html`]: 'page',
      [`${ORIGIN}/zj/5.html`]: 'none',
    })
  })

  it('of another body is nobody’s to answer', () => {
    const title = '转发市教育局关于学前教育条例征求意见的通知'
    const { consultations } = seen({
      '/zj/': list('意见征集', [['/zj/1.html', title, '2026-06-04']]),
      '/zj/1.html': article(title, CLOSED),
    })
    expect(consultations.map(({ doubt }) => doubt)).toEqual(['foreign'])
  })
})
