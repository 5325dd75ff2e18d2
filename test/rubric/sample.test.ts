/** Samples: what is drawn depends on seed, unit, bucket and documents alone, and only what is drawn costs points. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScoredFinding, ScoringFacts } from '../../src/model/scoring.js'
import { lintRubric, rubricById } from '../../src/rubric/load.js'
import { drawSample } from '../../src/rubric/sample.js'
import type { Rubric } from '../../src/rubric/schema.js'
import { scoreUnit, withProposals } from '../../src/rubric/score.js'
import { facts, finding } from './facts.js'

const ouhai = rubricById('ouhai-2017')
const OF = { unit: 'edu', period: '2026', bucket: 'Q1' }
const documentsArb = fc.uniqueArray(
  fc.nat({ max: 9_999 }).map((n) => `/d/${n}.html`),
  { maxLength: 60 },
)
const drawArb = fc.record({
  n: fc.integer({ min: 1, max: 30 }),
  seed: fc.string({ minLength: 1, maxLength: 12 }),
})

/** The rubric with this draw declared. */
function drawing(value: string): Rubric {
  const text = `rubric: ouhai-2017\nanswers:\n  late-sample: { value: ${value}, by: 办公室, on: 2025-12-31 }\n`
  const { rubric, errors } = lintRubric(ouhai.source.text, 'o.yaml', { path: 'p.yaml', text })
  if (!rubric) throw new Error(JSON.stringify(errors))
  return rubric
}

const late = (subject: string, day: string): ScoredFinding =>
  finding('published-late', subject, { occurredOn: day, chargedOn: day })

/** What the late documents cost in row 8. */
function costs(rubric: Rubric, given: ScoringFacts): Record<string, number> {
  const row = scoreUnit(rubric, withProposals(rubric, given)).indicators.find((one) => one.id === '8')
  return Object.fromEntries(
    (row?.entries ?? []).map((entry) => [
      given.findings.find((one) => one.fingerprint === entry.finding)?.subject ?? '',
      entry.effective,
    ]),
  )
}

describe('a draw', () => {
  it('gives n of the documents, or all where there are fewer; the same ones in whatever order', () => {
    fc.assert(
      fc.property(documentsArb, drawArb, (documents, draw) => {
        const drawn = drawSample(draw, OF, documents)
        expect(drawn.length).toBe(Math.min(draw.n, documents.length))
        expect(documents).toEqual(expect.arrayContaining(drawn))
        expect(drawSample(draw, OF, [...documents].reverse())).toEqual(drawn)
        expect(drawSample(draw, OF, [...documents, ...documents])).toEqual(drawn)
      }),
    )
  })

  it('a document that is added takes the place of one at most; a larger sample keeps the smaller one', () => {
    fc.assert(
      fc.property(documentsArb, drawArb, (documents, draw) => {
        const drawn = drawSample(draw, OF, documents)
        const more = new Set(drawSample(draw, OF, [...documents, '/d/new.html']))
        expect(drawn.filter((subject) => !more.has(subject)).length).toBeLessThanOrEqual(1)
        const larger = new Set(drawSample({ ...draw, n: draw.n + 1 }, OF, documents))
        expect(drawn.every((subject) => larger.has(subject))).toBe(true)
      }),
    )
  })

  it('another seed, unit, year or bucket draws anew', () => {
    const documents = Array.from({ length: 200 }, (_, i) => `/d/${i}.html`)
    const draw = { n: 20, seed: 'a' }
    const first = drawSample(draw, OF, documents)
    for (const other of [
      drawSample({ ...draw, seed: 'b' }, OF, documents),
      drawSample(draw, { ...OF, unit: 'law' }, documents),
      drawSample(draw, { ...OF, period: '2027' }, documents),
      drawSample(draw, { ...OF, bucket: 'Q2' }, documents),
    ])
      expect(other).not.toEqual(first)
  })
})

describe('a drawn sample in a score', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({
    subject: `/d/${String(i).padStart(2, '0')}.html`,
    published: `2026-0${1 + (i % 3)}-15`,
  }))

  it('only late documents that were drawn cost points, whatever else was found', () => {
    const rubric = drawing('{ per: quarter, n: 10, seed: 开奖号码, announced: 2025-12-31 }')
    const drawn = new Set(
      drawSample(
        { n: 10, seed: '开奖号码' },
        OF,
        many.map(({ subject }) => subject),
      ),
    )
    const given = facts({
      documents: many,
      findings: many.map(({ subject, published }) => late(subject, published)),
    })
    const priced = costs(rubric, given)
    expect(Object.keys(priced).length).toBe(40)
    // Four of the ten reach the cap of 8 points.
    expect(Object.entries(priced).filter(([, effective]) => effective < 0).length).toBe(4)
    expect(
      Object.entries(priced).every(([subject, effective]) => effective === 0 || drawn.has(subject)),
    ).toBe(true)
  })

  it('fewer documents than the sample: all of them count', () => {
    const rubric = drawing('{ per: quarter, n: 10, seed: x, announced: 2025-12-31 }')
    const given = facts({ documents: many.slice(0, 5), findings: [late('/d/00.html', '2026-01-15')] })
    expect(costs(rubric, given)).toEqual({ '/d/00.html': -200 })
  })

  it('each quarter is drawn by itself, and a seed announced too late draws nothing', () => {
    const rubric = drawing('{ per: quarter, n: 10, seed: x, announced: 2026-02-01 }')
    const given = facts({ findings: [late('/a.html', '2026-03-15'), late('/b.html', '2026-04-15')] })
    expect(costs(rubric, given)).toEqual({ '/a.html': 0, '/b.html': -200 })
  })

  it('is in force by default, and announced with the rubric', () => {
    expect(ouhai.draws).toEqual({ 'late-sample': { per: 'quarter', n: 20, seed: 'ouhai-2017' } })
    expect(ouhai.openQuestions.find((asked) => asked.id === 'late-sample')).toMatchObject({
      answer: 'drawn',
      answeredBy: 'default',
    })
  })

  it.each([
    ['no day on which it was announced', '{ per: quarter, n: 10, seed: x }'],
    ['no documents', '{ per: quarter, n: 0, seed: x, announced: 2025-12-31 }'],
    ['words', 'all'],
  ])('%s is refused', (_, value) => {
    expect(() => drawing(value)).toThrow(/late-sample|answers/)
  })
})
