/** Duties with a limit, where a rubric asks for them: what is found is what was planted, and it takes no points by itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixtures, startFixtures } from '../../fixtures/serve.js'
import { answers, dataDirectory, foundLines, type Printed, plantedLines, xuncha } from './harness.js'

const QUICK = { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.2, 0.4] } }
const SHEET = answers('agriculture')

let fixtures: Fixtures
let data: { path: string; drop(): void }

function inspect(rubrics: readonly string[], ...more: string[]): Promise<Printed> {
  return xuncha([
    'inspect',
    '--units',
    fixtures.workspacePath,
    '--data',
    data.path,
    '--at',
    fixtures.at,
    '--json',
    '--no-browser',
    ...rubrics.flatMap((rubric) => ['--rubric', rubric]),
    ...more,
  ]).then((ran) => {
    if (ran.status !== 0) throw new Error(`inspect ended with ${ran.status}\n${ran.stderr}`)
    return JSON.parse(ran.stdout) as Printed
  })
}

beforeAll(async () => {
  fixtures = await startFixtures({ ports: 'free', only: ['agriculture'], defaults: QUICK })
  data = dataDirectory()
})

afterAll(async () => {
  await fixtures.close()
  data.drop()
})

describe('duties with a limit', () => {
  it('are judged where the rubric in use asks, both ways', async () => {
    const printed = await inspect(['linzi-2021'])
    expect(foundLines(printed, 'agri', fixtures.origins)).toEqual(
      plantedLines(SHEET.findings, false, 'linzi-2021'),
    )
    // Every row that they stand on is a person's: nothing is taken before somebody decides.
    const entries = printed.units.flatMap((unit) =>
      unit.scores.flatMap((score) => score.indicators.flatMap((indicator) => indicator.entries)),
    )
    expect(entries).toEqual([])
  }, 60_000)

  it('of one rubric are none of another: letters and links are not asked for by ouhai', async () => {
    const printed = await inspect(['ouhai-2017'], '--purpose', 'trial')
    expect(foundLines(printed, 'agri', fixtures.origins)).toEqual(plantedLines(SHEET.findings, false))
  }, 60_000)
})
