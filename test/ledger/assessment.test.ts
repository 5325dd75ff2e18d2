/** Assessments in the ledger: rosters, buckets, what passing through the states does, what publications freeze. */
import { describe, expect, test } from 'vitest'
import {
  assessmentStage,
  changeSettings,
  isBucketClosed,
  openAssessment,
  scoreStage,
  settingsOf,
  stagesOf,
} from '../../src/ledger/assessment.js'
import { decideDispute, openDispute } from '../../src/ledger/disputes.js'
import type { Ledger } from '../../src/ledger/open.js'
import { listPublications, publicationById, publish } from '../../src/ledger/publish.js'
import { listEntries } from '../../src/ledger/read.js'
import { ledgerRows } from '../../src/ledger/rows.js'
import { advance, type Move, reopen } from '../../src/ledger/stages.js'
import { verifyLedger } from '../../src/ledger/verify.js'
import { type AssessmentSettings, USUAL_SETTINGS } from '../../src/model/assessment.js'
import { bucketOn } from '../../src/model/bucket.js'
import { UserFault } from '../../src/model/error.js'
import type { ScoringRubric } from '../../src/model/scoring.js'
import { DAY, finding, inspect, ORIGIN, platform, testRubric, unitResult } from './made.js'
import { ledgerAt } from './opened.js'

const ASSESSMENT = 'test/2026'
const NONE = { date: null, number: null, title: null }
const MOVE: Move = {
  assessment: ASSESSMENT,
  bucket: null,
  ofRubric: [],
  official: NONE,
  actor: '王五',
  reason: null,
}
const SITE = platform(['edu', 'fin'])
const EVERYBODY = ['edu', 'fin'].map((unit) => ({ unit, name: unit, group: null }))

const listed = (unit: string, group: string | null = null) => ({
  unit,
  name: unit,
  group,
  annualReportDue: '01-31',
  note: null,
})

function set(ledger: Ledger, settings: Partial<AssessmentSettings>, rubric = testRubric()): void {
  openAssessment(ledger, rubric, '2026', {
    actor: '王五',
    run: null,
    settings: { ...USUAL_SETTINGS, ...settings },
  })
}

/** What the department of education contests on 5 March. */
const disputed = (ledger: Ledger, entry = '') =>
  openDispute(ledger, {
    entry,
    statement: '误判',
    by: '教育局',
    onBehalf: false,
    scan: null,
    files: [],
    openedOn: '2026-03-05',
    dueOn: null,
    actor: '李四',
  })

const dead = (...names: string[]) => names.map((name) => finding('link-broken', `${ORIGIN}/${name}`))

async function look(
  { ledger, clock }: ReturnType<typeof ledgerAt>,
  at: string,
  found: Readonly<Record<string, readonly string[]>>,
  rubric: ScoringRubric = testRubric(),
) {
  clock.now += DAY
  const units = Object.entries(found).map(([id, names]) =>
    unitResult(id, {
      findings: dead(...names),
      examined: { 'broken-link': ['a', 'b', 'c', 'd'].map((name) => `/${name}`) },
    }),
  )
  return inspect(ledger, clock, { site: SITE, units, at }, { rubrics: [rubric] })
}

function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof UserFault) return error.key
    throw error
  }
  return 'nothing'
}

describe('settings', () => {
  test('are the usual ones for an assessment that its first inspection opened', async () => {
    const at = ledgerAt()
    await look(at, '2026-03-02', { edu: ['a'] })
    expect(settingsOf(at.ledger, ASSESSMENT)).toEqual(USUAL_SETTINGS)
    expect([...stagesOf(at.ledger, ASSESSMENT)]).toEqual([['Y', 'draft']])
  })

  test('a roster says for whom entries are opened, and in which group a unit stands', async () => {
    const at = ledgerAt()
    set(at.ledger, { roster: [listed('edu', '甲组')] })
    let group: string | null = null
    const rubric = testRubric()
    await look(
      at,
      '2026-03-02',
      { edu: ['a'], fin: ['b'] },
      {
        ...rubric,
        propose: (facts) => {
          group = facts.unit.group
          return rubric.propose(facts)
        },
      },
    )
    expect(listEntries(at.ledger).map(({ unit }) => unit)).toEqual(['edu'])
    expect(group).toBe('甲组')
  })

  test('change until a bucket is published', async () => {
    const { ledger } = ledgerAt()
    set(ledger, {})
    const by = { actor: '王五', reason: '补报一家' }
    changeSettings(ledger, ASSESSMENT, { ...USUAL_SETTINGS, roster: [listed('fin')] }, by)
    expect(settingsOf(ledger, ASSESSMENT).roster).toEqual([listed('fin')])
    advance(ledger, MOVE, 'approved')
    publish(ledger, MOVE, testRubric(), EVERYBODY)
    expect(faultOf(() => changeSettings(ledger, ASSESSMENT, USUAL_SETTINGS, by))).toBe(
      'ledger.settings-published',
    )
    expect(faultOf(() => changeSettings(ledger, 'x/2026', USUAL_SETTINGS, by))).toBe(
      'ledger.unknown-assessment',
    )
  })
})

