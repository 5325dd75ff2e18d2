/** The witness: only what two looks show stays a problem, and every claim has its evidence. */
import { describe, expect, it } from 'vitest'
import type { BrowserPort, Capture } from '../../src/crawl/ports.js'
import { witness } from '../../src/crawl/witness.js'
import { verifyItem } from '../../src/evidence/verify.js'
import type { Attempt } from '../../src/model/attempt.js'
import { sha256 } from '../../src/model/canonical.js'
import { evidenceId } from '../../src/model/evidence.js'
import type { Finding, JudgedCheck } from '../../src/model/finding.js'
import type { Harvest, PageRecord } from '../../src/model/harvest.js'
import type { SearchView } from '../../src/model/portal.js'
import {
  argsOf,
  attemptAt,
  fakeBrowser,
  fakeHttp,
  freshStore,
  HOME,
  harvestOf,
  judgedAs,
  pageOf,
  reachOf,
} from './witness-stage.js'

const ORIGIN = 'http://127.0.0.1:8101'
const LIST = `${ORIGIN}/list/`
const GONE = `${ORIGIN}/gone.html`

const at = freshStore()

function finding(over: Partial<Finding>): Finding {
  return {
    code: 'column-empty',
    verdict: 'problem',
    subject: LIST,
    occurredOn: null,
    url: LIST,
    where: ['通知公告'],
    facts: { column: '通知公告' },
    at: { pages: [LIST], region: { kind: 'text', text: '暂无信息' } },
    frame: [],
    ...over,
  }
}

/** The stand-in for judging: a list page is empty while it says so, a link is broken while it stands and its target fails. */
function judgeEmpty(harvest: Harvest): JudgedCheck[] {
  const text = harvest.page(LIST)?.facts?.text ?? ''
  return judgedAs(text.includes('暂无信息') ? [finding({})] : [])
}

function judgeBroken(harvest: Harvest): JudgedCheck[] {
  const stands = harvest.page(HOME)?.facts?.links.some((link) => link.target === GONE)
  const broken = harvest.reach(GONE)?.outcome === 'broken'
  return judgedAs(stands && broken ? [BROKEN] : [], 'broken-link')
}

const BROKEN = finding({
  code: 'link-broken',
  subject: GONE,
  url: HOME,
  facts: { target: GONE, status: 404, cause: 'http-404' },
  at: { pages: [HOME], region: { kind: 'link', target: GONE } },
})
const EMPTY_HTML = '<title>通知公告</title><body><div class="list"><p>暂无信息</p></div></body>'
const FULL_HTML = '<title>通知公告</title><body><ul><li><a href="/a.html">关于放假的通知</a></li></ul></body>'
const LINK_HTML = '<title>首页</title><body><p><a href="/gone.html">办事指南</a></p></body>'

