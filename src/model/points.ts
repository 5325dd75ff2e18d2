/** Points: whole hundredths inside, decimal strings outside; exact fractions where a rubric divides. */

/** Points in whole hundredths: -100 is "-1". */
export type Hundredths = number

/** "27.5" for 2750; no trailing zeros, "-0" never. */
export function formatPoints(points: Hundredths): string {
  const sign = points < 0 ? '-' : ''
  const abs = Math.abs(points)
  const rest = String(abs % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return `${sign}${Math.floor(abs / 100)}${rest ? `.${rest}` : ''}`
}

/** Hundredths of a decimal with at most two places; null for anything else. */
export function parsePoints(text: string): Hundredths | null {
  const parts = /^([+-]?)(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim())
  if (!parts) return null
  const value = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0') || 0)
  return parts[1] === '-' && value !== 0 ? -value : value
}

/** An exact fraction of hundredths; `den` is positive and the fraction is in lowest terms. */
export interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b]
  while (y) [x, y] = [y, x % y]
  return x || 1n
}

/** num/den in lowest terms; throws on a zero denominator. */
export function fraction(num: bigint | number, den: bigint | number = 1): Fraction {
  let [n, d] = [BigInt(num), BigInt(den)]
  if (d === 0n) throw new RangeError('a fraction has no zero denominator')
  if (d < 0n) [n, d] = [-n, -d]
  const g = gcd(n, d)
  return { num: n / g, den: d / g }
}

/** a + b. */
export function addFractions(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den)
}

/** Rounds half up (towards +∞) to a whole hundredth: the one rounding step of a derived total. */
export function roundHalfUp(f: Fraction): Hundredths {
  const doubled = 2n * f.num + f.den
  const divisor = 2n * f.den
  let quotient = doubled / divisor
  if (doubled % divisor < 0n) quotient -= 1n
  return Number(quotient)
}
