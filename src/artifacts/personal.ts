/** Numbers of persons that stand unmasked: resident identity numbers and bank cards. The numbers never leave this file. */
import type { ExposedNumber, PageFacts } from '../model/page.js'
import { remapped } from './remapped.js'
import { JOINT } from './shown-text.js'

const MAX_FOUND = 20
/** Characters before and after a number that say what it is. */
const AROUND = 120

/** An identity number whole or in its groups, with the two digits of a disabled person's card behind, a card whole or in groups of four. */
const CANDIDATE =
  /(?<![\dA-Za-z*＊×/=_-])(?:\d{6}([ -])\d{4}\1?\d{4}\1\d{3}[\dXx]|\d{6} \d{11}[\dXx]|\d{17}[\dXx][1-7][1-4]|\d{4}(?: \d{4}){3}(?: \d{1,3})?|\d{17}[Xx]|\d{16,19})(?![\dA-Za-z*＊×])/g

/** Sixteen digits, the last perhaps an X, with nothing but blanks and borders between them: no number is shorter. */
const DIGITS_IN_A_ROW = new RegExp(
  `\\d(?:[ \\u00a0\\u3000${JOINT}-]{0,3}\\d){14}[ \\u00a0\\u3000${JOINT}-]{0,3}[\\dXxＸｘ]`,
)
const WIDE_DIGITS = /[０-９]{4}|\d[Ｘｘ]/
/** Blanks that keep digits on one line, and wide ones. */
const OTHER_BLANK = /[\u00a0\u3000]/g

/** First two digits of the region: provinces and their like (GB/T 2260). */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'

/** Numbers of permits and cases are built of region, day and serial too: a day since then is as likely theirs. */
const DAY_OF_ISSUE_SINCE = 2010

const ID_LABEL = /身份证|公民身份|身份号码|身份证件|居民身份|证件号/
const ORGANISATION_CODE = /信用代码|机构代码|纳税人识别|税号|统一代码/
const OTHER_NUMBER =
  /编\s*号|许可证|证\s*号|案\s*号|流水|代\s*码|订\s*单|合\s*同|备\s*案|受\s*理|登\s*记|票\s*据|批\s*号|条\s*码|项\s*目|不动产|单\s*号|学\s*号|考\s*号|准考证|工\s*号|文\s*号|索\s*引|标\s*段|招\s*标|车架|电\s*话/
const EXAMPLE = /示例|样例|例如|例[:：]|样表|模板|范例|样本|填写说明|填报说明|格式[:：]/
const CARD_LABEL = /卡\s*号|账\s*号|帐\s*号|银行卡|一卡通|存折|账\s*户|帐\s*户/
/** An account of a body, which is published to be paid into. */
const PUBLIC_ACCOUNT =
  /对公|非税|专户|公户|财政|国库|基本户|(?:捐[款赠]|汇款|缴[款费])[账帐][户号]|(?:户\s*名|账户名称?|帐户名称?|开户名称?|单位名称|收款单位|收款人|收款方|开户单位|名\s*称)\s*[:：]?[^\n:：，,；;。]{0,40}(?:局|公司|中心|政府|委员会|协会|基金会|学校|学院|小学|中学|医院|办公室|大队|支队|院|所|站|社|厅|会|厂|店|部|队|(?<!银)行)/

function isDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1900 || year > 2099)
    return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Region and birth date as an identity number has them, whatever its last digit. */
function looksLikeId(digits: string): boolean {
  if (digits.length !== 18 || !PROVINCES.has(digits.slice(0, 2))) return false
  return digits.slice(2, 4) !== '00' && digits.slice(4, 6) !== '00' && isDay(digits.slice(6, 14))
}

/** Checksum of GB 11643: ISO 7064 MOD 11-2. */
function passesIdCheck(digits: string): boolean {
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return ID_CHECKS[sum % 11] === digits[17]
}

/** Luhn's checksum (ISO/IEC 7812). */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const value = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** Issuer prefixes in use in China with the lengths of their cards. */
function looksLikeCard(digits: string): boolean {
  if (/X$/.test(digits) || looksLikeId(digits) || /^(\d)\1+$/.test(digits)) return false
  if (digits.startsWith('62')) return digits.length >= 16 && digits.length <= 19
  if (digits.startsWith('9558')) return digits.length === 19
  return digits.length === 16 && /^(?:4|5[1-5])/.test(digits)
}

interface Around {
  /** What stands before the number, cells and lines in reading order. */
  readonly before: string
  readonly after: string
}

/** Whether a valid identity number is one; null: it is an organisation's. */
function judgeId(digits: string, { before }: Around): boolean | null {
  const near = before.slice(-30)
  if (ORGANISATION_CODE.test(near)) return null
  if (EXAMPLE.test(near)) return false
  if (ID_LABEL.test(before.slice(-60))) return true
  return !OTHER_NUMBER.test(near) && Number(digits.slice(6, 10)) < DAY_OF_ISSUE_SINCE
}

