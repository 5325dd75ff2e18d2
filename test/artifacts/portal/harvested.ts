/** A harvest made in memory from HTML by path: what the crawl would bring, without network. */
import { readPage } from '../../../src/artifacts/read-page.js'
import { normaliseUrl } from '../../../src/model/address.js'
import type { Reach } from '../../../src/model/attempt.js'
import { type Cause, weightOf } from '../../../src/model/fault.js'
import type { Harvest, HarvestGap, PageRecord, Via } from '../../../src/model/harvest.js'
import type { SiteSpec, UnitSpec } from '../../../src/model/site.js'
import { jobSpecimen, siteSpecimen, unitSpecimen } from '../../specimens.js'

export const ORIGIN = 'http://www.yunxi.test'

/** A page as its HTML, a redirect, or a failure. */
export type Served =
  | string
  | Uint8Array
  | { readonly to: string }
  | { readonly cause: Cause; readonly html?: string }

/** A unit with everything but what the test is about left at its default. */
export function unit(id: string, name: string, more: Partial<UnitSpec> = {}): UnitSpec {
  const portal = more.portal ?? `${ORIGIN}/`
  return unitSpecimen(id, portal, {
    name,
    scopes: [{ by: 'prefix', url: new URL('.', portal).href }],
    ...more,
  })
}

/** A site of these units. */
export function site(units: readonly UnitSpec[], more: Partial<SiteSpec> = {}): SiteSpec {
  return siteSpecimen(ORIGIN, units, { id: 'yunxi', name: '云溪', ...more })
}

/** A job over a site, inspecting all its units. */
export const job = jobSpecimen

function reachOf(url: string, finalUrl: string, cause: Cause | null): Reach {
  return {
    url,
    outcome: cause === null ? 'ok' : weightOf(cause) === 'doubt' ? 'unverified' : 'broken',
    cause,
    status: cause === null ? 200 : cause === 'http-404' ? 404 : null,
    bytes: null,
    finalUrl,
    attempts: [],
  }
}

interface Step {
  readonly url: string
  readonly depth: number
  readonly via: Via
  readonly parent: string | null
}

/** Options of a harvest: pages named in `rendered` were read after scripts ran. */
export interface Given {
  readonly rendered?: readonly string[]
  readonly gaps?: readonly HarvestGap[]
  readonly clicks?: ReadonlyMap<string, 'nothing' | 'something'>
  readonly maxDepth?: number
  /** Another origin that is walked like the site's own. */
  readonly alsoOn?: string
  /** Pages of other sites by absolute address; the crawl's step outside the scope. */
  readonly elsewhere?: Readonly<Record<string, string>>
}

class Walk {
  readonly records = new Map<string, PageRecord>()
  readonly reaches = new Map<string, Reach>()

  constructor(
    private readonly spec: SiteSpec,
    private readonly served: (url: string) => Served | undefined,
    private readonly given: Given,
  ) {}

  private visit(step: Step): Step[] {
    let finalUrl = step.url
    let answer = this.served(step.url)
    for (let hop = 0; hop < 5 && typeof answer === 'object' && 'to' in answer; hop++) {
      finalUrl = new URL(answer.to, finalUrl).href
      answer = this.served(finalUrl)
    }
    const body =
      typeof answer === 'string' || answer instanceof Uint8Array
        ? answer
        : answer && 'html' in answer
          ? answer.html
          : undefined
    const cause =
      answer === undefined
        ? 'http-404'
        : typeof answer === 'object' && 'cause' in answer
          ? answer.cause
          : null
    const reach = reachOf(step.url, finalUrl, cause)
    this.reaches.set(step.url, reach)
    const facts =
      body === undefined
        ? null
        : readPage({ url: finalUrl, body: Buffer.from(body), contentType: 'text/html', status: 200 })
    const path = new URL(step.url).pathname
    const rendered = this.given.rendered?.includes(path) ?? false
    const away = this.given.elsewhere?.[step.url] !== undefined
    const via = away && step.via === 'menu' ? 'hop' : step.via
    this.records.set(step.url, { ...step, via, finalUrl, facts, rendered, reach, bodySha256: null })
    if (facts === null || step.depth >= (this.given.maxDepth ?? 6)) return []
    const next = (urls: readonly (string | null)[], via: Via, depth = step.depth + 1): Step[] =>
      urls.flatMap((url) => (url === null ? [] : [{ url, depth, via, parent: step.url }]))
    return [
      ...next(
        facts.menu.map((entry) => entry.url),
        'menu',
      ),
      ...next(facts.pager?.urls ?? [], 'pager', step.depth),
      ...next(facts.frames, 'frame', step.depth),
      ...next(
        [
          ...facts.items.map((item) => item.url),
          ...facts.links.filter((link) => link.role === 'page').map((link) => link.target),
        ],
        'link',
      ),
      ...next([facts.forward], 'link', step.depth),
    ]
  }

  private isRead(url: string): boolean {
    const { origin } = new URL(url)
    return (
      origin === this.spec.origin ||
      this.given.alsoOn === origin ||
      this.given.elsewhere?.[url] !== undefined ||
      this.spec.places.some((place) => url.startsWith(place.url))
    )
  }

  run(): void {
    const starts = [...new Set(this.spec.units.map((one) => one.portal))]
    let queue: Step[] = [
      ...starts.map((url): Step => ({ url, depth: 0, via: 'start', parent: null })),
      ...this.spec.places.map((place): Step => ({ url: place.url, depth: 1, via: 'place', parent: null })),
    ]
    while (queue.length > 0) {
      const onward: Step[] = []
      for (const step of queue) {
        const url = normaliseUrl(step.url)
        if (url === null || this.records.has(url) || /\.(?:docx?|pdf|xlsx?|png|jpg)$/.test(url)) continue
        if (!this.isRead(url)) continue
        onward.push(...this.visit({ ...step, url }))
      }
      queue = onward
    }
  }
}

/** Walks the pages as the crawl would, breadth first, and gives the harvest. `served` answers absolute URLs. */
export function harvestFrom(
  spec: SiteSpec,
  served: (url: string) => Served | undefined,
  given: Given = {},
): Harvest {
  const walk = new Walk(spec, served, given)
  walk.run()
  const pages = [...walk.records.values()].sort((a, b) => a.depth - b.depth || (a.url < b.url ? -1 : 1))
  return {
    site: spec,
    pages: () => pages,
    page: (url) => walk.records.get(url) ?? pages.find((page) => page.finalUrl === url),
    reach: (url) => walk.reaches.get(url),
    starts: new Map(
      spec.units.map((one) => [
        one.id,
        walk.reaches.get(one.portal) ?? reachOf(one.portal, one.portal, 'http-404'),
      ]),
    ),
    gaps: given.gaps ?? [],
    search: new Map(),
    clicks: given.clicks ?? new Map(),
    canary: 'none',
    interrupted: false,
  }
}

/** The same over a table of paths on the site's own origin. */
export function harvest(spec: SiteSpec, pages: Readonly<Record<string, Served>>, given: Given = {}): Harvest {
  return harvestFrom(
    spec,
    (url) => {
      const { pathname, search, origin } = new URL(url)
      if (origin !== spec.origin) return given.elsewhere?.[url]
      return pages[pathname + search] ?? pages[pathname]
    },
    given,
  )
}
