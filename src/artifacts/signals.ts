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

/** Signals of a page. */
export function signalsOf(r: Reading, found: Findings): Signals {
  const body = r.body?.el ?? null
  const pager = r.pager.pager
  return {
    url: r.url,
    blocked: false,
    error: found.error,
    searchPage: isSearchPage(r.tree, r.url),
    applicationForm: applicationForm(found.forms, found.context) !== null,
    otherForm: found.forms.some((form) => form.fields.filter((field) => field.type !== 'hidden').length > 4),
    titleText: r.tree.title,
    heading: found.heading,
    breadcrumb: r.breadcrumb,
    columnName: meta(r.metas, 'columnname') ?? '',
    columnType: meta(r.metas, 'columntype') ?? '',
    taggedTitle: meta(r.metas, 'articletitle') !== null,
    articleUrl: isArticleUrl(r.url),
    published: found.published,
    fields: DOCUMENT_FIELDS.filter((label) => r.fields.has(label)).length,
    sureBody: r.body?.sure ?? false,
    bodySize: body === null ? 0 : sizeOf(r.tree, body),
    bodyProse: body === null ? 0 : proseOf(r.tree, body),
    bodyThings:
      countPictures(r.tree, body, r.regions) + attachmentsOf(r.clickables, r.regions, new Set()).length,
    get contentSize() {
      return r.contentSize
    },
    get items() {
      return found.list.items.length
    },
    datedItems: found.list.dated,
    get headed() {
      return isHeaded(r, found)
    },
    manyBlocks: r.lists.manyBlocks,
    pager: pager !== null && (pager.urls.length > 0 || (pager.pages ?? 0) > 1),
    get placeholder() {
      return found.placeholder() !== null
    },
    menu: r.clickables.length,
    get text() {
      return body === null ? r.content : linesOf(r.tree, body.from, body.to, 20_000)
    },
  }
}
