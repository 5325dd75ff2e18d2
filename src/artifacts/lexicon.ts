/** The synonyms in force: the bundled ones and what the operator of this process added to them. */
import type { Wordings } from '../model/wordings.js'

let added: Wordings = {}

/**
 * Puts an operator's synonyms in force for everything that this process reads from now on; undefined: none. Called
 * before an inspection reads its first page. A process serves one registry, so its inspections agree; who stores
 * readings names the synonyms in their key.
 */
export function adoptWordings(more: Wordings | undefined): void {
  if (JSON.stringify(added) !== JSON.stringify(more ?? {})) added = more ?? {}
}

/** A value made from the synonyms, made anew when others are put in force. */
export function fromWordings<T>(make: (added: Wordings) => T): () => T {
  let made: { readonly of: Wordings; readonly value: T } | null = null
  return () => {
    if (made === null || made.of !== added) made = { of: added, value: make(added) }
    return made.value
  }
}

/** A word in which no character means anything to a pattern. */
export const escaped = (word: string): string => word.normalize('NFKC').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** The pattern, or any of the plain words beside it; `whole`: as the whole text. */
export function withWords(pattern: RegExp, words: readonly string[] | undefined, whole = false): RegExp {
  if (words === undefined || words.length === 0) return pattern
  const plain = words.map(escaped).join('|')
  return new RegExp(`${pattern.source}|${whole ? `^(?:${plain})$` : plain}`, pattern.flags)
}
