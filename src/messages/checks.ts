/** Sentences of the checks area. */
import type { MessageArea } from './catalogue.js'

export const checkMessages: MessageArea = {}
