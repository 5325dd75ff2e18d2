/** Sentences of the rubric area. */
import type { MessageArea } from './catalogue.js'

export const rubricMessages: MessageArea = {}
