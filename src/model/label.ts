/** Labels as people compare them: how the name of a column or a body is folded before it is matched. */
import { plainHan, simplified } from './han.js'

/** Longest label that is looked at; a longer one is a sentence. */
const MAX_LABEL = 60

/** NFKC, lower case, letters and digits only, simplified: 「政策 文件」, 政策文件 and 政策⽂件 are one label. At most 60 characters are folded. */
export function foldLabel(text: string): string {
  return simplified(plainHan(text.slice(0, MAX_LABEL * 4)))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, MAX_LABEL)
}

/** NFKC, radicals made plain, with all white space removed: how titles and sources are searched for names. */
export function foldSpace(text: string): string {
  return plainHan(text).replace(/\s+/g, '')
}
