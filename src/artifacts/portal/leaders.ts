/** Who the leaders' pages name, and what they say of each: post, duties, career. 领导信息 */
import type { LeaderView } from '../../model/portal-articles.js'
import type { Columns } from './columns.js'
import { isName, leaderIn } from './leader.js'
import { isRead } from './list-pages.js'
import type { SitePage } from './site-index.js'
import type { UnitPages } from './unit-pages.js'

const POST =
  /(?:党[组委工]*|副|常务|主要)?(?:书记|局长|主任|镇长|乡长|区长|县长|市长|院长|校长|站长|所长|部长|主席|秘书长|总工程师|成员|委员|调研员|干部)/
const DUTIES = /分管|分工|主持|负责|协助|工作职责|联系.{0,12}(?:工作|科室)/
const CAREER = /简历|履历|出生|籍贯|[12]\d{3}\s?年.{0,30}(?:参加工作|入党|任|毕业)|学历|参加工作/
const MAX_LEADERS = 60
const ROUND = 400

function viewOf(name: string, page: SitePage, text: string): LeaderView {
  return {
    name,
    url: page.record.url,
    post: POST.exec(text)?.[0] ?? null,
    duties: DUTIES.test(text),
    career: CAREER.test(text),
  }
}

/** A page's leaders: its title where it is a profile, else the names that stand alone on a line or beside a post. */
function leadersOn(page: SitePage): LeaderView[] {
  const facts = page.facts
  if (facts === null) return []
  const title = (facts.title ?? facts.heading ?? '').replace(/\s+/g, '')
  if (isName(title)) return [viewOf(title, page, facts.text.slice(0, 4_000))]
  const lines = facts.text.slice(0, 20_000).split('\n')
  const found: LeaderView[] = []
  for (const [at, line] of lines.entries()) {
    const parts = line.trim().split(/[\s:：，,（(|]+/)
    const name = parts.find((part) => isName(part))
    const alone = name !== undefined && (line.trim().length <= 6 || leaderIn(line) !== null)
    if (!alone || found.some((one) => one.name === name)) continue
    found.push(
      viewOf(
        name,
        page,
        lines
          .slice(at, at + 12)
          .join('\n')
          .slice(0, ROUND),
      ),
    )
    if (found.length >= MAX_LEADERS) break
  }
  return found
}

/** Leaders named in the unit's own leaders columns and on the pages that these list, each once, the fullest account of him. */
export function leadersOf(pages: UnitPages, columns: Columns): LeaderView[] {
  const byName = new Map<string, LeaderView>()
  const weight = (one: LeaderView) => Number(one.post !== null) + Number(one.duties) + Number(one.career)
  for (const { reading } of columns.ofRole('leaders')) {
    const urls = [
      ...reading.pages.map(({ url }) => url),
      ...reading.items.flatMap(({ url }) => (url === null ? [] : [url])),
    ].slice(0, 200)
    for (const url of urls) {
      const page = pages.index.find(url)
      if (!page || !isRead(page.record)) continue
      for (const one of leadersOn(page)) {
        const known = byName.get(one.name)
        if (!known || weight(one) > weight(known)) byName.set(one.name, one)
      }
    }
  }
  return [...byName.values()].slice(0, MAX_LEADERS)
}
