/** Builds artifacts for check tests: a faultless portal, and its pieces with what a case changes. */
import type { Attempt, Reach } from '../../src/model/attempt.js'
import type { Cause } from '../../src/model/fault.js'
import type {
  ApplicationView,
  Artifacts,
  ColumnView,
  CoverageView,
  DocumentView,
  ElementView,
  GuideView,
  LinkView,
  Referrer,
  ReportView,
  SearchView,
  StartView,
  VoidLinkView,
} from '../../src/model/portal.js'
import type { ArticleView, SuspicionArtifacts } from '../../src/model/portal-articles.js'
import type { PageView } from '../../src/model/portal-pages.js'

/** The portal of every case: on loopback, so that its network faults need no self-test. */
export const PORTAL = 'http://127.0.0.1:8101/'

/** Absolute URL of a path of the portal. */
export function at(path: string): string {
  return new URL(path, PORTAL).href
}

/** One failed or successful attempt. */
export function attempt(url: string, changes: Partial<Attempt> = {}): Attempt {
  return {
    client: 'http',
    url,
    startedAt: Date.UTC(2026, 10, 21, 1),
    finishedAt: Date.UTC(2026, 10, 21, 1, 0, 1),
    finalUrl: url,
    status: 200,
    cause: null,
    error: null,
    address: '127.0.0.1',
    redirects: [],
    bytes: 0,
    bodySha256: null,
    contentType: null,
    ...changes,
  }
}

/** A target that answers. */
export function ok(url: string): Reach {
  return {
    url,
    outcome: 'ok',
    cause: null,
    status: 200,
    bytes: 5000,
    finalUrl: url,
    attempts: [attempt(url)],
  }
}

/** A target of which attempts agree that it fails. */
export function broken(url: string, cause: Cause, status: number | null = null): Reach {
  return {
    url,
    outcome: 'broken',
    cause,
    status,
    bytes: 0,
    finalUrl: url,
    attempts: [attempt(url, { status, cause })],
  }
}

/** A target of which nothing certain is known. */
export function unverified(url: string, cause: Cause | null, status: number | null = null): Reach {
  return { ...ok(url), outcome: 'unverified', cause, status, attempts: [attempt(url, { status, cause })] }
}

/** A target that nobody looked at. */
export function unknown(url: string): Reach {
  return { ...ok(url), outcome: 'unknown', status: null, attempts: [] }
}

export function coverage(changes: Partial<CoverageView> = {}): CoverageView {
  return {
    complete: true,
    gaps: [],
    pagesRead: 1,
    searched: [PORTAL],
    massCause: null,
    deadEnds: [],
    ...changes,
  }
}

/** Cut by the page limit: absence rests on nothing. */
export const CUT: CoverageView = coverage({
  complete: false,
  gaps: [
    { url: at('gk/'), reason: 'limit' },
    { url: at('zw/'), reason: 'blocked' },
    { url: at('zx/'), reason: 'limit' },
  ],
})

export function start(changes: Partial<StartView> = {}): StartView {
  return { url: PORTAL, reach: ok(PORTAL), canary: null, loopback: true, ...changes }
}

export function referrer(changes: Partial<Referrer> = {}): Referrer {
  return {
    url: PORTAL,
    level: 'home',
    depth: 0,
    text: '查看详情',
    region: 'content',
    signature: '00000000000000aa',
    articleDate: null,
    where: ['首页'],
    ...changes,
  }
}

export function link(target: string, changes: Partial<LinkView> = {}): LinkView {
  return {
    target,
    role: 'page',
    inSite: true,
    reach: ok(target),
    referrers: [referrer()],
    referrerCount: 1,
    frame: [],
    ...changes,
  }
}

export function voidLink(text: string, changes: Partial<VoidLinkView> = {}): VoidLinkView {
  return { page: PORTAL, text, how: 'hash', clicked: 'nothing', referrer: referrer({ text }), ...changes }
}

/** A filled, readable list that the menu leads to. */
export function column(name: string, path: string, changes: Partial<ColumnView> = {}): ColumnView {
  return {
    name,
    url: at(path),
    path: ['首页', name],
    role: 'other',
    because: 'name',
    form: 'list',
    items: 12,
    newest: '2026-11-18',
    undated: 0,
    complete: true,
    read: 'html',
    placeholder: null,
    notApplicable: null,
    textLength: 400,
    children: [],
    inMenu: true,
    archive: false,
    maxAgeDays: null,
    maxAgeFrom: null,
    owner: null,
    assignedAway: false,
    ...changes,
  }
}

/** A list without entries. */
export function emptyList(name: string, path: string, changes: Partial<ColumnView> = {}): ColumnView {
  return column(name, path, { items: 0, newest: null, textLength: 6, ...changes })
}

