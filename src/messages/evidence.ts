/** Sentences of the evidence area. */
import type { MessageArea } from './catalogue.js'

export const evidenceMessages: MessageArea = {}
