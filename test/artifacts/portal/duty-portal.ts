/** A small portal of one unit on which every duty with a limit is asked for. */
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import type { Duties } from '../../../src/model/duty.js'
import type { Artifacts } from '../../../src/model/portal.js'
import type { UnitSpec } from '../../../src/model/site.js'
import { harvest, job, type Served, site, unit } from './harvested.js'

const ASKED: Duties = {
  interpretation: [{ days: 20, counted: 'working', linked: true, since: null, askedBy: ['r'] }],
  replies: [{ workingDays: 5, askedBy: ['r'] }],
  consultation: [{ days: 30, counted: 'calendar', askedBy: ['r'] }],
  series: [],
}

const MENU = [
  ['/xx/', '局长信箱'],
  ['/zj/', '意见征集'],
  ['/wj/', '政策文件'],
  ['/jd/', '政策解读'],
  ['/yb/', '统计月报'],
  ['/dt/', '工作动态'],
]

/** A page of the portal with its menu. */
export function page(title: string, body: string): string {
  const menu = MENU.map(([url, name]) => `<li><a href="${url}">${name}</a></li>`).join('')
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><div class="nav"><ul>${menu}</ul></div>
<div class="main">${body}</div><div class="footer">主办：区教育局</div></body></html>`
}

export const list = (title: string, entries: readonly (readonly [string, string, string])[]): string =>
  page(
    title,
    `<h2>${title}</h2><ul class="list">${entries.map(([url, name, date]) => `<li><a href="${url}">${name}</a><span>${date}</span></li>`).join('')}</ul>`,
  )
/** Long enough to be told as an article's. */
const PROSE =
  '<p>为进一步规范管理，保障群众合法权益，根据有关法律法规，结合我区实际，经研究决定，现将有关事项公布如下，请各有关单位认真组织实施，抓好落实，及时总结经验做法，确保各项要求落到实处。</p>'
export const article = (title: string, body: string, date = '2026-06-04', more = ''): string =>
  page(
    title,
    `<h1>${title}</h1><div class="info">发布时间：${date} 来源：区教育局</div>${more}<div class="content">${PROSE}${body}</div>`,
  )

const HOME = page('区教育局', '<p>欢迎访问区教育局网站。</p>')

export function seen(pages: Record<string, Served>, more: Partial<UnitSpec> = {}): Artifacts {
  const spec = site([unit('edu', '区教育局', more)])
  const needs = { keywords: [], requiredColumns: [], search: [], duties: ASKED }
  const found = assemble(harvest(spec, { '/': HOME, ...pages }), job(spec, { needs })).get('edu')
  if (!found) throw new Error('no artifacts')
  return found
}
