/** Skimming: what it says is what the full reading says, what it cannot say it leaves to that, and frames change nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/artifacts/read-page.js'
import { type Skim, Skimmer } from '../../src/artifacts/skim.js'
import { resolveSkimmed, skimBase } from '../../src/artifacts/skim-target.js'

const URL_OF = 'http://a.gov.cn/xxgk/index.html'
const TEXT = '为贯彻落实上级决策部署，结合我区实际，现将有关事项通知如下，请认真抓好落实。'

const page = (body: string, head = '<title>区教育局</title>'): string =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

const article = (links: string): string => page(`<div id="zoom"><p>${TEXT.repeat(40)}</p>${links}</div>`)

/** Links as the full reading has them: role and target, frames left out. */
function fully(html: string): string[] {
  const facts = readPage({ url: URL_OF, body: Buffer.from(html), contentType: 'text/html', status: 200 })
  const links = facts.links.filter((link) => link.role !== 'frame' && link.target !== null)
  return [...new Set(links.map((link) => `${link.role} ${link.target}`))].sort()
}

function linksOf(skim: Skim) {
  return skim.runs.flatMap((run) => run.links)
}

function skimmed(html: string, skimmer = new Skimmer()): string[] | null {
  const skim = skimmer.skim(html)
  if (skim === null) return null
  const base = skimBase(skim, URL_OF)
  const targets = linksOf(skim).flatMap((link) => {
    const target = resolveSkimmed(link, base)
    return target === null || 'file' in target ? [] : [`${target.role} ${target.url}`]
  })
  return [...new Set(targets)].sort()
}

describe('links', () => {
  it.each<[string, string]>([
    ['of every spelling', '<a href="/a.html">a</a><A HREF=b.html>b</A><a href = \'../c.html\'>c</a>'],
    [
      'with entities and blanks',
      '<a href="/s?a=1&amp;b=2">a</a><a href=" /x.html\n">b</a><a href="/中&#25991;">c</a>',
    ],
    [
      'to other hosts and protocols',
      '<a href="//b.gov.cn/x">a</a><a href="https://c.cn">b</a><a href="mailto:a@b">c</a>',
    ],
    [
      'that lead nowhere',
      '<a href="#">a</a><a href="">b</a><a name=x>c</a><a href="javascript:void(0)">d</a>',
    ],
    [
      'by script',
      `<a href="#" onclick="location.href='/d.html'">a</a><a href="javascript:window.open('/e.html')">b</a><li onclick="window.open('/f.html')">c</li>`,
    ],
    [
      'to files and pictures',
      '<a href="/a.pdf">a</a><a href="/b.jpg">b</a><a href="/get?id=3" download>c</a><a href="/download.jsp?f=2">d</a>',
    ],
    [
      'of pictures',
      '<img src="/p/1.jpg" width="600"><img src="/i/logo.png"><img src="/t.gif" width=1 height=1><img data-src="/p/2.jpg" src="/loading.gif"><img src="data:image/png;base64,xx">',
    ],
    [
      'of films',
      '<video src="/v.mp4"></video><embed src="/e.swf"><object data="/o.pdf"></object><source src="/s.mp3">',
    ],
    [
      'in comments, scripts and styles, which are none',
      '<!-- <a href="/no1">x</a> --><style>a{b:"<a href=/no3>"}</style><textarea><a href="/no4"></textarea><a href="/yes">y</a>',
    ],
    [
      'behind quoted brackets',
      '<p title="<a href=/no>"><a title=\'>\' href="/yes">y</a><span data-x="a>b" onclick="x()">z</span></p>',
    ],
    [
      'of lists to choose from',
      `<select onchange="window.open(this.value)"><option value="">友情链接</option><option value="http://b.gov.cn/">b</option><option value="/y/2025.html">2025</option><option value="2024.pdf">2024</option><option value="/s?wd=">so</option></select><select name="lm"><option value="/sy/dt">动态</option><optgroup label="x"><option value="https://c.gov.cn/x">c</option></optgroup><option value="3">三</option></select>`,
    ],
    ['of areas', '<map><area href="/area.html"></map>'],
    ['in text that looks like markup', `<p>1 < 2, a <b</p> <a href="/x">x</a> </ a> <a/href="/y">y</a>`],
    [
      'in hidden blocks',
      '<div style="display:none"><a href="/h.html">h</a></div><noscript><a href="/n.html">n</a></noscript>',
    ],
  ])('%s', (_name, links) => {
    const html = article(links)
    expect(skimmed(html)).toEqual(fully(html))
  })

  it('resolve against the base element', () => {
    const html = page(
      `<p>${TEXT.repeat(40)}</p><a href="x.html">x</a>`,
      '<base href="/other/"><title>t</title>',
    )
    expect(skimmed(html)).toEqual(['page http://a.gov.cn/other/x.html'])
    expect(fully(html)).toEqual(['page http://a.gov.cn/other/x.html'])
  })

  it('give the title with its entities', () => {
    expect(
      new Skimmer().skim(
        page(`<p>${TEXT.repeat(40)}</p>`, '<title> 关于 &quot;A&amp;B&quot;\n的通知 </title>'),
      )?.title,
    ).toBe('关于 "A&B" 的通知')
  })
})

