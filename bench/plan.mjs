/** `npm run bench -- --plan`: 63 units on one platform, a window of eight hours, and what is looked at night after night. */
import { meanRate } from '../dist/src/crawl/pacer.js'
import { KEPT_MS, Plan } from '../dist/src/crawl/plan.js'

const DAY_MS = 86_400_000
const START = Date.UTC(2026, 10, 1, 14)

const usual = {
  units: 63,
  /** Pages of a unit that lead on: its start page, columns, pages of lists. */
  front: 150,
  /** Requests that a whole crawl of one unit takes. */
  requests: 9_500,
  perSecond: 5,
  hours: 8,
  nights: 8,
  /** A day's news of one unit, articles that change, links of a new article, open findings. */
  news: 3,
  changes: 2,
  linksOfNews: 2,
  open: 10,
}

/** A row per address: numbers side by side, for there are more than half a million. */
class World {
  constructor(plan) {
    this.plan = plan
    this.urls = []
    this.kinds = []
    this.parents = []
    this.lookedAt = []
    this.numbers = new Map()
    /** Known to the inspector: met by a page that was read. */
    this.met = new Set()
    this.children = new Map()
    for (let unit = 0; unit < plan.units; unit += 1) this.#unit(unit)
  }

  add(url, kind, parent) {
    const no = this.urls.length
    this.numbers.set(url, no)
    this.urls.push(url)
    this.kinds.push(kind)
    this.parents.push(parent)
    this.lookedAt.push(0)
    const siblings = this.children.get(parent)
    if (siblings) siblings.push(no)
    else this.children.set(parent, [no])
    return no
  }

  #unit(unit) {
    const { front, requests } = this.plan
    const base = `/u${String(unit).padStart(2, '0')}`
    const start = this.add(`${base}/`, 'front', null)
    const columns = Array.from({ length: front - 1 }, (_, n) => this.add(`${base}/c${n}/`, 'front', start))
    const articles = Math.ceil((requests - front) / 2)
    for (let n = 0; n < articles; n += 1) {
      const article = this.add(
        `${base}/c${n % columns.length}/${n}.html`,
        'article',
        columns[n % columns.length],
      )
      if (this.urls.length % 2 === 0 || n < requests - front - articles)
        this.add(`${base}/f${n}.pdf`, 'target', article)
    }
  }

  /** A day passes: news and changes. */
  day(night) {
    const { units, front, news, changes, linksOfNews } = this.plan
    const changed = new Set()
    for (let unit = 0; unit < units; unit += 1) {
      const base = `/u${String(unit).padStart(2, '0')}`
      for (let n = 0; n < news; n += 1) {
        const column = this.numbers.get(`${base}/c${(night * 7 + n) % (front - 1)}/`)
        const article = this.add(`${base}/n${night}-${n}.html`, 'article', column)
        for (let link = 0; link < linksOfNews; link += 1)
          this.add(`${base}/n${night}-${n}-${link}.pdf`, 'target', article)
      }
      for (let n = 0; n < changes; n += 1)
        changed.add(`${base}/c${(night + n) % (front - 1)}/${(night + n) % (front - 1)}.html`)
    }
    return changed
  }

  known(no) {
    const parent = this.parents[no]
    return {
      url: this.urls[no],
      kind: this.kinds[no],
      parent: parent === null ? null : this.urls[parent],
      lookedAt: this.lookedAt[no],
    }
  }

  /** What the inspector remembers, as the planner asks for it. */
  memory() {
    const byAge = [...this.met].sort((a, b) => this.lookedAt[a] - this.lookedAt[b] || a - b)
    const of = (wanted, before) => {
      const { kinds, lookedAt } = this
      return byAge.filter((no) => wanted(kinds[no]) && lookedAt[no] < before).map((no) => this.known(no))
    }
    const links = byAge.filter((no) => this.kinds[no] === 'target').length
    const read = byAge.filter((no) => this.kinds[no] !== 'target' && this.lookedAt[no] > 0).length
    return {
      size: this.met.size,
      linksPerPage: read === 0 ? 1 : links / read,
      find: (url) => {
        const no = this.numbers.get(url)
        return no !== undefined && this.met.has(no) ? this.known(no) : undefined
      },
      front: () => of((kind) => kind === 'front', Number.POSITIVE_INFINITY),
      oldest: (before) => of((kind) => kind !== 'front', before),
    }
  }
}

