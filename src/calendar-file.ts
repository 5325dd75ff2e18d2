/** The working-day calendar with an operator's file of further years over it. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseCalendarExtension } from './calendar/extension.js'
import { type StateCouncilCalendar, stateCouncilCalendar } from './calendar/state-council.js'
import { UserFault } from './model/error.js'

/** The calendar, extended by the file at `path` where one is named. @throws UserFault for an invalid file */
export function calendarOf(path: string | null): StateCouncilCalendar {
  if (path === null) return stateCouncilCalendar()
  let value: unknown
  try {
    value = parse(readFileSync(path, 'utf8'), { maxAliasCount: 10 })
  } catch (error) {
    const what = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
    throw new UserFault('calendar.extension-invalid', { file: path, where: '/', what }, 2)
  }
  return stateCouncilCalendar(parseCalendarExtension(value, path))
}
