/** An explanation, whole: what a unit is shown when it asks why. */
import { describe, expect, it } from 'vitest'
import { hasMessage, render } from '../../src/messages/catalogue.js'
import { explainIndicator, sentencesOf } from '../../src/rubric/explain.js'
import { rubricById } from '../../src/rubric/load.js'
import { withProposals } from '../../src/rubric/score.js'
import { facts, finding, linziPriced, manual } from './facts.js'

const ouhai = rubricById('ouhai-2017')

describe('explainIndicator', () => {
  const findings = [
    finding('column-empty', '/y'),
    finding('link-broken', '/a', { facts: { inSite: true } }),
    finding('link-broken', '/b', { facts: { inSite: true } }),
    finding('link-broken', '/c', { facts: { inSite: true } }),
    finding('link-broken', '/d', { facts: { inSite: true }, state: 'candidate' }),
    finding('link-broken', '/e', { facts: { inSite: true }, verdict: 'cannot-tell', state: 'candidate' }),
  ]
  const told = explainIndicator(ouhai, withProposals(ouhai, facts({ findings })), '14')

  it('tells the clause, its place and its sentences', () => {
    expect(told?.indicator).toMatchObject({
      id: '14',
      max: '3',
      method: 'auto',
      place: expect.stringContaining('第14项'),
    })
    expect(told?.sentences).toEqual([
      '开办网站的，及时做好中央政府门户网站、省市区政府门户网站重要信息的转载。',
      '网站和信息公开平台中如有存在栏目空白、更新不及时、内容不准确和链接不可用等情况，每发现1处扣1分。',
    ])
    expect(sentencesOf('甲；乙。')).toEqual(['甲；', '乙。'])
  })

  it('tells every step in the declared order', () => {
    expect(told?.steps.map(({ step, value }) => [step, value])).toEqual([
      ['occurrences', '-4'],
      ['tiers', '-4'],
      ['exclusion', '-4'],
      ['rule-cap', '-4'],
      ['ceiling', '-4'],
      ['item-cap', '-3'],
      ['quota', '-3'],
      ['group-cap', '-3'],
      ['floor', '0'],
    ])
    expect(told?.order).toEqual([
      'occurrences',
      'tiers',
      'exclusion',
      'rule-cap',
      'ceiling',
      'item-cap',
      'quota',
      'group-cap',
      'floor',
      'rescale',
      'overflow',
      'bonus',
      'clamp',
      'veto',
      'convert',
    ])
    expect(told?.total.steps.map(({ step }) => step)).toEqual([
      'floor',
      'rescale',
      'overflow',
      'bonus',
      'clamp',
    ])
  })

  it('tells entries, candidates and doubts rule by rule', () => {
    const links = told?.rules.find((rule) => rule.id === 'oh-14-link')
    expect(links?.entries.map((entry) => [entry.subject, entry.points, entry.effective])).toEqual([
      ['/a', '-1', '-1'],
      ['/b', '-1', '-1'],
      ['/c', '-1', '0'],
    ])
    expect(links?.candidates.map((held) => held.subject)).toEqual(['/d'])
    expect(links?.doubts.map((held) => held.subject)).toEqual(['/e'])
    expect(told?.preview).toBe('0')
  })

  it('on a row for a person it shows what the findings propose', () => {
    const broken = finding('application-entry-broken', '/ysq')
    const shown = explainIndicator(ouhai, facts({ findings: [broken] }), '10')
    expect(shown).toMatchObject({ status: 'pending', score: null })
    expect(shown?.rules[0]).toMatchObject({
      id: 'oh-10-entry',
      points: '-1',
      entries: [],
      confirmed: [{ code: 'application-entry-broken', subject: '/ysq' }],
    })
  })

  it('prints the exact fraction of a rescaled total', () => {
    const unit = { ...facts().unit, disclosure: false }
    const shown = explainIndicator(
      ouhai,
      facts({ unit, entries: [manual(ouhai, '1', 'oh-1-violation', -100)] }),
      '1',
    )
    expect(shown?.total).toMatchObject({
      max: '100',
      assessed: '26.67',
      pending: '73.33',
      score: '23.33',
      exact: '7000/3',
    })
  })

  it('knows no row that the rubric has not', () => {
    expect(explainIndicator(ouhai, facts(), '99')).toBeNull()
  })

  it('every key that it can give has a sentence', () => {
    const others = ['11.1', '12'].map((id) => explainIndicator(rubricById('yanjiang-2021'), facts(), id))
    const steps = [told, ...others, explainIndicator(linziPriced(), facts(), '13.3a')].flatMap((one) => [
      ...(one?.steps ?? []),
      ...(one?.total.steps ?? []),
    ])
    expect(new Set(steps.map(({ key }) => key)).size).toBeGreaterThan(3)
    for (const step of steps) {
      expect(hasMessage(step.key)).toBe(true)
      for (const language of ['zh-CN', 'en'] as const)
        expect(render(step.key, step.facts, language)).not.toMatch(/\{\w+\}|undefined/)
    }
    for (const step of told?.order ?? []) expect(hasMessage(`rubric.step.${step}`)).toBe(true)
  })
})
