/** Every link of a page: where it leads, how it is used, where it stands, and whether it leads anywhere at all. */
import { originOf } from '../model/address.js'
import { sha256 } from '../model/canonical.js'
import type { LinkRole, PageLink } from '../model/page.js'
import type { Clickable } from './clickables.js'
import { concealment } from './concealed.js'
import { jumpsToValue, optionAddress, optionTexts } from './options.js'
import { isContentPicture, leadsToFile, pictureSource } from './pictures.js'
import { outwards, type Place } from './place.js'
import { once } from './portal/once.js'
import { type Regions, regionOf } from './regions.js'
import type { Tag } from './tag.js'
import { type El, type Tree, tidy } from './tree.js'
import { isFile, isPicture, resolveLink } from './urls.js'
import { voidOf } from './void-entries.js'

const MAX_LINKS = 20_000
const STATE =
  /^(?:on|off|active|cur|curr|current|sel|selected|hover|over|now|open|show|hide|this|checked|focus|actived|currchnlcls)$/

/** Links in document order, at most 20,000. `html` is the source, whose style blocks may put a link out of sight. */
export function readLinks(
  tree: Tree,
  clickables: readonly Clickable[],
  regions: Regions,
  base: string,
  html = '',
  pageUrl = base,
): PageLink[] {
  // On a page with another base `#`, or nothing, leads to the base.
  const based = base !== pageUrl && base.split('#', 1)[0] !== pageUrl.split('#', 1)[0]
  const origin = originOf(base)
  const here = origin === '' ? '' : `${origin}/`
  const veil = concealment(tree, html)
  const options = once(() => optionTexts(html))
  const links: PageLink[] = []
  let next = 0
  for (const el of tree.els) {
    if (links.length >= MAX_LINKS) break
    const clickable = clickables[next]
    const own = clickable?.el === el ? clickable : undefined
    if (own !== undefined) next++
    const region = regionOf(regions, el) === 'content' ? 'content' : 'frame'
    const kept = own === undefined || based ? null : keptLink(el, own, region, here)
    if (kept !== null) {
      links.push(kept)
      continue
    }
    const found = linkOf(tree, el, own, regions, base, options)
    if (found === null) continue
    const link = based && /^(?:empty|hash)$/.test(found.void ?? '') ? { ...found, void: null } : found
    const elsewhere = el.tag === 'a' && link.target !== null && !link.target.startsWith(here)
    if (!elsewhere && link.target !== null && own !== undefined && el.kept !== null)
      el.kept.link = { link: found, goal: own.goal, region, here }
    const concealed = elsewhere ? veil(el) : null
    links.push(
      concealed === null ? link : { ...link, hidden: link.hidden || concealed === 'certain', concealed },
    )
  }
  return links
}

/** The link as it was told on another page that holds the element, where it stands and leads as it did there. */
function keptLink(el: El, own: Clickable, region: PageLink['region'], here: string): PageLink | null {
  const known = el.kept?.link ?? null
  const same = known !== null && known.goal === own.goal && known.region === region && known.here === here
  return same ? known.link : null
}

function linkOf(
  tree: Tree,
  el: El,
  clickable: Clickable | undefined,
  regions: Regions,
  base: string,
  options: () => ReadonlyMap<string, string>,
): PageLink | null {
  if (clickable !== undefined) return clickLink(tree, clickable, regions)
  switch (el.tag) {
    case 'iframe':
    case 'frame':
      return plain(el, el.attrs.src ?? '', 'frame', tidy(el.attrs.title ?? '', 120), regions, base)
    case 'img': {
      const src = pictureSource(el)
      if (!isContentPicture(el, src)) return null
      return plain(el, src, 'image', tidy(el.attrs.alt ?? el.attrs.title ?? '', 120), regions, base)
    }
    case 'option':
      return optionLink(tree, el, regions, base, options)
    case 'embed':
    case 'video':
    case 'audio':
    case 'source':
    case 'object': {
      const src = el.attrs.src ?? el.attrs.data ?? ''
      return src === '' || src.startsWith('data:')
        ? null
        : plain(el, src, isPicture(src) ? 'image' : 'attachment', '', regions, base)
    }
    default:
      return null
  }
}

