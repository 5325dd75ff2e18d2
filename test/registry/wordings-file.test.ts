/** The operator's file of synonyms: what it may hold, and the place of what it may not. */
import { describe, expect, it } from 'vitest'
import { FileFault } from '../../src/model/file-fault.js'
import { readWordings } from '../../src/registry/wordings-file.js'

function problems(text: string) {
  try {
    readWordings(Buffer.from(text), 'wordings.yaml')
  } catch (error) {
    if (error instanceof FileFault) return error.problems.map(({ line, column, key }) => [line, column, key])
    throw error
  }
  return []
}

describe('a file of synonyms', () => {
  it('holds parts, each of which may be left out', () => {
    const text = 'roles:\n  news: [镇街快报]\nplaceholder: [此处留白]\ncolumns:\n  - [政策解读, 明白纸]\n'
    expect(readWordings(Buffer.from(text), 'w.yaml')).toEqual({
      roles: { news: ['镇街快报'] },
      placeholder: ['此处留白'],
      columns: [['政策解读', '明白纸']],
    })
    expect(readWordings(Buffer.from(''), 'w.yaml')).toEqual({})
  })
  it.each([
    ['an unknown part', 'placeholders: [此处留白]\n', [[1, 1, 'registry.unknown-key']]],
    ['an unknown role', 'roles:\n  gossip: [小道消息]\n', [[2, 3, 'registry.unknown-key']]],
    ['a group of one', 'columns:\n  - [政策解读]\n', [[2, 5, 'registry.too-small']]],
    ['a number', 'placeholder: [12]\n', [[1, 15, 'registry.bad-type']]],
    ['a single character', 'softError: [无]\n', [[1, 13, 'registry.too-small']]],
  ])('%s is told with its place', (_, text, found) => {
    expect(problems(text)).toEqual(found)
  })
})
