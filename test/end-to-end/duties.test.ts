/** Duties with a limit, where a rubric asks for them: what is found is what was planted, and it takes no points by itself. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixtures, startFixtures } from '../../fixtures/serve.js'
import { answers, dataDirectory, foundLines, type Printed, plantedLines, xuncha } from './harness.js'

const QUICK = { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.2, 0.4] } }
const SHEET = answers('agriculture')

/** The limits that the document leaves open, as an office would answer them. */
const ANSWERS = `rubric: linzi-2021
answers:
  interpretation-limit: { value: "20", by: 区政务公开办, on: 2026-01-05 }
  consultation-limit: { value: "30", by: 区政务公开办, on: 2026-01-05 }
`

let fixtures: Fixtures
let folder: string
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
  folder = mkdtempSync(join(tmpdir(), 'xuncha-duties-'))
  copyFileSync('rubrics/linzi-2021.yaml', join(folder, 'linzi-2021.yaml'))
  writeFileSync(join(folder, 'linzi-2021.parameters.yaml'), ANSWERS)
})

afterAll(async () => {
  await fixtures.close()
  data.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('duties with a limit', () => {
  it('are judged where the rubric in use asks and its limits are answered, both ways', async () => {
    const printed = await inspect([join(folder, 'linzi-2021.yaml')])
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
