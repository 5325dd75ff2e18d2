/** Words of the report in the reader's language, and how times and states are written. */
import { type Language, type MessageFacts, render } from '../../src/messages/catalogue.js'

/** A reader's language bound to the catalogue. */
export interface Words {
  readonly language: Language
  (key: string, facts?: MessageFacts): string
}

/** Words for a language: `words('title')` renders `report.title`. */
export function wordsIn(language: Language): Words {
  return Object.assign((key: string, facts: MessageFacts = {}) => render(`report.${key}`, facts, language), {
    language,
  })
}

/** Making a formatter is dear, a page shows many moments, and there are few time zones. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>()

/** A moment in the portal's time zone, to the minute. */
export function moment(instant: number | string, timezone: string): string {
  const clock =
    CLOCKS.get(timezone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
  CLOCKS.set(timezone, clock)
  return clock.format(new Date(instant))
}