describe('buckets', () => {
  test('an entry names the part of the year that is set; its key does not, so it is charged once', async () => {
    const at = ledgerAt()
    set(at.ledger, { per: 'quarter' })
    await look(at, '2026-03-02', { edu: ['a'] })
    await look(at, '2026-05-04', { edu: ['a', 'b'] })
    expect(listEntries(at.ledger).map(({ bucket, finding: of }) => [bucket, of !== null])).toEqual([
      ['Q1', true],
      ['Q2', true],
    ])
    expect([...stagesOf(at.ledger, ASSESSMENT).keys()]).toEqual(['Q1', 'Q2', 'Q3', 'Q4'])
  })

  test('each has its own state; the assessment has the least advanced one’s', async () => {
    const at = ledgerAt()
    const { ledger } = at
    set(ledger, { per: 'quarter' })
    await look(at, '2026-03-02', { edu: ['a'] })
    advance(ledger, { ...MOVE, bucket: 'Q1' }, 'approved')
    publish(ledger, { ...MOVE, bucket: 'Q1' }, testRubric(), EVERYBODY)
    expect(assessmentStage(ledger, ASSESSMENT)).toEqual({ stage: 'draft', closed: false })
    expect(['Q1', 'Q2'].map((bucket) => isBucketClosed(ledger, ASSESSMENT, bucket))).toEqual([true, false])
    expect(scoreStage(ledger, ASSESSMENT)).toBe('provisional')
    // Met first in the second quarter: charged there, although the first one is published.
    const { entries } = await look(at, '2026-05-04', { edu: ['a', 'b'] })
    expect(listEntries(ledger).find(({ id }) => id === entries[0])?.bucket).toBe('Q2')
    expect(faultOf(() => advance(ledger, { ...MOVE, bucket: 'Y' }, null))).toBe('ledger.unknown-bucket')
  })

  test('without a bucket named, those that stand furthest back advance', () => {
    const { ledger } = ledgerAt()
    set(ledger, { per: 'quarter' })
    advance(ledger, { ...MOVE, bucket: 'Q1' }, 'review')
    const moved = advance(ledger, MOVE, null).moved.map(({ bucket, from, to }) => [bucket, from, to])
    expect(moved).toEqual(['Q2', 'Q3', 'Q4'].map((bucket) => [bucket, 'draft', 'feedback']))
    expect([...stagesOf(ledger, ASSESSMENT).values()]).toEqual(['review', 'feedback', 'feedback', 'feedback'])
  })

  test('nothing is opened in a published one', async () => {
    const at = ledgerAt()
    set(at.ledger, {})
    await look(at, '2026-03-02', { edu: ['a'] })
    advance(at.ledger, MOVE, 'approved')
    publish(at.ledger, MOVE, testRubric(), EVERYBODY)
    const { entries, warnings } = await look(at, '2026-05-04', { edu: ['a', 'b'] })
    expect(entries).toEqual([])
    expect(warnings.map(({ key, facts }) => [key, facts.bucket])).toEqual([
      ['ledger.not-opened-published', 'Y'],
    ])
  })
})

