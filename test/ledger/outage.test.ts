/** Outages: units of one origin that fail for one cause are one shared finding. */
import { describe, expect, test } from 'vitest'
import { finding, ORIGIN, ownSite, platform, unitResult } from './made.js'
import { told } from './told.js'

const dead = (frame: readonly string[] = []) =>
  finding('link-broken', `${ORIGIN}/dead.html`, { frame: [...frame] })

describe('outages', () => {
  const home = finding('homepage-unreachable', `${ORIGIN}/`, { facts: { cause: 'http-5xx' }, common: true })
  const unreachable = (id: string, cause: string) =>
    unitResult(id, {
      status: 'unreachable',
      reason: cause,
      pages: 0,
      findings: [finding('homepage-unreachable', `${ORIGIN}/${id}/`, { facts: { cause } })],
    })

  test('an outage of the platform is one shared finding on its home', () => {
    const site = platform(['edu', 'gov'], { operator: 'gov' })
    const seen = told(
      site,
      [unreachable('edu', 'http-5xx'), unreachable('gov', 'http-5xx')],
      {},
      { outage: home },
    )
    expect(seen).toEqual({
      shared: [
        {
          code: 'homepage-unreachable',
          unit: 'gov',
          subject: '/',
          verdict: 'problem',
          units: ['edu', 'gov'],
        },
      ],
      units: {
        edu: { status: 'inconclusive', reason: 'outage', findings: [] },
        gov: { status: 'inconclusive', reason: 'outage', findings: [] },
      },
    })
  })

  test('an operator with a portal elsewhere is named with the host', () => {
    const seen = told(
      platform(['edu', 'gov'], { operator: 'office' }),
      [unreachable('edu', 'dns'), unreachable('gov', 'dns')],
      {},
      { outage: home },
    )
    expect(seen.shared).toMatchObject([{ unit: 'office', subject: '127.0.0.1:8100/' }])
  })

  test('a unit that was read keeps its status, what the outage explains is in doubt', () => {
    const read = unitResult('gov', {
      findings: [
        finding('link-broken', `${ORIGIN}/x`, { facts: { cause: 'http-5xx' } }),
        finding('link-broken', `${ORIGIN}/y`, { facts: { cause: 'http-404' } }),
      ],
    })
    const seen = told(platform(['edu', 'gov']), [unreachable('edu', 'http-5xx'), read], {}, { outage: home })
    expect(seen.shared).toMatchObject([{ verdict: 'cannot-tell', units: ['edu'] }])
    expect(seen.units.gov?.findings.sort()).toEqual(['link-broken /x cannot-tell', 'link-broken /y problem'])
    expect(seen.units.gov?.status).toBe('inspected')
  })

  test.each([
    [
      'a fault of the host at two units',
      ['refused', 'refused', null],
      ['inconclusive', 'inconclusive', 'inspected'],
      1,
    ],
    ['two different faults', ['refused', 'dns', null], ['unreachable', 'unreachable', 'inspected'], 0],
    ['404 at two of three', ['http-404', 'http-404', null], ['unreachable', 'unreachable', 'inspected'], 0],
    [
      '404 at all three',
      ['http-404', 'http-404', 'http-404'],
      ['inconclusive', 'inconclusive', 'inconclusive'],
      1,
    ],
  ])('units failing for one cause: %s', (_, causes, statuses, shared) => {
    const ids = ['a', 'b', 'c']
    const seen = told(
      platform(ids),
      ids.map((id, index) => {
        const cause = causes[index]
        return cause ? unreachable(id, cause) : unitResult(id)
      }),
    )
    expect(ids.map((id) => seen.units[id]?.status)).toEqual(statuses)
    expect(seen.shared).toHaveLength(shared)
  })

  test('two units half failing for one cause are not to blame', () => {
    const partial = (id: string) =>
      unitResult(id, {
        status: 'partial',
        reason: 'timeout',
        findings: [finding('link-broken', `${ORIGIN}/${id}/x`, { facts: { cause: 'timeout' } })],
      })
    const seen = told(platform(['a', 'b', 'c']), [partial('a'), partial('b'), unitResult('c')])
    expect(seen.units.a).toEqual({ status: 'inconclusive', reason: 'outage', findings: [] })
    expect(seen.shared).toMatchObject([
      { code: 'homepage-unreachable', subject: '/', verdict: 'cannot-tell', units: ['a', 'b'] },
    ])
  })

  test('a red canary: nothing is found and everybody is inconclusive', () => {
    const seen = told(ownSite('edu'), [unitResult('edu', { findings: [dead()] })], {}, { canary: 'red' })
    expect(seen).toEqual({
      shared: [],
      units: { edu: { status: 'inconclusive', reason: 'network', findings: [] } },
    })
  })

  test('a single unit on its own site answers for itself', () => {
    const seen = told(ownSite('edu'), [unreachable('edu', 'refused')])
    expect(seen.units.edu).toEqual({
      status: 'unreachable',
      reason: 'refused',
      findings: ['homepage-unreachable /edu/ problem'],
    })
  })
})
