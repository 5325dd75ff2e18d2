/** What closes a finding is proved as well: known findings that were looked at and are shown no more, and only those. */
import { expect, it } from 'vitest'
import { witness } from '../../src/crawl/witness.js'
import { verifyItem } from '../../src/evidence/verify.js'
import type { JudgedCheck } from '../../src/model/finding.js'
import type { InspectionJob, KnownFinding } from '../../src/model/inspection.js'
import { argsOf, fakeHttp, freshStore, HOME, harvestOf, jobOf, pageOf } from './witness-stage.js'

const LIST = `${HOME}list/`
const HTML = '<title>通知公告</title><body><ul><li><a href="/a.html">关于放假的通知</a></li></ul></body>'

const MACHINE = {
  os: 'Linux 6',
  chineseFont: true,
  hostsFile: null,
  proxyVariables: ['HTTP_PROXY'],
  lockFile: null,
}

const at = freshStore()

const known = (over: Partial<KnownFinding> = {}): KnownFinding => ({
  fingerprint: 'a'.repeat(32),
  unit: 'edu',
  check: 'empty-column',
  code: 'column-empty',
  subject: '/list/',
  subjectText: LIST,
  url: LIST,
  ...over,
})

/** Witnesses an inspection that judged these subjects and found no fault. */
async function look(one: KnownFinding, examined: readonly string[], over: Partial<InspectionJob> = {}) {
  const job = jobOf(HOME)
  const page = pageOf(LIST, HTML)
  const outcome = { examined: new Set(examined), findings: [] }
  const judged: JudgedCheck[] = [{ unit: 'edu', check: 'empty-column', checkVersion: 3, outcome }]
  const http = fakeHttp({ [LIST]: HTML, [HOME]: '<title>首页</title>' })
  const seen = await witness(
    argsOf(at, {
      job: { ...job, ...over, history: { ...job.history, known: [one] } },
      harvest: harvestOf([page]),
      judged,
      judge: () => judged,
      http,
      environment: {
        node: 'v20',
        platform: 'linux x64',
        userAgent: 'Xuncha/0.1.0',
        machine: { said: MACHINE, hostsNames: ['127.0.0.1', 'inner.example'] },
      },
    }),
  )
  return { ...seen, asked: http.asked }
}

it('the page as it is now, asked for and pictured, is the proof', async () => {
  const { gone, evidence } = await look(known(), [LIST])
  const id = gone[0]?.evidence ?? ''
  expect(gone).toEqual([{ fingerprint: 'a'.repeat(32), evidence: expect.stringMatching(/^sha256:/) }])
  expect(await verifyItem(at.store, id)).toMatchObject({ valid: true })
  expect(evidence).toMatchObject([
    {
      unit: 'edu',
      check: 'empty-column',
      checkVersion: 3,
      claim: { code: 'column-empty', subject: LIST, kind: 'gone' },
      attempts: [
        { client: 'http', url: LIST, status: 200 },
        { client: 'browser', url: LIST, status: 200 },
      ],
      environment: { machine: MACHINE, hostOverridden: true, canaries: [] },
      state: 'complete',
    },
  ])
  expect(JSON.stringify(evidence)).not.toContain('inner.example')
  expect(evidence[0]?.files.map((file) => file.role)).toEqual([
    'body',
    'headers',
    'dom',
    'mhtml',
    'viewport',
    'full',
  ])
})

it('what no page leads to any more is proved by the page it stood on', async () => {
  const target = `${HOME}gone.html`
  const { evidence } = await look(known({ subject: '/gone.html', subjectText: target }), [])
  expect(evidence[0]?.attempts.map(({ url, status }) => [url, status])).toEqual([
    [target, 404],
    [LIST, 200],
    [LIST, 200],
  ])
})

it.each([
  ['was not looked at', known(), [], {}],
  ['is of a check that did not run', known({ check: 'stale-column' }), [LIST], {}],
  ['is of a unit that is not inspected', known({ unit: 'gov' }), [LIST], {}],
  ['is looked at by a self-check', known(), [LIST], { purpose: 'self-check' as const }],
])('what %s is not asked for', async (_, one, examined, over) => {
  expect(await look(one, examined, over)).toMatchObject({ gone: [], evidence: [], asked: [] })
})
