/** The sentence of a finding: its code's, or the words of those who reported it. */
import { hasMessage, type Language, type MessageFacts, render } from './catalogue.js'

/** The sentence of a finding code or of any other key. */
export function sentence(key: string, facts: MessageFacts, language: Language): string {
  // What others reported is told in their words, until an inspection of ours sees it.
  const own = typeof facts.said === 'string' ? 'finding.reported' : `finding.${key}`
  return render(hasMessage(own) ? own : key, facts, language)
}
