/** The bench's portal: every page of it, made of its size alone, and the truth about its links. */
import { COLUMNS, dayBefore, dice, paragraphs, SINGLES, titleOf } from './texts.mjs'

const PER_LIST = 20
const ARTICLE_BYTES = [8_000, 30_000]
/** Distinct addresses per article, about: what one dead link in a hundred is counted of. */
const ADDRESSES_PER_ARTICLE = 1.85
const DEAD_KINDS = ['attachment', 'article', 'image', 'external', 'moved', 'attachment', 'gone', 'loop']

const pad = (n) => String(n).padStart(6, '0')
const articleUrl = (n) => `/${columnOf(n)}/${pad(n)}.html`
const columnOf = (n) => `c${String(n % COLUMNS.length).padStart(2, '0')}`

/**
 * Builds a portal.
 * @param {{ pages: number, origin: string, external: string }} plan number of pages, own origin, another host's origin
 * @returns routes of both hosts (path → what to answer) and the truth: pages, links, dead addresses as linked
 */
export function buildSite({ pages, origin, external }) {
  const own = new Map()
  const foreign = new Map()
  const dead = new Set()
  /** Where a dead address ends, for tools that name the end instead of the link. */
  const aliases = new Map()
  const articles = articleCount(pages)
  const perColumn = Math.ceil(articles / COLUMNS.length)
  let deadMade = 0
  const addresses = new Set()
  let links = 0

  const page = (path, html, etag) => {
    for (const [, address] of html.matchAll(/ (?:href|src)="([^"]+)"/g)) {
      links += 1
      addresses.add(address)
    }
    own.set(path, { status: 200, type: 'text/html; charset=utf-8', body: html, etag })
  }
  const file = (routes, path, type, bytes) => routes.set(path, { status: 200, type, bytes })

  const frame = frameOf(external)
  for (let index = 0; index < 40; index += 1) file(foreign, `/friend/${index}/`, 'text/html', 900)
  for (const name of ['/static/main.css', '/static/main.js'])
    file(own, name, name.endsWith('css') ? 'text/css' : 'text/javascript', 4_000)
  file(own, '/static/logo.png', 'image/png', 3_000)

  /** One dead link of the kind whose turn it is, as HTML; the turn comes once in a hundred addresses. */
  const deadLink = (n) => {
    const kind = DEAD_KINDS[deadMade % DEAD_KINDS.length]
    deadMade += 1
    const say = (path, text, base = origin) => {
      dead.add(base + path)
      return `<p><a href="${base === origin ? path : base + path}">${text}</a></p>\n`
    }
    if (kind === 'attachment') return say(`/files/lost-${pad(n)}.pdf`, '附件：申报表.pdf')
    if (kind === 'article') return say(`/c00/lost-${pad(n)}.html`, '相关文件')
    if (kind === 'external') return say(`/lost/${n}.html`, '上级文件', external)
    if (kind === 'image') {
      dead.add(`${origin}/images/lost-${pad(n)}.jpg`)
      return `<p><img src="/images/lost-${pad(n)}.jpg" width="600" height="400" alt=""></p>\n`
    }
    if (kind === 'gone') {
      own.set(`/gone/${pad(n)}.html`, {
        status: 410,
        type: 'text/html; charset=utf-8',
        body: '<title>410</title><p>410 Gone</p>',
      })
      return say(`/gone/${pad(n)}.html`, '旧版文件')
    }
    if (kind === 'loop') {
      own.set(`/loop/${pad(n)}.html`, { status: 302, location: `/loop/${pad(n)}.html` })
      return say(`/loop/${pad(n)}.html`, '专题网站')
    }
    own.set(`/old/lost-${pad(n)}.html`, { status: 301, location: `/c01/away-${pad(n)}.html` })
    aliases.set(`${origin}/c01/away-${pad(n)}.html`, `${origin}/old/lost-${pad(n)}.html`)
    return say(`/old/lost-${pad(n)}.html`, '转载文件')
  }

  const article = (n) => {
    const roll = dice(n + 1)
    const size = ARTICLE_BYTES[0] + roll() * (ARTICLE_BYTES[1] - ARTICLE_BYTES[0])
    const column = COLUMNS[n % COLUMNS.length]
    const title = titleOf(column, n)
    const place = Math.floor(n / COLUMNS.length)
    const day = dayBefore(place)
    let extra = ''
    if (roll() < 0.5) {
      file(own, `/files/${pad(n)}.pdf`, 'application/pdf', 2_000 + Math.floor(roll() * 20_000))
      extra += `<p><a href="/files/${pad(n)}.pdf">附件：${title}.pdf</a></p>\n`
    }
    if (roll() < 0.3) {
      file(own, `/images/${pad(n)}.jpg`, 'image/jpeg', 4_000 + Math.floor(roll() * 30_000))
      extra += `<p><img src="/images/${pad(n)}.jpg" width="600" height="400" alt=""></p>\n`
    }
    if (roll() < 0.04) {
      file(foreign, `/doc/${n}.html`, 'text/html', 1_500)
      extra += `<p><a href="${external}/doc/${n}.html">上级来文</a></p>\n`
    }
    if (roll() < 0.01) {
      own.set(`/old/${pad(n)}.html`, { status: 301, location: articleUrl((n * 31) % articles) })
      extra += `<p><a href="/old/${pad(n)}.html">原文链接</a></p>\n`
    }
    // Spread evenly, so that every size has its hundredth part.
    if (Math.floor(((n + 1) * ADDRESSES_PER_ARTICLE) / 100) > deadMade) extra += deadLink(n)
    const beside = Array.from({ length: 10 }, (_, i) => (n + (i + 1) * COLUMNS.length) % articles)
      .map(
        (other) =>
          `<li><a href="${articleUrl(other)}">${titleOf(COLUMNS[other % COLUMNS.length], other)}</a></li>`,
      )
      .join('')
    const head = `<h1>${title}</h1><div class="info">发布日期：${day}　来源：区政府办公室　浏览次数：${n % 997}</div>`
    const around = frame.length + Buffer.byteLength(head + extra + beside) + 600
    const html = frame.page(
      `${title}_某区人民政府`,
      crumbs(column, columnOf(n)) +
        `<div class="article">${head}<div class="content" id="zoom">\n` +
        `${paragraphs(roll, Math.max(500, size - around))}${extra}</div></div>` +
        `<div class="related"><h3>相关信息</h3><ul>${beside}</ul></div>`,
    )
    page(articleUrl(n), html, `"a${n}-${html.length}"`)
  }

  for (let n = 0; n < articles; n += 1) article(n)
  for (let c = 0; c < COLUMNS.length; c += 1) lists(c)
  home()
  for (const [i, name] of SINGLES.entries()) {
    const text = `<h1>${name}</h1><div class="content">${singleText(name)}</div>`
    page(`/about/${i}.html`, frame.page(name, text), `"s${i}"`)
  }
  return {
    own,
    foreign,
    truth: {
      pages: pageCount(),
      links,
      addresses: addresses.size,
      dead: [...dead].sort(),
      aliases: [...aliases],
    },
  }

  function pageCount() {
    let count = 0
    for (const answer of own.values()) if (answer.status === 200 && answer.etag) count += 1
    return count
  }

  function lists(c) {
    const last = Math.max(1, Math.ceil(perColumn / PER_LIST))
    const folder = `c${String(c).padStart(2, '0')}`
    const name = (i) => (i === 0 ? `/${folder}/` : `/${folder}/index_${i}.html`)
    for (let at = 0; at < last; at += 1) {
      let items = ''
      for (let i = at * PER_LIST; i < (at + 1) * PER_LIST; i += 1) {
        const n = i * COLUMNS.length + c
        if (n >= articles) break
        items += `<li><a href="${articleUrl(n)}" target="_blank">${titleOf(COLUMNS[c], n)}</a><span>${dayBefore(i)}</span></li>\n`
      }
      const near = [...new Set([0, at - 1, at + 1, last - 1])].filter((i) => i >= 0 && i < last && i !== at)
      const pager = near.map((i) => `<a href="${name(i)}">${i === at + 1 ? '下一页' : i + 1}</a>`).join(' ')
      page(
        name(at),
        frame.page(
          `${COLUMNS[c]}_某区人民政府`,
          `${crumbs(COLUMNS[c], folder)}<ul class="list">\n${items}</ul><div class="page">共${last}页 ${pager}</div>`,
        ),
        `"l${c}-${at}-${articles}"`,
      )
    }
  }

  function home() {
    const newest = Array.from({ length: Math.min(60, articles) }, (_, n) => n)
      .map(
        (n) =>
          `<li><a href="${articleUrl(n)}">${titleOf(COLUMNS[n % COLUMNS.length], n)}</a><span>${dayBefore(0)}</span></li>`,
      )
      .join('\n')
    page(
      '/',
      frame.page('某区人民政府', `<div class="news"><h2>最新信息</h2><ul class="list">${newest}</ul></div>`),
      '"home"',
    )
  }
}

