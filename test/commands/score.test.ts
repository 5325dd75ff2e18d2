/** Scores under several rubrics over one set of facts, rosters, acceptances, and what an explanation adds up to. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { desk, linkEntries } from './desk.js'

interface Indicator {
  readonly id: string
  readonly max: string
  readonly score: string | null
  readonly status: string
  readonly because: string | null
  readonly entries: readonly { state: string; effective: string }[]
}

interface ScoreDocument {
  readonly rubric: string
  readonly preview: boolean
  readonly units: readonly {
    unit: string
    group: string | null
    rank: { place: number; of: number } | null
    max: string
    assessed: string
    pending: string
    score: string | null
    indicators: readonly Indicator[]
  }[]
}

const RUBRICS = ['baohe-2021', 'linzi-2021', 'ouhai-2017', 'wuwei-2020', 'yanjiang-2021']
const hundredths = (points: string): number => Math.round(Number(points) * 100)

describe('score', () => {
  it('gives a preview under each rubric that no assessment uses, and writes nothing', async () => {
    const at = await desk()
    await at.inspect()
    const rows = (await at.run('ledger', 'export', '--format', 'jsonl')).stdout
    for (const rubric of RUBRICS) {
      const document = await at.json<ScoreDocument>('score', '--rubric', rubric, '--period', '2026')
      expect([document.rubric, document.preview]).toEqual([rubric, rubric !== 'ouhai-2017'])
      const [unit] = document.units
      expect(unit?.rank).toBeNull()
      expect(hundredths(unit?.assessed ?? '') + hundredths(unit?.pending ?? '')).toBe(
        hundredths(unit?.max ?? ''),
      )
      expect(unit?.indicators).not.toEqual([])
      for (const row of unit?.indicators ?? []) if (row.status === 'pending') expect(row.because).toMatch(/./)
    }
    // Wuwei asks for keywords that Ouhai never had counted: pending, with that reason, not zero.
    const wuwei = await at.json<ScoreDocument>('score', '--rubric', 'wuwei-2020', '--period', '2026')
    const keywords = wuwei.units[0]?.indicators.find(({ id }) => id === '10')
    expect(keywords).toMatchObject({ status: 'pending', score: null })
    expect((await at.run('ledger', 'export', '--format', 'jsonl')).stdout).toBe(rows)
  })

  it('explains each row so that it adds up', async () => {
    const at = await desk()
    await at.inspect()
    const document = await at.json<ScoreDocument>('score')
    const [unit] = document.units
    expect(unit?.indicators.some((row) => row.entries.length > 0)).toBe(true)
    for (const row of unit?.indicators ?? []) {
      const told = await at.json<{ score: string | null; total: { score: string } }>(
        'score',
        '--explain',
        'edu',
        row.id,
      )
      expect([row.id, told.score, told.total.score]).toEqual([row.id, row.score, unit?.score])
      if (row.status !== 'scored' || row.max === '0') continue
      const change = row.entries.reduce((sum, { effective }) => sum + hundredths(effective), 0)
      expect([row.id, hundredths(row.score ?? '')]).toEqual([
        row.id,
        Math.max(0, hundredths(row.max) + change),
      ])
    }
  })

  it.each([
    [['score', '--as-of', 'ouhai-2017/2026#9'], 1],
    [['score', '14'], 2],
    [['score', '--explain', 'edu'], 2],
    [['score', '--explain', 'edu', 'none'], 2],
    [['score', '--rubric', 'none'], 2],
  ])('%j is refused', async (args, status) => {
    const at = await desk()
    await at.json('assessments', 'open', 'ouhai-2017', '--period', '2026')
    expect((await at.run(...args)).status).toBe(status)
  })
})

describe('a roster', () => {
  it('says whom an assessment is about, in which groups, and who was not looked at', async () => {
    const at = await desk()
    await at.inspect('--rubric', 'linzi-2021')
    writeFileSync(at.units, `${'units:\n  - { id: fin, name: fin局, portal: "http://127.0.0.1:9/" }\n'}`)
    await at.json('units', 'import', at.units)
    const roster = join(at.data, '名单.csv')
    writeFileSync(roster, '单位名称,考核分组,年报时限\nedu局,甲组,3月31日\nfin,甲组,\n')
    const opened = await at.json<{ roster: unknown }>(
      'assessments',
      'open',
      'linzi-2021',
      '--period',
      '2026',
      '--roster',
      roster,
      '--buckets',
      'quarter',
      '--reason',
      '定名单',
    )
    expect(opened.roster).toEqual([
      { unit: 'edu', name: 'edu局', group: '甲组', annualReportDue: '03-31', note: null },
      { unit: 'fin', name: 'fin局', group: '甲组', annualReportDue: '01-31', note: null },
    ])
    const document = await at.json<ScoreDocument>('score', '--rubric', 'linzi-2021', '--period', '2026')
    expect(document.units.map(({ unit, group, score }) => [unit, group, score === null])).toEqual([
      ['edu', '甲组', false],
      ['fin', '甲组', true],
    ])
    for (const line of ['nobody局,甲组,', 'edu局,甲组,13月1日', 'edu局,甲组,\nedu,乙组,']) {
      writeFileSync(roster, `单位名称,考核分组,年报时限\n${line}\n`)
      const left = await at.run('assessments', 'open', 'linzi-2021', '--period', '2026', '--roster', roster)
      expect([line, left.status, left.stderr.includes('名单.csv:')]).toEqual([line, 2, true])
    }
  })

  it('is what an acceptance of demonstration sites is about: only who was put forward', async () => {
    const at = await desk('baohe-2021')
    expect((await at.run('assessments', 'open', 'baohe-2021', '--period', '2026')).status).toBe(2)
    writeFileSync(
      join(at.data, 'more.yaml'),
      'units:\n  - { id: fin, name: fin局, kind: department, portal: "http://127.0.0.1:9/" }\n',
    )
    await at.json('units', 'import', at.units)
    await at.json('units', 'import', join(at.data, 'more.yaml'))
    const opened = await at.json(
      'assessments',
      'open',
      'baohe-2021',
      '--period',
      '2026',
      '--unit',
      'edu',
      '--title',
      '示范点验收',
    )
    expect(opened).toMatchObject({ type: 'acceptance', title: '示范点验收', roster: [{ unit: 'edu' }] })
    const document = await at.json<ScoreDocument>('score', '--rubric', 'baohe-2021', '--period', '2026')
    expect(document.units.map(({ unit }) => unit)).toEqual(['edu'])
  })
})

describe('the quarters of linzi', () => {
  it('are approved and published one by one', async () => {
    const at = await desk('linzi-2021')
    await at.inspect()
    const id = 'linzi-2021/2026'
    interface Listed {
      state: string
      buckets: { bucket: string; state: string }[]
    }
    await at.json('assessments', 'advance', id, '--bucket', 'Q2', '--to', 'approved')
    const listed = await at.json<Listed>(
      'assessments',
      'publish',
      id,
      '--bucket',
      'Q2',
      '--number',
      '临政办〔2026〕8号',
    )
    expect(listed.state).toBe('draft')
    expect(listed.buckets.map(({ bucket, state }) => [bucket, state])).toEqual([
      ['Q1', 'draft'],
      ['Q2', 'published'],
      ['Q3', 'draft'],
      ['Q4', 'draft'],
      ['Y', 'draft'],
    ])
    expect((await at.run('assessments', 'publish', id, '--bucket', 'Q3')).status).toBe(1)
    expect((await at.run('assessments', 'publish', id, '--bucket', 'M01')).status).toBe(2)
    const published = await at.json<ScoreDocument & { publication: { buckets: string[] } }>(
      'score',
      '--as-of',
      `${id}#1`,
    )
    expect(published.publication.buckets).toEqual(['Q2'])
    expect(await linkEntries(at, 'posted')).toEqual([])
  })
})
