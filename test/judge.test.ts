/** Which checks a judgement runs: of whom, and a second time. */
import { describe, expect, test } from 'vitest'
import { stateCouncilCalendar } from '../src/calendar/state-council.js'
import { askedAgain, type Judgement, judge } from '../src/judge.js'
import type { Finding, JudgedCheck, Metric } from '../src/model/finding.js'
import { harvest, job, site, unit } from './artifacts/portal/harvested.js'
import { list, page } from './artifacts/portal/small-portal.js'

function judged(check: string, verdicts: Finding['verdict'][], metrics: Metric[] = []): JudgedCheck {
  const findings = verdicts.map((verdict) => ({ verdict }) as Finding)
  return { unit: 'edu', check, checkVersion: 1, outcome: { examined: new Set(), findings, metrics } }
}

const METRIC = { name: 'search-effectiveness', value: 1, facts: {} } as unknown as Metric

function again(...all: JudgedCheck[]): string[] {
  const judgement: Judgement = { artifacts: new Map(), judged: all, bugs: new Map() }
  const asked = askedAgain(judgement)
  return [...all.map(({ check }) => check), 'privacy'].filter((check) => asked('edu', check))
}

describe('a second judgement', () => {
  test.each([
    {
      name: 'a problem is looked at again',
      given: [judged('stale-column', ['problem'])],
      runs: ['stale-column', 'privacy'],
    },
    { name: 'a doubt stays one', given: [judged('stale-column', ['cannot-tell'])], runs: ['privacy'] },
    {
      name: 'a measurement is taken twice',
      given: [judged('keyword-search', [], [METRIC])],
      runs: ['keyword-search', 'privacy'],
    },
    {
      name: 'a problem of a list is held against everything',
      given: [judged('stale-column', []), judged('rectification', ['problem'])],
      runs: ['stale-column', 'rectification', 'privacy'],
    },
  ])('$name', ({ given, runs }) => {
    expect(again(...given)).toEqual(runs)
  })

  test('what another unit is blamed for is not asked of this one', () => {
    const asked = askedAgain({ artifacts: new Map(), judged: [judged('ipv6', ['problem'])], bugs: new Map() })
    expect([asked('edu', 'ipv6'), asked('office', 'ipv6')]).toEqual([true, false])
  })
})

describe('a unit that owes no disclosure', () => {
  const absences = (disclosure: boolean): string[] => {
    const given = site([unit('museum', '区博物馆', { disclosure })])
    const { judged: told } = judge(
      harvest(given, {
        '/': '<html><head><title>区博物馆</title></head><body><p>欢迎，本馆周一闭馆。</p></body></html>',
      }),
      job(given),
      stateCouncilCalendar(),
    )
    return told.flatMap(({ outcome }) => outcome.findings.map(({ code }) => code)).sort()
  }

  test('lacks no guide, catalogue, report, entry or facts about itself', () => {
    const missing = /^(?:guide|catalog|annual-report|application-entry|institution-info)-missing$/
    expect(absences(true).filter((code) => missing.test(code))).not.toEqual([])
    expect(absences(false).filter((code) => missing.test(code))).toEqual([])
  })
})

describe('a column that is asked for', () => {
  const MISSING = '重大项目'
  const findings = (label: string): string[] => {
    const menu = [['/x/', label]] as const
    const spec = site([unit('edu', '区教育局')])
    const walked = harvest(spec, {
      '/': page('云溪区教育局', '<p>欢迎访问区教育局网站。</p>', menu),
      '/x/': page(label, list(['/x/t1.html', '关于校舍工程的公告', '2026-10-12']), menu),
    })
    const requiredColumns = [{ name: MISSING, synonyms: [], role: null, kinds: null, askedBy: ['r'] }]
    const asked = { ...job(spec), needs: { ...job(spec).needs, requiredColumns } }
    const { judged } = judge(
      walked,
      asked,
      stateCouncilCalendar(),
      (_, check) => check === 'required-columns',
    )
    return judged.flatMap(({ outcome }) => outcome.findings.map(({ subject }) => subject))
  }

  test.each([
    ['重大项目', []],
    ['重大建设项目', []],
    ['重点工程', []],
    ['工作动态', [MISSING]],
  ])('answered by %s', (label, expected) => {
    expect(findings(label)).toEqual(expected)
  })
})
