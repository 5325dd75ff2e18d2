/** What recording leaves to be read: numbers, history for the next job, scoring facts, the printed result. */
import { describe, expect, test } from 'vitest'
import { history } from '../../src/ledger/history.js'
import { inspectionJson } from '../../src/ledger/inspection-json.js'
import { listEntries, listEvidence, listFindings, scoringFacts } from '../../src/ledger/read.js'
import { finishRun } from '../../src/ledger/runs.js'
import type { UnitResult } from '../../src/model/inspection.js'
import {
  DAY,
  finding,
  hits,
  inspect,
  newRun,
  ORIGIN,
  ownSite,
  platform,
  unitResult,
  unitSpec,
} from './made.js'
import { ledgerAt } from './opened.js'

const EMPTY = finding('column-empty', `${ORIGIN}/a/`, { facts: { column: '规划计划' } })
const DEAD = finding('link-broken', `${ORIGIN}/dead.html`)
const MISSING = finding('column-missing', '应急管理', { facts: { column: '应急管理' } })

const shows = (...findings: (typeof DEAD)[]) => unitResult('edu', { findings })

describe('numbers', () => {
  test('are given by fingerprint within a recording, and last', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu', { name: '区教育局' })
    await inspect(ledger, clock, { site, units: [shows(EMPTY, DEAD)] })
    const first = listFindings(ledger)
    expect(first.map((one) => one.no)).toEqual(['2026-区教育局-001', '2026-区教育局-002'])
    expect(first.map((one) => one.fingerprint)).toEqual([...first.map((one) => one.fingerprint)].sort())
    await inspect(ledger, clock, { site, units: [shows(EMPTY, DEAD, MISSING)], at: '2026-03-03' })
    const third = listFindings(ledger).find((one) => one.code === 'column-missing')
    expect(third?.no).toBe('2026-区教育局-003')
    expect(
      listFindings(ledger)
        .slice(0, 2)
        .map((one) => one.fingerprint),
    ).toEqual(first.map((one) => one.fingerprint))
    const dead = finding('link-broken', `${ORIGIN}/new.html`)
    await inspect(ledger, clock, { site, units: [shows(dead)], at: '2027-01-05' })
    expect(listFindings(ledger).map((one) => one.no)).toContain('2027-区教育局-001')
  })

  test('two units of one name share a row of numbers; a name inside another does not', async () => {
    const { ledger, clock } = ledgerAt()
    const site = platform([
      unitSpec('a', { name: '局' }),
      unitSpec('b', { name: '局' }),
      unitSpec('c', { name: '局-分局' }),
    ])
    const units = ['a', 'b', 'c'].map((id) =>
      unitResult(id, { findings: [finding('link-broken', `${ORIGIN}/${id}.html`)] }),
    )
    await inspect(ledger, clock, { site, units })
    expect(listFindings(ledger).map((one) => one.no)).toEqual([
      '2026-局-001',
      '2026-局-002',
      '2026-局-分局-001',
    ])
  })
})

describe('history for the next job', () => {
  test('documents by the day of their first sight, frames by unit', async () => {
    const { ledger, clock } = ledgerAt()
    const site = platform(['edu', 'gov'])
    const documents = (...urls: string[]) => urls.map((url) => ({ url, published: null }))
    const edu = (frame: string[], ...urls: string[]) =>
      unitResult('edu', { frame, documents: documents(...urls) })
    await inspect(ledger, clock, {
      site,
      units: [edu(['a1'], '/1'), unitResult('gov', { frame: ['a1', 'b2'] })],
    })
    clock.now += DAY
    await inspect(ledger, clock, { site, units: [edu(['c3'], '/1', '/2')] })
    expect(history(ledger, site)).toEqual({
      firstSeen: { '/1': '2026-03-02', '/2': '2026-03-03' },
      lists: {},
      rectifying: [],
      rectifications: [],
      frameUnits: { a1: ['gov'], b2: ['gov'], c3: ['edu'] },
      open: [],
      known: [],
    })
  })
})

