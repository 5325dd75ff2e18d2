/** What programs and dashboards watch: how start pages answered, what is due, what somebody was told. */
import { z } from 'zod'
import { agendaOf } from '../../agenda.js'
import { availabilityOf } from '../../ledger/availability.js'
import { listNotices } from '../../ledger/notices.js'
import { registry } from '../../ledger/registry-store.js'
import { dayIn } from '../../model/date.js'
import { formatPoints } from '../../model/points.js'
import { DEFAULT_TIMEZONE } from '../../registry/resolve.js'
import { noticeText } from '../notify-ways.js'
import { asking, everyone, insiders, type Route } from '../route.js'
import { paged, pageOf, pageQuery } from './paging.js'

const anything = z.record(z.string(), z.unknown())

const availability: Route = {
  method: 'GET',
  path: '/api/v1/availability',
  kind: 'api',
  policy: everyone('runs:read'),
  summary: 'How start pages answered to samples over some days, by unit; a sample blames nobody',
  query: z.object({
    unit: z.string().max(100).optional(),
    days: z.coerce.number().int().min(1).max(366).default(7),
    ...pageQuery,
  }),
  answer: pageOf(anything),
  handle: (call) => {
    const { ledger, now } = call.office
    const { unit, days } = call.query as { unit?: string; days: number }
    const timezone = registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
    const own = asking(call).unit
    const meant = own ?? unit
    const given = { today: dayIn(timezone, now()), days, ...(meant === undefined ? {} : { unit: meant }) }
    const rows = own !== null && unit !== undefined && unit !== own ? [] : availabilityOf(ledger, given)
    const page = paged(call, rows, (row) => row.unit)
    return {
      ...page,
      items: page.items.map(({ failedShare, lastAt, failures, ...row }) => ({
        ...row,
        // Percent; null where there are fewer than 100 samples that are certain.
        failedShare: failedShare === null ? null : formatPoints(failedShare),
        lastAt: new Date(lastAt).toISOString(),
        failures: failures.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
      })),
    }
  },
}

const agenda: Route = {
  method: 'GET',
  path: '/api/v1/agenda',
  kind: 'api',
  policy: everyone('runs:read'),
  summary: 'The assessment calendar: what is due within 45 days and what is late, with who owes it',
  query: z.object(pageQuery),
  answer: pageOf(anything),
  handle: (call) => {
    const { unit } = asking(call)
    const items = agendaOf(call.office.ledger, call.office.now())
      .filter((item) => unit === null || item.unit === unit)
      .map((item) => ({ id: `${item.due} ${item.kind} ${item.subject} ${item.unit ?? ''}`.trim(), ...item }))
    return paged(call, items, (item) => item.id)
  },
}

const notices: Route = {
  method: 'GET',
  path: '/api/v1/notices',
  kind: 'api',
  policy: insiders('runs:read'),
  summary: 'The newest 200 notices, oldest first: what went wrong and what is due, as it was told',
  query: z.object(pageQuery),
  answer: pageOf(anything),
  handle: (call) => {
    const all = listNotices(call.office.ledger)
      .reverse()
      .map((notice) => ({
        id: String(notice.no),
        kind: notice.kind,
        day: notice.day,
        at: new Date(notice.createdAt).toISOString(),
        text: noticeText(notice, call.language),
        facts: notice.facts,
      }))
    return paged(call, all, (notice) => notice.id.padStart(12, '0'))
  },
}

/** Routes of what is watched. */
export const WATCH_ROUTES: readonly Route[] = [availability, agenda, notices]
