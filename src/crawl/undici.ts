/** The three parts of undici that the client is made of: its index loads five times as much, for every start of the program. */
import { createRequire } from 'node:module'
import type * as Undici from 'undici'

const part = createRequire(import.meta.url)

/** Connections to one origin. */
export const Pool = part('undici/lib/dispatcher/pool.js') as typeof Undici.Pool
/** One connection of those. */
export const Client = part('undici/lib/dispatcher/client.js') as typeof Undici.Client
/** How a connection is made. */
export const buildConnector = part('undici/lib/core/connect.js') as typeof Undici.buildConnector
