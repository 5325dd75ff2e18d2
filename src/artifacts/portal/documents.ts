/** The unit's documents with formation and publication dates, and whether they are its own. */
import type { InspectionJob } from '../../model/inspection.js'
import { NOUGHTS } from '../../model/numerals.js'
import type { PageFacts } from '../../model/page.js'
import type { DocumentView } from '../../model/portal.js'
import { columnKey } from './address-key.js'
import { issuerInTitle, whoseName } from './bodies.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

const REPOST =
  /^(?:【?(?:转发|转载|转)】?)|转发|转载|联合(?:印发|发布|发文|通知)|等.{1,4}(?:部门|单位|部委)关于/
/** Numbers of the State Council, the Party's centre and ministries. */
const UPPER_NUMBER = /^(?:国|中发|中办|中共|财税|税总|人社部|发改|教[基育])/

/** Letters of a document number before its year: 云教发 of 云教发〔2025〕3号. */
function prefixOf(number: string | null): string | null {
  const found = /^([\p{Script=Han}]{1,12})\s*[〔[(（【]?\s*(?:19|20)\d\d/u.exec(
    (number ?? '').normalize('NFKC'),
  )
  return found?.[1] ?? null
}

/** The opening character that most of the unit's own numbers share; null with fewer than three numbers or no majority. */
function usualOpening(pages: UnitPages): string | null {
  const counts = new Map<string, number>()
  let all = 0
  for (const { facts } of pages.pages) {
    const opening = prefixOf(facts?.documentNumber ?? null)?.[0]
    if (opening === undefined) continue
    all++
    counts.set(opening, (counts.get(opening) ?? 0) + 1)
  }
  const top = [...counts].sort((a, b) => b[1] - a[1])[0]
  return top && all >= 3 && top[1] * 2 > all ? top[0] : null
}

const SIGNED_ON = new RegExp(`(?:20\\d\\d|二[${NOUGHTS}]\\S{2})年\\S{1,3}月\\S{1,3}日(?:\\s|$|[（(])`)

/** The bodies that sign at the end of the text, right before its date. */
function signature(text: string): string {
  const end = text.slice(-260)
  const at = end.search(SIGNED_ON)
  const line = (at < 0 ? '' : end.slice(0, at)).split(/[。;；!！:：]/).at(-1) ?? ''
  return line.trim()
}

function isForeign(facts: PageFacts, title: string, opening: string | null, pages: UnitPages): boolean {
  if (REPOST.test(title) || whoseName(facts.source, pages) === 'other') return true
  const issuer = issuerInTitle(title)
  if (issuer !== null && whoseName(issuer, pages) === 'other') return true
  const prefix = prefixOf(facts.documentNumber)
  if (prefix !== null && UPPER_NUMBER.test(prefix)) return true
  if (prefix !== null && opening !== null && prefix[0] !== opening) return true
  const signed = signature(facts.text)
  return signed !== '' && signed.length <= 80 && whoseName(signed, pages) === 'other'
}

/** Tells the unit's own documents from those of other bodies. */
export function foreignness(pages: UnitPages): (facts: PageFacts, title: string) => boolean {
  const opening = usualOpening(pages)
  return (facts, title) => isForeign(facts, title, opening, pages)
}

/** Articles that show a formation date, and articles that show a publication date. Annual reports are documents too. */
export function documentsOf(pages: UnitPages, whereabouts: Whereabouts, job: InspectionJob): DocumentView[] {
  const isOthers = foreignness(pages)
  const rectifying = new Set(job.history.rectifying.map(columnKey))
  const { firstSeen } = job.history
  return pages.pages.flatMap((page): DocumentView[] => {
    const { facts, record } = page
    if (facts === null || facts.blocked !== null || facts.softError !== null || facts.items.length > 0)
      return []
    if (facts.kind !== 'article' && facts.kind !== 'annual-report' && facts.formed === null) return []
    if (facts.formed === null && facts.published === null) return []
    const title = facts.title ?? facts.heading ?? ''
    const column = whereabouts.listedIn(page)?.url
    return [
      {
        url: record.url,
        title,
        formed: facts.formed,
        formedFrom: facts.formedFrom,
        published: facts.published,
        documentNumber: facts.documentNumber,
        source: facts.source,
        foreign: isOthers(facts, title),
        firstSeen: Object.hasOwn(firstSeen, record.url) ? (firstSeen[record.url] ?? null) : null,
        where: whereabouts.where(page),
        underRectification: column !== undefined && rectifying.has(columnKey(column)),
      },
    ]
  })
}
