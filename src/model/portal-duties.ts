/** Artifacts about duties with a limit: quotas, series, letters, consultations, policy documents, mended findings. */
import type { PlainDate } from './date.js'
import type { SeriesEvery } from './duty.js'
import type { Rectification } from './inspection.js'
import type { Verdict } from './vocabulary.js'

/** One column of which the register asks a number of entries per quarter. */
export interface QuotaView {
  readonly column: string
  readonly url: string
  readonly where: readonly string[]
  /** 季度最低条数. */
  readonly quota: number
  /** First day on which the column is owed at all; null: always. */
  readonly since: PlainDate | null
  /** Dates of its entries and of those below it, each entry once, ascending. */
  readonly dates: readonly PlainDate[]
  /** Entries without a date. */
  readonly undated: number
  /** It and the lists below it were read to their end. */
  readonly complete: boolean
  /** Pages of the list, the first one first; at most 20. */
  readonly lookAt: readonly string[]
}

/** One series that the register or a rubric asks for, or that a register's frequency and the list itself show. */
export interface SeriesView {
  /** Name of its column. */
  readonly name: string
  readonly url: string
  readonly where: readonly string[]
  readonly every: SeriesEvery
  /** Calendar days after the end of a period; null: it is due when the next period has ended. */
  readonly dueDays: number | null
  readonly from: string | null
  readonly exempt: readonly string[]
  /** Periods found, here or elsewhere on the portal, ascending. */
  readonly periods: readonly string[]
  /** Entries that name no period: one of them may be what is missing. */
  readonly unplaced: number
  readonly complete: boolean
  /** Only holes between two periods are a gap: how old the newest may be is judged by the list's age. */
  readonly holesOnly: boolean
  readonly lookAt: readonly string[]
  readonly askedBy: readonly string[]
}

/** One letter that the portal publishes. 来信 */
export interface LetterView {
  /** Its page; where a list alone shows it, `page` and title are its identity. */
  readonly subject: string
  readonly page: string
  readonly title: string
  readonly where: readonly string[]
  /** Day of the letter, and the later day on which it was accepted where both are shown. */
  readonly received: PlainDate | null
  readonly accepted: PlainDate | null
  readonly replied: PlainDate | null
  /** answered: a reply is shown; open: the page says that there is none yet; closed: withdrawn, invalid; unclear. */
  readonly state: 'answered' | 'open' | 'closed' | 'unclear'
  /** Why nothing may be concluded from an open letter. */
  readonly doubt: 'other-unit' | 'extended' | 'script' | null
}

/** One public consultation. 意见征集 */
export interface ConsultationView {
  readonly url: string
  readonly title: string
  readonly where: readonly string[]
  /** Last day for comments; null: the page does not say. */
  readonly closed: PlainDate | null
  /** own: its page tells the result; page: another page does; similar: one that may be about something else; none. */
  readonly result: 'own' | 'page' | 'similar' | 'none'
  readonly doubt: 'foreign' | 'script' | 'files' | null
  readonly lookAt: readonly string[]
}

/** One policy document of the unit and what was found to interpret it. */
export interface PolicyView {
  readonly url: string
  readonly title: string
  readonly where: readonly string[]
  readonly published: PlainDate | null
  readonly interpretation: {
    readonly url: string
    readonly title: string
    readonly published: PlainDate | null
    /** Both pages were read, without a script that may add links. */
    readonly read: boolean
    readonly fromDocument: boolean
    readonly toDocument: boolean
  } | null
  /** A page that may interpret it: its title is alike. */
  readonly similar: string | null
  /** The document or what should interpret it could not be read whole. */
  readonly doubt: 'script' | null
  readonly lookAt: readonly string[]
}

/** Known articles that the portal's own search was asked for by their titles. */
export interface KnownItemView {
  readonly title: string
  readonly url: string
  /** found: it stands among the results; other: results, but not this one; none: no result; unread. */
  readonly outcome: 'found' | 'other' | 'none' | 'unread'
  readonly resultUrl: string
}

/** A finding on a problem list, and whether this inspection sees it again. */
export interface RectificationView extends Rectification {
  /** Verdict under which it was found again; gone: looked at and mended; not-examined: nobody looked. */
  readonly now: Verdict | 'gone' | 'not-examined'
  /** Pages to look at again. */
  readonly lookAt: readonly string[]
}

/** What checks of duties with a limit may ask for; lists of what no rubric and no register asks for are empty. */
export interface DutyArtifacts {
  readonly policies: readonly PolicyView[]
  readonly letters: readonly LetterView[]
  readonly series: readonly SeriesView[]
  readonly quotas: readonly QuotaView[]
  readonly consultations: readonly ConsultationView[]
  /** What stands on problem lists; filled in when every other check has run. */
  readonly rectifications: readonly RectificationView[]
}