describe('a problem read off a page', () => {
  it('stays one when the second look agrees, with every kind of evidence', async () => {
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const result = await witness(
      argsOf(at, {
        harvest,
        judged: judgeEmpty(harvest),
        judge: judgeEmpty,
        http: fakeHttp({ [LIST]: EMPTY_HTML }),
      }),
    )
    const [seen] = result.findings.get('edu') ?? []
    const [manifest] = result.evidence
    expect(seen).toEqual({
      check: 'empty-column',
      checkVersion: 1,
      code: 'column-empty',
      subject: '/list/',
      subjectText: LIST,
      occurredOn: null,
      verdict: 'problem',
      url: LIST,
      where: ['通知公告'],
      facts: { column: '通知公告' },
      frame: [],
      common: false,
      agreed: true,
      evidence: [manifest ? evidenceId(manifest) : ''],
    })
    expect(manifest).toMatchObject({
      claim: { code: 'column-empty', subject: LIST, kind: 'absence', facts: '{"column":"通知公告"}' },
      searched: [{ url: LIST, bodySha256: sha256(EMPTY_HTML) }],
      regions: [{ of: LIST, text: '暂无信息', x: 1, y: 2, width: 3, height: 4 }],
      state: 'complete',
      missing: [],
      environment: { browser: 'Chromium 1 (fake)', canary: 'green', confirm: 'immediate', robots: null },
    })
    expect(manifest?.files.map((file) => file.role)).toEqual([
      'body',
      'headers',
      'text',
      'dom',
      'mhtml',
      'viewport',
      'full',
    ])
    expect(manifest?.attempts.map((attempt) => attempt.client)).toEqual(['http', 'http', 'browser'])
    expect(await verifyItem(at.store, seen?.evidence[0] ?? '')).toMatchObject({ valid: true })
  })

  it.each([
    ['the page shows entries now', { [LIST]: FULL_HTML }],
    ['the page fails now', { [LIST]: 500 }],
    ['the page is blocked now', { [LIST]: 412 }],
  ])('becomes a doubt when %s', async (_, answers) => {
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const { findings, evidence } = await witness(
      argsOf(at, { harvest, judged: judgeEmpty(harvest), judge: judgeEmpty, http: fakeHttp(answers) }),
    )
    expect(findings.get('edu')).toMatchObject([
      { verdict: 'cannot-tell', agreed: false, facts: { why: 'witness' } },
    ])
    expect(evidence[0]?.files.some((file) => file.role === 'full')).toBe(false)
    expect(evidence[0]?.attempts.length).toBeGreaterThan(0)
  })

  it('without a browser is proved by what HTTP gives, and says what is missing', async () => {
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const http = fakeHttp({ [LIST]: EMPTY_HTML })
    const args = argsOf(at, { harvest, judged: judgeEmpty(harvest), judge: judgeEmpty, http, browser: null })
    const { findings, evidence } = await witness(args)
    expect(findings.get('edu')?.[0]?.agreed).toBe(true)
    expect(evidence[0]).toMatchObject({ state: 'partial', missing: ['dom', 'full', 'mhtml', 'viewport'] })
  })

  it('read after scripts ran is looked at in the browser again; without one it is a doubt', async () => {
    const rendered = { ...pageOf(LIST, EMPTY_HTML), rendered: true }
    const harvest = harvestOf([rendered])
    const http = fakeHttp({ [LIST]: '<div id=app></div>' })
    const args = argsOf(at, { harvest, judged: judgeEmpty(harvest), judge: judgeEmpty, http })
    const agrees = await witness({ ...args, browser: fakeBrowser({ [LIST]: EMPTY_HTML }) })
    expect(agrees.findings.get('edu')?.[0]?.agreed).toBe(true)
    const differs = await witness({ ...args, browser: fakeBrowser({ [LIST]: FULL_HTML }) })
    expect(differs.findings.get('edu')?.[0]?.verdict).toBe('cannot-tell')
    const blind = await witness({ ...args, browser: null })
    expect(blind.findings.get('edu')?.[0]?.verdict).toBe('cannot-tell')
  })

  it('is no problem when nothing of it could be looked at again, or the run was stopped', async () => {
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const judged = judgeEmpty(harvest)
    const nowhere = judgedAs([finding({ at: { pages: [`${ORIGIN}/never`], region: { kind: 'page' } } })])
    const http = fakeHttp({ [LIST]: EMPTY_HTML })
    const unseen = await witness(argsOf(at, { harvest, judged: nowhere, judge: () => nowhere, http }))
    expect(unseen.findings.get('edu')?.[0]?.verdict).toBe('cannot-tell')
    const stopped = await witness(
      argsOf(at, { harvest, judged, judge: judgeEmpty, http, signal: AbortSignal.abort() }),
    )
    expect(stopped.findings.get('edu')?.[0]?.verdict).toBe('cannot-tell')
    expect(stopped.evidence[0]?.attempts.length).toBe(1)
  })
})

