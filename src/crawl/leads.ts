/** Leads: where the links of read pages lead. What many pages repeat is one object, and is understood once. */
import type { MenuEntry, PageLink } from '../model/page.js'
import type { Addresses } from './addresses.js'
import type { TargetRole } from './look.js'
import { Rows } from './rows.js'
import { sharedEnds } from './state/shared-ends.js'
import { isFileUrl, type Territory } from './territory.js'
import type { Way } from './ways.js'

/** A lead. `fixed`: it is followed alike from every page. `far`: beyond the site, where only menus and steps towards a form are followed. */
type Lead = Way & { readonly fixed: boolean; readonly far: boolean }

/** Where the entries of a menu lead. */
export function menuUrls(
  menu: readonly MenuEntry[],
  normalise: (url: string) => string | null,
): ReadonlySet<string> {
  const urls = menu.map(({ url }) => (url === null ? null : normalise(url)))
  return new Set(urls.filter((url) => url !== null))
}

/** The leads of one crawl. */
export class Leads {
  #known = new WeakMap<PageLink | MenuEntry, Lead>()
  readonly #links = { stays: new Rows<PageLink>(), leaves: new Rows<PageLink>() }
  readonly #menus = { stays: new Rows<MenuEntry>(), leaves: new Rows<MenuEntry>() }

  /** The menu that was asked for last: the pages of a site share one. */
  #menu: { readonly entries: readonly MenuEntry[]; readonly urls: ReadonlySet<string> } = {
    entries: [],
    urls: new Set(),
  }

  constructor(
    private readonly addresses: Addresses,
    private readonly territory: Territory,
    private readonly normalise: (url: string) => string | null,
  ) {}

  /** The territory has learned something: what was understood may be wrong. */
  forget(): void {
    this.#known = new WeakMap()
    for (const rows of [this.#links, this.#menus]) {
      rows.stays.forget()
      rows.leaves.forget()
    }
  }

  /** Where the entries of a menu lead. */
  menuUrls(entries: readonly MenuEntry[]): ReadonlySet<string> {
    const same = entries.length === this.#menu.entries.length
    if (!same || sharedEnds(entries, this.#menu.entries).head < entries.length)
      this.#menu = { entries, urls: menuUrls(entries, this.normalise) }
    return this.#menu.urls
  }

  /** What is remembered of the links of judged pages in scope, and of their menus; `stays` as with {@link of}. */
  rows(stays: boolean): { readonly links: Rows<PageLink>; readonly menus: Rows<MenuEntry> } {
    const which = stays ? 'stays' : 'leaves'
    return { links: this.#links[which], menus: this.#menus[which] }
  }

  /**
   * Where a link leads whatever page it stands on, that of a page in scope; null where the page has a say in it, or
   * nothing is noted of the address.
   * @param stays the page leads nowhere beyond the site by its links alone
   */
  of(link: PageLink | MenuEntry, stays: boolean): Way | null {
    let lead = this.#known.get(link)
    if (lead === undefined) {
      const understood =
        'target' in link ? this.#lead(link.target, roleOf(link)) : this.#lead(link.url, 'page')
      if (understood === null) return null
      lead = understood
      this.#known.set(link, lead)
    }
    return lead.fixed || (stays && lead.far) ? lead : null
  }

  #lead(target: string | null, role: TargetRole): Lead | null {
    const url = target === null ? null : this.normalise(target)
    const address = url === null ? undefined : this.addresses.get(url)
    if (url === null || address === undefined) return null
    const file = role !== 'page' || isFileUrl(url)
    const reads = !file && this.territory.isInScope(url)
    return { address, role, reads, fixed: file || reads, far: !this.territory.isSameSite(url) }
  }
}

function roleOf({ role }: PageLink): TargetRole {
  return role === 'attachment' || role === 'image' ? role : 'page'
}
