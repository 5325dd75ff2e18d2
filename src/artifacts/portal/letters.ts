/** Letters that the unit's mailbox publishes: when each came, when it was answered, and what its page says of it. 来信 */
import { type PlainDate, plainDate } from '../../model/date.js'
import type { InspectionJob } from '../../model/inspection.js'
import type { PageFacts } from '../../model/page.js'
import type { LetterView } from '../../model/portal-duties.js'
import { whoseName } from './bodies.js'
import type { Column, Columns } from './columns.js'
import { isRead } from './list-pages.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

const DATE = '(20\\d\\d)\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})'
const WHEN = '(?:时间|日期)'
const CAME = `(?:来信|写信|发信|留言|提交|提问|咨询|投诉|举报|来件|信件|诉求|建议|反映|登记|申请|提出)`
const field = (words: string, value: string): RegExp =>
  new RegExp(`(?:${words})\\s*[\\]】]?\\s*[:：]?\\s*[\\[【]?\\s*${value}`)

const RECEIVED = field(`${CAME}${WHEN}`, DATE)
const ACCEPTED = field(`(?:受理|收件|收信|接收|受理登记)${WHEN}`, DATE)
/** Until when something was to be done is no day on which it was. */
const NO_LIMIT = '(?<!应|须|需|限|拟|定|要求|预计|计划)'
/** When the reply was given; of several the first counts. */
const REPLIED = field(`${NO_LIMIT}(?:回复|答复|回信|回函|反馈|解答|办复|回答)(?:完成)?${WHEN}`, DATE)
/** Where no reply is dated: when the matter was dealt with. */
const HANDLED = field(`${NO_LIMIT}(?:办结|处理|办理)(?:完成)?${WHEN}`, DATE)
/** 张** 于 2026-04-30 15:22:31 提问, 县住建局 于 2026-05-13 回复: the day before the word. */
const onDay = (words: string): RegExp =>
  new RegExp(`(?<![将请须应拟需])于\\s*${DATE}日?[\\s\\d:：时分秒]{0,12}(?:${words})`)
