/** What the browser shows decides an absence: a list that a script fills is not empty, whatever its HTML says. */
import { describe, expect, it } from 'vitest'
import type { Capture } from '../../src/crawl/ports.js'
import { witness } from '../../src/crawl/witness.js'
import type { Code } from '../../src/model/code.js'
import { evidenceId } from '../../src/model/evidence.js'
import {
  argsOf,
  emptyAt,
  fakeBrowser,
  fakeHttp,
  freshStore,
  HOME,
  harvestOf,
  jobOf,
  judgedAs,
  pageOf,
} from './witness-stage.js'

const LIST = `${HOME}list/`
const at = freshStore()

const page = (content: string, scripts = '<script src="/js/site.js"></script>') =>
  `<title>通知公告</title>${scripts}<body><div class="list">${content}</div></body>`
const ENTRIES = `<ul>${[1, 2, 3].map((n) => `<li><a href="/list/${n}.html">关于第${n}批公告的通知</a> 2026-11-0${n}</li>`).join('')}</ul>`
const EMPTY = '<p>暂无信息</p>'

/** One look at an empty column whose page the browser shows as `html`; `evidence`: the item of an earlier look. */
async function look(
  read: string,
  html: string,
  given: {
    readonly code?: Code
    readonly cause?: Capture['attempt']['cause']
    readonly evidence?: string
  } = {},
) {
  const { code = 'column-empty', cause = null, evidence } = given
  const judged = judgedAs([emptyAt(LIST, code)], 'any')
  const known = {
    fingerprint: 'a'.repeat(32),
    unit: 'edu',
    check: 'any',
    code,
    subject: '/list/',
    subjectText: LIST,
    url: LIST,
    ...(evidence === undefined ? {} : { evidence }),
  }
  const job = jobOf(HOME)
  const browser = fakeBrowser({})
  const seen = await witness(
    argsOf(at, {
      job: { ...job, history: { ...job.history, known: [known] } },
      harvest: harvestOf([pageOf(LIST, read)]),
      judged,
      judge: () => judged,
      http: fakeHttp({ [LIST]: read }),
      browser: {
        ...browser,
        capture: async (url, regions) => {
          const taken = await browser.capture(url, regions)
          return { ...taken, html, attempt: { ...taken.attempt, cause } }
        },
      },
    }),
  )
  const [one] = seen.findings.get('edu') ?? []
  const [item] = seen.evidence
  if (!one || !item) throw new Error('nothing was witnessed')
  return {
    verdict: one.verdict,
    why: one.facts.why ?? null,
    id: evidenceId(item),
    pictured: browser.captured.length,
    roles: item.files.map(({ role }) => role),
    missing: item.missing,
  }
}

describe('an absence on a page', () => {
  it.each<[string, string, Parameters<typeof look>[2], string]>([
    ['stands where the browser shows no more', page(EMPTY), {}, 'problem'],
    ['is a doubt where a script has brought entries', page(ENTRIES), {}, 'cannot-tell'],
    [
      'is a doubt where a script has brought text',
      page(`<p>${'公告内容'.repeat(40)}</p>`),
      {},
      'cannot-tell',
    ],
    ['stands beside a counter', page(`${EMPTY}<p>您是第12345位访问者</p>`), {}, 'problem'],
    ['is not decided by a page that failed', page(ENTRIES), { cause: 'challenge' }, 'problem'],
    ['is no claim about what stands there', page(ENTRIES), { code: 'layout-irregular' }, 'problem'],
  ])('%s', async (_name, html, given, verdict) => {
    expect(await look(page(EMPTY), html, given)).toMatchObject({
      verdict,
      why: verdict === 'problem' ? null : 'witness',
    })
  })

  it('is not proved by the picture of a wall: that is told apart, and the item says what it lacks', async () => {
    const walled = await look(page(EMPTY), '<title>访问验证</title>', { cause: 'challenge' })
    expect(walled).toMatchObject({ verdict: 'problem', missing: ['dom', 'full', 'mhtml', 'viewport'] })
    expect(walled.roles).toEqual(['body', 'headers', 'text'])
    const shown = await look(page(EMPTY), page(EMPTY))
    expect(shown.missing).toEqual([])
    expect(shown.roles).toEqual(expect.arrayContaining(['full', 'viewport']))
  })

  it('of a page with scripts is looked at anew each time: the same HTML may show something else', async () => {
    const first = await look(page(EMPTY), page(EMPTY))
    expect(await look(page(EMPTY), page(ENTRIES), { evidence: first.id })).toMatchObject({
      verdict: 'cannot-tell',
      pictured: 1,
    })
    const plain = await look(page(EMPTY, ''), page(EMPTY, ''))
    expect(await look(page(EMPTY, ''), page(EMPTY, ''), { evidence: plain.id })).toMatchObject({
      verdict: 'problem',
      pictured: 0,
    })
  })
})
