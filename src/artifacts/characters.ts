/** Which kinds of characters a text holds, told in one pass: what looks for words among rare ones need not look. */
import { mayBeVariant } from '../model/han.js'
import { mayBeGarbled } from './mojibake.js'

/** Kinds of characters, a bit each. */
export const KIND = {
  /** Anything but white space and joints. */
  ink: 1,
  digit: 2,
  /** ０ to ９, and the Ｘ that an identity number may end in. */
  wideDigit: 4,
  /** －, —, –, ／ and ．, which may part the numbers of a date. */
  wideSign: 8,
  /** 年 */
  year: 16,
  /** a to z in any case. */
  letter: 32,
  /** What garbled text is made of. */
  garbled: 64,
  /** Not the character that words are matched in. */
  variant: 128,
  /** <, & and {. */
  code: 256,
  /** : and ： */
  colon: 512,
  /** What opens brackets that labels stand in. */
  bracket: 1024,
} as const

/** Brackets that labels stand in, the opening ones. */
export const BRACKETS = '【［〔「『〖['

const BLANK =
  '\u0001\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'

let table: Uint16Array | null = null

/** The kinds of every character, by its code. */
export function kindTable(): Uint16Array {
  if (table !== null) return table
  const kinds = new Uint16Array(65_536).fill(KIND.ink)
  const add = (kind: number, chars: Iterable<string>): void => {
    for (const char of chars) kinds[char.charCodeAt(0)] = (kinds[char.charCodeAt(0)] ?? 0) | kind
  }
  for (const blank of BLANK) kinds[blank.charCodeAt(0)] = 0
  add(KIND.digit, '0123456789')
  add(KIND.wideDigit, '０１２３４５６７８９Ｘｘ')
  add(KIND.wideSign, '－—–／．')
  add(KIND.year, '年')
  add(KIND.letter, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
  add(KIND.code, '<&{')
  add(KIND.colon, ':：')
  add(KIND.bracket, BRACKETS)
  for (let code = 0; code < kinds.length; code++) {
    if (mayBeGarbled(code)) kinds[code] = (kinds[code] ?? 0) | KIND.garbled
    if (mayBeVariant(code)) kinds[code] = (kinds[code] ?? 0) | KIND.variant
  }
  table = kinds
  return kinds
}

/** All kinds that a text holds. */
export function kindsIn(text: string): number {
  const kinds = kindTable()
  let found = 0
  for (let i = 0; i < text.length; i++) found |= kinds[text.charCodeAt(i)] ?? 0
  return found
}
