/** The calendar's route: duties, samples and notices; a unit's own people see what is theirs. */
import { agendaOf } from '../../agenda.js'
import { availabilityOf } from '../../ledger/availability.js'
import { listNotices } from '../../ledger/notices.js'
import { noticeText } from '../notify-ways.js'
import { agendaPage, SAMPLE_DAYS } from '../pages/agenda.js'
import { everyone, type Route } from '../route.js'
import { namesOf } from './findings.js'
import { page } from './visit.js'

const MOST_NOTICES = 50

export const agendaRoutes: readonly Route[] = [
  page('/agenda', everyone(null), 'Calendar', ({ ledger, principal, frame, now, today }) => {
    const { unit } = principal
    const names = namesOf(ledger)
    const body = agendaPage(frame, {
      items: agendaOf(ledger, now).filter((item) => unit === null || item.unit === unit),
      availability: availabilityOf(ledger, {
        today,
        days: SAMPLE_DAYS,
        ...(unit === null ? {} : { unit }),
      }),
      notices:
        unit === null
          ? listNotices(ledger, MOST_NOTICES).map((notice) => ({
              at: notice.createdAt,
              text: noticeText(notice, frame.words.language),
            }))
          : null,
      nameOf: (id) => names.get(id) ?? id,
    })
    return { title: frame.words('nav.agenda'), body }
  }),
]
