/** Texts that thousands of rows bear (outcomes, ways, parents): a database gives each row a string of its own. */
import { Recent } from './pieces.js'

const REMEMBERED = 5_000
const known = new Recent<string, string>(REMEMBERED)

/** The same text, one string for all who bear it. */
export function sharedText<T extends string | null>(text: T): T {
  if (text === null) return text
  const shared = known.get(text)
  if (shared !== undefined) return shared as T
  known.set(text, text)
  return text
}