describe('a target that fails', () => {
  const dead = reachOf(GONE, 'broken', 'http-404')

  it.each([
    ['still fails and the link is still there', { [HOME]: LINK_HTML, [GONE]: 404 }, true],
    ['answers now', { [HOME]: LINK_HTML, [GONE]: FULL_HTML }, false],
    ['is behind a wall now', { [HOME]: LINK_HTML, [GONE]: 412 }, false],
    ['is no longer linked', { [HOME]: FULL_HTML, [GONE]: 404 }, false],
    ['times out now, which proves nothing new', { [HOME]: LINK_HTML, [GONE]: 'timeout' as const }, true],
  ])('%s', async (_, answers, agreed) => {
    const harvest = harvestOf([pageOf(HOME, LINK_HTML)], [dead])
    const { findings, evidence } = await witness(
      argsOf(at, { harvest, judged: judgeBroken(harvest), judge: judgeBroken, http: fakeHttp(answers) }),
    )
    expect(findings.get('edu')).toMatchObject([{ code: 'link-broken', subject: '/gone.html', agreed }])
    expect(evidence[0]?.claim.kind).toBe('availability')
    expect(evidence[0]?.attempts.filter((attempt) => attempt.url === GONE).length).toBe(2)
  })

  it('that spells a private address is never asked for', async () => {
    const inner = reachOf(GONE, 'broken', 'private-address')
    const harvest = harvestOf([pageOf(HOME, LINK_HTML)], [inner])
    const http = fakeHttp({ [HOME]: LINK_HTML })
    await witness(argsOf(at, { harvest, judged: judgeBroken(harvest), judge: judgeBroken, http }))
    expect(http.asked).toEqual([HOME])
  })

  it('as a soft 404 is the same disguise again, or it is mended', async () => {
    const soft = { ...reachOf(GONE, 'broken', 'soft-404'), finalUrl: HOME }
    const harvest = harvestOf([pageOf(HOME, LINK_HTML)], [soft])
    const args = argsOf(at, { harvest, judged: judgeBroken(harvest), judge: judgeBroken, http: fakeHttp({}) })
    const again = await witness({
      ...args,
      http: fakeHttp({ [HOME]: LINK_HTML, [GONE]: { to: HOME, html: LINK_HTML } }),
    })
    expect(again.findings.get('edu')?.[0]?.agreed).toBe(true)
    const mended = await witness({ ...args, http: fakeHttp({ [HOME]: LINK_HTML, [GONE]: FULL_HTML }) })
    expect(mended.findings.get('edu')?.[0]?.agreed).toBe(false)
  })

  it('is a start page that answers nobody: no picture applies, so nothing is missing', async () => {
    const down = reachOf(HOME, 'broken', 'refused')
    const page: PageRecord = { ...pageOf(HOME, ''), facts: null, reach: down }
    const harvest = harvestOf([page])
    const start = finding({
      code: 'homepage-unreachable',
      subject: HOME,
      url: HOME,
      at: { pages: [HOME], region: { kind: 'page' } },
    })
    const judge = (seen: Harvest): JudgedCheck[] =>
      judgedAs(seen.starts.get('edu')?.outcome === 'broken' ? [start] : [], 'site-availability')
    const args = argsOf(at, { harvest, judged: judge(harvest), judge, http: fakeHttp({ [HOME]: 'refused' }) })
    const again = await witness(args)
    expect(again.findings.get('edu')?.[0]).toMatchObject({ verdict: 'problem', agreed: true })
    expect(again.evidence[0]).toMatchObject({ state: 'complete', missing: [], files: [] })
    const back = await witness({ ...args, http: fakeHttp({ [HOME]: FULL_HTML }) })
    expect(back.findings.get('edu')?.[0]).toMatchObject({ verdict: 'cannot-tell', agreed: false })
  })
})

describe('what cannot be told', () => {
  it('keeps its verdict and facts, with the attempts of the crawl as evidence and no second request', async () => {
    const doubt = { ...BROKEN, verdict: 'cannot-tell' as const, facts: { target: GONE, why: 'unverified' } }
    const harvest = harvestOf([pageOf(HOME, LINK_HTML)], [reachOf(GONE, 'unverified', 'timeout')])
    const http = fakeHttp({})
    const judged = judgedAs([doubt], 'broken-link')
    const { findings, evidence } = await witness(
      argsOf(at, { harvest, judged, judge: () => judged, http, common: () => true }),
    )
    expect(findings.get('edu')).toMatchObject([
      { verdict: 'cannot-tell', agreed: false, common: true, facts: doubt.facts },
    ])
    expect(evidence[0]).toMatchObject({
      state: 'complete',
      files: [],
      attempts: [{ url: HOME }, { url: GONE }],
    })
    expect(http.asked).toEqual([])
  })
})

