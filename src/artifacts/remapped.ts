/** The texts of a page's facts as other texts; what names things for the program stays as it is. */

/** Addresses, and what is no text of the page. */
export const ADDRESSES: ReadonlySet<string> = new Set(
  'url target raw action forward signature charset frames urls offered mentioned applicationEntry'.split(' '),
)

/** A copy with every text mapped, save those under a key that is kept; what no text of changes is the same object. */
export function remapped<T>(
  value: T,
  map: (text: string) => string,
  kept: ReadonlySet<string> = ADDRESSES,
): T {
  const walk = (held: unknown): unknown => {
    if (typeof held === 'string') return map(held)
    if (typeof held !== 'object' || held === null) return held
    if (Array.isArray(held)) {
      const mapped = held.map(walk)
      return mapped.some((item, n) => item !== held[n]) ? mapped : held
    }
    const entries = Object.entries(held).map(([key, one]) => [key, kept.has(key) ? one : walk(one), one])
    return entries.some(([, mapped, one]) => mapped !== one)
      ? Object.fromEntries(entries.map(([key, mapped]) => [key, mapped]))
      : held
  }
  return walk(value) as T
}
