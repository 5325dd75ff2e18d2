/** Sentences of the crawl area. */
import type { MessageArea } from './catalogue.js'

export const crawlMessages: MessageArea = {}
