/** Internet addresses, read by a library that is loaded as the CommonJS that it is: as a module it takes every start twice as long. */
import { createRequire } from 'node:module'
import type Addresses from 'ipaddr.js'

/** Reads addresses and tells their ranges. */
export const ipaddr = createRequire(import.meta.url)('ipaddr.js') as typeof Addresses
