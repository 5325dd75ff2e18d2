/** Ouhai worked by hand: what findings cost, caps, sample, exclusion, rescaling, overflow. */
import { describe, expect, it } from 'vitest'
import type { Code } from '../../src/model/code.js'
import { formatPoints } from '../../src/model/points.js'
import type { ScoredFinding, ScoredIndicator, ScoringFacts } from '../../src/model/scoring.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { proposeEntries } from '../../src/rubric/propose.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit, withProposals } from '../../src/rubric/score.js'
import { facts, finding, manual, opened } from './facts.js'

const ouhai = rubricById('ouhai-2017')

function answered(answers: string): Rubric {
  const text = `rubric: ouhai-2017\nanswers:\n${answers}`
  const { rubric, errors } = lintRubric(ouhai.source.text, 'o.yaml', { path: 'p.yaml', text })
  if (!rubric) throw new Error(JSON.stringify(errors))
  return rubric
}

function row(given: ScoringFacts, id: string, rubric = ouhai): ScoredIndicator {
  const found = scoreUnit(rubric, withProposals(rubric, given)).indicators.find((item) => item.id === id)
  if (!found) throw new Error(`no row ${id}`)
  return found
}

const late = (n: number): ScoredFinding[] =>
  Array.from({ length: n }, (_, i) => finding('published-late', `/d/${i}.html`))

describe('ouhai-2017: what findings cost', () => {
  it.each<[string, Code, Partial<ScoredFinding>, string, string | null]>([
    ['an empty column', 'column-empty', {}, '14', '2'],
    ['a stale column', 'column-stale', {}, '14', '2'],
    ['a dead link', 'link-broken', { facts: { inSite: true } }, '14', '2'],
    ['a dead link to another site', 'link-broken', { facts: { inSite: false } }, '14', '2'],
    ['an entry that leads nowhere', 'link-void', {}, '14', '2'],
    ['a dead attachment', 'attachment-broken', {}, '14', '2'],
    ['a dead picture', 'image-broken', {}, '14', '2'],
    ['a late document', 'published-late', {}, '8', '6'],
    ['no guide', 'guide-missing', {}, '7d', '0'],
    ['a guide of repealed law', 'guide-outdated', {}, '7d', '0'],
    ['no catalogue', 'catalog-missing', {}, '7d', '0'],
    ['a guide without fax', 'guide-incomplete', { subject: 'fax' }, '7b', '0'],
    ['no telephone anywhere', 'institution-info-missing', { subject: 'phone' }, '7b', '0'],
    ['no leaders', 'institution-info-missing', { subject: 'leader' }, '7c', '0'],
    ['no report', 'annual-report-missing', { subject: '2025' }, '7e', '0'],
    ['a late report', 'annual-report-late', { subject: '2025' }, '7e', '0'],
    ['a late report of long ago', 'annual-report-late', { subject: '2019' }, '7e', '1'],
    ['a candidate', 'link-broken', { state: 'candidate', chargedOn: null }, '14', '3'],
    ['a fixed finding without an entry', 'column-empty', { state: 'fixed' }, '14', '3'],
    ['a dismissed finding', 'column-empty', { state: 'dismissed' }, '14', '3'],
    ['a cannot-tell', 'column-empty', { verdict: 'cannot-tell', state: 'candidate' }, '14', '3'],
    ['what only a monitoring run saw', 'column-empty', { formal: false }, '14', '3'],
    ['what another rubric asked for', 'column-empty', { askedBy: ['wuwei-2020'] }, '14', '3'],
    ['a document late in another year', 'published-late', { occurredOn: '2025-12-31' }, '8', '8'],
    ['a missing column for key areas', 'column-missing', { subject: '重点领域信息公开' }, '8', '8'],
    ['a broken application entry', 'application-entry-broken', {}, '10', null],
  ])('%s', (_, code, rest, id, score) => {
    const found = row(facts({ findings: [finding(code, '/x', rest)] }), id)
    expect(found.score === null ? null : formatPoints(found.score)).toBe(score)
  })

  it('the proposal for a broken link is the one that the contract shows', () => {
    const broken = finding('link-broken', '/gone.html', { facts: { inSite: true } })
    expect(proposeEntries(ouhai, facts({ findings: [broken] }))).toEqual([
      {
        kind: 'deduct',
        indicator: '14',
        rule: 'oh-14-link',
        occurrence: 'link-broken /gone.html',
        points: -100,
        clause: '每发现1处扣1分',
        arithmetic: '1 × -1；第 14 项满分 3',
        finding: 'link-broken /gone.html',
        chargedOn: '2026-11-21',
      },
    ])
  })

  it('five places cost three: the first three by rule order, then fingerprint', () => {
    const findings = [
      finding('link-broken', '/a'),
      finding('link-broken', '/b'),
      finding('column-stale', '/z'),
      finding('column-empty', '/y'),
      finding('image-broken', '/c'),
    ]
    const found = row(facts({ findings }), '14')
    expect(found.score).toBe(0)
    expect(found.entries.map((entry) => [entry.finding, entry.points, entry.effective])).toEqual([
      ['column-empty /y', -100, -100],
      ['column-stale /z', -100, -100],
      ['image-broken /c', -100, -100],
      ['link-broken /a', -100, 0],
      ['link-broken /b', -100, 0],
    ])
  })

  it.each([
    [1, 600],
    [3, 200],
    [4, 0],
    [9, 0],
  ])('%i late documents leave %i hundredths of row 8', (n, score) => {
    const found = row(facts({ findings: late(n) }), '8')
    expect(found).toMatchObject({ max: 800, score, status: 'scored', method: 'auto' })
    expect(found.entries).toHaveLength(n)
  })

  it('a once-only deduction is taken once, however many findings open an entry', () => {
    const findings = ['name', 'phone', 'fax'].map((element) => finding('guide-incomplete', element))
    const found = row(facts({ findings }), '7b')
    expect(found.entries.map((entry) => entry.effective)).toEqual([-100, 0, 0])
    expect(found.score).toBe(0)
  })

  it('a preview of candidates is in no score', () => {
    const findings = [finding('column-empty', '/a'), finding('link-broken', '/b', { state: 'candidate' })]
    expect(row(facts({ findings }), '14')).toMatchObject({ score: 200, preview: -100 })
    expect(
      row(
        facts({ findings: [...findings, finding('column-stale', '/c'), finding('column-stale', '/d')] }),
        '14',
      ),
    ).toMatchObject({ score: 0, preview: 0 })
  })
})

