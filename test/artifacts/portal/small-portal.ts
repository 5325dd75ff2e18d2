/** A small portal of one unit, page by page: what the assembly's tests change one thing of. */
import { assemble } from '../../../src/artifacts/portal/assemble.js'
import type { Artifacts } from '../../../src/model/portal.js'
import type { SiteSpec, UnitSpec } from '../../../src/model/site.js'
import { type Given, harvest, job, type Served, site, unit } from './harvested.js'

export const MENU = [
  ['/gzdt/', '工作动态'],
  ['/tzgg/', '通知公告'],
  ['/zn/', '政府信息公开指南'],
  ['/nb/', '政府信息公开年报'],
] as const

export type Menu = readonly (readonly [string, string])[]

/** A page in a frame with a menu, a breadcrumb and content. */
export function page(
  title: string,
  content: string,
  menu: Menu = MENU,
  trail: readonly string[] = [title],
): string {
  const crumbs = ['<a href="/">首页</a>', ...trail].join(' &gt; ')
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>
<div class="nav"><ul>${menu.map(([url, label]) => `<li><a href="${url}">${label}</a></li>`).join('')}</ul></div>
<div class="position">当前位置：${crumbs}</div><div class="content">${content}</div>
<div class="footer">主办：云溪区教育局</div></body></html>`
}

/** A dated list. */
export function list(...items: readonly (readonly [string, string, string])[]): string {
  return `<ul class="list">${items.map(([url, title, date]) => `<li><a href="${url}">${title}</a><span>${date}</span></li>`).join('')}</ul>`
}

/** An article with its dates. */
export function article(
  title: string,
  date: string,
  more: { source?: string; body?: string; index?: string; trail?: readonly string[]; menu?: Menu } = {},
): string {
  return page(
    title,
    `${more.index ?? ''}<h1>${title}</h1><div class="info">发布日期：${date} 来源：${more.source ?? '区教育局'}</div>
<div class="TRS_Editor">${more.body ?? '<p>各有关单位要高度重视，结合工作实际抓好落实，及时公开进展情况，接受社会监督。</p>'}</div>`,
    more.menu ?? MENU,
    more.trail ?? ['工作动态'],
  )
}

export const GUIDE = `<h1>政府信息公开指南</h1><p>为方便公民、法人和其他组织获取政府信息，编制本指南。公开范围见目录，申请人可提出申请。</p>
<p>受理机构：云溪区教育局办公室</p><p>办公地址：云溪区学院路18号</p><p>办公时间：工作日8:30-12:00</p>
<p>联系电话：0577-88110001</p><p>传真：无</p><p>电子邮箱：jyj@yunxi.gov.cn</p>`

const REPORTS = list(
  ['/nb/t1.html', '2025年政府信息公开工作年度报告', '2026-01-20'],
  ['/nb/2024.pdf', '云溪区教育局2024年政府信息公开工作年度报告', '2025-01-22'],
  ['/nb/t3.html', '云溪区人民政府2025年政府信息公开工作年度报告', '2026-03-20'],
)

export const PAGES: Readonly<Record<string, Served>> = {
  '/': page(
    '云溪区教育局',
    `<h2>工作动态</h2>${list(['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'])}`,
  ),
  '/gzdt/': page(
    '工作动态',
    list(
      ['/gzdt/t1.html', '区教育局开展安全检查', '2026-11-12'],
      ['/gzdt/t0.html', '置顶：使用说明', '2020-01-02'],
    ),
  ),
  '/gzdt/t1.html': article('区教育局开展安全检查', '2026-11-12'),
  '/gzdt/t0.html': article('使用说明', '2020-01-02'),
  '/tzgg/': page('通知公告', '<p>暂无信息</p>'),
  '/zn/': page('政府信息公开指南', GUIDE),
  '/nb/': page('政府信息公开年报', REPORTS),
  '/nb/t1.html': article('2025年政府信息公开工作年度报告', '2026-01-20', { trail: ['政府信息公开年报'] }),
  '/nb/t3.html': article('云溪区人民政府2025年政府信息公开工作年度报告', '2026-03-20', {
    source: '区政府',
    trail: ['政府信息公开年报'],
  }),
}

export const edu = unit('edu', '区教育局')

export function seen(
  pages: Readonly<Record<string, Served>>,
  more: {
    unit?: UnitSpec
    site?: Partial<SiteSpec>
    given?: Given
    /** Pages of other sites by absolute address, read as one step outside. */
    elsewhere?: Readonly<Record<string, string>>
  } = {},
): Artifacts {
  const one = more.unit ?? edu
  const spec = site([one], more.site ?? {})
  const given = { ...more.given, elsewhere: more.elsewhere ?? {} }
  const artifacts = assemble(harvest(spec, pages, given), job(spec)).get(one.id)
  if (!artifacts) throw new Error('not assembled')
  return artifacts
}

export const columnOf = (artifacts: Artifacts, name: string) =>
  artifacts.columns.find((column) => column.name === name)
