/** How words of the console are written down: a name, its Chinese and its English. */
import type { MessageArea } from './catalogue.js'

/** Words by name: Chinese, English. */
export type Words = Readonly<Record<string, readonly [string, string]>>

/** `{ name: [中文, English] }` under `console.`; `name` is put before each. */
export function area(name: string, words: Words): MessageArea {
  return Object.fromEntries(
    Object.entries(words).map(([word, [zh, en]]) => [`console.${name}${word}`, { zh, en }]),
  )
}
