/** A portal in traditional characters, or with radicals for characters, is judged as the same portal in plain ones, and told as it is written. */
import { describe, expect, it } from 'vitest'
import { LAYOUTS } from '../../../fixtures/mutate/layouts/write.js'
import { spread, UPPER } from '../../../fixtures/mutate/mutate.js'
import { PLANTS } from '../../../fixtures/mutate/plants/all.js'
import type { Portal } from '../../../fixtures/portal.js'
import { plainHarvest } from '../../../src/artifacts/portal/plain-harvest.js'
import { stateCouncilCalendar } from '../../../src/calendar/state-council.js'
import { judge } from '../../../src/judge.js'
import type { Finding } from '../../../src/model/finding.js'
import { asMatched } from '../../../src/model/han.js'
import { SIMPLIFIED, TRADITIONAL } from '../../../src/model/han-table.js'
import type { InspectionJob } from '../../../src/model/inspection.js'
import { expressionSchema, NO_WATCH } from '../../../src/model/watch.js'
import { harvest, harvestFrom, job, ORIGIN, site, unit } from './harvested.js'
import { article, list, page } from './small-portal.js'

const TRADITIONAL_OF = new Map<string, string>()
for (const [n, plain] of [...SIMPLIFIED].entries())
  if (!TRADITIONAL_OF.has(plain)) TRADITIONAL_OF.set(plain, TRADITIONAL.charAt(n))
const traditional = (text: string): string =>
  [...text].map((char) => TRADITIONAL_OF.get(char) ?? char).join('')
const RADICAL_OF = new Map(
  [...'人工文日月行见长页'].map((char, n) => [char, [...'⼈⼯⽂⽇⽉⾏⻅⻓⻚'][n] ?? char]),
)
const radicals = (text: string): string => [...text].map((char) => RADICAL_OF.get(char) ?? char).join('')

/** Text and titles of tags written otherwise; scripts, styles and addresses left alone. */
function rewritten(html: string, write: (text: string) => string): string {
  return html
    .split(/(<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<[^>]*>)/)
    .map((piece, n) =>
      n % 2 === 0
        ? write(piece)
        : piece.replace(
            /(\s(?:title|alt|placeholder|content)=")([^"]*)/g,
            (_, open, text) => open + write(text),
          ),
    )
    .join('')
}

const LIMITS = {
  interpretation: [{ days: 20, counted: 'calendar', linked: true, since: null, askedBy: [] }],
  replies: [{ workingDays: 5, askedBy: [] }],
  consultation: [{ days: 30, counted: 'calendar', askedBy: [] }],
  series: [],
}

/** Every finding of a fixture portal whose pages are written otherwise. */
function findingsOf(portal: Portal, write: (text: string) => string): readonly Finding[] {
  const origins = { [portal.name]: ORIGIN, [UPPER.name]: 'http://upper.yunxi.test' }
  const [told] = portal.workspace(origins).units as { id: string; name: string }[]
  if (!told) throw new Error('no unit')
  const spec = site([unit(told.id, told.name)])
  const routes = portal.routes(origins)
  const walked = harvestFrom(spec, (url) => {
    const { pathname, search, origin } = new URL(url)
    const route = routes[pathname + search] ?? routes[pathname]
    const answer = typeof route === 'object' ? route : { body: route }
    const { body } = answer as { body?: unknown; status?: number }
    const isPage =
      origin === ORIGIN && typeof body === 'string' && ('status' in answer ? answer.status : 200) === 200
    return isPage ? rewritten(body as string, write) : undefined
  })
  const needs = { ...job(spec).needs, duties: LIMITS } as unknown as InspectionJob['needs']
  const { judged, bugs } = judge(walked, job(spec, { needs }), stateCouncilCalendar())
  expect([...bugs.values()]).toEqual([])
  return judged.flatMap(({ outcome }) => outcome.findings)
}

const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, subject, verdict, url }) => `${code} ${asMatched(subject)} ${verdict} ${url}`).sort()

const PORTALS = spread(
  PLANTS,
  1,
  LAYOUTS.flatMap(({ name, scripted }) => (scripted || name === 'jpage' ? [] : [name])),
  20_261,
  false,
)

describe('the same portal in other characters', () => {
  it.each([
    ['traditional', traditional],
    ['radicals', radicals],
  ])(
    '%s: the same findings',
    (_, write) => {
      let all = 0
      for (const { portal } of PORTALS) {
        const plain = told(findingsOf(portal, (text) => text))
        all += plain.length
        expect(told(findingsOf(portal, write))).toEqual(plain)
      }
      expect(all).toBeGreaterThan(40)
    },
    60_000,
  )

  it('a finding quotes what stands there', () => {
    let quoted = 0
    for (const { portal } of PORTALS.slice(0, 4))
      for (const { facts, at, code } of findingsOf(portal, traditional)) {
        const { title, quote } = facts
        for (const text of [title, quote, at.region.kind === 'text' ? at.region.text : null]) {
          if (typeof text !== 'string') continue
          expect([code, text]).toEqual([code, traditional(asMatched(text))])
          quoted += 1
        }
      }
    expect(quoted).toBeGreaterThan(5)
  })
})

describe('a portal of which one page is written otherwise', () => {
  const spec = site([unit('edu', '区教育局')])
  const menu = [
    ['/gzdt/', '工作动态'],
    ['/tzgg/', '通知公告'],
  ] as const
  const entry = ['/gzdt/t1.html', '关于举办运动会的通知', '2026-11-12'] as const
  const walked = harvest(spec, {
    '/': page('云溪区教育局', list(entry), menu),
    '/gzdt/': page('工作动态', list(entry), menu),
    '/gzdt/t1.html': article('关于举办运动会的通知', '2026-11-12', {
      menu,
      body: `<p>${traditional('运动会的办法见公告。')}</p>`,
    }),
    '/tzgg/': page('通知公告', '<p>暫無信息</p>', menu),
  })

  it('is matched in plain characters throughout', () => {
    const texts = [...plainHarvest(walked).harvest.pages()].map(({ facts }) => facts?.text ?? '')
    expect(texts.map(asMatched)).toEqual(texts)
  })

  it('is told as each page writes it', () => {
    const { asWritten } = plainHarvest(walked)
    expect(asWritten(['工作动态', '暂无信息', '运动会的办法', '运动', '/gzdt/'])).toEqual([
      '工作动态',
      '暫無信息',
      traditional('运动会的办法'),
      traditional('运动'),
      '/gzdt/',
    ])
  })

  it('looks for listed words as they are written, and in plain characters', () => {
    const pages = {
      '/': page('云溪区教育局', list(entry), menu),
      '/gzdt/': page('工作动态', list(entry), menu),
      '/gzdt/t1.html': article('关于举办运动会的通知', '2026-11-12', {
        menu,
        body: `<p>${traditional('发布会的后台')}和计画。</p>`,
      }),
    }
    const watch = {
      ...NO_WATCH,
      expressions: ['計画', traditional('后台'), '发布会'].map((wrong) => expressionSchema.parse({ wrong })),
    }
    const { artifacts } = judge(harvest(spec, pages), { ...job(spec), watch }, stateCouncilCalendar())
    expect(artifacts.get('edu')?.suspicious.expressions.map(({ found }) => found)).toEqual([
      traditional('后台'),
      '发布会',
    ])
  })

  it('costs a portal in plain characters nothing', () => {
    const plain = harvest(spec, { '/': page('云溪区教育局', list(entry), menu) })
    const value = { title: '运动会' }
    expect(plainHarvest(plain).asWritten(value)).toBe(value)
  })
})
