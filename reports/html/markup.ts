/** Markup that escapes by default: crawled text is hostile, whatever field it stands in. */

/** Text that is markup already. Only `html` and `raw` make one. */
export class Markup {
  constructor(readonly text: string) {}
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control and bidirectional characters could change what a reader sees; they become a visible mark. */
function harmless(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  )
}

function escapeText(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
}

type Value = Markup | string | number | null | undefined | false | readonly Value[]

function show(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(show).join('')
  return escapeText(String(value))
}

/** Tagged template: every value is escaped unless it is Markup; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.map((part, n) => part + (n < values.length ? show(values[n]) : '')).join(''))
}

/** Markup of our own making, style sheets and the like. Never for crawled text. */
export function raw(text: string): Markup {
  return new Markup(text)
}

/** A link that opens only over http(s); anything else is shown as text. */
export function link(url: string, text: string): Markup {
  return /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noreferrer noopener nofollow" target="_blank">${text}</a>`
    : html`<span>${text}</span>`
}
