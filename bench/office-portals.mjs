/** Serves many small portals, one a port and all on one site, from a process of its own: what a nightly run of an office goes through. Talks to its parent by messages. */
import { createServer } from 'node:http'

const [portals, columns, items] = process.argv.slice(2).map(Number)
const NAMES = [
  '工作动态',
  '通知公告',
  '政策文件',
  '财政预决算',
  '人事信息',
  '规划计划',
  '统计信息',
  '应急管理',
]

const page = (title, body) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

function menu(no) {
  const links = NAMES.slice(0, columns).map((name, at) => `<li><a href="/c${at}/">${name}</a></li>`)
  return `<div class="head"><a href="/">第${no}局政府信息公开</a></div><ul class="nav">${links.join('')}</ul>`
}

const dayOf = (n) => `2026-${String(1 + (n % 9)).padStart(2, '0')}-${String(1 + (n % 27)).padStart(2, '0')}`

function column(no, at) {
  // One column of each portal is empty, one in three keeps its news too long.
  if (at === columns - 1) return page(NAMES[at], `${menu(no)}<div class="list"><p>暂无信息</p></div>`)
  const list = Array.from(
    { length: items },
    (_, n) =>
      `<li><a href="/c${at}/${n}.html">第${no}局第${n}号信息公开文件</a><span>${dayOf(n + no)}</span></li>`,
  )
  return page(NAMES[at], `${menu(no)}<div class="list"><h1>${NAMES[at]}</h1><ul>${list.join('')}</ul></div>`)
}

function article(no, at, n) {
  const dead = n % 5 === 0 ? `<a href="/gone/${no}-${at}-${n}.html">附表</a>` : ''
  const text = '根据年度工作安排，现将有关事项予以公开。'.repeat(12)
  return page(
    `第${no}局第${n}号信息公开文件`,
    `${menu(no)}<div class="content"><h1>第${no}局第${n}号信息公开文件</h1><p>发布日期：${dayOf(n + no)} 来源：第${no}局</p><p>${text}</p>${dead}</div>`,
  )
}

function answer(no, path) {
  if (path === '/') return page(`第${no}局政府信息公开`, `${menu(no)}<h1>第${no}局</h1>`)
  const found = /^\/c(\d+)\/(?:(\d+)\.html)?$/.exec(path)
  if (!found || Number(found[1]) >= columns) return null
  return found[2] === undefined
    ? column(no, Number(found[1]))
    : article(no, Number(found[1]), Number(found[2]))
}

function listening(answerOf) {
  const server = createServer({ keepAliveTimeout: 20_000 }, (request, response) => {
    const body = answerOf(request.url)
    response.writeHead(body === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(body ?? '<!doctype html><title>404</title><h1>404 Not Found</h1>')
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  )
}

/** All portals once more on one site, each below a path of its own. */
function together(path) {
  const units = Array.from({ length: portals }, (_, no) => `<li><a href="/u${no}/">第${no}局</a></li>`)
  if (path === '/') return page('公开平台', `<ul class="nav">${units.join('')}</ul>`)
  const [, no, own] = /^\/u(\d+)(\/.*)$/.exec(path) ?? []
  const body = own === undefined ? null : answer(Number(no), own)
  return body?.replaceAll('href="/', `href="/u${no}/`) ?? null
}

const origins = await Promise.all(
  Array.from({ length: portals }, (_, no) => listening((path) => answer(no, path))),
)
const platform = await listening(together)
process.once('disconnect', () => process.exit(0))
process.send({ origins, platform })
