/** Turns what was read of a page into the signals that its kind is decided from. */
import { applicationForm } from './application.js'
import { lineEnd } from './article.js'
import { linesOf, PUBLISHED_LINE, proseOf, sizeOf } from './body.js'
import type { FoundForm } from './forms.js'
import type { Signals } from './kind.js'
import { meta } from './metadata.js'
import { attachmentsOf, countPictures } from './pictures.js'
import type { Reading, Stored } from './reading.js'
import { isSearchPage } from './results.js'
import { isArticleUrl } from './urls.js'

const DOCUMENT_FIELDS = [
  '成文日期',
  '生成日期',
  '形成日期',
  '发文日期',
  '印发日期',
  '文号',
  '索引号',
  '发布机构',
  '发布日期',
  '主题分类',
]

/** What was found beside the parts. What it takes long to find is looked for when it is asked for. */
export interface Findings {
  readonly list: Pick<Stored, 'items' | 'dated'>
  readonly published: boolean
  readonly heading: string
  readonly error: boolean
  readonly placeholder: () => string | null
  readonly forms: readonly FoundForm[]
  readonly context: string
}

/** Whether the one day of publication that the page labels stands after the heading and before the first entry. */
function isHeaded({ tree }: Reading, { list, heading }: Findings): boolean {
  const [first] = list.items
  if (first === undefined || heading === '') return false
  const days = [...tree.visible.matchAll(PUBLISHED_LINE)]
  const day = days[0]?.index
  const end = lineEnd(tree, heading)
  if (day === undefined || days.length > 1 || end === null || end > day) return false
  const entry = tree.visible.indexOf(first.title, end)
  return entry > day
}

/** Characters between a heading and the day of its publication: its source and some controls. */
const MAX_APART = 60
/** Shorter is no text: what stands there are controls. */
const MIN_BETWEEN = 60

/**
 * Whether a text follows on the heading and the one day of publication that the page labels, before any entry does: the
 * entries are those of a block above or below an article.
 */
function hasTextBelow({ tree }: Reading, { list, heading }: Findings): boolean {
  if (heading === '') return false
  const [day, second] = [...tree.visible.matchAll(PUBLISHED_LINE)]
  const end = lineEnd(tree, heading)
  if (day === undefined || second !== undefined || end === null) return false
  if (day.index < end || day.index - end > MAX_APART) return false
  const from = tree.visible.indexOf('\n', day.index)
  if (from < 0) return false
  const next = list.items.map(({ title }) => tree.visible.indexOf(title, from)).filter((at) => at >= 0)
  return tree.shown.ink(from, Math.min(tree.visible.length, ...next)) >= MIN_BETWEEN
}

/** What it takes long to find is found when it is asked for. */
class PageSignals implements Signals {
  readonly url: string
  readonly blocked = false
  readonly error: boolean
  readonly searchPage: boolean
  readonly applicationForm: boolean
  readonly otherForm: boolean
  readonly titleText: string
  readonly heading: string
  readonly breadcrumb: readonly string[]
  readonly columnName: string
  readonly columnType: string
  readonly taggedTitle: boolean
  readonly articleUrl: boolean
  readonly published: boolean
  readonly fields: number
  readonly sureBody: boolean
  readonly bodySize: number
  readonly bodyProse: number
  readonly bodyThings: number
  readonly datedItems: number
  readonly manyBlocks: boolean
  readonly pager: boolean
  readonly menu: number

  constructor(
    private readonly r: Reading,
    private readonly found: Findings,
  ) {
    const { tree, metas } = r
    const body = r.body?.el ?? null
    const { pager } = r.pager
    this.url = r.url
    this.error = found.error
    this.searchPage = isSearchPage(tree, r.url)
    this.applicationForm = applicationForm(found.forms, found.context) !== null
    this.otherForm = found.forms.some(
      (form) => form.fields.filter((field) => field.type !== 'hidden').length > 4,
    )
    this.titleText = tree.title
    this.heading = found.heading
    this.breadcrumb = r.breadcrumb
    this.columnName = meta(metas, 'columnname') ?? ''
    this.columnType = meta(metas, 'columntype') ?? ''
    this.taggedTitle = meta(metas, 'articletitle') !== null
    this.articleUrl = isArticleUrl(r.url)
    this.published = found.published
    this.fields = DOCUMENT_FIELDS.filter((label) => r.fields.has(label)).length
    this.sureBody = r.body?.sure ?? false
    this.bodySize = body === null ? 0 : sizeOf(tree, body)
    this.bodyProse = body === null ? 0 : proseOf(tree, body)
    this.bodyThings =
      countPictures(tree, body, r.regions) + attachmentsOf(r.clickables, r.regions, new Set()).length
    this.datedItems = found.list.dated
    this.manyBlocks = r.lists.manyBlocks
    this.pager = pager !== null && (pager.urls.length > 0 || (pager.pages ?? 0) > 1)
    this.menu = r.clickables.length
  }

  get contentSize(): number {
    return this.r.contentSize
  }

  get items(): number {
    return this.found.list.items.length
  }

  get headed(): boolean {
    return isHeaded(this.r, this.found)
  }

  get textBelow(): boolean {
    return hasTextBelow(this.r, this.found)
  }

  get placeholder(): boolean {
    return this.found.placeholder() !== null
  }

  get text(): string {
    const { tree, body } = this.r
    return body === null ? this.r.content : linesOf(tree, body.el.from, body.el.to, 20_000)
  }
}

/** Signals of a page. */
export function signalsOf(r: Reading, found: Findings): Signals {
  return new PageSignals(r, found)
}
