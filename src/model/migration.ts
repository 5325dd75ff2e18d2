/** Migration days: one publication date stamped on many old documents when a site moved. Contract §5, published-late. */
import type { PlainDate } from './date.js'
import type { DocumentView } from './portal.js'

/** So many documents must share the publication date… */
const MIN_DOCUMENTS = 10
/** …and have been formed on so many different days: a batch formed on one day is no migration. */
const MIN_FORMATION_DAYS = 5

/** The publication dates that look like the stamp of a migration, not like a day of publishing. */
export function migrationDays(documents: readonly DocumentView[]): ReadonlySet<PlainDate> {
  const formedOn = new Map<PlainDate, Map<string, PlainDate>>()
  for (const { url, formed, published } of documents) {
    if (formed === null || published === null) continue
    const sharing = formedOn.get(published) ?? new Map<string, PlainDate>()
    formedOn.set(published, sharing.set(url, formed))
  }
  const days = new Set<PlainDate>()
  for (const [day, sharing] of formedOn) {
    const scattered = new Set(sharing.values()).size >= MIN_FORMATION_DAYS
    if (sharing.size >= MIN_DOCUMENTS && scattered) days.add(day)
  }
  return days
}