function plain(
  el: El,
  raw: string,
  role: LinkRole,
  text: string,
  regions: Regions,
  base: string,
): PageLink | null {
  const target = resolveLink(raw, base)
  if (target === null) return null
  return sharedLink(el, raw, regions, { target, text, void: null, role: () => role })
}

/** An option stands in sight where its list does. */
function optionLink(
  tree: Tree,
  el: El,
  regions: Regions,
  base: string,
  options: () => ReadonlyMap<string, string>,
): PageLink | null {
  let list = tree.els[el.parent]
  if (list?.tag === 'optgroup') list = tree.els[list.parent]
  if (list?.tag !== 'select') return null
  const raw = optionAddress(el.attrs.value, jumpsToValue(list.attrs.onchange))
  const url = raw === null ? null : resolveLink(raw, base)
  if (raw === null || url === null) return null
  const role = isFile(url) ? 'attachment' : isPicture(url) ? 'image' : 'page'
  const said = el.attrs.title ?? el.attrs.label ?? options().get(el.attrs.value ?? '') ?? ''
  const text = tidy(said, 120)
  return plain({ ...el, hidden: list.hidden }, raw, role, text, regions, base)
}

function clickLink(tree: Tree, c: Clickable, regions: Regions): PageLink | null {
  if (c.url === null && c.el.tag !== 'a' && c.el.tag !== 'area') return null
  const text = c.text.length <= 120 ? c.text : tidy(c.text, 120)
  return sharedLink(c.el, c.raw, regions, {
    target: c.url,
    text,
    void: c.url === null && !c.el.hidden && text !== '' ? voidOf(tree, c, regions) : null,
    role: () => (c.url === null ? 'page' : roleOf(c)),
  })
}

/** Variants of a link that one place shares: where pages differ in more, each has its own. */
const MAX_VARIANTS = 8

/** The link as it stood on another page, if it did: one object for all pages that repeat a piece of frame. */
function sharedLink(
  el: El,
  raw: string,
  regions: Regions,
  told: Pick<PageLink, 'target' | 'text' | 'void'> & { readonly role: () => LinkRole },
): PageLink {
  const { place, hidden } = el
  const { target, text } = told
  const region = regionOf(regions, el) === 'content' ? 'content' : 'frame'
  const known = place.links ?? []
  for (const link of known)
    if (
      link.target === target &&
      link.text === text &&
      link.region === region &&
      link.void === told.void &&
      link.hidden === hidden
    )
      return link
  const link: PageLink = {
    target,
    raw: tidy(raw, 2000),
    text,
    role: told.role(),
    region,
    signature: sha256(`${target ?? ''}\n${text}\n${pathOf(place)}`).slice(0, 16),
    void: told.void,
    hidden,
  }
  if (known.length < MAX_VARIANTS) place.links = [...known, link]
  return link
}

function roleOf(c: Clickable): LinkRole {
  if (c.goal !== null && leadsToFile(c.goal)) return 'attachment'
  if (isPicture(c.url ?? '')) return 'image'
  return c.el.attrs.download === undefined ? 'page' : 'attachment'
}

/** Tag-and-class path of at most twelve levels below the body: no positions, no state classes, no ids. */
function pathOf(place: Place): string {
  if (place.path === null) {
    const { tag, outer } = place
    if (outer === null || tag.name === 'body') place.path = ''
    else {
      // The links of a list differ in their own step only.
      outer.innerPath ??= stepsOf(outer, 11)
      tag.step ??= stepOf(tag)
      place.path = outer.innerPath === '' ? tag.step : `${tag.step}<${outer.innerPath}`
    }
  }
  return place.path
}

function stepsOf(place: Place, most: number): string {
  const steps: string[] = []
  for (const { tag } of outwards(place, most)) {
    if (tag.name === 'body') break
    tag.step ??= stepOf(tag)
    steps.push(tag.step)
  }
  return steps.join('<')
}

function stepOf({ name, attrs }: Tag): string {
  const words = (attrs.class ?? '')
    .slice(0, 200)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !STATE.test(word))
  return words.length === 0 ? name : `${name}.${words.sort().join('.')}`
}