/** One night as the crawl goes: level by level what is planned, new or changed, then again with what was filled in. */
function inspect(world, plan, changed, at) {
  const looked = new Set()
  const met = new Set()
  const isDue = (no) => {
    const url = world.urls[no]
    if (plan.why(url) !== undefined) return true
    if (world.met.has(no) && !changed.has(url)) return false
    return world.kinds[no] === 'target' ? plan.meetLink(url) : plan.meetPage(url)
  }
  const visit = () => {
    const visited = new Set()
    let level = world.urls.flatMap((_, no) => (world.parents[no] === null ? [no] : []))
    while (level.length > 0) {
      const next = []
      for (const no of level) {
        met.add(no)
        if (visited.has(no) || !isDue(no)) continue
        visited.add(no)
        looked.add(no)
        for (const child of world.children.get(no) ?? []) {
          met.add(child)
          // A page's links are probed while the crawl goes on.
          if (world.kinds[child] !== 'target') next.push(child)
          else if (isDue(child)) looked.add(child)
        }
      }
      level = next
    }
  }
  visit()
  plan.fill()
  visit()
  for (const no of looked) world.lookedAt[no] = at
  for (const no of met) world.met.add(no)
  return looked
}

function shares(world, looked, at) {
  const count = (wanted) => world.kinds.reduce((sum, kind, no) => sum + (wanted(kind, no) ? 1 : 0), 0)
  const share = (kind, seen) => {
    const of = count((one) => one === kind)
    const hits = count((one, no) => one === kind && seen(no))
    return `${((100 * hits) / of).toFixed(hits === of ? 0 : 1)} %`
  }
  const lately = (no) => world.lookedAt[no] > at - KEPT_MS
  const ages = world.lookedAt.map((seen) => (seen === 0 ? Number.POSITIVE_INFINITY : (at - seen) / DAY_MS))
  const oldest = ages.reduce((most, age) => Math.max(most, age), 0)
  return [
    share('front', (no) => looked.has(no)),
    share('article', lately),
    share('target', lately),
    Number.isFinite(oldest) ? `${oldest.toFixed(0)} days` : 'some never',
  ]
}

/** Requests that a window of so many hours lets through. */
function requestsOf({ perSecond, hours }) {
  return Math.floor(meanRate({ requestsPerSecond: perSecond }) * hours * 3_600)
}

/** Simulates it and gives the section of the report. */
export function planReport(given = {}) {
  const world = new World({ ...usual, ...given })
  const { units, front, requests, perSecond, hours, nights, open } = world.plan
  const budget = requestsOf(world.plan)
  const whole = world.urls.length
  const rows = []
  let took = 0
  for (let night = 1; night <= nights; night += 1) {
    const at = START + night * DAY_MS
    const changed = night === 1 ? new Set() : world.day(night)
    const fresh = world.urls.filter((url) => url.includes(`/n${night}-`))
    const findings = [...world.met].filter((no) => world.kinds[no] === 'target' && world.lookedAt[no] > 0)
    const step = Math.max(1, Math.floor(findings.length / (units * open)))
    const opened = findings.filter((_, n) => n % step === 0).map((no) => world.urls[no])
    const began = performance.now()
    const plan = new Plan(budget, world.memory(), at, opened)
    const looked = inspect(world, plan, changed, at)
    took = Math.max(took, performance.now() - began)
    const counts = plan.counts()
    const news = fresh.filter((url) => looked.has(world.numbers.get(url))).length
    const again = opened.filter((url) => looked.has(world.numbers.get(url))).length
    const cells = [night, looked.size, counts.front, counts.new, counts.open, counts.oldest + counts.way]
    rows.push(
      `| ${[...cells, ...shares(world, looked, at), fresh.length ? `${news} of ${fresh.length}` : '–', opened.length ? `${again} of ${opened.length}` : '–'].join(' | ')} |`,
    )
  }
  return [
    `## ${units} units on one platform, ${hours} hours a night at ${perSecond} requests a second`,
    '',
    `${front} pages that lead on and ${requests.toLocaleString('en')} requests per unit: a whole crawl of ${whole.toLocaleString('en')} requests takes ${(whole / perSecond / 3_600).toFixed(0)} hours. A night has room for ${budget.toLocaleString('en')} requests (jitter taken off), of which 5 % are held back for failures. Simulated with the program's own planner; planning and walking one night took at most ${(took / 1000).toFixed(1)} s.`,
    '',
    '| night | looked at | front | new or changed | open findings | oldest, with their ways | front pages this night | articles within 7 days | links within 7 days | oldest look | news of the day | open findings looked at again |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
