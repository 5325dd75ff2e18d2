/** What a page leads to: addresses to read and targets to probe, by the mode it was read in. Pure but for what it is told is noted. */
import type { MenuEntry, PageFacts, PageLink } from '../model/page.js'
import { type Leads, menuUrls } from './leads.js'
import type { TargetRole } from './look.js'
import type { FrontierEntry } from './state/crawl-state.js'
import { isFileUrl, type Mode, type Territory } from './territory.js'
import { isSettled } from './ways.js'

/** Targets and pages that a page names. `files`: `file:` links as written, which no client can follow. */
export interface Found {
  readonly pages: FrontierEntry[]
  readonly targets: { readonly url: string; readonly role: TargetRole }[]
  readonly files: string[]
}

const APPLY_TEXT = /申请|填写|填报|网上提交|下载.{0,6}表|进入|下一步|同意|公民|法人/
/** What a menu may keep on a host far away and a checker must still have read. */
const DISCLOSURE_TEXT = /公开|指南|目录|年报|报告|申请|制度|职能|机构|领导|政策|文件|解读|预算|决算|公示|公告/
const LINKS_MAX = 20_000

/** A page as it was read. */
export interface ReadPage {
  readonly entry: FrontierEntry
  readonly finalUrl: string
  readonly facts: PageFacts
  /** It shows what the page before it in its list shows: the list has come to its end, wherever it says it goes on. */
  readonly repeats?: boolean
}

class Expansion {
  readonly found: Found = { pages: [], targets: [], files: [] }
  readonly #mode: Mode
  readonly #depth: number
  readonly #judged: boolean
  readonly #navigation: boolean
  /** Further pages of a list that has come to its end. */
  readonly #past: ReadonlySet<string>
  #menuUrls: ReadonlySet<string> | null = null
  #itemUrls: ReadonlySet<string> | null = null

  constructor(
    private readonly page: ReadPage,
    private readonly territory: Territory,
    private readonly normalise: (url: string) => string | null,
    private readonly leads: Leads | null,
  ) {
    const { entry, facts } = page
    this.#mode = entry.mode
    this.#depth = entry.depth
    this.#past = new Set(page.repeats ? facts.pager?.urls.flatMap((url) => this.#url(url)) : [])
    this.#judged = territory.isJudged(entry.url, entry.mode, facts)
    this.#navigation =
      entry.mode === 'scope' && (entry.depth === 0 || facts.kind === 'home' || facts.kind === 'column')
  }

