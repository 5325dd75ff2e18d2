/** Options of a list that a visitor goes on from: friend links and other years stand in drop-down lists as often as in links. */
import { decodeText } from './tag.js'

/** A handler that leads to the value that was chosen. */
const JUMPS = /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|\bopen\s*\()[^;]{0,200}\bvalue\b/i

/** The beginning of a search's address: what was typed goes behind it, and nobody opens it as it stands. */
const ASKS_FOR_MORE = /[=&?]$/

/** True for the handler of a list that leads to whatever is chosen, be it no whole address. */
export function jumpsToValue(onchange: string | null | undefined): boolean {
  return onchange !== undefined && onchange !== null && JUMPS.test(onchange)
}

/** The address that an option leads to, as written; null where choosing it leads nowhere, or only a script knows where. */
export function optionAddress(value: string | null | undefined, jumps: boolean): string | null {
  const written = value?.trim() ?? ''
  if (ASKS_FOR_MORE.test(written)) return null
  if (/^https?:\/\/[^/]/i.test(written)) return written
  return jumps && /[/.?]/.test(written) && !/^(?:#|[a-z][a-z0-9+.-]*:)/i.test(written) ? written : null
}

const OPTION = /<option\b([^>]{0,2000})>([^<]{0,300})/gi
const VALUE = /(?:^|\s)value\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
/** More options no page has that anybody chooses from. */
const MAX_OPTIONS = 5_000

/** What the options of a page say, by their values. No text of a page holds it: of a list only what is chosen is seen. */
export function optionTexts(html: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [, attributes = '', text = ''] of html.matchAll(OPTION)) {
    const [, double, single, bare] = VALUE.exec(attributes) ?? []
    const value = decodeText(double ?? single ?? bare ?? '')
    if (value !== '' && !texts.has(value)) texts.set(value, decodeText(text))
    if (texts.size >= MAX_OPTIONS) break
  }
  return texts
}
