/** The signs of a page that few pages have, gathered from their readers. */
import type { MenuEntry, PageKind, PageLink, PageSigns } from '../model/page.js'
import { foldedText, hasFolded } from './folded.js'
import { readBare, readIrregularOf } from './irregular.js'
import { readMentions } from './mentions.js'
import { hasMenuSlot } from './menu-slot.js'
import type { Exposed } from './personal.js'
import type { Reading } from './reading.js'
import { regionOf, tokensOf } from './regions.js'
import { readUnled } from './unled.js'

const FILE_WORDS = /附件|appendix|fujian|attach(?!Event|Shadow)|\.(?:pdf|docx?|xlsx?|zip|rar|wps|ofd)\b/i
const FILE_BOX = new Set(
  'fj fjxz fjlist fujian appendix attach attachment attachments annex fj_list fjbox'.split(' '),
)

/** What a handler is about that hands a file over: downFile('/upload/a.xls'), previewFj(12). */
const HANDS_OVER =
  /down|file|attach|fujian|(?:^|[^a-z])fj|(?:View|Show|Open)fj|Fj|preview|\.(?:pdf|docx?|xlsx?|zip|rar|wps|et|ofd)['"]/
/** Handlers of the page itself. */
const OF_THE_PAGE = /mousedown|keydown|dropdown|countdown|slideDown|window\.(?:print|close)/g

/** Something in the content hands a file over, at an address that only its script knows. */
function handsOver({ clickables, regions }: Reading): boolean {
  return clickables.some(({ el, url }) => {
    const called = el.attrs.onclick ?? el.attrs.href ?? ''
    const scripted = el.attrs.onclick !== undefined || /^\s*javascript:/i.test(called)
    return (
      url === null &&
      scripted &&
      regionOf(regions, el) === 'content' &&
      HANDS_OVER.test(called.replace(OF_THE_PAGE, ''))
    )
  })
}

/** A script may attach what the HTML does not show. */
function filesByScript(r: Reading): boolean {
  if (handsOver(r)) return true
  if (r.tree.scripts.length === 0) return false
  if (r.tree.scripts.some(({ src, text }) => FILE_WORDS.test(src ?? text))) return true
  return r.tree.els.some((el) => el.to - el.from < 4 && tokensOf(el).some((token) => FILE_BOX.has(token)))
}

const SINGLE: ReadonlySet<PageKind> = new Set(['article', 'annual-report', 'guide', 'other'])

/** Pages that people go on from. */
const FRONTS: ReadonlySet<PageKind> = new Set(['home', 'column', 'application-entry', 'other'])

/** Pages that tell how to reach a unit, by their names: what is behind their tabs belongs to them. */
const OF_CONTACT = /指南|机构|职能|职责|领导|联系|概况|简介/
/** Pages that show more are told by what they show. */
const FEW_WORDS = 300

/** Signs of a page; null where it has none. */
export function readSigns(
  r: Reading,
  kind: PageKind,
  links: readonly PageLink[],
  exposed: Exposed | null,
  menu: readonly MenuEntry[],
  rendered: boolean,
): PageSigns | null {
  const single = SINGLE.has(kind)
  const irregular = single ? readIrregularOf(r) : []
  const bare = single || kind === 'column' ? readBare(r) : null
  const unled = FRONTS.has(kind)
    ? readUnled(r.tree, r.clickables, menu, { front: kind === 'home', rendered })
    : null
  const names = `${r.tree.title}\n${r.breadcrumb.join('\n')}`
  const folded = kind !== 'home' && OF_CONTACT.test(names) ? foldedText(r.tree, r.regions) : ''
  const signs: PageSigns = {
    ...(exposed === null ? {} : { personal: exposed.found }),
    ...(irregular.length > 0 ? { irregular } : {}),
    ...(bare === null ? {} : { bare }),
    ...(single && r.tree.visible.includes('附') && filesByScript(r) ? { scriptedFiles: true } : {}),
    ...(unled?.most ? { unled: true } : {}),
    ...(unled && unled.names.length > 0 ? { unledNames: unled.names } : {}),
    ...(!rendered && FRONTS.has(kind) && hasMenuSlot(r.tree, menu) ? { menuSlot: true } : {}),
    ...((kind === 'column' || kind === 'other') && r.contentSize < FEW_WORDS && hasFolded(r.tree, r.regions)
      ? { folded: true as const }
      : {}),
    ...(folded === '' ? {} : { foldedText: folded }),
    ...readMentions(r.tree, r.html, links),
  }
  return Object.keys(signs).length > 0 ? signs : null
}