describe('ouhai-2017: answers to open questions', () => {
  it('documents outside a declared sample open entries that have no effect', () => {
    const sampled = answered(
      `  late-sample:\n    value: [{ unit: edu, documents: ["https://edu.example.gov.cn/d/1.html", /d/3.html] }, { unit: other, documents: [] }]\n    by: 办公室\n    on: 2026-01-05\n`,
    )
    const found = row(facts({ findings: late(4) }), '8', sampled)
    expect(found.entries.map((entry) => entry.effective)).toEqual([0, -200, 0, -200])
    expect(found.score).toBe(400)
  })

  it('a sample of another bucket leaves all to count', () => {
    const sampled = answered(
      `  late-sample: { value: [{ unit: edu, bucket: Q1, documents: [] }], by: 办公室, on: 2026-01-05 }\n`,
    )
    const given = facts({ findings: late(2) })
    const entries = proposeEntries(sampled, given).map((proposed) => opened(sampled, proposed))
    expect(row({ ...given, entries }, '8', sampled).score).toBe(400)
  })

  it('outside links and old articles can be left out', () => {
    const outside = finding('link-broken', 'x.cn/', { facts: { inSite: false } })
    const old = finding('link-broken', '/old', { facts: { inSite: true, articleDate: '2011-03-04' } })
    const given = facts({ findings: [outside, old] })
    expect(row(given, '14').score).toBe(100)
    expect(
      row(given, '14', answered('  outside-links: { value: not-charged, by: 张, on: 2026-01-05 }\n')).score,
    ).toBe(200)
    expect(
      row(given, '14', answered('  link-since: { value: 2016-01-01, by: 张, on: 2026-01-05 }\n')).score,
    ).toBe(200)
  })

  it('the column for key areas is charged when the answer says so, and never beside a person’s deduction', () => {
    const asked = answered('  priority-column: { value: asked, by: 张, on: 2026-01-05 }\n')
    const missing = finding('column-missing', '重点领域信息公开', { askedBy: ['ouhai-2017'] })
    const given = facts({
      findings: [missing],
      examinedSubjects: new Map([['required-columns', new Set(['重点领域信息公开'])]]),
    })
    expect(row(given, '8', asked).score).toBe(600)
    expect(row({ ...given, entries: [manual(asked, '8', 'oh-8b-person', -200)] }, '8', asked).score).toBe(600)
    expect(row(facts(), '8', asked)).toMatchObject({
      status: 'pending',
      because: {
        key: 'rubric.because.not-examined',
        facts: { checks: ['required-columns: 重点领域信息公开'] },
      },
    })
    const platform = { ...given, unit: { ...given.unit, ownSite: false } }
    expect(row(platform, '8', asked).score).toBe(800)
  })
})

