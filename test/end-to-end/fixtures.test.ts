/** The whole line over every fixture portal: what is found is what was planted, in both directions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixtures, startFixtures } from '../../fixtures/serve.js'
import { sentence } from '../../src/messages/sentence.js'
import {
  answers,
  dataDirectory,
  foundLine,
  foundLines,
  HAS_BROWSER,
  type Printed,
  plantedLines,
  type Ran,
  xuncha,
} from './harness.js'

const QUICK = { confirm: { observations: 1, days: 1, workingHours: false, retrySeconds: [0, 0.3, 0.6] } }
const PORTALS = [
  'platform',
  'county',
  'education',
  'health',
  'market',
  'town',
  'housing',
  'culture',
  'agriculture',
  'forestry',
  'veterans',
  'insurance',
] as const

/** Portals whose content comes by script: without a browser only what needs none is a problem, the rest is not read. */
const SCRIPTED: ReadonlySet<string> = new Set(['market', 'insurance'])
const problemsIn = (lines: readonly string[]) => lines.filter((line) => line.endsWith(' problem'))

let fixtures: Fixtures
let data: { path: string; drop(): void }
let printed: Printed

/** Every unit of the workspace, as a user would ask for it. */
function inspectAll(): Promise<Ran> {
  const told = ['--units', fixtures.workspacePath, '--data', data.path, '--at', fixtures.at]
  return xuncha(['inspect', ...told, '--json', '--concurrency', '7'])
}

beforeAll(async () => {
  fixtures = await startFixtures({ ports: 'free', defaults: QUICK })
  data = dataDirectory()
  const ran = await inspectAll()
  if (ran.status !== 0) throw new Error(`inspect ended with ${ran.status}\n${ran.stderr}`)
  printed = JSON.parse(ran.stdout) as Printed
}, 170_000)

afterAll(async () => {
  await fixtures.close()
  data.drop()
})

describe('every fixture portal: found is planted, both ways', () => {
  for (const portal of PORTALS) {
    const sheet = answers(portal)
    for (const unit of Object.keys(sheet.columns)) {
      it(`${portal} · ${unit}: findings`, () => {
        const planted = sheet.findings.filter((one) => one.unit === unit)
        const found = foundLines(printed, unit, fixtures.origins)
        const told = plantedLines(planted, HAS_BROWSER)
        if (HAS_BROWSER || !SCRIPTED.has(portal)) expect(found).toEqual(told)
        else expect(problemsIn(found)).toEqual(problemsIn(told))
      })
      it(`${portal} · ${unit}: columns and roles`, () => {
        const found = Object.fromEntries(
          (printed.units.find((one) => one.id === unit)?.columns ?? []).map((column) => [
            column.name,
            column.role,
          ]),
        )
        expect(found).toMatchObject(sheet.columns[unit] ?? {})
      })
    }
  }

  it('shared findings stand once, with the operator, and name every unit affected', () => {
    const planted = PORTALS.flatMap((portal) => answers(portal).shared)
    const found = printed.shared
      .map((finding) => foundLine(finding.unit ?? '', finding, fixtures.origins))
      .sort()
    expect(found).toEqual(plantedLines(planted, HAS_BROWSER))
    expect(printed.shared.every((finding) => (finding.units?.length ?? 0) >= 12)).toBe(true)
  })

  it('no finding is without evidence', () => {
    const bare = [...printed.units.flatMap((unit) => unit.findings), ...printed.shared].filter(
      (finding) => finding.evidence.length === 0,
    )
    expect(bare).toEqual([])
  })
})

describe('sentences', () => {
  it('tell every finding in both languages, with nothing left out', () => {
    const findings = [...printed.shared, ...printed.units.flatMap((unit) => unit.findings)]
    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(35)
    for (const { code, facts, message } of findings) {
      expect(message).toBe(sentence(code, facts, 'zh-CN'))
      for (const text of [message, sentence(code, facts, 'en')])
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|“”|《》| {2}/)
    }
  })
})

describe('points', () => {
  it('not one point is taken from the twelve units of the platform', () => {
    const twelve = printed.units.filter(
      (unit) => Object.keys(answers('platform').columns).includes(unit.id) && unit.id !== 'office',
    )
    expect(twelve.map((unit) => unit.id)).toHaveLength(12)
    for (const unit of twelve) {
      expect(
        unit.scores.flatMap((score) => score.indicators.flatMap((indicator) => indicator.entries)),
      ).toEqual([])
    }
  })

  it('nothing is taken from the faultless portal', () => {
    const unit = printed.units.find((one) => one.id === 'housing')
    expect(
      unit?.scores.flatMap((score) => score.indicators.flatMap((indicator) => indicator.entries)),
    ).toEqual([])
  })

  it('row 14 of Ouhai is capped at 3 however many places are at fault, row 8 takes 2 for one late document', () => {
    const rows = Object.fromEntries(
      printed.units.find((one) => one.id === 'edu')?.scores[0]?.indicators.map((row) => [row.id, row]) ?? [],
    )
    expect(rows['14']).toMatchObject({ max: '3', score: '0', status: 'scored' })
    expect(rows['8']).toMatchObject({ max: '8', score: '6', status: 'scored' })
  })
})

describe('a second run', () => {
  it('adds nothing to the ledger, and a platform outage takes nothing from anybody', async () => {
    const before = await xuncha(['ledger', 'export', '--format', 'jsonl', '--data', data.path])
    fixtures.fault('platform', { status: 503, body: 'upstream error' })
    const again = await inspectAll()
    fixtures.fault('platform', null)
    expect(again.status).toBe(3)
    const second = JSON.parse(again.stdout) as Printed
    const affected = second.units.filter((unit) => Object.keys(answers('platform').columns).includes(unit.id))
    expect(new Set(affected.map((unit) => unit.status))).toEqual(new Set(['inconclusive']))
    expect(affected.flatMap((unit) => unit.findings)).toEqual([])
    const after = await xuncha(['ledger', 'export', '--format', 'jsonl', '--data', data.path])
    const opened = (text: string) =>
      text.split('\n').filter((line) => line.includes('"kind":"deduct"')).length
    expect(opened(before.stdout)).toBeGreaterThan(0)
    const office = (text: string) =>
      text.split('\n').filter((line) => line !== '' && JSON.parse(line).unit !== 'office')
    expect(office(after.stdout)).toEqual(office(before.stdout))
    const verified = await xuncha(['ledger', 'verify', '--data', data.path])
    expect(verified.status).toBe(0)
  }, 170_000)
})
