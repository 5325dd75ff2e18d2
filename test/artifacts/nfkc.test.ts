/** Texts are told in NFKC, whatever characters stand beside each other. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nfkcOf } from '../../src/artifacts/nfkc.js'
import { read } from './page.js'

/** Characters that stand for themselves, that become others, and that join with their neighbours. */
const SOME = [
  ...'关于通知2026aｅＡ１：（）℃№①½ﬁ㈱…｡カｶﾞﾟ한글ᄒ\u1161\u11abéÅΩ𠀀豈\u0301\u0323\u3099\u3000\u00a0 ',
]

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim().normalize('NFKC'))
    .join('\n')

describe('a text', () => {
  it('is told in NFKC', () => {
    const paragraph = fc
      .array(fc.constantFrom(...SOME), { minLength: 1, maxLength: 30 })
      .map((chars) => chars.join(''))
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), (paragraphs) => {
        const html = paragraphs.map((text) => `<p>开${text.replaceAll('0', '<b>0</b>')}完</p>`).join('')
        // Runs of white space are one blank before.
        const written = paragraphs.map((text) => `开${text}完`.replace(/\s+/g, ' ')).join('\n')
        expect(read(`<title>某局</title><div id="zoom">${html}</div>`).text).toBe(lines(written))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the words of a whole page', () => {
  it('hold those of its body line for line, be it long or begin within a line', () => {
    const body = Array.from(
      { length: 20 },
      (_, n) => `第${n}段：为贯彻落实上级部署，现将有关事项通知如下（２０２６）。`,
    )
    const html = (open: string, close: string) =>
      `<title>某局</title><h1>关于某事的通知</h1>某科${open}${body.map((text) => `<p>${text}</p>`).join('')}${close}以上<p>联系：某人</p>`
    const told = lines(body.join('\n'))
    expect(read(html('<div id="zoom">', '</div>')).frameText).toBe(
      `关于某事的通知\n某科\n${told}\n以上\n联系:某人`,
    )
    expect(read(html('<span id="zoom">', '</span>')).frameText).toBe(
      `关于某事的通知\n某科\n${told}\n以上\n联系:某人`,
    )
  })
})

describe('a character that stands for itself', () => {
  it('becomes the same beside any other', () => {
    const alone = Array.from({ length: 65_536 }, (_, code) => code).filter((code) => nfkcOf(code) > 1)
    expect(alone.length).toBeGreaterThan(40_000)
    const become = (codes: readonly number[]) => String.fromCharCode(...codes.map(nfkcOf))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alone), { maxLength: 40 }), (codes) => {
        expect(String.fromCharCode(...codes).normalize('NFKC')).toBe(become(codes))
      }),
      { numRuns: 2_000 },
    )
  })
})
