/** The working-day calendar of commands. */
export { calendarOf } from '../calendar-file.js'
