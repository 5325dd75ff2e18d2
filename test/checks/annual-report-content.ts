/** Cases of what annual reports say: sections, arithmetic, words of another year. Read off pages, as the reader gives them. */
import { type ReportFlaw, reportText } from '../../fixtures/annual-report.js'
import type { ReportView } from '../../src/model/portal.js'
import type { ReportContent } from '../../src/model/portal-pages.js'
import { framed, read } from '../artifacts/page.js'
import { artifacts, at, report } from './artifacts.js'
import type { Case, Expected } from './tester.js'

const NAME = '云溪区教育局'

/** A year's report as the reader gives it; `edit` changes its markup. */
function written(
  year: number,
  flaw: ReportFlaw = {},
  edit: (html: string) => string = (html) => html,
  changes: Partial<ReportContent> = {},
): ReportView {
  const title = `${NAME}${year}年政府信息公开工作年度报告`
  const html = `<h1>${title}</h1><p>发布日期：${year + 1}-01-20</p><div id="zoom">${edit(reportText(NAME, year, flaw))}</div>`
  const parts = read(framed(html, { title })).report
  if (!parts) throw new Error('the reader saw no report')
  return report(year, `${year + 1}-01-20`, {
    content: { parts, images: 0, files: 0, cut: false, ...changes },
  })
}

/** The longest sentences of 2024 that another year's report may repeat. */
const WORDS_OF_2024 = [
  '云溪区教育局更新目录,借助新媒体扩大知晓面,以减少重复申请',
  '云溪区教育局更新目录,借助新媒体扩大知晓面,以避免信息滞后',
  '云溪区教育局解读政策,逐项对照标准抓好落实,以保障公众知情',
]

/** A report whose document says nothing to a reader. */
const closed = (from: string, unread: 'pictures' | 'unreadable'): ReportContent => ({
  parts: { tables: [], prose: '' },
  images: 0,
  files: 0,
  cut: false,
  from: [from],
  unread,
})

/** A report of few words of its own, the same each year. */
const FEW_WORDS = [
  '健全信息发布审核机制并落实三审三校,全年没有发生泄密事件,定期清理规范性文件并公布目录,维护栏目和专题页面',
  '全年召开专题会议研究公开工作,制定年度要点并逐项销号,主动公开各类信息,群众关注度较往年明显提高',
  '存在解读形式单一和队伍不够稳定等不足,将丰富解读方式并加强队伍建设,努力提升公开的质量和实效',
  '乡镇和部门配合密切,答复文书规范,来电来访均有登记',
  '组织窗口人员学习条例和答复规范,请专家到场指导,建立月度通报办法并纳入年终考核内容',
]
const brief = (year: number): ReportView =>
  report(year, `${year + 1}-01-20`, {
    content: { parts: { tables: [], prose: FEW_WORDS.join('。') }, images: 0, files: 0, cut: false },
  })
const reports = (...list: ReportView[]) => ({
  reports: list,
  column: at('nb/'),
  expectedAt: [at('gk/')],
  undatable: [] as string[],
})
const SECTIONS = [1, 2, 3, 4, 5, 6]
const OWN = [
  'applications-balance',
  'applications-results',
  'applicants-total',
  'text-applications',
  'review-total',
  'lawsuit-total',
  'lawsuit-after-review-total',
]
const DISPUTES = OWN.slice(4)
const examined = (year: number, ...more: string[]) => [
  String(year),
  ...[...SECTIONS, ...OWN, ...more].map((name) => `${year}/${name}`),
]
const pages = (...years: number[]) => ({
  at: { pages: years.map((year) => at(`nb/${year}.html`)), region: { kind: 'page' as const } },
})
const found = (
  code: Expected['code'],
  year: number,
  key: string,
  facts: Expected['facts'],
  ...years: number[]
): Expected => ({
  code,
  subject: `${year}${key}`,
  url: at(`nb/${year}.html`),
  where: [`${year}年政府信息公开工作年度报告`],
  facts: { year, ...facts },
  ...pages(...(years.length > 0 ? years : [year])),
})
const unbalanced = (
  year: number,
  identity: string,
  left: number,
  right: number,
  place = '总计',
  ...years: number[]
) => found('annual-report-inconsistent', year, `/${identity}`, { identity, left, right, at: place }, ...years)
const lacking = (year: number, section: number) =>
  found('annual-report-incomplete', year, `/${section}`, { section })
const doubtful = (one: Expected, why: string): Expected => ({
  ...one,
  verdict: 'cannot-tell',
  facts: { ...one.facts, why },
})
const one = (
  name: string,
  view: ReportView,
  findings: readonly Expected[] = [],
  seen = examined(2025),
): Case => ({
  name,
  seen: { reports: reports(view) },
  findings,
  examined: seen,
})
/** The first cell (persons) and the last (total) of a row are made others. */
const row = (label: string, first: string, last: string) => (html: string) =>
  html.replace(
    new RegExp(`(${label}[^<]*</td>)<td>[^<]*</td>(.*?)<td>[^<]*</td></tr>`),
    (_, head: string, middle: string) => `${head}<td>${first}</td>${middle}<td>${last}</td></tr>`,
  )
