/** Where skimmed links lead, understood as the full reading does. */
import { Parser } from 'htmlparser2'
import type { Skim, SkimLink } from './skim.js'
import { tidy } from './tree.js'
import { clickTarget, isPicture, namedKind, resolveAnew } from './urls.js'

/** Attribute or title text with its entities decoded. */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text
  let decoded = ''
  const parser = new Parser({
    onattribute: (_name, value) => {
      decoded = value
    },
  })
  parser.end(`<a title="${text.replaceAll('"', '&quot;')}">`)
  return decoded
}

/** Where a skimmed link leads and as what; `file`: a `file:` address as written, which no client can follow. */
export type SkimTarget =
  | { readonly url: string; readonly role: 'page' | 'attachment' | 'image' }
  | { readonly file: string }

/**
 * Understands a link as the full reading does; null when it leads nowhere. Whoever asks remembers the answer.
 * @param base see {@link skimBase}
 */
export function resolveSkimmed(link: SkimLink, base: string): SkimTarget | null {
  const raw = decodeText(link.raw)
  const scripted = link.use === 'handler' ? clickTarget(raw) : null
  if (link.use === 'handler') return scripted === null ? null : clicked(resolveAnew(scripted, base), false)
  const direct = resolveAnew(raw, base)
  if (link.use === 'picture') return direct === null ? null : { url: direct, role: 'image' }
  if (link.use === 'media')
    return direct === null ? null : { url: direct, role: isPicture(raw) ? 'image' : 'attachment' }
  if (direct !== null) return clicked(direct, link.use === 'download')
  if (/^\s*file:/i.test(raw)) return { file: tidy(raw, 2000) }
  const target = clickTarget(raw)
  return target === null ? null : clicked(resolveAnew(target, base), link.use === 'download')
}

function clicked(url: string | null, download: boolean): SkimTarget | null {
  if (url === null) return null
  const kind = namedKind(url)
  if (kind === 'page') return { url, role: download ? 'attachment' : 'page' }
  return { url, role: kind === 'file' ? 'attachment' : 'image' }
}

/** Address that a skimmed page's links resolve against. @param url the page's own */
export function skimBase(skim: Skim, url: string): string {
  if (skim.base === null) return url
  try {
    const base = new URL(decodeText(skim.base), url)
    return base.protocol === 'http:' || base.protocol === 'https:' ? base.href : url
  } catch {
    return url
  }
}
