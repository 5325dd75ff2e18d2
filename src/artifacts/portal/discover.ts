/** What column discovery found and why, as rows for `xuncha columns discover --explain`. */
import type { PlainDate } from '../../model/date.js'
import type { Artifacts, ColumnView } from '../../model/portal.js'
import type { ColumnRole } from '../../model/vocabulary.js'

/** One column with the reason of its role: `label:…`, `columnType:…`, `path:…`, `pinned`, `register`, or '' where nothing told. */
export interface ExplainedColumn {
  readonly name: string
  readonly url: string
  readonly path: readonly string[]
  readonly role: ColumnRole
  readonly because: string
  readonly form: ColumnView['form']
  readonly read: ColumnView['read']
  readonly items: number
  readonly newest: PlainDate | null
  readonly complete: boolean
  readonly inMenu: boolean
  readonly archive: boolean
  readonly owner: string | null
}

/** The columns of a unit by path, each with why it has its role. */
export function explainColumns(artifacts: Artifacts): readonly ExplainedColumn[] {
  const order = (column: ColumnView) => column.path.join('\u0000')
  return [...artifacts.columns]
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
    .map(
      ({ name, url, path, role, because, form, read, items, newest, complete, inMenu, archive, owner }) => ({
        name,
        url,
        path,
        role,
        because,
        form,
        read,
        items,
        newest,
        complete,
        inMenu,
        archive,
        owner,
      }),
    )
}