describe('pictures', () => {
  it('are taken once per page for all its claims, each manifest with its own regions', async () => {
    const second = finding({
      code: 'link-void',
      subject: '/list/ 更多',
      facts: {},
      at: { pages: [LIST], region: { kind: 'text', text: '更多' } },
    })
    const judged = judgedAs([finding({}), second])
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const browser = fakeBrowser({})
    const { evidence } = await witness(
      argsOf(at, { harvest, judged, judge: () => judged, http: fakeHttp({ [LIST]: EMPTY_HTML }), browser }),
    )
    expect(browser.captured).toEqual([LIST])
    expect(evidence.map((one) => one.regions.map((region) => region.text))).toEqual([['暂无信息'], ['更多']])
  })

  it('beyond the number of a unit make evidence partial, and drop nothing', async () => {
    const urls = [1, 2, 3].map((n) => `${ORIGIN}/c${n}/`)
    const judged = judgedAs(
      urls.map((url) => finding({ subject: url, url, at: { pages: [url], region: { kind: 'page' } } })),
    )
    const harvest = harvestOf(urls.map((url) => pageOf(url, EMPTY_HTML)))
    const http = fakeHttp(Object.fromEntries(urls.map((url) => [url, EMPTY_HTML])))
    const { evidence, findings } = await witness(
      argsOf(at, { harvest, judged, judge: () => judged, http, picturesPerUnit: 2 }),
    )
    expect(findings.get('edu')?.every((one) => one.agreed)).toBe(true)
    expect(evidence.map((one) => one.state)).toEqual(['complete', 'complete', 'partial'])
  })

  it('that a browser could not take are named', async () => {
    const broken: BrowserPort = {
      ...fakeBrowser({}),
      capture: async (url): Promise<Capture> => ({
        attempt: attemptAt(url, { client: 'browser', cause: 'internal' }),
        html: null,
        viewport: null,
        full: null,
        mhtml: null,
        regions: [],
        missing: ['viewport', 'full', 'dom', 'mhtml'],
      }),
    }
    const harvest = harvestOf([pageOf(LIST, EMPTY_HTML)])
    const http = fakeHttp({ [LIST]: EMPTY_HTML })
    const { evidence } = await witness(
      argsOf(at, { harvest, judged: judgeEmpty(harvest), judge: judgeEmpty, http, browser: broken }),
    )
    expect(evidence[0]).toMatchObject({
      state: 'partial',
      regions: [],
      missing: ['dom', 'full', 'mhtml', 'viewport'],
    })
  })
})

describe('metrics', () => {
  function view(occurrences: number): SearchView {
    const resultUrl = `${ORIGIN}/search?q=${encodeURIComponent('精准扶贫')}`
    const attempts: Attempt[] = [attemptAt(resultUrl, { startedAt: occurrences })]
    const counts = [{ keyword: '精准扶贫', occurrences, entries: 1, resultUrl, attempts }]
    return { found: 'form', url: HOME, state: 'works', reach: null, counts, common: false }
  }
  const judge = (harvest: Harvest): JudgedCheck[] => {
    const value = harvest.search.get('edu')?.counts[0]?.occurrences ?? 0
    return judgedAs([], 'keyword-search', [
      { name: 'keyword-hits', value, facts: { perKeyword: { 精准扶贫: value } } },
    ])
  }

  it.each([
    ['the same twice', 7, true],
    ['another number the second time', 6, false],
    ['no second collection', null, false],
  ])('%s', async (_, second, agreed) => {
    const harvest = harvestOf([pageOf(HOME, LINK_HTML)], [], { search: new Map([['edu', view(7)]]) })
    const args = argsOf(at, {
      harvest,
      judged: judge(harvest),
      judge,
      http: fakeHttp({}),
      recollectSearch: async () => (second === null ? null : view(second)),
    })
    const { metrics, evidence } = await witness(args)
    expect(metrics.get('edu')).toMatchObject([
      { check: 'keyword-search', name: 'keyword-hits', value: 7, agreed },
    ])
    expect(evidence[0]?.attempts.length).toBeGreaterThan(0)
    expect(evidence[0]?.claim).toMatchObject({ code: 'keyword-hits', kind: 'value' })
  })
})
