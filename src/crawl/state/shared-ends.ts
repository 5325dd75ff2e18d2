/** What two rows have in common at their ends: pages of one template differ in the middle. */

/**
 * How many of their first and of their last elements two rows share, none counted twice. Elements are compared as such:
 * the reader gives one object for every page that shows the same piece of frame.
 */
export function sharedEnds<T>(
  one: readonly T[],
  other: readonly T[],
): { readonly head: number; readonly tail: number } {
  const most = Math.min(one.length, other.length)
  let head = 0
  while (head < most && one[head] === other[head]) head += 1
  let tail = 0
  while (tail < most - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1
  return { head, tail }
}
