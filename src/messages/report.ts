/** Sentences of the report area. */
import type { MessageArea } from './catalogue.js'

export const reportMessages: MessageArea = {}
