/** The nightly window as it stands in files: apart, for a crawl looks at the clock and checks no file. */
import { z } from 'zod'

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** `from` and `to` are HH:MM; a window whose `to` lies before its `from` goes over midnight. */
export const windowSchema = z
  .strictObject({
    from: z.string().refine((text) => CLOCK.test(text), {
      message: 'registry.bad-clock',
      params: { key: 'registry.bad-clock' },
    }),
    to: z.string().refine((text) => CLOCK.test(text), {
      message: 'registry.bad-clock',
      params: { key: 'registry.bad-clock' },
    }),
  })
  .refine(({ from, to }) => from !== to, {
    message: 'registry.empty-window',
    params: { key: 'registry.empty-window' },
  })
export type NightlyWindow = z.infer<typeof windowSchema>