describe('ouhai-2017: what is scored', () => {
  it('a clean unit: automatic rows in full, the rest pending', () => {
    const score = scoreUnit(ouhai, facts())
    expect(score).toMatchObject({ max: 10000, assessed: 1500, pending: 8500, score: 1500, exact: '1500' })
    expect(score.stage).toBe('provisional')
    expect(score.indicators.filter((item) => item.status === 'scored').map((item) => item.id)).toEqual([
      '7b',
      '7c',
      '7d',
      '7e',
      '8',
      '14',
    ])
  })

  it('a unit without a website of its own is not asked for rows 13 and 14', () => {
    const given = facts({ findings: [finding('column-empty', '/a')] })
    const score = scoreUnit(
      ouhai,
      withProposals(ouhai, { ...given, unit: { ...given.unit, ownSite: false } }),
    )
    expect(score).toMatchObject({ max: 9500, assessed: 1200, pending: 8300, score: 1200 })
    expect(
      score.indicators.filter((item) => item.status === 'not-applicable').map((item) => item.id),
    ).toEqual(['13', '14'])
  })

  it.each<[string, string, Partial<ScoringFacts>, string]>([
    [
      'a per-occurrence row whose check did not run',
      '14',
      { examined: new Set(['broken-link', 'empty-column']) },
      'rubric.because.not-examined',
    ],
    [
      'a yes/no row in doubt',
      '7d',
      { findings: [finding('guide-outdated', '/zn', { verdict: 'cannot-tell', state: 'candidate' })] },
      'rubric.because.cannot-tell',
    ],
    [
      'a report that is not due',
      '7e',
      { examinedSubjects: new Map([['annual-report', new Set(['2024'])]]) },
      'rubric.because.not-examined',
    ],
    [
      'elements of a guide that was not found',
      '7b',
      { examinedSubjects: new Map([['disclosure-guide', new Set(['/'])]]) },
      'rubric.because.not-examined',
    ],
    ['a row for a person', '5', {}, 'rubric.because.assisted'],
    ['an offline row', '6', {}, 'rubric.because.manual'],
  ])('%s is pending', (_, id, rest, key) => {
    const found = row(facts(rest), id)
    expect(found).toMatchObject({ status: 'pending', score: null, because: { key } })
  })

  it('a yes/no row with a confirmed problem is decided in spite of doubts', () => {
    const findings = [
      finding('catalog-missing', '/'),
      finding('guide-outdated', '/zn', { verdict: 'cannot-tell', state: 'candidate' }),
    ]
    expect(row(facts({ findings }), '7d')).toMatchObject({ status: 'scored', score: 0 })
  })

  it('findings propose nothing on assisted rows; a person’s entry scores them', () => {
    const findings = [finding('application-entry-broken', '/ysq')]
    expect(proposeEntries(ouhai, facts({ findings }))).toEqual([])
    expect(row(facts({ findings, entries: [manual(ouhai, '10', 'oh-10-entry', -100)] }), '10')).toMatchObject(
      {
        status: 'scored',
        score: 100,
      },
    )
  })

  it('units without a duty of disclosure: rows 1, 2, 3, 15 times 100/30', () => {
    const unit = { ...facts().unit, disclosure: false }
    const entries = [manual(ouhai, '1', 'oh-1-violation', -100), manual(ouhai, '15', 'oh-15-rank', -25)]
    const score = scoreUnit(ouhai, facts({ unit, entries, findings: [finding('column-empty', '/a')] }))
    // (7 + 9.75) × 100/30 = 55.8333…; assessed (8 + 10) × 100/30 = 60
    expect(score).toMatchObject({ max: 10000, assessed: 6000, pending: 4000, score: 5583, exact: '16750/3' })
    expect(
      score.indicators.filter((item) => item.status !== 'not-applicable').map((item) => item.id),
    ).toEqual(['1', '2', '3', '15'])
  })

  it('an accident empties row 1 and takes 30 more from the total; bonuses stop at 100', () => {
    const full = ouhai.indicators.map((item) => manual(ouhai, item.id, 'full', 0, `full-${item.id}`))
    const total = (...more: ReturnType<typeof manual>[]): number =>
      scoreUnit(ouhai, facts({ entries: [...full, ...more] })).score
    expect(total()).toBe(10000)
    expect(total(manual(ouhai, '1', 'oh-1-accident', -3800))).toBe(6200)
    expect(
      total(manual(ouhai, '1', 'oh-1-accident', -3800), manual(ouhai, '1', 'oh-1-violation', -100, 'r-2')),
    ).toBe(6200)
    expect(total(manual(ouhai, '20', 'oh-20-city', 500))).toBe(10000)
    expect(total(manual(ouhai, '22', 'oh-22-province', -500), manual(ouhai, '20', 'oh-20-city', 500))).toBe(
      10000,
    )
    const gazettes = ['1', '2', '3'].map((n) => manual(ouhai, '20', 'oh-20-gazette', 100, n))
    expect(total(manual(ouhai, '22', 'oh-22-state', -1000), ...gazettes)).toBe(9200)
    expect(total(...['1', '2', '3', '4'].map((n) => manual(ouhai, '21', 'oh-21-leak', -3000, n)))).toBe(0)
  })

  it('a fixed state that was charged stays charged; an entry under dispute that is reversed costs nothing', () => {
    const given = facts({ findings: [finding('column-empty', '/a')] })
    const [proposed] = proposeEntries(ouhai, given)
    if (!proposed) throw new Error('nothing proposed')
    const fixed = { ...given, findings: [finding('column-empty', '/a', { state: 'fixed' })] }
    expect(row({ ...fixed, entries: [opened(ouhai, proposed)] }, '14').score).toBe(200)
    expect(row({ ...fixed, entries: [opened(ouhai, proposed, 'pending')] }, '14').score).toBe(200)
    expect(row({ ...fixed, entries: [opened(ouhai, proposed, 'reversed')] }, '14').score).toBe(300)
    expect(row({ ...fixed, entries: [opened(ouhai, proposed, 'voided')] }, '14').score).toBe(300)
  })

  it('a state confirmed outside the period is charged at its edge', () => {
    const days = ['2025-03-04', '2026-03-04', '2027-01-15'].map((chargedOn) =>
      proposeEntries(ouhai, facts({ findings: [finding('column-empty', '/a', { chargedOn })] })).map(
        (proposed) => proposed.chargedOn,
      ),
    )
    expect(days.flat()).toEqual(['2026-01-01', '2026-03-04', '2026-12-31'])
  })
})
