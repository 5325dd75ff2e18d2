/** Addresses: what is told of a URL without parsing it is what a parser says. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorityOf, isWrittenOut, normaliseUrl, originOf, tailOf } from '../../src/model/address.js'

const pieces = [
  ...'/ // . .. ./ ../ ? ?? # \\ @ : ; = & % %2e %2E%2e %41 a A art_1.html index.jsp 公开 _t=1 jsessionid=9 ~ | ^ \' "'.split(
    ' ',
  ),
  ' ',
  '\t',
]
const authorities =
  'http://a.gov.cn https://a.gov.cn HTTP://A.gov.cn http://a.gov.cn:80 https://a.gov.cn:443 http://a.gov.cn:8080 http://u:p@a.gov.cn http://127.1 http://127.0.0.1:81 http://[::1]:8 http://[0:0::1] http://a.gov.cn:99999 http://公开.cn http:// http:a.gov.cn ftp://a.gov.cn'.split(
    ' ',
  )
const tails = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''))
const urls = fc.tuple(fc.constantFrom(...authorities), tails).map((parts) => parts.join(''))

function parsed(href: string, base?: string): URL | null {
  try {
    return new URL(href, base)
  } catch {
    return null
  }
}

describe('address', () => {
  it('has the origin that a parser gives it, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(urls, { minLength: 2, maxLength: 6 }), (asked) => {
        for (const url of asked) expect(originOf(url)).toBe(parsed(url)?.origin ?? '')
      }),
    )
  })

  it('names the authority of a URL as it is written there', () => {
    const longer = [
      'http://a.gov.cn/x',
      'http://a.gov.cn.evil.cn/x',
      'http://a.gov.cn:81/',
      'http://a.gov.cn',
    ]
    expect(longer.map(authorityOf)).toEqual([
      'http://a.gov.cn',
      'http://a.gov.cn.evil.cn',
      'http://a.gov.cn:81',
      'http://a.gov.cn',
    ])
  })

  it('is written out only where a parser writes the same', () => {
    expect(isWrittenOut('http://a.gov.cn/art/2024/1/2/art_1_2.html?id=1&b=%E4')).toBe(true)
    fc.assert(
      fc.property(urls, (url) => {
        if (isWrittenOut(url)) expect(parsed(url)?.href).toBe(url)
      }),
    )
  })

  it('has the path and query that a parser gives it', () => {
    fc.assert(
      fc.property(urls, (url) => {
        const whole = parsed(url)
        if (!whole) return
        const { pathname, search } = tailOf(url)
        expect({ pathname, search }).toEqual({ pathname: whole.pathname, search: whole.search })
      }),
    )
  })

  it('resolves a path from the root like any other', () => {
    const rooted = (href: string): string | null => normaliseUrl(href, 'http://u:p@a.gov.cn:80/x/y?z#w')
    expect(
      ['/a/b.html', '/a/../b', '//b.cn/c', '/a;jsessionid=1', '/a?_t=1&b=2', '/a b'].map(rooted),
    ).toEqual([
      'http://a.gov.cn/a/b.html',
      'http://a.gov.cn/b',
      'http://b.cn/c',
      'http://a.gov.cn/a',
      'http://a.gov.cn/a?b=2',
      'http://a.gov.cn/a%20b',
    ])
    fc.assert(
      fc.property(tails, (tail) => {
        const whole = parsed(`/${tail}`, 'http://a.gov.cn/x/')?.href
        expect(rooted(`/${tail}`)).toBe(whole === undefined ? null : normaliseUrl(whole))
      }),
    )
  })
})
