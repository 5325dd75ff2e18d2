/** The crawl's yield: everything collected of one site, before it is given to units. Backed by the site's own state. */
import type { Reach } from './attempt.js'
import type { FileRecord } from './file.js'
import type { Ipv6View } from './ipv6.js'
import type { PageFacts } from './page.js'
import type { Gap, SearchView } from './portal.js'
import type { SiteSpec } from './site.js'

/** How the crawl came to a page. hop: navigation followed one step outside the scope. */
export type Via = 'start' | 'menu' | 'link' | 'pager' | 'frame' | 'place' | 'hop'

/** One fetched page. */
export interface PageRecord {
  /** As requested, normalised. */
  readonly url: string
  readonly finalUrl: string
  /** Clicks from the start page of the unit whose scope holds it. */
  readonly depth: number
  readonly via: Via
  readonly parent: string | null
  /** null: it failed, was blocked before any HTML, or is no HTML. */
  readonly facts: PageFacts | null
  /** Read after scripts ran. */
  readonly rendered: boolean
  readonly reach: Reach
  /** SHA-256 of the decoded body that was read. */
  readonly bodySha256: string | null
}

/** What was not read, and why; `unit` null for the common part. */
export interface HarvestGap {
  readonly unit: string | null
  readonly url: string
  readonly reason: Gap
}

/** Of what is known of a unit: how much was looked at this time, and how much in the days that count. */
export interface ShareCount {
  known: number
  looked: number
  recent: number
}

/** What is known of a unit from earlier inspections and this one. fronts: pages that lead on; pages: these and all others. */
export interface SiteShare {
  readonly fronts: ShareCount
  readonly pages: ShareCount
  readonly links: ShareCount
}

/** One site's harvest. */
export interface Harvest {
  readonly site: SiteSpec
  /** Every page, in order of depth and URL. */
  pages(): Iterable<PageRecord>
  /** By requested or final URL. */
  page(url: string): PageRecord | undefined
  /** Hash of the body that was read of a page, by requested or final URL, for those who need nothing else of it. */
  bodySha256?(url: string): string | null
  /** What is known of any link target, page or not. */
  reach(url: string): Reach | undefined
  /** A document that pages offer, by requested or final URL; undefined where none was read. */
  file?(url: string): FileRecord | undefined
  /** Start URL of each inspected unit. */
  readonly starts: ReadonlyMap<string, Reach>
  readonly gaps: readonly HarvestGap[]
  /** By unit, where inspections of the site are planned; else everything that is known was met this time. */
  readonly shares?: ReadonlyMap<string, SiteShare>
  readonly search: ReadonlyMap<string, SearchView>
  /** What a real click did, by `${page}\n${text}` of a void link. */
  readonly clicks: ReadonlyMap<string, 'nothing' | 'something'>
  readonly canary: 'green' | 'red' | 'none'
  readonly interrupted: boolean
  /** By host name; absent: nobody was asked. */
  readonly ipv6?: ReadonlyMap<string, Ipv6View>
}
