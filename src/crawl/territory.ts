/** Territory: which addresses a crawl reads, as whose, and how far it follows them. */

import { remembered } from '../artifacts/remembered.js'
import { originOf } from '../model/address.js'
import type { InspectionJob } from '../model/inspection.js'
import { isSameOrigin, landedAt } from '../model/landing.js'
import type { PageFacts } from '../model/page.js'
import { ownerOf, type UnitSpec, unitByRegister, unitByScope, unitsNamedIn } from '../model/site.js'
import { domainOf } from './domain.js'
import { isLoopback } from './egress.js'

/**
 * What may be followed from a page, widest first.
 * scope: everything of the inspected units. place: its pager, and what names an inspected unit. named: the same
 * list of one unit, with its items. item: an entry of a unit's list that lies outside the scope; read, not
 * followed. apply2, apply1: steps towards the application form. hop: navigation one step outside; read only.
 */
export const MODES = ['scope', 'place', 'named', 'item', 'apply2', 'apply1', 'hop'] as const
export type Mode = (typeof MODES)[number]

/** True when `one` allows more to be followed than `other`. */
export function isWider(one: Mode, other: Mode): boolean {
  return MODES.indexOf(one) < MODES.indexOf(other)
}

/** Files that are probed, never read as pages. */
const FILE_URL =
  /\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|dps|rtf|zip|rar|7z|tar|gz|jpe?g|png|gif|bmp|webp|svg|ico|tiff?|mp[34]|avi|flv|wmv|mov|m4[av]|wav|swf|apk|exe|csv|css|js|txt|eml|ceb|cebx|edc|gd|tif)$/i

/** True when a URL's path ends like a file's. */
export function isFileUrl(url: string): boolean {
  const path = /^[^:/]+:\/\/[^/?#]*(\/[^?#]*)/.exec(url)?.[1]
  return path !== undefined && FILE_URL.test(path)
}

function hostKey(url: string): string {
  const { hostname } = new URL(url)
  return domainOf(hostname) ?? hostname
}

/** The job's territory. Learns one thing on the way: that the portal moved to https or to www. */
export class Territory {
  readonly inspected: ReadonlySet<string>
  #site: InspectionJob['site']
  readonly #takesRest: UnitSpec | undefined
  readonly #readsCommon: boolean
  readonly #origins: Set<string>
  readonly #placeUrls: ReadonlySet<string>

  constructor(job: InspectionJob) {
    this.#site = job.site
    this.inspected = new Set(job.inspect)
    const units = job.site.units.filter((unit) => this.inspected.has(unit.id))
    this.#takesRest = units.find((unit) => unit.takesRest)
    // Whose a common page is by its publisher is known only when it was read.
    this.#readsCommon = units.some((unit) => unit.scopes.some((scope) => scope.by === 'publisher'))
    this.#origins = new Set([
      job.site.origin,
      ...units.map((unit) => originOf(unit.portal)),
      ...units.flatMap((unit) =>
        unit.scopes.flatMap((scope) => (scope.by === 'prefix' ? [originOf(scope.url)] : [])),
      ),
      ...job.site.places.map((place) => originOf(place.url)),
      ...job.site.columns.flatMap((column) => (column.url ? [originOf(column.url)] : [])),
    ])
    this.#placeUrls = new Set(job.site.places.map((place) => place.url))
  }

  /** The portal's start led elsewhere: another origin of its host is the site as well, its directory the unit's. */
  learnLanding(requested: string, landed: string): void {
    const before = this.#site
    this.#site = landedAt(before, requested, landed)
    if (this.#site === before) return
    this.#inScope = this.#rememberScope()
    for (const { origin } of this.#site.aliases ?? []) this.#origins.add(origin)
  }

  /** True where two addresses stand on one origin, under whichever of its names. */
  isSameOrigin(one: string, other: string): boolean {
    return isSameOrigin(this.#site, one, other)
  }

  /** True for the site's own origins, those of its places and registered columns included. */
  isSameSite(url: string): boolean {
    return this.#origins.has(originOf(url))
  }

  /** True for a page one may hop to: of the same registrable domain, or the same machine. */
  isNear(url: string): boolean {
    const origin = originOf(url)
    return this.#origins.has(origin) || (origin !== '' && this.#nearOrigin(origin))
  }

  readonly #nearOrigin = remembered(2_000, 300, (origin): boolean => {
    if (isLoopback(origin) && isLoopback(this.#site.origin)) return true
    return hostKey(origin) === hostKey(this.#site.origin)
  })

  /** The unit a URL belongs to as far as the URL tells: register, scope, then the operator's rest. */
  unitOf(url: string): UnitSpec | null {
    const claimed = unitByRegister(this.#site, url) ?? unitByScope(this.#site, url)
    if (claimed) return claimed
    return this.#takesRest && isSameOrigin(this.#site, url, this.#site.origin) ? this.#takesRest : null
  }

  /** True when a URL is read for its own sake, wherever it was found. */
  isInScope(url: string): boolean {
    return this.#inScope(url)
  }

  /** The same for one that is not asked about again: nothing is remembered. */
  isNewInScope(url: string): boolean {
    return this.#isInScope(url)
  }

  /** Most links of a page stand on every page. Begun anew when the territory learns something. */
  #inScope = this.#rememberScope()

  #rememberScope(): (url: string) => boolean {
    return remembered(20_000, 500, (url): boolean => this.#isInScope(url))
  }

  #isInScope(url: string): boolean {
    const unit = this.unitOf(url)
    if (unit) return this.inspected.has(unit.id)
    return this.#readsCommon && isSameOrigin(this.#site, url, this.#site.origin)
  }

  /** True when another unit, one not inspected now, claims the URL. */
  isOthers(url: string): boolean {
    const unit = this.unitOf(url)
    return unit !== null && !this.inspected.has(unit.id)
  }

  /** True when the links of a page count for an inspected unit. */
  isJudged(url: string, mode: Mode, facts: Pick<PageFacts, 'source'>): boolean {
    if (mode === 'named' || mode === 'item') return true
    const owner = ownerOf(this.#site, url, facts.source)
    return owner !== null && this.inspected.has(owner.id)
  }

  /** True when one of the texts names an inspected unit. */
  names(...texts: readonly (string | null)[]): boolean {
    return texts.some(
      (text) =>
        text !== null && unitsNamedIn(text, this.#site.units).some((unit) => this.inspected.has(unit.id)),
    )
  }

  /** True for a registered place. */
  isPlace(url: string): boolean {
    return this.#placeUrls.has(url)
  }
}
