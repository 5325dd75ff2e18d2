/** What a unit does: told under the word for it, or in the verbs of duties on a page about the unit. */
import { describe, expect, it } from 'vitest'
import { unit } from './harvested.js'
import { MENU, PAGES, page, seen } from './small-portal.js'

const NAME = '区市场监督管理局'

function dutiesOf(text: string): string | null {
  const artifacts = seen(
    {
      ...PAGES,
      '/': page('云溪区市场监督管理局', '', [...MENU, ['/jg/', '机构概况']]),
      '/jg/': page('机构概况', `<p>${text}</p>`),
    },
    { unit: unit('scjg', NAME) },
  )
  return artifacts.institution.elements.find(({ element }) => element === 'functions')?.found?.quote ?? null
}

describe('what a picture may carry', () => {
  const unreadable = (picture: string) =>
    seen({
      ...PAGES,
      '/': page('云溪区教育局', '<img src="/top.jpg" width="1000">', [...MENU, ['/jg/', '机构概况']]),
      '/jg/': page('机构概况', `<p>云溪区教育局欢迎您。</p><p><img src="${picture}" width="1000"></p>`),
    }).institution.unreadable
  it('is nothing where the start page shows it too', () =>
    expect([unreadable('/top.jpg'), unreadable('/jg/zn.jpg')]).toEqual([false, true]))
})

describe('duties', () => {
  it.each([
    ['under their name', `${NAME}主要职责：负责市场监督管理和行政执法的有关工作，起草有关规章草案。`],
    [
      'without their name',
      '负责起草有关规章；负责市场主体登记；组织和指导行政执法；承担安全生产的综合协调工作。',
    ],
    ['in one sentence', '本镇主要承担辖区内经济发展、社会治安、村镇建设等服务事务。镇政府驻人民路18号。'],
  ])('are found %s', (_, text) => expect(dutiesOf(text)).not.toBe(null))

  it.each([
    [
      'the name of a unit that supervises and administers',
      `${NAME}位于学院路18号。${NAME}欢迎您来访，${NAME}电话88110001。`,
    ],
    ['how many it takes on', `${NAME}主要负责人为李明，办公室设在三楼，现有工作人员二十名。`],
    ['who is in charge', '负责人：李明。负责人电话：88110001。各科室负责人：张三、王五。'],
  ])('are not %s', (_, text) => expect(dutiesOf(text)).toBe(null))
})
