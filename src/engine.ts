/** How the JavaScript engine is asked to compile and to sweep: an inspection is over in seconds, and V8 is made for longer. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { MemoryPort } from './crawl/ports.js'

/** The V8 that the flags were measured with, Node 20's; any other is left as it comes. */
const MEASURED = /^11\./
/**
 * interrupt-budget: functions are compiled after half as many bytes of bytecode as usual, so that less of a short run
 * is spent in slow code. max-inlined-bytecode-size-cumulative: a compiled function takes in a third as much of others
 * as usual, so that compiling costs less. Crawl and link check of 5,000 pages: 10 % less CPU with both, no less with
 * either; an inspection of 2,000 pages: 0 to 4 % less.
 * heap-growing-percent: nearly all that a crawl makes is soon waste, and left to itself the heap grows to three times
 * what is in use before it is swept. Twice is enough: an inspection of 5,000 pages takes 90 MB less at its peak, for ten
 * sweeps more; less than twice costs a tenth of its CPU.
 */
const GROWTH = '--heap-growing-percent=100'
const FLAGS = ['--interrupt-budget=33000', '--max-inlined-bytecode-size-cumulative=300', GROWTH] as const
/** Where nearly all that is made stays, room for as much again is room for nothing. */
const SPARING_GROWTH = '--heap-growing-percent=30'

/**
 * Sets the flags for this process and its threads. They say when code is compiled and memory swept, never what is done,
 * and V8 reads them each time that it does either: whenever it is called, it is in time.
 */
export function tuneEngine(version = process.versions.v8, set = setFlagsFromString): void {
  if (MEASURED.test(version)) for (const flag of FLAGS) set(flag)
}

/** Each moves a part of what is in use together and gives back the room between; moving all at once takes more room first. */
const SWEEPS = 3

/** V8's own sweep of the whole heap, which it shows only to whoever asks for it. */
function collector(set: typeof setFlagsFromString): () => void {
  set('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  set('--no-expose-gc')
  return collect
}

/** How this process takes memory. An engine that nobody measured is left as it comes. */
export function memoryOf(version = process.versions.v8, set = setFlagsFromString): MemoryPort {
  if (!MEASURED.test(version)) return { sparing: (work) => work(), sweep: () => undefined }
  let under = 0
  return {
    async sparing(work) {
      under += 1
      set(SPARING_GROWTH)
      try {
        return await work()
      } finally {
        under -= 1
        if (under === 0) set(GROWTH)
      }
    },
    sweep() {
      const collect = collector(set)
      for (let round = 0; round < SWEEPS; round += 1) collect()
    },
  }
}
