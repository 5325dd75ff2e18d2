/** Further years of the working-day calendar from an operator's file, already parsed from YAML or JSON. */
import { z } from 'zod'
import { addDays, daysBetween, type PlainDate } from '../model/date.js'
import { plainDateSchema } from '../model/date-schema.js'
import { UserFault } from '../model/error.js'

/** Longest span that one line may name: no notice has ever given more than ten days in a row. */
const LONGEST_SPAN_DAYS = 31

const spanSchema = z
  .strictObject({ from: plainDateSchema, to: plainDateSchema })
  .refine(({ from, to }) => from <= to, { message: 'expected `from` on or before `to`' })
  .refine(({ from, to }) => daysBetween(from, to) < LONGEST_SPAN_DAYS, {
    message: `expected at most ${LONGEST_SPAN_DAYS} days from \`from\` to \`to\``,
  })

const yearSchema = z.strictObject({
  year: z.number().int().min(1949).max(2999),
  /** Title or number of the notice: who says so. */
  source: z.string().min(1),
  /** Days off, single or as spans; ordinary weekends need not be named. */
  off: z.array(z.union([plainDateSchema, spanSchema])),
  /** Working Saturdays and Sundays. */
  work: z.array(plainDateSchema),
})

/**
 * File of further years: `years: [{ year, source, off: [2027-01-01, { from, to }], work: [2027-01-09] }]`.
 * A year that the table already holds is changed day by day: a later notice amends an earlier one.
 */
const calendarExtensionSchema = z
  .strictObject({ years: z.array(yearSchema).min(1) })
  .superRefine(({ years }, context) => {
    years.forEach((entry, index) => {
      const off = new Set(entry.off.flatMap(daysOf))
      entry.work.forEach((day, place) => {
        if (off.has(day))
          context.addIssue({
            code: 'custom',
            path: ['years', index, 'work', place],
            message: `${day} is named both as a day off and as a working day`,
          })
      })
      for (const day of [...off, ...entry.work]) {
        if (Math.abs(Number(day.slice(0, 4)) - entry.year) <= 1) continue
        context.addIssue({
          code: 'custom',
          path: ['years', index],
          message: `${day} does not belong to the notice of ${entry.year}`,
        })
      }
    })
  })

export type CalendarExtension = z.infer<typeof calendarExtensionSchema>

/** The days that one entry of `off` names, at most 31. */
export function daysOf(entry: CalendarExtension['years'][number]['off'][number]): PlainDate[] {
  if (typeof entry === 'string') return [entry]
  const days: PlainDate[] = []
  for (let day = entry.from; day <= entry.to && days.length < LONGEST_SPAN_DAYS; day = addDays(day, 1))
    days.push(day)
  return days
}

/**
 * The extension that a parsed file holds.
 * @param value what the YAML or JSON parser gave
 * @param file its path, for the error
 * @throws UserFault `calendar.extension-invalid` naming the place and what is wrong, exit status 2
 */
export function parseCalendarExtension(value: unknown, file: string): CalendarExtension {
  const read = calendarExtensionSchema.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new UserFault(
    'calendar.extension-invalid',
    { file, where: issue?.path.map(String).join('.') || 'years', what: issue?.message ?? '' },
    2,
  )
}