describe('open findings for the next job', () => {
  test('are told by where they are seen and what they are about, while they are open', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const dead = finding('link-broken', `${ORIGIN}/new.html`, { url: `${ORIGIN}/list/` })
    await inspect(ledger, clock, { site, units: [shows(dead, MISSING)] })
    expect(history(ledger, site).open).toEqual(
      expect.arrayContaining([`${ORIGIN}/list/`, `${ORIGIN}/new.html`]),
    )
    expect(history(ledger, { ...site, id: 'http://127.0.0.1:9' }).open).toEqual([])
    clock.now += DAY
    await inspect(ledger, clock, {
      site,
      units: [unitResult('edu', { examined: { 'broken-link': [dead.subject] } })],
      at: '2026-03-03',
    })
    expect(history(ledger, site).open).not.toContain(`${ORIGIN}/new.html`)
  })
})

describe('lists that were read to their end', () => {
  const column = (path: string, complete: boolean) => ({
    name: path,
    url: `${ORIGIN}${path}`,
    role: 'news',
    items: 1,
    newest: null,
    complete,
  })
  const COLUMNS = { columns: [column('/dt/', true), column('/tz/', false)] }
  const read = (over: Partial<UnitResult> = {}) => unitResult('edu', { ...COLUMNS, ...over })

  test('bear the clock’s day, whatever the assessment’s', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [read()] })
    clock.now += 3 * DAY
    await inspect(ledger, clock, { site, units: [read()], at: '2026-03-04' })
    await inspect(ledger, clock, { site, units: [read()], at: '2026-12-31', purpose: 'monitor' })
    expect(history(ledger, site).lists).toEqual({
      [`${ORIGIN}/dt/`]: ['2026-03-02', '2026-03-05'],
    })
  })

  test.each([
    ['a self-check', {}, { purpose: 'self-check' as const }],
    ['a partial inspection', { status: 'partial' as const, reason: 'timeout' }, {}],
    ['a crawl that was cut', { reason: 'limit' }, {}],
  ])('%s tells nothing', async (_, unit, inspection) => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    await inspect(ledger, clock, { site, units: [read(unit)], ...inspection })
    expect(history(ledger, site).lists).toEqual({})
  })
})

describe('scoring facts', () => {
  test('what formal inspections of the period examined, and nothing from doubtful ones', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const examined = (subjects: string[]) =>
      unitResult('edu', { examined: { 'disclosure-guide': subjects, 'broken-link': ['/x'] } })
    const partial = { ...examined(['fax']), status: 'partial' as const, reason: 'timeout' }
    await inspect(ledger, clock, { site, units: [partial] })
    await inspect(ledger, clock, { site, units: [examined(['phone'])], purpose: 'monitor' })
    expect(scoringFacts(ledger, 'edu', '2026', 'test')?.examined).toEqual(new Set())
    await inspect(ledger, clock, { site, units: [examined(['name'])] })
    await inspect(ledger, clock, { site, units: [examined(['hours'])] })
    expect(scoringFacts(ledger, 'edu', '2026', 'test')).toMatchObject({
      examined: new Set(['disclosure-guide', 'broken-link']),
      examinedSubjects: new Map([
        ['broken-link', new Set(['/x'])],
        ['disclosure-guide', new Set(['hours', 'name'])],
      ]),
    })
    expect(scoringFacts(ledger, 'edu', '2025', 'test')?.examined).toEqual(new Set())
    expect(scoringFacts(ledger, 'nobody', '2026', 'test')).toBeNull()
  })

  test('what the operator answers for is a doubt at the units that it affects', async () => {
    const { ledger, clock } = ledgerAt()
    const form = finding('application-form-incomplete', `${ORIGIN}/ysqgk/`, { common: true })
    const units = ['edu', 'office'].map((id) => unitResult(id, { findings: [form] }))
    await inspect(ledger, clock, { site: platform(['edu', 'office'], { operator: 'office' }), units })
    const seen = (unit: string) =>
      scoringFacts(ledger, unit, '2026', 'test')?.findings.map((one) => [one.code, one.verdict, one.state])
    expect(seen('edu')).toEqual([['application-form-incomplete', 'cannot-tell', 'candidate']])
    expect(seen('office')).toEqual([['application-form-incomplete', 'problem', 'confirmed']])
  })
})

