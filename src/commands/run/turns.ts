/** The order in which sites go to many workers: domains in turns, for neighbours in the queue share one budget. */

/**
 * Items in turns over what they share, the heaviest of each first, and whoever has most of them begins: what takes
 * longest must not be what begins last. Equals stay in their order.
 */
export function inTurns<T>(
  items: readonly T[],
  sharedBy: (item: T) => string,
  weightOf: (item: T) => number,
): T[] {
  const lanes = new Map<string, T[]>()
  for (const item of items) {
    const lane = lanes.get(sharedBy(item))
    if (lane) lane.push(item)
    else lanes.set(sharedBy(item), [item])
  }
  const weighed = [...lanes.values()].map((lane) => ({
    lane: lane.sort((a, b) => weightOf(b) - weightOf(a)),
    weight: lane.reduce((sum, item) => sum + weightOf(item), 0),
  }))
  weighed.sort((a, b) => b.weight - a.weight)
  const ordered: T[] = []
  for (let turn = 0; ordered.length < items.length; turn += 1)
    for (const { lane } of weighed) {
      const item = lane[turn]
      if (item !== undefined) ordered.push(item)
    }
  return ordered
}