const ASKED_ON = onDay('提问|留言|咨询|来信|写信|提交|投诉|反映|发起')
const REPLIED_ON = onDay('回复|答复|解答|回答|回信')
const STATE =
  /(?:(?:办理|处理|回复|答复|信件|办件|当前|受理|来信|诉求)?(?:状态|进度|进展|环节)|(?:办理|处理|回复|答复|受理)情况)\s*(?:[:：]|[\]】]\s*[:：]?|(?=\s(?:已\p{Script=Han}|[未待](?:回复|答复|办|处理|受理)|正在|尚未|不予|无效|重复|撤[回销]|来信人|(?:办理|处理|受理|审核|答复|回复)中|办结)))\s*[[【]?\s*([\p{Script=Han}]{2,8})/u
/** A reply field with nothing in it, or with words that say so. */
const NO_REPLY =
  /(?:暂无|暂未|尚未|还未|没有)(?:回复|答复|办理结果|处理结果|回信)|未(?:回复|答复)|(?:等待|正在等待|待)(?:回复|答复)/
const REPLY_TEXT =
  /(?:回复|答复|办理|处理|反馈|回信|官方回复|办理结果)(?:内容|意见|结果|情况|详情)?\s*[:：]\s*(\S[^:：]{9,})/
/** Words of whoever answers, where no label says that it is a reply. */
const REPLY_WORDS =
  /(?:来信|留言|邮件|信件|诉求|咨询|问题|建议)(?:内容)?(?:已)?(?:收悉|敬悉)|您(?:所|在来信中)?(?:反映|咨询|提出|提到|来信)的|感谢您(?:的|对)?(?:来信|来件|留言|咨询|反映|监督|建议|关注|支持|理解)|(?:现|特)(?:将.{0,20})?(?:回复|答复)(?:如下)?|特此(?:回复|答复)/
/** A word on how it goes is no reply. */
const INTERIM = /正在|尽快|耐心等待|请稍候|[转交](?:由|给|至|办)|核实中|办理中|处理中|(?:暂|尚)[无未]/
/** The same where label and words stand in cells of their own. */
const REPLY_BELOW = /(?:回复|答复|回信)(?:内容|意见|结果|详情)\s*\n\s*([^\n:：]{10,})/
/** A reply's label with nothing below it but the next label, or the end of the page. */
const REPLY_EMPTY =
  /(?:回复|答复|回信)(?:内容|意见|结果|详情)\s*[:：]?\s*(?:$|\n\s*(?:满意|评价|打印|关闭|返回|上一|下一|分享|(?:回复|答复|办理|处理)(?:单位|部门|时间|日期|人)))/
const REPLIED_STATE =
  /已(?:回复|答复|办结|办理|处理|反馈|完成|归档|解决|评价)|^(?:办结|办毕|完成|结案|回复|答复)/
const OPEN_STATE =
  /^(?:未|待|等待|正在|尚未)|办理中|处理中|受理中|审核中|已(?:受理|转办|分办|交办|签收|接收|登记|收到|提交)|^(?:受理|转办|分办|交办)/
const CLOSED_STATE = /不予|不受理|无效|撤回|撤销|重复|退回|作废|删除|不公开/
const EXTENDED = /延期(?:办理|答复|回复)|延长(?:办理|答复|回复)?(?:期限|时限)|申请延期|已延期/
const HANDLER =
  /(?:承办|办理|回复|答复|受理|处理|责任)(?:单位|部门|机构|机关)\s*[:：]\s*([\p{Script=Han}、]{2,30})/u

/** A column of letters that asks for one or tells how to write: its page is no letter. */
const MAX_TEXT = 8_000

/** The first of the days under a label on a page, by the calendar: a letter answered twice was answered by then. */
function earliestIn(text: string, label: RegExp): PlainDate | null {
  const all = text.matchAll(new RegExp(label.source, 'g'))
  const days = [...all].flatMap((d) => plainDate(Number(d[1]), Number(d[2]), Number(d[3])) ?? [])
  return days.sort()[0] ?? null
}

function dateIn(text: string, label: RegExp): PlainDate | null {
  const found = label.exec(text)
  return found ? plainDate(Number(found[1]), Number(found[2]), Number(found[3])) : null
}

function stateIn(text: string, replied: PlainDate | null): LetterView['state'] {
  const shown = STATE.exec(text)?.[1] ?? ''
  if (CLOSED_STATE.test(shown)) return 'closed'
  if (replied !== null || REPLIED_STATE.test(shown)) return 'answered'
  const reply = REPLY_TEXT.exec(text)?.[1] ?? REPLY_BELOW.exec(text)?.[1] ?? ''
  const told = reply !== '' && !NO_REPLY.test(reply.slice(0, 12))
  // A state that nobody changed when the reply was put below it: a person should look.
  if (OPEN_STATE.test(shown)) return told && !INTERIM.test(reply) ? 'unclear' : 'open'
  if (told) return 'answered'
  if (NO_REPLY.test(text) || REPLY_EMPTY.test(text.trimEnd())) return 'open'
  return REPLY_WORDS.test(text) ? 'answered' : 'unclear'
}

const REPLY_LABEL = /(?:^|\n)\s*(?:官方)?(?:回复|答复|回信)(?:内容|意见|结果|详情)?\s*[:：\n]/g
/** A day in brackets or alone at the end of a line. */
const SIGNED_ON = new RegExp(`(?:[(（]\\s*|\\s)${DATE}\\s*日?\\s*(?:[)）]|\\n|$)`, 'g')

/** The day that the reply itself bears, between the letter's and the one on which the matter was closed. */
function dayOfReply(text: string, from: PlainDate | null, to: PlainDate): PlainDate | null {
  // The page's text follows the frame's: its own reply is the last.
  const at = [...text.matchAll(REPLY_LABEL)].at(-1)?.index
  if (from === null || at === undefined) return null
  const days = [...text.slice(at).matchAll(SIGNED_ON)].flatMap(
    (d) => plainDate(Number(d[1]), Number(d[2]), Number(d[3])) ?? [],
  )
  return days.filter((day) => day >= from && day <= to).sort()[0] ?? null
}

type Body = Pick<LetterView, 'received' | 'accepted' | 'replied' | 'state'>

/** What labelled fields of a letter's page say; null where it shows no day on which it came. */
function readLetter(facts: PageFacts): Body | null {
  const text = `${facts.frameText}\n${facts.text}`.slice(0, MAX_TEXT).normalize('NFKC')
  const received = dateIn(text, RECEIVED) ?? dateIn(text, ASKED_ON)
  const accepted = dateIn(text, ACCEPTED)
  if (received === null && accepted === null) return null
  const handled = earliestIn(text, HANDLED)
  const replied =
    earliestIn(text, REPLIED) ??
    earliestIn(text, REPLIED_ON) ??
    (handled === null ? null : (dayOfReply(text, received ?? accepted, handled) ?? handled))
  return { received, accepted, replied, state: stateIn(text, replied) }
}

const HEADERS = new RegExp(
  `${CAME}${WHEN}|(?:受理|收件|收信)${WHEN}|(?:回复|答复|办结|反馈|办理|处理)${WHEN}`,
  'g',
)
const DATES = new RegExp(DATE, 'g')
const CELL_STATE =
  /(已(?:回复|答复|办结|办理|处理|受理|转办|反馈)|未(?:回复|答复|办结|办理|处理|受理)|待(?:回复|答复|办理|处理|受理)|(?:办理|处理|受理)中|不予受理|办结)/

/** A table of letters: the piece of text between one title and the next, its days told by the order of the headings. */
function readRows(facts: PageFacts): Map<string, Body> {
  const text = facts.text.normalize('NFKC')
  const first = text.indexOf(facts.items[0]?.title.normalize('NFKC') ?? '\0')
  const headings = [...text.slice(Math.max(0, first - 200), Math.max(0, first)).matchAll(HEADERS)].map(
    ([word]) =>
      /回复|答复|办结|反馈|办理|处理/.test(word)
        ? 'replied'
        : /受理|收件|收信/.test(word)
          ? 'accepted'
          : 'received',
  )
  const rows = new Map<string, Body>()
  if (!headings.includes('received') && !headings.includes('accepted')) return rows
  let at = 0
  for (const [n, item] of facts.items.entries()) {
    const from = text.indexOf(item.title.normalize('NFKC'), at)
    if (from < 0) continue
    at = from + item.title.length
    const next = text.indexOf(facts.items[n + 1]?.title.normalize('NFKC') ?? '\0', at)
    const piece = text.slice(at, next < 0 ? at + 200 : Math.min(next, at + 200))
    const days = [...piece.matchAll(DATES)].map((d) => plainDate(Number(d[1]), Number(d[2]), Number(d[3])))
    const shown = CELL_STATE.exec(piece)?.[1] ?? ''
    // Fewer days than headings: an empty cell may be any of them, unless only the reply can be empty.
    const empty = days.length === headings.length - 1 && headings.at(-1) === 'replied'
    if (days.length !== headings.length && !empty) continue
    const day = (kind: string) => days[headings.indexOf(kind as (typeof headings)[number])] ?? null
    const replied = headings.includes('replied') ? day('replied') : null
    rows.set(item.title, {
      received: headings.includes('received') ? day('received') : null,
      accepted: headings.includes('accepted') ? day('accepted') : null,
      replied,
      state: CLOSED_STATE.test(shown)
        ? 'closed'
        : replied !== null || REPLIED_STATE.test(shown)
          ? 'answered'
          : OPEN_STATE.test(shown)
            ? 'open'
            : 'unclear',
    })
  }
  return rows
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function doubtOf(facts: PageFacts, rendered: boolean, pages: UnitPages): LetterView['doubt'] {
  const text = facts.text.slice(0, MAX_TEXT).normalize('NFKC')
  const handler = HANDLER.exec(text)?.[1] ?? null
  if (handler !== null && whoseName(handler, pages) === 'other') return 'other-unit'
  if (EXTENDED.test(text)) return 'extended'
  return (facts.needsScript || facts.signs?.bare === 'scripted') && !rendered ? 'script' : null
}

function lettersIn(column: Column, pages: UnitPages, whereabouts: Whereabouts): LetterView[] {
  return column.reading.pages.flatMap((list) => {
    if (list.facts === null) return []
    const rows = readRows(list.facts)
    return list.facts.items.flatMap((item): LetterView[] => {
      const page = item.url === null ? undefined : pages.index.find(item.url)
      const facts = page && isRead(page.record) ? page.facts : null
      const own = facts === null || facts.items.length > 1 ? null : readLetter(facts)
      const row = rows.get(item.title)
      if (own && page && facts)
        return [
          {
            subject: page.record.url,
            page: page.record.url,
            title: item.title,
            where: whereabouts.where(page),
            ...own,
            ...(own.state === 'unclear' && row ? { state: row.state } : {}),
            doubt: doubtOf(facts, page.record.rendered, pages),
          },
        ]
      if (row === undefined) return []
      const subject = item.url ?? `${pathOf(list.url)} ${item.title}`
      return [{ subject, page: list.url, title: item.title, where: column.view.path, ...row, doubt: null }]
    })
  })
}

/** Every letter of the unit's mailbox columns, where a rubric asks for replies in time. */
export function lettersOf(
  pages: UnitPages,
  columns: Columns,
  whereabouts: Whereabouts,
  job: InspectionJob,
): LetterView[] {
  if (!job.needs.duties?.replies.length) return []
  const letters = columns.ofRole('mailbox').flatMap((column) => lettersIn(column, pages, whereabouts))
  return [...new Map(letters.map((letter) => [letter.subject, letter])).values()]
}
