/** Who answers for a page: register, scope, publisher, operator; and whom a text names. */
import { describe, expect, it } from 'vitest'
import { namesUnit, ownerOf, type SiteSpec, unitByScope, unitsNamedIn } from '../../src/model/site.js'
import { ORIGIN, site, unit } from '../artifacts/portal/harvested.js'

const office = unit('office', '区政府办公室', { takesRest: true })
const edu = unit('edu', '区教育局', { portal: `${ORIGIN}/dw/edu/`, aliases: ['教体局'] })
const exam = unit('exam', '区教育局招生办', { portal: `${ORIGIN}/dw/exam/` })
const farm = unit('farm', '区农业农村局', {
  portal: `${ORIGIN}/list?unitId=12`,
  scopes: [{ by: 'parameter', name: 'unitId', value: '12' }],
  formerNames: [{ name: '区农业局', until: '2026-03-01' }],
})
const platform: SiteSpec = site([office, edu, exam, farm], {
  operator: 'office',
  columns: [
    {
      name: '财政预决算',
      url: `${ORIGIN}/czyjs/`,
      role: null,
      owner: 'edu',
      maxAgeDays: null,
      from: 'register',
    },
    {
      name: '考试',
      url: `${ORIGIN}/dw/edu/ks/index.html`,
      role: null,
      owner: 'exam',
      maxAgeDays: null,
      from: 'register',
    },
  ],
})

describe('ownerOf', () => {
  it.each([
    ['a page in scope', '/dw/edu/gzdt/t1.html', null, 'edu'],
    ['the start page', '/dw/edu/', null, 'edu'],
    ['scope goes before publisher', '/dw/edu/gzdt/t1.html', '区农业局', 'edu'],
    ['a registered column outside the scope', '/czyjs/t1.html', null, 'edu'],
    ['a column in one scope registered to another', '/dw/edu/ks/t1.html', null, 'exam'],
    ['a query parameter with exactly that value', '/show?id=3&unitId=12', null, 'farm'],
    ['a query parameter with another value', '/show?id=3&unitId=120', null, 'office'],
    ['a publisher on common ground', '/art/1.html', '云溪区教育局', 'edu'],
    ['a publisher by former name', '/art/1.html', '区农业局', 'farm'],
    ['the longest name wins', '/art/1.html', '区教育局招生办', 'exam'],
    ['two publishers are nobody: the operator', '/art/1.html', '区教育局、区农业局', 'office'],
    ['what nobody claims', '/about.html', null, 'office'],
    ['a path that only begins like a scope', '/dw/education/', null, 'office'],
  ])('%s', (_, path, publisher, owner) => {
    expect(ownerOf(platform, `${ORIGIN}${path}`, publisher)?.id ?? null).toBe(owner)
  })

  it('gives nobody what lies on another site, and nobody the common part where there is no operator', () => {
    expect(ownerOf(platform, 'http://elsewhere.test/a.html', '区教育局')).toBeNull()
    expect(ownerOf(site([edu, exam]), `${ORIGIN}/about.html`, null)).toBeNull()
  })

  it('gives the common part to an operator without the root as its scope', () => {
    const hall = unit('hall', '政务服务局', { portal: `${ORIGIN}/hall/` })
    expect(ownerOf(site([edu, hall], { operator: 'hall' }), `${ORIGIN}/about.html`, null)?.id).toBe('hall')
  })

  it('counts a prefix on another origin as scope', () => {
    const two = unit('two', '区水利局', { scopes: [{ by: 'prefix', url: 'http://sl.yunxi.test/' }] })
    expect(unitByScope(site([two]), 'http://sl.yunxi.test/a/')?.id).toBe('two')
  })
})

describe('names in texts', () => {
  it.each([
    ['云溪区教育局2025年政府信息公开工作年度报告', true],
    ['教体局关于印发通知', true],
    ['区教育局办公室', true],
    ['区教育局人事科', true],
    ['区教育局招生办2025年政府信息公开工作年度报告', false],
    ['区教育局教研中心', false],
    ['区教育', false],
  ])('%s', (text, named) => {
    expect(namesUnit(text, edu)).toBe(named)
  })

  it('does not take the office of a district for the district', () => {
    const district = unit('qzf', '云溪区人民政府', { kind: 'district' })
    expect(namesUnit('云溪区人民政府办公室2025年政府信息公开年报', district)).toBe(false)
    expect(namesUnit('云溪区人民政府2025年政府信息公开年报', district)).toBe(true)
  })

  it('finds every unit of a joint text, and the longer of two overlapping names', () => {
    expect(unitsNamedIn('区教育局招生办、区农业局', platform.units).map((one) => one.id)).toEqual([
      'exam',
      'farm',
    ])
  })
})
