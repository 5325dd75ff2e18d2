/** A portal whose start page leads elsewhere: https or www of its host, a directory, another site. */
import { describe, expect, it } from 'vitest'
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import type { Artifacts } from '../../../src/model/portal.js'
import { harvestFrom, job, ORIGIN, type Served, site } from './harvested.js'
import { edu, PAGES } from './small-portal.js'

function landed(start: Served, served: (url: URL) => Served | undefined, alsoOn?: string): Artifacts {
  const spec = site([edu])
  const answer = (url: string) => (url === `${ORIGIN}/` ? start : served(new URL(url)))
  const harvest = harvestFrom(spec, answer, alsoOn === undefined ? {} : { alsoOn })
  const artifacts = assemble(harvest, job(spec)).get(edu.id)
  if (!artifacts) throw new Error('not assembled')
  return artifacts
}

const under =
  (origin: string, prefix = '') =>
  (url: URL) =>
    url.origin === origin && url.pathname.startsWith(prefix)
      ? PAGES[url.pathname.slice(prefix.length).replace(/^\/index\.html$/, '/')]
      : undefined
const whole = { guide: true, reports: [2025, 2024], gaps: [] }
const outline = ({ guide, reports, coverage }: Artifacts) => ({
  guide: guide.url !== null,
  reports: reports.reports.map((report) => report.year),
  gaps: coverage.gaps,
})

describe('a start page that leads on', () => {
  it.each([
    ['to https', 'https://www.yunxi.test'],
    ['to the name without www', 'http://yunxi.test'],
  ])('%s is the same portal', (_name, origin) => {
    const seen = landed({ to: `${origin}/index.html` }, under(origin), origin)
    expect(outline(seen)).toEqual(whole)
    expect(seen.columns.map(({ form }) => form)).not.toContain('external')
    expect(seen.links.every(({ inSite }) => inSite)).toBe(true)
  })

  it('by a script to https is the same portal', () => {
    const script =
      '<html><body><script>location.href="https://www.yunxi.test/index.html"</script></body></html>'
    expect(outline(landed(script, under('https://www.yunxi.test'), 'https://www.yunxi.test'))).toEqual(whole)
  })

  it('to another site leaves unknown what is there', () => {
    const seen = landed({ to: 'http://www.haitang.test/jyj/index.html' }, (url) =>
      url.origin === 'http://www.haitang.test' ? PAGES['/'] : undefined,
    )
    expect(seen.coverage).toMatchObject({
      complete: false,
      gaps: [{ url: 'http://www.haitang.test/jyj/index.html', reason: 'elsewhere' }],
    })
  })
})