export function report(
  year: number,
  published: string | null,
  changes: Partial<ReportView> = {},
): ReportView {
  return {
    year,
    url: at(`nb/${year}.html`),
    title: `${year}年政府信息公开工作年度报告`,
    published,
    ...changes,
  }
}

export function document(
  name: string,
  formed: string | null,
  published: string | null,
  changes: Partial<DocumentView> = {},
): DocumentView {
  return {
    url: at(`wj/${name}.html`),
    title: `关于${name}的通知`,
    formed,
    formedFrom: '成文日期',
    published,
    documentNumber: null,
    source: '区教育局',
    foreign: false,
    firstSeen: null,
    where: ['首页', '政策文件'],
    underRectification: false,
    ...changes,
  }
}

/** The elements of these ids, found on the given page; those after a `!` are missing. */
export function elements(ids: string, url: string): ElementView[] {
  return ids.split(' ').map((id) => {
    const missing = id.startsWith('!')
    return { element: missing ? id.slice(1) : id, found: missing ? null : { url, quote: `${id}：…` } }
  })
}

export function guide(changes: Partial<GuideView> = {}): GuideView {
  return {
    url: at('zn/'),
    elements: elements('name address hours phone fax internet', at('zn/')),
    unreadable: false,
    outdated: [],
    expectedAt: [at('gk/')],
    ...changes,
  }
}

export function application(changes: Partial<ApplicationView> = {}): ApplicationView {
  return {
    entry: at('ysq/'),
    reach: ok(at('ysq/')),
    login: false,
    channel: 'online',
    fields: ['applicant', 'contact', 'content', 'form'],
    formUrl: at('ysq/'),
    expectedAt: [at('gk/')],
    common: false,
    ...changes,
  }
}

export function search(changes: Partial<SearchView> = {}): SearchView {
  return {
    found: 'form',
    url: at('search'),
    state: 'works',
    reach: ok(at('search')),
    counts: [],
    common: false,
    ...changes,
  }
}

/** A page of which nothing is to be said. */
export function page(name: string, changes: Partial<PageView> = {}): PageView {
  return {
    url: at(`wz/${name}.html`),
    title: `关于${name}的通知`,
    where: ['首页', '通知公告', `关于${name}的通知`],
    published: '2026-05-20',
    annex: null,
    mark: null,
    layout: { irregular: [], empty: null },
    personal: [],
    ...changes,
  }
}

/** An article of which nothing is suspicious. */
export function article(name: string, changes: Partial<ArticleView> = {}): ArticleView {
  return {
    url: at(`wz/${name}.html`),
    title: `关于${name}的通知`,
    where: ['首页', '通知公告', `关于${name}的通知`],
    published: '2026-05-20',
    formed: null,
    formedFrom: null,
    source: '区教育局',
    foreign: false,
    namesUnit: true,
    column: { name: '通知公告', url: at('tz/'), role: 'notices' },
    record: `${name}.html`,
    copyKey: null,
    pathDate: null,
    serial: null,
    opening: '各学校：现将有关事项通知如下',
    textLength: 400,
    files: 0,
    firstSeen: null,
    absentOn: null,
    span: null,
    cited: null,
    ...changes,
  }
}

/** Nothing that a suspicion could rest on, with what the case changes. */
export function suspicious(changes: Partial<SuspicionArtifacts> = {}): SuspicionArtifacts {
  return { articles: [], expressions: [], pastNames: [], accounts: [], leaders: [], ...changes }
}

/** A faultless portal, with what the case changes. */
export function artifacts(changes: Partial<Artifacts> = {}): Artifacts {
  return {
    unit: {
      id: 'edu',
      name: '区教育局',
      kind: 'department',
      portal: PORTAL,
      reportDue: '01-31',
      renamedOn: null,
    },
    coverage: coverage(),
    start: start(),
    links: [],
    voidLinks: [],
    columns: [],
    guide: guide(),
    catalog: { url: at('ml/'), statutoryOnly: null, expectedAt: [at('gk/')] },
    reports: {
      reports: [report(2025, '2026-01-20')],
      column: at('nb/'),
      expectedAt: [at('gk/')],
      undatable: [],
    },
    institution: {
      elements: elements('functions address hours phone leader', at('jg/')),
      unreadable: false,
      expectedAt: [at('jg/')],
    },
    documents: [],
    application: application(),
    search: search(),
    pages: [],
    suspicious: suspicious(),
    files: [],
    hiddenLinks: [],
    upperPortals: [],
    policies: [],
    letters: [],
    series: [],
    quotas: [],
    consultations: [],
    rectifications: [],
    ...changes,
  }
}
