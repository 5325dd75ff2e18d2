/** Bodies are decoded by their bytes; declarations are believed only where they can be true. */
import { describe, expect, it } from 'vitest'
import { decodeBody } from '../../src/artifacts/charset.js'
import { toGbk } from './page.js'

const WORDS = '云溪区人民政府办公室关于印发工作要点的通知'
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const meta = (charset: string) => `<html><head><meta charset="${charset}"></head><body>${WORDS}</body></html>`
const equiv = (charset: string) =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head>${WORDS}</html>`

describe('decodeBody', () => {
  const table: [string, Uint8Array, string | null, string, string][] = [
    ['utf-8 without any declaration', utf8(WORDS), null, 'utf-8', WORDS],
    ['utf-8 with a byte order mark', utf8(`\ufeff${WORDS}`), 'text/html; charset=gbk', 'utf-8', WORDS],
    ['utf-8 under a GBK header', utf8(meta('utf-8')), 'text/html; charset=GBK', 'utf-8', meta('utf-8')],
    ['utf-8 under a GB2312 meta', utf8(meta('gb2312')), null, 'utf-8', meta('gb2312')],
    ['GBK by meta', toGbk(meta('gbk')), 'text/html', 'gbk', meta('gbk')],
    ['GBK by http-equiv as gb2312', toGbk(equiv('gb2312')), null, 'gb2312', equiv('gb2312')],
    ['GBK under a utf-8 header', toGbk(meta('gb2312')), 'text/html; charset=utf-8', 'gb2312', meta('gb2312')],
    ['GBK that nobody declares', toGbk(WORDS), null, 'gb18030', WORDS],
    [
      'GBK that everybody calls utf-8',
      toGbk(meta('utf-8')),
      'text/html; charset=utf-8',
      'gb18030',
      meta('utf-8'),
    ],
    ['GBK under a Latin header', toGbk(WORDS), 'text/html; charset=ISO-8859-1', 'gb18030', WORDS],
    ['big5 by header', Uint8Array.of(0xac, 0x46, 0xa9, 0xb2), 'text/html; charset=big5', 'big5', '政府'],
    [
      'utf-16 with its mark',
      new Uint8Array(Buffer.from(`\ufeff${WORDS}`, 'utf16le')),
      null,
      'utf-16le',
      WORDS,
    ],
    [
      'utf-16 without a mark',
      new Uint8Array(Buffer.from('<html><body>ok</body></html>', 'utf16le')),
      null,
      'utf-16le',
      '<html><body>ok</body></html>',
    ],
    ['nothing', new Uint8Array(), null, 'utf-8', ''],
  ]
  it.each(table)('%s', (_, body, contentType, charset, text) => {
    expect(decodeBody(body, contentType)).toEqual({ charset, text })
  })

  it('keeps utf-8 for a page with one damaged byte', () => {
    const body = utf8(`${WORDS.repeat(5)}x${WORDS}`)
    body[30] = 0xff
    expect(decodeBody(body, 'text/html; charset=utf-8').charset).toBe('utf-8')
  })

  it('keeps utf-8 for a body cut inside a character', () => {
    expect(decodeBody(utf8(WORDS).subarray(0, 32), null)).toEqual({
      charset: 'utf-8',
      text: WORDS.slice(0, 10),
    })
  })
})