describe('the printed result', () => {
  test('is whole, from the database alone', async () => {
    const { ledger, clock } = ledgerAt()
    const inspection = {
      site: ownSite('edu', { name: '区教育局' }),
      units: [{ ...shows(EMPTY), metrics: hits(3).metrics }],
    }
    const run = newRun(ledger, inspection)
    await inspect(ledger, clock, { ...inspection, run }, { posting: 'automatic' })
    clock.now += 1_000
    expect(finishRun(ledger, run, 'complete')).toBe('complete')
    const [stored] = listFindings(ledger)
    const [deduct, metric] = listEntries(ledger)
    const evidence = listEvidence(ledger).find((one) => one.check === 'empty-column')?.id
    const entry = (of: typeof deduct) => ({
      id: of?.id,
      state: 'posted',
      points: of === deduct ? '-1' : '-2',
      effective: of === deduct ? '-1' : '-2',
      finding: of?.finding,
      clause: of?.clause,
    })
    expect(inspectionJson(ledger, run, (key, facts) => `${key}: ${String(facts.column)}`)).toEqual({
      schema: 'xuncha.inspection/1',
      run: {
        id: run,
        purpose: 'formal',
        at: '2026-03-02',
        startedAt: '2026-03-02T02:00:00.000Z',
        finishedAt: '2026-03-02T02:00:01.000Z',
        tool: 'xuncha 0.1.0',
        status: 'complete',
      },
      shared: [],
      units: [
        {
          id: 'edu',
          name: '区教育局',
          status: 'inspected',
          reason: null,
          pages: 30,
          notVisited: [],
          links: { checked: 10, broken: 0, unverified: 0 },
          columns: [],
          coverage: [],
          findings: [
            {
              id: stored?.id,
              no: '2026-区教育局-001',
              check: 'empty-column',
              checkVersion: 1,
              code: 'column-empty',
              fingerprint: stored?.fingerprint,
              nature: 'state',
              verdict: 'problem',
              state: 'confirmed',
              url: `${ORIGIN}/`,
              where: ['首页'],
              subject: `${ORIGIN}/a/`,
              subjectKey: '/a/',
              facts: { column: '规划计划' },
              message: 'column-empty: 规划计划',
              firstSeen: '2026-03-02T02:00:00.000Z',
              lastSeen: '2026-03-02T02:00:00.000Z',
              urgent: false,
              evidence: [evidence],
            },
          ],
          metrics: [
            { name: 'keyword-hits', value: 3, facts: {}, evidence: [expect.stringMatching(/^sha256:/)] },
          ],
          scores: [
            {
              rubric: 'test',
              rubricVersion: '1',
              period: '2026',
              max: '100',
              assessed: '34',
              score: '31',
              pending: '66',
              exact: '3100/1',
              stage: 'provisional',
              indicators: [
                {
                  id: '14',
                  title: '信息发布',
                  max: '3',
                  score: '0',
                  method: 'auto',
                  status: 'scored',
                  entries: [entry(deduct), entry(metric)],
                },
              ],
            },
          ],
        },
      ],
    })
  })

  test('holds what the run found fixed, and keeps the states that it found', async () => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const first = await inspect(ledger, clock, { site, units: [shows(EMPTY)] })
    clock.now += DAY
    const mended = unitResult('edu', { examined: { 'empty-column': [EMPTY.subject] } })
    const second = await inspect(ledger, clock, { site, units: [mended] })
    expect(second.fixed).toEqual([listFindings(ledger)[0]?.id])
    const states = (run: string) =>
      inspectionJson(ledger, run, String).units[0]?.findings.map((one) => [one.state, one.evidence.length])
    expect(states(second.run)).toEqual([['fixed', 1]])
    expect(states(first.run)).toEqual([['confirmed', 1]])
  })

  test('shows a self-check what it would be, as candidates', async () => {
    const { ledger, clock } = ledgerAt()
    const inspection = { site: ownSite('edu'), units: [shows(EMPTY)], purpose: 'self-check' as const }
    const done = await inspect(ledger, clock, inspection)
    const [unit] = inspectionJson(ledger, done.run, String).units
    expect(unit?.findings).toMatchObject([
      { state: 'candidate', verdict: 'problem', no: '2026-区edu局-临-001' },
    ])
    expect(unit?.scores[0]?.score).toBe('34')
    expect(ledger.db.prepare('SELECT count(*) FROM v_scores').pluck().get()).toBe(0)
  })

  test.each([
    ['a self-check', { purpose: 'self-check' as const }],
    ['an inspection of an earlier day', { at: '2026-03-01' }],
  ])('%s prints what it saw, in the state that stands, and rewords nothing', async (_, given) => {
    const { ledger, clock } = ledgerAt()
    const site = ownSite('edu')
    const stale = (ageDays: number) =>
      shows(finding('column-stale', `${ORIGIN}/dt/`, { facts: { column: '工作动态', ageDays } }))
    await inspect(ledger, clock, { site, units: [stale(30)] })
    clock.now += DAY
    const { run } = await inspect(ledger, clock, { site, units: [stale(29)], ...given })
    const facts = (of: readonly { readonly facts: object }[] | undefined) => of?.map((one) => one.facts)
    const printed = inspectionJson(ledger, run, String).units[0]?.findings
    expect(printed).toMatchObject([{ state: 'confirmed', verdict: 'problem' }])
    expect(facts(printed)).toEqual([{ column: '工作动态', ageDays: 29 }])
    expect(facts(listFindings(ledger))).toEqual([{ column: '工作动态', ageDays: 30 }])
  })

  test('units stand in the order in which the run named them, shared findings apart', async () => {
    const { ledger, clock } = ledgerAt()
    const form = finding('application-form-incomplete', `${ORIGIN}/ysqgk/`, { common: true })
    const inspection = {
      site: platform(['gov', 'edu']),
      units: [unitResult('edu', { findings: [form] }), unitResult('gov', { findings: [form] })],
    }
    const run = newRun(ledger, inspection, ['gov', 'edu'])
    await inspect(ledger, clock, { ...inspection, run })
    const json = inspectionJson(ledger, run, String)
    expect(json.units.map((unit) => unit.id)).toEqual(['gov', 'edu'])
    expect(json.shared).toMatchObject([{ unit: '@district', units: ['edu', 'gov'], state: 'confirmed' }])
    expect(json.units.flatMap((unit) => unit.findings)).toEqual([])
  })

  test('the views have what they promise', async () => {
    const { ledger, clock } = ledgerAt()
    await inspect(ledger, clock, { site: ownSite('edu'), units: [shows(EMPTY)] })
    const one = (view: string) => ledger.db.prepare(`SELECT * FROM ${view}`).get()
    expect(one('v_findings')).toMatchObject({ code: 'column-empty', state: 'confirmed', unit: 'edu' })
    expect(one('v_ledger')).toMatchObject({ seq: 1, kind: 'assessment-open' })
    expect(one('v_scores')).toMatchObject({ rubric: 'test', period: '2026', unit: 'edu', score: 3_300 })
    expect(one('v_evidence')).toMatchObject({ unit: 'edu', state: 'complete' })
  })
})
