/** Where start pages lead: aliases of the portal's own host, the directory it lands in, and other people's sites. */
import { describe, expect, it } from 'vitest'
import { isSameOrigin, landedAt } from '../../src/model/landing.js'
import { ownerOf } from '../../src/model/site.js'
import { ORIGIN, site, unit } from '../artifacts/portal/harvested.js'

const edu = unit('edu', '区教育局')
const part = unit('farm', '区农业农村局', { portal: `${ORIGIN}/nyj/` })
const other = unit('water', '区水利局', { portal: `${ORIGIN}/slj/` })

describe('landedAt', () => {
  it.each([
    ['https', 'https://www.yunxi.test/'],
    ['www left out', 'http://yunxi.test/index.html'],
    ['another port', 'http://www.yunxi.test:8080/index.html'],
  ])('takes %s of the same host for the portal', (_name, landed) => {
    const seen = landedAt(site([edu]), `${ORIGIN}/`, landed)
    const { origin } = new URL(landed)
    expect(ownerOf(seen, `${origin}/zn/`, null)?.id).toBe('edu')
    expect(ownerOf(seen, `${ORIGIN}/zn/`, null)?.id).toBe('edu')
    expect(isSameOrigin(seen, `${origin}/zn/`, ORIGIN)).toBe(true)
    expect(ownerOf(seen, 'https://www.yunxi.test.evil.test/zn/', null)).toBeNull()
  })

  it('gives the unit the directory that its start page lands in', () => {
    const seen = landedAt(site([part, other]), part.portal, `${ORIGIN}/xxgk/nyj/index.html`)
    expect(ownerOf(seen, `${ORIGIN}/xxgk/nyj/zn/`, null)?.id).toBe('farm')
    expect(ownerOf(seen, `${ORIGIN}/nyj/zn/`, null)?.id).toBe('farm')
    expect(ownerOf(seen, `${ORIGIN}/xxgk/zn/`, null)).toBeNull()
  })

  it.each([
    ['a whole site', `${ORIGIN}/index.html`],
    ['the part of another unit', `${ORIGIN}/slj/index.html`],
    ['another host', 'http://www.haitang.test/nyj/'],
    ['what is no address', 'about:blank'],
  ])('takes nothing in when it lands at %s', (_name, landed) => {
    const before = site([part, other])
    expect(landedAt(before, part.portal, landed)).toEqual(before)
  })

  it('asks only of start pages', () => {
    const before = site([edu])
    expect(landedAt(before, `${ORIGIN}/zn/`, 'https://www.yunxi.test/zn/')).toBe(before)
  })
})
