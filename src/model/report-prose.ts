/** The words of annual reports: which of the six sections stand there, and how alike two years' prose is. */
import { plainHan, simplified } from './han.js'

/** Sections of the 2021 format by number, in the wordings that reports use. */
const SECTIONS: readonly RegExp[] = [
  /总体.{0,4}情况|总体概况|基本情况|工作概况|概述|综述|^一[、.].{0,24}(?:工作|开展|落实|推进|完成).{0,6}情况/,
  /主动公开(?:政府)?信息(?:的)?(?:总体|工作|数据)?情况|主动公开(?:工作)?(?:的)?情况/,
  /(?:收到|受理)(?:和|及|与|、)?处理(?:(?:政府)?信息公开)?申请(?:的)?情况|依申请公开(?:政府信息)?(?:办理|处理|工作)?(?:的)?情况|信息公开申请(?:的)?(?:收到|受理)?(?:和|及|与|、)?(?:办理|处理)?(?:的)?情况/,
  /行政复议(?:和|及|与|、|,|，)?(?:提起)?行政诉讼(?:的)?情况|复议(?:和|及|与|、|,|，)?诉讼(?:的)?情况|行政复议情况|复议.{0,10}诉讼?.{0,4}情况/,
  /(?:存在|面临)(?:的)?(?:主要)?(?:问题|不足|困难|差距|短板)|(?:短板|差距|薄弱环节|弱项)(?:和|及|与|、).{0,6}(?:改进|整改|下一步|措施|打算)|(?:主要)?问题(?:和|及|与|、)(?:改进|整改|下一步|对策)|不足(?:之处)?(?:和|及|与|、)(?:改进|整改|下一步)/,
  /其[他它]需要?(?:说明|报告|公布|公开)?(?:和报告)?(?:的)?事项|^六[、.]其[他它]|需要(?:说明|报告)的其[他它]事项|其[他它](?:需要)?(?:有关)?(?:说明|报告)?事项|其[他它]需要?(?:说明|报告|公布|公开)(?:的)?(?:情况|内容|问题)/,
]

/** Parts of section one that are called like sections two and three: （一）主动公开情况、（二）依申请公开情况. */
const PARTS_OF_FIRST: Readonly<Record<number, RegExp>> = { 2: /^[(（]一[)）]/, 3: /^[(（]二[)）]/ }
/** Where section one bears no number above theirs, these are sections. */
const NUMBERED_FIRST = /^(?:一[、.]|第一部分)/

/** A sentence that counts the sections up is no section. */
const COUNTS_UP = 3

/** Numbers of the sections, 1 to 6, that the prose lacks; null where the text does not read as a report in sections at all. */
export function missingSections(prose: string): number[] | null {
  const lines = simplified(plainHan(prose))
    .split('\n')
    .map((line) => line.replace(/\s/g, ''))
    .filter((line) => line.length < 60 || SECTIONS.filter((section) => section.test(line)).length < COUNTS_UP)
  const numbers = SECTIONS.map((_, i) => i + 1)
  const named = (number: number, line: string) => SECTIONS[number - 1]?.test(line) === true
  const unnamed = numbers.filter((number) => !lines.some((line) => named(number, line)))
  if (unnamed.length > 3) return null
  const hasParts = lines.some((line) => NUMBERED_FIRST.test(line) && named(1, line))
  const isPart = (number: number, line: string) => hasParts && PARTS_OF_FIRST[number]?.test(line) === true
  return numbers.filter((number) => !lines.some((line) => named(number, line) && !isPart(number, line)))
}

/** Sentences that every report has: its basis, its period, where to ask. */
const TEMPLATE =
  /条例》|编制本|本报告|统计期限|统计数据|电子版|邮政?编码?|邮编|联系电话|电子邮箱|通讯地址|联系地址|信息处理费|格式》|的通知》|现公布|现将/
/** Names of sections and rows that stand outside the tables too. */
const ROW_WORDS =
  /^(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十\d]+[)）])?.{0,30}(?:情况|事项|总计|件数|其他|金额|单位[:：].{0,10})$/

const MIN_PROSE = 180
const SHINGLE = 5
const MAX_PROSE = 30_000

/** What a report says for itself, sentence by sentence: no template, no headings. */
function ownSentences(prose: string): string[] {
  return plainHan(prose)
    .split(/[\n。;；!！?？]/)
    .map((sentence) => sentence.replace(/\s/g, ''))
    .filter((sentence) => sentence.length >= 8 && !TEMPLATE.test(sentence) && !ROW_WORDS.test(sentence))
    .filter((sentence) => SECTIONS.filter((section) => section.test(sentence)).length < COUNTS_UP)
}

const PASSAGES = 3
const PASSAGE_TEXT = 60

/** The longest sentences that another report holds as well, at most three, each at most 60 characters. */
export function sharedPassages(prose: string, other: ReadonlySet<string>): string[] {
  const shared = ownSentences(prose).filter((sentence) => {
    const han = sentence.replace(/[^\p{Script=Han}]/gu, '')
    let [all, met] = [0, 0]
    for (let i = 0; i + SHINGLE <= han.length; i++) {
      all++
      if (other.has(han.slice(i, i + SHINGLE))) met++
    }
    return all > 0 && met >= all * 0.9
  })
  return [...new Set(shared)]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, PASSAGES)
    .map((sentence) => sentence.slice(0, PASSAGE_TEXT))
}

/** Runs of five characters of what a report says for itself: no template, no headings, no numbers, no punctuation. Null: too little. */
export function proseShingles(prose: string): ReadonlySet<string> | null {
  const words = ownSentences(prose)
    .map((sentence) => sentence.replace(/[^\p{Script=Han}]/gu, ''))
    .join('')
    .slice(0, MAX_PROSE)
  if (words.length < MIN_PROSE) return null
  const shingles = new Set<string>()
  for (let i = 0; i + SHINGLE <= words.length; i++) shingles.add(words.slice(i, i + SHINGLE))
  return shingles
}

/** How alike two texts are, in whole percent: shingles that both have of those that either has. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const shingle of a) if (b.has(shingle)) shared++
  const all = a.size + b.size - shared
  return all === 0 ? 0 : Math.floor((shared * 100) / all)
}
