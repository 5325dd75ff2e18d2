/** Days of articles that contradict each other, and articles that seem older than we know them to be. 倒签 */
import { daysBetween, type PlainDate } from './date.js'
import { byText } from './draft.js'
import type { Facts } from './finding.js'
import type { ArticleView } from './portal-articles.js'

/** What speaks against an article's days. */
export interface DateDoubt {
  readonly article: ArticleView
  readonly facts: Facts
  /** The words to show; null: the page. */
  readonly quote: string | null
}

/** A day in the address may follow the stated one by this much: night shifts and time zones. */
const MAX_PATH_AHEAD = 1
/** A draft may wait this long before it is published. */
const MAX_PATH_BEHIND = 60
/** So many articles under one day of the address were moved there together. */
const MOVED_TOGETHER = 5
/** Where this share of the articles disagrees with its address, the address tells another day by design. */
const DISAGREEING_SHARE = 0.34
const SERIES_MIN = 8
const SERIES_SLIP = 10
/** Articles that are new to us with old days: more than these are a migration. */
const BACKDATED_MOST = 20

type Published = ArticleView & { readonly published: PlainDate }

function isPublished(article: ArticleView): article is Published {
  return article.published !== null
}

/** An assessment date in the past leaves many articles behind it; a mistyped year is one of a kind. */
function isAlone(later: number, all: number): boolean {
  return later <= Math.max(2, all * 0.02)
}

/**
 * Articles whose days cannot all be right, each with its first contradiction.
 * @param at the assessment date
 * @param seenOn the day on which the portal was read; a day after both is nobody's past
 */
export function contradictions(
  articles: readonly ArticleView[],
  at: PlainDate,
  seenOn: PlainDate | null,
): DateDoubt[] {
  const dated = articles.filter(isPublished)
  const later = dated.filter(({ published }) => published > at).length
  const paths = trustedPaths(dated)
  return articles.flatMap((article): DateDoubt[] => {
    const { published, formed, formedFrom, span, cited, pathDate } = article
    const doubt = (facts: Facts, quote: string | null): DateDoubt[] => [{ article, facts, quote }]
    // Under a letter stands its answer with the day on which it was given.
    const answered = article.column?.role === 'mailbox' && formedFrom === '落款'
    if (published !== null && formed !== null && published < formed && !answered)
      return doubt({ kind: 'published-before-formed', published, formed, formedFrom }, published)
    if (published !== null && published > at && (published > (seenOn ?? at) || isAlone(later, dated.length)))
      return doubt({ kind: 'future', published, at }, published)
    if (published !== null && cited !== null && cited.year > Number(published.slice(0, 4)))
      return doubt({ kind: 'cites-later', published, cited: cited.quote, year: cited.year }, cited.quote)
    if (span !== null)
      return doubt({ kind: 'end-before-begin', published, begin: span.begin, end: span.end }, span.quote)
    if (published !== null && pathDate !== null && paths.has(article)) {
      if (daysBetween(pathDate, published) > MAX_PATH_BEHIND)
        return doubt({ kind: 'address-earlier', published, pathDate }, published)
    }
    return []
  })
}

/** Articles whose address may be believed: not moved there together, on a site whose addresses agree with its days. */
function trustedPaths(dated: readonly Published[]): Set<ArticleView> {
  const byDay = new Map<string, Set<PlainDate>>()
  for (const { pathDate, published } of dated) {
    if (pathDate === null) continue
    byDay.set(pathDate, (byDay.get(pathDate) ?? new Set()).add(published))
  }
  const withPath = dated.filter(({ pathDate }) => pathDate !== null)
  const disagreeing = withPath.filter(
    ({ pathDate, published }) =>
      pathDate !== null && Math.abs(daysBetween(published, pathDate)) > MAX_PATH_AHEAD,
  )
  if (disagreeing.length > Math.max(2, withPath.length * DISAGREEING_SHARE)) return new Set()
  return new Set(withPath.filter(({ pathDate }) => (byDay.get(pathDate ?? '')?.size ?? 0) < MOVED_TOGETHER))
}

type Serial = Published & { readonly serial: NonNullable<ArticleView['serial']> }

function isNumbered(article: Published): article is Serial {
  return article.serial !== null
}

/** The median of the days: what the neighbours agree on. */
function middle(days: readonly PlainDate[]): PlainDate | null {
  return [...days].sort()[Math.floor(days.length / 2)] ?? null
}

/**
 * Articles numbered after articles of a later day: two neighbours on either side, in order among themselves, all lie
 * well after it. Only in a series that is otherwise in order.
 */
function outOfSeries(dated: readonly Published[]): Map<ArticleView, PlainDate> {
  const series = new Map<string, Serial[]>()
  for (const article of dated) {
    if (!isNumbered(article)) continue
    const held = series.get(article.serial.series)
    if (held) held.push(article)
    else series.set(article.serial.series, [article])
  }
  const found = new Map<ArticleView, PlainDate>()
  for (const members of series.values()) {
    if (members.length < SERIES_MIN) continue
    const ordered = [...members].sort((a, b) => a.serial.number - b.serial.number || byText(a.url, b.url))
    const rising = ordered.filter(
      (one, i) => i === 0 || one.published >= (ordered[i - 1]?.published ?? ''),
    ).length
    if (rising < ordered.length * 0.8) continue
    for (let i = 2; i < ordered.length - 1; i++) {
      const one = ordered[i]
      if (!one) continue
      const round = [ordered[i - 2], ordered[i - 1], ordered[i + 1], ordered[i + 2]].flatMap((other) =>
        other ? [other.published] : [],
      )
      const inOrder = round.every((day, n) => n === 0 || day >= (round[n - 1] ?? ''))
      if (!inOrder || round.some((day) => daysBetween(one.published, day) < SERIES_SLIP)) continue
      const day = middle(round)
      if (day !== null) found.set(one, day)
    }
  }
  return found
}

/**
 * Articles that state a day on which, by what we know, they were not there: an earlier inspection read their list to its
 * end without them, their address was made later, or their number follows those of later days. `how` says which.
 */
export function backdatings(articles: readonly ArticleView[]): DateDoubt[] {
  const dated = articles.filter(isPublished)
  const unseen = dated.filter(({ published, absentOn }) => absentOn !== null && published < absentOn)
  const moved = unseen.length > Math.max(BACKDATED_MOST, dated.length * 0.3)
  const bySight = new Set<ArticleView>(moved ? [] : unseen)
  const paths = trustedPaths(dated)
  const bySerial = outOfSeries(dated)
  return dated.flatMap((article): DateDoubt[] => {
    const { published, pathDate, absentOn, firstSeen, column } = article
    const path =
      pathDate !== null && paths.has(article) && daysBetween(published, pathDate) > MAX_PATH_AHEAD
        ? pathDate
        : null
    const serialDay = bySerial.get(article) ?? null
    const how = bySight.has(article)
      ? 'first-seen'
      : path !== null
        ? 'address'
        : serialDay !== null
          ? 'serial'
          : null
    if (how === null) return []
    const facts: Facts = {
      how,
      published,
      ...(how === 'first-seen' ? { absentOn, firstSeen, column: column?.name ?? null } : {}),
      ...(path === null ? {} : { pathDate: path }),
      ...(serialDay === null ? {} : { neighbours: serialDay }),
    }
    return [{ article, facts, quote: published }]
  })
}
