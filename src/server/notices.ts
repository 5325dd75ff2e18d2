/** Notices: what went wrong and what is due, told once a day for each cause by every way that the workspace names. */
import { agendaOf } from '../agenda.js'
import { waitAfter } from '../feed/push.js'
import {
  dropOldNotices,
  failingDeliveries,
  type NewNotice,
  type NoticeFacts,
  putDelivery,
  putNotice,
  type Waiting,
  waitingNotices,
} from '../ledger/notices.js'
import { stuckReceivers } from '../ledger/receivers.js'
import { registry } from '../ledger/registry-store.js'
import { listRuns } from '../ledger/runs.js'
import { render } from '../messages/catalogue.js'
import type { AgendaItem } from '../model/agenda.js'
import { dayIn } from '../model/date.js'
import { UserFault } from '../model/error.js'
import type { NoticeKind } from '../model/notify.js'
import { DEFAULT_TIMEZONE } from '../registry/resolve.js'
import { type Way, waysOf } from './notify-ways.js'
import type { Office } from './office.js'
import type { Task } from './schedule.js'

const WATCH_MS = 5 * 60_000
const DAY_MS = 86_400_000
/** Refusals in a row after which a receiver is said to be stuck: a quarter of an hour and more. */
const STUCK_ATTEMPTS = 10
const DETAIL_CHARACTERS = 300
/** Units or cases that one notice names. */
const NAMED = 12

type Books = Pick<Office, 'ledger' | 'now'>

function timezoneOf({ ledger }: Pick<Books, 'ledger'>): string {
  return registry(ledger).load().defaults.timezone ?? DEFAULT_TIMEZONE
}

/** What an error says, short. */
export function detailOf(error: unknown): string {
  const text =
    error instanceof UserFault
      ? render(error.key, error.facts, 'zh-CN')
      : error instanceof Error
        ? error.message
        : String(error)
  return text.slice(0, DETAIL_CHARACTERS)
}

/** Puts something that just went wrong into the outbox: the same cause once a day. */
export function tellFault(books: Books, kind: NoticeKind, name: string, facts: NoticeFacts): void {
  const day = dayIn(timezoneOf(books), books.now())
  putNotice(books.ledger, { cause: `${kind} ${name}`, day, kind, facts })
}

function ofRuns({ ledger, now }: Books, timezone: string): NewNotice[] {
  return listRuns(ledger, 100).flatMap(({ id, status, finishedAt, scope }): NewNotice[] => {
    // Start pages that answer when they are looked at again make no valid observation, and nobody need know.
    if (status !== 'held' && (status !== 'void' || scope === 'starts')) return []
    if (finishedAt === null || finishedAt < now() - DAY_MS) return []
    const kind = status === 'held' ? 'run-held' : 'run-void'
    return [{ cause: `${kind} ${id}`, day: dayIn(timezone, finishedAt), kind, facts: { run: id } }]
  })
}

function ofFeed({ ledger, now }: Books, timezone: string): NewNotice[] {
  return stuckReceivers(ledger, STUCK_ATTEMPTS).map(({ id, waiting, error }) => ({
    cause: `feed-stuck ${id}`,
    day: dayIn(timezone, now()),
    kind: 'feed-stuck',
    facts: { receiver: id, waiting, detail: error ?? '' },
  }))
}

/** What is due on one day is one notice, however many units owe it. */
function ofAgenda(items: readonly AgendaItem[], names: ReadonlyMap<string, string>): NewNotice[] {
  const groups = new Map<string, AgendaItem[]>()
  for (const item of items) {
    if (item.state === 'ahead') continue
    const key = `deadline-${item.state} ${item.kind}`
    groups.set(`${key} ${item.due}`, [...(groups.get(`${key} ${item.due}`) ?? []), item])
  }
  return [...groups].flatMap(([cause, [first, ...rest]]): NewNotice[] => {
    if (!first) return []
    const all = [first, ...rest]
    const named = [
      ...new Set(all.map((one) => (one.unit === null ? one.subject : (names.get(one.unit) ?? one.unit)))),
    ]
    const subjects = `${named.slice(0, NAMED).join('、')}${named.length > NAMED ? '…' : ''}`
    return [
      {
        cause,
        // Told once, however long it lies ahead or behind.
        day: first.due,
        kind: first.state === 'late' ? 'deadline-late' : 'deadline-soon',
        facts: { duty: first.kind, due: first.due, count: named.length, subjects },
      },
    ]
  })
}

/** Puts into the outbox what the books show now. @returns how many notices are new */
export function watch(books: Books): number {
  const { ledger } = books
  const { units } = registry(ledger).load()
  const timezone = timezoneOf(books)
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const found = [
    ...ofRuns(books, timezone),
    ...ofFeed(books, timezone),
    ...ofAgenda(agendaOf(ledger, books.now()), names),
  ]
  return found.filter((one) => putNotice(ledger, one)).length
}

async function sendBatch(office: Office, way: Way, batch: readonly Waiting[], signal: AbortSignal) {
  const { ledger, log, now } = office
  let error: string | null = null
  try {
    await way.send(
      batch.map(({ notice }) => notice),
      signal,
    )
  } catch (failure) {
    error = detailOf(failure)
    log.warn(
      { way: way.id, notices: batch.length, detail: error },
      'a notice was not taken; it is tried again',
    )
  }
  for (const { notice, attempts } of batch)
    putDelivery(ledger, {
      notice: notice.no,
      way: way.id,
      attempts: attempts + 1,
      nextAt: now() + waitAfter(attempts + 1),
      error,
    })
  return error === null
}

/** Sends what waits, by every way. A way that fails is left until its next attempt is due. */
async function sendNotices(office: Office, ways: readonly Way[], signal: AbortSignal): Promise<number> {
  let sent = 0
  for (const way of ways)
    for (
      let waiting = waitingNotices(office.ledger, way.id, office.now());
      waiting.length > 0 && !signal.aborted;
    ) {
      const batch = waiting.splice(0, way.batch)
      if (!(await sendBatch(office, way, batch, signal))) break
      sent += batch.length
    }
  return sent
}

/** The task of the schedule that watches the books and sends what is to be told. */
export function noticesTask(
  office: Office,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Task {
  const { ledger, now } = office
  let watched = Number.NEGATIVE_INFINITY
  let sent = 0
  return {
    name: 'notices',
    tick: async () => {
      if (now() - watched >= WATCH_MS) {
        watched = now()
        watch(office)
        dropOldNotices(ledger, now())
      }
      sent += await sendNotices(office, waysOf(registry(ledger).load().defaults.notify, env), signal)
    },
    figures: () => ({
      notices_sent_total: sent,
      notices_failing: failingDeliveries(ledger, now()).count,
    }),
  }
}
