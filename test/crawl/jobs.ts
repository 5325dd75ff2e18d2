/** Jobs for the crawl's tests: one portal, or several on a platform, with as little said as possible. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CollectDeps, OpenHarvest } from '../../src/crawl/collect.js'
import { collect } from '../../src/crawl/collect.js'
import { openHttp } from '../../src/crawl/http.js'
import type { CrawlSettings, InspectionJob } from '../../src/model/inspection.js'
import type { SiteSpec } from '../../src/model/site.js'
import { jobSpecimen, siteSpecimen, unitSpecimen } from '../specimens.js'
import { testSettings } from './servers.js'

const folders: string[] = []
const harvests: OpenHarvest[] = []

export function dataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xuncha-crawl-'))
  folders.push(folder)
  return folder
}

export const unit = unitSpecimen

export function job(
  origin: string,
  rest: {
    site?: Partial<SiteSpec>
    inspect?: string[]
    settings?: Partial<CrawlSettings>
    job?: Partial<InspectionJob>
  } = {},
): InspectionJob {
  const site = siteSpecimen(origin, [unit('edu', `${origin}/`)], { platform: false, ...rest.site })
  return jobSpecimen(site, {
    ...(rest.inspect === undefined ? {} : { inspect: rest.inspect }),
    settings: testSettings(rest.settings),
    dataDir: dataDir(),
    ...rest.job,
  })
}

/** Collects with a client of its own, silently. */
export async function run(one: InspectionJob, deps: Partial<CollectDeps> = {}): Promise<OpenHarvest> {
  const http = openHttp(one.settings)
  const silent = () => undefined
  try {
    const harvest = await collect(one, {
      http,
      browser: null,
      signal: new AbortController().signal,
      log: { debug: silent, info: silent, warn: silent, error: silent },
      now: Date.now,
      ...deps,
    })
    harvests.push(harvest)
    return harvest
  } finally {
    await http.close()
  }
}

/** `depth via path` of every page, in the harvest's order. */
export function pagesOf(harvest: OpenHarvest, origin: string): string[] {
  return [...harvest.pages()].map((page) => `${page.depth} ${page.via} ${page.url.replace(origin, '')}`)
}

export function cleanUp(): void {
  for (const harvest of harvests.splice(0)) harvest.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