describe('states', () => {
  test.each([
    ['an unknown assessment', { assessment: 'x/2026' }, null, 'ledger.unknown-assessment'],
    ['a state behind', {}, 'draft', 'ledger.nothing-to-advance'],
    ['published by the way', {}, 'published', 'ledger.publish-first'],
    ['archived before it is published', {}, 'archived', 'ledger.publish-first'],
    ['a bucket that stands there already', { bucket: 'Y' }, 'draft', 'ledger.stage-not-ahead'],
  ] as const)('%s: refused, and nothing is written', async (_, over, to, key) => {
    const { ledger } = ledgerAt()
    set(ledger, {})
    const before = [...ledgerRows(ledger)]
    expect(faultOf(() => advance(ledger, { ...MOVE, ...over }, to))).toBe(key)
    expect([...ledgerRows(ledger)]).toEqual(before)
  })

  test('archived only without open disputes; reopened only with a reason, and not into a closed state', async () => {
    const at = ledgerAt()
    const { ledger } = at
    set(ledger, {})
    await look(at, '2026-03-02', { edu: ['a'] })
    advance(ledger, MOVE, 'approved')
    publish(ledger, MOVE, testRubric(), EVERYBODY)
    const [entry] = listEntries(ledger)
    const dispute = disputed(ledger, entry?.id)
    expect(faultOf(() => advance(ledger, MOVE, null))).toBe('ledger.disputes-open')
    const decision = { outcome: 'maintained' as const, code: null, reason: '属实', points: null, files: [] }
    decideDispute(ledger, { ...decision, dispute: dispute.id, decidedOn: '2026-03-06', actor: '王五' })
    expect(advance(ledger, MOVE, null).moved).toEqual([{ bucket: 'Y', from: 'published', to: 'archived' }])
    expect(faultOf(() => reopen(ledger, MOVE, 'review'))).toBe('ledger.reason-needed')
    expect(faultOf(() => reopen(ledger, { ...MOVE, reason: 'x' }, 'published'))).toBe(
      'ledger.reopen-to-closed',
    )
    expect(reopen(ledger, { ...MOVE, reason: '更正' }, 'review')).toEqual([
      { bucket: 'Y', from: 'archived', to: 'review' },
    ])
    expect(faultOf(() => reopen(ledger, { ...MOVE, reason: 'x' }, 'review'))).toBe('ledger.nothing-to-reopen')
  })

  test('each change keeps its document, and the whole verifies', () => {
    const { ledger, dir } = ledgerAt()
    set(ledger, { title: '2026年度考核' })
    const official = { date: '2026-05-01', number: '云政办〔2026〕9号', title: '关于反馈初评结果的通知' }
    advance(ledger, { ...MOVE, official }, null)
    const [, row] = [...ledgerRows(ledger)]
    expect(row).toMatchObject({
      kind: 'assessment-advance',
      bucket: 'Y',
      occurrence: 'feedback',
      clause: '2026-05-01 云政办〔2026〕9号 关于反馈初评结果的通知',
    })
    expect(verifyLedger(dir)).toMatchObject({ valid: true, rows: 2 })
  })
})

describe('a publication', () => {
  test('freezes scores with their facts; what is decided later is told in the next', async () => {
    const at = ledgerAt()
    const { ledger } = at
    set(ledger, { roster: [listed('edu', '甲组'), listed('law', '甲组')] })
    await look(at, '2026-03-02', { edu: ['a', 'b'], fin: ['c'] })
    advance(ledger, MOVE, 'approved')
    const first = publish(ledger, MOVE, testRubric(), EVERYBODY)
    expect(first).toMatchObject({
      id: `${ASSESSMENT}#1`,
      buckets: ['Y'],
      states: { Y: 'published' },
      changes: [],
    })
    expect(first.units.map(({ unit, score, rank }) => [unit, score?.score ?? null, rank])).toEqual([
      ['edu', 3_200, null],
      ['law', null, null],
    ])
    expect(first.units[0]?.facts?.findings).toHaveLength(2)
    expect(first.groups).toEqual([{ group: '甲组', units: 2, average: null }])
    expect(scoreStage(ledger, ASSESSMENT)).toBe('final')

    const [entry] = listEntries(ledger)
    const { id } = disputed(ledger, entry?.id)
    const reason = { code: 'false-positive' as const, reason: '误判', points: null, files: [] }
    decideDispute(ledger, {
      ...reason,
      dispute: id,
      outcome: 'cancelled',
      decidedOn: '2026-03-06',
      actor: '王五',
    })
    const second = publish(ledger, MOVE, testRubric(), EVERYBODY)
    expect(second.previous).toBe(first.id)
    expect(second.changes.map(({ kind, entry: of }) => [kind, of])).toEqual([
      ['assessment-dispute', entry?.id],
      ['assessment-decision', entry?.id],
      ['reverse', entry?.id],
    ])
    expect(second.units[0]?.score?.score).toBe(3_300)
    expect(listPublications(ledger)).toEqual([first, second])
    expect(publicationById(ledger, first.id)).toEqual(first)
    expect(faultOf(() => publicationById(ledger, 'x#1'))).toBe('ledger.unknown-publication')
  })
})

