/** Characters as they are matched. */
import { describe, expect, it } from 'vitest'
import { plainHan, simplified } from '../../src/model/han.js'
import { SIMPLIFIED, TRADITIONAL } from '../../src/model/han-table.js'

describe('radicals', () => {
  it.each([
    ['⼯作⻚⾯', '工作页面'],
    ['⺠政局⻓', '民政局长'],
    ['⻅⻋⻔⻛⻢⻩⻬⻰', '见车门风马黄齐龙'],
    ['政府信息公开', '政府信息公开'],
    ['（２０２６）', '(2026)'],
  ])('%s is matched as %s', (written, plain) => {
    expect(plainHan(written)).toBe(plain)
  })
})

describe('traditional characters', () => {
  it.each([
    ['政府資訊公開指南', '政府资讯公开指南'],
    ['雲溪區教育局辦公室', '云溪区教育局办公室'],
    ['年度報告與申請', '年度报告与申请'],
    ['already plain 已经简化', 'already plain 已经简化'],
    ['', ''],
  ])('%s is matched as %s, place for place', (written, plain) => {
    expect(simplified(written)).toBe(plain)
    expect(simplified(written)).toHaveLength(written.length)
  })

  it('have one simplified form each', () => {
    expect([TRADITIONAL.length, new Set(TRADITIONAL).size]).toEqual([SIMPLIFIED.length, TRADITIONAL.length])
    expect(simplified(TRADITIONAL)).toBe(SIMPLIFIED)
  })
})
