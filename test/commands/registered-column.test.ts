/** A column that the register gives to one unit of a platform, seen from the start page of the operator beside it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folder, xuncha } from './command-line.js'
import { portal } from './portal.js'

const page = (title: string, menu: string, content: string) =>
  `<html><head><title>${title}</title></head><body><div class="nav"><ul>${menu}</ul></div><h1>${title}</h1>${content}</body></html>`
const entry = (url: string, name: string) => `<li><a href="${url}">${name}</a></li>`
const list = (url: string) =>
  `<ul class="list"><li><a href="${url}">局里召开工作会议</a><span>2026-05-18</span></li></ul>`

/** A platform whose own menu leads to a column that stays empty; every unit has a filled list of news. */
async function platform() {
  const pages: Record<string, string> = {
    '/': page('信息公开平台', entry('/ys/', '财政预决算') + entry('/zl/', '政策专栏'), ''),
    '/ys/': page('财政预决算', '', '<ul class="list"></ul>'),
    '/zl/': page('政策专栏', '', list('/zl/1.html')),
    '/zl/1.html': page(
      '局里召开工作会议',
      '',
      `<p>发布日期：2026-05-18</p><p>${'会议部署了工作。'.repeat(30)}</p>`,
    ),
  }
  for (const id of ['edu', 'tax']) {
    pages[`/${id}/`] = page(`${id}局`, entry(`/${id}/dt/`, '工作动态'), '')
    pages[`/${id}/dt/`] = page('工作动态', '', list(`/${id}/dt/1.html`))
    pages[`/${id}/dt/1.html`] = pages['/zl/1.html'] ?? ''
  }
  return portal(pages)
}

it('is that unit’s alone, however few units have it: neither shared nor the operator’s', async () => {
  const [dir, origin] = [folder(), await platform()]
  const file = join(dir, 'w.json')
  const unit = (id: string, path: string) => ({
    id,
    name: `${id}局`,
    kind: 'department',
    portal: origin + path,
  })
  const defaults = { confirm: { retrySeconds: [0, 0.02, 0.04] } }
  const columns = [{ name: '财政预决算', url: './ys/', owner: 'tax' }]
  const home = { id: 'district', name: '信息公开平台', home: `${origin}/`, operator: 'office', columns }
  const units = [unit('office', '/'), unit('edu', '/edu/'), unit('tax', '/tax/')]
  writeFileSync(file, JSON.stringify({ defaults, platforms: [home], units }))
  const args = ['--units', file, '--at', '2026-05-20', '--no-browser', '--json', '--data', dir]
  const { stdout } = await xuncha(['inspect', ...args])
  const result = JSON.parse(stdout)
  const told = [...result.shared, ...result.units.flatMap((one: { findings: object[] }) => one.findings)]
    .filter(({ code }) => code === 'column-empty')
    .map(({ verdict, state, subject }) => [verdict, state, subject])
  expect(result.shared).toEqual([])
  expect(told).toEqual([['problem', 'confirmed', `${origin}/ys/`]])
  const names = result.units.map((one: { id: string; columns: { name: string }[] }) => [
    one.id,
    one.columns.map(({ name }) => name),
  ])
  expect(names).toEqual([
    ['office', ['政策专栏']],
    ['edu', ['工作动态']],
    ['tax', ['工作动态', '财政预决算']],
  ])
})
