/** Where a site keeps its own state: a folder name that any file system takes, readable and unmistakable. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** Folder name of a site id (which may be a URL): what of it is harmless, and a piece of its hash. */
export function siteFolder(siteId: string): string {
  const readable = siteId
    .replace(/^https?:\/\//i, '')
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 60)
  const hash = createHash('sha256').update(siteId).digest('hex').slice(0, 8)
  return readable ? `${readable}-${hash}` : hash
}

/** Path of a site's database under the data directory. */
export function crawlDbPath(dataDir: string, siteId: string): string {
  return join(dataDir, 'sites', siteFolder(siteId), 'crawl.db')
}

/** Path of what a site is remembered by for the next plan. */
export function knownDbPath(dataDir: string, siteId: string): string {
  return join(dataDir, 'sites', siteFolder(siteId), 'known.db')
}

/** Path of the state of a look at start pages alone: an inspection that goes on meanwhile, or will go on, keeps its own. */
export function startsDbPath(dataDir: string, siteId: string): string {
  return join(dataDir, 'sites', siteFolder(siteId), 'starts.db')
}
