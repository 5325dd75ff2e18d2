/** Words without which a line is not looked at: they never hide one that says what is looked for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ELSEWHERE,
  NOT_APPLICABLE,
  NOT_APPLICABLE_LIKE,
  NOTHING_DUE,
  NOTHING_DUE_LIKE,
} from '../../src/artifacts/wording.js'
import { read } from './page.js'

const PIECES =
  '本单位 我局 今年 上半年 本月 目前 现 暂 无 没有 未 不 涉及 此类 该项 相关 承担 行使 具有 开展 存在 行政处罚 事项 权力 业务 详见 请见 参见 请到 点击 见 附件 下方 网站 栏目 公开 涉密 国家秘密 适用 免予 。 ， 2026 的'.split(
    ' ',
  )
const line = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 7 })
  .map((words) => words.join(''))

describe('a line that declares a nothing or leads elsewhere', () => {
  it('holds words that it is looked for by, alone and among others', () => {
    const said = new RegExp(
      [NOT_APPLICABLE, NOTHING_DUE, ELSEWHERE].map(({ source }) => source).join('|'),
      'm',
    )
    const like = new RegExp(`${NOT_APPLICABLE_LIKE.source}|${NOTHING_DUE_LIKE.source}`, 'm')
    let met = 0
    fc.assert(
      fc.property(line, (text) => {
        if (!said.test(text)) return
        met++
        expect(like.test(text), text).toBe(true)
        expect(like.test(`某局的工作\n${text}\n以上`), text).toBe(true)
      }),
      { numRuns: 20_000, seed: 1 },
    )
    expect(met).toBeGreaterThan(200)
  })

  it.each(['目前暂无', '本月无', '我局今年暂没有行政许可', '今年未开展', '本单位不存在', '  现无许可 '])(
    '%s is told by it',
    (text) => {
      expect(NOTHING_DUE_LIKE.test(`公开\n${text}\n以上`)).toBe(true)
    },
  )

  it.each(['工作暂无先例可循之处甚多而且还要一直这样写下去', '无', '不存', '存在未办'])(
    '%s within a sentence is none',
    (text) => {
      expect(NOTHING_DUE_LIKE.test(`关于${text}关于某事而写得很长很长很长的一句话`)).toBe(false)
    },
  )

  it('is read of a page', () => {
    expect(read('<title>某局</title><p>关于工作的话。</p><p>本年度未开展此项工作</p>').notApplicable).toBe(
      '本年度未开展此项工作',
    )
  })
})
