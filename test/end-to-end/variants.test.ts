/** The same portals without a browser, under another rubric, at other dates: only what must change does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixtures, startFixtures } from '../../fixtures/serve.js'
import {
  answers,
  dataDirectory,
  foundLine,
  foundLines,
  type Printed,
  plantedLines,
  xuncha,
} from './harness.js'

const QUICK = { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.2, 0.4] } }
const NO_BROWSER = { XUNCHA_BROWSER: 'none' }
const PORTALS = ['county', 'education', 'health', 'market', 'town', 'housing', 'culture'] as const

let fixtures: Fixtures

async function inspect(at: string, ...more: string[]): Promise<Printed> {
  const data = dataDirectory()
  const ran = await xuncha(
    ['inspect', '--units', fixtures.workspacePath, '--data', data.path, '--at', at, '--json', ...more],
    NO_BROWSER,
  )
  data.drop()
  if (ran.stdout === '') throw new Error(`inspect ended with ${ran.status}\n${ran.stderr}`)
  return JSON.parse(ran.stdout) as Printed
}

beforeAll(async () => {
  fixtures = await startFixtures({ ports: 'free', only: PORTALS, defaults: QUICK })
})

afterAll(() => fixtures.close())

/** Every finding as the answer sheets write it. */
function lines(printed: Printed): string[] {
  return printed.units
    .flatMap((unit) => unit.findings.map((finding) => foundLine(unit.id, finding, fixtures.origins)))
    .sort()
}

describe('without a browser', () => {
  it('decides what needs none, and says cannot-tell of the rest', async () => {
    const printed = await inspect(fixtures.at)
    for (const portal of ['education', 'health', 'town', 'housing'] as const) {
      for (const unit of Object.keys(answers(portal).columns)) {
        const planted = answers(portal).findings.filter((one) => one.unit === unit)
        expect(foundLines(printed, unit, fixtures.origins)).toEqual(plantedLines(planted, false))
      }
    }
    const market = lines(printed).filter((line) => line.startsWith('market ') && line.endsWith(' problem'))
    expect(market).toEqual([
      'market application-form-incomplete /ysq.html problem',
      'market guide-incomplete hours problem',
    ])
  })
})

describe('--rubric wuwei-2020', () => {
  it('counts keywords on the first result page and prices row 10 by itself', async () => {
    const printed = await inspect(fixtures.at, '--rubric', 'wuwei-2020', 'yunxi-gov')
    const unit = printed.units.find((one) => one.id === 'yunxi-gov')
    const metric = unit?.metrics.find((one) => one.name === 'keyword-hits')
    expect(metric?.value).toBe(23)
    expect(metric?.facts.perKeyword).toEqual(answers('county').keywords?.['yunxi-gov'])
    const rows = unit?.scores.find((one) => one.rubric === 'wuwei-2020')?.indicators ?? []
    expect(rows.find((row) => row.id === '10')).toMatchObject({ max: '5', score: '2.25', status: 'scored' })
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['scored', 'pending']))
    expect(rows.reduce((sum, row) => sum + Number(row.max), 0)).toBe(100)
  })
})

describe('--at', () => {
  it('changes what is stale, due and late, and nothing else', async () => {
    const timeless = (line: string) =>
      !/ (column-stale|annual-report-[a-z]+|published-late|interpretation-[a-z]+|new-media-stale) /.test(line)
    const early = lines(await inspect('2026-01-15'))
    const late = lines(await inspect(fixtures.at))
    expect(early.filter(timeless)).toEqual(late.filter(timeless))
    expect(early.filter((line) => / annual-report-/.test(line))).toEqual([])
    expect(late).toContain('health annual-report-late 2025 problem')
    expect(late).toContain('edu column-stale /col/col1002/index.html problem')
    expect(early).not.toContain('edu column-stale /col/col1002/index.html problem')
  }, 60_000)
})