describe('a page that only a full reading can judge', () => {
  const long = `<p>${TEXT.repeat(40)}</p>`
  it.each<[string, string]>([
    ['an error page', page('<h1>您访问的页面不存在</h1>')],
    ['an error page with a menu', page(`${'<a href="/x">工作动态</a>'.repeat(60)}<h1>抱歉，页面已删除</h1>`)],
    ['an error page by its title', page(long, '<title>404 Not Found</title>')],
    ['a wall', page(`<p>${'您的访问过于频繁。'.repeat(30)}</p>`)],
    ['a bare page', page('<p>欢迎</p>')],
    ['a page that forwards', page(long, '<meta http-equiv="Refresh" content="0;url=/x"><title>t</title>')],
    ['a page that forwards by script', page(`${long}<script>location.href='/x.html'</script>`)],
    ['a page of frames', page(`${long}<iframe src="/list.html"></iframe>`)],
    ['a scripted pager', page(`${long}<script>createPageHTML(5, 0, "index", "html")</script>`)],
    [
      'a data store',
      page(`${long}<script type="text/xml"><datastore><record>x</record></datastore></script>`),
    ],
    [
      'a store in a comment',
      page(
        `${long}<!-- <datastore><recordset><record>1</record></recordset></datastore> ${' '.repeat(60)}-->`,
      ),
    ],
    ['links that a script writes', page(`${long}<script>document.write('<a href="/x">x</a>')</script>`)],
    [
      'a list that a script fills',
      page(`<p>${TEXT.repeat(12)}</p><ul id="list"></ul><script src="/app.js"></script>`),
    ],
    [
      'a template',
      page(`<p>${TEXT.repeat(12)}</p><li v-for="x in xs">{{x}}</li><script src="/vue.js"></script>`),
    ],
    ['server comments', page(`${long}<%-- <a href="/x"> --%>`)],
    ['data', '{"total": 1, "list": [{"title": "x", "url": "/x"}]}'],
    ['a comment that ends as it begins', page(`${long}<!--><a href="/x">x</a>-->`)],
    ['a declaration of foreign markup', page(`${long}<![CDATA[ <a href="/x"> ]]>`)],
  ])('is %s', (_name, html) => {
    expect(new Skimmer().skim(html)).toBe(null)
  })
})

/** Pages of a site: a frame of links and scripts, and something of their own. */
const part = fc.constantFrom(
  ...[
    '<div class="x">',
    '</div>',
    '<ul>',
    '</ul>',
    '<li>',
    '<a href="/a/1.html">一</a>',
    '<a href="b.html">二',
  ],
  ...[
    '</a>',
    '<p style="a">',
    '</p>',
    TEXT,
    '<!-- x -->',
    '<script>var a = "<div>";</script>',
    '<img src="/p.jpg">',
  ],
  ...[
    '<table id=t>',
    '</table>',
    '<',
    '>',
    '"',
    "<div title='>'>",
    '<span onclick="location.href=\'/c.html\'">',
    '&lt;',
  ],
)
const parts = (maxLength: number) => fc.array(part, { maxLength }).map((all) => all.join(''))

const nav = Array.from(
  { length: 24 },
  (_, at) => `<li><a href="/col/${at}/index.html">栏目${at}</a></li>`,
).join('')
const framed = (head: string, body: string, tail: string, at: number): string =>
  page(
    `<div class="top"><ul>${nav}</ul>${head}</div><div class="main">${body}<p>${TEXT.repeat(60)}</p></div>
     <div class="foot">${tail}<ul>${nav.replaceAll('/col/', '/foot/')}</ul></div>`,
    `<title>第${at}页</title>`,
  )

describe('frames', () => {
  it('are met as such, and what stands between them is not', () => {
    const skimmer = new Skimmer()
    const shared = [1, 2, 3].map((at) =>
      skimmer
        .skim(framed('<a href="/h">h</a>', `<a href="/${at}.html">x</a>`, '<a href="/t">t</a>', at))
        ?.runs.flatMap(({ links, frame }) => links.map(({ raw }) => (frame ? '' : raw)))
        .filter(Boolean),
    )
    expect(shared[0]).toHaveLength(51)
    expect(shared[2]).toEqual(['/3.html'])
  })

  it('met before change nothing', () => {
    let met = 0
    fc.assert(
      fc.property(
        parts(20),
        parts(20),
        fc.array(parts(12), { minLength: 3, maxLength: 6 }),
        (head, tail, bodies) => {
          const skimmer = new Skimmer()
          for (const [at, body] of bodies.entries()) {
            const html = framed(head, body, tail, at)
            const alone = new Skimmer().skim(html)
            const among = skimmer.skim(html)
            if (among?.runs.some((run) => run.frame)) met += 1
            const plain = (skim: typeof alone) =>
              skim && { ...skim, runs: linksOf(skim).map(({ raw, use }) => `${use} ${raw}`) }
            expect(plain(among)).toEqual(plain(alone))
          }
        },
      ),
      { numRuns: 150, seed: 7 },
    )
    expect(met).toBeGreaterThan(100)
  })
})
