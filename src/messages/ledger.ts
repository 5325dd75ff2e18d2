/** Sentences of the ledger area. */
import type { MessageArea } from './catalogue.js'

export const ledgerMessages: MessageArea = {}
