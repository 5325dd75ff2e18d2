/** Kinds of units by their names, frequencies of columns by their words. */
import { describe, expect, it } from 'vitest'
import { daysOfFrequency } from '../../src/registry/column-register.js'
import { kindOf } from '../../src/registry/kind.js'
import { instantOf } from '../../src/registry/local-time.js'
import { reportDueOf } from '../../src/registry/resolve.js'

describe('kindOf', () => {
  it.each([
    ['区教育局', 'department'],
    ['市公安局瓯海分局', 'department'],
    ['发展和改革委员会', 'department'],
    ['区卫健委', 'department'],
    ['区政府办公室', 'department'],
    ['区信访办', 'department'],
    ['区司法局（区行政复议局）', 'department'],
    ['泽雅镇', 'town'],
    ['泽雅镇人民政府', 'town'],
    ['云峰乡', 'town'],
    ['新桥街道', 'street'],
    ['新桥街道办事处', 'street'],
    ['瓯海区人民政府', 'district'],
    ['永嘉县人民政府', 'district'],
    ['温州市人民政府', 'city'],
    ['瓯海经济开发区管理委员会', 'zone'],
    ['生命健康小镇管委会', 'zone'],
    ['瓯海经济开发区', 'zone'],
    ['新桥村村民委员会', 'village'],
    ['区城投集团有限公司', 'enterprise'],
    ['浙江省人民政府', null],
    ['广西壮族自治区人民政府', null],
    ['区委宣传部', null],
    ['区纪委', null],
    ['区档案馆', null],
    ['瓯海区', null],
    ['', null],
  ])('%s → %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind)
  })

  it('presets the day of the annual report', () => {
    expect([reportDueOf('district'), reportDueOf('city'), reportDueOf('town'), reportDueOf(null)]).toEqual([
      '03-31',
      '03-31',
      '01-31',
      null,
    ])
  })
})

describe('daysOfFrequency', () => {
  it.each([
    ['每工作日', 10],
    ['每日更新', 3],
    ['每周', 7],
    ['每周更新一次', 7],
    ['半月', 16],
    ['每月', 31],
    ['1次/月', null],
    ['每季度', 92],
    ['季度更新', 92],
    ['每半年', 184],
    ['每年', 366],
    ['年度', 366],
    ['30天', 30],
    ['每3个月', 93],
    ['20个工作日内', null],
    ['及时更新', null],
    ['长期公开', null],
    ['', null],
  ])('%s → %s', (words, days) => {
    expect(daysOfFrequency(words)).toBe(days)
  })
})

describe('instantOf', () => {
  it.each([
    ['2026-10-01T22:00', 'Asia/Shanghai', '2026-10-01T14:00:00.000Z'],
    ['2026-10-01 22:00:30', 'UTC', '2026-10-01T22:00:30.000Z'],
    ['2026-07-01T00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-01-01T00:00', 'America/New_York', '2026-01-01T05:00:00.000Z'],
  ])('%s in %s', (local, zone, instant) => {
    expect(new Date(instantOf(local, zone)).toISOString()).toBe(instant)
  })
})
