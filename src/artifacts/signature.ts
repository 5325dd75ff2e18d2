/** 落款: the day below which a document is signed. */
import type { PlainDate } from '../model/date.js'
import { NOUGHTS } from '../model/numerals.js'
import { linesOf } from './body.js'
import { HAN_DAY, readDate } from './dates.js'
import type { El, Tree } from './tree.js'

const SIGNATURE_LINE = new RegExp(
  `^[^\\d${NOUGHTS}二:：]{0,30}?(?:(?:19|20)\\d{2}\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日|(?:19|20)\\d{2}[-./]\\d{1,2}[-./]\\d{1,2}|${HAN_DAY})[\\s(（)）]*$`,
)
const SIGNER =
  /(?:局|委|委员会|办公室|办公厅|政府|厅|部|镇|乡|街道办事处|街道|中心|院|会|署|处|队|所|公司|领导小组|指挥部|组)$/

/** What stands above a day that is no signature: what the day is of. */
const OF_SOMETHING = /(?:时间|日期|期限|地点|日程|[起止自从至于为])\s*[:：]?$|[:：]$/

/** A day without a signer is the text's own where the text ends with it, but for a few words on how it is published. */
function endsText(lines: readonly string[], at: number): boolean {
  const rest = lines.slice(at + 1)
  const above = (lines[at - 1] ?? '').trim()
  return rest.length <= 6 && rest.every((line) => line.length <= 60) && !OF_SOMETHING.test(above)
}

/**
 * The line of the body's end that is nothing but a day, below its signer or before the annexes. A text that holds
 * others has their signatures too: its own is the last before it was published.
 */
export function signatureDate(tree: Tree, body: El, published: PlainDate | null): PlainDate | null {
  const lines = linesOf(tree, body.from, body.to, 200_000).split('\n')
  const size = lines.join('').length
  let read = 0
  let fallback: PlainDate | null = null
  const signatures: PlainDate[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim()
    read += line.length
    if (i < 2 || line.length > 50 || !SIGNATURE_LINE.test(line)) continue
    const date = readDate(line)
    if (date === null) continue
    const above = (lines[i - 1] ?? '').trim()
    const signed = SIGNER.test(above) || SIGNER.test(line.replace(/[\d〇二一].*$/, '').trim())
    const next = lines.slice(i + 1, i + 3).join('')
    if (signed || /^[(（]?(?:此件|附件|附[:：]|主动公开|信息公开选项|联系人|抄送)/.test(next))
      signatures.push(date)
    if (read > size * 0.7 && endsText(lines, i)) fallback = date
  }
  const before = signatures.filter((date) => published === null || date <= published)
  return before.toSorted().at(-1) ?? signatures[0] ?? fallback
}
