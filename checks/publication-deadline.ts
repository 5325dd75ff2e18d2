/** Twenty working days from formation to publication. 二十个工作日公开时限 */
import { z } from 'zod'
import { defineCheck, type WorkCalendar } from '../src/check.js'
import { daysBetween, type PlainDate } from '../src/model/date.js'
import { byText, findingOf, inOrder } from '../src/model/draft.js'
import type { Finding } from '../src/model/finding.js'
import { migrationDays } from '../src/model/migration.js'
import type { DocumentView } from '../src/model/portal.js'

/** Regulation of 2007 article 18, of 2019 article 26. */
const MAX_WORKDAYS = 20
/** The rule is in force from this day. */
const IN_FORCE = '2008-05-01'

type Dated = DocumentView & { readonly formed: PlainDate; readonly published: PlainDate }

function isDated(document: DocumentView): document is Dated {
  return document.formed !== null && document.published !== null
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]+/gu, '')
    .toLowerCase()
}

/** Earliest copy by publication, then URL, under each key. */
class FirstCopies {
  readonly #first = new Map<string, Dated>()

  add(key: string, document: Dated): void {
    const known = this.#first.get(key)
    if (!known || byCopy(document, known) < 0) this.#first.set(key, document)
  }

  get(key: string): Dated | undefined {
    return this.#first.get(key)
  }
}

function byCopy(a: Dated, b: Dated): number {
  return byText(a.published, b.published) || byText(a.url, b.url)
}

/**
 * A document that stands in several columns was published when its first copy was. Copies agree in formation date and
 * in document number, or in title where one of them shows no number.
 */
function firstCopyOf(documents: readonly Dated[]): (document: Dated) => Dated {
  const byNumber = new FirstCopies()
  const byTitle = new FirstCopies()
  const byTitleUnnumbered = new FirstCopies()
  const numberKey = (document: Dated): string | null =>
    document.documentNumber === null ? null : `${document.formed} ${fold(document.documentNumber)}`
  const titleKey = (document: Dated): string => `${document.formed} ${fold(document.title)}`
  for (const document of documents) {
    const number = numberKey(document)
    byTitle.add(titleKey(document), document)
    if (number === null) byTitleUnnumbered.add(titleKey(document), document)
    else byNumber.add(number, document)
  }
  return (document) => {
    const number = numberKey(document)
    const copies =
      number === null
        ? [byTitle.get(titleKey(document))]
        : [byNumber.get(number), byTitleUnnumbered.get(titleKey(document))]
    return copies.filter((copy) => copy !== undefined).sort(byCopy)[0] ?? document
  }
}

/** Working days from formation (not counted) to publication (counted); 'in-time' where the calendar is not needed. */
function countOf({ formed, published }: Dated, calendar: WorkCalendar): number | 'in-time' | 'unknown' {
  if (daysBetween(formed, published) <= MAX_WORKDAYS) return 'in-time'
  return calendar.workdaysBetween(formed, published) ?? 'unknown'
}

function report(document: Dated, count: number | 'unknown', stamped: ReadonlySet<PlainDate>): Finding {
  const { url, title, formed, formedFrom, published, documentNumber, source, firstSeen } = document
  const why = document.foreign
    ? 'foreign'
    : stamped.has(published)
      ? 'migration'
      : count === 'unknown'
        ? 'calendar'
        : null
  return findingOf({
    code: 'published-late',
    verdict: why === null ? 'problem' : 'cannot-tell',
    subject: url,
    occurredOn: published,
    url,
    where: document.where.at(-1) === title ? document.where : [...document.where, title],
    facts: {
      title,
      formed,
      formedFrom,
      published,
      workingDays: count === 'unknown' ? null : count,
      firstSeen,
      documentNumber,
      source,
      ...(why === null ? {} : { why }),
      ...(why === 'calendar' ? { cause: 'calendar' } : {}),
    },
    region: { kind: 'text', text: published },
  })
}

/** Every document of the unit with a formation and a publication date. */
export const publicationDeadline = defineCheck({
  id: 'publication-deadline',
  version: 1,
  codes: ['published-late'],
  needs: ['documents'],
  params: z.object({}),
  run({ documents }, { at, calendar }) {
    // One page is one document; were it listed twice, its earliest date counts.
    const latestFirst = documents.filter(isDated).sort(byCopy).toReversed()
    const dated = [...new Map(latestFirst.map((document) => [document.url, document])).values()]
    const stamped = migrationDays(documents)
    const firstCopy = firstCopyOf(dated)
    const examined = new Set<string>()
    const findings: Finding[] = []
    for (const document of dated) {
      const { url, formed, published, firstSeen } = document
      // Older than the rule, a contradiction of dates, or an event that the assessment date has not reached.
      if (formed < IN_FORCE || published < formed || published > at) continue
      examined.add(url)
      const seenBefore = firstSeen !== null && firstSeen < published
      if (document.underRectification || seenBefore || firstCopy(document) !== document) continue
      const count = countOf(document, calendar)
      if (count === 'in-time' || (count !== 'unknown' && count <= MAX_WORKDAYS)) continue
      findings.push(report(document, count, stamped))
    }
    return { examined, findings: inOrder(findings) }
  },
})
