/** What the second look may leave unjudged: only where it saw to the letter what the first saw. */
import { describe, expect, it } from 'vitest'
import { lookAtPages, lookAtTargets, sawTheSame } from '../../src/crawl/witness-look.js'
import type { PageRecord } from '../../src/model/harvest.js'
import type { SearchView } from '../../src/model/portal.js'
import { type Answer, fakeHttp, harvestOf, pageOf, reachOf } from './witness-stage.js'

const HOME = 'http://127.0.0.1:8101/'
const LIST = `${HOME}list/`
const GONE = `${HOME}gone.html`
const HTML = '<title>通知公告</title><body><ul><li><a href="/a.html">关于放假的通知</a></li></ul></body>'
const LATER = HTML.replace('放假', '调休')

const answered = (html: string): PageRecord => {
  const page = pageOf(LIST, html)
  return { ...page, reach: { ...page.reach, status: 200 } }
}

async function isSame(
  page: PageRecord,
  answers: Record<string, Answer>,
  search = new Map<string, SearchView>(),
) {
  const dead = { ...reachOf(GONE, 'broken', 'http-404'), status: 404 }
  const harvest = harvestOf([page], [dead])
  const looking = {
    http: fakeHttp({ [GONE]: 404, ...answers }),
    browser: null,
    signal: new AbortController().signal,
  }
  const looks = await lookAtPages([LIST], harvest, looking)
  const targets = await lookAtTargets(new Map([[GONE, 'link-broken']]), harvest, looking)
  expect([looks.size, targets.size]).toEqual([1, 1])
  return sawTheSame(harvest, looks, targets, search)
}

describe('a second look', () => {
  it('that meets the same page and the same failure saw the same', async () => {
    expect(await isSame(answered(HTML), { [LIST]: HTML })).toBe(true)
    // It had not changed when the crawl asked: it was not sent.
    const unsent = answered(HTML)
    expect(await isSame({ ...unsent, reach: { ...unsent.reach, status: 304 } }, { [LIST]: HTML })).toBe(true)
    // What a page says counts, not its bytes.
    expect(await isSame(answered(HTML), { [LIST]: `${HTML}<!-- 11:05 -->` })).toBe(true)
    // A page that fails anew is doubted by its look, not by another judgement.
    expect(await isSame(answered(HTML), { [LIST]: 500 })).toBe(true)
  })

  it.each<[string, PageRecord, Record<string, Answer>]>([
    ['a page that says something else', answered(HTML), { [LIST]: LATER }],
    ['a page that leads elsewhere', answered(HTML), { [LIST]: { to: `${LIST}index.html`, html: HTML } }],
    ['a page that failed and answers', { ...answered(HTML), facts: null }, { [LIST]: HTML }],
    ['a page that was cut', cut(answered(HTML)), { [LIST]: HTML }],
    ['a link that answers now', answered(HTML), { [LIST]: HTML, [GONE]: HTML }],
    ['a wall before a link', answered(HTML), { [LIST]: HTML, [GONE]: 412 }],
  ])('that meets %s did not', async (_, page, answers) => {
    expect(await isSame(page, answers)).toBe(false)
  })

  it('that searched anew is judged anew', async () => {
    const view: SearchView = {
      found: null,
      url: null,
      state: 'not-tried',
      reach: null,
      counts: [],
      common: false,
    }
    expect(await isSame(answered(HTML), { [LIST]: HTML }, new Map([['edu', view]]))).toBe(false)
  })
})

function cut(page: PageRecord): PageRecord {
  const attempts = page.reach.attempts.map((attempt) => ({ ...attempt, cause: 'too-large' as const }))
  return { ...page, reach: { ...page.reach, attempts } }
}
