/** The on-application entry: where it is, whether it answers, and how one may apply there. */
import { isSameOrigin } from '../../model/landing.js'
import type { PageFacts } from '../../model/page.js'
import type { ApplicationView } from '../../model/portal.js'
import { columnKey } from './address-key.js'
import { aboutOf, applicationFormOf, isLogin, offersOffline } from './application-form.js'
import type { Columns } from './columns.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import { wantedFiles } from './wanted-files.js'

/** Two clicks: the entry may stand on the start page or on a page that the start page links to. */
const MAX_CLICKS = 2
const ONWARD =
  /在线申请|网上申请|我要申请|立即申请|在线填[写报]|在线提交|提交申请|填写申请|申请入口|进入申请|公民申请|法人申请|申请人为(?:公民|法人)|依申请公开(?:申请|系统|平台)|信息公开申请|^申请$|^(?:我?同意|我?已阅读|下一步|继续)/
const MAX_ONWARD = 12

/** Addresses that may be the entry, the nearest first; `place` where a place of the platform serves all. */
function entriesFor(pages: UnitPages, columns: Columns): { url: string; place: boolean }[] {
  const found: { url: string; place: boolean }[] = []
  const start = pages.start?.facts?.applicationEntry
  if (start) found.push({ url: start, place: false })
  for (const { view, page } of columns.ofRole('application')) {
    const depth = page?.record.depth ?? (view.inMenu ? 1 : MAX_CLICKS + 1)
    if (depth <= MAX_CLICKS) found.push({ url: view.url, place: false })
  }
  for (const { facts, record } of pages.pages) {
    if (record.depth >= MAX_CLICKS) break
    if (facts?.applicationEntry) found.push({ url: facts.applicationEntry, place: false })
    if (facts !== null && applicationFormOf(facts) !== null) found.push({ url: record.url, place: false })
  }
  for (const url of pages.placeUrls('application')) found.push({ url, place: true })
  const placed = new Set(pages.placeUrls('application').map(columnKey))
  const seen = new Set<string>()
  return found
    .filter(({ url }) => !seen.has(columnKey(url)) && seen.add(columnKey(url)))
    .map(({ url, place }) => ({ url, place: place || placed.has(columnKey(url)) }))
}

/** Every address under which the unit's pages offer an application: links to them are entries. */
export function offeredEntries(pages: UnitPages, application: ApplicationView): Set<string> {
  const urls = [
    application.entry,
    application.formUrl,
    ...pages.pages.map(({ facts }) => facts?.applicationEntry ?? null),
  ]
  return new Set(urls.filter((url) => url !== null).map(columnKey))
}

/** Pages one step behind an entry: buttons that say so, frames, forwards. `unread` when such a step was not harvested. */
function behind(page: SitePage, pages: UnitPages): { pages: SitePage[]; unread: boolean } {
  const facts = page.facts
  if (facts === null) return { pages: [], unread: false }
  const steps = [
    ...facts.links
      .filter(
        (link) =>
          !link.hidden && link.target !== null && link.role !== 'attachment' && ONWARD.test(link.text),
      )
      .map((link) => link.target as string),
    ...(facts.applicationEntry === null ? [] : [facts.applicationEntry]),
    ...facts.items
      .filter((item) => item.url !== null && ONWARD.test(item.title))
      .map((item) => item.url as string),
    ...facts.frames,
    ...(facts.forward === null ? [] : [facts.forward]),
  ].filter((url) => columnKey(url) !== page.key)
  const found: SitePage[] = []
  let unread = facts.links.some((link) => !link.hidden && link.void === 'script' && ONWARD.test(link.text))
  for (const url of new Set(steps.slice(0, MAX_ONWARD))) {
    const next = pages.index.find(url)
    if (next === undefined) unread = true
    else if (next !== page) found.push(next)
  }
  return { pages: found, unread }
}

/** Texts of the documents that a page offers. */
function textsOf(facts: PageFacts, pages: UnitPages): string[] {
  return wantedFiles(facts).flatMap(({ url }) => pages.index.file(url)?.facts?.text ?? [])
}

/** How one may apply, read from the entry's page and what lies up to two steps behind it. */
function channelOf(
  entry: SitePage,
  pages: UnitPages,
): Pick<ApplicationView, 'channel' | 'fields' | 'formUrl' | 'login'> {
  const seen = new Set<SitePage>([entry])
  const about = entry.facts === null ? '' : aboutOf(entry.facts)
  let level = [entry]
  let unread = false
  let offline = false
  for (let step = 0; step <= 2 && level.length > 0; step++) {
    for (const page of level) {
      const facts = page.facts
      if (!isRead(page.record) || facts === null) {
        // A form page that fails is named, so that its failure can be judged.
        if (page !== entry && page.record.reach.outcome !== 'ok') {
          return {
            channel: 'unread',
            fields: [],
            formUrl: page.record.url,
            login: page.record.reach.cause === 'login',
          }
        }
        unread = true
        continue
      }
      const form = applicationFormOf(facts, page === entry ? '' : about)
      if (form !== null)
        return { channel: 'online', fields: form.fields, formUrl: page.record.url, login: false }
      if (isLogin(facts)) return { channel: 'unread', fields: [], formUrl: null, login: true }
      if (facts.needsScript && !page.record.rendered) unread = true
      offline ||= offersOffline(facts, textsOf(facts, pages))
    }
    const onward = level.map((page) => behind(page, pages))
    unread ||= onward.some((one) => one.unread)
    level = onward.flatMap((one) => one.pages).filter((page) => !seen.has(page) && seen.add(page))
  }
  return {
    channel: offline ? 'offline' : unread ? 'unread' : 'none',
    fields: [],
    formUrl: null,
    login: false,
  }
}

function loginByReach(cause: string | null): boolean {
  return cause === 'login'
}

/** Finds the entry, the nearest one that answers, and reads what stands behind it. */
export function applicationOf(pages: UnitPages, columns: Columns): ApplicationView {
  const entries = entriesFor(pages, columns)
  const expectedAt = [
    ...new Set([pages.unit.portal, ...entries.map(({ url }) => url), ...pages.placeUrls('application')]),
  ]
  const chosen = entries[0]
  const none = { login: false, channel: 'none', fields: [], formUrl: null } as const
  if (chosen === undefined) {
    return { entry: null, reach: null, ...none, expectedAt: expectedAt.slice(0, 20), common: false }
  }
  const { index, unit } = pages
  const page = index.find(chosen.url)
  const known = index.reachOf(chosen.url)
  const reach = known.outcome === 'unknown' && page ? page.record.reach : known
  const outside =
    !isSameOrigin(index.site, chosen.url, index.site.origin) || index.ownerOfUrl(chosen.url) !== unit.id
  const behindIt = page === undefined ? { ...none, channel: 'unread' as const } : channelOf(page, pages)
  return {
    entry: chosen.url,
    reach,
    ...behindIt,
    login: behindIt.login || loginByReach(reach.cause),
    expectedAt: expectedAt.slice(0, 20),
    common: chosen.place || outside,
  }
}
