/** What a misspelt key of a workspace was meant to be, and what may stand in its place. */
import { describe, expect, it } from 'vitest'
import { render } from '../../src/messages/catalogue.js'
import { FileFault } from '../../src/model/file-fault.js'
import { workspaceSchema } from '../../src/model/workspace.js'
import { keysAt, nearestKey } from '../../src/registry/allowed-keys.js'
import { readWorkspace } from '../../src/registry/read-workspace.js'

const told = (text: string, language: 'zh-CN' | 'en' = 'zh-CN'): string[] => {
  try {
    readWorkspace(text, 'w.yaml')
  } catch (fault) {
    if (fault instanceof FileFault)
      return fault.problems.map(({ key, facts }) => render(key, facts, language))
    throw fault
  }
  return []
}
const unit = (more: string) => `units: [{ id: edu, name: 区教育局, portal: "http://h.test/", ${more} }]`

describe('a key that is not known', () => {
  it.each([
    ['unitz: []', '文件顶层 下没有“unitz”这个键，是否想写 units？'],
    [unit('colums: []'), 'units[0] 下没有“colums”这个键，是否想写 columns？'],
    [unit('own_site: true'), 'units[0] 下没有“own_site”这个键，是否想写 ownSite？'],
    [unit('former: []'), 'units[0] 下没有“former”这个键，是否想写 formerNames？'],
    [
      'defaults: { limits: { size: 3 } }',
      'defaults.limits 下没有“size”这个键，可用的键：maxPages | maxRequests',
    ],
    [
      'defaults: { confirm: { codes: { link-brokn: { days: 1 } } } }',
      'defaults.confirm.codes 下没有“link-brokn”这个键，是否想写 link-broken？',
    ],
    [
      'defaults: { confirm: { codes: { nothing: { days: 1 } } } }',
      'defaults.confirm.codes 下没有“nothing”这个键',
    ],
  ])('of %s is told with what was meant', (text, sentence) => expect(told(text)).toEqual([sentence]))

  it('is told in English too', () => {
    expect(told('unitz: []', 'en')).toEqual(['top level: unknown key "unitz"; did you mean units?'])
  })
})

describe('keys that may stand at a place', () => {
  it('are those of the schema there', () => {
    expect(keysAt(workspaceSchema, [])).toEqual(['defaults', 'platforms', 'units', 'exemptions'])
    expect(keysAt(workspaceSchema, ['platforms', 3, 'pauses', 0])).toEqual(['from', 'to', 'reason'])
    expect(keysAt(workspaceSchema, ['nowhere', 0])).toEqual([])
  })

  it('are no neighbours of a word of its own', () => {
    expect(nearestKey('colour', ['columns', 'code'])).toBe(null)
    expect(nearestKey('x'.repeat(100_000), ['columns'])).toBe(null)
  })
})
