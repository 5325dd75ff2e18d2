/** Values of options that are more than text. */
import { usage } from './shell.js'

/** A whole number of at least 1; null where the option is absent. @throws UserFault (exit status 2) */
export function countOption(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (count < 1) throw usage('cli.bad-count', { option: name, found: text })
  return count
}

const MAX_PORT = 65_535

/** A TCP port, 0 for any that is free; null where the option is absent. @throws UserFault (exit status 2) */
export function portOption(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const port = /^\d{1,5}$/.test(text) ? Number(text) : MAX_PORT + 1
  if (port > MAX_PORT) throw usage('server.bad-port', { option: name, found: text })
  return port
}

/** A period: a calendar year. @throws UserFault (exit status 2) */
export function periodOption(text: string | undefined): string | null {
  if (text === undefined) return null
  if (!/^(?:19|20)\d\d$/.test(text)) throw usage('cli.bad-period', { found: text })
  return text
}
