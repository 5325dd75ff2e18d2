/** Sentences of the registry area. */
import type { MessageArea } from './catalogue.js'

export const registryMessages: MessageArea = {}
