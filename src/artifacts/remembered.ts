/** Answers of pure functions over short texts, kept for a while: the same frame stands on every page of a site. */
import { copyOf } from './flat.js'

/**
 * A function that remembers its answers. In two generations: what nobody asked for since the last but one fill is
 * forgotten, so that a site of any size takes a bounded share of memory. Answers are shared: never change one.
 * @param most answers of one generation
 * @param longest texts longer than this many characters are answered anew each time
 */
export function remembered<T extends NonNullable<unknown> | null>(
  most: number,
  longest: number,
  answer: (text: string) => T,
): (text: string) => T {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (text) => {
    if (text.length > longest) return answer(text)
    const known = young.get(text)
    if (known !== undefined) return known
    const before = old.get(text)
    // A flat copy: a piece of a page would keep the whole page alive.
    const own = copyOf(text)
    const value = before === undefined ? answer(own) : before
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    young.set(own, value)
    return value
  }
}
