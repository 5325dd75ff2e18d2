/** Sentences of the cli area. */
import type { MessageArea } from './catalogue.js'

export const cliMessages: MessageArea = {}
