/** Signs that a guide rests on repealed law: the 2007 regulation as the law in force, or replies in 15个工作日. */
import type { GuideView } from '../../model/portal.js'

type Outdated = GuideView['outdated'][number]

const MAX_TEXT = 60_000
const OLD_LAW =
  /国务院令\s{0,2}第?\s{0,2}492\s{0,2}号|第\s{0,2}492\s{0,2}号\s{0,2}(?:国务院令|令)|[〔[(（]2007[)）\]〕]\s{0,2}第?492号|2008年5月1日起?(?:正式)?(?:施行|实施)的?《?[^。《]{0,16}信息公开条例/
const NEW_LAW =
  /(?:国务院令|令)?\s{0,2}第?\s{0,2}711\s{0,2}号|2019年(?:4月3日)?.{0,8}修订|新修订|2019年5月15日/
/** The old order named as history: revised, repealed, replaced. */
const AS_HISTORY = /修订|修改|废止|失效|取代|原《|旧/

/** Sentences of a text with what stands round them; bounded. */
function* sentences(text: string): Generator<string> {
  for (const part of text.slice(0, MAX_TEXT).split(/[。;；\n]/)) {
    const sentence = part.trim()
    if (sentence !== '') yield sentence
  }
}

const FIFTEEN = /(?:15|十五)\s{0,2}个?\s{0,2}工作日/
/** The reply to an application is what is due in that time. */
const REPLIES = /答复|回复|予以公开|作出处理|办理完毕|予以处理|告知|(?:办理|处理|办结)(?:时限|期限|时间)/
/** Other periods of 15 working days that are law today: a third party's opinion (art. 32), notes on an extension. */
const OTHER_PERIOD =
  /第三方|(?:征求|反馈|提出|书面)意见|征求.{0,12}意见|补正|信访|来信|留言|咨询|热线|投诉|举报|更正|档案|移送|内部|行政复议|诉讼|起诉/

function quoteRound(sentence: string, pattern: RegExp): string {
  const at = sentence.search(pattern)
  return sentence.slice(Math.max(0, at - 50), at + 60)
}

/** What a period leaves out is not what it is for: （征求第三方意见的时间除外）. */
const LEFT_OUT = /[(（][^()（）]{0,40}(?:除外|不计算在内|不计入)[^()（）]{0,20}[)）]/g

/** True when the period stands as the limit of a reply, and is not only how far it may be extended. */
function repliesInFifteen(told: string): boolean {
  const sentence = told.replace(LEFT_OUT, '')
  const found = FIFTEEN.exec(sentence)
  if (found === null || !REPLIES.test(sentence) || OTHER_PERIOD.test(sentence)) return false
  const before = sentence.slice(Math.max(0, found.index - 24), found.index)
  // "延长答复期限，最长不超过15个工作日" is the extension; "15个工作日内答复，可延长15个工作日" begins with the reply.
  if (/延长|延期/.test(before)) return false
  const clause = sentence.slice(Math.max(0, found.index - 60), found.index + 60)
  return REPLIES.test(clause) && !/(?:20|二十)\s{0,2}个?\s{0,2}工作日.{0,16}(?:答复|回复)/.test(sentence)
}

/** What shows that the guide is out of date, each reason once, with the words that show it. */
export function outdatedIn(text: string): Outdated[] {
  const found: Outdated[] = []
  const renewed = NEW_LAW.test(text)
  for (const sentence of sentences(text)) {
    if (!renewed && !found.some((one) => one.reason === 'regulation-2007')) {
      if (OLD_LAW.test(sentence) && !AS_HISTORY.test(sentence)) {
        found.push({ reason: 'regulation-2007', quote: quoteRound(sentence, OLD_LAW) })
      }
    }
    if (!found.some((one) => one.reason === 'reply-15-days') && repliesInFifteen(sentence)) {
      found.push({ reason: 'reply-15-days', quote: quoteRound(sentence, FIFTEEN) })
    }
  }
  return found
}
