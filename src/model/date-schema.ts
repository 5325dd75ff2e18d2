/** Plain dates as they stand in files: apart, for a crawl reckons with dates and checks no file. */
import { z } from 'zod'
import { isPlainDate } from './date.js'

/** Zod schema of a plain date. */
export const plainDateSchema = z
  .string()
  .refine(isPlainDate, { message: 'expected an existing day YYYY-MM-DD' })
