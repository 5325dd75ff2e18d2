/** Which files of a page are worth reading, and what for: reports and guides that are files, forms, attachments. */
import type { PlainDate } from '../../model/date.js'
import { FILE_USES, type FileUse } from '../../model/file.js'
import { asMatched } from '../../model/han.js'
import type { PageFacts, PageLink } from '../../model/page.js'
import { isFile } from '../urls.js'
import { isReportTitle } from './report-title.js'

/** One file that a page offers. */
export interface WantedFile {
  readonly url: string
  /** The words of its link; '' where it is shown inside the page. */
  readonly name: string
  readonly use: FileUse
  /** Of the entry that leads to it, else of the page. */
  readonly published: PlainDate | null
}

/** Files that hold other files, sound or pictures: nothing is read of them. */
const NO_TEXT = /\.(?:zip|rar|7z|gz|tar|tif|pptx?|dps|csv)$/i
const REPORT_PLACE = /(?:信息|政务)公开.{0,8}年报|年度报告|年报/
const GUIDE_WORDS = /(?:信息|政务)公开(?:工作)?指南|^公开指南|^指南/
const FORM_WORDS = /申请表|申请书|登记表/
const MAX_FILES = 200

/** What the address of any file holds: most links hold none of it, and are not looked at any closer. */
const MAYBE_FILE = /\.(?:docx?|xlsx?|pdf|wps|et|ofd|txt|rtf)(?:[?#]|$)|down|attach|file/i

/** True for an address that names a document with text in it. */
export function isDocumentUrl(url: string): boolean {
  if (!MAYBE_FILE.test(url) || !isFile(url)) return false
  return !NO_TEXT.test(new URL(url).pathname)
}

/** The document that a viewer page shows, as its address says: viewer.html?file=/a.pdf. */
function viewed(url: string): string | null {
  const { searchParams } = new URL(url)
  for (const name of ['file', 'url', 'src', 'pdf', 'path']) {
    const given = searchParams.get(name)
    if (!given || given.length > 2_000 || !URL.canParse(given, url)) continue
    const target = new URL(given, url)
    if (/^https?:$/.test(target.protocol) && isDocumentUrl(target.href)) return target.href
  }
  return null
}

/** Links that offer no file, wherever they stand: those of a frame are one object for all pages that carry it. */
const nothing = new WeakSet<PageLink>()

interface Offered {
  readonly url: string
  readonly name: string
  readonly date: PlainDate | null
  /** It stands in menus or the foot: only its name can make it wanted. */
  readonly aside: boolean
}

function offeredOn(facts: PageFacts): Offered[] {
  const offered: Offered[] = facts.items.flatMap((item) =>
    item.url === null || !isDocumentUrl(item.url)
      ? []
      : [{ url: item.url, name: item.title, date: item.date, aside: false }],
  )
  for (const file of facts.attachments)
    if (!NO_TEXT.test(new URL(file.url).pathname)) offered.push({ ...file, date: null, aside: false })
  for (const link of facts.links) {
    if (nothing.has(link)) continue
    if (link.target === null || link.hidden || link.concealed === 'certain' || link.role === 'image') continue
    const aside = link.region === 'frame'
    if (isDocumentUrl(link.target)) offered.push({ url: link.target, name: link.text, date: null, aside })
    else if (link.role === 'frame') {
      const url = viewed(link.target)
      if (url !== null) offered.push({ url, name: '', date: null, aside })
    } else nothing.add(link)
  }
  return offered
}

function useOf({ name, aside }: Offered, facts: PageFacts, about: string): FileUse | null {
  const plain = asMatched(name).replace(/\s+/g, '')
  if (FORM_WORDS.test(plain)) return 'form'
  if (isReportTitle(plain, !aside && REPORT_PLACE.test(about))) return 'report'
  if (GUIDE_WORDS.test(plain)) return 'guide'
  if (aside) return null
  if (facts.kind === 'annual-report') return 'report'
  if (facts.kind === 'guide' || GUIDE_WORDS.test(about)) return 'guide'
  if (facts.kind === 'application-entry' || facts.kind === 'application-form') return 'form'
  return REPORT_PLACE.test(about) ? 'report' : 'attachment'
}

const known = new WeakMap<PageFacts, readonly WantedFile[]>()

/** The files of a page, each once, for what it is wanted most. At most 200. */
export function wantedFiles(facts: PageFacts): readonly WantedFile[] {
  const files = known.get(facts) ?? filesOf(facts)
  known.set(facts, files)
  return files
}

function filesOf(facts: PageFacts): WantedFile[] {
  if (facts.blocked !== null || facts.softError !== null) return []
  const named = [facts.title ?? facts.heading ?? '', facts.column ?? '', facts.breadcrumb.at(-1) ?? '']
  const about = asMatched(named.join(' ')).replace(/\s+/g, ' ')
  const found = new Map<string, WantedFile>()
  for (const offered of offeredOn(facts)) {
    const use = useOf(offered, facts, about)
    if (use === null || found.size >= MAX_FILES) continue
    const before = found.get(offered.url)
    if (before && FILE_USES.indexOf(before.use) <= FILE_USES.indexOf(use)) continue
    const name = before?.name || offered.name
    found.set(offered.url, { url: offered.url, name, use, published: offered.date ?? facts.published })
  }
  return [...found.values()]
}
