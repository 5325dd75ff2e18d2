/** Sections of an annual report, under the names that reports give them. */
import { describe, expect, it } from 'vitest'
import { missingSections } from '../../src/model/report-prose.js'

const USUAL = [
  '一、总体情况',
  '二、主动公开政府信息情况',
  '三、收到和处理政府信息公开申请情况',
  '四、政府信息公开行政复议、行政诉讼情况',
  '五、存在的主要问题及改进情况',
  '六、其他需要报告的事项',
] as const
const TEXT = '各有关单位结合工作实际抓好落实，接受社会监督。'
const report = (heads: readonly string[]) => heads.map((head) => `${head}\n${TEXT}`).join('\n')

describe('a report', () => {
  it.each([
    ['（一）主动公开情况。公开信息三百条。', 2],
    ['（二）依申请公开情况。收到申请六件。', 3],
  ])('lacks the section that %s is called like: that is a part of the first', (part, n) => {
    const heads = USUAL.filter((_, i) => i !== n - 1)
    expect(missingSections(report([heads[0], part, ...heads.slice(1)].map(String)))).toEqual([n])
  })

  it('counts sections that are numbered like parts where nothing stands above them', () => {
    const heads = ['（一）主动公开政府信息情况', '（二）收到和处理政府信息公开申请情况', ...USUAL.slice(3)]
    expect(missingSections(report(heads))).toEqual([1])
    expect(missingSections(report(['总体情况', ...heads]))).toEqual([])
  })

  it.each(USUAL.map((head, n) => [head, n + 1] as const))('without %s lacks it', (head, n) => {
    expect(missingSections(report(USUAL.filter((one) => one !== head)))).toEqual([n])
  })

  it.each([
    [1, '一、政府信息公开总体工作情况'],
    [1, '一、综述'],
    [2, '二、主动公开政府信息工作情况'],
    [2, '二、主动公开工作情况'],
    [3, '三、收到和处理申请情况'],
    [3, '三、依申请公开工作情况'],
    [3, '三、收到和處理政府信息公開申請情況'],
    [4, '四、因政府信息公开被申请行政复议、提起行政诉讼的情况'],
    [4, '四、行政复议和诉讼情况'],
    [5, '五、不足之处与改进措施'],
    [6, '六、其他需要报告的情况'],
    [6, '六、其它需说明的问题'],
    [6, '六、其他'],
    [5, '五、短板弱项和改进措施'],
    [3, '三、政府信息公开申请收到和处理情况'],
    [1, '一、工作开展情况'],
  ])('has section %i as %s', (n, head) => {
    expect(missingSections(report(USUAL.map((usual, i) => (i === n - 1 ? head : usual))))).toEqual([])
  })
})
