/** Articles that show their title and nothing else. */
import type { PageFacts } from '../../model/page.js'
import { isRepeated } from './page-frame.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'
import type { Whereabouts } from './where.js'

/** Labelled lines and controls that stand round an article's text. */
const ROUND_TEXT =
  /^(?:[【[(（]?\s*(?:发布|成文|生成|发文|印发|信息|来源|文章|稿件|作者|编辑|责任|审核|浏览|点击|阅读|访问|字号|字体|时间|日期|索引|文号|发布机构|主题|分享|打印|关闭|收藏|复制|上一|下一|前一|后一|当前位置|您的位置|您所在|位置|扫一扫|视力|保护色|[大中小](?=[\s|｜/、】\])）]|$)|返回|首页|主办|承办|版权|网站|ICP|浙公网|无障碍|有效性|公开|载体|名称|标题|相关|附件[:：]?$))|^[\s\d年月日时分秒:：/.\-—|>»]*$/i
/** A label with its value ends soon and has no full stop: what has one is a sentence that begins with such a word (网站…, 公开…). */
const MAX_ROUND = 80
const isRoundText = (line: string): boolean =>
  line.length <= MAX_ROUND && ROUND_TEXT.test(line) && !/[。！？；]/.test(line)
/** Words that lead on from an article, and are none of its text. */
const ONWARD =
  /^(?:上一|下一|前一|后一|没有了|打印|关闭|返回|分享|收藏|复制|[大中小]$|首页|更多|.{0,4}微[信博]|QQ|顶部|纠错)|[>»]$/i
/** What may stand beside the title: a visitor's counter, a stray mark. */
const MAX_REST = 10
/** The frame of a unit's pages is told from this many of them. */
const MAX_COMPARED = 30
const MIN_TEXT = 30

/** What tells an article that shows nothing from a column that holds nothing: the day of its publication. */
const DATED =
  /(?:发布|公布|公开|发表|更新)?(?:日期|时间)\s*[:：]?\s*20\d\d\s*[-年./]|^20\d\d[-年./]\d{1,2}[-月./]\d{1,2}/m

const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

function mayBeEmpty(facts: PageFacts): boolean {
  return (
    facts.signs?.bare !== undefined &&
    (facts.kind === 'article' || DATED.test(facts.text)) &&
    facts.pager === null &&
    facts.items.length === 0 &&
    facts.attachments.length === 0 &&
    facts.images === 0 &&
    facts.frames.length === 0 &&
    facts.forward === null &&
    !facts.needsScript &&
    facts.placeholder === null
  )
}

/** What other pages of the unit carry as well: lines, and links. */
interface Common {
  readonly lines: ReadonlySet<string>
  readonly links: ReadonlySet<string>
}
const MIN_LINKED = 3

const linkKey = ({ text, target }: PageFacts['links'][number]): string => `${bare(text)} ${target}`

/** A sentence may be somebody's text: a list shows the beginnings of its articles, and articles may end alike. */
const isSentence = (line: string): boolean => /[。！？；]/.test(line)

/** Lines that belong to the frame: they stand on a second page; a short sentence on most of them; a long one is none. */
function framesOf(counts: ReadonlyMap<string, number>, compared: number): Set<string> {
  const lines = new Set<string>()
  for (const [line, count] of counts) {
    const enough = isSentence(line)
      ? line.length < MIN_TEXT && isRepeated(count, compared)
      : count >= Math.min(2, compared)
    if (enough) lines.add(bare(line))
  }
  return lines
}

function commonOf(pages: UnitPages): Common {
  const [lines, links] = [new Map<string, number>(), new Map<string, number>()]
  const count = (counts: Map<string, number>, keys: readonly string[]) => {
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  let compared = 0
  for (const { facts } of pages.pages) {
    if (!facts || mayBeEmpty(facts)) continue
    count(lines, facts.frameText.split('\n'))
    count(links, facts.links.map(linkKey))
    if (++compared >= MAX_COMPARED) break
  }
  const often = [...links].flatMap(([key, carried]) => (carried >= MIN_LINKED ? [key] : []))
  return { lines: framesOf(lines, compared), links: new Set(often) }
}

function isEmpty(facts: PageFacts, common: () => Common): boolean {
  const titles = [facts.title, facts.heading, facts.column, facts.siteName, ...facts.breadcrumb]
    .filter((title) => title !== null)
    .map(bare)
  if (bare(facts.title ?? facts.heading ?? '').length < 4) return false
  const trail = new Set(facts.breadcrumb.map(bare))
  const { lines: repeated, links: everywhere } = common()
  // What every page offers to jump to on itself (跳到正文) is no way on.
  const jumps = ({ raw, text }: PageFacts['links'][number]): boolean =>
    /^#[\w-]+$/.test(raw) && repeated.has(bare(text))
  const leadsOn = facts.links.some(
    (link) =>
      link.region === 'content' &&
      !link.hidden &&
      link.text !== '' &&
      !jumps(link) &&
      !everywhere.has(linkKey(link)) &&
      !ONWARD.test(link.text) &&
      !trail.has(bare(link.text)) &&
      !titles.includes(bare(link.text)),
  )
  if (leadsOn) return false
  const rest = [...facts.frameText.split('\n'), ...facts.text.split('\n')].filter((line) => {
    const words = bare(line)
    if (words === '' || repeated.has(words) || isRoundText(line.trim())) return false
    return !titles.some(
      (title) =>
        title.includes(words) ||
        (title.length > 5 && words.startsWith(title) && words.length < title.length + 12),
    )
  })
  return bare(rest.join('')).length <= MAX_REST
}

/** The unit's articles without a body. Where most articles look empty it is the reader that sees nothing: none is told. */
export function emptyArticles(pages: UnitPages, whereabouts: Whereabouts): Map<SitePage, 'yes' | 'script'> {
  const empty = new Map<SitePage, 'yes' | 'script'>()
  let filled = 0
  let known: Common | null = null
  const common = () => {
    known ??= commonOf(pages)
    return known
  }
  for (const page of pages.pages) {
    const { facts } = page
    if (!facts || facts.blocked !== null || facts.softError !== null || page === pages.start) continue
    if (!whereabouts.listedIn(page)) continue
    if (facts.textLength >= MIN_TEXT && facts.kind === 'article') filled++
    if (page.record.reach.outcome !== 'ok' || !mayBeEmpty(facts) || !isEmpty(facts, common)) continue
    empty.set(page, facts.signs?.bare === 'scripted' ? 'script' : 'yes')
  }
  if (filled >= empty.size) return empty
  return new Map([...empty.keys()].map((page) => [page, 'script']))
}