const both =
  (...edits: ((html: string) => string)[]) =>
  (html: string) =>
    edits.reduce((text, edit) => edit(text), html)
/** Table three broken off in the middle, as a new page of the document it was pasted from leaves it. */
const broken = (html: string) =>
  html.replace('<tr><td rowspan="3">（四）', '</table><p></p><table border="1"><tr><td rowspan="3">（四）')
/** 2025: 6 received, 2 carried in, 8 handled, 0 carried on. 2024: 1 received, 1 carried in, 0 handled, 2 carried on. */
const withText = (sentence: string) => (html: string) => html.replace('<p>三、', `<p>${sentence}</p><p>三、`)
const { unit } = artifacts()

export const contentCases: { clean: Case[]; problem: Case[]; cannotTell: Case[] } = {
  clean: [
    {
      name: 'two years whole, in balance and each in its own words',
      seen: { reports: reports(written(2025), written(2024)) },
      examined: [...examined(2025, 'carried-over'), ...examined(2024), '2025~2024'],
    },
    one('the text gives the same number', written(2025, {}, withText('2025年，共收到政府信息公开申请6件。'))),
    one(
      'the text gives what others received, or what came in many years',
      written(
        2025,
        {},
        both(
          withText('区政府办公室收到政府信息公开申请30件。'),
          withText('自2008年以来，收到政府信息公开申请120件。'),
        ),
      ),
    ),
    {
      name: 'a row of noughts deleted under cells that still span it',
      seen: {
        reports: reports(
          written(2025),
          written(2024, {}, (html) => html.replace(/<tr><td>2\.重复申请<\/td>.*?<\/tr>/, '')),
        ),
      },
      examined: [...examined(2025, 'carried-over'), ...examined(2024), '2025~2024'],
    },
    one('a table in two pieces', written(2025, {}, broken)),
    one(
      'a section whose heading is left out and whose table stands there',
      written(2025, {}, (html) => html.replace(/<p>三、[^<]*<\/p>/, '')),
    ),
    one(
      'the text gives what came by one channel',
      written(2025, {}, withText('其中网上收到政府信息公开申请3件。')),
    ),
    one(
      'the text gives another year’s number',
      written(2025, {}, withText('2024年收到政府信息公开申请99件。')),
    ),
    one(
      'sections by other usual names',
      written(2025, {}, (html) =>
        html
          .replace('一、总体情况', '一、概述')
          .replace('五、存在的主要问题及改进情况', '五、存在问题及整改措施')
          .replace('六、其他需要报告的事项', '六、其它需要说明的事项'),
      ),
    ),
    {
      name: 'the format of 2019 is not judged',
      seen: { reports: reports(written(2020, { without: 6, miscounted: 3 })) },
      at: '2021-06-01',
      examined: ['2020'],
    },
    {
      name: 'published after the assessment date',
      seen: { reports: reports(written(2025, { without: 6 })) },
      at: '2026-01-10',
      examined: [],
    },
    {
      name: 'a file without text is not looked into',
      seen: { reports: reports(report(2025, '2026-01-20', { url: at('nb/2025.pdf') })) },
      examined: ['2025'],
    },
  ],
  problem: [
    one('a section is missing though the opening counts it up', written(2025, { without: 6 }), [
      lacking(2025, 6),
    ]),
    one('the total is miscounted in the second piece of a table', written(2025, { miscounted: 2 }, broken), [
      unbalanced(2025, 'applications-balance', 8, 10),
      unbalanced(2025, 'applications-results', 8, 10),
    ]),
    one(
      'the section on applications is missing with its table: no doubt of the table beside it',
      written(2025, {}, (html) => html.replace(/<p>三、[\s\S]*?(?=<p>四、)/, '')),
      [lacking(2025, 3)],
      ['2025', ...SECTIONS.map((section) => `2025/${section}`), ...DISPUTES.map((name) => `2025/${name}`)],
    ),
    one('the total is miscounted', written(2025, { miscounted: 2 }), [
      unbalanced(2025, 'applications-balance', 8, 10),
      unbalanced(2025, 'applications-results', 8, 10),
    ]),
    one(
      'the kinds of applicants do not add up',
      written(2025, {}, (html) => html.replace(/(申请数量<\/td><td>6<\/td>)<td>0<\/td>/, '$1<td>4</td>')),
      [
        unbalanced(2025, 'applicants-total', 10, 6, '本年新收'),
        unbalanced(2025, 'applications-balance', 4, 0, '商业企业'),
      ],
    ),
    one(
      'reviews and lawsuits do not add up',
      written(2025, {}, (html) => html.replace(/<tr>((?:<td>\d<\/td>){4})<td>1<\/td>/, '<tr>$1<td>3</td>')),
      [unbalanced(2025, 'review-total', 1, 3)],
    ),
    one(
      'the text gives another number',
      written(2025, {}, withText('2025年，共收到政府信息公开申请12件。')),
      [unbalanced(2025, 'text-applications', 12, 6)],
    ),
    {
      name: 'not what last year carried on',
      seen: {
        reports: reports(written(2025), written(2024, {}, row('四、结转下年度', '2', '1'))),
      },
      findings: [
        unbalanced(2024, 'applicants-total', 2, 1, '结转下年度'),
        unbalanced(2024, 'applications-balance', 2, 1),
        unbalanced(2025, 'carried-over', 2, 1, '总计', 2025, 2024),
      ],
      examined: [...examined(2025, 'carried-over'), ...examined(2024), '2025~2024'],
    },
    {
      name: 'the few words of the year before',
      seen: { reports: reports(brief(2025), brief(2024)) },
      findings: [
        found(
          'annual-report-duplicate',
          2025,
          '~2024',
          { otherYear: 2024, similarity: 100, passages: FEW_WORDS.slice(0, 3) },
          2025,
          2024,
        ),
      ],
      examined: ['2025', '2024', '2025~2024'],
    },
    {
      name: 'the words of the year before',
      seen: { reports: reports(written(2025, { wordsOf: 2024 }), written(2024)) },
      findings: [
        found(
          'annual-report-duplicate',
          2025,
          '~2024',
          { otherYear: 2024, similarity: 100, passages: WORDS_OF_2024 },
          2025,
          2024,
        ),
      ],
      examined: [...examined(2025, 'carried-over'), ...examined(2024), '2025~2024'],
    },
  ],
  cannotTell: [
    one('a section may stand in the file', written(2025, { without: 6 }, undefined, { files: 1 }), [
      doubtful(lacking(2025, 6), 'file'),
    ]),
    one('a section may stand on the next page', written(2025, { without: 6 }, undefined, { cut: true }), [
      doubtful(lacking(2025, 6), 'cut'),
    ]),
    {
      name: 'a scan, or a document that is not read: one question, and no section is said to be missing',
      seen: {
        reports: reports(
          report(2025, '2026-01-20', { content: closed(at('nb/2025.html'), 'pictures') }),
          report(2024, '2025-01-20', { content: closed(at('nb/2024.wps'), 'unreadable') }),
        ),
      },
      findings: [
        doubtful(
          found('annual-report-inconsistent', 2024, '/applications-balance', {
            identity: 'applications-balance',
          }),
          'unreadable',
        ),
        doubtful(
          found('annual-report-inconsistent', 2025, '/applications-balance', {
            identity: 'applications-balance',
          }),
          'pictures',
        ),
      ].map((one, i) =>
        i === 0 ? { ...one, at: { ...pages(2024).at, pages: [at('nb/2024.html'), at('nb/2024.wps')] } } : one,
      ),
      examined: ['2025', '2024', '2025/applications-balance', '2024/applications-balance'],
    },
    one(
      'the tables are pictures',
      written(2025, {}, (html) => html.replace(/<table[\s\S]*?<\/table>/g, ''), { images: 3 }),
      [
        doubtful(
          found('annual-report-inconsistent', 2025, '/applications-balance', {
            identity: 'applications-balance',
          }),
          'tables',
        ),
      ],
      ['2025', ...SECTIONS.map((section) => `2025/${section}`), '2025/applications-balance'],
    ),
    one(
      'all of it is pictures',
      report(2025, '2026-01-20', {
        content: { parts: { tables: [], prose: '2025年度报告' }, images: 4, files: 0, cut: false },
      }),
      [
        doubtful(
          found('annual-report-inconsistent', 2025, '/applications-balance', {
            identity: 'applications-balance',
          }),
          'tables',
        ),
      ],
      ['2025', '2025/applications-balance'],
    ),
    one('a total is left blank', written(2025, {}, row('本年新收', '6', '')), [
      doubtful(unbalanced(2025, 'applicants-total', 6, 0, '本年新收'), 'blank'),
      doubtful(unbalanced(2025, 'applications-balance', 2, 8), 'blank'),
    ]),
    {
      name: 'merged since last year',
      seen: {
        unit: { ...unit, renamedOn: '2024-09-01' },
        reports: reports(
          written(2025),
          written(2024, {}, both(row('本年新收', '2', '2'), row('四、结转下年度', '3', '3'))),
        ),
      },
      findings: [doubtful(unbalanced(2025, 'carried-over', 2, 3, '总计', 2025, 2024), 'renamed')],
      examined: [...examined(2025, 'carried-over'), ...examined(2024), '2025~2024'],
    },
  ],
}