/** Whether a number with a card's shape is a card; null: it says that it is something else. */
function judgeCard({ before, after }: Around): boolean | null {
  const near = before.slice(-60)
  if (PUBLIC_ACCOUNT.test(`${before}\n${after.slice(0, 80)}`)) return null
  if (EXAMPLE.test(before.slice(-30))) return false
  if (CARD_LABEL.test(near)) return true
  return ORGANISATION_CODE.test(near) || OTHER_NUMBER.test(before.slice(-30)) ? null : false
}

function masked(digits: string): string {
  return `${digits.slice(0, 4)}${'*'.repeat(digits.length - 6)}${digits.slice(-2)}`
}

/** The card of a disabled person has the identity number with kind and degree behind it. */
const OF_DISABLED = /残疾/
const CARD_OF_DISABLED = 20

/** What a run of digits is, by itself and by what stands round it; null where it is nobody's number. */
function judged(digits: string, around: Around): ExposedNumber | null {
  const ofDisabled = digits.length === CARD_OF_DISABLED
  const id = ofDisabled ? digits.slice(0, 18) : digits
  const isId = looksLikeId(id) && passesIdCheck(id)
  if (ofDisabled && isId)
    return {
      kind: 'resident-id',
      masked: masked(digits),
      certain: !EXAMPLE.test(around.before.slice(-30)),
    }
  const isCard = !isId && looksLikeCard(digits) && passesLuhn(digits)
  const certain = isId ? judgeId(digits, around) : isCard ? judgeCard(around) : null
  return certain === null
    ? null
    : { kind: isId ? 'resident-id' : 'bank-card', masked: masked(digits), certain }
}

/** A run of digits as a browser shows it, with the text before and after; null where it is nobody's number. */
export function exposedNumber(raw: string, before: string, after: string): ExposedNumber | null {
  const [digits, ...around] = [raw, before, after].map((text) => text.normalize('NFKC'))
  return judged((digits ?? '').replace(/[\s-]/g, '').toUpperCase(), {
    before: (around[0] ?? '').slice(-AROUND),
    after: (around[1] ?? '').slice(0, AROUND),
  })
}

/** What was found on a page, and a pen that blots it out of a text. */
export interface Exposed {
  readonly found: readonly ExposedNumber[]
  blot(text: string): string
}

/** Scans a page's visible text once. `mayBeWide`: wide digits stand in it. `null`: nothing of the kind stands there. */
export function readExposed(visible: string, mayBeWide = true): Exposed | null {
  const wide = mayBeWide && WIDE_DIGITS.test(visible)
  if (!wide && !DIGITS_IN_A_ROW.test(visible)) return null
  const plain = wide ? visible.normalize('NFKC') : visible.replace(OTHER_BLANK, ' ')
  const text = plain.replaceAll(JOINT, '')
  const found: ExposedNumber[] = []
  const blots = new Map<string, string>()
  for (const match of text.matchAll(CANDIDATE)) {
    const digits = match[0].replace(/[ -]/g, '').toUpperCase()
    if (digits.length === CARD_OF_DISABLED && !OF_DISABLED.test(text.slice(0, match.index))) continue
    const end = match.index + match[0].length
    const one = judged(digits, {
      before: text.slice(Math.max(0, match.index - AROUND), match.index),
      after: text.slice(end, end + AROUND),
    })
    if (one === null) continue
    // A list of names may hold thousands: some are told, every one is blotted out.
    if (found.length < MAX_FOUND) found.push(one)
    blots.set(match[0], one.masked)
  }
  if (found.length === 0) return null
  const lengths = [...new Set([...blots.keys()].map((raw) => raw.length))].sort((a, b) => b - a)
  const blotted = (run: string): string => blottedRun(run, blots, lengths)
  return { found, blot: (given) => given.replace(DIGIT_RUN, blotted) }
}

/** Digits and what groups them, at least as long as the shortest number. */
const DIGIT_RUN = /\d[\d -]{14,}(?:[Xx](?:\d\d)?)?/g

/** A run with the numbers in it blotted out, wherever in it they begin: digits of something else may stand before. */
function blottedRun(run: string, blots: ReadonlyMap<string, string>, lengths: readonly number[]): string {
  let out = ''
  for (let at = 0; at < run.length; ) {
    const raw = lengths.map((length) => run.slice(at, at + length)).find((part) => blots.has(part))
    out += raw === undefined ? run.charAt(at) : blots.get(raw)
    at += raw?.length ?? 1
  }
  return out
}

/** The facts of a page with every exposed number masked in its texts; addresses stay as they are. */
export function withoutNumbers(facts: PageFacts, exposed: Exposed): PageFacts {
  return remapped(facts, exposed.blot)
}