/** Articles that make a portal of about so many pages: lists, start page and single pages are counted too. */
function articleCount(pages) {
  const beside = 1 + SINGLES.length
  const lists = (articles) =>
    COLUMNS.length * Math.max(1, Math.ceil(Math.ceil(articles / COLUMNS.length) / PER_LIST))
  let articles = Math.max(COLUMNS.length, pages - beside - COLUMNS.length)
  while (articles + lists(articles) + beside > pages && articles > COLUMNS.length) articles -= 1
  return articles
}

/** What all pages carry: a menu of every column twice as portals do, and a footer of friends. */
function frameOf(external) {
  const menu = COLUMNS.map(
    (name, c) => `<li><a href="/c${String(c).padStart(2, '0')}/">${name}</a></li>`,
  ).join('\n')
  const friends = Array.from(
    { length: 12 },
    (_, i) => `<a href="${external}/friend/${i}/" target="_blank">友情链接${i}</a>`,
  ).join(' ')
  const more = Array.from(
    { length: 16 },
    (_, c) => `<a href="/c${String(c).padStart(2, '0')}/">${COLUMNS[c]}</a>`,
  ).join(' | ')
  const about = SINGLES.map((name, i) => `<a href="/about/${i}.html">${name}</a>`).join(' | ')
  const top = `<body><div class="header"><a href="/"><img src="/static/logo.png" width="300" height="60" alt="某区人民政府"></a></div>
<div class="nav"><ul>${menu}</ul></div><div class="main">`
  const bottom = `</div><div class="quick">${more}</div><div class="links">${friends}</div>
<div class="footer">${about}<p>主办：某区人民政府办公室　网站标识码：0000000000</p></div></body></html>`
  const head = (title) =>
    `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title><link rel="stylesheet" href="/static/main.css"><script src="/static/main.js"></script></head>`
  return {
    length: Buffer.byteLength(top + bottom) + 300,
    page: (title, content) => `${head(title)}${top}${content}${bottom}`,
  }
}

function crumbs(column, folder) {
  return `<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/${folder}/">${column}</a></div>`
}

function singleText(name) {
  return `<p>${name}：本机关依照《中华人民共和国政府信息公开条例》（国务院令第711号）公开政府信息。</p>
<p>工作机构：区政府办公室；办公地址：某路1号；办公时间：工作日9:00—12:00，13:30—17:00；联系电话：0577-00000000；传真：0577-00000001；电子邮箱：bench@example.gov.cn。</p>`
}
