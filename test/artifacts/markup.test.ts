/** The walk over markup against the library that it is measured by, and where it goes its own way. */
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { PORTALS } from '../../fixtures/portals/index.js'
import { walkMarkup } from '../../src/artifacts/markup.js'

type Event = readonly [kind: string, ...told: unknown[]]

/** Texts that follow each other are one: how they are cut says nothing. */
function joined(events: readonly Event[]): Event[] {
  const out: Event[] = []
  for (const event of events) {
    const last = out[out.length - 1]
    if (event[0] === 'text' && last?.[0] === 'text') out[out.length - 1] = ['text', `${last[1]}${event[1]}`]
    else out.push(event)
  }
  // At the end everything is closed; the library closes what it never opened as well.
  while (out[out.length - 1]?.[0] === 'close') out.pop()
  return out
}

function walked(html: string): Event[] {
  const events: Event[] = []
  walkMarkup(html, {
    open: (tag) => events.push(['open', tag.name, { ...tag.attrs }]),
    close: () => events.push(['close']),
    text: (data) => events.push(['text', data]),
    comment: (data) => events.push(['comment', data]),
  })
  return joined(events)
}

/** What the library that reads single tags makes of a whole page. */
function parsed(html: string): Event[] {
  const events: Event[] = []
  new Parser({
    onopentag: (name, attrs) => events.push(['open', name, { ...attrs }]),
    onclosetag: () => events.push(['close']),
    ontext: (data) => events.push(['text', data]),
    oncomment: (data) => events.push(['comment', data]),
  }).end(html)
  return joined(events)
}

/** Whatever a page left open ends here: what is cut off in the middle is nobody's text. */
const TAIL = `'">--></script></style></title></textarea></xmp>]]></p>.`

const name = fc.constantFrom(
  ...'div p li ul ol table tbody thead tr td th a b span br hr img input select option textarea title script style xmp svg math desc h1 form dd dt dl body head html noscript iframe SCRIPT Title o:p button'.split(
    ' ',
  ),
)
const word = fc.constantFrom(
  'a',
  '公开',
  ' ',
  '\n',
  '&amp;',
  '&nbsp;',
  '&lt',
  '&#8220;',
  '&',
  '&#x4e2d;',
  '&copy',
  '"',
  "'",
  '=',
  '/',
  '>',
  '<',
  '</',
  '-',
  '--',
  '!',
  '?',
  ']]',
  '\u3000',
  '&noname;',
  '&notin;',
)
const value = fc.array(word, { maxLength: 4 }).map((words) => words.join(''))
const attribute = fc.oneof(
  fc
    .tuple(fc.constantFrom('href', 'class', 'STYLE', 'hidden', '__proto__'), value)
    .map(([key, held]) => `${key}="${held.replaceAll('"', '')}"`),
  fc
    .tuple(fc.constantFrom('title', 'id'), value)
    .map(([key, held]) => `${key}='${held.replaceAll("'", '')}'`),
  value.map((held) => `src=${held}`),
  fc.constantFrom('checked', '=', '"', '/', '<'),
)
const piece = fc.oneof(
  fc
    .tuple(name, fc.array(attribute, { maxLength: 3 }), fc.constantFrom('>', ' >', '/>', ' />', ''))
    .map(([tag, attributes, end]) => `<${[tag, ...attributes].join(' ')}${end}`),
  name.map((tag) => `</${tag}>`),
  fc.tuple(name, value).map(([tag, more]) => `</${tag} ${more}>`),
  value,
  fc.constantFrom(
    '<!-- x -->',
    '<!---->',
    '<!-->',
    '<!--->',
    '<!doctype html>',
    '<?xml ?>',
    '<![CDATA[ x ]]>',
    '<!>',
    '<!-x>',
    '</>',
    '</ >',
    '</ p>',
    '</3>',
    '<![if IE]>',
    '< ',
    '<3',
  ),
)
const markup = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('') + TAIL)

describe('walking markup', () => {
  it('meets the same elements, texts and comments as the library, whatever the markup', () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(walked(html)).toEqual(parsed(html))
      }),
      { numRuns: 5_000, seed: 11 },
    )
  })

  it('meets the same on every page of the fixture portals', () => {
    const origins = Object.fromEntries(PORTALS.map((one) => [one.name, 'http://127.0.0.1:1']))
    const pages = PORTALS.flatMap((portal) => Object.values(portal.routes(origins))).filter(
      (route) => typeof route === 'string',
    )
    expect(pages.length).toBeGreaterThan(100)
    for (const html of pages) expect(walked(html)).toEqual(parsed(html))
  })

  it('ends with the page, whatever is open', () => {
    for (const html of ['<p>公开<a href="', '<p>公开</p', '<p>公开<!-- x', '<p>公开<!doctype', '<p>公开<'])
      expect(walked(html).slice(0, 2)).toEqual([
        ['open', 'p', {}],
        ['text', html.endsWith('<') ? '公开<' : '公开'],
      ])
  })

  it('goes on with the next page as if the last had not been', () => {
    walked('<p title="公开')
    expect(walked('<p title="指南">')).toEqual([['open', 'p', { title: '指南' }]])
  })

  it('takes time in proportion to the page for unclosed elements and stray ends', () => {
    const deep = '<div>'.repeat(50_000) + '</span>'.repeat(50_000)
    const started = process.cpuUsage()
    expect(walked(deep)).toHaveLength(50_000)
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000)
  })
})