  get #menu(): ReadonlySet<string> {
    const { menu } = this.page.facts
    this.#menuUrls ??= this.leads?.menuUrls(menu) ?? menuUrls(menu, this.normalise)
    return this.#menuUrls
  }

  get #items(): ReadonlySet<string> {
    this.#itemUrls ??= new Set(this.page.facts.items.flatMap((one) => this.#url(one.url)))
    return this.#itemUrls
  }

  /** It leads nowhere beyond the site by its links alone. */
  get #stays(): boolean {
    return !this.#navigation && this.page.facts.kind !== 'application-entry'
  }

  /** Following it again would find nothing: the case of almost every link, for it stands on every page. */
  #isNoted(link: PageLink | MenuEntry): boolean {
    if (this.#mode !== 'scope' || this.leads === null) return false
    const way = this.leads.of(link, this.#stays)
    return way !== null && (way.reads || this.#judged) && isSettled(way, this.#depth)
  }

  #url(url: string | null): string[] {
    const normal = url === null ? null : this.normalise(url)
    return normal === null ? [] : [normal]
  }

  #read(url: string, mode: Mode, via: FrontierEntry['via'], deeper = 1): void {
    this.found.pages.push({ url, mode, via, depth: this.#depth + deeper, parent: this.page.entry.url })
  }

  #probe(url: string, role: TargetRole): void {
    if (this.#judged) this.found.targets.push({ url, role })
  }

  /** Where a link that a person may click leads: to a page of ours, one step aside, or to something to probe. */
  #follow(url: string, text: string, source: string | null, inFrame: boolean): void {
    const mode = isFileUrl(url) ? null : this.#modeFor(url, text, source, inFrame)
    if (mode === null) this.#probe(url, 'page')
    else if (mode === 'hop') this.#read(url, mode, 'hop')
    else this.#read(url, mode, mode === 'scope' && this.#menu.has(url) ? 'menu' : 'link')
  }

  /** The mode that a linked page is read in; null when it is not read. */
  #modeFor(url: string, text: string, source: string | null, inFrame: boolean): Mode | null {
    const { territory } = this
    if (territory.isInScope(url)) return 'scope'
    if (this.#mode === 'place' && territory.names(text, source)) return 'named'
    const open = territory.isSameSite(url) && !territory.isOthers(url)
    if (open && this.#mode === 'named' && (!inFrame || this.#items.has(url))) return 'item'
    if (open && this.#mode === 'scope' && this.#items.has(url)) return 'item'
    const near = territory.isNear(url)
    const onward = near ? inFrame || this.#menu.has(url) : this.#menu.has(url) && DISCLOSURE_TEXT.test(text)
    if (this.#navigation && onward) return 'hop'
    const applying =
      this.#mode === 'apply2' || (this.#mode === 'scope' && this.page.facts.kind === 'application-entry')
    return applying && !inFrame && APPLY_TEXT.test(text) ? 'apply1' : null
  }

  /** Follows a link of the page; true where no page as deep as this would find anything by it. */
  readonly #link = (link: PageLink): boolean => {
    // A link that nobody can see is judged by its host; going there would be the visit that it is after.
    if (link.role === 'frame' || link.concealed === 'certain') return true
    if (link.target === null) {
      const isFile = /^\s*file:/i.test(link.raw)
      if (isFile && this.#judged) this.found.files.push(link.raw)
      return !isFile
    }
    if (this.#isNoted(link)) return true
    for (const url of this.#url(link.target)) {
      if (this.#past.has(url)) continue
      if (link.role === 'page') this.#follow(url, link.text, null, link.region === 'frame')
      else this.#probe(url, link.role)
    }
    return false
  }

  /** The same for an entry of its menu. */
  readonly #entry = (entry: MenuEntry): boolean => {
    if (this.#isNoted(entry)) return true
    for (const url of this.#url(entry.url)) this.#follow(url, entry.label, null, true)
    return false
  }

  links(): void {
    const { links, menu } = this.page.facts
    const rows = this.#mode === 'scope' && this.#judged ? this.leads?.rows(this.#stays) : null
    const first = links.length > LINKS_MAX ? links.slice(0, LINKS_MAX) : links
    if (rows) {
      rows.links.each(first, this.#depth, this.#link)
      rows.menus.each(menu, this.#depth, this.#entry)
    } else {
      for (const link of first) this.#link(link)
      for (const entry of menu) this.#entry(entry)
    }
    for (const item of this.page.facts.items)
      for (const url of this.#url(item.url)) this.#follow(url, item.title, item.source, false)
    for (const file of this.page.facts.attachments)
      for (const url of this.#url(file.url)) this.#probe(url, 'attachment')
  }

  continuations(): void {
    const { facts, entry } = this.page
    for (const url of facts.frames.flatMap((frame) => this.#url(frame)))
      if (this.territory.isNear(url) && !isFileUrl(url)) this.#read(url, this.#mode, 'frame', 0)
    for (const url of this.#url(facts.forward))
      if (this.territory.isNear(url) || entry.depth === 0) this.#read(url, this.#mode, entry.via, 0)
    if (this.#mode === 'item' || this.#mode === 'apply1') return
    for (const url of (facts.pager?.urls ?? []).flatMap((one) => this.#url(one)))
      if (this.territory.isNear(url) && !this.#past.has(url)) this.#read(url, this.#mode, 'pager')
    for (const url of this.#url(facts.applicationEntry))
      if (this.#mode === 'apply2') this.#read(url, 'apply1', 'link')
      else this.#read(url, 'apply2', 'link')
  }
}

/**
 * What a page leads to.
 * @param normalise gives the one spelling of an address, null for what is none
 * @param leads leaves out what is noted already
 */
export function expand(
  page: ReadPage,
  territory: Territory,
  normalise: (url: string) => string | null,
  leads: Leads | null = null,
): Found {
  const expansion = new Expansion(page, territory, normalise, leads)
  expansion.links()
  expansion.continuations()
  return expansion.found
}
