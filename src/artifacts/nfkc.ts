/** NFKC a character at a time: what most characters become does not depend on what stands beside them. */

/** Of a character that more than itself decides on, or that becomes several. */
export const MIXES = 1
const UNKNOWN = 0

/** What joins with its neighbours: marks, halves of characters, the letters of Korean syllables. */
const MIXING = /[\p{M}\p{Cs}\p{Script=Hangul}]/u

/** What each character becomes, by its code, as far as one was met. */
const met = new Uint16Array(65_536)

function lookedUp(code: number): number {
  const char = String.fromCharCode(code)
  const plain = char.normalize('NFKC')
  const alone = plain.length === 1 && !MIXING.test(char) && !MIXING.test(plain)
  const becomes = alone && plain > String.fromCharCode(MIXES) ? plain.charCodeAt(0) : MIXES
  met[code] = becomes
  return becomes
}

/** The code of what a character becomes in NFKC wherever it stands, by its own code; else {@link MIXES}. */
export function nfkcOf(code: number): number {
  const known = met[code] ?? UNKNOWN
  return known === UNKNOWN ? lookedUp(code) : known
}