describe('what was mended while pending', () => {
  test.each([
    ['stays charged, unless the rubric says otherwise', false, ['pending', 'pending']],
    ['is voided where the rubric says so', true, ['voided', 'pending']],
  ])('%s', async (_, voidsMended, states) => {
    const at = ledgerAt()
    const rubric = testRubric({ voidsMended })
    await look(at, '2026-03-02', { edu: ['a', 'b'] }, rubric)
    await look(at, '2026-03-09', { edu: ['b'] }, rubric)
    const byName = listEntries(at.ledger)
    const gone = at.ledger.db.prepare(`SELECT fingerprint FROM findings WHERE state = 'fixed'`).pluck().get()
    const state = (fixed: boolean) => byName.find((entry) => (entry.finding === gone) === fixed)?.state
    expect([state(true), state(false)]).toEqual(states)
    // Back again: what was voided stays so; a recurrence is priced where the rubric prices that.
    await look(at, '2026-03-16', { edu: ['a', 'b'] }, rubric)
    expect(listEntries(at.ledger)).toHaveLength(2)
  })

  test('is not voided once it is posted or contested', async () => {
    const at = ledgerAt()
    const rubric = testRubric({ voidsMended: true })
    await look(at, '2026-03-02', { edu: ['a', 'b'] }, rubric)
    const [contested] = listEntries(at.ledger)
    openDispute(at.ledger, {
      entry: contested?.id ?? '',
      statement: '误判',
      by: '教育局',
      onBehalf: false,
      scan: null,
      files: [],
      openedOn: '2026-03-05',
      dueOn: null,
      actor: '李四',
    })
    advance(at.ledger, MOVE, 'approved')
    await look(at, '2026-03-09', { edu: [] }, rubric)
    expect(
      listEntries(at.ledger)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['pending', 'posted'])
  })
})

describe('daily monitoring', () => {
  const watch = (
    at: ReturnType<typeof ledgerAt>,
    day: string,
    workdaysBetween: (from: string, to: string) => number | null,
  ) => {
    at.clock.now += DAY
    const base = testRubric()
    // As every rubric does: only what a formal inspection saw is priced.
    const propose: ScoringRubric['propose'] = (facts) =>
      base.propose({ ...facts, findings: facts.findings.filter((one) => one.formal) })
    return inspect(
      at.ledger,
      at.clock,
      { site: SITE, units: [unitResult('edu', { findings: dead('a') })], at: day, purpose: 'monitor' },
      { rubrics: [{ ...base, propose }], workdaysBetween },
    )
  }
  const calendarDays = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY

  test.each([
    ['never proposes where the assessment does not say so', null, calendarDays, [0, 0, 0]],
    ['proposes once the days of grace are over', 5, calendarDays, [0, 0, 1]],
    ['proposes nothing where the calendar does not say', 5, () => null, [0, 0, 0]],
  ] as const)('%s', async (_, monitorGraceWorkingDays, calendar, counts) => {
    const at = ledgerAt()
    set(at.ledger, { monitorGraceWorkingDays })
    const opened: number[] = []
    for (const day of ['2026-03-02', '2026-03-06', '2026-03-07'])
      opened.push((await watch(at, day, calendar)).entries.length)
    expect(opened).toEqual(counts)
  })
})

test('an open finding is charged again in each later bucket only where the rubric carries over', async () => {
  const at = ledgerAt()
  const base = testRubric()
  const rubric = testRubric({
    carriesOver: true,
    propose: (facts) =>
      base.propose(facts).flatMap((one) => {
        const seen = facts.findings.find((held) => held.fingerprint === one.finding)?.seenOn ?? []
        const buckets = [...new Set(seen.map((day) => bucketOn(day, 'quarter')))]
        return buckets.map((bucket) => ({ ...one, bucket }))
      }),
  })
  for (const day of ['2026-02-02', '2026-03-02', '2026-05-04', '2026-06-01', '2026-11-02'])
    await look(at, day, { edu: ['a'] }, rubric)
  expect(listEntries(at.ledger).map(({ bucket }) => bucket)).toEqual(['Q1', 'Q2', 'Q4'])
})
